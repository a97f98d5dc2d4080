"""Ways to write `window_sums`, and what students with a slip write instead of a line."""


def lists(x, size):
    if size < 1:
        # ~ accepts_a_size_below_one: if False:
        raise ValueError(size)
    if size > len(x):
        # ~ accepts_a_size_above_the_length: if False:
        raise ValueError(size)
    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]
    # ~ one_window_short: return [sum(x[i : i + size]) for i in range(len(x) - size)]
    # ~ largest_value: return [max(x[i : i + size], default=0) for i in range(len(x) - size + 1)]


def accepts_a_size_below_one__accepts_a_size_above_the_length(x, size):
    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]
