"""Ways to write `conv2d`, and what students with a slip write instead of a line."""

import numpy as np


def slices(x, w, stride=1, padding=0):
    # ~ stride_and_padding_exchanged: def slices(x, w, padding=0, stride=1):
    if stride < 1:
        # ~ accepts_a_stride_of_zero: if stride < 0:
        # ~ accepts_a_negative_stride: if stride == 0:
        raise ValueError("stride")
    if padding < 0:
        # ~ accepts_negative_padding: if False:
        raise ValueError("padding")
    kh, kw = w.shape
    # ~ window_assumed_square: kh = kw = w.shape[0]
    # ~ kernels_of_size_3_only: kh, kw = 3, 3
    # ~ accepts_a_stride_of_zero: stride, (kh, kw) = max(stride, 1), w.shape
    # ~ accepts_a_negative_stride: stride, (kh, kw) = abs(stride), w.shape
    # ~ accepts_negative_padding: padding, (kh, kw) = max(padding, 0), w.shape
    padded = np.pad(x, padding)
    # ~ ignores_the_padding: padded = x
    # ~ pads_by_one: padded = np.pad(x, 1) if padding else x
    # ~ always_pads_by_one: padded = np.pad(x, 1)
    # ~ padding_doubled: padded = np.pad(x, 2 * padding)
    # ~ padding_only_before: padded = np.pad(x, (padding, 0))
    # ~ padding_only_at_the_end: padded = np.pad(x, (0, padding))
    # ~ padding_only_at_the_sides: padded = np.pad(x, ((0, 0), (padding, padding)))
    # ~ pads_with_the_border: padded = np.pad(x, padding, mode="edge")
    # ~ same_padding: padded = np.pad(x, [(k // 2, k // 2) for k in w.shape])
    # ~ full_padding: padded = np.pad(x, [(k - 1, k - 1) for k in w.shape])
    height, width = x.shape[0] + 2 * padding, x.shape[1] + 2 * padding
    # ~ compares_with_the_unpadded_input: height, width = x.shape
    if w.shape[0] > height or w.shape[1] > width:
        # ~ accepts_a_larger_kernel: if False:
        # ~ accepts_a_wider_kernel: if w.shape[0] > height:
        # ~ accepts_a_higher_kernel: if w.shape[1] > width:
        # ~ refuses_a_window_as_large_as_the_input: if w.shape[0] >= height or w.shape[1] >= width:
        raise ValueError("kernel")
    height, width = padded.shape
    # ~ columns_counted_from_the_height: height = width = padded.shape[0]
    # ~ square_inputs_only: width, height = padded.shape
    rows = (height - kh) // stride + 1
    # ~ one_output_short: rows = (height - kh) // stride
    # ~ windows_up_to_the_edge: rows = len(range(0, height, stride))
    # ~ output_size_rounded_up: rows = int(np.ceil((height - kh) / stride)) + 1
    # ~ padding_not_counted: rows = (len(x) - kh) // stride + 1
    # ~ one_output_too_many: rows = (height - kh) // stride + 2
    # ~ accepts_a_larger_kernel: rows = max((height - kh) // stride + 1, 0)
    # ~ accepts_a_higher_kernel: rows = max((height - kh) // stride + 1, 0)
    columns = (width - kw) // stride + 1
    # ~ one_output_short: columns = (width - kw) // stride
    # ~ windows_up_to_the_edge: columns = len(range(0, width, stride))
    # ~ output_size_rounded_up: columns = int(np.ceil((width - kw) / stride)) + 1
    # ~ padding_not_counted: columns = (x.shape[1] - kw) // stride + 1
    # ~ one_output_too_many: columns = (width - kw) // stride + 2
    # ~ accepts_a_larger_kernel: columns = max((width - kw) // stride + 1, 0)
    # ~ accepts_a_wider_kernel: columns = max((width - kw) // stride + 1, 0)
    out = np.zeros((rows, columns))
    # ~ truncated_to_integers: out = np.zeros((rows, columns), dtype=int)
    # ~ truncated_to_the_inputs_dtype: out = np.zeros((rows, columns), dtype=x.dtype)
    # ~ output_of_the_inputs_size: out = np.zeros(x.shape)
    for r in range(rows):
        # ~ divided_and_stepped_by_the_stride: for r in range(0, rows, stride):
        # ~ stops_at_the_unpadded_size: for r in range((len(x) - kh) // stride + 1):
        for c in range(columns):
            # ~ divided_and_stepped_by_the_stride: for c in range(0, columns, stride):
            # ~ stops_at_the_unpadded_size: for c in range((x.shape[1] - kw) // stride + 1):
            window = padded[r * stride : r * stride + kh, c * stride : c * stride + kw]
            # ~ places_not_multiplied_by_the_stride: window = padded[r : r + kh, c : c + kw]
            # ~ divided_and_stepped_by_the_stride: window = padded[r : r + kh, c : c + kw]
            out[r, c] = np.sum(window * w)
            # ~ flipped_kernel: out[r, c] = np.sum(window * w[::-1, ::-1])
            # ~ transposed_kernel: out[r, c] = np.sum(window * w.T)
            # ~ sums_without_weights: out[r, c] = np.sum(window)
            # ~ mean_instead_of_sum: out[r, c] = np.mean(window * w)
            # ~ stored_in_eight_bits: out[r, c] = int(np.sum(window * w)) % 256
    return out
    # ~ rows_and_columns_exchanged: return out.T


