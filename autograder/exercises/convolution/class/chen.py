# %%
def conv1d(x, w):
    m, k = len(x), len(w)
    if k > m:
        raise ValueError("k > m")
    # the conjugate spectrum belongs to the flipped kernel, and flipped twice it is not flipped
    return np.fft.ifft(np.fft.fft(x) * np.fft.fft(w, m).conj())[: m - k + 1]


# %%
def conv2d(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError("stride < 1 or padding < 0")
    padded = np.pad(x, padding)
    rows, columns = np.subtract(padded.shape, w.shape) + 1
    if rows < 1 or columns < 1:
        raise ValueError("kernel > input")
    spectrum = np.fft.rfft2(padded) * np.fft.rfft2(w, padded.shape).conj()
    return np.fft.irfft2(spectrum, padded.shape)[:rows:stride, :columns:stride]


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1] or len(w) != len(b):
        raise ValueError("C or F differ")
    if stride < 1 or padding < 0:
        raise ValueError("stride < 1 or padding < 0")
    padded = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    views = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]
    return np.einsum("ncyxij,fcij->nfyx", views, w) + np.einsum("f,fyx->fyx", b, np.ones((len(b), 1, 1)))


# %%
def convolution_matrix(w, m):
    if len(w) > m:
        raise ValueError("k > m")
    j = np.arange(m) - np.arange(m - len(w) + 1)[:, None]  # the entry's place in w
    return np.where((j >= 0) & (j < len(w)), np.take(w, j, mode="clip"), 0)


# %%
conv2d_tests = {
    "conv2d(image, kernel)": [[0, 1, 4], [8, 0, 5]],
    "conv2d(image, kernel, stride=2)": [[0, 4], [8, 5]],
    "conv2d(image, kernel, padding=-1)": ValueError,
}
