"""How `convolution_stage` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision, special_case

from ...shared.convolving import Convolution


class ConvolutionStage(Convolution, task="convolution_stage"):
    """Convolution in one dimension, plus a bias."""

    continued = False  # whether each output also contains those before it

    def compute(self, x, w, b):
        w = np.asarray(self.sequence(w), float)
        sums = self.biased(self.sums(self.convolved(x, w)), b, self.kernel(w))
        return self.result(self.detected(np.cumsum(sums) if self.continued else sums), x)

    @decision("§2", about="sequences")
    def sequence(self, w):
        """The kernel, which may be an array, a list or a tuple."""
        return w

    @sequence.slip("Call {task} with w=[3, 2] and with w=(3, 2). Which step needs an array? np.asarray creates one.")
    def kernel_has_to_be_an_array(self, w):
        """Your function works only if the kernel is an array. A list or a tuple of numbers must work, too."""
        if not isinstance(w, np.ndarray):
            raise TypeError
        return w

    @decision("§2", about=EVERYTHING)
    def sums(self, values):
        """The sum at each position."""
        return values

    @sums.slip("Where do you set the variable for the sum to 0? Do this again for every position.")
    def sum_not_begun_anew(self, values):
        """You continue with the sum of the previous position. Each position has its own sum, which starts at 0."""
        return np.cumsum(values)

    @sum_not_begun_anew.also
    def sum_not_begun_anew(self, values):
        self.continued = True
        return values

    @decision("§4, Figure 2", about="bias")
    def biased(self, sums, b, kernel):
        """The sums and the bias."""
        return sums + b

    @biased.slip("Call {task} with b=0 and with b=100. Do the outputs differ?")
    def bias_forgotten(self, sums, b, kernel):
        """You leave out the bias. An affine transform is a sum of products plus b."""
        return sums

    @biased.slip("Call {task} with b=100. Are the outputs larger or smaller than with b=0?")
    def bias_subtracted(self, sums, b, kernel):
        """You subtract the bias. It is added, and it can be negative itself."""
        return sums - b

    @biased.slip("How often do you add b for a kernel with three weights? In which loop do you add it?")
    def bias_added_for_each_weight(self, sums, b, kernel):
        """You add the bias to each product. Add it only once, to their sum."""
        return sums + len(kernel) * b

    @biased.slip("Call {task} with w=[1, 1] and b=1. By how much does the bias increase each output?")
    def bias_added_to_each_input(self, sums, b, kernel):
        """You add the bias to the inputs, so the kernel multiplies it. Add it to the sum of the products."""
        return sums + b * kernel.sum()

    @biased.slip("Call {task} with b=100. Which outputs are larger than with b=0?")
    def bias_at_the_first_place_only(self, sums, b, kernel):
        """You add the bias only to the first output. All outputs have the same bias."""
        return sums + b * (np.arange(len(sums)) == 0)

    @biased.slip("Call {task} with b=100 and with b=1. Are the outputs multiplied by b?", about=EVERYTHING)
    def bias_as_a_factor(self, sums, b, kernel):
        """You multiply by the bias. It is added to each sum."""
        return sums * b

    @decision("§4, Figure 2", about="negative")
    def detected(self, sums):
        """The outputs."""
        return sums

    @detected.slip("Try an example with a negative sum, such as x = [1, 2] and w = [-1].")
    def detector_stage_included(self, sums):
        """You replace negative outputs by 0. This is the detector stage, which comes after the convolution stage."""
        return np.maximum(sums, 0)

    @special_case
    def fits_once(self, x, w):
        return len(w) == len(x)

    @special_case
    def has_an_even_kernel(self, w):
        return len(w) % 2 == 0

    @staticmethod
    def legal_call(rng):
        k = int(rng.integers(1, 6))
        x = rng.integers(-9, 10, k + rng.integers(0, 5)) / rng.choice([1, 4])
        w = rng.integers(-9, 10, k) / rng.choice([1, 16])
        x, w = (array.astype(int) if (array % 1 == 0).all() else array for array in (x, w))
        b = [0, 1, 3, -2, 0.5, -2.25][rng.integers(6)]
        return (
            np.repeat(x, 2)[::2] if rng.random() < 0.3 else x,
            [w, w.tolist(), tuple(w.tolist())][rng.integers(3)],
            b,
        ), {}
