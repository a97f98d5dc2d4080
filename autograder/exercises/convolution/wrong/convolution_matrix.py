"""Ways to write `convolution_matrix`, and what students with a slip write instead of a line."""

import numpy as np


def loops(w, m):
    k = len(w)
    if k > m:
        # ~ accepts_a_larger_kernel: if False:
        # ~ refuses_a_window_as_large_as_the_input: if k >= m:
        raise ValueError("kernel too long")
    n = m - k + 1
    # ~ one_output_short: n = m - k
    # ~ accepts_a_larger_kernel: n = max(m - k + 1, 0)
    matrix = np.zeros((n, m))
    # ~ truncated_to_integers: matrix = np.zeros((n, m), dtype=int)
    for i in range(n):
        for j in range(k):
            matrix[i, i + j] = w[j]
            # ~ flipped_kernel: matrix[i, i + j] = w[k - 1 - j]
            # ~ rows_not_shifted: matrix[i, j] = w[j]
            # ~ diagonals_below: matrix[i, i - j] = w[j] if i >= j else matrix[i, i - j]
            # ~ sums_without_weights: matrix[i, i + j] = 1
            # ~ rows_from_the_last: matrix[n - 1 - i, i + j] = w[j]
            # ~ stored_in_eight_bits: matrix[i, i + j] = int(w[j]) % 256
            # ~ only_the_first_weight: matrix[i, i + j] = w[j] if j == 0 else 0
    return matrix
    # ~ rows_and_columns_exchanged: return matrix.T


def lists(w, m):
    k = len(w)
    if m < k:
        # ~ refuses_a_window_as_large_as_the_input: if m <= k:
        # ~ accepts_a_larger_kernel: if False:
        raise ValueError
    rows = []
    for start in range(m - k + 1):
        # ~ one_output_short: for start in range(m - k):
        # ~ begins_at_one: for start in range(1, m - k + 1):
        # ~ moves_by_the_size: for start in range(0, m - k + 1, k):
        # ~ same_padding: for start in range(-(k // 2), m - k + 1 + (k - 1) // 2):
        # ~ rows_from_the_last: for start in range(m - k, -1, -1):
        # ~ wraps_around: for start in range(m):
        rows.append([w[c - start] if 0 <= c - start < k else 0 for c in range(m)])
        # ~ wraps_around: rows.append([w[(c - start) % m] if (c - start) % m < k else 0 for c in range(m)])
        # ~ flipped_kernel: rows.append([w[k - 1 - c + start] if 0 <= c - start < k else 0 for c in range(m)])
        # ~ truncated_to_integers: rows.append([int(w[c - start]) if 0 <= c - start < k else 0 for c in range(m)])
    return rows
    # ~ rows_and_columns_exchanged: return np.transpose(rows)


def eyes(w, m):
    rows = m - len(w) + 1
    if rows < 1:
        # ~ refuses_a_window_as_large_as_the_input: if rows <= 1:
        raise ValueError
    if False:
        # ~ odd_kernels_only: if len(w) % 2 == 0:
        raise IndexError
    return sum(w[j] * np.eye(rows, m, k=j) for j in range(len(w)))
    # ~ one_output_short: return sum(w[j] * np.eye(rows - 1, m, k=j) for j in range(len(w)))
    # ~ one_output_too_many: return sum(w[j] * np.eye(rows + 1, m, k=j) for j in range(len(w)))
    # ~ diagonals_below: return sum(w[j] * np.eye(rows, m, k=-j) for j in range(len(w)))
    # ~ sums_without_weights: return sum(np.eye(rows, m, k=j) for j in range(len(w)))
    # ~ rows_and_columns_exchanged: return sum(w[j] * np.eye(m, rows, k=-j) for j in range(len(w)))


def kernels_of_size_3_only(w, m):
    if len(w) > m:
        raise ValueError
    matrix = np.zeros((m - 2, m))
    for i in range(m - 2):
        matrix[i, i : i + 3] = w
    return matrix


def rows_that_are_one_list(w, m):
    if m < len(w):
        raise ValueError
    rows = m - len(w) + 1
    matrix = [[0] * m] * rows
    for i in range(rows):
        for j in range(len(w)):
            matrix[i][i + j] = w[j]
    return matrix


def full_padding__flipped_kernel(w, m):
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


def full_padding(w, m):
    k = len(w)
    if k > m:
        raise ValueError("the kernel does not fit")
    return tuple([w[c - start] if start <= c < start + k else 0 for c in range(m)] for start in range(1 - k, m))
