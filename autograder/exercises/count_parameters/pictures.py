"""Draw the parameters of three kinds of layer, and the parameters of whole networks."""

import numpy as np

from autograder.toolkit.drawing import _BLUE, _INK, _ORANGE, _cells, _figure, _picture


@_picture
def draw_connections(layer_cost):
    """Draw the connections of three kinds of layer as matrices, a colour for each parameter."""
    m, n, k = 7, 5, 3
    place = np.arange(m) - np.arange(n)[:, np.newaxis]  # of an input in the window of an output
    near = (place >= 0) & (place < k)
    numbers = {
        "dense": np.arange(1, m * n + 1).reshape(n, m),
        "sparse": np.where(near, np.cumsum(near).reshape(n, m), 0),
        "shared": np.where(near, place + 1, 0),
    }
    figure, axes = _figure(8.6, 2.6, 1, 3)
    texts = []
    for axis, (kind, matrix) in zip(axes, numbers.items(), strict=True):
        parameters, multiplications = layer_cost(kind, m, n, k)
        labels = [[str(number) if number else "" for number in row] for row in matrix]
        title = f"{kind}: {parameters} parameters,\n{multiplications} multiplications"
        _cells(axis, matrix, title, _shades(matrix), labels, size=8)
        texts.append(f"{kind}, {parameters} parameters and {multiplications} multiplications")
    return figure, (
        f"The connections of three layers with {m} inputs (columns) and {n} outputs (rows), "
        f"each parameter with its own number and colour: {'; '.join(texts)}."
    )


@_picture
def draw_costs(layer_cost):
    """Draw the notes' m × n, k × n and k as bars, for an image of 224×224 pixels."""
    pixels, k = 224 * 224, 9
    kinds = {"dense": "m × n", "sparse": "k × n", "shared": "k"}
    parameters = [layer_cost(kind, pixels, pixels, k)[0] for kind in kinds]
    figure, [axes] = _figure(8, 1.9)
    _bars(axes, [f"{kind}: {formula}" for kind, formula in kinds.items()], parameters, _BLUE)
    axes.set(xscale="log", xlim=(1, 1e11))
    axes.set_title("parameters for m = n = 224·224, k = 3·3, on a logarithmic scale", loc="left")
    text = ", ".join(f"{kind} {number:,}" for kind, number in zip(kinds, parameters, strict=True))
    return figure, f"Parameters of a layer from 224×224 to 224×224 pixels, k = 9: {text}."


@_picture
def draw_network(network_parameters, layers):
    """Draw a bar for each layer of a network that has parameters."""
    counted = [(layer["kind"], network_parameters([layer])) for layer in layers]
    counted = [(kind, number) for kind, number in counted if number]
    total = network_parameters(layers)
    names = [f"{number}  {kind}" for number, (kind, _) in enumerate(counted, start=1)]
    colours = [_ORANGE if kind == "dense" else _BLUE for kind, _ in counted]
    figure, [axes] = _figure(8, 0.6 + 0.26 * len(counted))
    _bars(axes, names, [number for _, number in counted], colours)
    axes.set_title(f"{total:,} parameters", loc="left")
    dense = sum(number for kind, number in counted if kind == "dense")
    return figure, (
        f"The parameters of {len(counted)} layers, {total:,} in all. The dense layers have "
        f"{dense:,} of these parameters, {dense / total:.0%}."
    )


def _shades(matrix):
    """A colour for each nonzero number of a matrix, and None for 0."""
    from matplotlib import colormaps

    shades = colormaps["viridis"](np.linspace(0.15, 1, max(matrix.max(), 2)), alpha=0.55)
    return [[tuple(shades[number - 1]) if number else None for number in row] for row in matrix]


def _bars(axes, names, numbers, colours):
    """Draw horizontal bars with names and numbers, the first bar on top."""
    axes.set_axis_on()
    bars = axes.barh(names, numbers, color=colours, height=0.72)
    axes.bar_label(bars, [f"{number:,}" for number in numbers], padding=4, color=_INK)
    axes.margins(x=0.16, y=0.02)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
