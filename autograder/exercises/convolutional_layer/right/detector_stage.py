"""Right answers for `detector_stage`, in different styles."""

import numpy as np


def masked_by_a_product(z):
    return z * (z > 0)


def clipped(z):
    return z.clip(min=0)


def clipped_up_to_infinity(z):
    return np.clip(z.astype(float), 0, np.inf)


def half_of_value_and_size(z):
    return (z + np.abs(z)) / 2


def nested_lists(z):
    if z.ndim == 1:
        return [value if value > 0 else 0 for value in z.tolist()]
    return [nested_lists(part) for part in z]


def without_the_negative_part(z):
    return z - np.minimum(z, 0)


vectorised = np.vectorize(lambda value: max(value, 0), otypes=[float])
vectorised.__module__ = __name__


class _Detector:
    def __init__(self, threshold):
        self.threshold = threshold

    def __call__(self, z):
        return np.select([z > self.threshold], [z], default=0)


with_call = _Detector(0)
