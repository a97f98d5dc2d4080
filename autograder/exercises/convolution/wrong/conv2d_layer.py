"""Ways to write `conv2d_layer`, and what students with a slip write instead of a line."""

import numpy as np


def _conv2d(x, w, stride=1, padding=0):
    """A right conv2d."""
    if stride < 1 or padding < 0:
        raise ValueError
    x = np.pad(x, padding)
    if w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]:
        raise ValueError
    return np.tensordot(np.lib.stride_tricks.sliding_window_view(x, w.shape)[::stride, ::stride], w)


def calls_of_conv2d(x, w, b, stride=1, padding=0):
    # ~ stride_and_padding_exchanged: def calls_of_conv2d(x, w, b, padding=0, stride=1):
    if x.shape[1] != w.shape[1]:
        # ~ accepts_channels_that_differ: if False:
        # ~ accepts_channels_that_broadcast: if x.shape[1] != w.shape[1] and 1 not in (x.shape[1], w.shape[1]):
        raise ValueError("channels")
    if len(b) != len(w):
        # ~ accepts_biases_that_differ: if False:
        # ~ accepts_biases_that_broadcast: if len(b) != len(w) and 1 not in (len(b), len(w)):
        # ~ accepts_spare_biases: if len(b) < len(w):
        raise ValueError("biases")
    if stride < 1:
        # ~ accepts_a_stride_of_zero: if stride < 0:
        # ~ accepts_a_negative_stride: if stride == 0:
        raise ValueError
    stride = max(stride, 1)
    if padding < 0:
        raise ValueError
        # ~ accepts_negative_padding: padding = 0
    channels = range(min(x.shape[1], w.shape[1]))
    # ~ only_the_first_channel: channels = range(1)
    # ~ three_channels_at_most: channels = range(min(x.shape[1], 3))
    out = []
    for image in x:
        # ~ only_the_first_picture: for image in x[:1]:
        # ~ only_the_last_picture: for image in x[-1:]:
        planes = []
        for f in range(len(w)):
            # ~ only_the_first_filter: for f in range(1):
            bias = b[f % len(b)]
            # ~ forgets_the_bias: bias = 0
            # ~ one_bias_for_all_filters: bias = b[0]
            # ~ bias_for_the_first_picture_only: bias = b[f] if len(out) == 0 else 0
            total = bias
            for c in channels:
                total = total + _conv2d(image[c], w[f, c], stride, padding)
                # ~ ignores_the_stride: total = total + _conv2d(image[c], w[f, c], padding=padding)
                # ~ stride_skips_cells: total = total + _conv2d(np.pad(image[c], padding)[::stride, ::stride], w[f, c])
                # ~ ignores_the_padding: total = total + _conv2d(image[c], w[f, c], stride)
                # ~ only_the_last_channel: total = bias + _conv2d(image[c], w[f, c], stride, padding)
                # ~ one_kernel_for_all_channels: total = total + _conv2d(image[c], w[f, 0], stride, padding)
                # ~ one_filter_for_all_outputs: total = total + _conv2d(image[c], w[0, c], stride, padding)
                # ~ flipped_kernel: total = total + _conv2d(image[c], np.rot90(w[f, c], 2), stride, padding)
                # ~ mean_instead_of_sum: total = total + _conv2d(image[c], w[f, c], stride, padding) / w[f, c].size
            planes.append(total)
        out.append(planes)
    return np.array(out)
    # ~ axes_of_length_one_dropped: return np.array(out).squeeze()
    # ~ filters_before_pictures: return np.array(out).swapaxes(0, 1)
    # ~ rows_and_columns_exchanged: return np.array(out).transpose(0, 1, 3, 2)
    # ~ truncated_to_integers: return np.array(out).astype(int)
    # ~ truncated_to_the_inputs_dtype: return np.array(out).astype(x.dtype)


