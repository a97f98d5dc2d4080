"""Hidden tests of `sparse_interactions` (notes, section 1 and Figure 1)."""

import itertools

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of, in_any_order
from autograder.grading.inputs import covering

from ..shared.layers import SIGNS, SIZES, Affine, connections, drawn_layer

affected_outputs = pytest.mark.task("affected_outputs")
receptive_field = pytest.mark.task("receptive_field")

EXPERIMENT = ("direction", "count", "bias", "sign", "small weights", "rounding", "first input", "ends")
STACK = ("default", "different sizes", "order", "stride", "even sizes", "gaps", "no layers")
STRIDED = [(2, "pp"), (3, "1p1"), (3, "ppp"), (4, "1pp1")]  # the same in reverse order
SOME_SIZES = {
    "equal and odd": [3, 5, 7, 9], "equal and even": [2, 4, 6, 8], "odd": [1, 3, 5, 7, 9], "even": [2, 4, 6, 8],
    "small": [2],
}  # fmt: skip
TURNED = [(2, "1p"), (2, "p1"), (3, "11p"), (3, "p11")]
LENGTHS = [([3, 3], [1]), ([3], [1, 1]), ([], [1]), ([3], []), ([3, 5, 2], [1, 2])]
SMALL_SIZES = [([-1], [1]), ([3, -2], [1, 1]), ([0], [2]), ([3, 0], [2, 1]), ([0, 3], [1, 1])]
SMALL_STRIDES = [([3], [-1]), ([3, 3], [1, -2]), ([3], [0]), ([3, 3], [0, 2])]
LAYERS = covering(
    shape=[(1, 1), (1, 4), (5, 1), (4, 4), (3, 5), (5, 3)], j=[0, 1, 2, 3, 4], share=[0.3, 0.7, 1], signs=SIGNS,
    sizes_and_bias=[(SIZES[0], 0), (SIZES[0], 1000), (SIZES[1], 9), (SIZES[2], 0), (SIZES[2], 1000)],
    noise=[0, 4e-11], is_legal=lambda shape, j, **case: j < shape[1],
)  # fmt: skip


def ask(task, student, reference, layer):
    """Compare what a task returns for the inputs of a layer. Another test checks input 0."""
    m = layer.weights.shape[1]
    if task == "connection_matrix":
        return assertions.same(student.connection_matrix, reference.connection_matrix, layer, m)
    for j in range(1, m):
        assertions.same(student.affected_outputs, reference.affected_outputs, layer, m, j)


def plain(rng):
    """Weights (6, 6). The connections are symmetric. The first and last input have none, nor the outputs."""
    return np.pad(connections(rng, (4, 4), symmetric=True), 1) * rng.integers(6, 10, (6, 6))


@each_of(affected_outputs=0.75, connection_matrix=0.5)
def test_connections(task, student, reference, rng):
    """the outputs that depend on an input are found"""
    for _ in range(3):
        ask(task, student, reference, Affine(plain(rng)))


@each_of(about=("count", "direction"), affected_outputs=0.75, connection_matrix=0.5)
def test_shapes(task, student, reference, rng):
    """layers with more inputs than outputs, and vice versa, give right results"""
    for n, m in ((4, 6), (6, 4), (7, 4)):
        connected = np.pad(connections(rng, (n, m)), [(0, 0), (1, 1)])  # nothing depends on the first and last input
        ask(task, student, reference, Affine(connected * rng.integers(2, 6, connected.shape)))


@each_of(about="ends", affected_outputs=0.25, connection_matrix=0.5)
def test_all_or_none(task, student, reference, rng):
    """dense layers, layers without connections, and inputs that affect one output give right results"""
    for share in (np.ones((4, 4)), np.zeros((4, 4)), np.eye(5)[::-1]):
        ask(task, student, reference, Affine(share * rng.integers(2, 6, share.shape)))


@each_of(about="bias", affected_outputs=1, connection_matrix=0.75)
def test_bias(task, student, reference, rng):
    """a bias is not a dependence on an input"""
    for sign in (1, -1):
        ask(task, student, reference, Affine(plain(rng), sign * rng.integers(1, 9, 6)))


