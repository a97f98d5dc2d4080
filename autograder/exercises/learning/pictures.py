"""Draw what layers learn from examples, how well they predict, and how a kernel is found."""

import numpy as np

from autograder.toolkit.drawing import (
    _BLUE,
    _GREEN,
    _INK,
    _ORANGE,
    _cells,
    _figure,
    _photograph,
    _picture,
    _signed,
)

_SOBEL = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
_K = 3  # how many inputs each output of the learned layers sees
_NUMBERS = [1, 2, 3, 4, 6, 10, 20, 32, 50, 100, 300]  # of examples
_TRIES = 9  # for each number of examples
_NEW = 200  # examples for which errors are measured
_PATCHES = [5, 8, 9]  # from which the unknown kernel is learned
_STEPS, _RATE = 1000, 3  # of gradient descent


def _examples(layer, number, rng, noise):
    """Draw examples of a layer: random inputs, and its outputs with noise."""
    inputs = rng.normal(size=(number, layer.shape[1]))
    outputs = inputs @ layer.T
    return inputs, outputs + noise * rng.normal(size=outputs.shape)


def _matrix(weights, layer):
    """Learned weights as the matrix of a layer. They may be a kernel."""
    weights = np.asarray(weights, dtype=float)
    if weights.shape == (_K,):
        rows, columns = layer.shape
        return sum(weights[j] * np.eye(rows, columns, k=j) for j in range(_K))
    if weights.shape != layer.shape:
        raise ValueError(f"weights of shape {weights.shape} are no layer {layer.shape}")
    return weights


def _show_matrix(axes, matrix, title):
    """Draw a matrix of weights."""
    axes.imshow(_signed(matrix, 2))
    axes.set_axis_on()
    axes.set(xticks=[], yticks=[])
    axes.spines[["top", "right"]].set_visible(True)
    axes.set_title(title, loc="left")


def _learned(fit, layer, numbers, k=None):
    """What a function learns: number of examples, weights, mean distance from the right ones."""
    rng = np.random.default_rng(1)
    for number in numbers:
        examples = _examples(layer, number, rng, 0.5)
        learned = _matrix(fit(*examples) if k is None else fit(*examples, k), layer)
        yield number, learned, np.abs(learned - layer).mean()


@_picture
def draw_weights(fit, layer, numbers, k=None):
    """Draw what a function learns from some numbers of examples, beside the right weights."""
    figure, axes = _figure(8.4, 2.6, 1, 4)
    _show_matrix(axes[0], layer, "right weights")
    texts = []
    steps = _learned(fit, layer, numbers, k)
    for axis, (number, learned, distance) in zip(axes[1:], steps, strict=True):
        count = f"{number} example{'s' if number > 1 else ''}"
        _show_matrix(axis, learned, count)
        axis.set_xlabel(f"distance {distance:.2g}")
        texts.append(f"{distance:.2g} after {count}")
    return figure, (
        "The weights of a layer, which are zero except on three diagonals, and what your function "
        f"learns. The mean distance from the right weights is {', '.join(texts)}."
    )


def _test_errors(fit_dense, fit_sparse, fit_shared, prediction_error, layer):
    """The median test errors of the three layers: name -> one error for each of _NUMBERS."""
    rng = np.random.default_rng(0)
    new_examples = _examples(layer, _NEW, rng, 0)
    fits = {
        "dense": fit_dense,
        "sparse": lambda X, Y: fit_sparse(X, Y, _K),
        "shared": lambda X, Y: fit_shared(X, Y, _K),
    }
    errors = {name: [] for name in fits}
    for number in _NUMBERS:
        tries = [_examples(layer, number, rng, 0.5) for _ in range(_TRIES)]
        for name, fit in fits.items():
            learned = [_matrix(fit(*one), layer) for one in tries]
            found = [float(prediction_error(weights, *new_examples)) for weights in learned]
            errors[name].append(float(np.median(found)))
    return errors


