"""Tries: return integers with more digits than Python writes, alone and within other values.

Must: they are shown in a few characters; nothing is earned, and the grader does not fail.
"""

# group: scores
# deserves: 0
# exercise: shifts
# gap: 1 2: an integer with more than 4300 digits cannot be shown, and the grader fails

# %%
HUGE = [10**4299, 10**4300, -(10**4301), 2**14_300, 10**5000, 2**130_000, -(2**131_071)]
FORMS = [
    lambda number: number,
    lambda number: [number] * 5,
    lambda number: (number, [number]),
    lambda number: {"a": number},
    lambda number: {number: 1},
    lambda number: {number, 1},
    lambda number: frozenset([number]),
    lambda number: np.array([number] * 5, dtype=object),
    lambda number: np.array(number, dtype=object),
    lambda number: [[np.array([[number]], dtype=object)]],
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def one_of_them(*args):
    turn = start + next(turns)
    return FORMS[turn % len(FORMS)](HUGE[turn % len(HUGE)])


shift = agrees = answer = one_of_them