@each_of(about="sign", affected_outputs=0.75, connection_matrix=0.5)
def test_signs(task, student, reference, rng):
    """negative weights are connections, even if the weights of an output add up to 0"""
    ask(task, student, reference, Affine(-plain(rng)))
    ask(task, student, reference, Affine(plain(rng) * rng.choice([-1, 1], (6, 6))))
    size = rng.integers(2, 6)
    balanced = size * np.array([[0, 1, 0, -1], [-1, 0, 1, 0], [0, -1, 0, 1], [1, 0, -1, 0]])
    ask(task, student, reference, Affine(np.pad(balanced, 1)))


@each_of(about=("small weights", "ends"), affected_outputs=0.75, connection_matrix=0.5)
def test_small(task, student, reference, rng):
    """weights of 1 and of 0.001 are connections, even next to a bias of 1000"""
    for size in (1, 0.001):
        ask(task, student, reference, Affine(size * (plain(rng) > 0)))
    connected = np.ones((6, 6))  # where there is a bias, so that a student who takes it for a dependence loses nothing
    connected[1, 4] = connected[4, 1] = 0
    for bias in (9, 1000):
        ask(task, student, reference, Affine(0.001 * connected, bias * np.array([1, 0, -1, 1, 0, -1])))


@each_of(about="rounding", affected_outputs=0.5, connection_matrix=0.25)
def test_noise(task, student, reference, rng):
    """rounding errors below 1e-9 are not a dependence"""
    ask(task, student, reference, Affine(plain(rng), noise=4e-11))


@affected_outputs(points=0.5, about="first input")
def test_first_input(student, reference):
    """input 0 is the first input, and ValueError if j is negative"""
    layer = Affine(2 * np.eye(5)[::-1])
    assertions.same(student.affected_outputs, reference.affected_outputs, layer, 5, 0)
    for j in (-1, -5, -6):
        assertions.value_error(student.affected_outputs, layer, 5, j)


@affected_outputs(points=0.25)
def test_last_input(student, rng):
    """input m - 1 is the last input, and ValueError if j is larger"""
    layer = Affine(plain(rng))
    assertions.accepted(student.affected_outputs, layer, 6, 5)
    for j in (100, 7, 6):
        assertions.value_error(student.affected_outputs, layer, 6, j)


@each_of(affected_outputs=0.25, connection_matrix=0.25)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    first = np.zeros((6, 6))  # its result must be right: no common mistake gives the same by chance
    first[[1, 1, 2, 3, 4, 4], [1, 4, 3, 2, 1, 4]] = rng.integers(6, 10, 6)
    calls = [(Affine(weights), 6) for weights in (first, *(plain(rng) for _ in range(7)))]
    if task == "affected_outputs":
        calls = [(*args, j) for args, j in zip(calls, [4, 3, 2, 1, 4, 3, 2, 1], strict=True)]
    assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)


@each_of(about=EXPERIMENT, affected_outputs=0.25, connection_matrix=0.25)
def test_together(task, student, reference, rng):
    """all of this works together: layers of any shape, with any weights, bias and rounding errors"""
    layers = []
    for case, is_connected in itertools.product(LAYERS, [True, False]):
        connected, j = rng.random(case["shape"]) < case["share"], case["j"]
        connected[[0, -1], j] = is_connected
        sizes, bias = case["sizes_and_bias"]
        layers.append((drawn_layer(rng, connected, sizes, case["signs"], bias, case["noise"]), j))
    layers.append((Affine(2 * (-1) ** np.add.outer(range(3), range(4))), 1))  # inputs 0 and 1 cancel each other out
    for layer, j in in_any_order(rng, layers):
        args = (layer, layer.weights.shape[1], *([j] if task == "affected_outputs" else []))
        assertions.same(getattr(student, task), getattr(reference, task), *args)


def stacks(rng, chosen):
    """Stacks of layers with one size, so large that there are no gaps. The strides p and q are drawn."""
    for depth, letters in in_any_order(rng, chosen):
        p = int(rng.integers(3, 5))
        yield [int(rng.choice([5, 7]))] * depth, [p if one == "p" else int(one) for one in letters]


def check_fields(student, reference, stacks):
    for stack in stacks:
        assertions.same(student.receptive_field, reference.receptive_field, *stack)


@receptive_field(points=0.5)
def test_depth(student, reference, rng):
    """each layer adds its kernel size minus 1 if all strides are 1"""
    sizes = rng.choice([3, 5, 7, 9], 4, replace=False).tolist()
    stacks = [[1], [1, 1]] + [[size] * depth for depth, size in enumerate(sizes, start=1)]
    check_fields(student, reference, [(sizes, [1] * len(sizes)) for sizes in in_any_order(rng, stacks)])


