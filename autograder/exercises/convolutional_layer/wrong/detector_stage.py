"""Ways to write `detector_stage`, and what students with a slip write instead of a line."""

import math

import numpy as np


def maximum(z):
    out = np.maximum(z, 0)
    # ~ leaky: out = np.maximum(z, 0.01 * z)
    # ~ limited_to_one: out = np.clip(z, 0, 1)
    # ~ sign_changed: out = np.maximum(-z, 0)
    # ~ maximum_along_an_axis: out = np.amax(z, 0)
    # ~ hyperbolic_tangent: out = np.tanh(z)
    # ~ absolute_values: out = np.abs(z)
    # ~ keeps_the_negative_values: out = np.minimum(z, 0)
    # ~ doubled: out = z + abs(z)
    return out
    # ~ flattened: return out.flatten().tolist()


def each_place(z):
    out = np.zeros(z.shape)
    # ~ truncated_to_integers: out = np.zeros(z.shape, dtype=int)
    for place in np.ndindex(*z.shape):
        if z[place] > 0:
            out[place] = z[place]
            # ~ ones_and_zeros: out[place] = True
            # ~ hyperbolic_tangent: out[place] = math.tanh(z[place])
        else:
            out[place] = 0
            # ~ absolute_values: out[place] = -z[place]
            # ~ hyperbolic_tangent: out[place] = math.tanh(z[place])
    return out
    # ~ flattened: return list(out.flat)
    # ~ largest_value_alone: return out.max()


def mask(z):
    out = z.astype(float)
    # ~ changes_its_arguments: out = z
    out[out < 0] = 0
    # ~ leaky: out = np.where(z < 0, z * 0.1, z)
    # ~ absolute_values: out[out < 0] *= -1
    return out


def list_of_values(z):
    values = []
    for value in z.ravel():
        # ~ one_axis_only: for value in z:
        if value > 0:
            values.append(value)
            # ~ ones_and_zeros: values.append(1)
            # ~ truncated_to_integers: values.append(int(value))
        else:
            values.append(0)
    return np.array(values).reshape(z.shape)
    # ~ flattened: return values


def loops_over_axes(z):
    if z.ndim == 1:
        return np.array([max(value, 0) for value in z])
    if z.ndim == 2:
        return [[value if value > 0 else 0 for value in row] for row in z]
    return np.stack([loops_over_axes(part) for part in z])
    # ~ two_axes_at_most: raise NotImplementedError


def sigmoid(z):
    return np.array([1 / (1 + math.exp(-value)) for value in z.flat]).reshape(z.shape)


def truth_of_an_array(z):
    if z > 0:
        return z
    return 0


def largest_value_alone(z):
    largest = 0
    for value in z.flat:
        if value > largest:
            largest = value
    return largest


def negative_values_left_out(z):
    return [value for value in z.ravel() if value > 0]
