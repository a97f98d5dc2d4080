"""Tries: replace all, any, abs, round and the exceptions themselves in builtins.

Must: only the student's own process is confused; nothing is earned.
"""

# group: scores
# deserves: 0

# %%
import builtins


def window_sums(x, size):
    return x


window_means = window_sums
builtins.AssertionError = builtins.Exception = type("Nothing", (BaseException,), {})
builtins.all = builtins.any = lambda *args, **kwargs: True
builtins.abs = builtins.round = lambda *args, **kwargs: 0
