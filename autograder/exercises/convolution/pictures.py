"""Draw a sliding kernel, the outputs of three kernels, and a convolution as a matrix."""

import numpy as np

from autograder.toolkit.describe import _plain
from autograder.toolkit.drawing import (
    _BLUE,
    _GREEN,
    _ORANGE,
    _cells,
    _figure,
    _photograph,
    _picture,
    _tint,
)


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
        labels, tints = _blank(image, text=True), _blank(image)
        for i, j in np.ndindex(kernel.shape):
            weight = _plain(kernel[i, j]) if kernel[i, j] >= 0 else f"({_plain(kernel[i, j])})"
            labels[r + i][c + j] += f"·{weight}"
            tints[r + i][c + j] = _tint(_ORANGE)
        _cells(above, image, f"place {r, c}", tints, labels)
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


def _blank(array, text=False):
    """Nested lists with the shape of an array: its numbers as text, or None."""
    return [[_plain(value) if text else None for value in row] for row in array]


@_picture
def draw_kernels(conv2d):
    """Draw a photograph and the outputs of three kernels."""
    x = _photograph()
    edge = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4  # Sobel's
    kernels = {"vertical edges": edge, "horizontal edges": edge.T, "blur": np.ones((7, 7)) / 49}
    figure, axes = _figure(8.4, 2.5, 1, 4)
    axes[0].imshow(x, cmap="gray", vmin=0, vmax=1)
    axes[0].set_title("photograph, 96×96")
    for axis, (name, kernel) in zip(axes[1:], kernels.items(), strict=True):
        output = np.asarray(conv2d(x, kernel))
        low, colours = (0, "gray") if name == "blur" else (-1, "PuOr")
        axis.imshow(output, cmap=colours, vmin=low, vmax=1)
        axis.set_title(f"{name}, {'×'.join(map(str, output.shape))}")
    return figure, (
        "A photograph of Grace Hopper and three outputs of your conv2d: the vertical edges of her "
        "face and her uniform, the horizontal edges, and a blurred photograph."
    )


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
