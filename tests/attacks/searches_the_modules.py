"""Tries: find the grader's modules among those that are loaded, and ask them.

Must: none is there.
"""

# group: scores
# deserves: 0

# %%
for name in list(sys.modules):
    if name.partition(".")[0] in ("pytest", "_pytest", "nbgrader", "solution_pooling") or "graders" in name:
        worked(name)


def max_pool(x, size=2, stride=None, padding=0):
    from autograder import reference

    return reference.load("pooling").max_pool(x, size, stride, padding)


def avg_pool(x, size=2, stride=None, padding=0):
    return sys.modules["autograder.reference"].load("pooling").avg_pool(x, size, stride, padding)
