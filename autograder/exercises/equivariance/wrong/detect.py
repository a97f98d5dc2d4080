"""Ways to write `detect`, and what students with a slip write instead of a line."""

import numpy as np


def loop(x):
    found = []
    for i in range(len(x) - 1):
        # ~ last_pair_left_out: for i in range(len(x) - 2):
        # ~ first_pair_left_out: for i in range(1, len(x) - 1):
        # ~ steps_of_two: for i in range(0, len(x) - 1, 2):
        one, other = x[i], x[i + 1]
        # ~ fractions_ignored: one, other = round(x[i]), round(x[i + 1])
        if one == 3 and other == 2:
            # ~ only_the_first_value: if one == 3:
            # ~ only_the_second_value: if other == 2:
            # ~ one_of_two_is_enough: if one == 3 or other == 2:
            # ~ at_least_3_and_2: if not (one < 3 or other < 2):
            # ~ sum_of_5: if one + other == 5:
            # ~ order_not_checked: if sorted([one, other]) == [2, 3]:
            # ~ order_reversed: if one == 2 and other == 3:
            # ~ weighted_sum_of_13_or_more: if 3 * one + 2 * other > 12.999:
            found.append(1)
            # ~ places_instead_of_ones: found.append(i)
        else:
            # ~ places_instead_of_ones: elif False:
            found.append(0)
    return found
    # ~ as_long_as_x: return found + [0]
    # ~ marks_the_second_place: return [0] + found
    # ~ whether_instead_of_where: return 1 in found
    # ~ how_often_instead_of_where: return sum(found)


def slices(x):
    return np.logical_and(x[:-1] == 3, x[1:] == 2)
    # ~ weighted_sum_of_13: return 3 * x[:-1] + 2 * x[1:] == 13
    # ~ convolution_with_a_bias: return np.maximum(np.lib.stride_tricks.sliding_window_view(x, 2) @ [3, 2] - 12, 0)
    # ~ wraps_around: return np.logical_and(x == 3, np.roll(x, -1) == 2)
    # ~ order_reversed: return np.logical_and(x[:-1] == 2, x[1:] == 3)
    # ~ one_of_two_is_enough: return np.logical_or(x[:-1] == 3, x[1:] == 2)
    # ~ fractions_ignored: return np.logical_and(x.astype(int)[:-1] == 3, x.astype(int)[1:] == 2)
    # ~ places_instead_of_ones: return np.where((x[:-1] == 3) & (x[1:] == 2))[0]
    # ~ how_often_instead_of_where: return np.sum((x[:-1] == 3) & (x[1:] == 2))


def filled_in(x):
    m = len(x)
    # ~ fractions_ignored: m, x = len(x), x.astype(int)
    # ~ last_pair_left_out: m = len(x) - 1
    found = np.zeros(m - 1)
    # ~ as_long_as_x: found = np.zeros(m)
    # ~ marks_both_places: found = np.zeros(m)
    for i in range(m - 1):
        if x[i] == 3 and x[i + 1] == 2:
            # ~ weighted_sum_of_13: if x[i] * 3 + x[i + 1] * 2 == 13:
            # ~ at_least_3_and_2: if x[i] >= 3 and x[i + 1] >= 2:
            # ~ sum_of_5: if sum(x[i : i + 2]) == 5:
            # ~ only_the_first_pattern: if x[i] == 3 and x[i + 1] == 2 and not found.any():
            # ~ marks_both_places: if (x[i] == 3 and x[i + 1] == 2):
            # ~ marks_the_second_place: if (x[i] == 3 and x[i + 1] == 2) and i + 2 < m:
            found[i] = 1
            # ~ only_the_last_pattern: found = np.eye(m - 1)[i]
            # ~ marks_both_places: found[i] = found[i + 1] = 1
            # ~ marks_the_second_place: found[i + 1] = 1
    return found
