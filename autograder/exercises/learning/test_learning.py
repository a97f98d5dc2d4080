"""Hidden tests of `learning` (notes, sections 1 and 2).

The subjects of the slips decide the examples. If a layer can repeat the examples exactly, and if there are enough of
them, a function finds the right weights even if it uses only some of the equations, takes the mean of several
solutions, or allows for a bias. With noise and pairs x and -x of examples, only the bias has no effect.
"""

import functools

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of

from .cases import (
    dense_cases,
    dense_examples,
    exact,
    in_windows,
    inputs,
    layer,
    opposites,
    prediction,
    prediction_cases,
    quarters,
    window_cases,
    window_examples,
)

fit_dense = pytest.mark.task("fit_dense")
fit_sparse = pytest.mark.task("fit_sparse")
fit_shared = pytest.mark.task("fit_shared")
prediction_error = pytest.mark.task("prediction_error")

FIT = ("bias", "examples", "few examples", "one example")
WINDOWS = (*FIT, "k of 1", "largest k")


def sparse_layer(rng, n, k):
    """The matrix of a layer whose outputs see k inputs each."""
    return in_windows(layer(rng, n, k), n + k - 1)


def shared_layer(rng, n, k):
    """The same with the same weights for all outputs."""
    return in_windows(np.tile(layer(rng, 1, k), (n, 1)), n + k - 1)


@fit_dense(points=0.75)
def test_dense_exact(student, reference, rng):
    """the weights of a dense layer are found from examples that it can repeat exactly"""
    for rows, m, n in ((6, 3, 2), (7, 4, 5), (8, 4, 3)):
        assertions.same(student.fit_dense, reference.fit_dense, *exact(rng, rows, layer(rng, n, m)))


@fit_dense(points=0.375, about="examples")
def test_dense_noise(student, reference, rng):
    """if there is noise, the sum of the squares over all examples is smallest"""
    for m, n in ((2, 3), (4, 2)):
        assertions.same(student.fit_dense, reference.fit_dense, *opposites(rng, m + 3, layer(rng, n, m)))


@fit_dense(points=0.25, about="bias")
def test_dense_bias(student, reference, rng):
    """the layer has no bias"""
    for m, n in ((3, 2), (4, 3)):
        X, Y = exact(rng, m, layer(rng, n, m))
        assertions.same(student.fit_dense, reference.fit_dense, X, Y + 5)


@fit_dense(points=0.25, about=("few examples", "one example", "bias"))
def test_dense_few(student, reference, rng):
    """from fewer examples than inputs, even from one, the weights of smallest norm are found"""
    for rows, m, n in ((3, 5, 2), (2, 4, 3), (1, 3, 2)):
        assertions.same(student.fit_dense, reference.fit_dense, *exact(rng, rows, layer(rng, n, m)))


@fit_dense(points=0.25, about=FIT)
def test_dense_together(student, reference, rng):
    """all of this works together, for inputs and outputs of every kind"""
    for case in assertions.in_any_order(rng, all_dense_cases()):
        assertions.same(student.fit_dense, reference.fit_dense, *dense_examples(rng, **case))


@functools.cache
def all_dense_cases():
    return dense_cases()


@fit_sparse(points=0.5)
def test_sparse_exact(student, reference, rng):
    """the weights in each window are found from examples that a sparse layer can repeat exactly"""
    for rows, n, k in ((8, 4, 3), (6, 3, 2), (7, 2, 4)):
        examples = exact(rng, rows, sparse_layer(rng, n, k), k)
        assertions.same(student.fit_sparse, reference.fit_sparse, *examples, k)


@fit_sparse(points=0.25, about="own window")
def test_sparse_windows(student, reference, rng):
    """each output learns from its own window alone, so that fewer examples than inputs are enough"""
    for rows, n, k in ((5, 4, 3), (4, 5, 2), (6, 4, 4)):
        examples = exact(rng, rows, sparse_layer(rng, n, k), k)
        assertions.same(student.fit_sparse, reference.fit_sparse, *examples, k)


@fit_sparse(points=0.25, about=("examples", "own window"))
def test_sparse_noise(student, reference, rng):
    """if there is noise, the sum of the squares over all examples is smallest for each output"""
    for n, k in ((4, 2), (2, 3)):
        examples = opposites(rng, n + k + 1, sparse_layer(rng, n, k), k)
        assertions.same(student.fit_sparse, reference.fit_sparse, *examples, k)


