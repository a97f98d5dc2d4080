"""Draw the parameters of three kinds of layer, and the parameters of whole networks."""

import numpy as np

from autograder.toolkit.drawing import _BLUE, _INK, _ORANGE, _cells, _figure, _picture, _tint


@_picture
def show_layers():
    """Draw three kinds of layer as lines from inputs to outputs, a colour for each parameter."""
    m, n, k = 5, 3, 3
    figure, axes = _figure(7.4, 2.4, 1, 3)
    for axis, (kind, matrix) in zip(axes, _numbered_parameters(m, n, k).items(), strict=True):
        shades = _shades(matrix, 1)
        for i, j in zip(*matrix.nonzero(), strict=True):
            axis.plot([j, i + 1], [0, 1], color=shades[i][j], linewidth=2.5, zorder=1)
        for row, places in ((0, range(m)), (1, range(1, n + 1))):
            axis.plot(places, [row] * len(places), "o", color=_INK, markersize=9, zorder=2)
        for i, own in enumerate(matrix):
            first, *_, last = own[own > 0]
            axis.text(i + 1, 1.16, f"{first}–{last}", ha="center", fontsize=10)
        axis.text(2, -0.38, f"{m} inputs", ha="center", fontsize=10)
        axis.set(xlim=(-0.5, m - 0.5), ylim=(-0.4, 1.35))
        axis.set_title(kind, loc="left")
    return figure, (
        f"Three layers with {m} inputs below and {n} outputs above, and lines between them, in a "
        "colour for each parameter. Dense: each output is connected to all inputs, and the outputs "
        "have the parameters 1 to 5, 6 to 10 and 11 to 15. Sparse: each output is connected to "
        "three inputs, and they have the parameters 1 to 3, 4 to 6 and 7 to 9. Shared: the same "
        "lines, but all three outputs have the parameters 1 to 3."
    )


@_picture
def show_kernels():
    """Draw all parameters of a small convolutional layer, with a number for each."""
    channels, filters, height, width = 3, 2, 2, 3
    size = channels * height * width + 1  # of a filter, with its bias
    figure, axes = _figure(6.4, 2.6, filters, channels + 1, width_ratios=[3] * channels + [1.6])
    for number, axis in enumerate(axes):
        f, c = divmod(number, channels + 1)
        first = f * size + c * height * width + 1
        cells = np.array([[first]]) if c == channels else np.arange(first, first + 6).reshape(2, 3)
        names = [*(f"for input channel {channel}" for channel in range(channels)), "bias"]
        colour = _tint([_BLUE, _ORANGE][f])
        _cells(axis, cells, "" if f else names[c], [[colour] * cells.shape[1]] * len(cells))
        if c == 0:
            axis.text(-0.3, 1, f"kernel {f}", ha="right", va="center", fontsize=11)
    return figure, (
        f"The {filters * size} parameters of a layer with {channels} input channels and {filters} "
        f"output channels, numbered. Each output channel has a grid of {height}×{width} cells for "
        f"each input channel, and one bias: {size} parameters."
    )


def _numbered_parameters(m, n, k):
    """The matrices of three kinds of layer, with the number of a parameter in each connection."""
    place = np.arange(m) - np.arange(n)[:, np.newaxis]  # of an input in the window of an output
    near = (place >= 0) & (place < k)
    return {
        "dense": np.arange(1, m * n + 1).reshape(n, m),
        "sparse": np.where(near, np.cumsum(near).reshape(n, m), 0),
        "shared": np.where(near, place + 1, 0),
    }


@_picture
def draw_connections(layer_cost):
    """Draw the connections of three kinds of layer as matrices, a colour for each parameter."""
    m, n, k = 7, 5, 3
    figure, axes = _figure(8.6, 2.6, 1, 3)
    texts = []
    for axis, (kind, matrix) in zip(axes, _numbered_parameters(m, n, k).items(), strict=True):
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


def _shades(matrix, strength=0.55):
    """A colour for each nonzero number of a matrix, and None for 0."""
    from matplotlib import colormaps

    shades = colormaps["viridis"](np.linspace(0.15, 1, max(matrix.max(), 2)), alpha=strength)
    return [[tuple(shades[number - 1]) if number else None for number in row] for row in matrix]


def _bars(axes, names, numbers, colours):
    """Draw horizontal bars with names and numbers, the first bar on top."""
    axes.set_axis_on()
    lengths = [float(number) for number in numbers]  # in a browser, NumPy's integers have 32 bits
    bars = axes.barh(names, lengths, color=colours, height=0.72)
    axes.bar_label(bars, [f"{number:,}" for number in numbers], padding=4, color=_INK)
    axes.margins(x=0.16, y=0.02)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
