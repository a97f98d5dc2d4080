"""Ways to write `window_means`, and what students with a slip write instead of a line."""


def lists(x, size):
    if size < 1:
        # ~ accepts_a_size_below_one: if False:
        raise ValueError(size)
    if size > len(x):
        # ~ accepts_a_size_above_the_length: if False:
        raise ValueError(size)
    return [sum(x[i : i + size]) / size for i in range(len(x) - size + 1)]
    # ~ one_window_short: return [sum(x[i : i + size]) / size for i in range(len(x) - size)]
    # ~ sums_instead_of_means: return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]
    # ~ divided_by_the_length: return [sum(x[i : i + size]) / len(x) for i in range(len(x) - size + 1)]
