"""The mistakes in `convolution_matrix`, as students write them."""

import numpy as np


def flipped_kernel(w, m):
    k = len(w)
    if k > m:
        raise ValueError("kernel too long")
    rows = []
    for i in range(m - k + 1):
        row = [0] * m
        for j in range(k):
            row[i + j] = w[k - j - 1]
        rows.append(row)
    return rows


def transposed(w, m):
    n = m - len(w) + 1
    if n < 1:
        raise ValueError
    T = np.zeros((m, n))
    for i in range(n):
        T[i : i + len(w), i] = w
    return T


def rows_not_shifted(w, m):
    if len(w) > m:
        raise ValueError("w is longer than m")
    row = list(w) + [0] * (m - len(w))
    return [list(row) for _ in range(m - len(w) + 1)]


def rows_that_are_one_list(w, m):
    if m < len(w):
        raise ValueError
    rows = m - len(w) + 1
    matrix = [[0] * m] * rows
    for i in range(rows):
        for j in range(len(w)):
            matrix[i][i + j] = w[j]
    return matrix


def diagonals_below(w, m):
    n = m - len(w) + 1
    if n <= 0:
        raise ValueError
    C = np.zeros((n, m))
    for row in range(n):
        for j in range(len(w)):
            if row - j >= 0:
                C[row, row - j] = w[j]
    return C


def one_row_short(w, m):
    k = w.size
    if k > m:
        raise ValueError
    out = np.zeros((m - k, m), dtype=np.float32)
    for i in range(m - k):
        out[i, i : i + k] = w
    return out


def one_row_too_many(w, m):
    if len(w) > m:
        raise ValueError("no room")
    matrix = np.zeros((m - len(w) + 2, m))
    for i, j in np.ndindex(len(matrix), len(w)):
        if i + j < m:
            matrix[i, i + j] = w[j]
    return matrix


def wraps_around(w, m):
    k = len(w)
    if k > m:
        raise ValueError
    return [[w[(c - r) % m] if (c - r) % m < k else 0 for c in range(m)] for r in range(m)]


def same_padding(w, m):
    if len(w) > m:
        raise ValueError
    half = (len(w) - 1) // 2
    square = np.zeros((m, m))
    for j, value in enumerate(w):
        square += np.diag([value] * (m - abs(j - half)), j - half) if abs(j - half) < m else 0
    return square


def full_padding(w, m):
    k = len(w)
    if k > m:
        raise ValueError("the kernel does not fit")
    out = []
    for start in range(1 - k, m):
        out.append([w[c - start] if start <= c < start + k else 0 for c in range(m)])
    return tuple(out)


def textbooks_convolution(w, m):
    if len(w) > m:
        raise ValueError
    H = np.zeros((m + len(w) - 1, m))
    for column in range(m):
        H[column : column + len(w), column] = w
    return H


def m_taken_for_the_outputs(w, m):
    if m < len(w):
        raise ValueError
    line = np.append(w, np.zeros(m - 1))
    return np.array([np.roll(line, shift) for shift in range(m)])


def stride_of_the_kernels_length(w, m):
    k = len(w)
    if k > m:
        raise ValueError("kernel longer than input")
    rows, start = [], 0
    while start + k <= m:
        rows.append(np.concatenate([np.zeros(start), w, np.zeros(m - start - k)]))
        start += k
    return np.vstack(rows)


def ones_instead_of_parameters(w, m):
    if len(w) > m:
        raise ValueError
    distance = np.arange(m) - np.arange(m - len(w) + 1)[:, np.newaxis]
    return (distance >= 0) & (distance < len(w))


def rows_from_the_last(w, m):
    if len(w) > m:
        raise ValueError
    zeros = m - len(w)
    return [[0] * before + w.tolist() + [0] * (zeros - before) for before in range(zeros, -1, -1)]


def truncated_to_integers(w, m):
    n = m - len(w) + 1
    if n < 1:
        raise ValueError
    result = np.zeros((n, m), dtype=int)
    for j in range(len(w)):
        result[np.arange(n), np.arange(n) + j] = w[j]
    return result


def accepts_a_longer_kernel(w, m):
    matrix = []
    for i in range(m - len(w) + 1):
        matrix.append([0] * i + list(w) + [0] * (m - i - len(w)))
    return np.array(matrix, dtype=float)


def refuses_a_kernel_as_long_as_the_input(w, m):
    if m <= len(w):
        raise ValueError("the kernel must be shorter than the input")
    padded = np.pad(w, (m - len(w), m - len(w)))
    return [padded[m - len(w) - i :][:m] for i in range(m - len(w) + 1)]