@_picture
def draw_errors(fit_dense, fit_sparse, fit_shared, prediction_error, layer):
    """Draw a layer, and the error on new inputs against the number of examples."""
    errors = _test_errors(fit_dense, fit_sparse, fit_shared, prediction_error, layer)
    figure, (left, right) = _figure(8.4, 3.6, 1, 2, width_ratios=[1, 2.6])
    _show_matrix(left, layer, "the layer to be learned")
    right.set_axis_on()
    colours = {"dense": _ORANGE, "sparse": _BLUE, "shared": _GREEN}
    markers = {"dense": "s", "sparse": "^", "shared": "o"}
    for name, values in errors.items():
        style = {"color": colours[name], "marker": markers[name], "markersize": 4}
        right.loglog(_NUMBERS, values, label=name, **style)
    right.axhline(1, color=_INK, linewidth=0.6, linestyle=":")
    right.minorticks_off()
    right.set_xticks(_NUMBERS, [str(number) for number in _NUMBERS])
    marks = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]
    low, high = min(map(min, errors.values())), max(map(max, errors.values()))
    marks = [mark for mark in marks if low / 2 < mark < 2 * high]
    right.set_yticks(marks, [f"{mark:g}" for mark in marks])
    right.set_xlabel("examples")
    right.set_title("error on new inputs (dotted: always the mean)", loc="left")
    right.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    texts = []
    for name, values in errors.items():
        some = {number: values[_NUMBERS.index(number)] for number in (1, 3, 32, 100, 300)}
        texts.append(f"{name} {', '.join(f'{one:.2g} with {n}' for n, one in some.items())}")
    return figure, f"The error on new inputs for numbers of examples. {'; '.join(texts)}."


def _convolved(x, w):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(x, w.shape), w)


def _labels(kernel):
    """Its weights with two decimals."""
    return [[f"{value:.2f}".replace("-0.00", "0.00") for value in row] for row in kernel]


def _show_edges(axes, output, title=""):
    """Draw the output of a kernel that finds edges."""
    axes.imshow(_signed(output, 4))
    axes.set_title(title, loc="left")


@_picture
def show_unknown_kernel():
    """Draw a photograph and the output of a kernel that is not shown."""
    x = _photograph()
    figure, axes = _figure(8.4, 3, 1, 3, width_ratios=[3, 1.4, 3])
    axes[0].imshow(x, cmap="gray", vmin=0, vmax=1)
    axes[0].set_title("the inputs: a photograph", loc="left")
    _cells(axes[1], np.zeros((3, 3)), "the kernel", labels=[["?"] * 3] * 3, size=14)
    _show_edges(axes[2], _convolved(x, _SOBEL), "the outputs")
    return figure, (
        "A photograph of Grace Hopper, a kernel of nine question marks, and the outputs: they are "
        "positive (orange) or negative (blue) where the photograph has vertical edges."
    )


def _photograph_patches():
    """All 3x3 patches of the photograph, one in each row, and their outputs, in random order."""
    x = _photograph()
    patches = np.lib.stride_tricks.sliding_window_view(x, (3, 3)).reshape(-1, 9)
    order = np.random.default_rng(0).permutation(len(patches))
    return patches[order], _convolved(x, _SOBEL).reshape(-1, 1)[order]


@_picture
def draw_recovered(fit_dense):
    """Draw the kernels that are learned from some patches of the photograph, and their outputs."""
    x, (patches, outputs) = _photograph(), _photograph_patches()
    figure, axes = _figure(8.4, 4.6, 2, 4, height_ratios=[2, 3])
    _cells(axes[0], np.zeros((3, 3)), "the kernel", labels=[["?"] * 3] * 3)
    _show_edges(axes[4], _convolved(x, _SOBEL), "the outputs")
    texts = []
    for number, above, below in zip(_PATCHES, axes[1:4], axes[5:], strict=True):
        weights = np.asarray(fit_dense(patches[:number], outputs[:number]), dtype=float)
        kernel = weights.reshape(3, 3)
        _cells(above, kernel, f"from {number} patches", labels=_labels(kernel))
        _show_edges(below, _convolved(x, kernel), "its outputs")
        texts.append(f"{kernel.round(2).tolist()} from {number}")
    return figure, (
        f"Kernels that your function learns from patches of the photograph: {'; '.join(texts)}. "
        "Below each of them are its outputs."
    )


@_picture
def show_descent(descend):
    """Draw the kernel after some steps of gradient descent, and the error after each step."""
    x = _photograph() - _photograph().mean()  # then a large rate is possible
    y = _convolved(x, _SOBEL)
    kernels = descend(x, y, _STEPS, _RATE)
    figure, axes = _figure(8.4, 2.4, 1, 5, width_ratios=[2, 2, 2, 2, 3])
    shown = [1, 10, 100, _STEPS]
    for step, axis in zip(shown, axes, strict=False):
        _cells(axis, kernels[step], f"step {step}", labels=_labels(kernels[step]), size=9)
    every = [*range(0, 100), *range(100, _STEPS + 1, 20)]
    errors = [np.sqrt(np.mean((_convolved(x, kernels[step]) - y) ** 2)) for step in every]
    axes[4].set_axis_on()
    axes[4].semilogy(every, errors, color=_BLUE)
    axes[4].set_title("error", loc="left")
    axes[4].set_xlabel("step")
    return figure, (
        "The kernel during gradient descent: "
        + "; ".join(f"step {step} {kernels[step].round(2).tolist()}" for step in shown)
        + f". The error falls from {errors[0]:.2g} to {errors[-1]:.2g}."
    )
