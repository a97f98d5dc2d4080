"""Ways to write `figure_3_misprint`, and what students with a slip write instead of a line."""

import numpy as np

_FIGURE_3 = np.array([[9, 3, 5, 3], [10, 32, 2, 2], [1, 3, 21, 9], [2, 6, 11, 7]])


def one_window():
    row, column = 0, 0
    # ~ counted_from_one: row = column = 1
    window = [9, 3, 10, 32]
    value = sum(window) / 4
    # ~ printed_value: value = sum(window) / 3
    # ~ rounded_down: value = sum(window) // 4
    # ~ rounded_up: value = round(sum(window) / 4)
    # ~ sum_not_divided: value = sum(window)
    # ~ divided_by_the_size: value = sum(window) / 2
    # ~ largest_value: value = max(window)
    return row, column, value
    # ~ value_before_the_place: return [value, row, column]
    # ~ value_alone: return value
    # ~ place_as_a_pair: return (row, column), value


def all_windows():
    means = _FIGURE_3.reshape(2, 2, 2, 2).mean(axis=(1, 3))
    # ~ rounded_down: means = _FIGURE_3.reshape(2, 2, 2, 2).mean(axis=(1, 3)).astype(int)
    row, column = np.argwhere(means != [[18, 3], [3, 12]])[0]
    # ~ counted_from_one: row, column = np.argwhere(means != [[18, 3], [3, 12]])[0] + 1
    return np.array([row, column, means.flat[0]])
    # ~ whole_output: return means
    # ~ value_before_the_place: return means.flat[0], row, column
