"""The mistakes in `conv2d`, as students write them."""

import numpy as np


def _refuse(x, w, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding out of range")
    if w.shape[0] > x.shape[0] + 2 * padding or w.shape[1] > x.shape[1] + 2 * padding:
        raise ValueError("kernel too large")


def _slide(x, w, stride=1):
    """A loop over the windows inside x."""
    kh, kw = w.shape
    rows, columns = range(0, x.shape[0] - kh + 1, stride), range(0, x.shape[1] - kw + 1, stride)
    return [[float(np.sum(x[r : r + kh, c : c + kw] * w)) for c in columns] for r in rows]


def flipped_kernel(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    return _slide(np.pad(x, padding), np.rot90(w, 2), stride)


def rows_and_columns_exchanged(image, kernel, stride=1, padding=0):
    _refuse(image, kernel, stride, padding)
    image = np.pad(image, padding)
    height, width = kernel.shape
    out = np.zeros(((image.shape[1] - width) // stride + 1, (image.shape[0] - height) // stride + 1))
    for x, y in np.ndindex(out.shape):
        out[x, y] = np.sum(image[y * stride : y * stride + height, x * stride : x * stride + width] * kernel)
    return out


def columns_counted_from_the_height(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    n = (len(x) - len(w)) // stride + 1
    out = np.zeros((n, n), dtype=np.float32)
    for i, j in np.ndindex(n, n):
        out[i, j] = (x[i * stride :, j * stride :][: w.shape[0], : w.shape[1]] * w).sum()
    return out


def one_row_and_column_short(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    oh, ow = ((x.shape[a] + 2 * padding - w.shape[a]) // stride for a in (0, 1))
    x, out = np.pad(x, padding), np.zeros((oh, ow))
    for i, j in np.ndindex(w.shape):
        out += w[i, j] * x[i : i + oh * stride : stride, j : j + ow * stride : stride]
    return out


def stops_before_the_last_place(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    p = np.pad(x, padding)
    rows, columns = range(0, len(p) - len(w), stride), range(0, p.shape[1] - w.shape[1], stride)
    out = np.zeros((len(rows), len(columns)))
    for a, top in enumerate(rows):
        for b, left in enumerate(columns):
            out[a, b] = np.vdot(p[top : top + len(w), left : left + w.shape[1]], w)
    return out


def windows_over_the_edge(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    out = np.zeros((-(-len(x) // stride), -(-len(x[0]) // stride)))
    for r, c in np.ndindex(out.shape):
        window = x[r * stride :, c * stride :][: len(w), : len(w[0])]
        out[r, c] = np.sum(window * w[: window.shape[0], : window.shape[1]])
    return out


def sums_without_weights(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    kh, kw = w.shape
    total = np.pad(np.pad(x, padding), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    return (total[kh:, kw:] - total[:-kh, kw:] - total[kh:, :-kw] + total[:-kh, :-kw])[::stride, ::stride]


def mean_instead_of_sum(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), w.shape)[::stride, ::stride]
    return np.mean(windows * w, axis=(2, 3))


def truncated_to_the_inputs_dtype(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    padded = np.zeros_like(x, shape=[n + 2 * padding for n in x.shape])
    padded[padding : padding + len(x), padding : padding + x.shape[1]] = x
    return np.array(_slide(padded, w, stride), dtype=padded.dtype)


def truncated_at_every_product(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    shape = [(size - k) // stride + 1 for size, k in zip(x.shape, w.shape, strict=True)]
    out = np.zeros(shape, dtype=x.dtype)
    for r, c in np.ndindex(*shape):
        for i, j in np.ndindex(w.shape):
            out[r, c] += x[r * stride + i, c * stride + j] * w[i, j]
    return out


def ignores_the_stride(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    full = [n + 2 * padding for n in x.shape]
    out = np.fft.ifft2(np.fft.fft2(np.pad(x, padding)) * np.conj(np.fft.fft2(w, full)))
    return out[: full[0] - w.shape[0] + 1, : full[1] - w.shape[1] + 1]


def stride_only_downwards(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    return np.array(_slide(np.pad(x, padding), w))[::stride, :]


def stride_only_in_the_size(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    oh, ow = ((n + 2 * padding - k) // stride + 1 for n, k in zip(x.shape, w.shape, strict=True))
    x, result = np.pad(x, padding), np.zeros((oh, ow))
    for i, j in np.ndindex(oh, ow):
        result[i, j] = np.sum(x[i : i + w.shape[0], j : j + w.shape[1]] * w)
    return result


def stride_skips_cells(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    return _slide(np.pad(x, padding)[::stride, ::stride], w)


def size_rounded_up(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    out = np.zeros([int(np.ceil((n - k) / stride)) + 1 for n, k in zip(x.shape, w.shape, strict=True)])
    for r, c in np.ndindex(out.shape):
        window = x[r * stride : r * stride + len(w), c * stride : c * stride + w.shape[1]]
        out[r, c] = np.sum(window * w[: window.shape[0], : window.shape[1]])
    return out


def ignores_the_padding(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    out = np.zeros(((x.shape[0] - w.shape[0]) // stride + 1, (x.shape[1] - w.shape[1]) // stride + 1))
    for i, j in np.ndindex(w.shape):
        out += x[i::stride, j::stride][: len(out), : out.shape[1]] * w[i, j]
    return out


def padding_only_before(x, w, stride=1, padding=0):
    oh, ow = ((n + padding - k) // stride + 1 for n, k in zip(x.shape, w.shape, strict=True))
    if stride < 1 or oh < 1 or ow < 1:
        raise ValueError
    x, out = np.pad(x, padding), np.zeros((oh, ow))
    for r, c in np.ndindex(oh, ow):
        out[r, c] = np.einsum("ij,ij", x[r * stride :, c * stride :][: len(w), : len(w[0])], w)
    return out


def padding_only_at_the_end(x, w, stride=1, padding=0):
    if padding < 0:
        raise ValueError("no negative padding")
    frame = np.block([[x, np.zeros((len(x), padding))], [np.zeros((padding, x.shape[1] + padding))]])
    _refuse(frame, w, stride, 0)
    return np.array(_slide(frame, w, stride), dtype=np.float32)


def padding_only_at_the_sides(x, w, stride=1, padding=0):
    if padding < 0:
        raise ValueError
    x = np.hstack([np.zeros((len(x), padding)), x, np.zeros((len(x), padding))])
    _refuse(x, w, stride, 0)
    return _slide(x, w, stride)


def pads_with_the_border(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    rows, columns = (np.clip(np.arange(-padding, n + padding), 0, n - 1) for n in x.shape)
    return _slide(x[np.ix_(rows, columns)], w, stride)


def stride_and_padding_exchanged(x, w, padding=0, stride=1):
    _refuse(x, w, stride, padding)
    return np.tensordot(np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), w.shape)[::stride, ::stride], w, 2)


def multiplies_the_windows_in_place(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    x, out = np.pad(x, padding) if padding > 0 else x, []
    for top in range(0, x.shape[0] - w.shape[0] + 1, stride):
        out.append([])
        for left in range(0, x.shape[1] - w.shape[1] + 1, stride):
            x[top : top + w.shape[0], left : left + w.shape[1]] *= w
            out[-1].append(x[top : top + w.shape[0], left : left + w.shape[1]].sum())
    return out


def refuses_nothing(x, w, stride=1, padding=0):
    return _slide(np.pad(x, padding) if padding > 0 else x, w, stride if stride > 0 else 1)


def accepts_a_larger_kernel(x, w, stride=1, padding=0):
    if stride <= 0 or padding < 0:
        raise ValueError("stride and padding cannot be negative")
    return _slide(np.pad(x, padding), w, stride)


def accepts_a_wider_kernel(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0 or len(w) > len(x) + 2 * padding:
        raise ValueError
    return _slide(np.pad(x, padding), w, stride)


def compares_with_the_picture_without_padding(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0 or w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]:
        raise ValueError("bad arguments")
    return _slide(np.pad(x, padding), w, stride)


def refuses_a_kernel_as_large_as_the_picture(x, w, stride=1, padding=0):
    x = np.pad(x, padding)
    if stride < 1 or not (w.shape[0] < x.shape[0] and w.shape[1] < x.shape[1]):
        raise ValueError
    return _slide(x, w, stride)


def refuses_a_stride_that_leaves_a_rest(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    if any((np.add(x.shape, 2 * padding) - w.shape) % stride):
        raise ValueError("the stride does not divide")
    return _slide(np.pad(x, padding), w, stride)


def accepts_a_stride_of_zero(x, w, stride=1, padding=0):
    _refuse(x, w, 1, padding)
    return _slide(np.pad(x, padding), w, stride or 1)


def accepts_a_negative_stride(x, w, stride=1, padding=0):
    _refuse(x, w, 1, padding)
    if stride == 0:
        raise ValueError("stride is zero")
    return np.array(_slide(np.pad(x, padding), w))[::stride, ::stride]


def accepts_a_negative_padding(x, w, stride=1, padding=0):
    _refuse(x, w, stride, max(padding, 0))
    x = np.pad(x, padding) if padding > 0 else x[-padding : len(x) + padding, -padding : len(x[0]) + padding]
    return _slide(x, w, stride)
