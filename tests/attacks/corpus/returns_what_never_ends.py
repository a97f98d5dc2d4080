"""Tries: return generators, iterators, ranges and sequences without end.

Must: what is not data stays what it is, and the rest is too large.
"""

# group: resources
# deserves: 0
# exercise: shifts

# %%
import collections.abc
import itertools


class Endless(collections.abc.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return Endless()


def shift(x, by):
    return itertools.count()


def agrees(f, g, x):
    return range(10**15)


def answer():
    return Endless(), Endless(), Endless()
