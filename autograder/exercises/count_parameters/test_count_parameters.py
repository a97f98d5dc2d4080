"""Hidden tests of `count_parameters` (notes, sections 1 and 2)."""

import functools

import numpy as np
import pytest

from autograder.grading import assertions

from .cases import (
    KERNEL_PAIRS,
    KERNEL_SIZES,
    ONES,
    TOO_SMALL,
    TOO_SMALL_WITH_K,
    TWO_BY_TWO,
    UNKNOWN,
    WITHOUT_PARAMETERS,
    accept,
    all_convolutions,
    all_costs,
    all_networks,
    both_orders,
    check_biases,
    check_cases,
    check_kernels,
    check_networks,
    connections,
    conv,
    dense,
    different,
    either_of,
    keep_arguments,
    network,
    sizes,
)

layer_cost = pytest.mark.task("layer_cost")
conv2d_parameters = pytest.mark.task("conv2d_parameters")
network_parameters = pytest.mark.task("network_parameters")


@layer_cost(points=0.5, about="dense")
def test_dense(student, reference, rng):
    """a dense layer has m × n parameters and m × n multiplications"""
    check_cases(student.layer_cost, reference.layer_cost, [("dense", m, n, m) for m, n in sizes(rng)])


@layer_cost(points=0.5, about="k of dense layers")
def test_dense_ignores_k(student, reference, rng):
    """a dense layer ignores every k, and needs none"""
    for m, n in sizes(rng):
        cases = [("dense", m, n), *(("dense", m, n, k) for k in (None, 3, m, m + 1, 0, -2, "many"))]
        check_cases(student.layer_cost, reference.layer_cost, cases)


@layer_cost(points=0.75, about=("sparse", "connections"))
def test_sparse(student, reference, rng):
    """a sparse layer has k × n parameters and k × n multiplications"""
    for m, n, k in connections(rng):
        assertions.same(student.layer_cost, reference.layer_cost, "sparse", m, n, k)
        assertions.same(student.layer_cost, reference.layer_cost, "sparse", m, n, k=k)


@layer_cost(points=1, about=("shared", "connections", "order"))
def test_shared(student, reference, rng):
    """a shared layer has k parameters, but still k × n multiplications"""
    for m, n, k in connections(rng):
        assertions.same(student.layer_cost, reference.layer_cost, "shared", m, n, k)
        assertions.same(student.layer_cost, reference.layer_cost, "shared", m, n, k=k)


@layer_cost(points=0.25)
def test_cost_kind(student, reference, rng):
    """ValueError if the kind is unknown, and only then"""
    for m, n in sizes(rng):
        accept(student.layer_cost, [("dense", m, n, m), ("sparse", m, n, 3), ("shared", m, n, 3)])
        for kind in ("conv", "local", "", "Dense", " dense", "dens", "sparsely", "shared layer"):
            assertions.value_error(student.layer_cost, kind, m, n, 3)


@layer_cost(points=0.25)
def test_cost_missing_k(student, reference, rng):
    """ValueError if k is missing for a sparse or shared layer, and only then"""
    for m, n, k in connections(rng):
        accept(student.layer_cost, [("sparse", m, n, k), ("shared", m, n, k)])
        for kind in ("sparse", "shared"):
            assertions.value_error(student.layer_cost, kind, m, n)
            assertions.value_error(student.layer_cost, kind, m, n, None)


@layer_cost(points=0.25)
def test_dense_sizes(student, rng):
    """ValueError if m or n of a dense layer is below 1"""
    accept(student.layer_cost, [("dense", m, n, m) for m, n in sizes(rng)])
    for m, n in TOO_SMALL:
        assertions.value_error(student.layer_cost, "dense", m, n)


