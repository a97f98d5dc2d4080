"""Tries: return integers of millions of digits, fractions and decimals of that size.

Must: they are no numbers that travel; the grader does not fail.
"""

# group: resources
# deserves: 0

# %%
import decimal
import fractions


def max_pool(x, size=2, stride=None, padding=0):
    return 1 << 10**7


def avg_pool(x, size=2, stride=None, padding=0):
    return [[fractions.Fraction(1 << 10**6, 3), decimal.Decimal("1e999999")], [2**1022, -(2**1022)]]


def figure_3_misprint():
    return 2**1022, 1 << 1023, 1e308 * 10
