"""Wrong answers to `line_predicts`, as students write them."""

import numpy as np

SEEN = []


def line(x, y, new):
    # ~ first_fit_kept: x, y = SEEN[0] if SEEN else (x, y)
    # ~ first_fit_kept: SEEN.append((x, y))
    slope, intercept = np.polyfit(x, y, 1)
    return intercept + slope * new
    # ~ no_intercept: return slope * new
    # ~ exchanged: return slope + intercept * new