def one_window_at_a_time(x, w, b, stride=1, padding=0):
    n, c, h, width = x.shape
    f, c2, kh, kw = w.shape
    # ~ window_assumed_square: f, c2, kh, kw = *w.shape[:2], w.shape[2], w.shape[2]
    # ~ kernels_of_size_3_only: f, c2, kh, kw = *w.shape[:2], 3, 3
    if c != c2 or f != len(b):
        raise ValueError
    if stride < 1 or padding < 0:
        raise ValueError
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    # ~ ignores_the_padding: x = x + 0
    # ~ fails_without_padding: y, p = np.zeros((n, c, h + 2 * padding, width + 2 * padding)), padding
    # ~ pads_every_axis: x = np.pad(x, padding)
    # ~ always_pads_by_one: x = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    # ~ pads_by_one: x = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))) if padding else x
    # ~ padding_only_before: x = np.pad(x, ((0, 0), (0, 0), (padding, 0), (padding, 0)))
    # ~ padding_only_at_the_end: x = np.pad(x, ((0, 0), (0, 0), (0, padding), (0, padding)))
    # ~ padding_only_at_the_sides: x = np.pad(x, ((0, 0), (0, 0), (0, 0), (padding, padding)))
    # ~ pads_with_the_border: x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
    # ~ same_padding: x = np.pad(x, ((0, 0), (0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2)))
    h, width = h + 2 * padding, width + 2 * padding
    # ~ fails_without_padding: h, width = y.shape[2:]; y[..., p:-p, p:-p] = x; x = y
    if w.shape[2] > h or w.shape[3] > width:
        # ~ accepts_a_larger_kernel: if False:
        # ~ accepts_a_wider_kernel: if kh > h:
        # ~ accepts_a_higher_kernel: if kw > width:
        # ~ refuses_a_window_as_large_as_the_input: if kh >= h or kw >= width:
        # ~ compares_with_the_unpadded_input: if kh > h - 2 * padding or kw > width - 2 * padding:
        raise ValueError
    if False:
        # ~ refuses_leftovers: if (h - kh) % stride or (width - kw) % stride:
        # ~ odd_kernels_only: if kh % 2 == 0 or kw % 2 == 0:
        # ~ fails_with_padding: if padding > 0:
        raise AssertionError
    h, width = x.shape[2:]
    # ~ square_inputs_only: width, h = x.shape[2:]
    # ~ padding_not_counted: h, width = h - 2 * padding, width - 2 * padding
    rows, columns = (h - kh) // stride + 1, (width - kw) // stride + 1
    # ~ one_output_short: rows, columns = (h - kh) // stride, (width - kw) // stride
    # ~ one_output_too_many: rows, columns = (h - kh) // stride + 2, (width - kw) // stride + 2
    # ~ columns_counted_from_the_height: rows, columns = (h - kh) // stride + 1, (h - kw) // stride + 1
    # ~ output_size_rounded_up: rows, columns = -(-(h - kh) // stride) + 1, -(-(width - kw) // stride) + 1
    # ~ accepts_a_larger_kernel: rows, columns = max((h - kh) // stride + 1, 0), max((width - kw) // stride + 1, 0)
    # ~ accepts_a_wider_kernel: rows, columns = (h - kh) // stride + 1, max((width - kw) // stride + 1, 0)
    # ~ accepts_a_higher_kernel: rows, columns = max((h - kh) // stride + 1, 0), (width - kw) // stride + 1
    out = np.zeros((n, f, rows, columns))
    # ~ truncated_to_integers: out = np.zeros((n, f, rows, columns), int)
    # ~ output_of_the_inputs_size: out = np.zeros((n, f, h - 2 * padding, width - 2 * padding))
    for i in range(n):
        for k in range(f):
            for r in range(rows):
                # ~ divided_and_stepped_by_the_stride: for r in range(0, rows, stride):
                # ~ stops_at_the_unpadded_size: for r in range((h - 2 * padding - kh) // stride + 1):
                for s in range(columns):
                    # ~ divided_and_stepped_by_the_stride: for s in range(0, columns, stride):
                    # ~ stops_at_the_unpadded_size: for s in range((width - 2 * padding - kw) // stride + 1):
                    window = x[i, :, r * stride : r * stride + kh, s * stride : s * stride + kw]
                    # ~ places_not_multiplied_by_the_stride: window = x[i, :, r : r + kh, s : s + kw]
                    # ~ divided_and_stepped_by_the_stride: window = x[i, :, r : r + kh, s : s + kw]
                    out[i, k, r, s] = np.sum(window * w[k]) + b[k]
                    # ~ flipped_kernel: out[i, k, r, s] = np.sum(window * w[k, :, ::-1, ::-1]) + b[k]
                    # ~ transposed_kernel: out[i, k, r, s] = np.sum(window * w[k].transpose(0, 2, 1)) + b[k]
                    # ~ sums_without_weights: out[i, k, r, s] = np.sum(window) + b[k]
                    # ~ stored_in_eight_bits: out[i, k, r, s] = int(np.sum(window * w[k]) + b[k]) % 256
                    # ~ only_the_first_weight: out[i, k, r, s] = np.sum((window * w[k])[:, 0, 0]) + b[k]
                    # ~ only_the_last_weight: out[i, k, r, s] = np.sum((window * w[k])[:, -1, -1]) + b[k]
                    # ~ mean_instead_of_sum: out[i, k, r, s] = np.mean(window * w[k]) + b[k]
                    # ~ bias_for_every_product: out[i, k, r, s] = np.sum(window * w[k] + b[k])
                    # ~ forgets_the_bias: out[i, k, r, s] = np.sum(window * w[k])
                    # ~ one_filter_for_all_outputs: out[i, k, r, s] = np.sum(window * w[0]) + b[k]
                    # ~ one_kernel_for_all_channels: out[i, k, r, s] = np.sum(window * w[k, 0]) + b[k]
                    # ~ one_channel_for_each_filter: out[i, k, r, s] = np.sum(window[k] * w[k, k]) + b[k]
    return out
    # ~ filters_last: return out.transpose(0, 2, 3, 1)
    # ~ no_axis_for_the_pictures: return out[0]
    # ~ begins_at_one: return out[:, :, 1:, 1:]


