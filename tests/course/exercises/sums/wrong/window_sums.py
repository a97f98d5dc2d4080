"""A way to write `window_sums`, and what students with a slip write instead of a line."""


def loops(x, size):
    if size < 1 or size > len(x):
        #~ no_errors: if False:
        raise ValueError(size)
    sums = []
    for i in range(len(x) - size + 1):
        #~ one_window_short: for i in range(len(x) - size):
        sums.append(sum(x[i : i + size]))
        #~ largest_value: sums.append(max(x[i : i + size]))
    return sums
