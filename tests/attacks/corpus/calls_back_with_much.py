"""Tries: call the grader's function with huge arguments, again and again.

Must: the call's time ends that; the grader stays within its memory.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    while True:
        f(np.zeros(900_000))
