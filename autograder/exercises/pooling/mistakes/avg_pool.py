"""How `avg_pool` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import decision

from ...shared.pooling import PlanePool, window_axes


class AvgPool(PlanePool, task="avg_pool"):
    """The mean of the data in each window. Padding is minus infinity, cells beyond the edge are NaN."""

    @decision("§4, Figure 3", about="everything")
    def aggregate(self, windows):
        """The value of each window."""
        total = self.total(windows)
        divisor = np.broadcast_to(self.divisor(windows), total.shape)
        return np.ma.masked_where(divisor == 0, total / divisor)

    @aggregate.slip("Compare your outputs with the right result in Figure 3, then with the left result.")
    def max_instead_of_mean(self, windows):
        """You take the largest value of each window. Average pooling returns the mean of each window."""
        return np.nanmax(windows, axis=window_axes(windows))

    @decision(about="padded cells")
    def total(self, windows):
        """The sum of the data in each window."""
        return np.where(np.isfinite(windows), windows, 0).sum(axis=window_axes(windows))

    @total.slip("This padding works for the maximum, but not for the mean. Add a padded value to a sum by hand.")
    def padded_with_minus_infinity(self, windows):
        """You pad with minus infinity, as for the maximum. Every mean with a padded value is then infinite, too."""
        return np.nansum(windows, axis=window_axes(windows))

    @total.slip("What is np.mean([np.nan, 8]), and what is np.nanmean([np.nan, 8])?")
    def mean_of_nan(self, windows):
        """You pad with NaN, but the mean that you take does not leave it out. It is NaN at the border."""
        return np.where((windows == -np.inf).any(axis=window_axes(windows)), np.nan, self.usual("total", windows))

    @decision("§4, Figure 3", about="everything")
    def divisor(self, windows):
        """By which number the sums are divided."""
        return np.isfinite(windows).sum(axis=window_axes(windows))

    @divisor.slip("Add up 5, 3, 2 and 2. How do you get the 3 of Figure 3 from this sum?")
    def sum_instead_of_mean(self, windows):
        """You add up each window, but you do not divide. The mean is the sum divided by the number of values."""
        return 1

    @divisor.slip("Figure 3 shows 18 for 9, 3, 10 and 32. Add them up by hand: how many numbers are there?")
    def divided_by_three(self, windows):
        """You divide by 3, like the misprint in Figure 3. The mean of four values is their sum divided by 4."""
        return 3

    @divisor.slip("How many values does a window of size 3 contain?")
    def divided_by_the_size(self, windows):
        """You divide by the size. A window contains size · size values."""
        return self.size

    @divisor.slip("Does your divisor depend on size? Try size=3 on an input of ones.")
    def always_divided_by_four(self, windows):
        """You always divide by 4. Only a 2×2 window has 4 values."""
        return 4

    @divisor.slip(
        "Call avg_pool(np.full((2, 2), 8), padding=1). By which number do you divide in the corner?",
        about="padded cells",
    )
    def padded_cells_counted(self, windows):
        """You count padded values as zeros in the mean. Padded values are not counted, so divide by the number of the
        other values."""
        return (~np.isnan(windows)).sum(axis=window_axes(windows))

    @padded_cells_counted.also
    def padded_cells_counted(self, windows):
        """Cells beyond the edge count, too."""
        return self.size**2

    @divisor.slip("Try an input that contains a 0. How can you distinguish it from a padded value?", about="zeros")
    def zeros_not_counted(self, windows):
        """You do not count the zeros of the input. Only padded values are not counted."""
        return (np.isfinite(windows) & (windows != 0)).sum(axis=window_axes(windows))

    @PlanePool.stored.slip("The mean of 1 and 2 is 1.5. What does your division return?")
    def rounded_down(self, values, x):
        """You round the means down, for example with the division //. A mean can have a fraction."""
        return np.floor(values)

    @PlanePool.stored.slip("The right means in Figure 3 include whole numbers. What is the mean of 1, 2, 3 and 4?")
    def rounded(self, values, x):
        """You round the means to whole numbers. A mean can have a fraction."""
        return np.round(values)
