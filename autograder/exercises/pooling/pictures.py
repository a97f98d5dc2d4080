"""Draw Figure 3 as printed and as computed, and the effect of a small move on pooled outputs."""

import numpy as np

from autograder.toolkit.drawing import (
    _BLUE,
    _GREEN,
    _ORANGE,
    _RED,
    _cells,
    _figure,
    _picture,
    _tint,
)

_FIGURE_3 = np.array([[9, 3, 5, 3], [10, 32, 2, 2], [1, 3, 21, 9], [2, 6, 11, 7]])
_PRINTED = {"max": np.array([[32, 5], [6, 21]]), "average": np.array([[18, 3], [3, 12]])}


@_picture
def draw_figure_3(max_pool, avg_pool):
    """Draw Figure 3: the input, and both outputs as printed and as the functions compute them."""
    colours = np.array([[_ORANGE, _BLUE], [_GREEN, _RED]])
    tints = [[_tint(colour, 0.3) for colour in row] for row in colours]
    figure, axes = _figure(8.2, 3.4, 1, 5, width_ratios=[4, 2, 2, 2, 2])
    blocks = [[tints[r // 2][c // 2] for c in range(4)] for r in range(4)]
    _cells(axes[0], _FIGURE_3, "input", blocks)
    texts = []
    for column, (name, pool) in enumerate([("max", max_pool), ("average", avg_pool)]):
        printed, computed = _PRINTED[name], np.asarray(pool(_FIGURE_3), dtype=float)
        same_shape = computed.shape == (2, 2)
        marked = np.argwhere(computed != printed) if same_shape else ()
        _cells(axes[1 + 2 * column], printed, f"{name}, printed", tints, marked=marked)
        fill = tints if same_shape else None
        _cells(axes[2 + 2 * column], computed, "yours", fill, marked=marked)
        texts.append(f"{name} printed {printed.tolist()}, yours {computed.tolist()}")
    return figure, (
        f"Figure 3 with the input {_FIGURE_3.tolist()}: {'; '.join(texts)}. "
        "A frame marks the entries that differ from the printed ones."
    )


@_picture
def draw_shift(max_pool, unchanged_fraction, picture, moved):
    """Draw a picture and its pooled outputs before and after a move by one cell."""
    rows = {"no pooling": lambda x: x, "max_pool, size 2": max_pool}
    rows["max_pool, size 3, stride 1"] = lambda x: max_pool(x, 3, 1)
    figure, axes = _figure(7.6, 7.6, 3, 3)
    texts = []
    for number, (name, pool) in enumerate(rows.items()):
        before, after = np.asarray(pool(picture)), np.asarray(pool(moved))
        share = unchanged_fraction(pool, picture, moved)
        changed = np.argwhere(np.abs(before - after) > 1e-6)
        panels = zip(axes[3 * number :], (before, after), (name, "moved"), strict=False)
        for axis, values, title in panels:
            fill = [[_tint(_BLUE, min(abs(value), 9) / 12) for value in row] for row in values]
            _cells(axis, values, title, fill, marked=changed if title == "moved" else (), size=8)
        axes[3 * number + 2].text(0, 0.5, f"{share:.0%} unchanged", fontsize=14, va="center")
        texts.append(f"{name}: {share:.0%} of the outputs are unchanged")
    return figure, f"A picture before and after a move by one cell. {'; '.join(texts)}."