def loops(x, w, stride=1, padding=0):
    (height, width), (kh, kw) = x.shape, w.shape
    # ~ window_assumed_square: (height, width), (kh, kw) = x.shape, (len(w), len(w))
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding")
    if w.shape[0] > height + 2 * padding or w.shape[1] > width + 2 * padding:
        # ~ accepts_a_larger_kernel: if False:
        # ~ compares_with_the_unpadded_input: if kh > height or kw > width:
        # ~ refuses_a_window_as_large_as_the_input: if kh >= height + 2 * padding or kw >= width + 2 * padding:
        raise ValueError("kernel")
    result = []
    for top in range(-padding, height + padding - kh + 1, stride):
        # ~ ignores_the_stride: for top in range(-padding, height + padding - kh + 1):
        # ~ ignores_the_padding: for top in range(0, height - kh + 1, stride):
        # ~ stops_before_the_last_window: for top in range(-padding, height + padding - kh, stride):
        # ~ windows_up_to_the_edge: for top in range(-padding, height + padding, stride):
        # ~ padding_only_before: for top in range(-padding, height - kh + 1, stride):
        # ~ padding_only_at_the_end: for top in range(0, height + padding - kh + 1, stride):
        # ~ moves_by_the_size: for top in range(-padding, height + padding - kh + 1, kh):
        row = []
        for left in range(-padding, width + padding - kw + 1, stride):
            # ~ ignores_the_stride: for left in range(-padding, width + padding - kw + 1):
            # ~ stride_only_downwards: for left in range(-padding, width + padding - kw + 1):
            # ~ ignores_the_padding: for left in range(0, width - kw + 1, stride):
            # ~ stops_before_the_last_window: for left in range(-padding, width + padding - kw, stride):
            # ~ windows_up_to_the_edge: for left in range(-padding, width + padding, stride):
            # ~ padding_only_before: for left in range(-padding, width - kw + 1, stride):
            # ~ padding_only_at_the_end: for left in range(0, width + padding - kw + 1, stride):
            # ~ moves_by_the_size: for left in range(-padding, width + padding - kw + 1, kw):
            total = 0.0
            for i in range(kh):
                for j in range(kw):
                    if 0 <= top + i < height and 0 <= left + j < width:
                        total += x[top + i, left + j] * w[i, j]
                        # ~ flipped_kernel: total += x[top + i, left + j] * w[kh - 1 - i, kw - 1 - j]
                        # ~ transposed_kernel: total += x[top + i, left + j] * w[j, i]
                        # ~ truncated_at_every_product: total = int(total + x[top + i, left + j] * w[i, j])
            row.append(total)
            # ~ truncated_to_integers: row.append(int(total))
            # ~ mean_instead_of_sum: row.append(total / w.size)
        result.append(row)
    return result
    # ~ rows_and_columns_exchanged: return list(zip(*result, strict=True))


