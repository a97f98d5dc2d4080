"""Tries: change the function under its name after the first call, and its code while it runs.

Must: each call's own answer counts; nothing is earned.
"""

# group: scores
# deserves: 0


# %%
def window_sums(x, size):
    global window_sums
    window_sums = lambda *args, **kwargs: np.array([5, 6, 10, 13])
    sys.modules["__main__"].__dict__["window_sums"] = window_sums
    return x


def window_means(x, size):
    window_means.__code__ = (lambda *args, **kwargs: None).__code__
    return x
