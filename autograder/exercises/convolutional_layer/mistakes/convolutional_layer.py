"""How `convolutional_layer` goes wrong: in one of its stages, or in their order and their arguments."""

from dataclasses import replace

import numpy as np

from autograder.grading.mistake_model import (
    EVERYTHING,
    Model,
    decision,
    missing_check,
    missing_checks_of,
    slips_of,
    special_case,
)

from .convolution_stage import ConvolutionStage
from .detector_stage import DetectorStage
from .pooling_stage import PoolingStage

FIGURE = "§4, Figure 2"
# The slips of the stages that change nothing here: the arrays have one axis, and no values below 0 are pooled.
WITHOUT_EFFECT = {
    ConvolutionStage: ("detector_stage_included", "truncated_to_integers", "moves_by_the_size"),
    DetectorStage: (
        "maximum_along_an_axis", "largest_value_alone", "one_axis_only", "two_axes_at_most", "flattened",
        "truncated_to_integers",
    ),
    PoolingStage: (
        "padded_with_zeros", "padded_with_minus_999", "infinity_in_an_array_of_ints", "starts_from_zero",
        "stored_in_eight_bits",
    ),
}  # fmt: skip


class ConvolutionalLayer(Model, task="convolutional_layer"):
    """The three stages. Their own slips are added below: the decision `kernel` of the convolution stage is called
    `convolution_stage.kernel` here."""

    section = "§4"

    def compute(self, x, w, b, size, stride, padding):
        convolution, detector, pooling = map(self.stage, WITHOUT_EFFECT)
        stride, padding = self.arguments(size, stride, padding)
        (step, stride), (outside, padding) = self.strides(stride), self.paddings(padding)

        def pooled(a, fill=-np.inf):
            pooling.fill = fill
            return pooling.compute(a, size, stride, padding)

        return self.order(
            x, b, lambda x, b: convolution.compute(np.pad(x, outside), w, b)[::step], detector.compute, pooled
        )

    def stage(self, model):
        """A stage with those slips that are about it."""
        prefix, stage = f"{model.task}.", model()
        own = {name: method for name, method in self.chosen.items() if name.startswith(prefix)}
        stage.chosen = {name.removeprefix(prefix): method for name, method in own.items()}
        return stage

    @decision(FIGURE, about="detector")
    def order(self, x, b, convolution, detector, pooling):
        """What the layer returns, made with the three stages."""
        return pooling(detector(convolution(x, b)))

    @order.slip("Which of the three stages does your function call? Try an x for which all sums are negative.")
    def detector_stage_left_out(self, x, b, convolution, detector, pooling):
        """You leave out the detector stage. It replaces negative outputs of the convolution stage by 0."""
        return pooling(convolution(x, b))

    @detector_stage_left_out.also
    def detector_stage_left_out(self, x, b, convolution, detector, pooling):
        return pooling(convolution(x, b), fill=0.0)

    @order.slip(
        "Compare the lengths of the input and the output. Which stages does your function call?", about=EVERYTHING
    )
    def pooling_stage_left_out(self, x, b, convolution, detector, pooling):
        """You leave out the pooling stage. It is applied to the output of the detector stage and gives the result of
        the layer."""
        return detector(convolution(x, b))

    @order.slip("Call {task} with a bias of -100. Can an output of the detector stage be negative?", about="order")
    def bias_after_the_detector_stage(self, x, b, convolution, detector, pooling):
        """You add the bias after the detector stage. It is part of the convolution stage, which comes first."""
        return pooling(detector(convolution(x, 0)) + b)

    @order.slip("Which stage comes first? What does ReLU return for an input of -3?")
    def detector_stage_first(self, x, b, convolution, detector, pooling):
        """You apply ReLU to the input. The detector stage comes after the convolution stage."""
        return pooling(convolution(detector(x), b))

    @order.slip("Which stage comes first, and which comes last?", about=EVERYTHING)
    def pooling_stage_first(self, x, b, convolution, detector, pooling):
        """You apply the pooling stage to the input. It is the last of the three stages."""
        return detector(convolution(pooling(x), b))

    @order.slip(
        "How many windows of size 2 with stride 2 fit into 8 values? How many numbers do you return?", about=EVERYTHING
    )
    def largest_of_all(self, x, b, convolution, detector, pooling):
        """You return the largest of all values. The pooling stage returns the largest value of each window."""
        return detector(convolution(x, b)).max()

    @decision(about=EVERYTHING)
    def arguments(self, size, stride, padding):
        """The arguments of the pooling stage, as they are passed."""
        return stride, padding

    @arguments.slip("In your call of the pooling stage, are the arguments in the same order as in its definition?")
    def stride_and_padding_swapped(self, size, stride, padding):
        """You exchange stride and padding. The stride is the distance between windows, and the padding is added at each
        end."""
        if 2 * stride > size:
            raise ValueError
        return padding, stride

    @stride_and_padding_swapped.also
    def stride_and_padding_swapped(self, size, stride, padding):
        return padding, stride

    @decision(about=EVERYTHING)
    def strides(self, stride):
        """How far the kernel and the windows move."""
        return 1, stride

    @strides.slip("Which stage uses the stride? How many outputs does the convolution stage have?")
    def stride_in_the_convolution_stage(self, stride):
        """You move the kernel by the stride. The stride belongs to the pooling stage, and the kernel moves by one
        position."""
        return stride, 1

    @stride_in_the_convolution_stage.also
    def stride_in_the_convolution_stage(self, stride):
        return stride, stride

    @decision(about="padding")
    def paddings(self, padding):
        """How much padding the inputs of the convolution stage and of the pooling stage have."""
        return 0, padding

    @paddings.slip("Which stage uses the padding? How many outputs does the convolution stage have?")
    def padding_in_the_convolution_stage(self, padding):
        """You add the padding to the input of the convolution stage. The padding belongs to the pooling stage."""
        return padding, 0

    @padding_in_the_convolution_stage.also
    def padding_in_the_convolution_stage(self, padding):
        return padding, padding

    @missing_check("§4", "a window that is longer than the padded output of the detector stage")
    def accepts_a_window_larger_than_the_input(self, x, w, size, padding):
        return len(w) <= len(x) and size > len(x) - len(w) + 1 + 2 * padding

    @missing_check(
        "§4", "", "How long is the input of the pooling stage if the kernel has length 2 and x has length 7?"
    )
    def compares_the_window_with_x(self, x, w, size, padding):
        """You compare the window with x. It must fit into the padded output of the detector stage, which is shorter
        than x."""
        return len(w) <= len(x) and len(x) - len(w) + 1 < size - 2 * padding <= len(x)

    @special_case
    def has_tiles(self, size, stride):
        return size == stride

    @special_case
    def has_an_even_kernel(self, w):
        return len(w) % 2 == 0

    @staticmethod
    def legal_call(rng):
        (x, w, b), _ = ConvolutionStage.legal_call(rng)
        size = int(rng.integers(1, 6))
        padding, stride = int(rng.integers(0, size // 2 + 1)), int(rng.choice([1, 2, 3, 5, size]))
        x = np.concatenate([x, x]) if len(x) - len(w) + 1 + 2 * padding < size else x
        size = min(size, len(x) - len(w) + 1 + 2 * padding)
        return (x, w, b, size, stride, min(padding, size // 2)), {}


for _stage, _left_out in WITHOUT_EFFECT.items():
    for _one in slips_of(_stage):
        if _one.name not in _left_out:
            _slip = replace(
                getattr(_stage, _one.name),
                section=_one.section,
                decision=f"{_stage.task}.{_one.decision}",
                subject="detector" if _one.decision == "negative" else _one.subject,
            )
            setattr(ConvolutionalLayer, f"{_stage.task}_{_one.name}", _slip)
    for _check in missing_checks_of(_stage):
        if not hasattr(ConvolutionalLayer, _check.name):
            setattr(ConvolutionalLayer, _check.name, getattr(_stage, _check.name))


def _mean_with_zeros(stage, windows):
    """The mean of each window, with padding of 0."""
    return np.nanmean(np.where(np.isinf(windows), 0, windows), axis=1)


ConvolutionalLayer.pooling_stage_mean_instead_of_max = ConvolutionalLayer.pooling_stage_mean_instead_of_max.also(
    _mean_with_zeros
)
# Its second outcome, cells that are dropped before the padding, is a kernel that moves by the stride.
ConvolutionalLayer.pooling_stage_stride_skips_cells = replace(
    ConvolutionalLayer.pooling_stage_stride_skips_cells,
    methods=ConvolutionalLayer.pooling_stage_stride_skips_cells.methods[:1],
)
