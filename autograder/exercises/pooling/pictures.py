"""Draw windows, Figure 3, and how much of an array stays the same if it moves a little."""

import numpy as np

from autograder.toolkit.describe import _plain
from autograder.toolkit.drawing import (
    _BLUE,
    _GREEN,
    _INK,
    _ORANGE,
    _RED,
    _box,
    _cells,
    _figure,
    _photograph,
    _picture,
    _tint,
)

_WINDOWS = [(2, 2, 0), (3, 1, 0), (2, 3, 0), (2, 2, 1)]  # size, stride and padding
_NEARLY = 0.05  # of the range of the values: a change that is hardly visible
_SHIFTS = {1: (_BLUE, "o"), 2: (_ORANGE, "s"), 3: (_GREEN, "^")}  # each with its line


def get_images(picture):
    """The arrays of this notebook: name -> array. `picture` is the chosen one."""
    photograph = _photograph()
    patches = np.lib.stride_tricks.sliding_window_view(photograph, (3, 3))
    sobel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    edges = np.einsum("rcij,ij->rc", patches, sobel)
    return {
        "chosen": picture,
        "photograph": photograph,
        "edges": np.maximum(edges, 0),
        "strong edges": np.maximum(edges - 1, 0),
        "random digits": np.random.default_rng(0).integers(0, 10, (96, 96)),
    }


@_picture
def show_images(picture):
    """Draw the arrays of this notebook."""
    arrays = get_images(picture)
    figure, axes = _figure(7.4, 1.9, 1, len(arrays))
    for axis, (name, array) in zip(axes, arrays.items(), strict=True):
        axis.imshow(array, cmap="gray", vmin=0, vmax=array.max())
        axis.set_title(name)
    return figure, (
        "Five arrays as grey images: a chosen one of 8 by 8 cells, a photograph of Grace Hopper, "
        "its vertical edges, only its strongest edges on black, and random digits."
    )


@_picture
def show_windows():
    """Draw where windows lie in an array of 4 x 5 cells, for some sizes, strides and paddings."""
    figure, axes = _figure(6.8, 2.5, 1, 4, width_ratios=[5, 5, 5, 7])
    texts = []
    for axis, (size, stride, padding) in zip(axes, _WINDOWS, strict=True):
        data = np.pad(np.ones((4, 5), bool), padding)
        fill = [[None if inside else _tint(_INK, 0.15) for inside in row] for row in data]
        _cells(axis, data, fill=fill, labels=np.full(data.shape, ""))
        tops, lefts = (range(0, n - size + 1, stride) for n in data.shape)
        for r, c in np.array(np.meshgrid(tops, lefts)).reshape(2, -1).T:
            axis.text(c + 0.5, r + 0.5, "●", ha="center", va="center", zorder=4)
        for left, colour in zip(lefts, (_ORANGE, _BLUE), strict=False):
            style = {"facecolor": _tint(colour), "edgecolor": colour, "linewidth": 3}
            _box(axis, 0, left, size, size, zorder=3, **style)
        settings = f"size {size}, stride {stride},\npadding {padding}:"
        axis.set_title(f"{settings}\n{len(tops)}×{len(lefts)} outputs", loc="left", size=10)
        texts.append(f"{settings} {len(tops)} by {len(lefts)} windows".replace("\n", " "))
    return figure, (
        f"Windows in an array of 4 by 5 cells: {'; '.join(texts)}. In the second picture they "
        "overlap, in the third there are gaps, and in the last they also cover padded cells."
    )


