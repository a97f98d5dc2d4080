# %%
from functools import partial


def pool(summary, x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    if x.ndim != 2 or min(size, stride) < 1 or not 0 <= 2 * padding <= size or size > min(x.shape) + 2 * padding:
        raise ValueError("see the description")
    padded = np.pad(x.astype(np.float32), padding, constant_values=np.nan)
    rows, columns = ((side - size) // stride + 1 for side in padded.shape)
    down, right = padded.strides
    views = np.lib.stride_tricks.as_strided(
        padded, (rows, columns, size, size), (down * stride, right * stride, down, right)
    )
    return summary(views, axis=(2, 3))


# %%
max_pool = partial(pool, np.nanmax)

# %%
avg_pool = partial(pool, np.nanmean)

# %%
figure_3_misprint = lambda: (0, 0, 13.5)


# %%
def unchanged_fraction(pool, x, moved):
    before, after = pool(x), pool(moved)
    if before.shape != after.shape:
        raise ValueError(f"{before.shape} != {after.shape}")
    return np.count_nonzero(np.abs(before - after) <= 1e-6) / before.size
