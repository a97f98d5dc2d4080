"""Draw where kernels are placed, what they compute and how long it takes, and their matrix."""

import time as _time

import numpy as np

from autograder.toolkit.describe import _plain
from autograder.toolkit.drawing import (
    _BLUE,
    _GREEN,
    _INK,
    _ORANGE,
    _box,
    _cells,
    _figure,
    _photograph,
    _picture,
    _signed,
    _tint,
)

_EDGE = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])  # Sobel's
_KERNELS = {"A": _EDGE, "B": _EDGE.T, "C": np.ones((7, 7), int)}
_SCALES = {"A": 4, "B": 4, "C": 49}  # outputs are divided by them before they are drawn
_MIXED = "BCA"  # the order of the outputs in the puzzle


@_picture
def show_puzzle():
    """Draw a photograph, three kernels, and their outputs in another order."""
    x = _photograph()
    figure, axes = _figure(6.6, 3.8, 2, 4)
    axes[0].imshow(x, cmap="gray", vmin=0, vmax=1)
    axes[0].set_title("photograph", loc="left")
    for (name, kernel), axis in zip(_KERNELS.items(), axes[1:4], strict=True):
        _cells(axis, kernel, f"kernel {name}", size=6 if kernel.size > 9 else 10)
    for number, (name, axis) in enumerate(zip(_MIXED, axes[5:], strict=True), start=1):
        _show_output(axis, _convolved(x, _KERNELS[name]), name, f"output {number}")
    return figure, (
        "A photograph of Grace Hopper. Kernel A has the rows -1 0 1, -2 0 2 and -1 0 1. Kernel B "
        "is A with rows and columns exchanged. Kernel C has 7 rows of seven ones. Output 1 is "
        "large at the horizontal edges of the photograph, output 2 is the photograph, but blurred, "
        "and output 3 is large at the vertical edges."
    )


def _convolved(x, w):
    """The convolution of an image with a kernel, through the Fourier transform."""
    spectrum = np.fft.rfft2(x) * np.fft.rfft2(w, x.shape).conj()
    rows, columns = np.subtract(x.shape, w.shape) + 1
    return np.fft.irfft2(spectrum, x.shape)[:rows, :columns]


def _show_output(axes, output, name, title):
    """Draw what a kernel gives for the photograph. Edges: positive orange, negative blue."""
    output = output / _SCALES[name]
    axes.imshow(output if name == "C" else _signed(output), cmap="gray", vmin=0, vmax=1)
    axes.set_title(title, loc="left")


@_picture
def draw_kernels(conv2d):
    """Draw the outputs of the three kernels of the puzzle."""
    x = _photograph()
    meanings = {"A": "vertical edges", "B": "horizontal edges", "C": "blur"}
    figure, axes = _figure(7.4, 2.9, 1, 3)
    for axis, (name, kernel) in zip(axes, _KERNELS.items(), strict=True):
        output = np.asarray(conv2d(x, kernel))
        size = "×".join(map(str, output.shape))
        _show_output(axis, output, name, f"{name}: {meanings[name]}, {size}")
    return figure, (
        "Three outputs of your conv2d for a photograph of Grace Hopper: kernel A gives the "
        "vertical edges of her face and her uniform, kernel B the horizontal edges, and kernel C a "
        "blurred photograph."
    )


@_picture
def show_places(x, w):
    """Draw the first two places of a kernel on a row, and the first output."""
    x, w = x[np.newaxis], w[np.newaxis]
    first = np.sum(x[:, : w.size] * w)
    outputs = [["?"] * (x.size - w.size + 1) for _ in range(2)]
    outputs[0][0] = outputs[1][0] = _plain(first)
    figure, axes = _figure(7.4, 1.9, 2, 3, width_ratios=[w.size, x.size, x.size - w.size + 1])
    for place in (0, 1):
        kernel, inputs, output = axes[3 * place : 3 * place + 3]
        _cells(kernel, w, "" if place else "kernel w", [[_tint(_ORANGE)] * w.size])
        _cells_with_kernel(inputs, x, w, 0, place, f"place {place}")
        fill = [[_tint(_BLUE) if i == place else None for i in range(len(outputs[0]))]]
        _cells(
            output,
            np.zeros((1, len(outputs[0]))),
            "" if place else "output",
            fill,
            [outputs[place]],
        )
    return figure, (
        f"The kernel {w[0].tolist()} on the inputs {x[0].tolist()}: at its first place it covers "
        f"the first {w.size} inputs, and the sum of the products is {first}. At its second place "
        "it has moved to the right by one input."
    )


