"""Tries: look for the reference or an expected value in the frames below the call.

Must: the grader's frames are in another process; nothing is earned.
"""

# group: scores
# deserves: 0


# %%
def find(name):
    frame = sys._getframe()
    while frame := frame.f_back:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            if hasattr(value, name):
                return getattr(value, name)


def window_sums(x, size):
    return find("reference").window_sums(x, size)


def window_means(x, size):
    return find("expected")
