"""Mistakes in `convolution_matrix`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

convolution_matrix = load("convolution").convolution_matrix


@mistake("§2", "Multiply your matrix by x = [1, 0, 0]. Which member of w = [4, 5] meets x[0] in the first output?")
def flipped_kernel(w, m):
    """You flip the kernel, as mathematicians do: row i holds w[0] in column i, then w[1], and so on."""
    return convolution_matrix(w[::-1], m)


@mistake("§1", "Which length must the rows have, so that the matrix can be multiplied by x?")
def transposed(w, m):
    """Your matrix lies on its side: it has a row for each output and a column for each input."""
    return convolution_matrix(w, m).T


@mistake("§2", "Compare your rows 0 and 1. Where does the kernel lie for the second output?")
def rows_not_shifted(w, m):
    """Your rows are all the same: from each row to the next the kernel moves one column to the right."""
    return np.repeat(convolution_matrix(w, m)[:1], m - len(w) + 1, axis=0)


@mistake("§2", "Change one entry of the first row and look at the others. Make a new list for every row.")
def rows_that_are_one_list(w, m):
    """Your rows are one and the same list, so what you write into one row stands in all of them."""
    rows = convolution_matrix(w, m)
    return np.repeat([np.append(np.full(m - len(w), w[0]), w)], len(rows), axis=0)


@mistake("§2", "Which column does row 1 begin in? Print the matrix for w = [1, 2, 3] and m = 5.")
def diagonals_below(w, m):
    """You put w[j] on the diagonal j places below the main one: it belongs on that j places to its right."""
    n = len(convolution_matrix(w, m))
    return sum(w[j] * np.eye(n, m, k=-j) for j in range(len(w)))


@mistake("§2", "How many places are there for a kernel of length 2 on an input of length 2?")
def one_row_short(w, m):
    """Your matrix is one row short: the last place, where the kernel ends on the last input, is missing."""
    return convolution_matrix(w, m)[:-1]


@mistake("§2", "In the last row w[k-1] stands in the last column. How many rows are there?")
def one_row_too_many(w, m):
    """Your matrix has a row too many, in which the kernel reaches over the end of the input."""
    return np.vstack([convolution_matrix(w, m), np.append(np.zeros(m - len(w) + 1), w[:-1])])


@mistake("§2", "At the end of the input, stop: there are m - k + 1 rows, and no row begins again on the left.")
def wraps_around(w, m):
    """You go on with the first column after the last, for m rows: in each row the kernel lies inside as a whole."""
    return np.stack([np.roll(convolution_matrix(w, m)[0], i) for i in range(m)])


@mistake("§1, Figure 1", "No padding is asked for: there are m - k + 1 rows.")
def same_padding(w, m):
    """You make as many rows as columns, as if the input were padded with zeros: here only places inside count."""
    convolution_matrix(w, m)
    before = (len(w) - 1) // 2
    return convolution_matrix(w, m + len(w) - 1)[:, before : before + m]


@mistake("§1, Figure 1", "No padding is asked for: there are m - k + 1 rows.")
def full_padding(w, m):
    """You make rows for places where the kernel only partly overlaps the input: here only those inside count."""
    convolution_matrix(w, m)
    return convolution_matrix(w, m + 2 * len(w) - 2)[:, len(w) - 1 :][:, :m]


@mistake("§2", "Write down the rows for w = [4, 5] and m = 3 yourself. Does any row begin with a 5?")
def textbooks_convolution(w, m):
    """You build the mathematicians' matrix, with w down each column: here w stands in the rows, and there are only the
    rows in which it fits."""
    return full_padding(w[::-1], m)


@mistake("§1", "m is the length of the input. What is the length of a row?")
def m_taken_for_the_outputs(w, m):
    """You take m for the number of outputs: it is the number of inputs, so the matrix has m columns."""
    convolution_matrix(w, m)
    return convolution_matrix(w, m + len(w) - 1)


@mistake("§2", "The kernel moves by one place at a time.")
def stride_of_the_kernels_length(w, m):
    """From row to row you move the kernel by its own length: it moves by one column."""
    return convolution_matrix(w, m)[:: len(w)]


@mistake("§2", "Which parameter stands on which diagonal? Multiply your matrix by x = [1, 0, 0].")
def ones_instead_of_parameters(w, m):
    """Your matrix only says where a parameter stands, with a 1: it needs the parameters themselves."""
    return convolution_matrix(np.ones_like(w), m)


@mistake("§2", "Where do the zeros end and the kernel begin in row 1? Print one row after the other.")
def rows_from_the_last(w, m):
    """Your rows stand in the wrong order: the first row is that of the first output, with the kernel on the left."""
    return convolution_matrix(w, m)[::-1]


@mistake("§2", "What is the dtype of the array that you fill? Without a dtype, np.zeros has float64.")
def truncated_to_integers(w, m):
    """Your parameters lose their fractions: they are written into an integer array."""
    return convolution_matrix(w, m).astype(int)


@mistake("§2", "Compare len(w) and m first, and raise ValueError where the kernel is longer.")
def accepts_a_longer_kernel(w, m):
    """You do not refuse a kernel that is longer than the input."""
    return convolution_matrix(w, m) if len(w) <= m else np.zeros((0, m))


@mistake("§2", "A kernel as long as the input has one place: only a longer one is refused.")
def refuses_a_kernel_as_long_as_the_input(w, m):
    """You refuse a kernel that is as long as the input: it has exactly one place, so one row."""
    if len(w) >= m:
        raise ValueError
    return convolution_matrix(w, m)
