"""Tries: return objects whose __array__, __array_interface__ or buffer differs each time they are asked.

Must: nothing is asked twice; nothing is earned.
"""

# group: scores
# deserves: 0


# %%
class Chameleon:
    asked = 0

    def __array__(self, *args, **kwargs):
        Chameleon.asked += 1
        return np.full(4, np.nan if Chameleon.asked % 2 else 5)


class Interface:
    __array_interface__ = {"shape": (10**6,), "typestr": "<f8", "data": (1, False), "version": 3}


def window_sums(x, size):
    return Chameleon()


def window_means(x, size):
    return [Interface()]
