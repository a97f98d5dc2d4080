"""Hidden tests of `count_parameters` (notes, sections 1 and 2)."""

import numpy as np
import pytest

from autograder.grading import assertions

from .cases import (
    KERNEL_PAIRS,
    KERNEL_SIZES,
    ONES,
    TOO_SMALL,
    TOO_SMALL_WITH_K,
    UNKNOWN,
    WITHOUT_PARAMETERS,
    accept,
    check_cases,
    check_layers,
    check_weights,
    connections,
    conv,
    dense,
    different,
    network,
    sizes,
)

layer_cost = pytest.mark.task("layer_cost")
conv2d_parameters = pytest.mark.task("conv2d_parameters")
network_parameters = pytest.mark.task("network_parameters")


@layer_cost(points=0.75)
def test_dense(student, reference, rng):
    """a dense layer has m × n parameters and m × n multiplications"""
    check_cases(student.layer_cost, reference.layer_cost, [("dense", m, n) for m, n in sizes(rng) + ONES])


@layer_cost(points=0.5)
def test_dense_ignores_k(student, reference, rng):
    """a dense layer ignores every k"""
    for m, n in sizes(rng):
        cases = [("dense", m, n, k) for k in (None, 3, m, m + 1, 0, -2, "many")]
        check_cases(student.layer_cost, reference.layer_cost, cases)


@layer_cost(points=0.75)
def test_sparse(student, reference, rng):
    """a sparse layer has k × n parameters and k × n multiplications"""
    for m, n, k in connections(rng):
        assertions.same(student.layer_cost, reference.layer_cost, "sparse", m, n, k)
        assertions.same(student.layer_cost, reference.layer_cost, "sparse", m, n, k=k)


@layer_cost(points=1.25)
def test_shared(student, reference, rng):
    """a shared layer has k parameters, but still k × n multiplications"""
    for m, n, k in connections(rng):
        assertions.same(student.layer_cost, reference.layer_cost, "shared", m, n, k)
        assertions.same(student.layer_cost, reference.layer_cost, "shared", m, n, k=k)


@layer_cost(points=0.25)
def test_cost_kind(student, reference, rng):
    """ValueError if the kind is unknown, and only then"""
    for m, n in sizes(rng):
        accept(student.layer_cost, [("dense", m, n), ("sparse", m, n, 3), ("shared", m, n, 3)])
        for kind in ("conv", "local", ""):
            assertions.value_error(student.layer_cost, kind, m, n, 3)
            assertions.value_error(student.layer_cost, kind, m, n)


@layer_cost(points=0.5)
def test_cost_missing_k(student, reference, rng):
    """ValueError if k is missing for a sparse or shared layer, and only then"""
    for m, n, k in connections(rng):
        accept(student.layer_cost, [("dense", m, n), ("sparse", m, n, k), ("shared", m, n, k)])
        for kind in ("sparse", "shared"):
            assertions.value_error(student.layer_cost, kind, m, n)
            assertions.value_error(student.layer_cost, kind, m, n, None)


@layer_cost(points=0.25)
def test_dense_sizes(student, rng):
    """ValueError if m or n of a dense layer is below 1, and only then"""
    accept(student.layer_cost, [("dense", m, n) for m, n in sizes(rng) + ONES])
    for m, n in TOO_SMALL:
        assertions.value_error(student.layer_cost, "dense", m, n)


@layer_cost(points=0.25)
def test_cost_sizes(student, rng):
    """ValueError if m, n or k of a sparse or shared layer is below 1, and only then"""
    for m, n in sizes(rng) + ONES:
        accept(student.layer_cost, [("sparse", m, n, 1), ("shared", m, n, 1)])
    for m, n, k in TOO_SMALL_WITH_K:
        assertions.value_error(student.layer_cost, "sparse", m, n, k)
        assertions.value_error(student.layer_cost, "shared", m, n, k)


@layer_cost(points=0.25)
def test_cost_large_k(student, reference, rng):
    """ValueError if k is larger than m; k = m is legal, and so is a k larger than n"""
    for m, n, k in connections(rng):
        accept(student.layer_cost, [(kind, m, n, size) for kind in ("sparse", "shared") for size in (k, m)])
        for kind in ("sparse", "shared"):
            assertions.value_error(student.layer_cost, kind, m, n, m + 1)
            assertions.value_error(student.layer_cost, kind, m, n, 10 * m)


