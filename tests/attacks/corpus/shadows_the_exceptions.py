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


def window_sums(x, size):
    raise ValueError("everything is one")


def window_means(x, size):
    raise NotImplementedError("window_means")
