"""Tries: call the grader's own functions with arguments on which they need much time and memory.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    for _ in range(3):
        try:
            f(np.zeros((2**25, 0), np.uint8))
        except RuntimeError:
            pass
    return f(np.zeros((2**13, 2**12)))
