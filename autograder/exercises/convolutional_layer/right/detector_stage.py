"""Right answers for `detector_stage`, in different styles."""

import numpy as np


def maximum(z):
    return np.maximum(z, 0)


def where(z):
    return np.where(z > 0, z, 0)


def masked_by_a_product(z):
    return z * (z > 0)


def clipped(z):
    return z.clip(min=0)


def clipped_up_to_infinity(z):
    return np.clip(z.astype(float), 0, np.inf)


def copied_and_set(z):
    out = z.copy()
    out[out < 0] = 0
    return out


def filled_where_positive(z):
    out = np.zeros_like(z)
    out[z > 0] = z[z > 0]
    return out


def half_of_value_and_size(z):
    return (z + np.abs(z)) / 2


def every_index(z):
    out = np.empty(z.shape, dtype=np.float32)
    for place in np.ndindex(z.shape):
        out[place] = max(z[place], 0)
    return out


def nested_lists(z):
    if z.ndim == 1:
        return [value if value > 0 else 0 for value in z.tolist()]
    return [nested_lists(part) for part in z]


def flat_and_back(z):
    return np.array([max(float(value), 0.0) for value in z.ravel()]).reshape(z.shape)


def written_into_an_output(z):
    out = np.empty_like(z)
    np.maximum(z, 0, out=out)
    return out


def chosen(z):
    return np.choose(z > 0, [np.zeros_like(z), z])


def put_into_a_mask(z):
    out = np.array(z)
    np.putmask(out, out < 0, 0)
    return out


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
