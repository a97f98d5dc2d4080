"""Tries: take the forbidden function out of NumPy's C module.

Must: the exercise rules it out; nothing is earned.
"""

# group: scores
# deserves: 0
# exercise: convolution

# %%
from numpy._core import multiarray


def conv1d(x, w):
    return multiarray.correlate(np.asarray(x, float), np.asarray(w, float), mode=0)
