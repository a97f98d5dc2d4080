"""What the feedback needs to know about calls of this exercise's functions."""

import numpy as np


def is_legal(args):
    """Whether a simplified call shows something: values of y that are all equal hide the slope."""
    return len(args) < 2 or np.ptp(args[1]) > 0
