"""Show the expected and the received array side by side, as tables with the wrong cells marked."""

import html as _html

import numpy as np

from autograder.toolkit.compare import _numbers, _wrong
from autograder.toolkit.describe import _plain
from autograder.toolkit.notebook import _shell

_MOST = 150  # values of a table
_SLICES = 2  # of an array with more than two axes


def _grids(received: object, expected: object) -> str:
    """HTML with two arrays side by side, wrong cells marked; "" for other and large values.

    Of an array with three or four axes, these are the first 2-D slices that differ.
    """
    have, want = _numbers(received), _numbers(expected)
    if _shell() is None or have is None or want is None or not 0 < have.ndim == want.ndim < 5:
        return ""
    same = have.shape == want.shape
    wrong = _wrong(have, want, expected) if same else np.zeros(have.shape, bool)
    places: list[tuple[int, ...]] = [()]
    if want.ndim > 2:
        outer = np.argwhere(wrong.any(axis=(-2, -1))).tolist() if same and want.size else []
        places = [tuple(place) for place in outer[:_SLICES]]
    rows = [_table_row(have[place], want[place], wrong[place], place) for place in places]
    return "".join(rows) if all(rows) else ""


def _table_row(
    have: np.ndarray, want: np.ndarray, wrong: np.ndarray, place: tuple[int, ...]
) -> str:
    """Both tables of one slice; "" if they are too large."""
    if not all(0 < array.size <= _MOST for array in (have, want)):
        return ""
    index = f"[{', '.join(map(str, place))}]" if place else ""
    grids = _grid(f"expected{index}", want, np.zeros(want.shape, bool))
    grids += _grid(f"received{index}", have, wrong)
    style = "display: flex; flex-wrap: wrap; gap: 0.5em 2.5em; align-items: flex-start"
    return f'<div style="{style}">{grids}</div>'


def _grid(title: str, array: np.ndarray, wrong: np.ndarray) -> str:
    """An HTML table of numbers; wrong cells have a cross and a frame."""
    border = "border: 1px solid rgba(128, 128, 128, 0.5); padding: 0.3em 0.6em; text-align: right"
    frame = "; outline: 3px solid #d55e00; outline-offset: -3px; font-weight: bold"
    rows = ""
    for values, flags in zip(np.atleast_2d(array), np.atleast_2d(wrong), strict=True):
        cells = [
            f'<td style="{border}{frame if bad else ""}">{"✗ " if bad else ""}'
            f"{_html.escape(_plain(value))}</td>"
            for value, bad in zip(values, flags, strict=True)
        ]
        rows += f"<tr>{''.join(cells)}</tr>"
    caption = f"{title}, shape {array.shape}"
    left = "text-align: left; white-space: nowrap; padding: 0.3em 0"
    style = "border-collapse: collapse; margin: 0; font-variant-numeric: tabular-nums"
    table = f'<table style="{style}"><caption style="{left}">{caption}</caption>{rows}</table>'
    return f'<div style="overflow-x: auto; max-width: 100%">{table}</div>'
