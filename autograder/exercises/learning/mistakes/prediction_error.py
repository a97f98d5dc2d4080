"""How `prediction_error` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, Model, decision, missing_check, special_case

from ..cases import drawn_prediction


class PredictionError(Model, task="prediction_error"):
    """The norm of the errors, divided by the norm of the deviations from the mean."""

    section = "§1"

    def compute(self, W, X, Y):
        if self.refuses(Y):
            raise ValueError
        errors = Y - self.predictions(W, X)
        kept = self.columns(Y)
        return self.form(*self.sizes(errors[:, kept], self.deviations(Y, errors)[:, kept]), errors, Y)

    @decision(about="constant columns")
    def refuses(self, Y):
        """Whether legal outputs are refused."""
        return False

    @refuses.slip("May one column of Y be constant? Raise ValueError only if all of them are.")
    def refuses_a_constant_column(self, Y):
        """You raise ValueError if one column of Y is constant. It is an error only if every column is."""
        return bool((Y == Y[0]).all(axis=0).any())

    @decision(about=EVERYTHING)
    def predictions(self, W, X):
        """What the layer computes."""
        return X @ W.T

    @predictions.slip("Which shapes have X, W and W.T? Which of them can be multiplied?")
    def not_transposed(self, W, X):
        """You compute X @ W. W has a row for each output, so the layer computes X @ W.T."""
        return X @ W

    @decision(about="constant columns")
    def columns(self, Y):
        """Which columns count."""
        return np.ones(Y.shape[1], bool)

    @columns.slip("Let one column of Y be constant, and let W be wrong only there. Is your error 0?")
    def constant_columns_left_out(self, Y):
        """You leave out the constant columns of Y. They count like the others."""
        return (Y != Y[0]).any(axis=0)

    @decision(about=EVERYTHING)
    def deviations(self, Y, errors):
        """How far the outputs are from their means."""
        return Y - Y.mean(axis=0)

    @deviations.slip("Add 100 to all outputs. What does the mean change in the divisor?", about="mean")
    def mean_not_subtracted(self, Y, errors):
        """You divide by the norm of Y itself. Subtract the mean of each column first."""
        return Y

    @deviations.slip("Let the columns of Y be near 0 and near 100. Which mean is subtracted?", about="column means")
    def one_mean_for_all_columns(self, Y, errors):
        """You subtract the mean of the whole array. Each column has a mean of its own."""
        return Y - Y.mean()

    @deviations.slip("Along which axis does the mean of each column go? Look up keepdims and axis.")
    def means_of_rows(self, Y, errors):
        """You subtract the mean of each row. Subtract the mean of each column."""
        return Y - Y.mean(axis=1, keepdims=True)

    @deviations.slip("Does your divisor depend on W? It should be the error of always answering the mean.")
    def deviations_of_the_predictions(self, Y, errors):
        """You divide by how much the predictions vary. Divide by how much the right outputs Y vary."""
        return (Y - errors) - (Y - errors).mean(axis=0)

    @deviations_of_the_predictions.also
    def deviations_of_the_predictions(self, Y, errors):
        return Y - (Y - errors).mean(axis=0)

    @decision(about=EVERYTHING)
    def sizes(self, errors, deviations):
        """How large the errors and the deviations are."""
        return np.linalg.norm(errors), np.linalg.norm(deviations)

    @sizes.slip("The norm is a square root. What is your error if every prediction is off by the same factor?")
    def squares_without_the_root(self, errors, deviations):
        """You divide the sums of squares, without a square root. A norm is the root of a sum of squares."""
        return (errors**2).sum(), (deviations**2).sum()

    @sizes.slip("The norm of (3, 4) is 5. What do you get for it?")
    def absolute_values_added(self, errors, deviations):
        """You add up absolute values. The norm is the square root of the sum of the squares."""
        return np.abs(errors).sum(), np.abs(deviations).sum()

    @sizes.slip("What does the argument ord=2 of np.linalg.norm mean for an array with two axes? Leave it out.")
    def spectral_norm(self, errors, deviations):
        """You take the largest singular value, np.linalg.norm(…, 2). Here the norm is the square root of the sum of all
        squares."""
        return np.linalg.norm(errors, 2), np.linalg.norm(deviations, 2)

    @sizes.slip("The norm of (3, 4) is 5. What do you get for it?")
    def largest_values(self, errors, deviations):
        """You compare only the largest values. The norm is the square root of the sum of the squares."""
        return np.abs(errors).max(), np.abs(deviations).max()

    @sizes.slip("If both are means, do they divide by the same number? Look up ddof.")
    def sample_standard_deviation(self, errors, deviations):
        """You divide the sums of squares by different numbers, N and N - 1. Compare the norms themselves."""
        count = len(deviations) - 1
        return np.sqrt((errors**2).mean()), np.sqrt((deviations**2).sum() / (count * deviations.shape[1]))

    @sample_standard_deviation.also
    def sample_standard_deviation(self, errors, deviations):
        return np.sqrt((errors**2).mean()), np.sqrt((deviations**2).sum() / (deviations.size - 1))

    @sizes.slip("Does the mean of standard deviations come from the sum of all squares?")
    def mean_of_standard_deviations(self, errors, deviations):
        """You divide by the mean of the standard deviations of the columns. Divide by the norm of the whole array."""
        return np.sqrt((errors**2).mean()), deviations.std(axis=0).mean()

    @decision(about=EVERYTHING)
    def form(self, errors, deviations, all_errors, Y):
        """The result."""
        return errors / deviations

    @form.slip("Multiply all outputs and weights by 10. Your error should stay the same.")
    def not_divided(self, errors, deviations, all_errors, Y):
        """You return the size of the errors. Divide it by the size of the deviations from the mean."""
        return errors

    @not_divided.also
    def not_divided(self, errors, deviations, all_errors, Y):
        return errors / np.sqrt(Y.size)

    @not_divided.also
    def not_divided(self, errors, deviations, all_errors, Y):
        return errors**2 / Y.size

    @form.slip("What must the result be if all predictions are right?")
    def one_for_perfect_predictions(self, errors, deviations, all_errors, Y):
        """You return 1 minus the error, or R². Return the error: 0 means that all predictions are right."""
        return 1 - errors / deviations

    @one_for_perfect_predictions.also
    def one_for_perfect_predictions(self, errors, deviations, all_errors, Y):
        return 1 - (errors / deviations) ** 2

    @form.slip("Which norm must be 0 if all predictions are right? It must be the dividend.")
    def upside_down(self, errors, deviations, all_errors, Y):
        """You divide in the wrong direction. The norm of the errors comes first."""
        return deviations / errors

    @form.slip("What is the result if the layer always answers the mean?")
    def percent(self, errors, deviations, all_errors, Y):
        """You return a percentage. An error of 1 means: no better than the mean."""
        return 100 * errors / deviations

    @form.slip("How many numbers does your function return? np.linalg.norm without axis measures the whole array.")
    def an_error_for_each_output(self, errors, deviations, all_errors, Y):
        """You return an error for each output. Return one number for all of them."""
        return self.ratios(all_errors, Y)

    @form.slip("Which columns count more in one norm of all errors: those with large or with small outputs?")
    def mean_of_the_outputs_errors(self, errors, deviations, all_errors, Y):
        """You compute an error for each output and take the mean. Take the norms of the whole arrays."""
        return self.ratios(all_errors, Y).mean()

    def ratios(self, errors, Y):
        """The error of each output."""
        return np.linalg.norm(errors, axis=0) / np.linalg.norm(Y - Y.mean(axis=0), axis=0)

    @missing_check("§1", "a W that is not 2-D", "Call {task} with W[0] in place of W.")
    def accepts_a_w_with_other_axes(self, W):
        return W.ndim != 2

    @missing_check("§1", "an X that is not 2-D", "Call {task} with X[:, 0] in place of X, for a single input.")
    def accepts_an_x_with_other_axes(self, X):
        return X.ndim != 2

    @missing_check("§1", "a Y that is not 2-D", "Call {task} with Y[:, 0] in place of Y, for a single output.")
    def accepts_a_y_with_other_axes(self, Y):
        return Y.ndim != 2

    @missing_check("§1", "different numbers of rows in X and Y", "Call {task} with X[:1] and the whole Y.")
    def accepts_different_numbers_of_rows(self, W, X, Y):
        return W.ndim == X.ndim == Y.ndim == 2 and len(X) != len(Y)

    @missing_check("§1", "a W whose rows are not the outputs", "Call {task} with W[:1] and the whole Y.")
    def accepts_other_numbers_of_outputs(self, W, X, Y):
        return W.ndim == X.ndim == Y.ndim == 2 and len(X) == len(Y) and len(W) != Y.shape[1]

    @missing_check("§1", "a W whose columns are not the inputs", "Call {task} with W[:, :-1] and the whole X.")
    def accepts_other_numbers_of_inputs(self, W, X, Y):
        return W.ndim == X.ndim == Y.ndim == 2 and W.shape[1] != X.shape[1]

    @missing_check("§1", "arrays without rows", "Call {task} with X[:0] and Y[:0]. What is the mean of no values?")
    def accepts_no_examples(self, W, X, Y):
        return W.ndim == X.ndim == Y.ndim == 2 and len(X) == len(Y) == 0

    @missing_check("§1", "a Y in which every column is constant", "What do you divide by if all rows of Y are equal?")
    def accepts_constant_outputs(self, W, X, Y):
        return shapes_fit(W, X, Y) and bool((Y == Y[0]).all())

    @missing_check("§1", "a Y with constant columns that differ", "Let one column of Y be 1, and the other one 2.")
    def accepts_different_constants(self, W, X, Y):
        return shapes_fit(W, X, Y) and bool((Y == Y[0]).all()) and len(np.unique(Y)) > 1

    @missing_check("§1", "a single row", "Call {task} with X[:1] and Y[:1]. How much does a single row vary?")
    def accepts_a_single_row(self, W, X, Y):
        return shapes_fit(W, X, Y) and len(Y) == 1

    @special_case
    def has_one_output(self, Y):
        return Y.shape[1] == 1

    @special_case
    def has_a_constant_column(self, Y):
        return bool((Y == Y[0]).all(axis=0).any())

    @staticmethod
    def legal_call(rng):
        return drawn_prediction(rng), {}


def shapes_fit(W, X, Y):
    """Whether the shapes of the arguments fit, and there are rows."""
    return len(X) == len(Y) > 0 and W.shape == (Y.shape[1], X.shape[1])