def _cells_with_kernel(axes, x, w, r, c, title):
    """Draw an array with a kernel at (r, c): the factors of its products."""
    labels, tints = _blank(x, text=True), _blank(x)
    for i, j in np.ndindex(w.shape):
        weight = _plain(w[i, j]) if w[i, j] >= 0 else f"({_plain(w[i, j])})"
        labels[r + i][c + j] += f"·{weight}"
        tints[r + i][c + j] = _tint(_ORANGE)
    _cells(axes, x, title, tints, labels)


def _blank(array, text=False):
    """Nested lists with the shape of an array: its numbers as text, or None."""
    return [[_plain(value) if text else None for value in row] for row in array]


@_picture
def draw_sliding(conv2d, image, kernel):
    """Draw a kernel at three places of an image, each with the output so far."""
    output = np.asarray(conv2d(image, kernel))
    places = list(np.ndindex(output.shape))
    figure, axes = _figure(8.4, 3.6, 2, 4, width_ratios=[2, 4, 4, 4])
    kernel_tint = [[_tint(_ORANGE)] * kernel.shape[1]] * kernel.shape[0]
    _cells(axes[0], kernel, "kernel", kernel_tint)
    for step, above, below in zip((0, 1, len(places) - 1), axes[1:4], axes[5:8], strict=True):
        r, c = places[step]
        _cells_with_kernel(above, image, kernel, r, c, f"place {r, c}")
        labels, tints = _blank(output, text=True), _blank(output)
        for i, j in places[step + 1 :]:
            labels[i][j] = ""
        tints[r][c] = _tint(_BLUE)
        _cells(below, output, "output", tints, labels)
    return figure, (
        f"The kernel {kernel.tolist()} slides over the image {image.tolist()}. The picture shows "
        "its first, second and last place. At each place, the products of the kernel with the "
        f"cells under it are added. The output is {output.tolist()}."
    )


@_picture
def show_windows(image, kernel_shape, cases):
    """Draw where the windows begin, and the shape of the output, for each (stride, padding)."""
    figure, axes = _figure(7.2, 3.3, 2, len(cases), height_ratios=[5, 2.4])
    texts = []
    for number, (stride, padding) in enumerate(cases):
        above, below = axes[number], axes[number + len(cases)]
        padded = np.pad(image, padding)
        last = np.subtract(padded.shape, kernel_shape)
        rows, columns = (range(0, end + 1, stride) for end in last)
        fill = [[None] * padded.shape[1] for _ in range(padded.shape[0])]
        for r in rows:
            for c in columns:
                fill[r][c] = _tint(_ORANGE)
        _cells(above, padded, f"stride {stride}, padding {padding}", fill)
        for r, c, colour in ((0, 0, _ORANGE), (rows[-1], columns[-1], _BLUE)):
            _box(
                above,
                r,
                c,
                *kernel_shape,
                facecolor="none",
                edgecolor=colour,
                linewidth=3,
                zorder=3,
            )
        _box(above, padding, padding, *image.shape, facecolor="none", edgecolor=_INK, linewidth=2)
        labels = [[""] * len(columns)] * len(rows)
        size = f"{len(rows)}×{len(columns)}"
        _cells(below, np.zeros((len(rows), len(columns))), f"output: {size}", labels=labels)
        texts.append(f"stride {stride} and padding {padding} give {size} windows")
    return figure, (
        f"An image of {image.shape[0]}×{image.shape[1]} cells with a frame of zeros where there is "
        f"padding, and the first and the last window of {kernel_shape[0]}×{kernel_shape[1]} cells: "
        f"{'; '.join(texts)}."
    )


