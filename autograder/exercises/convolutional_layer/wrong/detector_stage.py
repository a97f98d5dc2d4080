"""The mistakes in `detector_stage`, as students write them."""

import math

import numpy as np


def absolute_values(z):
    return np.where(z < 0, -z, z).tolist()


def keeps_the_negative_values(z):
    out = np.zeros(z.shape, dtype=np.float32)
    out[z < 0] = z[z < 0]
    return out


def sign_changed(z):
    out = -1 * z
    out[out < 0] = 0
    return out


def ones_and_zeros(z):
    return z > 0


def limited_to_one(z):
    return np.minimum(np.maximum(z, 0), 1.0)


def leaky(z):
    return np.maximum(z, z * 0.01)


def sigmoid(z):
    return np.array([1 / (1 + math.exp(-value)) for value in z.flat]).reshape(z.shape)


def hyperbolic_tangent(z):
    out = np.empty(z.shape)
    for place in np.ndindex(*z.shape):
        out[place] = math.tanh(z[place])
    return out


def negative_values_left_out(z):
    return [value for value in z.ravel() if value > 0]


def maximum_along_an_axis(z):
    return np.amax(z, 0)


def maximum_of_python(z):
    if z > 0:
        return z
    return 0


def largest_value_alone(z):
    largest = 0
    for value in z.flat:
        if value > largest:
            largest = value
    return largest


def one_axis_only(z):
    out = []
    for value in z:
        out.append(value if value > 0 else 0)
    return out


def flattened(z):
    return [max(value, 0) for value in z.flatten()]


def truncated_to_integers(z):
    out = np.zeros(z.shape, dtype=int)
    out[z > 0] = z[z > 0]
    return out


def changes_its_argument(z):
    flat = z.flat
    for i in range(z.size):
        if flat[i] < 0:
            flat[i] = 0
    return z
