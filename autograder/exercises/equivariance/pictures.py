"""Draw equation 1 as a square of photographs, and a table of functions and transforms."""

import numpy as np

from autograder.toolkit.drawing import (
    _BLUE,
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
def draw_square(f, g, equivariance_error, margin=0):
    """Draw equation 1 for a photograph in a frame of zeros: both ways to the lower right."""
    x = np.pad(_photograph(), margin)
    corner = {"g(f(x))": np.asarray(g(f(x))), "f(g(x))": np.asarray(f(g(x)))}
    error = equivariance_error(f, g, x)
    figure, [start, _, moved, filtered, *corners] = _figure(8, 5.6, 2, 3)
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


def _photo(axes, x, title, low=0, high=1):
    axes.imshow(x, cmap="gray", vmin=low, vmax=high)
    axes.set_title(title)


def _red_where(different):
    """A transparent image that is red at the pixels of the mask and at their neighbours."""
    wide = np.pad(different, 1)
    wide = wide[1:-1, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:] | wide[:-2, 1:-1] | wide[2:, 1:-1]
    return np.where(wide[..., np.newaxis], _tint(_RED, 1), 0)


def _arrow(here, there, start, end, name):
    """Draw an arrow from one picture to another, with the name of a function."""
    from matplotlib.patches import ConnectionPatch

    arrow = ConnectionPatch(
        start, end, "axes fraction", "axes fraction", axesA=here, axesB=there, arrowstyle="-|>",
        mutation_scale=16, color=_INK,
    )  # fmt: skip
    arrow.set_in_layout(False)
    here.figure.add_artist(arrow)
    right, up = (0.06, 0.04) if start[0] > 1 else (0.04, -0.09)
    x, y = start[0] + right, start[1] + up
    here.text(x, y, name, transform=here.transAxes, style="italic")
