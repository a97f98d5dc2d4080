"""The cases of counting parameters: the sizes and layers that the hidden tests draw, and how they judge them.

A student with one mistake loses the points of the tests about it. So a test that is not about biases is passed if the
numbers are right either without biases or with them, and in the same way for channels and for kinds of layer
(`either_of`). A test about biases accepts wrong weights (`check_biases`).
"""

import itertools

import numpy as np

from autograder.grading import assertions
from autograder.grading.inputs import covering

# Sizes that are drawn differ from each other and are at least 3: no sum equals a product, and a test notices if a
# student exchanges two arguments. Kernel sizes, sizes of 1 and illegal sizes are the same for all students.
KERNEL_SIZES = [3, 4, 7, 11]
KERNEL_PAIRS = [(4, 9), (9, 4), (2, 7), (7, 3)]
TWO_BY_TWO = [2, (2, 2)]  # as many cells as the sum of both sides: for tests that are not about kernels
ONES = [(1, 1), (1, 7), (9, 1)]
TOO_SMALL = [
    (-4, 5),
    (6, -4),
    (-4, -5),
    (0, 5),
    (6, 0),
    (0, 0),
]  # 0 comes last: some students check only for negative sizes
TOO_SMALL_WITH_K = [(-3, 5, 1), (6, -4, 3), (6, 5, -3), (6, -4, -3), (-3, 5, -4), (0, 5, 1), (6, 0, 3), (6, 5, 0)]
WITHOUT_PARAMETERS = [
    {"kind": "relu"},
    {"kind": "pool"},
    {"kind": "pool", "size": 2, "stride": 3},
    {"kernel_size": (3, 2), "padding": 1, "kind": "pool"},
]
UNKNOWN = [
    {"kind": "flatten"},
    {"kind": "prelu"},
    {"kind": "avgpool", "size": 2},
    {"kind": "Dense", "inputs": 6, "outputs": 4, "bias": True},
    {"kind": "conv2d_transposed", "in_channels": 3, "out_channels": 5, "kernel_size": 4, "bias": True},
    {"kind": "linear", "inputs": 6, "outputs": 4, "bias": True},
    {"kind": "conv1d", "in_channels": 3, "out_channels": 5, "kernel_size": 4, "bias": True},
]
BIASES = [{"bias": True}, {"bias": False}, {}]
LARGEST = 10_000  # of the numbers in `check_biases`: a bias more or less is no rounding error


def different(rng, count, low=3, high=40):
    """`count` different ints in random order."""
    return rng.permutation(np.arange(low, high))[:count].tolist()


def both_orders(rng):
    """Two numbers of channels: more inputs than outputs, and more outputs than inputs."""
    one, other = different(rng, 2, 3, 12)
    return [(one, other), (other, one)]


def sizes(rng):
    """Pairs (m, n): more inputs than outputs, and more outputs than inputs."""
    (small,), (large,) = different(rng, 1, 12, 30), different(rng, 1, 30, 60)
    return [(large, small), (small, large)]


def connections(rng):
    """Triples (m, n, k): the pairs of `sizes` with a k below both."""
    return [(*pair, k) for pair, k in zip(sizes(rng), different(rng, 2, 3, 12), strict=True)]


def shapes(rng):
    """Pairs of numbers of inputs and outputs: one or several, even or odd, equal or different."""
    even, odd = 2 * int(rng.integers(4, 7)), 2 * int(rng.integers(2, 4)) + 1
    return [(1, 1), (1, even), (odd, 1), (even, even), (even, odd), (odd, even)]


def all_costs(rng):
    """Calls of `layer_cost` with layers of all kinds, shapes and numbers of connections."""
    for m, n in (*shapes(rng), (7, 2)):
        yield "dense", m, n
        yield from (("dense", m, n, k) for k in (1, 2, m + 1, 0))
        yield from ((kind, m, n, k) for kind in ("sparse", "shared") for k in sorted({1, 4, m}) if k <= m)


