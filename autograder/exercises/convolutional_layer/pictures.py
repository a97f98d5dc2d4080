"""Draw Figure 2, and what the stages of a layer make of a photograph and of the notes' example."""

import numpy as np

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
)  # fmt: skip

_COLOURS = {"convolution": _ORANGE, "detector": _BLUE, "pooling": _GREEN}
_MEANING = {
    "convolution": "affine transform",
    "detector": "nonlinearity",
    "pooling": "summary of nearby outputs",
}
_WINDOWS = [(2, 2, 0), (3, 1, 0), (2, 3, 0), (2, 2, 1)]  # size, stride and padding
_POOL = 4  # the size of the windows in the first picture


def _edges():
    """The vertical edges of the photograph: a convolution stage."""
    patches = np.lib.stride_tricks.sliding_window_view(_photograph(), (3, 3))
    return np.einsum("rcij,ij->rc", patches, [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def _show_signed(axes, values, title):
    """Draw positive values orange and negative ones blue."""
    axes.imshow(_signed(values, 2))
    axes.set_title(title, loc="left")


@_picture
def show_layer():
    """Draw a photograph after each stage of a convolutional layer."""
    edges = _edges()
    detected = np.maximum(edges, 0)
    n = len(edges) // _POOL
    pooled = detected[: n * _POOL, : n * _POOL].reshape(n, _POOL, n, _POOL).max(axis=(1, 3))
    figure, axes = _figure(7.4, 2.4, 1, 4)
    axes[0].imshow(_photograph(), cmap="gray", vmin=0, vmax=1)
    axes[0].set_title("input\n96×96", loc="left")
    stages = {"convolution": edges, "detector": detected, "pooling": pooled}
    for axis, (name, values) in zip(axes[1:], stages.items(), strict=True):
        _show_signed(axis, values, f"{name} stage\n{len(values)}×{len(values)}")
    return figure, (
        "A photograph of Grace Hopper. After the convolution stage, vertical edges have positive "
        "or negative values. After the detector stage, only the positive ones are left. After the "
        "pooling stage, the image is smaller and the edges are thicker."
    )


@_picture
def draw_detector(detector_stage):
    """Draw the output of a convolution stage, and what the detector stage makes of it."""
    edges = _edges()
    detected = np.asarray(detector_stage(edges), dtype=float)
    figure, axes = _figure(5.2, 2.7, 1, 2)
    _show_signed(axes[0], edges, f"from {edges.min():.1f} to {edges.max():.1f}")
    _show_signed(axes[1], detected, f"from {detected.min():.1f} to {detected.max():.1f}")
    return figure, (
        f"The vertical edges of a photograph, with values from {edges.min():.1f} to "
        f"{edges.max():.1f}. After your detector stage, they are from {detected.min():.1f} to "
        f"{detected.max():.1f}."
    )


@_picture
def show_windows():
    """Draw where windows lie in an array of seven values, for some sizes, strides and paddings."""
    figure, axes = _figure(6.8, 2.2, 2, 2)
    texts = []
    for axis, (size, stride, padding) in zip(axes, _WINDOWS, strict=True):
        data = np.pad(np.ones(7, bool), padding)
        fill = [[None if inside else _tint(_INK, 0.15) for inside in data]]
        starts = range(0, len(data) - size + 1, stride)
        dots = [["●" if place in starts else "" for place in range(len(data))]]
        _cells(axis, data, fill=fill, labels=dots)
        for start, colour in zip(starts, (_ORANGE, _BLUE), strict=False):
            style = {"facecolor": _tint(colour), "edgecolor": colour, "linewidth": 3}
            _box(axis, 0, start, 1, size, zorder=2, **style)
        axis.set_xlim(-0.1, 9.1)  # cells of the same size in all pictures
        settings = f"size {size}, stride {stride}, padding {padding}: {len(starts)} outputs"
        axis.set_title(settings, loc="left", size=10)
        texts.append(settings)
    return figure, (
        f"Windows in an array of seven values: {'; '.join(texts)}. In the second picture they "
        "overlap, in the third there are gaps, and in the last they also cover padded places."
    )


@_picture
def draw_figure_2(terminology):
    """Draw Figure 2: the complex terminology on the left, the simple terminology on the right."""
    names = terminology()
    figure, [left, right] = _figure(8.2, 4.4, 1, 2)
    _column(left, list(names), "complex terminology")
    _column(right, list(names.values()), "simple terminology")
    dashed = {"facecolor": "none", "edgecolor": _INK, "linestyle": "--"}
    _box(left, 0.52, 0.02, len(names) + 0.06, 0.96, **dashed)
    left.text(0.05, len(names) + 0.5, "convolutional layer", fontsize=8, va="top")
    pairs = "; ".join(f"the {stage} is a {layer}" for stage, layer in names.items())
    return figure, (
        "Figure 2. In the complex terminology, a frame with three stages is the convolutional "
        f"layer. In the simple terminology, each stage is a layer of its own: {pairs}."
    )


def _column(axes, words, title):
    """Draw boxes from the input at the bottom to the next layer at the top."""
    boxes = ["input to layer", *words, "next layer"]
    for height, word in enumerate(boxes):
        kind = word.split()[0]
        colour = _tint(_COLOURS[kind]) if kind in _COLOURS else "none"
        text = f"{word}\n{_MEANING[kind]}" if kind in _MEANING else word
        box = {"boxstyle": "round,pad=0.5", "facecolor": colour, "edgecolor": _INK}
        axes.text(0.5, height, text, ha="center", va="center", linespacing=1.5, bbox=box)
        if height:
            arrow = {"arrowstyle": "-|>", "color": _INK}
            axes.annotate("", (0.5, height - 0.3), (0.5, height - 0.7), arrowprops=arrow)
    axes.set(xlim=(0, 1), ylim=(-0.5, len(boxes) - 0.5))
    axes.set_title(title)


@_picture
def draw_stages(convolution_stage, detector_stage, pooling_stage, notes_layer):
    """Draw the notes' two inputs after each stage of the layer, with the values of notes_layer."""
    layer = notes_layer()
    figure, axes = _figure(8.6, 2.3, 2, 4, width_ratios=[5, 4, 4, 3])
    rows = []
    for x in (np.array([0, 3, 2, 0, 0]), np.array([0, 0, 3, 2, 0])):
        z = np.asarray(convolution_stage(x, layer["w"], layer["b"]))
        a = np.asarray(detector_stage(z))
        pooled = np.asarray(pooling_stage(a, layer["size"], layer["stride"], layer["padding"]))
        row = {"input": x, "convolution stage": z, "detector stage": a, "pooling stage": pooled}
        rows.append(row)
    for axis, (stage, values) in zip(axes, [*rows[0].items(), *rows[1].items()], strict=True):
        colour = _tint(_COLOURS.get(stage.split()[0], _INK), 0.3)
        fill = [[colour if value > 0 else None for value in values]]
        _cells(axis, values, "" if axis in axes[4:] else stage, fill)
    same = np.array_equal(rows[0]["pooling stage"], rows[1]["pooling stage"])
    verdict = f"after the pooling stage both outputs are {'the same' if same else 'different'}"
    figure.suptitle(verdict, y=-0.02, va="top")
    texts = []
    for row in rows:
        texts.append("; ".join(f"{stage} {values.tolist()}" for stage, values in row.items()))
    return figure, f"The notes' two inputs after each stage. {'. '.join(texts)}. So {verdict}."