def _blocks():
    """A colour for each window of Figure 3: for the cells of the outputs, and for the input."""
    colours = np.array([[_ORANGE, _BLUE], [_GREEN, _RED]])
    tints = [[_tint(colour, 0.3) for colour in row] for row in colours]
    return tints, [[tints[r // 2][c // 2] for c in range(4)] for r in range(4)]


@_picture
def show_figure_3(figure_3, printed):
    """Draw Figure 3 as it is printed in the notes."""
    figure, axes = _figure(6, 2.9, 1, 3, width_ratios=[4, 2, 2])
    tints, blocks = _blocks()
    _cells(axes[0], figure_3, "input", blocks)
    for axis, (name, output) in zip(axes[1:], printed.items(), strict=True):
        _cells(axis, output, f"{name}\nprinted", tints)
    texts = [f"{name} {output.tolist()}" for name, output in printed.items()]
    return figure, f"Figure 3 as printed: input {figure_3.tolist()}, {', '.join(texts)}."


@_picture
def draw_figure_3(max_pool, avg_pool, figure_3_misprint, figure_3, printed):
    """Draw Figure 3 as printed and as computed, and mark the entry that a student has named."""
    row, column, value = figure_3_misprint()
    found = {"average": [(int(row), int(column))]}
    figure, axes = _figure(7.6, 2.7, 1, 5, width_ratios=[4, 2, 2, 2, 2])
    tints, blocks = _blocks()
    _cells(axes[0], figure_3, "input", blocks)
    texts = []
    pools = {"max": max_pool, "average": avg_pool}
    for axis, beside, (name, pool) in zip(axes[1::2], axes[2::2], pools.items(), strict=True):
        output, computed = printed[name], np.asarray(pool(figure_3), dtype=float)
        _cells(axis, output, f"{name}\nprinted", tints, marked=found.get(name, ()))
        _cells(beside, computed, f"{name}\nyours", tints if computed.shape == (2, 2) else None)
        texts.append(f"{name} printed {output.tolist()}, yours {computed.tolist()}")
    return figure, (
        f"Figure 3 with the input {figure_3.tolist()}: {'; '.join(texts)}. A frame marks the entry "
        f"at row {row}, column {column}, which you correct to {_plain(value)}."
    )


@_picture
def draw_shift(max_pool, unchanged_fraction, picture, moved):
    """Draw a picture and its pooled outputs before and after a move by one cell."""
    rows = {"no pooling": lambda x: x, "max 2×2": max_pool}
    figure, axes = _figure(7.6, 5.2, 2, 3, width_ratios=[8, 8, 5])
    texts = []
    for number, (name, pool) in enumerate(rows.items()):
        before, after = np.asarray(pool(picture)), np.asarray(pool(moved))
        share = unchanged_fraction(pool, picture, moved)
        changed = np.argwhere(np.abs(before - after) > 1e-6)
        panels = zip(axes[3 * number :], (before, after), (name, "moved"), strict=False)
        for axis, values, title in panels:
            fill = [[_tint(_BLUE, min(abs(value), 9) / 12) for value in row] for row in values]
            _cells(axis, values, title, fill, marked=changed if title == "moved" else (), size=9)
        axes[3 * number + 2].text(0, 0.5, f"{share:.0%} unchanged", fontsize=13, va="center")
        texts.append(f"{name}: {share:.0%} of the outputs are unchanged")
    return figure, f"A picture before and after a move by one cell. {'; '.join(texts)}."


def _moved(x, shift=1):
    """Move an array to the right. What leaves it on the right comes in on the left."""
    return np.roll(x, shift, axis=1)


def _of_all(pool, x):
    """Count all outputs."""
    return pool


def _of_not_zero(pool, x):
    """Count the outputs that are not 0, before or after the move."""
    seen = (np.asarray(pool(x)) != 0) | (np.asarray(pool(_moved(x))) != 0)
    return lambda array: np.asarray(pool(array))[seen]


def _of_nearly(pool, x):
    """Make outputs so small that a change by _NEARLY of the range is within 1e-6."""
    return lambda array: np.asarray(pool(array)) * (1e-6 / _NEARLY / np.ptp(x))


def _shares(unchanged_fraction, pools, picture, count=_of_all):
    """Which part of the outputs stays the same: array -> pool -> share."""
    return {
        name: {key: unchanged_fraction(count(pool, x), x, _moved(x)) for key, pool in pools.items()}
        for name, x in get_images(picture).items()
    }


def _table(shares, counted):
    """Draw a table of shares: blue where most outputs stay the same."""
    pools = list(next(iter(shares.values())))
    table = np.array([list(row.values()) for row in shares.values()], dtype=float)
    figure, [axes] = _figure(1.6 + len(pools), 0.9 + 0.36 * len(shares))
    fill = [[_tint(_BLUE if share > 0.5 else _ORANGE, 0.45) for share in row] for row in table]
    _cells(axes, table, fill=fill, labels=[[f"{share:.0%}" for share in row] for row in table])
    axes.set_axis_on()
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.set_xticks(np.arange(len(pools)) + 0.5, [name.replace(", ", ",\n") for name in pools])
    axes.set_yticks(np.arange(len(shares)) + 0.5, shares)
    axes.set(aspect="auto")
    axes.spines[:].set_visible(False)
    texts = []
    for name, row in shares.items():
        texts.append(f"{name}: {', '.join(f'{pool} {share:.0%}' for pool, share in row.items())}")
    return figure, f"{counted} that stay the same after a move by one cell. {'; '.join(texts)}."


@_picture
def draw_shares(unchanged_fraction, pools, picture):
    """Draw a table of the shares of all outputs that stay the same."""
    return _table(_shares(unchanged_fraction, pools, picture), "Shares of all outputs")


@_picture
def draw_shares_not_zero(unchanged_fraction, pools, picture):
    """Draw a table for the outputs that are not 0, before or after the move."""
    shares = _shares(unchanged_fraction, pools, picture, _of_not_zero)
    return _table(shares, "Shares of the outputs that are not 0")


@_picture
def draw_shares_nearly(unchanged_fraction, pools, picture):
    """Draw a table in which an output that changes a little counts as the same."""
    shares = _shares(unchanged_fraction, pools, picture, _of_nearly)
    return _table(shares, f"Shares of the outputs, where a change of {_NEARLY:.0%} is allowed,")


def _curves(max_pool, unchanged_fraction, x, sizes):
    """The shares that stay the same for windows with stride 1: shift -> one share for each size."""
    curves = {shift: [] for shift in _SHIFTS}
    for size in sizes:
        for shift, shares in curves.items():
            pooled = unchanged_fraction(lambda a, p=size: max_pool(a, p, 1), x, _moved(x, shift))
            shares.append(float(pooled))
    return curves


@_picture
def draw_sizes(max_pool, unchanged_fraction, x):
    """Draw the share that stays the same against the size of the window, for three shifts."""
    sizes = range(1, 11)
    figure, [axes] = _figure(6.4, 3)
    axes.set_axis_on()
    texts = []
    for shift, shares in _curves(max_pool, unchanged_fraction, x, sizes).items():
        colour, marker = _SHIFTS[shift]
        cells = f"{shift} cell{'s' if shift > 1 else ''}"
        axes.plot(sizes, shares, color=colour, marker=marker, markersize=4, label=f"by {cells}")
        texts.append(f"by {cells} {', '.join(f'{share:.0%}' for share in shares)}")
    axes.axhline(0.5, color=_INK, linewidth=0.6, linestyle=":")
    axes.set_xticks(sizes)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.set_xlabel("size of the window")
    axes.set_title("outputs that stay the same", loc="left")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), title="moved")
    return figure, (
        f"The share of unchanged outputs for windows of size 1 to {sizes[-1]}, if the array is "
        f"moved {'; '.join(texts)}."
    )
