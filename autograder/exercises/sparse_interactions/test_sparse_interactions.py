"""Hidden tests of `sparse_interactions` (notes, section 1 and Figure 1)."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of, in_any_order

from ..shared.layers import Affine, weights

affected_outputs = pytest.mark.task("affected_outputs")
receptive_field = pytest.mark.task("receptive_field")

SHAPES = [(4, 6), (6, 4), (5, 5)]  # outputs, inputs
# Stacks of layers: kernel sizes and strides. Each letter stands for a small number that is drawn for each student.
# All stacks except TURNED give the same result with the layers in reverse order: another test checks the order.
STRIDED = [("aa", "pp"), ("aba", "1p1"), ("aba", "ppp"), ("abba", "1pp1")]
TURNED = [("ab", "1p"), ("ab", "p1"), ("abc", "p1q"), ("cba", "q1p")]
GAPS = [("22", "pp"), ("121", "q1q"), ("212", "222"), ("222", "ppp")]
LAST = [("a", "q"), ("1b", "1q"), ("11c", "11q")]  # the last stride changes nothing
LENGTHS = [([3, 3], [1]), ([3], [1, 1]), ([], [1]), ([3], []), ([3, 5, 2], [1, 2])]
SMALL_SIZES = [([-1],), ([3, -2],), ([0],), ([3, 0],), ([0, 3], [1, 1])]
SMALL_STRIDES = [([3], [-1]), ([3, 3], [1, -2]), ([3], [0]), ([3, 3], [0, 2])]


def ask(task, student, reference, layer):
    """Compare what a task returns for the inputs of a layer. Another test checks input 0."""
    m = layer.weights.shape[1]
    if task == "connection_matrix":
        return assertions.same(student.connection_matrix, reference.connection_matrix, layer, m)
    for j in range(1, m):
        assertions.same(student.affected_outputs, reference.affected_outputs, layer, m, j)


@each_of(affected_outputs=1.5, connection_matrix=1.25)
def test_connections(task, student, reference, rng):
    """the outputs that depend on an input are found, for layers with more inputs than outputs and vice versa"""
    for shape in SHAPES:
        ask(task, student, reference, Affine(weights(rng, shape)))


@each_of(affected_outputs=0.5, connection_matrix=0.5)
def test_all_or_none(task, student, reference, rng):
    """dense layers, layers without connections, and inputs that affect one output or none give right results"""
    for share in (np.ones((4, 4)), np.zeros((4, 3)), np.insert(np.eye(4)[::-1], 1, 0, axis=1)):
        ask(task, student, reference, Affine(share * rng.integers(1, 6, share.shape)))


@each_of(affected_outputs=1, connection_matrix=0.75)
def test_bias(task, student, reference, rng):
    """a bias is not a dependence on an input"""
    for shape in SHAPES[:2]:
        ask(task, student, reference, Affine(weights(rng, shape), rng.integers(1, 9, shape[0])))
        ask(task, student, reference, Affine(weights(rng, shape), -rng.integers(1, 9, shape[0])))


@each_of(affected_outputs=0.75, connection_matrix=0.5)
def test_signs(task, student, reference, rng):
    """negative weights are connections, even if the weights of an output add up to 0"""
    for shape in SHAPES[:2]:
        ask(task, student, reference, Affine(-weights(rng, shape)))
    mixed = weights(rng, (5, 6)) * rng.choice([-1, 1], (5, 6))
    mixed[1:3] = [[2, -2, 0, 0, 3, -3], [0, 1, 1, -2, 0, 0]]
    ask(task, student, reference, Affine(mixed))


@each_of(affected_outputs=0.75, connection_matrix=0.5)
def test_small(task, student, reference, rng):
    """weights of 0.001 are connections, even next to a bias of 1000"""
    small = weights(rng, (5, 6)) > 0
    ask(task, student, reference, Affine(0.001 * small))
    small[[0, 2, 3]] = True  # so that a student who takes a bias for a dependence loses nothing here
    ask(task, student, reference, Affine(0.001 * small, [1000, 0, -1000, 100, 0]))


@each_of(affected_outputs=0.5, connection_matrix=0.25)
def test_noise(task, student, reference, rng):
    """rounding errors below 1e-9 are not a dependence"""
    ask(task, student, reference, Affine(2 * weights(rng, (4, 5)), noise=4e-11))


@affected_outputs(points=0.5)
def test_first_input(student, reference):
    """input 0 is the first input, and ValueError if j is negative"""
    layer = Affine(np.eye(4, 5)[::-1])
    assertions.same(student.affected_outputs, reference.affected_outputs, layer, 5, 0)
    for j in (-1, -5, -6):
        assertions.value_error(student.affected_outputs, layer, 5, j)


@affected_outputs(points=0.25)
def test_last_input(student, rng):
    """input m - 1 is the last input, and ValueError if j is larger"""
    layer = Affine(weights(rng, (4, 5)))
    assertions.accepted(student.affected_outputs, layer, 5, 4)
    for j in (100, 6, 5):
        assertions.value_error(student.affected_outputs, layer, 5, j)


@each_of(affected_outputs=0.25, connection_matrix=0.25)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    layers = [Affine(weights(rng, (4, 5))) for _ in range(10)]
    calls = [(layer, 5) if task == "connection_matrix" else (layer, 5, 1 + i % 4) for i, layer in enumerate(layers)]
    assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)


def drawn(rng, stacks):
    """The stacks with numbers in place of letters: sizes a, b, c, and strides p, q that are too small for gaps."""
    for stack in in_any_order(rng, stacks):
        sizes, strides = rng.permutation([4, 5, 6, 7])[:3], rng.permutation([3, 4])
        numbers = dict(zip("abcpq", [*map(int, sizes), *map(int, strides)], strict=True))
        yield tuple([numbers[one] if one in numbers else int(one) for one in letters] for letters in stack)


def check_fields(student, reference, stacks):
    for stack in stacks:
        assertions.same(student.receptive_field, reference.receptive_field, *stack)


@receptive_field(points=1)
def test_depth(student, reference, rng):
    """each layer adds its kernel size minus 1 if all strides are 1"""
    stacks = [[1], [1, 1], *([int(size)] for size in rng.choice(np.arange(2, 10), 3, replace=False))]
    stacks += [rng.integers(2, 7, depth).tolist() for depth in (2, 2, 3, 4)] + [[5, 1, int(rng.integers(2, 5))]]
    for sizes in in_any_order(rng, stacks):
        check_fields(student, reference, [(sizes,), (sizes, None), (sizes, [1] * len(sizes))])


@receptive_field(points=1)
def test_strides(student, reference, rng):
    """a stride widens the steps of the layers above it"""
    check_fields(student, reference, drawn(rng, STRIDED))


@receptive_field(points=0.5)
def test_order(student, reference, rng):
    """the lists start with the layer next to the input"""
    check_fields(student, reference, drawn(rng, TURNED))


@receptive_field(points=0.5)
def test_gaps(student, reference, rng):
    """gaps count: the width goes from the first to the last input that a unit sees"""
    check_fields(student, reference, drawn(rng, GAPS))


@receptive_field(points=0.5)
def test_last_stride(student, reference, rng):
    """the stride of the last layer does not change the receptive field"""
    check_fields(student, reference, drawn(rng, LAST))


@receptive_field(points=0.25)
def test_no_layer(student, reference):
    """the receptive field without layers is 1"""
    check_fields(student, reference, [([],), ([], None), ([], [])])


@receptive_field(points=0.5)
def test_lengths(student):
    """ValueError if the numbers of kernels and strides differ, and only then"""
    assertions.accepted(student.receptive_field, [3, 5], [1, 2])
    for sizes, strides in LENGTHS:
        assertions.value_error(student.receptive_field, sizes, strides)


@receptive_field(points=0.25)
def test_small_sizes(student):
    """ValueError if a kernel size is below 1, and only then"""
    assertions.accepted(student.receptive_field, [1, 1], [1, 1])
    for stack in SMALL_SIZES:
        assertions.value_error(student.receptive_field, *stack)


@receptive_field(points=0.25)
def test_small_strides(student):
    """ValueError if a stride is below 1, and only then"""
    assertions.accepted(student.receptive_field, [1, 1], [1, 1])
    for stack in SMALL_STRIDES:
        assertions.value_error(student.receptive_field, *stack)


@receptive_field(points=0.25)
def test_lists(student, reference):
    """the lists are not changed, and repeated calls give right results"""
    calls = [call for size in range(1, 10, 2) for call in [([3, size, 5], [1, 1, 1]), ([size, 3],)]]
    assertions.results_kept(student.receptive_field, reference.receptive_field, *calls)
    assertions.arguments_kept(student.receptive_field, [3, 5, 2], [2, 1, 3])
    assertions.arguments_kept(student.receptive_field, [3, 5, 2])
