"""The mistakes in `figure_3_misprint`, as students write them."""

import numpy as np

_WINDOW = np.array([[9, 3], [10, 32]])


def printed_value():
    return [0, 0, _WINDOW.sum() / 3]


def counted_from_one():
    row = column = 1
    return row, column, float(_WINDOW.mean())


def rounded_down():
    return 0, 0, _WINDOW.sum() // _WINDOW.size


def rounded_up():
    return 0, 0, round(np.mean(_WINDOW))


def sum_not_divided():
    return np.array([0, 0, 9 + 3 + 10 + 32])


def divided_by_the_size():
    return 0, 0, sum(map(sum, _WINDOW)) / len(_WINDOW)


def largest_value():
    return (0, 0, _WINDOW.max())


def value_before_the_place():
    return [_WINDOW.mean(), 0, 0]


def value_alone():
    return np.float32(54 / 4)


def whole_output():
    x = np.array([[9, 3, 5, 3], [10, 32, 2, 2], [1, 3, 21, 9], [2, 6, 11, 7]])
    return x.reshape(2, 2, 2, 2).mean(axis=(1, 3))