@layer_cost(points=0.25)
def test_cost_again(student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    calls = [("sparse", *case) for case in connections(rng) + connections(rng)]
    calls += [("dense", *case) for case in sizes(rng) + sizes(rng)]
    assertions.results_kept(student.layer_cost, reference.layer_cost, *calls)


@conv2d_parameters(points=0.75)
def test_square_kernels(student, reference, rng):
    """the weights of square kernels are counted"""
    cases = [(*different(rng, 2), size) for size in KERNEL_SIZES]
    check_weights(student.conv2d_parameters, reference.conv2d_parameters, cases)


@conv2d_parameters(points=1)
def test_kernel_pairs(student, reference, rng):
    """the weights of kernels with different height and width are counted"""
    cases = [(*different(rng, 2), pair) for pair in KERNEL_PAIRS]
    check_weights(student.conv2d_parameters, reference.conv2d_parameters, cases)


@conv2d_parameters(points=0.75)
def test_conv_bias(student, reference, rng):
    """each output channel has one bias, also by default"""
    for size in (3, 8):
        fewer, more = sorted(different(rng, 2, 12))
        for channels in ((fewer, more), (more, fewer)):
            check_cases(
                student.conv2d_parameters, reference.conv2d_parameters, [(*channels, size), (*channels, size, True)]
            )
            assertions.same(student.conv2d_parameters, reference.conv2d_parameters, *channels, size, bias=True)


@conv2d_parameters(points=0.5)
def test_conv_without_bias(student, reference, rng):
    """a layer without bias has only weights"""
    for size in (3, 8):
        channels = different(rng, 2)
        assertions.same(student.conv2d_parameters, reference.conv2d_parameters, *channels, size, False)
        assertions.same(student.conv2d_parameters, reference.conv2d_parameters, *channels, size, bias=False)


@conv2d_parameters(points=0.5)
def test_numpy_ints(student, reference, rng):
    """the kernel size may be a NumPy int"""
    cases = [(*different(rng, 2), integer(size)) for integer in (np.int64, np.int32) for size in (3, 8)]
    check_weights(student.conv2d_parameters, reference.conv2d_parameters, cases)


@conv2d_parameters(points=0.5)
def test_conv_channels(student, reference):
    """ValueError if a number of channels is below 1, and only then"""
    accept(student.conv2d_parameters, [(*channels, 3, False) for channels in ONES])
    for channels in TOO_SMALL:
        assertions.value_error(student.conv2d_parameters, *channels, 3)
        assertions.value_error(student.conv2d_parameters, *channels, 3, False)


@conv2d_parameters(points=0.75)
def test_conv_kernel_sizes(student, reference, rng):
    """ValueError if the kernel size, or its height or width, is below 1, and only then"""
    channels = different(rng, 2)
    legal = [(*channels, size, False) for size in [1, 4, *ONES]]
    accept(student.conv2d_parameters, legal)
    for size in [-1, -3, *TOO_SMALL, 0]:
        assertions.value_error(student.conv2d_parameters, *channels, size)
        assertions.value_error(student.conv2d_parameters, *channels, size, False)


@conv2d_parameters(points=0.25)
def test_conv_again(student, reference, rng):
    """repeated calls give right results"""
    calls = [(*different(rng, 2), size, True) for size in range(3, 13)]
    assertions.results_kept(student.conv2d_parameters, reference.conv2d_parameters, *calls)


@network_parameters(points=0.75)
def test_convolutional_layers(student, reference, rng):
    """the parameters of convolutional layers are added up, for kernels of all sizes"""
    square, tall = conv(rng), conv(rng, kernel_size=(7, 2))
    cases = [[square], [tall], [square, tall, square], [conv(rng) for _ in range(4)]]
    check_layers(student.network_parameters, reference.network_parameters, cases)


@network_parameters(points=0.75)
def test_dense_layers(student, reference, rng):
    """the parameters of dense layers are added up"""
    cases = [[dense(rng) for _ in range(count)] for count in (1, 2, 5)]
    check_layers(student.network_parameters, reference.network_parameters, cases)


@network_parameters(points=0.5)
def test_network_bias(student, reference, rng):
    """layers have a bias if `bias` is true or missing"""
    cases = [([layer | bias],) for layer in (conv(rng), dense(rng)) for bias in ({"bias": True}, {})]
    check_cases(student.network_parameters, reference.network_parameters, cases)


@network_parameters(points=0.5)
def test_network_without_bias(student, reference, rng):
    """layers have no bias if `bias` is false, alone and between others"""
    for layer in (conv(rng, bias=True), dense(rng, bias=True)):
        none = layer | {"bias": False}
        check_cases(student.network_parameters, reference.network_parameters, [([none],), ([none, layer, none],)])


@network_parameters(points=0.5)
def test_without_parameters(student, reference, rng):
    """relu and pool have no parameters, and an empty network has none either"""
    last = [dense(rng)]
    cases = [[], WITHOUT_PARAMETERS, WITHOUT_PARAMETERS + last, last + WITHOUT_PARAMETERS]
    check_layers(student.network_parameters, reference.network_parameters, cases)


@network_parameters(points=1)
def test_whole_networks(student, reference, rng):
    """VGG-16, parts of it, and networks with all kinds of layers have the right number of parameters"""
    assertions.value(student.network_parameters, 138357544, reference.vgg_16)
    cases = [(reference.vgg_16[4:],), (reference.vgg_16[:-2],), (network(rng),), (network(rng),)]
    check_cases(student.network_parameters, reference.network_parameters, cases)


@network_parameters(points=0.5)
def test_network_kind(student, reference, rng):
    """ValueError if a layer at any position has an unknown kind, and only then"""
    known = [dense(rng, bias=True), {"kind": "relu"}, {"kind": "pool", "size": 2}, dense(rng, bias=True)]
    accept(student.network_parameters, [(known,), (known[1:],)])
    for unknown in UNKNOWN:
        for layers in ([unknown], [unknown, *known], [*known, unknown], [*known[:2], unknown, *known[2:]]):
            assertions.value_error(student.network_parameters, layers)


@network_parameters(points=0.25)
def test_network_arguments(student, reference, rng):
    """the list and its dicts are not changed"""
    layers = network(rng)
    check_layers(student.network_parameters, reference.network_parameters, [layers])
    assertions.arguments_kept(student.network_parameters, layers)


@network_parameters(points=0.25)
def test_network_again(student, reference, rng):
    """repeated calls give right results"""
    calls = [([dense(rng, bias=True), {"kind": "relu"}, dense(rng, bias=True)],) for _ in range(10)]
    assertions.results_kept(student.network_parameters, reference.network_parameters, *calls)
