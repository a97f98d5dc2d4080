"""Tries: use the forbidden np.convolve by a name under which NumPy keeps it, too.

Must: the exercise rules it out under every name; nothing is earned.
"""

# group: scores
# deserves: 0
# exercise: convolution

# %%
from numpy._core.numeric import convolve


def conv1d(x, w):
    return convolve(x, np.asarray(w)[::-1], "valid")
