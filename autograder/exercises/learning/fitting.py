"""How functions that learn a layer go wrong: the decisions that dense, sparse and shared layers have in common.

All of them solve equations `inputs @ weights = outputs` by least squares: an equation is a row of the inputs and a row
of the outputs. Subclasses say which equations there are.
"""

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, Model, decision, missing_check, special_case

from .cases import drawn_call


class Fit(Model):
    """Weights by least squares. `compute` sets the number of examples that are given."""

    section = "§1"
    examples = 0

    def weights(self, inputs, outputs):
        """The weights (unknowns, outputs) for equations with arrays (equations, unknowns) and (equations, outputs)."""
        if self.refuses(inputs):
            raise ValueError
        self.equations = self.used(inputs, outputs)
        return self.with_bias(*self.equations)

    @decision(about="examples")
    def used(self, inputs, outputs):
        """The equations that are used: all."""
        return inputs, outputs

    @used.slip("Change the last of many examples. Does your result change, too?")
    def as_many_equations_as_unknowns(self, inputs, outputs):
        """You use only as many equations as there are unknowns, so that they can be solved exactly. Least squares uses
        all equations."""
        count = inputs.shape[1]
        return inputs[:count], outputs[:count]

    @used.slip("Change the second example. Does your result change, too?", about=EVERYTHING)
    def only_the_first_example(self, inputs, outputs):
        """You use only the first example. Use all of them at once."""
        return inputs[:1], outputs[:1]

    @decision(about="bias")
    def with_bias(self, inputs, outputs):
        """The weights. The layer has no bias."""
        return self.solve(inputs, outputs)

    @with_bias.slip("Let the input be 1 and then 2, and the output 5 and 5. Which weight without a bias is best?")
    def allows_for_a_bias(self, inputs, outputs):
        """You allow for a bias: you add a column of ones, or you subtract the means. This layer has no bias, so its
        weights alone must come as close as possible."""
        return self.solve(np.column_stack([inputs, np.ones(len(inputs))]), outputs)[:-1]

    @allows_for_a_bias.also
    def allows_for_a_bias(self, inputs, outputs):
        return self.solve(inputs - inputs.mean(axis=0), outputs - outputs.mean(axis=0))

    @decision(about=EVERYTHING)
    def solve(self, inputs, outputs):
        """The weights that solve equations."""
        return np.linalg.lstsq(inputs, outputs)[0]

    @solve.slip(
        "The equation 2 a + 2 b = 8 has the solutions (4, 0) and (2, 2). Which one is smaller?", about="few examples"
    )
    def not_of_smallest_norm(self, inputs, outputs):
        """If there are fewer equations than unknowns, you return some weights that solve them. Return those of smallest
        norm."""
        count = np.linalg.matrix_rank(inputs)
        solved = np.zeros((inputs.shape[1], outputs.shape[1]))
        solved[:count] = np.linalg.lstsq(inputs[:, :count], outputs)[0]
        return solved

    @not_of_smallest_norm.also
    def not_of_smallest_norm(self, inputs, outputs):
        """This fails if the first columns have no inverse."""
        if not self.is_open(inputs):
            return self.usual("solve", inputs, outputs)
        count = len(inputs)
        return np.pad(np.linalg.solve(inputs[:, :count], outputs), ((0, inputs.shape[1] - count), (0, 0)))

    @solve.slip("Call {task} with a single example. Is there an inverse of X.T @ X then?", about="few examples")
    def normal_equations(self, inputs, outputs):
        """You solve the normal equations. This fails if there are fewer equations than unknowns, because X.T @ X then
        has no inverse."""
        solved = self.usual("solve", inputs, outputs)
        return np.ma.masked_all(solved.shape) if self.is_open(inputs) else solved

    def is_open(self, inputs):
        """Whether several weights solve the equations equally well."""
        return np.linalg.matrix_rank(inputs) < inputs.shape[1]

    @solve.slip("Which arrays have an inverse? Try more examples than inputs.")
    def square_equations_only(self, inputs, outputs):
        """You use the inverse, or np.linalg.solve. They need a square array: exactly as many equations as unknowns."""
        return np.linalg.solve(inputs, outputs)

    @solve.slip("Multiply all inputs by 2. What should happen to the weights, and what happens to yours?")
    def products_instead_of_a_solution(self, inputs, outputs):
        """You multiply inputs by outputs and add up, but you solve no equations. Weights must make X @ W.T close to
        Y."""
        return inputs.T @ outputs

    @products_instead_of_a_solution.also
    def products_instead_of_a_solution(self, inputs, outputs):
        return inputs.T @ outputs / len(inputs)

    @solve.slip("Let the output be the sum of two equal inputs. Is each of your weights 1 or 2?")
    def each_weight_alone(self, inputs, outputs):
        """You find each weight alone, as if all other weights were zero. Find all weights of an output at once."""
        return (inputs.T @ outputs) / (inputs**2).sum(axis=0)[:, None]

    @solve.slip("In np.linalg.lstsq(A, B), the unknown Z is multiplied by A. Is A here X or Y?")
    def inputs_from_outputs(self, inputs, outputs):
        """You exchange inputs and outputs: you learn how to compute X from Y."""
        return np.linalg.lstsq(outputs, inputs)[0].T

    @solve.slip("Use examples that a layer can repeat exactly. Do you get exactly its weights?")
    def weights_made_smaller(self, inputs, outputs):
        """You add something to X.T @ X, as in ridge regression. This makes the weights smaller. Minimise only the sum
        of the squared differences."""
        return self.ridge(inputs, outputs, 1)

    @weights_made_smaller.also
    def weights_made_smaller(self, inputs, outputs):
        return self.ridge(inputs, outputs, 0.1)

    @weights_made_smaller.also
    def weights_made_smaller(self, inputs, outputs):
        return self.ridge(inputs, outputs, 0.01)

    def ridge(self, inputs, outputs, strength):
        """The weights of ridge regression."""
        return np.linalg.solve(inputs.T @ inputs + strength * np.eye(inputs.shape[1]), inputs.T @ outputs)

    @solve.slip("Let two examples with one input say w = 1 and w = 3. What if the second input is ten times larger?")
    def mean_of_single_solutions(self, inputs, outputs):
        """You solve each equation alone and take the mean of the solutions. Solve all equations at once."""
        return np.mean([np.linalg.pinv(x[None]) @ y[None] for x, y in zip(inputs, outputs, strict=True)], axis=0)

    @mean_of_single_solutions.also
    def mean_of_single_solutions(self, inputs, outputs):
        """An example whose inputs are all 0 gives 0 / 0."""
        return np.mean([np.outer(x, y) / (x @ x) for x, y in zip(inputs, outputs, strict=True)], axis=0)

    @decision(about="few examples")
    def refuses(self, inputs):
        """Whether legal examples count as too few."""
        return False

    @refuses.slip("Call {task} with few examples. Of all weights that fit them, which have the smallest norm?")
    def refuses_few_examples(self, inputs):
        """You raise ValueError if there are fewer equations than unknowns. This is legal: the result is then the
        weights of smallest norm."""
        return len(inputs) < inputs.shape[1]

    @refuses.slip("Call {task} with one row. Raise ValueError only if there are no rows.", about="one example")
    def refuses_one_example(self, inputs):
        """You raise ValueError for a single example. It is legal: only an array without rows is illegal."""
        return self.examples == 1

    @missing_check("§1", "an X that is not 2-D", "Call {task} with X[0] in place of X, and with an X of three axes.")
    def accepts_an_x_with_other_axes(self, X):
        return X.ndim != 2

    @missing_check("§1", "a Y that is not 2-D", "Call {task} with Y[:, 0] in place of Y, and with a Y of three axes.")
    def accepts_a_y_with_other_axes(self, Y):
        return Y.ndim != 2

    @missing_check("§1", "different numbers of rows in X and Y", "Call {task} with X and Y[:-1].")
    def accepts_different_numbers_of_rows(self, X, Y):
        return X.ndim == Y.ndim == 2 and len(X) != len(Y)

    @missing_check("§1", "arrays without rows", "Call {task} with X[:0] and Y[:0]. What could be learned from them?")
    def accepts_no_examples(self, X, Y):
        return X.ndim == Y.ndim == 2 and len(X) == len(Y) == 0

    @special_case
    def has_one_example(self, X):
        return len(X) == 1

    @special_case
    def has_one_output(self, Y):
        return Y.shape[1] == 1


