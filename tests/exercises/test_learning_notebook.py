"""The numbers in the text of the notebook `learning` are what its own functions compute."""

import numpy as np
import pytest

from autograder.proving.visible_checks import failed_checks
from tests.exercises.judging import COURSE
from tests.exercises.prose import notebook

LEARNING = notebook("learning")


@pytest.fixture(scope="module")
def solved():
    """The names of the solved notebook."""
    return LEARNING.solved


@pytest.fixture(scope="module")
def pictures():
    """The module that draws the notebook's pictures."""
    return LEARNING.pictures


@pytest.fixture(scope="module")
def errors(solved, pictures):
    """The errors that the notebook draws for a layer: name → number of examples → error."""

    def measured(layer):
        functions = solved.fit_dense, solved.fit_sparse, solved.fit_shared, solved.prediction_error
        found = pictures._test_errors(*functions, layer)
        return {name: dict(zip(pictures._NUMBERS, values, strict=True)) for name, values in found.items()}

    return measured


def test_the_layers_have_as_many_weights_as_the_table_says(solved):
    """960, 90 and 3 weights, for 32 inputs and 30 outputs."""
    n, m = solved.layer.shape
    k = np.count_nonzero(solved.layer[0])
    assert LEARNING.stated(r"has (\d+) inputs and (\d+) outputs\. Output") == [m, n]
    assert LEARNING.stated(r"\| dense \|.*?= (\d+) \| \| sparse \|.*?= (\d+) \| \| shared \|.*?\| (\d+) \|") == [
        n * m,
        n * k,
        k,
    ]


def test_the_errors_in_the_text_are_those_of_the_picture(errors, solved):
    """What the text says of each curve is the error, as many digits as it gives."""
    found = errors(solved.layer)
    dense, sparse, shared = found["dense"], found["sparse"], found["shared"]
    assert LEARNING.stated(r"after a single example its error is (0\.\d+)") == [round(shared[1], 2)]
    assert LEARNING.stated(r"an error of (0\.\d+) after 100 examples and of (0\.\d+) after 300") == [
        round(dense[100], 2),
        round(dense[300], 2),
    ]
    assert LEARNING.stated(r"an error of (0\.\d+) after 10 examples and of (0\.\d+) after 20") == [
        round(sparse[10], 2),
        round(sparse[20], 2),
    ]
    assert shared[1] < dense[300]
    assert LEARNING.stated(r"below (0\.1) is (\d+) for shared, (\d+) for sparse and (\d+) for dense") == [
        0.1,
        *(next(number for number, error in one.items() if error < 0.1) for one in (shared, sparse, dense)),
    ]
    assert LEARNING.stated(r"largest error, (\d\.\d), not with one example") == [round(sparse[3], 1)]
    assert LEARNING.stated(r"its largest error, (\d\.\d), with 32") == [round(dense[32], 1)]
    assert max(sparse, key=sparse.get) == 3
    assert max(dense, key=dense.get) == 32


def test_the_experiment_is_the_described_one(pictures):
    """200 new inputs, and nine tries."""
    assert LEARNING.stated(r"measured on (\d+) new inputs") == [pictures._NEW]
    assert "the median of nine tries" in LEARNING.text
    assert pictures._TRIES == 9


def test_sharing_is_a_false_assumption_for_permuted_inputs(errors, solved):
    """Dense learns as before. Shared is never better than the mean, and sparse hardly, after a large peak."""
    right, permuted = errors(solved.layer), errors(solved.permuted)
    assert list(permuted["dense"].values()) == pytest.approx(list(right["dense"].values()), rel=0.1)
    assert "Shared is never better than the mean" in LEARNING.text
    assert min(permuted["shared"].values()) >= 1
    [percent] = LEARNING.stated(r"sparse is never better by more than (\d+)%")
    assert min(permuted["sparse"].values()) >= 1 - percent / 100
    assert LEARNING.stated(r"With three examples, sparse is much worse: its error is (\d+)") == [
        round(permuted["sparse"][3])
    ]