@layer_cost(points=0.25)
def test_cost_sizes(student, rng):
    """ValueError if m, n or k of a sparse or shared layer is below 1"""
    for m, n, k in connections(rng):
        accept(student.layer_cost, [("sparse", m, n, k), ("shared", m, n, k)])
    for m, n, k in TOO_SMALL_WITH_K:
        assertions.value_error(student.layer_cost, "sparse", m, n, k)
        assertions.value_error(student.layer_cost, "shared", m, n, k)


@layer_cost(points=0.25, about="ones")
def test_cost_ones(student, reference, rng):
    """sizes of 1 are legal"""
    (m, n), _ = sizes(rng)
    accept(student.layer_cost, [("dense", *ones, ones[0]) for ones in [*ONES, (m, n)]])
    accept(student.layer_cost, [(kind, m, n, 1) for kind in ("sparse", "shared")])
    assertions.same(student.layer_cost, reference.layer_cost, "dense", m, n, m)


@layer_cost(points=0.25)
def test_cost_large_k(student, rng):
    """ValueError if k is larger than m"""
    for m, n, k in connections(rng):
        for kind in ("sparse", "shared"):
            accept(student.layer_cost, [(kind, m, n, k)])
            assertions.value_error(student.layer_cost, kind, m, n, m + 1)
            assertions.value_error(student.layer_cost, kind, m, n, 10 * m)


@layer_cost(points=0.25, about="largest k")
def test_cost_largest_k(student, reference, rng):
    """k = m is legal, and so is a k larger than n"""
    for m, n in sizes(rng):
        accept(student.layer_cost, [(kind, m, n, k) for kind in ("sparse", "shared") for k in (3, m - 1, m)])
        assertions.same(student.layer_cost, reference.layer_cost, "dense", m, n, m)


