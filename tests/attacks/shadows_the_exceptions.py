"""Tries: give ValueError, NotImplementedError and BaseException other meanings in builtins and in the notebook.

Must: what counts as ValueError is decided before any cell runs; nothing is earned.
"""

# group: scores
# deserves: 0

# %%
import builtins

builtins.ValueError = ValueError = BaseException = Exception


class NotImplementedError(Exception):
    pass


def max_pool(x, size=2, stride=None, padding=0):
    raise ValueError("everything is one")


def avg_pool(x, size=2, stride=None, padding=0):
    raise NotImplementedError("avg_pool")
