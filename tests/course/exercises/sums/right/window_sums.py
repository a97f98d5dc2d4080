"""Right answers for `window_sums`."""


def loops(x, size):
    if size < 1 or size > len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]
