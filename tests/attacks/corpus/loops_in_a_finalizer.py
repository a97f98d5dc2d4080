"""Tries: never end in __del__, when an answer is thrown away.

Must: it is ended.
"""

# group: resources
# deserves: 0


# %%
class Sticky:
    def __del__(self):
        while True:
            pass


def window_sums(x, size):
    Sticky()
    return x