class WindowFit(Fit):
    """A layer whose output i sees the inputs i to i + k - 1."""

    def compute(self, X, Y, k):
        self.examples = len(X)
        if self.refuses_k(k, X.shape[1]):
            raise ValueError
        return self.result(X, Y, k)

    @decision()
    def refuses_k(self, k, m):
        """Whether a legal k counts as illegal."""
        return False

    @refuses_k.slip("How many windows of 3 inputs are there among 3 inputs?", about="largest k")
    def refuses_k_equal_to_m(self, k, m):
        """You raise ValueError for k = m. This is legal: there is one output, which sees all inputs."""
        return k == m

    @refuses_k.slip("What does an output compute that sees one input? Raise ValueError only for k < 1.", about="k of 1")
    def refuses_k_of_1(self, k, m):
        """You raise ValueError for k = 1. This is legal: each output sees one input."""
        return k == 1

    @decision(about=EVERYTHING)
    def seen(self, X, columns):
        """The inputs that an output sees."""
        return X[:, columns]

    @seen.slip("Which inputs does output 1 see? Print the slice of X that you take for it.")
    def window_not_moved(self, X, columns):
        """You use the first k inputs for every output. Output i sees the inputs i to i+k-1."""
        return X[:, : len(columns)]

    @missing_check("§1", "k below 1", "Call {task} with k=0, and with as many outputs as m-k+1 says.")
    def accepts_k_below_1(self, k):
        return k < 1

    @missing_check("§1", "a Y that does not have m-k+1 columns", "Call {task} with X, Y[:, :-1] and the same k.")
    def accepts_other_numbers_of_outputs(self, X, Y, k):
        return X.ndim == Y.ndim == 2 and k >= 1 and Y.shape[1] != X.shape[1] - k + 1

    @missing_check("§1", "a Y with fewer than m-k+1 columns", "Call {task} with X, Y[:, :-1] and the same k.")
    def accepts_fewer_outputs(self, X, Y, k):
        return X.ndim == Y.ndim == 2 and k >= 1 and Y.shape[1] < X.shape[1] - k + 1

    @missing_check("§1", "a Y with more than m-k+1 columns", "Call {task} with X, Y and k + 1. Do you refuse k > m?")
    def accepts_more_outputs(self, X, Y, k):
        return X.ndim == Y.ndim == 2 and k >= 1 and Y.shape[1] > X.shape[1] - k + 1

    @special_case
    def sees_all_inputs(self, X, k):
        return X.shape[1] == k

    @special_case
    def has_fewer_examples_than_k(self, X, k):
        return len(X) < k

    @staticmethod
    def legal_call(rng):
        return drawn_call(rng, windows=True), {}
