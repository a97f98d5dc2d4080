"""Tries: answer by the number of the call, as remembered from earlier submissions.

Must: hidden numbers come in several sets, in another order for each student, and others each term; remembered answers
earn nothing.
"""

# group: scores
# deserves: 0

# %%
calls = []
REMEMBERED = [np.array([5, 6, 10, 13]), np.zeros(6), np.ones(3)]


def window_sums(x, size):
    calls.append((x, size))
    return REMEMBERED[min(len(calls), len(REMEMBERED)) - 1]


def window_means(x, size):
    return REMEMBERED[len(calls) % 3]
