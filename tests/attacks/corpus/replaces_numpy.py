"""Tries: put an object that agrees with everything in place of numpy in sys.modules.

Must: nothing is earned, and the process that this breaks is the student's.
"""

# group: scores
# deserves: 0


# %%
class Agreeable:
    def __getattr__(self, name):
        return lambda *args, **kwargs: Agreeable()

    def __eq__(self, other):
        return True

    __bool__ = lambda self: True


def window_sums(x, size):
    for name in [name for name in sys.modules if name.partition(".")[0] == "numpy"]:
        sys.modules[name] = Agreeable()
    return Agreeable()


window_means = window_sums
