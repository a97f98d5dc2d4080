"""Tries: raise ValueError for what looks illegal and return nonsense otherwise, or an error that lies about its class.

Must: only the tests of illegal arguments pass, and only their points are given.
"""

# group: scores
# deserves: 1.5
# limits: call_seconds=5, task_seconds=20, notebook_seconds=60


# %%
class Pretends(Exception):
    __class__ = property(lambda self: ValueError)


def window_sums(x, size):
    if not 1 <= size <= len(x):
        raise Pretends
    return None


window_means = window_sums