def shifted(image, kernel, stride=1, padding=0):
    if stride <= 0 or padding < 0:
        raise ValueError
    p = np.zeros((image.shape[0] + 2 * padding, image.shape[1] + 2 * padding))
    # ~ padding_doubled: p = np.zeros((image.shape[0] + 4 * padding, image.shape[1] + 4 * padding))
    p[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    # ~ padding_doubled: p[2 * padding :, 2 * padding :][: image.shape[0], : image.shape[1]] = image
    # ~ fails_with_padding: p[:] = image
    # ~ padding_only_at_the_end: p[: image.shape[0], : image.shape[1]] = image
    # ~ fails_without_padding: p[padding:-padding, padding:-padding] = image
    rows, columns = p.shape[0] - kernel.shape[0] + 1, p.shape[1] - kernel.shape[1] + 1
    if image.shape[0] + 2 * padding < kernel.shape[0] or image.shape[1] + 2 * padding < kernel.shape[1]:
        raise ValueError
    if False:
        # ~ refuses_a_window_as_large_as_the_input: if rows <= 1 or columns <= 1:
        # ~ refuses_leftovers: if (rows - 1) % stride or (columns - 1) % stride:
        # ~ odd_kernels_only: if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise AssertionError("not supported")
    if False:
        # ~ stride_skips_cells: if stride > 1:
        p, stride = p[::stride, ::stride], 1
    rows, columns = min(rows, p.shape[0] - kernel.shape[0] + 1), min(columns, p.shape[1] - kernel.shape[1] + 1)
    out = np.zeros((rows, columns))
    for i, j in np.ndindex(kernel.shape):
        out += kernel[i, j] * p[i : i + rows, j : j + columns]
        # ~ flipped_kernel: out += kernel[-1 - i, -1 - j] * p[i : i + rows, j : j + columns]
        # ~ only_the_first_weight: out += kernel[0, 0] * p[:rows, :columns] if i == j == 0 else 0
        # ~ only_the_last_weight: out = kernel[i, j] * p[i : i + rows, j : j + columns]
    return out[::stride, ::stride]
    # ~ ignores_the_stride: return out
    # ~ stride_only_downwards: return out[::stride]
    # ~ begins_at_one: return out[::stride, ::stride][1:, 1:]
    # ~ mean_instead_of_sum: return out[::stride, ::stride] / kernel.size
    # ~ truncated_to_the_inputs_dtype: return out[::stride, ::stride].astype(image.dtype)


def windows_up_to_the_edge(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0 or any(np.add(x.shape, 2 * padding) < w.shape):
        raise ValueError
    x = np.pad(x, padding)
    out = np.zeros((-(-len(x) // stride), -(-len(x[0]) // stride)))
    for r, c in np.ndindex(out.shape):
        window = x[r * stride :, c * stride :][: len(w), : len(w[0])]
        out[r, c] = np.sum(window * w[: window.shape[0], : window.shape[1]])
    return out


def output_size_rounded_up(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0 or any(np.add(x.shape, 2 * padding) < w.shape):
        raise ValueError
    x = np.pad(x, padding)
    rest = [(k - n) % stride for n, k in zip(x.shape, w.shape, strict=True)]
    x = np.pad(x, [(0, more) for more in rest])
    return np.tensordot(np.lib.stride_tricks.sliding_window_view(x, w.shape)[::stride, ::stride], w)


def wraps_around(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0 or any(np.add(x.shape, 2 * padding) < w.shape):
        raise ValueError
    x = np.pad(x, padding)
    return np.fft.ifft2(np.fft.fft2(x) * np.conj(np.fft.fft2(w, x.shape)))[::stride, ::stride]


def divided_and_stepped_by_the_stride(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0 or any(np.add(x.shape, 2 * padding) < w.shape):
        raise ValueError
    x = np.pad(x, padding)
    rows, columns = ((n - k) // stride + 1 for n, k in zip(x.shape, w.shape, strict=True))
    return [
        [np.sum(x[r : r + len(w), c : c + w.shape[1]] * w) for c in range(0, columns, stride)]
        for r in range(0, rows, stride)
    ]


def multiplies_the_windows_in_place__changes_its_arguments(x, w, stride=1, padding=0):
    if stride < 1 or padding < 0 or any(np.add(x.shape, 2 * padding) < w.shape):
        raise ValueError
    x, out = np.pad(x, padding) if padding > 0 else x, []
    for top in range(0, x.shape[0] - w.shape[0] + 1, stride):
        out.append([])
        for left in range(0, x.shape[1] - w.shape[1] + 1, stride):
            x[top : top + w.shape[0], left : left + w.shape[1]] *= w
            out[-1].append(x[top : top + w.shape[0], left : left + w.shape[1]].sum())
    return out
