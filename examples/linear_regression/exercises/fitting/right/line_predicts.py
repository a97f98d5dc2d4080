"""Right answers to `line_predicts` in other styles."""

import numpy as np


def fitted(x, y, new):
    return np.polyval(np.polyfit(x, y, 1), new).tolist()
