# %%
def each_window(x, size, stride, padding, summary):
    if x.ndim != 2:
        raise ValueError("x is no picture")
    height, width = x.shape
    stride = size if stride is None else stride
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size:
        raise ValueError("impossible window")
    if size > height + 2 * padding or size > width + 2 * padding:
        raise ValueError("the window does not fit")
    result = []
    for top in range(-padding, height + padding - size + 1, stride):
        row = []
        for left in range(-padding, width + padding - size + 1, stride):
            cells = []
            for r in range(max(top, 0), min(top + size, height)):
                for c in range(max(left, 0), min(left + size, width)):
                    cells.append(x[r, c])
            row.append(summary(cells))
        result.append(row)
    return result


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return each_window(x, size, stride, padding, max)


# %%
def mean(cells):
    return sum(cells) / len(cells)


# %%
def avg_pool(x, size=2, stride=None, padding=0):
    return each_window(x, size, stride, padding, mean)


# %%
def figure_3_misprint():
    return 0, 0, (9 + 3 + 10 + 32) / 4


# %%
def unchanged_fraction(pool, x, moved):
    before, after = np.array(pool(x)), np.array(pool(moved))
    if before.shape != after.shape:
        raise ValueError("the outputs cannot be compared")
    same = 0
    for one, other in zip(before.flat, after.flat, strict=True):
        if abs(one - other) <= 1e-6:
            same += 1
    return same / before.size


# %%
max_pool_tests = {
    "max_pool(figure_3)": [[32, 5], [6, 21]],
    "max_pool(figure_3, size=3, stride=1)": [[32, 32], [32, 32]],
    "max_pool(figure_3, size=4)": [[32]],
    "max_pool(np.array([[0.5, 1.5, 2.5]]), size=1)": [[0.5, 1.5, 2.5]],
    "max_pool(np.array([[0.5, 1.5, 2.5, 3.5]]), size=1, stride=2)": [[0.5, 2.5]],
    "max_pool(np.array([[-5, -6], [-7, -8]]), size=3, padding=1)": [[-5]],
    "max_pool(np.full((2, 2), -12345.0), size=4, padding=2)": [[-12345]],
    "max_pool(np.array([1, 2]))": ValueError,
    "max_pool(np.zeros((1, 2, 2)), size=1)": ValueError,
    "max_pool(figure_3, size=0)": ValueError,
    "max_pool(figure_3, size=-2)": ValueError,
    "max_pool(figure_3, stride=0)": ValueError,
    "max_pool(figure_3, stride=-2)": ValueError,
    "max_pool(figure_3, padding=-1)": ValueError,
    "max_pool(figure_3, padding=2)": ValueError,
    "max_pool(figure_3, size=5)": ValueError,
    "max_pool(figure_3[:, :1])": ValueError,
}
