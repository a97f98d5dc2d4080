"""Tries: never end while its exception is put into words.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
class Endless(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def window_sums(x, size):
    raise Endless
