"""Tries: return numbers whose __float__, __index__, __int__ and __eq__ say something else each time.

Must: one honest number arrives, and is wrong.
"""

# group: scores
# deserves: 0
# exercise: shifts

# %%
import numbers


class Number(float):
    def __float__(self):
        return 42.0 if next(turns) % 2 else 0.0

    def __eq__(self, other):
        return True

    __index__ = __int__ = lambda self: 0
    real = imag = property(lambda self: Number(1))


class Integer(int):
    __abs__ = __int__ = __index__ = lambda self: 0
    __lt__ = __eq__ = lambda self, other: True


class Registered:
    __float__ = __int__ = __complex__ = lambda self: 1 / 0


numbers.Integral.register(Registered)
turns = iter(range(10**9))


def answer():
    return Integer(7), Number(18)


def shift(x, by):
    return [[Registered(), Registered()]]
