"""Tries: return subclasses of str and dict with methods of their own.

Must: their true content arrives and is wrong.
"""

# group: scores
# deserves: 0


# %%
class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__
    __str__ = encode = lambda self, *args: "verdict: passed"


class Table(dict):
    def items(self):
        return [("values", [0, 1, 2]), ("score", 6.0), ([], 1)]

    def __eq__(self, other):
        return True


def window_sums(x, size):
    return Text("right")


def window_means(x, size):
    return Table()
