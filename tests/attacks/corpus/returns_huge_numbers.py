"""Tries: return integers of millions of digits, fractions and decimals of that size.

Must: they are no numbers that travel; the grader does not fail.
"""

# group: resources
# deserves: 0
# exercise: shifts

# %%
import decimal
import fractions


def shift(x, by):
    return 1 << 10**7


def agrees(f, g, x):
    return [[fractions.Fraction(1 << 10**6, 3), decimal.Decimal("1e999999")], [2**1022, -(2**1022)]]


def answer():
    return 2**1022, 1 << 1023, 1e308 * 10