@receptive_field(points=0.25, about="default")
def test_default(student, reference, rng):
    """without strides, all strides are 1"""
    for depth in (1, 2, 4):
        sizes = [int(rng.choice([3, 5, 7]))] * depth
        check_fields(student, reference, [(sizes,), (sizes, None)])


@receptive_field(points=0.5, about="different sizes")
def test_different_sizes(student, reference, rng):
    """each layer has its own kernel size"""
    for depth in (2, 3, 4):
        sizes = rng.choice([1, 3, 5, 7, 9], depth, replace=False).tolist()
        check_fields(student, reference, [(sizes, [1] * depth)])


@receptive_field(points=0.25, about="even sizes")
def test_even_sizes(student, reference, rng):
    """kernel sizes can be even"""
    for depth in (1, 2, 3):
        check_fields(student, reference, [([int(rng.choice([4, 6, 8]))] * depth, [1] * depth)])


@receptive_field(points=0.75, about="stride")
def test_strides(student, reference, rng):
    """a stride widens the steps of the layers above it"""
    check_fields(student, reference, stacks(rng, STRIDED))


@receptive_field(points=0.25, about=("order", "stride"))
def test_order(student, reference, rng):
    """the lists start with the layer next to the input"""
    check_fields(student, reference, stacks(rng, TURNED))


@receptive_field(points=0.25, about=("gaps", "stride"))
def test_gaps(student, reference, rng):
    """gaps count: the width goes from the first to the last input that a unit sees"""
    for depth in (2, 3):
        stride = int(rng.integers(4, 6))
        check_fields(student, reference, [([3] * depth, [stride] * depth)])


@receptive_field(points=0.25, about="stride")
def test_last_stride(student, reference, rng):
    """the stride of the last layer does not change the receptive field"""
    check_fields(student, reference, stacks(rng, [(1, "p"), (1, "p")]))


@receptive_field(points=0.25, about="no layers")
def test_no_layer(student, reference):
    """the receptive field without layers is 1"""
    check_fields(student, reference, [([], [])])


@receptive_field(points=0.5)
def test_lengths(student):
    """ValueError if the numbers of kernels and strides differ, and only then"""
    assertions.value_errors(student.receptive_field, [([3, 5], [1, 2])], LENGTHS)


@receptive_field(points=0.25)
def test_small_sizes(student):
    """ValueError if a kernel size is below 1, and only then"""
    assertions.value_errors(student.receptive_field, [([1, 1], [1, 1])], SMALL_SIZES)


@receptive_field(points=0.25)
def test_small_strides(student):
    """ValueError if a stride is below 1, and only then"""
    assertions.value_errors(student.receptive_field, [([1, 1], [1, 1])], SMALL_STRIDES)


@receptive_field(points=0.25, about="default")
def test_lists(student, reference):
    """the lists are not changed, and repeated calls give right results"""
    calls = [([size, size], [1, 1]) for size in (3, 7, 5, 11, 9)]
    assertions.results_kept(student.receptive_field, reference.receptive_field, *calls)
    for args in (([3, 5, 2], [2, 1, 3]), ([2, 3, 5], [1, 1, 1]), ([3, 5, 2],), ([4], [3])):
        assertions.arguments_kept(student.receptive_field, *args)


@receptive_field(points=0.5, about=STACK)
def test_stacks(student, reference, rng):
    """all of this works together: stacks of any depth, with any kernel sizes and strides"""
    cases = covering(depth=[2, 3, 4], sizes=[*SOME_SIZES], strides=["ones", "equal", "first", "last", "different"])
    stacks = [([4], [3]), ([3],), ([2, 5, 1], None), ([], []), ([],)]
    for case in cases:
        depth, stride = case["depth"], int(rng.integers(3, 6))
        chosen = rng.choice(SOME_SIZES[case["sizes"]], depth, replace=case["sizes"] == "small").tolist()
        sizes = chosen[:1] * depth if case["sizes"].startswith("equal") else chosen
        ones = [1] * (depth - 1)
        strides = {"ones": [1, *ones], "equal": [stride] * depth, "first": [stride, *ones], "last": [*ones, stride]}
        different = (rng.permutation(4) + 1).tolist()
        stacks.append((sizes, strides.get(case["strides"], different[:depth])))
    check_fields(student, reference, in_any_order(rng, stacks))
