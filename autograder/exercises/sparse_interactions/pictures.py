"""Draw what outputs see: of an image, in Figure 1, in a convolution, and through several layers."""

import numpy as np

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

_REACHED = {"color": _ORANGE, "linewidth": 3}
_PLAIN = {"color": _INK, "linewidth": 0.7, "alpha": 0.6}


@_picture
def show_lenet():
    """Draw the pixels that one output sees, in a dense layer and in LeNet's first layer."""
    image = _photograph().reshape(32, 3, 32, 3).mean(axis=(1, 3))
    figure, axes = _figure(5.2, 2.8, 1, 2)
    for axis, (row, column, size), name in (
        (axes[0], (0, 0, 32), "dense"),
        (axes[1], (9, 10, 5), "LeNet"),
    ):
        top, left, box = row - 0.5, column - 0.5, {"edgecolor": _RED, "linewidth": 3}
        visible = np.full((32, 32), 0.25)
        visible[row : row + size, column : column + size] = 1
        axis.imshow(np.dstack([image, image, image, visible]))
        _box(axis, top, left, size, size, facecolor="none", **box)
        axis.set(xlim=(-1, 32), ylim=(32, -1))
        axis.set_title(f"{name}: one output\nsees {size * size} pixels")
    return figure, (
        "A photograph of 32 times 32 pixels, twice. Left, a frame around all 1024 pixels: an "
        "output of a dense layer sees all of them. Right, a frame around 5 times 5 pixels, and the "
        "others are faint: an output of LeNet's first layer sees only these 25."
    )


@_picture
def draw_meetings(connection_matrix, layer, m):
    """Draw the connection matrix of a convolution, with the weight of each connection."""
    matrix = np.asarray(connection_matrix(layer, m))
    affected = matrix.sum(axis=0)
    labels = np.full(matrix.shape, "", dtype=object)
    for row, connected in enumerate(matrix):
        for number, column in enumerate(np.flatnonzero(connected), start=1):
            labels[row, column] = f"$w_{number}$"
    colours = {"$w_1$": _BLUE, "$w_2$": _GREEN, "$w_3$": _ORANGE}
    tints = {name: _tint(colour, 0.45) for name, colour in colours.items()}
    fill = [[tints.get(label) for label in row] for row in labels]
    figure, [grid] = _figure(5.4, 4.6)
    title = "connection matrix: a row for each output, a column for each input"
    _cells(grid, matrix, title, fill, labels)
    for column, number in enumerate(affected):
        for row, text in ((0.3, f"$x_{column + 1}$"), (1.4, number)):
            grid.text(column + 0.5, len(matrix) + row, text, ha="center", va="center")
    grid.text(0, len(matrix) + 0.9, "outputs that each input affects:", va="center")
    grid.set(ylim=(len(matrix) + 1.7, -0.1))
    rows = [" ".join(label.strip("$") or "-" for label in row) for row in labels]
    return figure, (
        f"The connection matrix with {len(matrix)} rows and {m} columns, and the weight of each "
        f"connection: {'; '.join(rows)}. The inputs affect {affected.tolist()} outputs."
    )


@_picture
def draw_figure_1(connection_matrix, affected_outputs, sparse_layer, dense_layer):
    """Draw Figure 1: the connections of both layers, and the outputs that x_3 affects."""
    figure, axes = _figure(6.4, 2.8, 1, 2)
    layers = {"sparse": sparse_layer, "dense": dense_layer}
    texts = []
    for axis, (name, layer) in zip(axes, layers.items(), strict=True):
        matrix = np.asarray(connection_matrix(layer, 5))
        reached = [int(i) for i in affected_outputs(layer, 5, 2)]
        for i, j in np.argwhere(matrix):
            _line(axis, (j, 0), (i, 1), 11, **(_REACHED if j == 2 else _PLAIN))
        _units(axis, 5, 0, {2}, "x")
        _units(axis, len(matrix), 1, reached, "s")
        connections = np.count_nonzero(matrix)
        title = f"{name}: {connections} connections,\n$x_3$ affects {len(reached)} outputs"
        axis.set(xlim=(-0.4, 4.4), ylim=(-0.25, 1.25))
        axis.set_title(title, loc="left")
        names = ", ".join(f"s_{i + 1}" for i in reached)
        texts.append(f"{name}, {connections} connections, x_3 affects {names or 'no output'}")
    return figure, (
        "Figure 1 with the inputs x_1 to x_5 in the lower row and the outputs s_1 to s_5 in the "
        f"upper row. {'; '.join(texts)}."
    )


@_picture
def draw_receptive_field(receptive_field):
    """Draw what one unit sees, layer by layer, and the receptive fields of deeper stacks."""
    figure, [cone, curves] = _figure(6.8, 3.2, 1, 2)
    depth, width = 3, 9
    seen = [receptive_field([3] * (depth - layer)) for layer in range(depth + 1)]  # by the top unit
    if not all(0 < field <= width for field in seen):
        raise ValueError(f"a unit cannot see {seen} units of {width}")
    for layer, field in enumerate(seen):
        chosen = range((width - field) // 2, (width + field) // 2)
        for unit in chosen if layer else ():
            for below in (unit - 1, unit, unit + 1):
                _line(cone, (unit, layer), (below, layer - 1), 8, color=_ORANGE, linewidth=1.5)
        _units(cone, width, layer, chosen, "x" if layer == 0 else "")
        cone.text(width - 0.3, layer, field, va="center")
    cone.set(xlim=(-0.5, width + 0.2), ylim=(-0.4, depth + 0.4))
    cone.set_title("what one unit of the third layer sees", loc="left")
    stacks = {"kernels of 5": (5, 1), "kernels of 3": (3, 1), "kernels of 3, stride 2": (3, 2)}
    texts = []
    lines = zip(stacks.items(), "os^", (_BLUE, _ORANGE, _GREEN), strict=True)
    for (name, (kernel, stride)), marker, colour in lines:
        fields = [receptive_field([kernel] * n, [stride] * n) for n in range(7)]
        curves.plot(fields, marker=marker, color=colour, label=name)
        texts.append(f"{name}: {', '.join(map(str, fields))}")
    curves.set_axis_on()
    curves.set(xlabel="layers", ylabel="inputs seen by one unit", yscale="log")
    curves.set_yticks([1, 3, 10, 30, 100], [1, 3, 10, 30, 100])
    curves.minorticks_off()
    curves.legend(labelcolor=_INK)
    return figure, (
        f"Left: one unit of the third layer sees {seen[1]} units of the first layer and {seen[0]} "
        f"inputs. Right: the receptive fields of stacks of 0 to 6 layers; {'; '.join(texts)}."
    )


def _line(axes, start, end, gap, **style):
    """Draw a connection between the edges of two units."""
    arrow = {"arrowstyle": "-", "shrinkA": gap, "shrinkB": gap} | style
    axes.annotate("", end, start, arrowprops=arrow)


def _units(axes, number, height, chosen, name=""):
    """Draw a row of units, with names if `name` is given, and the chosen units in orange."""
    for unit in range(number):
        colour = _tint(_ORANGE, 0.6) if unit in chosen else _tint(_BLUE, 0.3)
        size = 20 if name else 13
        axes.plot(unit, height, "o", markersize=size, color=colour, markeredgecolor=_INK, zorder=3)
        if name:
            label = f"${name}_{unit + 1}$"
            axes.text(unit, height, label, ha="center", va="center", fontsize=9, zorder=4)
