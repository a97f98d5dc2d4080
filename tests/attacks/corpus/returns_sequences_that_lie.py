"""Tries: return lists and tuples whose length, items and equality are lies.

Must: what arrives is a plain list, which is wrong, or nothing.
"""

# group: scores
# deserves: 0
# exercise: shifts


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


def shift(x, by):
    return Liar([Liar([0, 1]), Liar([2, 3])])


def agrees(f, g, x):
    return Long((1, 2))


def answer():
    return Liar([0, 0])
