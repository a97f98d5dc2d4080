# %%
def windows(x, size, stride, padding):
    stride = size if stride is None else stride
    if x.ndim != 2 or size < 1 or stride < 1 or padding < 0 or 2 * padding > size:
        raise ValueError("not allowed")
    padded = np.pad(x, padding)
    if size > min(padded.shape):
        raise ValueError("the window is too large")
    rows = range(0, padded.shape[0] - size + 1, stride)
    columns = range(0, padded.shape[1] - size + 1, stride)
    return np.array([[padded[r : r + size, c : c + size] for c in columns] for r in rows])


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return windows(x, size, stride, padding).max(axis=(2, 3))


# %%
def avg_pool(x, size=2, stride=None, padding=0):
    return windows(x, size, stride, padding).mean(axis=(2, 3))


# %%
def figure_3_misprint():
    return (0, 0, 13.5)


# %%
def unchanged_fraction(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return float(np.mean(abs(a - b) < 1e-6))
