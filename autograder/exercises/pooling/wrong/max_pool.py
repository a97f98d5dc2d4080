"""Ways to write `max_pool`, and what students with a slip write instead of a line."""

import numpy as np


def loops(x, size=2, stride=None, padding=0):
    if x.ndim != 2:
        #~ accepts_other_numbers_of_axes: if False:
        raise ValueError("x is not 2-D")
    if stride is None:
        stride = size
        #~ stride_of_one_by_default: stride = 1
        #~ stride_of_two_by_default: stride = 2
    if size <= 0:
        #~ accepts_a_size_of_zero: if size < 0:
        raise ValueError("size")
    if stride <= 0:
        #~ accepts_a_stride_of_zero: if stride < 0:
        raise ValueError("stride")
    if padding < 0:
        #~ accepts_negative_padding: padding = abs(padding)
        #~ accepts_negative_padding: if False:
        raise ValueError("padding")
    padded = np.pad(x.astype(float), padding, constant_values=-np.inf)
    #~ padded_with_zeros: padded = np.pad(x.astype(float), padding)
    #~ ignores_the_padding: padded = x
    if 2 * padding > size or size > padded.shape[0] or size > padded.shape[1]:
        raise ValueError("window")
    rows = (padded.shape[0] - size) // stride + 1
    columns = (padded.shape[1] - size) // stride + 1
    #~ columns_counted_from_the_height: columns = rows
    out = np.zeros((rows, columns))
    #~ truncated_to_integers: out = np.zeros((rows, columns), dtype=int)
    for r in range(rows):
        for c in range(columns):
            window = padded[r * stride : r * stride + size, c * stride : c * stride + size]
            #~ places_not_multiplied_by_the_stride: window = padded[r : r + size, c : c + size]
            #~ window_one_cell_too_large: window = padded[r * stride : r * stride + size + 1, c * stride : c * stride + size + 1]
            out[r, c] = window.max()
            #~ mean_instead_of_max: out[r, c] = window.mean()
    return out
    #~ rows_and_columns_exchanged: return out.T
