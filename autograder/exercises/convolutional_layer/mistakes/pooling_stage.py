"""How `pooling_stage` goes wrong."""

from dataclasses import replace

from autograder.grading.mistake_model import EVERYTHING, decision, missing_check, special_case

from ...shared.pooling import MaxPooling


class PoolingStage(MaxPooling, task="pooling_stage"):
    """The largest value of each window of an array (n,)."""

    stride_of_one_by_default = stride_of_two_by_default = None  # there is no default
    window_as_large_as_the_stride = replace(MaxPooling.window_as_large_as_the_stride, subject="stride")
    two_by_two_whatever_the_size = replace(
        MaxPooling.two_by_two_whatever_the_size,
        explanation="Your windows always have two values. The argument size says how many they have.",
        subject=EVERYTHING,
    )
    accepts_a_stride_of_zero = replace(
        MaxPooling.accepts_a_stride_of_zero, hint="Call {task} with stride=0. Does your check use < 0 or < 1?"
    )

    def compute(self, a, size, stride, padding):
        size, stride, padding = self.options(size, stride, padding)
        return super().compute(a, size, stride, padding)

    @decision(about="stride")
    def options(self, size, stride, padding):
        """The arguments, as they are passed."""
        return size, stride, padding

    @options.slip("Call {task} with size=3 and stride=1. How long is a window, and by how much does it move?")
    def size_and_stride_swapped(self, size, stride, padding):
        """You exchange size and stride. The size is the length of a window, and the stride is the distance between
        windows."""
        return stride, size, padding

    @size_and_stride_swapped.also
    def size_and_stride_swapped(self, size, stride, padding):
        """The checks are about the exchanged values."""
        if 2 * padding > stride:
            raise ValueError
        return stride, size, padding

    @missing_check("§4", "a window that is longer than the padded input", "Call {task} with six values and size=7.")
    def accepts_a_window_larger_than_the_input(self, a, size, padding):
        return size > len(a) + 2 * padding

    @special_case
    def divides(self, a, stride):
        return len(a) % stride == 0

    @special_case
    def has_tiles(self, size, stride):
        return size == stride

    @staticmethod
    def legal_call(rng):
        (a, size, stride, padding), _ = MaxPooling.legal_call(rng)
        a = a if a.ndim == 1 else a[0]
        a = a if len(a) + 2 * padding >= size else a[0].repeat(size)
        return (a.repeat(2)[::2] if rng.random() < 0.2 else a, size, stride or size, padding), {}
