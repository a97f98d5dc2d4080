"""The mistakes in `window_sums`, as students write them."""


def one_window_short(x, size):
    if size < 1 or size > len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) for i in range(len(x) - size)]


def largest_value(x, size):
    if size < 1 or size > len(x):
        raise ValueError(size)
    return [max(x[i : i + size]) for i in range(len(x) - size + 1)]


def no_errors(x, size):
    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]