@_picture
def show_channels():
    """Draw how a filter makes one output channel of an image with two channels."""
    x = np.array([[[1, 2, 0], [3, 0, 1]], [[0, 1, 4], [2, 2, 0]]])
    w = np.array([[[1, 1]], [[2, 0]]])
    bias = 10
    parts = [x[c, :, :-1] * w[c, 0, 0] + x[c, :, 1:] * w[c, 0, 1] for c in range(2)]
    figure, axes = _figure(7.4, 2.6, 2, 4, width_ratios=[3, 2, 2, 2.4])
    for c, colour in enumerate([_ORANGE, _GREEN]):
        image, kernel, part, last = axes[4 * c : 4 * c + 4]
        _cells(image, x[c], f"channel {c}", [[_tint(colour)] * 3] * 2)
        _cells(kernel, w[c], f"its kernel {c}", [[_tint(colour)] * 2])
        _cells(part, parts[c], "convolved", [[_tint(colour)] * 2] * 2)
        if c == 0:
            pairs = zip(parts[0].tolist(), parts[1].tolist(), strict=True)
            labels = [[f"{a}+{b}" for a, b in zip(*rows, strict=True)] for rows in pairs]
            _cells(last, parts[0], "sum", labels=labels)
        else:
            title = f"output: sum + bias {bias}"
            _cells(last, sum(parts) + bias, title, [[_tint(_BLUE)] * 2] * 2)
    return figure, (
        f"An image with two channels, {x.tolist()}, and a filter with two kernels, {w.tolist()}. "
        f"Each channel is convolved with its own kernel, which gives {parts[0].tolist()} and "
        f"{parts[1].tolist()}. Their sum plus the bias {bias} is the output channel, "
        f"{(sum(parts) + bias).tolist()}."
    )


@_picture
def draw_speed(conv2d):
    """Draw how long a function needs for the photograph, and how long NumPy needs without loops."""
    x, w = _photograph()[:64, :48], _EDGE
    own = _seconds(lambda: conv2d(x, w))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    fast = _seconds(lambda: np.tensordot(windows, w, 2))
    factor = own / fast
    found = f"{factor:.0f} times as long" if factor >= 2 else "about as long as NumPy"
    figure, [axes] = _figure(7, 1.3)
    axes.set_axis_on()
    names = ["your conv2d", "all windows at once"]
    bars = axes.barh(names, [own * 1e3, fast * 1e3], color=[_ORANGE, _BLUE], height=0.7)
    axes.bar_label(bars, [f"{1e3 * one:.3g} ms" for one in (own, fast)], padding=4, color=_INK)
    axes.set_title(f"your conv2d needs {found}", loc="left")
    axes.margins(x=0.16)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure, (
        f"Your conv2d needs {1e3 * own:.3g} ms for an image of 64×48 pixels, and NumPy needs "
        f"{1e3 * fast:.3g} ms without loops in Python: your conv2d needs {found}."
    )


def _seconds(call):
    """The time of a call. Quick ones are repeated: a browser's clock has steps of a millisecond."""
    calls, start = 0, _time.perf_counter()
    while (passed := _time.perf_counter() - start) < 0.03:
        call()
        calls += 1
    return passed / calls


@_picture
def draw_matrix(convolution_matrix, x):
    """Draw the matrix of a convolution, with a colour for each parameter, and its product."""
    colours = {1: _ORANGE, 2: _BLUE, 3: _GREEN}
    matrix = np.asarray(convolution_matrix(np.array([1, 2, 3]), len(x)))
    fill = [[_tint(colours[v], 0.5) if v in colours else None for v in row] for row in matrix]
    n = len(matrix)
    figure, axes = _figure(8.4, 0.45 * max(n, len(x)) + 0.6, 1, 3, width_ratios=[len(x), 1.6, 1.6])
    nonzero = np.count_nonzero(matrix)
    _cells(axes[0], matrix, f"{n}×{len(x)} matrix: {nonzero} nonzero entries, 3 parameters", fill)
    _cells(axes[1], np.asarray(x)[:, np.newaxis], "x")
    _cells(axes[2], (matrix @ x)[:, np.newaxis], "matrix @ x")
    return figure, (
        f"The matrix of the convolution with the kernel [1, 2, 3]: {matrix.tolist()}. Each "
        "parameter has its own colour and its own diagonal. "
        f"The product with {x.tolist()} is {(matrix @ x).tolist()}."
    )