@fit_sparse(points=0.125, about=("bias", "own window"))
def test_sparse_bias(student, reference, rng):
    """the layer has no bias"""
    for n, k in ((3, 2), (2, 3)):
        X, Y = exact(rng, k, sparse_layer(rng, n, k), k)
        assertions.same(student.fit_sparse, reference.fit_sparse, X, Y + 5, k)


@fit_sparse(points=0.25, about=("few examples", "one example", "bias", "own window"))
def test_sparse_few(student, reference, rng):
    """from fewer than k examples, even from one, the weights of smallest norm are found"""
    for rows, n, k in ((2, 2, 3), (3, 3, 4), (1, 3, 2)):
        examples = exact(rng, rows, sparse_layer(rng, n, k), k)
        assertions.same(student.fit_sparse, reference.fit_sparse, *examples, k)


@fit_shared(points=0.625)
def test_shared_exact(student, reference, rng):
    """the kernel is found from examples that a shared layer can repeat exactly"""
    for rows, n, k in ((4, 5, 3), (3, 4, 2), (6, 5, 4)):
        examples = exact(rng, rows, shared_layer(rng, n, k), k)
        assertions.same(student.fit_shared, reference.fit_shared, *examples, k)


@fit_shared(points=0.5, about=("one example", "positions"))
def test_shared_one_example(student, reference, rng):
    """the kernel is found from a single example with enough positions"""
    for n, k in ((5, 3), (4, 2), (6, 4)):
        examples = exact(rng, 1, shared_layer(rng, n, k), k)
        assertions.same(student.fit_shared, reference.fit_shared, *examples, k)


@fit_shared(points=0.5, about=("examples", "positions"))
def test_shared_noise(student, reference, rng):
    """if there is noise, the sum of the squares over all examples and positions at once is smallest"""
    for n, k in ((4, 2), (5, 3)):
        examples = opposites(rng, n + k + 1, shared_layer(rng, n, k), k)
        assertions.same(student.fit_shared, reference.fit_shared, *examples, k)


@fit_shared(points=0.125, about=("bias", "examples", "positions"))
def test_shared_bias(student, reference, rng):
    """the layer has no bias"""
    for n, k in ((3, 2), (4, 3)):
        X, Y = exact(rng, k, shared_layer(rng, n, k), k)
        assertions.same(student.fit_shared, reference.fit_shared, X, Y + 5, k)


@fit_shared(points=0.25, about=(*FIT, "positions"))
def test_shared_few(student, reference, rng):
    """from fewer equations than weights, the kernel of smallest norm is found"""
    for rows, n, k in ((1, 2, 4), (1, 2, 3)):
        examples = exact(rng, rows, shared_layer(rng, n, k), k)
        assertions.same(student.fit_shared, reference.fit_shared, *examples, k)


def of_both(points, about, sparse, shared):
    """A test of both functions with windows: for each, it is about these subjects and more."""
    more = {"fit_sparse": sparse, "fit_shared": shared}
    marks = {task: pytest.mark.task(task, points=points, about=(*about, *own)) for task, own in more.items()}
    return pytest.mark.parametrize("task", [pytest.param(task, marks=mark) for task, mark in marks.items()])


# With one position, each example has only one equation.
@of_both(0.125, ("k of 1", "largest k"), sparse=(), shared=("examples",))
def test_ends(task, student, reference, rng):
    """k may be 1, and it may be the number of inputs"""
    function, right = getattr(student, task), getattr(reference, task)
    for n, k in ((4, 1), (1, 3), (1, 4)):
        assertions.same(function, right, *exact(rng, n + k + 1, shared_layer(rng, n, k), k), k)


@of_both(0.25, WINDOWS, sparse=("own window",), shared=("positions",))
def test_windows_together(task, student, reference, rng):
    """all of this works together, for inputs and outputs of every kind"""
    for case in assertions.in_any_order(rng, all_window_cases()):
        assertions.same(getattr(student, task), getattr(reference, task), *window_examples(rng, **case))


@functools.cache
def all_window_cases():
    return window_cases()


