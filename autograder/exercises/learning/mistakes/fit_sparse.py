"""How `fit_sparse` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision

from ..fitting import WindowFit


class FitSparse(WindowFit, task="fit_sparse"):
    """The solution of a problem of its own for each output, in the window of its row."""

    def result(self, X, Y, k):
        return self.form(self.filled(self.matrix(X, Y, k)), k)

    @decision(about=EVERYTHING)
    def matrix(self, X, Y, k):
        """The weights of all outputs."""
        m = X.shape[1]
        rows, height = self.rows(m - k + 1)
        matrix = np.ma.zeros((height, m))
        for i in rows:
            columns, target = self.window(i, k, m), self.target(i)
            solved = self.weights(self.seen(X, columns), Y[:, target : target + 1])
            matrix[i] = self.stored(np.ma.zeros(m), solved[:, 0], columns)
        return matrix if np.ma.is_masked(matrix) else matrix.data

    @matrix.slip(
        "Use fewer examples than inputs. Does a dense layer then find the windows by itself?", about="own window"
    )
    def dense_weights_cut(self, X, Y, k):
        """You learn dense weights and then set those outside the windows to zero. Learn each row from the inputs of its
        window alone."""
        n, m = Y.shape[1], X.shape[1]
        return self.weights(X, Y).T * (np.tri(n, m, k - 1) - np.tri(n, m, -1))

    @matrix.slip(
        "Which weights must be zero? Use fewer examples than inputs and print your result.", about="own window"
    )
    def dense_weights(self, X, Y, k):
        """You learn the weights of a dense layer. Each output may have weights only in its window."""
        return self.weights(X, Y).T

    @matrix.slip("Does your result have the same weights in all rows? Each output has weights of its own.")
    def one_kernel_for_all_outputs(self, X, Y, k):
        """You learn one kernel for all outputs, as in a shared layer. In a sparse layer, each output has weights of its
        own."""
        windows = np.lib.stride_tricks.sliding_window_view(X, k, axis=1).reshape(-1, k)
        kernel = self.weights(windows, Y.reshape(-1, 1))[:, 0]
        return sum(kernel[j] * np.eye(Y.shape[1], X.shape[1], k=j) for j in range(k))

    @decision(about=EVERYTHING)
    def rows(self, count):
        """The rows that are filled, and how many there are."""
        return range(count), count

    @rows.slip("How many windows of two inputs are there among three inputs? Count the rows of your result.")
    def last_output_left_out(self, count):
        """You leave out the last output. For m inputs there are m-k+1 windows."""
        return range(count - 1), count

    @last_output_left_out.also
    def last_output_left_out(self, count):
        return range(count - 1), count - 1

    @rows.slip("Row 0 belongs to the first window. Does your loop begin with 0?")
    def first_output_left_out(self, count):
        """You leave out the first output, so its row is zero. Its window begins with input 0."""
        return range(1, count), count

    @decision(about=EVERYTHING)
    def window(self, i, k, m):
        """The columns of a window."""
        return np.arange(i, i + k)

    @window.slip("How many columns has X[:, 0:2]? A window has k of them.")
    def window_one_input_too_short(self, i, k, m):
        """Your windows are one input too short: the slice i:i+k-1 has only k-1 columns."""
        return np.arange(i, i + k - 1)

    @window.slip("How many columns has X[:, 0:3]? A window has k of them.")
    def window_one_input_too_long(self, i, k, m):
        """Your windows are one input too long: the slice i:i+k+1 has k+1 columns."""
        return np.arange(i, min(i + k + 1, m))

    @window.slip("The window of output 0 begins with input 0. With which input does yours begin?")
    def window_around_its_output(self, i, k, m):
        """Your window lies around input i. The window of output i begins with input i."""
        return np.arange(max(i - k // 2, 0), min(i - k // 2 + k, m))

    @window.slip("By how many inputs does the window move from one output to the next?")
    def moves_by_k(self, i, k, m):
        """You move the window by k inputs from one output to the next. It moves by one input."""
        return np.arange(min(i * k, m), min(i * k + k, m))

    @decision(about=EVERYTHING)
    def target(self, i):
        """The output that a row learns."""
        return i

    @target.slip("Which column of Y has the outputs of row 1? Print the column that you use.")
    def first_output_for_all_rows(self, i):
        """You learn the first column of Y in every row. Row i learns column i."""
        return 0

    @decision(about=EVERYTHING)
    def stored(self, row, solved, columns):
        """A row of zeros with the weights of its window."""
        row[columns] = solved
        return row

    @stored.slip("Print your result. In which column do the weights of row 1 begin?")
    def weights_in_the_first_columns(self, row, solved, columns):
        """You write the weights of each row into its first k columns. In row i, they begin in column i."""
        row[: len(columns)] = solved
        return row

    @stored.slip("Learn a layer with the weights 1 and 2. In which order are they in your result?")
    def weights_in_reverse_order(self, row, solved, columns):
        """The weights in each window are in reverse order. The first one belongs to the first input of the window."""
        row[columns] = solved[::-1]
        return row

    @decision(about=EVERYTHING)
    def filled(self, matrix):
        """The numbers as the array stores them."""
        return matrix

    @filled.slip("What is the dtype of the array that you fill? np.zeros has floats if you give it only a shape.")
    def rounded_to_integers(self, matrix):
        """Your weights are whole numbers, because the array that you fill has integers. Fill an array of floats."""
        return np.trunc(matrix)

    @decision(about=EVERYTHING)
    def form(self, weights, k):
        """What is returned."""
        return weights

    @form.slip("Which shape must W have, so that X @ W.T are the outputs?")
    def rows_and_columns_exchanged(self, weights, k):
        """Your result is transposed. W has a row for each output and a column for each input."""
        return weights.T

    @form.slip("Which shape does the description name? Your result must work in X @ W.T.")
    def windows_without_zeros(self, weights, k):
        """You return only the k weights of each window. Return rows of m weights, with zeros outside the window."""
        return np.array([row[i : i + k] for i, row in enumerate(weights)])

    @form.slip("How many rows must your result have? Does your loop overwrite what it has found?")
    def only_the_last_row(self, weights, k):
        """You return the weights of the last output alone. Return a row for each output."""
        return weights[-1]
