"""The figures of items: how many solve them, and whether they tell strong students from weak ones."""

import numpy as np
import pytest

from autograder.reports.items import FEWEST, item_figures


def test_who_has_not_attempted_an_item_does_not_count():
    """The share is that of those who tried. Solved means all points."""
    (found,) = item_figures([(1.0,), (0.5,), (0.0,), (None,)])
    assert (found.attempted, found.solved, found.share) == (3, 1, 0.5)


def test_discrimination_is_the_correlation_with_the_other_items():
    """The item itself is not in the sum, and items that were not attempted add nothing to it."""
    rng = np.random.default_rng(1)
    rows = rng.integers(0, 2, (40, 4)).astype(float)
    found = item_figures(rows.tolist(), [1, 2, 3, 4])
    rest = rows[:, 1:] @ [2, 3, 4]
    assert found[0].discrimination == pytest.approx(np.corrcoef(rows[:, 0], rest)[0, 1])
    unwritten = [[*row[:3], row[3] or None] for row in rows.tolist()]
    assert item_figures(unwritten, [1, 2, 3, 4])[0].discrimination == found[0].discrimination


def test_there_is_no_discrimination_without_differences():
    """Of an item that everybody solves, of the only item, and of a small class."""
    rows = [(1.0, float(place % 2)) for place in range(FEWEST)]
    assert [one.discrimination for one in item_figures(rows)] == [None, None]
    assert item_figures([(float(place % 2),) for place in range(FEWEST)])[0].discrimination is None
    small = [(float(place % 2), float(place % 2)) for place in range(FEWEST - 1)]
    assert item_figures(small)[0].discrimination is None
    assert item_figures([]) == []


def test_an_item_that_everybody_solves_is_noted():
    """Only if enough students tried."""
    assert item_figures([(1.0,)] * FEWEST)[0].everybody
    assert not item_figures([(1.0,)] * (FEWEST - 1))[0].everybody
    assert not item_figures([(1.0,)] * FEWEST + [(0.9,)])[0].everybody


def test_an_item_that_weak_students_solve_is_noted():
    """Only if the correlation is further below 0 than chance explains."""
    clear = [(1.0, 0.0, 0.0)] * 10 + [(0.0, 1.0, 1.0)] * 10
    assert item_figures(clear)[0].reversed
    noise = [(float(place % 2), float(place % 3 == 0)) for place in range(20)]
    assert not item_figures(noise)[0].reversed
