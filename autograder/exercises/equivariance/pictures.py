"""Draw equation 1 as a square, of photographs and of cells, a stride, and a table of transforms."""

import numpy as np

from autograder.toolkit.drawing import (
    _BLUE,
    _GREEN,
    _INK,
    _ORANGE,
    _RED,
    _cells,
    _figure,
    _photograph,
    _picture,
    _tint,
)


@_picture
def show_question():
    """Draw the square of equation 1 for a photograph; nothing is in its last corner."""
    x = _photograph()
    edges = np.zeros_like(x)
    edges[:, 1:-1] = x[:, 2:] - x[:, :-2]
    figure, [start, there, below, last] = _figure(4.4, 4.5, 2, 2)
    _photo(start, x, "x")
    _photo(there, np.zeros_like(x), "g(x)")
    there.imshow(x, cmap="gray", vmin=0, vmax=1, extent=(19.5, 115.5, 111.5, 15.5))
    there.set(xlim=(-0.5, 95.5), ylim=(95.5, -0.5))
    _photo(below, edges, "f(x)", -0.5, 0.5)
    _photo(last, np.full_like(x, np.nan), "f(g(x)) = g(f(x)) ?")
    last.text(0.5, 0.5, "?", transform=last.transAxes, size=48, ha="center", va="center")
    for here, to in ((start, there), (below, last)):
        _arrow(here, to, (1.02, 0.5), (-0.02, 0.5), "g")
    for here, to in ((start, below), (there, last)):
        _arrow(here, to, (0.5, -0.02), (0.5, 1.14), "f")
    return figure, (
        "A square with a photograph x in its upper left corner. An arrow g leads to the right, to "
        "g(x): the photograph moved down and to the right, with black in the free places. An arrow "
        "f leads down, to f(x): the vertical edges of the photograph. An arrow f leads from g(x), "
        "and an arrow g from f(x), to the lower right corner, which has a question mark."
    )


@_picture
def draw_small_square(f, g, x):
    """Draw equation 1 for a short 1-D array: both sides as rows of cells."""
    results = {"x": x, "g(x)": g(x), "f(x)": f(x), "f(g(x))": f(g(x)), "g(f(x))": g(f(x))}
    rows = {name: np.asarray(result) for name, result in results.items()}
    one, other = rows["f(g(x))"], rows["g(f(x))"]
    if any(row.ndim != 1 for row in rows.values()) or one.shape != other.shape:
        raise ValueError(f"the two sides have the shapes {one.shape} and {other.shape}")
    differ = np.flatnonzero(one != other)
    longest = max(map(len, rows.values()))
    figure, [start, moved, below, left_side, _, right_side] = _figure(6.6, 3.1, 3, 2)
    figure.get_layout_engine().set(wspace=0.15)
    shown = dict(zip(rows, (start, moved, below, left_side, right_side), strict=True))
    for name, axes in shown.items():
        row, marked = rows[name], [(0, i) for i in differ] if name in ("f(g(x))", "g(f(x))") else []
        colour = _BLUE if name in ("x", "g(x)") else _ORANGE
        _filled_row(axes, row, f"{name}: {len(row)} values", colour, marked, longest)
    _arrow(start, moved, (1.02, 0.5), (-0.02, 0.5), "g", (0.05, 0.15))
    _arrow(start, below, (0.7, -0.05), (0.7, 1.05), "f", (0.03, -0.5))
    _arrow(moved, left_side, (0.7, -0.05), (0.7, 1.05), "f", (0.03, -0.5))
    end = len(rows["f(x)"]) / longest
    _arrow(below, right_side, (end + 0.02, 0.3), (-0.02, 0.5), "g", (0.05, 0.05))
    places = f"in {len(differ)} of {len(one)} places"
    verdict = f"they differ {places}" if len(differ) else "they are equal"
    figure.suptitle(f"f(g(x)) and g(f(x)): {verdict}", fontsize=11)
    texts = [f"{name} is {row.tolist()}" for name, row in rows.items()]
    return figure, (
        f"Equation 1 as rows of cells. {'; '.join(texts)}. Comparison of f(g(x)) and g(f(x)): "
        f"{verdict}. Places that differ have a red frame."
    )


@_picture
def draw_stride(f, translate, equivariance_error, x):
    """Draw an array moved by 0 to 4 places, what f makes of it, and how the output has moved."""
    figure, axes = _figure(6.6, 4.4, 5, 2, width_ratios=(len(x), len(f(x))))
    texts = []
    for offset, (left, right) in enumerate(axes.reshape(5, 2)):
        moved = np.asarray(translate(x, offset))
        result = np.asarray(f(moved))
        places = _moved_by(f, translate, equivariance_error, x, offset)
        known = places is not None
        found = f"the first output, moved by {places}" if known else "no move of the first output"
        found = "the first output" if offset == 0 else found
        for row, cells, title, colour in (
            (left, moved, f"input moved by {offset}", _BLUE),
            (right, result, found, _GREEN if known else _ORANGE),
        ):
            _filled_row(row, cells, title, colour)
        texts.append(f"input moved by {offset}: {result.tolist()}, {found}")
    return figure, f"Rows of cells: inputs, and beside them the outputs. {'; '.join(texts)}."


def _moved_by(f, translate, equivariance_error, x, offset):
    """By how many places the output moves if the input moves by `offset`. None: by no number."""
    for places in range(len(f(x))):

        def move(array, places=places):
            return np.asarray(translate(array, offset if len(array) == len(x) else places))

        if equivariance_error(f, move, x) <= 1e-6:
            return places
    return None


