# %%
def conv1d(x, w):
    outputs = len(x) - len(w) + 1
    if outputs < 1:
        raise ValueError("the kernel does not fit")
    result = []
    for i in range(outputs):
        total = 0
        for j in range(len(w)):
            total += x[i + j] * w[j]
        result.append(total)
    return result


# %%
def conv2d(x, w, stride=1, padding=0):
    height, width = x.shape
    high, wide = w.shape
    if stride < 1 or padding < 0 or high > height + 2 * padding or wide > width + 2 * padding:
        raise ValueError("the kernel cannot move like this")
    result = []
    for top in range(-padding, height + padding - high + 1, stride):
        row = []
        for left in range(-padding, width + padding - wide + 1, stride):
            total = 0
            for i in range(high):
                for j in range(wide):
                    if 0 <= top + i < height and 0 <= left + j < width:  # outside there are zeros
                        total += x[top + i, left + j] * w[i, j]
            row.append(total)
        result.append(row)
    return result


# %%
def one_filter(picture, kernels, bias, stride, padding):
    maps = [conv2d(picture[c], kernels[c], stride, padding) for c in range(len(kernels))]
    rows, columns = len(maps[0]), len(maps[0][0])
    return [[sum(m[r][c] for m in maps) + bias for c in range(columns)] for r in range(rows)]


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels differ")
    if len(w) != len(b):
        raise ValueError("every filter needs a bias")
    return [[one_filter(picture, w[f], b[f], stride, padding) for f in range(len(b))] for picture in x]


# %%
def convolution_matrix(w, m):
    rows = m - len(w) + 1
    if rows < 1:
        raise ValueError("the kernel does not fit")
    return [[0] * i + list(w) + [0] * (rows - 1 - i) for i in range(rows)]


# %%
conv2d_tests = {
    "conv2d(image, kernel)": [[0, 1, 4], [8, 0, 5]],
    "conv2d(image, np.array([[1, 2, 3]]))": [[5, 5], [11, 13], [7, 2]],
    "conv2d(image, np.array([[0.5], [0.25]]), 2)": [[0.5, 0.75]],
    "conv2d(np.array([[7]]), np.array([[1, 2], [3, 4]]), padding=1)": [[28, 21], [14, 7]],
    "conv2d(image, kernel, stride=0)": ValueError,
    "conv2d(image, kernel, stride=-2)": ValueError,
    "conv2d(image, kernel, padding=-1)": ValueError,
    "conv2d(image, np.ones((4, 1)))": ValueError,
    "conv2d(image, np.ones((1, 5)))": ValueError,
}
