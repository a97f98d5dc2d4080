"""The mistakes in `detect`, as students write them."""

import numpy as np


def weighted_sum_of_13(x):
    windows = np.lib.stride_tricks.sliding_window_view(x, 2)
    return windows @ np.array([3, 2]) == 13


def weighted_sum_of_13_or_more(x):
    return [1 if 3 * x[i] + 2 * x[i + 1] > 12.999 else 0 for i in range(len(x) - 1)]


def convolution_with_a_bias(x):
    z = []
    for i in range(len(x) - 1):
        value = -12
        for j, weight in enumerate([3, 2]):
            value += weight * x[i + j]
        z.append(value if value > 0 else 0)
    return z


def sum_of_5(x):
    found = np.zeros(len(x) - 1)
    for i in range(len(found)):
        if sum(x[i : i + 2]) == 5:
            found[i] = 1
    return found


def order_not_checked(x):
    return [sorted(x[i : i + 2].tolist()) == [2, 3] for i in range(len(x) - 1)]


def order_reversed(x):
    return np.logical_and(x[:-1] == 2, x[1:] == 3)


def only_the_first_value(x):
    return [int(value == 3) for value in x[:-1]]


def only_the_second_value(x):
    return np.equal(x, 2)[1:].astype(np.float32)


def one_of_two_is_enough(x):
    return tuple(x[i] == 3 or x[i + 1] == 2 for i in range(len(x) - 1))


def at_least_3_and_2(x):
    return [1 if not (x[i] < 3 or x[i + 1] < 2) else 0 for i in range(len(x) - 1)]


def fractions_ignored(x):
    return [round(x[i]) == 3 and round(x[i + 1]) == 2 for i in range(len(x) - 1)]


def marks_the_second_place(x):
    found = np.zeros(len(x) - 1)
    for i in range(1, len(found)):
        if x[i - 1] == 3 and x[i] == 2:
            found[i] = 1
    return found


def as_long_as_x(x):
    found = np.zeros(len(x), dtype=int)
    for i in range(len(x) - 1):
        found[i] = x[i] == 3 and x[i + 1] == 2
    return found


def wraps_around(x):
    return [x[i] == 3 and x[(i + 1) % len(x)] == 2 for i in range(len(x))]


def last_pair_left_out(x):
    return [1 if tuple(x[i : i + 2]) == (3, 2) else 0 for i in range(len(x) - 2)]


def first_pair_left_out(x):
    return [int(x[i] == 3 and x[i + 1] == 2) for i in range(1, len(x) - 1)]


def steps_of_two(x):
    found = []
    for i in range(0, len(x) - 1, 2):
        found.append(float(x[i] == 3 and x[i + 1] == 2))
    return found


def only_the_first_pattern(x):
    found = [0] * (len(x) - 1)
    for i in range(len(x) - 1):
        if x[i] == 3 and x[i + 1] == 2:
            found[i] = 1
            break
    return found


def places_instead_of_ones(x):
    return [i for i in range(len(x) - 1) if x[i] == 3 and x[i + 1] == 2]


def whether_instead_of_where(x):
    for i in range(len(x) - 1):  # noqa: SIM110
        if x[i] == 3 and x[i + 1] == 2:
            return True
    return False


def how_often_instead_of_where(x):
    count = 0
    for i in range(len(x) - 1):
        count += x[i] == 3 and x[i + 1] == 2
    return count


def changes_its_argument(x):
    for i in range(len(x) - 1):
        x[i] = 1 if x[i] == 3 and x[i + 1] == 2 else 0
    return list(x[:-1])