@_picture
def draw_example(detect, pool):
    """Draw what detect and then pool make of both inputs of the notes' example."""
    figure, axes = _figure(6.0, 2.9, 3, 2)
    texts = []
    for column, x in enumerate(([0, 3, 2, 0, 0], [0, 0, 3, 2, 0])):
        found = np.asarray(detect(np.array(x)))
        rows = {"x": np.array(x), "detect(x)": found, "pool(detect(x))": np.asarray(pool(found))}
        for axis, (name, row) in zip(axes[column::2], rows.items(), strict=True):
            colour = _BLUE if name == "x" else _ORANGE
            _filled_row(axis, row, name, colour, size=len(x))
            texts.append(f"{name} is {row.tolist()}")
    return figure, f"Both inputs of the notes' example as rows of cells. {'; '.join(texts)}."


@_picture
def draw_square(f, g, equivariance_error, margin=0):
    """Draw equation 1 for a photograph in a frame of zeros: both ways to the lower right."""
    x = np.pad(_photograph(), margin)
    corner = {"g(f(x))": np.asarray(g(f(x))), "f(g(x))": np.asarray(f(g(x)))}
    error = equivariance_error(f, g, x)
    figure, [start, _, moved, filtered, *corners] = _figure(6.4, 4.6, 2, 3)
    _photo(start, x, "x")
    _photo(moved, g(x), "g(x)")
    _photo(filtered, f(x), "f(x)", -0.5, 0.5)
    for axes, (title, result) in zip(corners, corner.items(), strict=True):
        _photo(axes, result, title, -0.5, 0.5)
    _arrow(start, moved, (1.02, 0.5), (-0.02, 0.5), "g")
    _arrow(filtered, corners[0], (1.02, 0.5), (-0.02, 0.5), "g")
    _arrow(start, filtered, (0.5, -0.02), (0.5, 1.14), "f")
    _arrow(moved, corners[1], (0.5, -0.02), (0.5, 1.14), "f")
    one, other = corner.values()
    different = np.abs(one - other) > 1e-6 if one.shape == other.shape else np.ones((1, 1), bool)
    for axes in corners if one.shape == other.shape else ():
        axes.imshow(_red_where(different), extent=axes.images[0].get_extent())
    sign = "≠" if different.any() else "="
    corners[0].text(1.12, 0.5, sign, transform=corners[0].transAxes, size=20, va="center")
    summary = f"largest difference {error:.3g}, {different.mean():.1%} of the pixels differ"
    figure.suptitle(summary, y=1.05)
    return figure, (
        "A square of photographs. The upper row has x and g(x), the moved photograph. The lower "
        "row has f(x), the vertical edges, then g(f(x)) and f(g(x)). "
        f"Comparison: {summary}. Pixels that differ are marked in red."
    )


@_picture
def draw_table(equivariances, functions, transforms, inputs):
    """Draw a table that shows which of the named functions are equivariant to which transforms."""
    answers = {name: equivariances(f, transforms, inputs) for name, f in functions.items()}
    table = np.array([[bool(row[name]) for name in transforms] for row in answers.values()])
    figure, [axes] = _figure(1.4 + 0.9 * len(transforms), 0.6 + 0.5 * len(answers))
    fill = [[_tint(_BLUE if yes else _ORANGE, 0.45) for yes in row] for row in table]
    labels = [["✓ yes" if yes else "✗ no" for yes in row] for row in table]
    _cells(axes, table, fill=fill, labels=labels)
    axes.set_axis_on()
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.set_xticks(np.arange(len(transforms)) + 0.5, transforms)
    axes.set_yticks(np.arange(len(answers)) + 0.5, answers)
    axes.set(aspect="auto")
    axes.spines[:].set_visible(False)
    texts = []
    for name, row in answers.items():
        texts.append(f"{name} is equivariant to {', '.join(g for g in row if row[g]) or 'none'}")
    return figure, f"A table of functions and transforms: {'; '.join(texts)}."


def _filled_row(axes, row, title, colour, marked=(), size=None):
    """Draw a row of cells, as wide as one of `size` cells; all values but 0 are coloured."""
    _cells(axes, row, title, [[_tint(colour, 0.4) if v else None for v in row]], marked=marked)
    axes.set(xlim=(-0.1, (size or len(row)) + 0.1))


def _photo(axes, x, title, low=0, high=1):
    axes.imshow(x, cmap="gray", vmin=low, vmax=high)
    axes.set_title(title)


def _red_where(different):
    """A transparent image that is red at the pixels of the mask and at their neighbours."""
    wide = np.pad(different, 1)
    wide = wide[1:-1, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:] | wide[:-2, 1:-1] | wide[2:, 1:-1]
    return np.where(wide[..., np.newaxis], _tint(_RED, 1), 0)


def _arrow(here, there, start, end, name, label=None):
    """Draw an arrow from one picture to another, and the name of a function beside its start."""
    from matplotlib.patches import ConnectionPatch

    arrow = ConnectionPatch(
        start, end, "axes fraction", "axes fraction", axesA=here, axesB=there, arrowstyle="-|>",
        mutation_scale=16, color=_INK,
    )  # fmt: skip
    arrow.set_in_layout(False)
    here.figure.add_artist(arrow)
    right, up = label or ((0.06, 0.04) if start[0] > 1 else (0.04, -0.09))
    x, y = start[0] + right, start[1] + up
    here.text(x, y, name, transform=here.transAxes, style="italic")