def legal_calls(task, rng):
    """Legal calls of a function that learns, several examples in each."""
    k = () if task == "fit_dense" else (2,)
    return [(*exact(rng, rows, shared_layer(rng, 3, 2), *k), *k) for rows in (6, 7)]


@each_of(fit_dense=0.25, fit_sparse=0.125, fit_shared=0.125)
def test_axes(task, student, rng):
    """ValueError if X or Y is not 2-D, and only then"""
    legal = legal_calls(task, rng)
    illegal = []
    for X, Y, *k in legal:
        illegal += [(X[:, 0], Y, *k), (X[0], Y, *k), (X, Y[:, 0], *k), (X, Y[0], *k)]
        illegal += [(X[None], Y, *k), (X[:, :, None], Y, *k), (X, Y[:, :, None], *k), (X, Y[None], *k)]
    if task != "fit_dense":  # one output
        X, Y = inputs(rng, (4, 3)), quarters(rng, (4, 1))
        illegal += [(X, Y[:, 0], 3), (X[0], Y, 3)]
    assertions.value_errors(getattr(student, task), legal, illegal)


@each_of(fit_dense=0.125, fit_sparse=0.125, fit_shared=0.125)
def test_rows(task, student, rng):
    """ValueError if X and Y have different numbers of rows or no rows, and only then"""
    legal = legal_calls(task, rng)
    illegal = [(X[:0], Y[:0], *k) for X, Y, *k in legal]
    for X, Y, *k in legal:
        illegal += [(X, Y[:-1], *k), (X[:-1], Y, *k), (X, Y[:1], *k), (X[:1], Y, *k), (X, Y[:0], *k)]
    assertions.value_errors(getattr(student, task), legal, illegal)


@each_of(fit_sparse=0.25, fit_shared=0.125)
def test_k(task, student, rng):
    """ValueError if k < 1, if k > m or if Y does not have m - k + 1 columns, and only then"""
    legal = legal_calls(task, rng)
    illegal = []
    for X, Y, k in legal:
        more = np.column_stack([Y, Y])
        illegal += [(X, more[:, : X.shape[1] - below + 1], below) for below in (0, -1)]
        illegal += [(X, Y, k + 1), (X, Y, k - 1), (X, Y[:, :-1], k), (X, Y[:, :1], k), (X, more[:, :4], k)]
        illegal += [(X, Y[:, :1], X.shape[1] + 1), (X, Y, X.shape[1] + 3)]
    assertions.value_errors(getattr(student, task), legal, illegal)


@each_of(fit_dense=0.125, fit_sparse=0.125, fit_shared=0.125)
def test_fit_unchanged(task, student, reference, rng):
    """the arguments are not changed"""
    calls = legal_calls(task, rng)
    assertions.same(getattr(student, task), getattr(reference, task), *calls[0])
    for call in calls:
        assertions.arguments_kept(getattr(student, task), *call)


@each_of(fit_dense=0.125, fit_sparse=0.125, fit_shared=0.125)
def test_fit_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    calls = [call for _ in range(3) for call in legal_calls(task, rng)]
    assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)


def deviating(rng, rows, n, means):
    """Outputs whose columns have these means. No column is constant, and their standard deviations clearly differ."""
    spreads = np.zeros(1)
    while spreads.min() == 0 or (n > 1 and spreads.max() < 1.5 * spreads.min()):
        drawn = quarters(rng, (rows, n)) * (1 + np.arange(n))
        spreads = drawn.std(axis=0)
    return drawn - drawn.mean(axis=0) + means


@prediction_error(points=0.5)
def test_prediction(student, reference, rng):
    """the norm of the errors is divided by the norm of the deviations, for outputs with mean 0"""
    for rows, m, n in ((4, 2, 3), (6, 3, 2), (3, 2, 3)):
        X, W = quarters(rng, (rows, m)), layer(rng, n, m)
        for given in (W, -W, layer(rng, n, m)):
            assertions.same(student.prediction_error, reference.prediction_error, given, X, deviating(rng, rows, n, 0))


@prediction_error(points=0.25, about="mean")
def test_mean(student, reference, rng):
    """the mean of the outputs is subtracted"""
    for rows, m, n in ((4, 2, 3), (6, 3, 2)):
        X, W = quarters(rng, (rows, m)), layer(rng, n, m)
        assertions.same(student.prediction_error, reference.prediction_error, W, X, deviating(rng, rows, n, 6))