def test_sparse_and_shared_weights_are_closer_to_the_right_ones(solved, pictures):
    """What the text says of the distances below the pictures: sparse with 10 examples, and shared with one."""
    assert "with 10 examples, they are already closer" in LEARNING.text
    assert "than those of the dense layer with 100" in LEARNING.text
    assert "With a single example, the weights are closer" in LEARNING.text
    assert "than those of the sparse layer with 10" in LEARNING.text
    learned = pictures._learned
    dense = {number: distance for number, _, distance in learned(solved.fit_dense, solved.layer, [10, 100])}
    sparse = {number: distance for number, _, distance in learned(solved.fit_sparse, solved.layer, [3, 10], 3)}
    shared = {number: distance for number, _, distance in learned(solved.fit_shared, solved.layer, [1], 3)}
    assert sparse[3] > dense[10] > dense[100] > sparse[10] > shared[1]


def test_only_the_curve_of_dense_changes_with_ridge_regression(errors, solved, pictures):
    """With small weights, dense has no peak any more."""

    def ridge(X, Y):
        return np.linalg.solve(X.T @ X + 5 * np.eye(32), X.T @ Y).T

    functions = solved.fit_sparse, solved.fit_shared, solved.prediction_error
    found = pictures._test_errors(ridge, *functions, solved.layer)
    right = errors(solved.layer)
    assert found["sparse"] == list(right["sparse"].values())
    assert found["shared"] == list(right["shared"].values())
    assert found["dense"] == sorted(found["dense"], reverse=True)


def test_the_visible_check_wants_a_mean_for_each_column():
    """One mean of all outputs fails, because two columns have different means."""

    def one_mean(W, X, Y):
        if len(Y) == 1:
            raise ValueError
        return np.linalg.norm(Y - X @ W.T) / np.linalg.norm(Y - Y.mean())

    found = failed_checks(COURSE.exercise("learning"), "prediction_error", one_mean)
    assert "4 of 5 visible checks pass" in found


def test_nine_patches_give_the_unknown_kernel(solved, pictures):
    """Nine patches of the photograph are enough for nine unknowns, and eight are not."""
    patches, outputs = pictures._photograph_patches()

    def largest_error(number):
        return np.abs(solved.fit_dense(patches[:number], outputs[:number]).reshape(3, 3) - pictures._SOBEL).max()

    assert LEARNING.stated(r"Nine of the (\d+) patches") == [len(patches)]
    assert largest_error(8) > 0.1
    assert largest_error(9) < 1e-9


def test_gradient_descent_finds_the_same_kernel(solved, pictures):
    """After all steps, each weight rounds to that of Sobel's kernel, and the gradient is that of the loss."""
    assert LEARNING.stated(r"(\d+) steps with a rate of (\d+)") == [pictures._STEPS, pictures._RATE]
    x = pictures._photograph() - pictures._photograph().mean()
    y = solved.convolve(x, pictures._SOBEL)
    kernels = solved.descend(x, y, pictures._STEPS, pictures._RATE)
    assert np.array_equal(np.round(kernels[-1], 2) + 0.0, pictures._SOBEL)

    def loss(w):
        return ((solved.convolve(x, w) - y) ** 2).mean() / 2

    step = (kernels[1] - kernels[0]) / -pictures._RATE
    for place in np.ndindex(3, 3):
        more = np.zeros((3, 3))
        more[place] = 1e-4
        assert step[place] == pytest.approx((loss(more) - loss(-more)) / 2e-4, abs=1e-6)
    with np.errstate(over="ignore", invalid="ignore"):  # without subtracting the mean
        diverged = solved.descend(pictures._photograph(), y, pictures._STEPS, pictures._RATE)[-1]
    assert not np.abs(diverged).max() < 10


def test_a_picture_comes_first():
    """The unknown kernel is shown before the third code cell and the first two hundred words."""
    code, words = LEARNING.before("show_unknown_kernel()")
    assert code < 2
    assert words < 200
