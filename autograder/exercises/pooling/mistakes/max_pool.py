"""How `max_pool` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import decision

from ...shared.pooling import Pool


class MaxPool(Pool, task="max_pool"):
    """The largest value of each window."""

    fill = -np.inf

    @Pool.padded.slip("Call max_pool(np.full((2, 2), -5), padding=1). Is there a 0 in the data?")
    def padded_with_zeros(self, x, amounts, extents):
        """You pad with 0, which is larger than negative values. Use a value that is smaller than any value in the data."""
        return np.pad(x.astype(float), amounts)

    @decision("§4, Figure 3", about="values")
    def aggregate(self, windows):
        """The value of each window. Cells beyond the edge are NaN, padding is minus infinity."""
        return np.nanmax(windows, axis=(-2, -1))

    @aggregate.slip("Compare your outputs with the left result in Figure 3, then with the right result.", about="everything")
    def mean_instead_of_max(self, windows):
        """You take the mean of each window. Max pooling returns the largest value of each window."""
        return np.nanmean(np.where(windows == -np.inf, np.nan, windows), axis=(-2, -1))

    @aggregate.slip("Call max_pool(np.full((2, 2), -5)). With which value does your search for the maximum start?", about="negative")
    def starts_from_zero(self, windows):
        """You never return a value below 0. The maximum of a window of negative values is negative."""
        return np.maximum(np.nanmax(windows, axis=(-2, -1)), 0)
