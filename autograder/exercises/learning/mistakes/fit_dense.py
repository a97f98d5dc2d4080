"""How `fit_dense` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision, special_case

from ..cases import drawn_call
from ..fitting import Fit


class FitDense(Fit, task="fit_dense"):
    """The transposed solution of X @ Z = Y."""

    def compute(self, X, Y):
        self.examples = len(X)
        return self.form(self.turned(self.weights(self.extended(X), self.learned(Y))), X, Y)

    @decision(about=EVERYTHING)
    def extended(self, X):
        """The inputs."""
        return X

    @extended.slip("Which shape must your result have? Print the shape that it has.")
    def weight_of_a_bias(self, X):
        """You add a column of ones to the inputs, and your result has a weight for it. The layer has no bias."""
        return np.column_stack([X, np.ones(len(X))])

    @weight_of_a_bias.also
    def weight_of_a_bias(self, X):
        return np.column_stack([np.ones(len(X)), X])

    @decision(about=EVERYTHING)
    def learned(self, Y):
        """The outputs that are learned."""
        return Y

    @learned.slip("How many rows must your result have if Y has two columns?")
    def only_the_first_output(self, Y):
        """You learn only the weights of the first output. Your result needs a row for each column of Y."""
        return Y[:, :1]

    @learned.slip("How many rows must your result have if Y has two columns?")
    def outputs_added_up(self, Y):
        """You add up the outputs of each example, or you take their mean. Learn the weights of each output."""
        return Y.sum(axis=1, keepdims=True)

    @outputs_added_up.also
    def outputs_added_up(self, Y):
        return Y.mean(axis=1, keepdims=True)

    @decision(about=EVERYTHING)
    def turned(self, weights):
        """The weights as rows."""
        return weights.T

    @turned.slip("Print the shape of your result for X of shape (4, 3) and Y of shape (4, 2). It must be (2, 3).")
    def not_transposed(self, weights):
        """Your weights are not transposed. W has a row for each output, so that X @ W.T are the outputs."""
        return weights

    @decision(about=EVERYTHING)
    def form(self, weights, X, Y):
        """What is returned."""
        return weights

    @form.slip("What does np.linalg.lstsq return? Print the length of the tuple.")
    def everything_that_lstsq_returns(self, weights, X, Y):
        """You return the whole tuple of np.linalg.lstsq. Only its first value has the weights."""
        return np.linalg.lstsq(*self.equations)

    @form.slip("What does X @ W.T compute? Which of its parts is asked for?")
    def outputs_instead_of_weights(self, weights, X, Y):
        """You return what the layer computes for X. Return its weights."""
        return X @ weights.T

    @form.slip("np.linalg.lstsq returns four values. Which one has the weights?")
    def squares_instead_of_weights(self, weights, X, Y):
        """You return the sums of squares that are left over. Return the weights, the first value of the tuple."""
        return np.linalg.lstsq(*self.equations)[1]

    @squares_instead_of_weights.also
    def squares_instead_of_weights(self, weights, X, Y):
        return ((Y - X @ weights.T) ** 2).sum()

    @form.slip("Print your result for a layer with weights like 0.25.")
    def rounded_to_integers(self, weights, X, Y):
        """Your weights are whole numbers. Weights can have fractions."""
        return np.trunc(weights)

    @rounded_to_integers.also
    def rounded_to_integers(self, weights, X, Y):
        return np.round(weights)

    @special_case
    def has_fewer_examples_than_inputs(self, X):
        return len(X) < X.shape[1]

    @staticmethod
    def legal_call(rng):
        return drawn_call(rng), {}
