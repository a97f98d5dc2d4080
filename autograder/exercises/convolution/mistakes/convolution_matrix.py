"""How `convolution_matrix` goes wrong: it is the convolution of each row of the identity matrix."""

from dataclasses import replace

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision, missing_check, special_case

from ...shared.convolving import Convolution, drawn


class ConvolutionMatrix(Convolution, task="convolution_matrix"):
    """Column c of the matrix is the convolution of an input that is 1 at c and 0 elsewhere."""

    truncated_to_the_inputs_dtype = truncated_at_every_product = mean_instead_of_sum = None
    multiplies_the_windows_in_place = output_of_the_inputs_size = only_the_last_weight = None

    def compute(self, w, m):
        x = np.eye(self.inputs(w, m))
        return self.result(self.convolved(x, w).T, x)

    flipped_kernel = replace(
        Convolution.flipped_kernel,
        explanation="You flip the kernel. Row i contains w[0] in column i, then w[1], and so on.",
        hint="Multiply your matrix by x = [1, 0, 0] for w = [4, 5]. Which weight is multiplied by x[0] in output 0?",
    )
    one_output_short = replace(
        Convolution.one_output_short,
        explanation="Your matrix has one row too few. The last position of the kernel is missing.",
        hint="Call {task}(np.array([4, 5]), 2). How many positions does this kernel have?",
    )
    one_output_too_many = replace(
        Convolution.one_output_too_many,
        explanation="Your matrix has one row too many. In this row the kernel extends beyond the end of the input.",
        hint="In the last row, w[k-1] is in the last column. How many rows are there?",
    )
    begins_at_one = replace(
        Convolution.begins_at_one,
        explanation="You leave out the first row. In row 0, the kernel starts in column 0.",
        hint="Print the matrix for w = [4, 5] and m = 3. In which column does the first 4 stand?",
    )
    moves_by_the_size = replace(
        Convolution.moves_by_the_size,
        explanation="You move the kernel by its own length from row to row. It moves by one column.",
        hint="Print the matrix for w = [4, 5] and m = 4. In which column does the kernel start in row 1?",
    )
    sums_without_weights = replace(
        Convolution.sums_without_weights,
        explanation="Your matrix contains only 1 at the places of the parameters. It must contain the parameters.",
        hint="Which parameter belongs on which diagonal? Multiply your matrix by x = [1, 0, 0].",
    )

    @decision(about=EVERYTHING)
    def inputs(self, w, m):
        """The length of the inputs."""
        return m

    @inputs.slip("How many columns does the matrix need, so that you can multiply it by an x of length m?")
    def m_taken_for_the_outputs(self, w, m):
        """You use m as the number of outputs. It is the number of inputs, so the matrix has m columns."""
        return m + len(w) - 1

    @Convolution.starts.slip("Compare your rows 0 and 1. At which input does the kernel start for the second output?")
    def rows_not_shifted(self, count, step):
        """Your rows are all equal. The kernel moves one column to the right from each row to the next."""
        return np.zeros(count, int)

    @Convolution.products.slip("Print the matrix for w = [1, 2, 3] and m = 5. In which column does row 1 start?")
    def diagonals_below(self, windows, w, x):
        """You put w[j] on the diagonal j places below the main diagonal. It must be j places to the right of it."""
        starts = self.gathered[1][0][:, 0]
        return sum(w[j] * (np.arange(len(x))[:, None] == starts - j) for j in range(len(w)))

    @Convolution.turned.slip("How long must the rows be, so that you can multiply the matrix by x?")
    def rows_and_columns_exchanged(self, values):
        """Your matrix is transposed. It must have one row for each output and one column for each input."""
        return values.T

    @Convolution.sized.slip("Print the matrix. In which column does the kernel start in row 0, and in row 1?")
    def rows_from_the_last(self, values, x):
        """Your rows are in the reverse order. In the first row the kernel is on the left."""
        return values[::-1]

    @Convolution.turned.slip(
        "Change one entry of the first row and look at the others. Create a new list for every row."
    )
    def rows_that_are_one_list(self, values):
        """Your rows are all the same list object. A value that you write into one row appears in every row."""
        padded, [cells] = self.gathered
        row = np.zeros(values.shape[1])
        for written, number in zip(padded[:, cells].any(-1).T, values, strict=True):
            row = np.where(written, number, row)
        return np.tile(row, (len(values), 1))

    @missing_check("§2", "a kernel that is longer than the input", "Call {task}(np.array([1, 2, 3]), 2).")
    def accepts_a_larger_kernel(self, w, m):
        return len(w) > m

    @special_case
    def kernel_as_long_as_the_input(self, w, m):
        return len(w) == m

    @staticmethod
    def legal_call(rng):
        k = int(rng.integers(1, 6))
        return (drawn(rng, k), k + int(rng.choice([0, 1, 2, 5]))), {}