@prediction_error(points=0.25, about=("mean", "column means"))
def test_column_means(student, reference, rng):
    """each output has a mean of its own"""
    for rows, m, n in ((4, 2, 3), (6, 3, 2)):
        X, W, means = quarters(rng, (rows, m)), layer(rng, n, m), np.arange(n) - (n - 1) / 2
        assertions.same(student.prediction_error, reference.prediction_error, W, X, deviating(rng, rows, n, 8 * means))


@prediction_error(points=0.125, about="constant columns")
def test_constant_columns(student, reference, rng):
    """a constant column among others counts like them"""
    for rows, m, n in ((4, 2, 3), (6, 3, 2)):
        X, W, Y = quarters(rng, (rows, m)), layer(rng, n, m), deviating(rng, rows, n, 0)
        Y[:, rng.integers(n)] = 0
        assertions.same(student.prediction_error, reference.prediction_error, W, X, Y)


@prediction_error(points=0.125, about=("mean", "column means", "constant columns"))
def test_prediction_together(student, reference, rng):
    """all of this works together, for right and for wrong predictions"""
    for case in assertions.in_any_order(rng, all_prediction_cases()):
        assertions.same(student.prediction_error, reference.prediction_error, *prediction(rng, **case))


@functools.cache
def all_prediction_cases():
    return prediction_cases()


def legal_predictions(rng):
    """Legal calls of prediction_error."""
    return [(layer(rng, n, m), quarters(rng, (4, m)), deviating(rng, 4, n, 0)) for m, n in ((3, 2), (2, 4))]


@prediction_error(points=0.25)
def test_shapes(student, rng):
    """ValueError if W, X or Y is not 2-D, if their shapes do not fit or if there are no rows, and only then"""
    legal, illegal = legal_predictions(rng), []
    for W, X, Y in legal:
        illegal += [(W[0], X, Y), (W, X[0], Y), (W, X, Y[0]), (W, X, Y[:, 0]), (W[None], X, Y), (W, X, Y[None])]
        illegal += [(W, X[:, :, None], Y), (W, X, Y[:, :, None])]
        illegal += [(W[:1], X, Y), (W, X, Y[:, :1]), (W[:-1], X, Y), (W[:, :-1], X, Y), (W.T, X, Y)]
        illegal += [(W, X[:1], Y), (W, X[:-1], Y), (W, X, Y[:-1]), (W, X[:0], Y[:0])]
    for m, n in ((3, 1), (1, 2), (1, 1)):
        W, X, Y = layer(rng, n, m), quarters(rng, (4, m)), deviating(rng, 4, n, 0)
        legal.append((W, X, Y))
        illegal += [(W, X, Y[:, 0])] * (n == 1) + [(W, X[:, 0], Y)] * (m == 1)
        illegal += [(W[0], X, Y), (W[0], X, Y[:, 0]), (W[:, 0], X, Y)]
    assertions.value_errors(student.prediction_error, legal, illegal)


@prediction_error(points=0.25)
def test_constant_outputs(student, rng):
    """ValueError if every column of Y is constant, and only then"""
    legal, illegal = legal_predictions(rng), []
    for W, X, Y in legal:
        n = Y.shape[1]
        illegal += [(W, X, np.tile(row, (4, 1))) for row in (np.zeros(n), np.full(n, 2.25), 1.0 + rng.permutation(n))]
        illegal += [(W, X[:1], Y[:1])]
    assertions.value_errors(student.prediction_error, legal, illegal)


@prediction_error(points=0.125)
def test_prediction_unchanged(student, reference, rng):
    """the arguments are not changed"""
    calls = legal_predictions(rng)
    assertions.same(student.prediction_error, reference.prediction_error, *calls[0])
    for call in calls:
        assertions.arguments_kept(student.prediction_error, *call)


@prediction_error(points=0.125)
def test_prediction_again(student, reference, rng):
    """repeated calls give right results"""
    calls = [call for _ in range(3) for call in legal_predictions(rng)]
    assertions.results_kept(student.prediction_error, reference.prediction_error, *calls)
