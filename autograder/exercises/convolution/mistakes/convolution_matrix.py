"""Mistakes in `convolution_matrix`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import convolution_matrix


@mistake(
    "§2",
    "Multiply your matrix by x = [1, 0, 0] for w = [4, 5]. Which weight is multiplied by x[0] in the first output?",
)
def flipped_kernel(w, m):
    """You flip the kernel. Row i contains w[0] in column i, then w[1], and so on."""
    return convolution_matrix(w[::-1], m)


@mistake("§1", "How long must the rows be, so that you can multiply the matrix by x?")
def transposed(w, m):
    """Your matrix is transposed. It must have one row for each output and one column for each input."""
    return convolution_matrix(w, m).T


@mistake("§2", "Compare your rows 0 and 1. At which input does the kernel start for the second output?")
def rows_not_shifted(w, m):
    """Your rows are all equal. The kernel moves one column to the right from each row to the next."""
    return np.repeat(convolution_matrix(w, m)[:1], m - len(w) + 1, axis=0)


@mistake("§2", "Change one entry of the first row and look at the others. Create a new list for every row.")
def rows_that_are_one_list(w, m):
    """Your rows are all the same list object. A value that you write into one row appears in every row."""
    rows = convolution_matrix(w, m)
    return np.repeat([np.append(np.full(m - len(w), w[0]), w)], len(rows), axis=0)


@mistake("§2", "Print the matrix for w = [1, 2, 3] and m = 5. In which column does the kernel start in row 1?")
def diagonals_below(w, m):
    """You put w[j] on the diagonal j places below the main diagonal. It must be j places to the right of the main
    diagonal."""
    n = len(convolution_matrix(w, m))
    return sum(w[j] * np.eye(n, m, k=-j) for j in range(len(w)))


@mistake("§2", "How many positions does a kernel of length 2 have on an input of length 2?")
def one_row_short(w, m):
    """Your matrix has one row too few. The last position is missing, where the kernel ends on the last input."""
    return convolution_matrix(w, m)[:-1]


@mistake("§2", "In the last row, w[k-1] is in the last column. How many rows are there?")
def one_row_too_many(w, m):
    """Your matrix has one row too many. In this row the kernel extends beyond the end of the input."""
    return np.vstack([convolution_matrix(w, m), np.append(np.zeros(m - len(w) + 1), w[:-1])])


@mistake("§2", "Stop at the end of the input: there are m - k + 1 rows, and the kernel never starts again on the left.")
def wraps_around(w, m):
    """Your matrix has m rows, and in the last rows the kernel continues in the first columns. The kernel must fit
    completely into each row."""
    return np.stack([np.roll(convolution_matrix(w, m)[0], i) for i in range(m)])


@mistake("§1, Figure 1", "This function has no padding. How many rows does the formula m - k + 1 give?")
def same_padding(w, m):
    """Your matrix has as many rows as columns, as if you padded the input with zeros. Use only the positions inside the
    input."""
    convolution_matrix(w, m)
    before = (len(w) - 1) // 2
    return convolution_matrix(w, m + len(w) - 1)[:, before : before + m]


@mistake("§1, Figure 1", "This function has no padding. How many rows does the formula m - k + 1 give?")
def full_padding(w, m):
    """You add rows for positions where the kernel overlaps only a part of the input. Use only the positions inside the
    input."""
    convolution_matrix(w, m)
    return convolution_matrix(w, m + 2 * len(w) - 2)[:, len(w) - 1 :][:, :m]


@mistake("§2", "Write down the rows for w = [4, 5] and m = 3 by hand. Does any row start with a 5?")
def textbooks_convolution(w, m):
    """You build the matrix of the mathematical convolution, which has w in each column. Here w is in each row, and only
    rows that contain all of w count."""
    return full_padding(w[::-1], m)


@mistake("§1", "The argument m is the length of the input. How long is a row of the matrix?")
def m_taken_for_the_outputs(w, m):
    """You use m as the number of outputs. It is the number of inputs, so the matrix has m columns."""
    convolution_matrix(w, m)
    return convolution_matrix(w, m + len(w) - 1)


@mistake("§2", "Move the kernel by one position at a time. In which column does it start in row 1?")
def stride_of_the_kernels_length(w, m):
    """You move the kernel by its own length from row to row. It moves by one column."""
    return convolution_matrix(w, m)[:: len(w)]


@mistake("§2", "Which parameter belongs on which diagonal? Multiply your matrix by x = [1, 0, 0].")
def ones_instead_of_parameters(w, m):
    """Your matrix contains only 1 at the position of each parameter. It must contain the parameters themselves."""
    return convolution_matrix(np.ones_like(w), m)


@mistake("§2", "Print the matrix row by row. In which column does the kernel start in row 0, and in row 1?")
def rows_from_the_last(w, m):
    """Your rows are in the reverse order. The first row belongs to the first output, with the kernel on the left."""
    return convolution_matrix(w, m)[::-1]


@mistake("§2", "What is the dtype of the array that you fill? Without a dtype, np.zeros gives float64.")
def truncated_to_integers(w, m):
    """Your parameters lose their fractions, because you write them into an integer array."""
    return convolution_matrix(w, m).astype(int)


@mistake("§2", "Compare len(w) with m first. Raise ValueError if the kernel is longer.")
def accepts_a_longer_kernel(w, m):
    """You do not raise ValueError for a kernel that is longer than the input."""
    return convolution_matrix(w, m) if len(w) <= m else np.zeros((0, m))


@mistake("§2", "A kernel as long as the input has one position. Raise ValueError only for a longer kernel.")
def refuses_a_kernel_as_long_as_the_input(w, m):
    """You raise ValueError for a kernel that is as long as the input. This kernel is legal: the matrix has one row."""
    if len(w) >= m:
        raise ValueError
    return convolution_matrix(w, m)