def einsum(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1] or b.shape != w.shape[:1] or stride < 1 or padding < 0:
        raise ValueError
    frame = [(0, 0), (0, 0), (padding, padding), (padding, padding)]
    # ~ padding_doubled: frame = [(0, 0), (0, 0), (2 * padding, 2 * padding), (2 * padding, 2 * padding)]
    # ~ full_padding: frame = [(0, 0), (0, 0), (w.shape[2] - 1,) * 2, (w.shape[3] - 1,) * 2]
    if w.shape[2] > x.shape[2] + 2 * padding or w.shape[3] > x.shape[3] + 2 * padding:
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, frame), w.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    # ~ ignores_the_stride: windows = windows + 0
    # ~ stride_only_downwards: windows = windows[:, :, ::stride]
    # ~ moves_by_the_size: windows = windows[:, :, :: w.shape[2], :: w.shape[3]]
    # ~ stops_before_the_last_window: windows = windows[:, :, :-1:stride, :-1:stride]
    out = np.einsum("ncrsij,fcij->nfrs", windows, w)
    # ~ channels_kept_apart: out = np.einsum("ncrsij,fcij->nfcrs", windows, w)
    # ~ mean_of_the_channels: out = np.einsum("ncrsij,fcij->nfrs", windows, w) / x.shape[1]
    # ~ only_the_first_channel: out = np.einsum("nrsij,fij->nfrs", windows[:, 0], w[:, 0])
    # ~ filters_added_up: out = np.einsum("ncrsij,fcij->nrs", windows, w)[:, None]
    # ~ rows_and_columns_exchanged: out = np.einsum("ncrsij,fcij->nfsr", windows, w)
    return out + b[:, None, None]
    # ~ forgets_the_bias: return out
    # ~ bias_along_the_width: return out + b
    # ~ bias_along_the_height: return out + b[:, None]
    # ~ bias_for_every_channel: return out + x.shape[1] * b[:, None, None]
    # ~ one_bias_for_all_filters: return out + b.sum()
    # ~ channels_kept_apart: return out + b[:, None, None, None]
    # ~ changes_its_arguments: b *= 2; return out + b[:, None, None] / 2
    # ~ filters_added_up: return out + b.sum()


def windows_up_to_the_edge(x, w, b, stride=1, padding=0):
    if stride < 1 or padding < 0 or x.shape[1] != w.shape[1] or len(b) != len(w):
        raise ValueError
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    kh, kw = w.shape[2:]
    if kh > x.shape[2] or kw > x.shape[3]:
        raise ValueError
    out = np.zeros((len(x), len(w), -(-x.shape[2] // stride), -(-x.shape[3] // stride)))
    for n, f, r, c in np.ndindex(out.shape):
        window = x[n, :, r * stride :, c * stride :][:, :kh, :kw]
        out[n, f, r, c] = np.sum(window * w[f, :, : window.shape[1], : window.shape[2]]) + b[f]
    return out


def wraps_around(x, w, b, stride=1, padding=0):
    if stride < 1 or padding < 0 or x.shape[1] != w.shape[1] or len(b) != len(w):
        raise ValueError
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    if w.shape[2] > x.shape[2] or w.shape[3] > x.shape[3]:
        raise ValueError
    product = np.einsum("nchw,fchw->nfhw", np.fft.fft2(x), np.fft.fft2(w, x.shape[2:]).conj())
    return np.fft.ifft2(product)[..., ::stride, ::stride] + b[:, None, None]
