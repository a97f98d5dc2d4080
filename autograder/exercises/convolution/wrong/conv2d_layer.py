"""The mistakes in `conv2d_layer`, as students write them."""

import warnings

import numpy as np


def _refuse(x, w, b, stride, padding):
    if x.shape[1] != w.shape[1] or len(b) != len(w):
        raise ValueError("the numbers do not match")
    _refuse_windows(x, w, stride, padding)


def _refuse_windows(x, w, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding out of range")
    if w.shape[2] > x.shape[2] + 2 * padding or w.shape[3] > x.shape[3] + 2 * padding:
        raise ValueError("kernel too large")


def _pad(x, p):
    return np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))


def _plane(x, w, stride=1, padding=0):
    """A right conv2d."""
    x = np.pad(x, padding)
    rows, columns = range(0, len(x) - len(w) + 1, stride), range(0, x.shape[1] - w.shape[1] + 1, stride)
    return np.array([[np.sum(x[r : r + len(w), c : c + w.shape[1]] * w) for c in columns] for r in rows])


def _layer(x, w, b, *more):
    """A right sum over the channels."""
    zipped = [[sum(_plane(i, k, *more) for i, k in zip(n, f, strict=False)) for f in w] for n in x]
    return np.array(zipped) + np.reshape(b, (-1, 1, 1))


def forgets_the_bias(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, padding), w.shape[2:], axis=(2, 3))
    return np.einsum("ncrsij,fcij->nfrs", windows[:, :, ::stride, ::stride], w)


def bias_along_the_width(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return _layer(x, w, 0 * b, stride, padding) + b


def bias_for_every_channel(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    out = []
    for picture in x:
        out.append([])
        for f in range(w.shape[0]):
            total = 0
            for c in range(w.shape[1]):
                total = total + _plane(picture[c], w[f, c], stride, padding) + b[f]
            out[-1].append(total.tolist())
    return out


def bias_for_every_product(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, padding), w.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.zeros((len(x), len(w), *windows.shape[2:4]), dtype=np.float32)
    for n, f, r, c in np.ndindex(out.shape):
        out[n, f, r, c] = np.sum(windows[n, :, r, c] * w[f] + b[f])
    return out


def one_bias_for_all_filters(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return _layer(x, w, np.zeros_like(b), stride, padding) + b[0]


def only_the_first_channel(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return [[_plane(x[n, 0], w[f, 0], stride, padding) + b[f] for f in range(len(w))] for n in range(len(x))]


def only_the_last_channel(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    out = {}
    for n, f, c in np.ndindex(len(x), len(w), x.shape[1]):
        out[n, f] = _plane(x[n, c], w[f, c], stride, padding) + b[f]
    return np.array([[out[n, f] for f in range(len(w))] for n in range(len(x))])


def channels_kept_apart(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, padding), w.shape[2:], axis=(2, 3))
    return np.einsum("ncrsij,fcij->nfcrs", windows[:, :, ::stride, ::stride], w) + b[:, None, None, None]


def one_channel_for_each_filter(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return [[_plane(picture[f], w[f][f], stride, padding) + b[f] for f in range(len(w))] for picture in x]


def one_kernel_for_all_channels(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return [[_plane(n.sum(axis=0), w[f, 0], stride, padding) + b[f] for f in range(len(w))] for n in x]


def mean_of_the_channels(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    sums = _layer(x, w, np.zeros(len(b)), stride, padding)
    return (sums / x.shape[1] + b.reshape(1, -1, 1, 1)).astype(np.float32)


def only_the_first_filter(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return [[sum(_plane(n[c], w[0, c], stride, padding) for c in range(len(n))) + b[0]] for n in x]


def only_the_first_picture(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    result = np.zeros((1, len(w), *_plane(x[0, 0], w[0, 0], stride, padding).shape))
    for f, c in np.ndindex(w.shape[:2]):
        result[0, f] += _plane(x[0, c], w[f, c], stride, padding)
    result += b[None, :, None, None]
    return result


def filters_before_pictures(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    channels = range(x.shape[1])
    return [[sum(_plane(n[c], f[c], stride, padding) for c in channels) + b[k] for n in x] for k, f in enumerate(w)]


def filters_last(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, padding), w.shape[2:], axis=(2, 3))
    return np.tensordot(windows[:, :, ::stride, ::stride], w, axes=([1, 4, 5], [1, 2, 3])) + b


def axes_of_length_one_dropped(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return _layer(x, w, b, stride, padding).squeeze()


def flipped_kernel(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return _layer(x, np.flip(w, axis=(2, 3)), b, stride, padding)


def ignores_stride_and_padding(x, w, b, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError
    _refuse(x, w, b, 1, 0)
    return _layer(x, w, b)


def ignores_the_stride(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    return _layer(_pad(x, padding), w, b)


def ignores_the_padding(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, min(padding, 0))
    shape = (x.shape[2] - w.shape[2]) // stride + 1, (x.shape[3] - w.shape[3]) // stride + 1
    out = np.zeros((x.shape[0], w.shape[0], *shape)) + b.reshape(-1, 1, 1)
    for i, j in np.ndindex(w.shape[2:]):
        cells = x[:, :, i::stride, j::stride][:, :, : shape[0], : shape[1]]
        out += np.einsum("ncij,fc->nfij", cells, w[:, :, i, j])
    return out


def truncated_to_the_inputs_dtype(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    correct = _layer(x, w, b, stride, padding)
    out = np.empty(correct.shape, dtype=x.dtype)
    for place in np.ndindex(out.shape):
        out[place] = correct[place]
    return out


def reshapes_the_callers_bias(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # NumPy 2.5 warns, but does it
        b.shape = (len(w), 1, 1)
    return _layer(x, w, 0 * b, stride, padding) + b


def refuses_nothing(x, w, b, stride=1, padding=0):
    b = [b[f % len(b)] for f in range(len(w))]
    return _layer(x, w, b, max(stride, 1), max(padding, 0))


def accepts_numbers_that_differ(x, w, b, stride=1, padding=0):
    _refuse_windows(x, w, stride, padding)
    return _layer(x, w, np.resize(b, len(w)), stride, padding)


def accepts_channels_that_differ(x, w, b, stride=1, padding=0):
    _refuse_windows(x, w, stride, padding)
    if len(b) != w.shape[0]:
        raise ValueError("one bias per filter")
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, padding), w.shape[2:], axis=(2, 3))
    products = windows[:, None, :, ::stride, ::stride] * w[None, :, :, None, None]
    return products.sum(axis=(2, 5, 6)) + b[:, None, None]


def accepts_biases_that_differ(x, w, b, stride=1, padding=0):
    _refuse_windows(x, w, stride, padding)
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels differ")
    return _layer(x, w[: len(b)], b[: len(w)], stride, padding)


def accepts_spare_biases(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1] or len(b) < len(w):
        raise ValueError
    _refuse_windows(x, w, stride, padding)
    return _layer(x, w, [b[f] for f in range(len(w))], stride, padding)


def accepts_a_larger_kernel(x, w, b, stride=1, padding=0):
    if stride < 1 or padding < 0 or x.shape[1] != w.shape[1] or len(b) != len(w):
        raise ValueError("bad arguments")
    return _layer(x, w, b, stride, padding)


def accepts_a_stride_of_zero(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, 1, padding)
    return _layer(x, w, b, stride or 1, padding)


def accepts_a_negative_padding(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, max(padding, 0))
    x = _pad(x, padding) if padding >= 0 else x[:, :, -padding:padding, -padding:padding]
    return _layer(x, w, b, stride)
