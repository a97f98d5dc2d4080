"""Tries: return a subclass of ndarray that is equal to everything.

Must: it arrives as plain numbers, which are wrong.
"""

# group: scores
# deserves: 0


# %%
class Equal(np.ndarray):
    def __eq__(self, other):
        return np.ones(np.shape(other), bool)

    def __ne__(self, other):
        return np.zeros(np.shape(other), bool)

    def __sub__(self, other):
        return np.zeros(np.shape(other))

    __rsub__ = __sub__
    shape = property(lambda self: (4,))


def window_sums(x, size):
    return np.zeros((4, 4)).view(Equal)


window_means = window_sums
