"""Compute figures of the items of a test from plain rows: how many solve an item, and whether it tells strong students
from weak ones.

An item's discrimination is the corrected item-total correlation: Pearson's correlation of the item with the sum of all
other items. An item that a student has not attempted is no wrong answer: it is left out of the item's own figures, and
adds nothing to the student's sum.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

FEWEST = 10  # students from which a correlation says something


@dataclass(frozen=True)
class ItemFigures:
    """One item: how many students attempted it, how many of these `solved` it completely, and the mean `share` of its
    points that they got, between 0 and 1. `discrimination` is None if it cannot be computed."""

    attempted: int
    solved: int
    share: float | None
    discrimination: float | None

    @property
    def everybody(self) -> bool:
        """Whether all of enough students solved it, so that it tells nothing about them."""
        return self.attempted >= FEWEST and self.solved == self.attempted

    @property
    def reversed(self) -> bool:
        """Whether students who solve it do worse elsewhere, by more than chance explains (two standard errors)."""
        return self.discrimination is not None and self.discrimination < -2 / math.sqrt(self.attempted)


def shares_of(rows: Iterable[Sequence[float | None]], items: int, kind: type = float) -> np.ndarray:
    """The rows as an array of this kind of numbers. They are read one after another: a class can be large."""
    if not items:
        return np.zeros((0, 0))
    return np.fromiter((np.array(row, dtype=kind) for row in rows), dtype=np.dtype((kind, items)))  # None becomes nan


def item_figures(
    rows: Sequence[Sequence[float | None]] | np.ndarray, weights: Sequence[float] | None = None
) -> list[ItemFigures]:
    """The figures of each item. A row has a student's shares of the items, between 0 and 1; None is not attempted.

    `weights` are the points of the items; without them, all items count the same.
    """
    if not len(rows):
        return []
    shares = rows if isinstance(rows, np.ndarray) else np.array(rows, dtype=float)  # None becomes nan
    points = np.ones(shares.shape[1]) if weights is None else np.array(weights)
    totals = np.zeros(len(shares))
    for place, weight in enumerate(points):
        totals += np.nan_to_num(shares[:, place]) * weight  # column by column: a class can be large
    figures = []
    for place, weight in enumerate(points):
        own = shares[:, place].astype(float)
        figures.append(_figures(own, totals - np.nan_to_num(own) * weight))
    return figures


def _figures(item: np.ndarray, others: np.ndarray) -> ItemFigures:
    attempted = ~np.isnan(item)
    own = item[attempted]
    share = float(own.mean()) if own.size else None
    return ItemFigures(int(own.size), int((own >= 1 - 1e-9).sum()), share, _correlation(own, others[attempted]))


def _correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    if one.size < FEWEST or np.ptp(one) < 1e-9 or np.ptp(other) < 1e-9:
        return None
    return float(np.corrcoef(one, other)[0, 1])
