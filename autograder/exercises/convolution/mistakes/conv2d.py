"""How `conv2d` goes wrong."""

import numpy as np

from ...shared.convolving import Convolution


class Conv2d(Convolution, task="conv2d"):
    """The sum of the products in each window."""

    def compute(self, x, w, *options, **named):
        stride, padding = self.options(*options, **named)
        return self.result(self.products(self.windows(x, w.shape, stride, padding), self.kernel(np.asarray(w, float))))
