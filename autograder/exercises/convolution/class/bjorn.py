# %%
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def windows(x, kernel, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding too small")
    border = [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2
    # sliding_window_view raises ValueError itself where the kernel is too large
    return sliding_window_view(np.pad(x, border), kernel, axis=(-2, -1))[..., ::stride, ::stride, :, :]


# %%
def conv1d(x, w):
    return sliding_window_view(x, len(w)) @ w


# %%
def conv2d(x, w, stride=1, padding=0):
    return np.tensordot(windows(x, w.shape, stride, padding), w, axes=2)


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1] or b.shape != w.shape[:1]:
        raise ValueError(f"shapes {x.shape}, {w.shape} and {b.shape} do not fit")
    sums = np.tensordot(windows(x, w.shape[2:], stride, padding), w, axes=[(1, 4, 5), (1, 2, 3)])
    return np.moveaxis(sums + b, -1, 1)


# %%
def convolution_matrix(w, m):
    n = m - len(w) + 1
    if n < 1:
        raise ValueError("the kernel is longer than the input")
    matrix = np.zeros((n, m), w.dtype)
    down, right = matrix.strides
    as_strided(matrix, (n, len(w)), (down + right, right))[...] = w  # one view on all diagonals
    return matrix
