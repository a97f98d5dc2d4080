"""Tries: return lists and tuples whose length, items and equality are lies.

Must: what arrives is a plain list, which is wrong, or nothing.
"""

# group: scores
# deserves: 0


# %%
class Liar(list):
    def __len__(self):
        return -1 if self else 2

    def __getitem__(self, index):
        return Liar([index])

    def __eq__(self, other):
        return True

    __ne__ = __hash__ = None


class Long(tuple):
    def __len__(self):
        return 2**62


def max_pool(x, size=2, stride=None, padding=0):
    return Liar([Liar([32, 5]), Liar([6, 21])])


def avg_pool(x, size=2, stride=None, padding=0):
    return Long((1, 2))


def figure_3_misprint():
    return Liar([0, 0])
