"""Wrong answers to `t_statistic`, as students write them."""

import numpy as np
from scipy import stats


def errors(x, y):
    if len(x) < 3:
        # ~ accepts_two_points: if len(x) < 2:
        raise ValueError("too few points")
    free = len(x) - 2
    # ~ one_parameter_counted: free = len(x) - 1
    # ~ parameters_not_counted: free = len(x)
    slope, intercept = np.polyfit(x, y, 1)
    variance = ((y - intercept - slope * x) ** 2).sum() / free
    t = slope / np.sqrt(variance / ((x - x.mean()) ** 2).sum())
    # ~ without_sign: t = abs(slope) / np.sqrt(variance / ((x - x.mean()) ** 2).sum())
    p = 2 * stats.t.sf(abs(t), free)
    # ~ one_sided: p = stats.t.sf(abs(t), free)
    return t, p
