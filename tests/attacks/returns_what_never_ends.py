"""Tries: return generators, iterators, ranges and sequences without end.

Must: what is no data stays what it is, and the rest is too much.
"""

# group: resources
# deserves: 0

# %%
import collections.abc
import itertools


class Endless(collections.abc.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return Endless()


def max_pool(x, size=2, stride=None, padding=0):
    return itertools.count()


def avg_pool(x, size=2, stride=None, padding=0):
    return range(10**15)


def figure_3_misprint():
    return Endless(), Endless(), Endless()
