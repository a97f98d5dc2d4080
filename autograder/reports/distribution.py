"""Describe how numbers are distributed: where the middle is, how far they spread, and a histogram."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True)
class Bin:
    """One bar of a histogram: the `count` of numbers from `low` up to `high`, which only the last bin includes."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Distribution:
    """The distribution of `count` numbers. The `deviation` is that of a sample; None for a single number.

    `lower` and `upper` are the quartiles: the middle half of the numbers is between them.
    """

    count: int
    mean: float
    median: float
    deviation: float | None
    lower: float
    upper: float
    lowest: float
    highest: float
    bins: tuple[Bin, ...]


def distribution(numbers: Sequence[float], most: float) -> Distribution | None:
    """The distribution of scores of which the best possible is `most`; None if there are no numbers."""
    if not numbers:
        return None
    single = len(numbers) == 1
    lower, _, upper = [*numbers] * 3 if single else statistics.quantiles(numbers, n=4, method="inclusive")
    return Distribution(
        count=len(numbers),
        mean=statistics.fmean(numbers),
        median=statistics.median(numbers),
        deviation=None if single else statistics.stdev(numbers),
        lower=lower,
        upper=upper,
        lowest=min(numbers),
        highest=max(numbers),
        bins=histogram(numbers, most),
    )


def histogram(numbers: Sequence[float], most: float, bins: int = BINS) -> tuple[Bin, ...]:
    """The bars of a histogram from 0 to `most`. What is above it, with extra credit, counts in the last one."""
    width = most / bins
    counts = [0] * bins
    for one in numbers:
        counts[min(max(int(one / width + 1e-9), 0), bins - 1) if width else 0] += 1
    return tuple(Bin(place * width, (place + 1) * width, count) for place, count in enumerate(counts))