@layer_cost(points=0.25)
def test_cost_again(student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    calls = [("dense", m, n, m) for _ in range(3) for m, n in sizes(rng)]
    assertions.results_kept(student.layer_cost, reference.layer_cost, *calls)


@layer_cost(
    points=0.25, about=("dense", "k of dense layers", "sparse", "shared", "connections", "order", "ones", "largest k")
)
def test_all_costs(student, reference, rng):
    """all of it works together: layers of every kind and size, with every legal k"""
    check_cases(student.layer_cost, reference.layer_cost, all_costs(rng))


@conv2d_parameters(points=0.5, about=("square kernels", "cells"))
def test_square_kernels(student, reference, rng):
    """the weights of square kernels are counted"""
    check_kernels(student.conv2d_parameters, reference.conv2d_parameters, [KERNEL_SIZES], rng)


@conv2d_parameters(points=0.75, about=("pairs", "cells"))
def test_kernel_pairs(student, reference, rng):
    """the weights of kernels with different height and width are counted"""
    check_kernels(student.conv2d_parameters, reference.conv2d_parameters, [KERNEL_PAIRS], rng)


@conv2d_parameters(points=0.5, about="NumPy ints")
def test_numpy_ints(student, reference, rng):
    """the kernel size may be a NumPy int"""
    kernels = [[np.int64(size), np.int32(size)] for size in (2, 1)]
    check_kernels(student.conv2d_parameters, reference.conv2d_parameters, kernels, rng)


@conv2d_parameters(points=0.5, about="channels")
def test_conv_weights_of_channels(student, reference, rng):
    """each output channel has a kernel of its own, as deep as the number of input channels"""
    channels = both_orders(rng)

    def check(size, bias):
        cases = [(*pair, size, bias) for pair in channels]
        check_cases(student.conv2d_parameters, reference.conv2d_parameters, cases)

    either_of(check, TWO_BY_TWO, [False, True])


@conv2d_parameters(points=0.75, about=("bias", "default"))
def test_conv_bias(student, reference, rng):
    """each output channel has one bias, also by default"""
    check = functools.partial(check_biases, student.conv2d_parameters, reference.conv2d_parameters)
    for size in (3, 8):
        for channels in both_orders(rng):
            weights = (*channels, size, False)
            check(weights, *channels, size, True)
            check(weights, *channels, size, bias=True)
            check(weights, *channels, size)


@conv2d_parameters(points=0.5, about="no bias")
def test_conv_without_bias(student, reference, rng):
    """a layer without bias has only weights"""
    check = functools.partial(check_biases, student.conv2d_parameters, reference.conv2d_parameters)
    for size in (3, 8):
        for channels in both_orders(rng):
            check((*channels, size, True), *channels, size, False)
            check((*channels, size, True), *channels, size, bias=False)


@conv2d_parameters(points=0.25, about="ones")
def test_conv_ones(student, reference, rng):
    """one channel is legal, and so is a kernel of size 1"""
    accept(student.conv2d_parameters, [(*channels, 3, False) for channels in ONES])
    accept(student.conv2d_parameters, [(*different(rng, 2), 1, False)])
    check_kernels(student.conv2d_parameters, reference.conv2d_parameters, [[size] for size in TWO_BY_TWO], rng)


@conv2d_parameters(points=0.25)
def test_conv_channels(student, rng):
    """ValueError if a number of channels is below 1"""
    accept(student.conv2d_parameters, [(*channels, 3, False) for channels in both_orders(rng)])
    for channels in TOO_SMALL:
        assertions.value_error(student.conv2d_parameters, *channels, 3)
        assertions.value_error(student.conv2d_parameters, *channels, 3, False)


@conv2d_parameters(points=0.25)
def test_conv_kernel_sizes(student, rng):
    """ValueError if the kernel size is below 1"""
    channels = different(rng, 2)
    accept(student.conv2d_parameters, [(*channels, 4, False)])
    for size in [-1, -3, 0]:
        assertions.value_error(student.conv2d_parameters, *channels, size)
        assertions.value_error(student.conv2d_parameters, *channels, size, False)


@conv2d_parameters(points=0.25)
def test_conv_kernel_pairs(student, rng):
    """ValueError if the height or width of the kernel is below 1"""
    channels = different(rng, 2)
    accept(student.conv2d_parameters, [(*channels, 4, False)])
    for size in TOO_SMALL:
        assertions.value_error(student.conv2d_parameters, *channels, size)
        assertions.value_error(student.conv2d_parameters, *channels, size, False)


@conv2d_parameters(points=0.25)
def test_conv_again(student, reference, rng):
    """repeated calls give right results"""
    numbers = different(rng, 10)
    channels = [[(one, other) for one, other in zip(numbers, numbers[::-1], strict=True)]]
    channels += [[(1, number) for number in numbers], [(number, 1) for number in numbers]]

    def check(channels, size, bias):
        calls = [(*pair, size, bias) for pair in channels]
        assertions.results_kept(student.conv2d_parameters, reference.conv2d_parameters, *calls)

    either_of(check, channels, TWO_BY_TWO, [False, True])


@conv2d_parameters(
    points=0.25,
    about=("square kernels", "pairs", "cells", "NumPy ints", "channels", "bias", "default", "no bias", "ones"),
)
def test_all_convolutions(student, reference, rng):
    """all of it works together: kernels and channels of every size, with a bias and without"""
    for args, kwargs in all_convolutions(rng):
        assertions.same(student.conv2d_parameters, reference.conv2d_parameters, *args, **kwargs)


@network_parameters(points=0.75, about=("square kernels", "pairs", "cells", "channels"))
def test_convolutional_layers(student, reference, rng):
    """the parameters of a convolutional layer are counted, for kernels of all sizes"""
    layers = [conv(rng, kernel_size=size) for size in (4, 7, (7, 2), (3, 6))]

    def check(bias):
        cases = [([layer | {"bias": bias}],) for layer in layers]
        check_cases(student.network_parameters, reference.network_parameters, cases)

    either_of(check, [True, False])


@network_parameters(points=0.75, about="dense")
def test_dense_layers(student, reference, rng):
    """the parameters of a dense layer are counted"""
    layers = [dense(rng) for _ in range(4)]

    def check(bias):
        cases = [([layer | {"bias": bias}],) for layer in layers]
        check_cases(student.network_parameters, reference.network_parameters, cases)

    either_of(check, [True, False])


@network_parameters(points=0.5, about="sum")
def test_sum_over_layers(student, reference, rng):
    """the parameters of several layers are added up"""
    counts = different(rng, 3, 2, 6)
    check_networks(
        student.network_parameters,
        reference.network_parameters,
        lambda layer: [[layer(rng) for _ in range(count)] for count in counts],
    )


@network_parameters(points=0.25, about=("sum", "no layers"))
def test_no_layers(student, reference, rng):
    """a network without layers has no parameters"""
    check_networks(student.network_parameters, reference.network_parameters, lambda layer: [[], [layer(rng)]])


@network_parameters(points=0.5, about=("bias", "default"))
def test_network_bias(student, reference, rng):
    """layers have a bias if `bias` is true or missing"""
    for layer in (conv(rng), dense(rng)):
        for bias in ({"bias": True}, {}):
            other = ([layer | {"bias": False}],)
            check_biases(student.network_parameters, reference.network_parameters, other, [layer | bias])


@network_parameters(points=0.5, about="no bias")
def test_network_without_bias(student, reference, rng):
    """layers have no bias if `bias` is false"""
    for layer in (conv(rng, bias=True), dense(rng, bias=True)):
        check_biases(student.network_parameters, reference.network_parameters, ([layer],), [layer | {"bias": False}])


@network_parameters(points=0.5, about="without parameters")
def test_without_parameters(student, reference, rng):
    """relu and pool have no parameters"""
    check_networks(student.network_parameters, reference.network_parameters, lambda layer: [[layer(rng)]])
    cases = [([layer],) for layer in WITHOUT_PARAMETERS] + [(WITHOUT_PARAMETERS,)]
    check_cases(student.network_parameters, reference.network_parameters, cases)


@network_parameters(points=0.5)
def test_network_kind(student, reference, rng):
    """ValueError if a layer at any position has an unknown kind, and only then"""
    known = [dense(rng, bias=True) for _ in range(3)]
    accept(student.network_parameters, [(known,), (known[1:],)])
    for unknown in UNKNOWN:
        for layers in ([unknown], [unknown, *known], [*known, unknown], [*known[:2], unknown, *known[2:]]):
            assertions.value_error(student.network_parameters, layers)


@network_parameters(points=0.25)
def test_network_arguments(student, reference, rng):
    """the list and its dicts are not changed"""
    layers = network(rng)
    check_networks(student.network_parameters, reference.network_parameters, lambda layer: [[layer(rng)]])
    keep_arguments(student.network_parameters, [(layers,), *(([layer],) for layer in layers)])


@network_parameters(points=0.25)
def test_network_again(student, reference, rng):
    """repeated calls give right results"""

    def check(layer, bias):
        calls = [([layer(rng, bias=bias)],) for _ in range(10)]
        assertions.results_kept(student.network_parameters, reference.network_parameters, *calls)

    either_of(check, [dense, conv], [True, False])


@network_parameters(
    points=0.25,
    about=(
        "square kernels", "pairs", "cells", "channels", "dense", "sum", "bias", "default", "no bias", "no layers",
        "without parameters",
    ),
)  # fmt: skip
def test_whole_networks(student, reference, rng):
    """all of it works together: VGG-16, parts of it, and networks with all kinds of layers"""
    assertions.value(student.network_parameters, 138357544, reference.vgg_16)
    cases = [reference.vgg_16[4:], reference.vgg_16[:-2], network(rng), network(rng), [], *all_networks(rng)]
    check_cases(student.network_parameters, reference.network_parameters, [(layers,) for layers in cases])
