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


def max_pool(x, size=2, stride=None, padding=0):
    Sticky()
    return x
