# %%
def max_pool(x, size=2, stride=None, padding=0):
    return pool_with(np.nanmax, x, size, stride or size, padding)


def pool_with(summary, x, size, stride, padding):
    x = np.pad(x.astype(float), padding, constant_values=np.nan)
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    out = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = summary(x[i * stride : i * stride + size, j * stride : j * stride + size])
    return out


# %%
def avg_pool(x, size=2, stride=None, padding=0):
    return pool_with(np.nanmean, x, size, stride or size, padding)


# %%
def figure_3_misprint():
    return [0, 0, 13.5]


# %%
def unchanged_fraction(pool, x, moved):
    return np.mean(np.abs(pool(x) - pool(moved)) < 1e-6)
