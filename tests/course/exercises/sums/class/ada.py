# %%
def window_sums(x, size):
    if size < 1 or size > len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]

# %%
def window_means(x, size):
    return np.array(window_sums(x, size)) / size
