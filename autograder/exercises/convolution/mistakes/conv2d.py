"""How `conv2d` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import special_case

from ...shared.convolving import PlaneConvolution, drawn


class Conv2d(PlaneConvolution, task="conv2d"):
    """The sum of the products in each window."""

    def compute(self, x, w, *options, **named):
        return self.result(self.convolved(x, w, *self.options(*options, **named)), x)

    @special_case
    def divides(self, x, w, stride, padding):
        return all((n + 2 * padding - k) % stride == 0 for n, k in zip(x.shape, w.shape, strict=True))

    @staticmethod
    def legal_call(rng):
        shape, padding, stride = rng.integers(1, 8, 2), int(rng.choice([0, 0, 1, 2])), int(rng.choice([1, 1, 2, 3, 5]))
        extents = rng.integers(1, np.minimum(shape + 2 * padding, 4) + 1)
        return (drawn(rng, shape), drawn(rng, extents), stride, padding), {}