def all_convolutions(rng):
    """Calls of `conv2d_parameters` with all pairs of properties: arguments, and arguments by name."""
    one, other = different(rng, 2, 4, 9)
    kernels = [1, 4, 5, np.int64(1), np.int64(5), np.int32(4)]
    kernels += [(one, other), (other, one), (1, other), (one, 1), (one, one)]
    for case in covering(channels=shapes(rng), kernel=kernels, bias=[*BIASES, True, False]):
        by_name = isinstance(case["bias"], dict)
        yield (*case["channels"], case["kernel"], *([] if by_name else [case["bias"]])), case["bias"] if by_name else {}


def conv(rng, **keys):
    in_channels, out_channels = different(rng, 2, 3, 12)
    return {"kind": "conv2d", "in_channels": in_channels, "out_channels": out_channels, "kernel_size": 4} | keys


def dense(rng, **keys):
    inputs, outputs = different(rng, 2)
    return {"outputs": outputs, "kind": "dense", "inputs": inputs} | keys


def network(rng):
    """All kinds of layers in random order, with `bias` true, false and missing."""
    layers = [*WITHOUT_PARAMETERS, conv(rng, kernel_size=(5, 3))]
    layers += [layer(rng, **bias) for layer in (conv, dense) for bias in BIASES]
    return [layers[i] for i in rng.permutation(len(layers))]


def all_networks(rng):
    """Networks with all pairs of properties: a layer, alone or between others."""
    kernels = [{"kernel_size": size} for size in (1, 4, 5, (3, 6), (6, 2), (1, 5), (5, 5))]
    others = [None, *WITHOUT_PARAMETERS[:3], "conv", "dense", "same"]
    ones = [{}, {"in_channels": 1, "inputs": 1}, {"out_channels": 1, "outputs": 1}]
    for case in covering(kernel=[None, *kernels], bias=BIASES, ones=ones, before=others, after=others):
        layer = dense(rng) if case["kernel"] is None else conv(rng, **case["kernel"])
        layer |= {key: value for key, value in case["ones"].items() if key in layer} | case["bias"]
        more = {"conv": conv(rng), "dense": dense(rng, bias=False), "same": layer}
        before, after = (
            more.get(other, other) if isinstance(other, str) else other for other in (case["before"], case["after"])
        )
        yield [one for one in (before, layer, after) if one is not None]


def check_cases(function, reference, cases):
    for case in cases:
        assertions.same(function, reference, *case)


def either_of(check, *choices):
    """Check that `check` passes for at least one combination of these choices. Other tests check which ones."""
    assertions.either(lambda combination: check(*combination), *itertools.product(*choices))


def check_kernels(function, reference, kernels, rng):
    """Check kernels (choices of lists of kernel sizes), with several channels or one, with a bias or without."""
    several = [different(rng, 2) for _ in kernels[0]]
    choices = [(sizes, several) for sizes in kernels]
    choices += [(kernels[0], [(1, one) for one, _ in several]), (kernels[0], [(one, 1) for one, _ in several])]

    def check(choice, bias):
        cases = [(*channels, size, bias) for size, channels in zip(*choice, strict=True)]
        check_cases(function, reference, cases)

    either_of(check, choices, [False, True])


def check_biases(function, reference, other, *args, **kwargs):
    """Check a call. If the weights are wrong, it must differ from the call `other` by the right number of biases."""

    def numbers(given):
        right = reference(*args, **kwargs)
        is_usable = isinstance(given, (int, float, np.integer, np.floating)) and 0 < given < LARGEST
        return [right, given + right - reference(*other)] if is_usable else [right]

    assertions.value_after(function, other, numbers, *args, **kwargs)


def check_networks(function, reference, make):
    """Check networks of layers of one kind that all have a bias, or none. `make` gets a function that draws a layer."""

    def check(layer, bias):
        check_cases(function, reference, [(layers,) for layers in make(lambda rng: layer(rng, bias=bias))])

    either_of(check, [dense, conv], [True, False])


def accept(function, cases):
    """Check that legal calls raise no error. Other tests check their values."""
    for case in cases:
        assertions.accepted(function, *case)


def keep_arguments(function, cases):
    """Check that calls leave their arguments unchanged. Other tests check whether they fail."""
    for case in cases:
        assertions.arguments_kept_or_fails(function, *case)
