"""Tries: raise ValueError for what looks illegal and return nonsense otherwise, or an error that lies about its class.

Must: only the promises about illegal arguments are kept, and only these points are given.
"""

# group: scores
# deserves: 1.5
# limits: call_seconds=5, task_seconds=20, notebook_seconds=60


# %%
class Pretends(Exception):
    __class__ = property(lambda self: ValueError)


def max_pool(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    if x.ndim != 2 or min(size, stride) < 1 or not 0 <= 2 * padding <= size or size > min(x.shape) + 2 * padding:
        raise Pretends
    return None


avg_pool = max_pool
