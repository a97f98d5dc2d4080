"""The cases of counting parameters: legal and illegal sizes and layers that the hidden tests draw."""

import numpy as np

from autograder.grading import assertions

# Sizes that are drawn differ from each other and are at least 3: no sum equals a product, and a test notices if a
# student exchanges two arguments. Kernel sizes, sizes of 1 and illegal sizes are the same for all students.
KERNEL_SIZES = [1, 4, 7, 11]
KERNEL_PAIRS = [(4, 9), (9, 4), (1, 7), (7, 1)]
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
    {"kind": "linear", "inputs": 6, "outputs": 4, "bias": True},
    {"kind": "conv1d", "in_channels": 3, "out_channels": 5, "kernel_size": 4, "bias": True},
]
BIASES = [{"bias": True}, {"bias": False}, {}]


def different(rng, count, low=3, high=40):
    """`count` different ints in random order."""
    return rng.permutation(np.arange(low, high))[:count].tolist()


def sizes(rng):
    """Pairs (m, n): more inputs than outputs, and more outputs than inputs."""
    (small,), (large,) = different(rng, 1, 12, 30), different(rng, 1, 30, 60)
    return [(large, small), (small, large)]


def connections(rng):
    """Triples (m, n, k): the pairs of `sizes` with a k below both, and one triple with a k between n and m."""
    n, k = sorted(different(rng, 2, 3, 12))
    return [(*pair, k) for pair in sizes(rng)] + [(k + 5, n, k)]


def conv(rng, **keys):
    in_channels, out_channels = different(rng, 2, 12)
    return {"kind": "conv2d", "in_channels": in_channels, "out_channels": out_channels, "kernel_size": 4} | keys


def dense(rng, **keys):
    inputs, outputs = different(rng, 2)
    return {"outputs": outputs, "kind": "dense", "inputs": inputs} | keys


def network(rng):
    """All kinds of layers in random order, with `bias` true, false and missing."""
    layers = [*WITHOUT_PARAMETERS, conv(rng, kernel_size=(5, 3))]
    layers += [layer(rng, **bias) for layer in (conv, dense) for bias in BIASES]
    return [layers[i] for i in rng.permutation(len(layers))]


def check_cases(function, reference, cases):
    for case in cases:
        assertions.same(function, reference, *case)


def check_weights(function, reference, cases):
    """Check that the calls are right either all without a bias or all with a bias: other tests check biases."""
    assertions.either(lambda bias: check_cases(function, reference, [(*case, bias) for case in cases]), False, True)


def check_layers(function, reference, networks):
    """Check networks in which either all layers have a bias or none: another test checks a missing key."""

    def check(bias):
        check_cases(function, reference, [([layer | {"bias": bias} for layer in layers],) for layers in networks])

    assertions.either(check, True, False)


def accept(function, cases):
    """Check that legal calls raise no error. Other tests check their values."""
    for case in cases:
        assertions.accepted(function, *case)
