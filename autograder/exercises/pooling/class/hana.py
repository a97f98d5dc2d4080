# %%
def max_pool(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    check_arguments(x, size, stride, padding)
    x = np.pad(x.astype(float), padding, constant_values=-np.inf)
    rows, columns = (x.shape[0] - size) // stride + 1, (x.shape[1] - size) // stride + 1
    shifted = [
        x[i : i + rows * stride : stride, j : j + columns * stride : stride] for i in range(size) for j in range(size)
    ]
    return np.max([part[:rows, :columns] for part in shifted], axis=0)


def check_arguments(x, size, stride, padding):
    if x.ndim != 2:
        raise ValueError("x must be 2-D")
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("too small")
    if 2 * padding > size or size > min(x.shape) + 2 * padding:
        raise ValueError("too large")


# %%
def avg_pool(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    check_arguments(x, size, stride, padding)
    sums = np.pad(np.pad(x, padding).cumsum(0).cumsum(1), ((1, 0), (1, 0)))  # an integral image
    ones = np.pad(np.pad(np.ones(x.shape), padding).cumsum(0).cumsum(1), ((1, 0), (1, 0)))

    def total(integral):
        return (
            integral[size:, size:] - integral[:-size, size:] - integral[size:, :-size] + integral[:-size, :-size]
        )[::stride, ::stride]

    return total(sums) / total(ones)


# %%
def figure_3_misprint():
    return 1, 1, 13.5  # first row, first column


# %%
def unchanged_fraction(pool, x, moved):
    before, after = np.array(pool(x)), np.array(pool(moved))
    if before.shape != after.shape:
        raise ValueError("shapes")
    return (before == after).sum() / before.size
