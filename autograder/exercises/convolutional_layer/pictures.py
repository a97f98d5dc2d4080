"""Draw Figure 2, and the notes' example after each stage of the convolutional layer."""

import numpy as np

from autograder.toolkit.drawing import (
    _BLUE,
    _GREEN,
    _INK,
    _ORANGE,
    _box,
    _cells,
    _figure,
    _picture,
    _tint,
)  # fmt: skip

_COLOURS = {"convolution": _ORANGE, "detector": _BLUE, "pooling": _GREEN}
_MEANING = {
    "convolution": "affine transform",
    "detector": "nonlinearity",
    "pooling": "summary of nearby outputs",
}


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
