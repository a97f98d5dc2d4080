"""The numbers in the text of the notebook `count_parameters` are what its own functions compute."""

import math
import re

from tests.exercises.prose import notebook

COUNT = notebook("count_parameters")


def convolutions(layers):
    """The convolutional layers of a network that keep the size of the image, and pooling halves it: each with its
    number of multiplications, if the first image has 224×224 pixels.
    """
    size, found = 224, []
    for layer in layers:
        if layer["kind"] == "conv2d":
            found.append(
                (layer, size * size * layer["out_channels"] * layer["in_channels"] * layer["kernel_size"] ** 2)
            )
        size //= 2 if layer["kind"] == "pool" else 1
    return found


def test_products_in_the_text_are_right():
    """Each product that is written out, such as 5·5·6 = 150, is right."""
    found = re.findall(r"(\d+(?:·\d+)+) = ([\d,]+)", COUNT.text)
    assert len(found) > 10
    for product, result in found:
        assert math.prod(map(int, product.split("·"))) == int(result.replace(",", "")), product


def test_the_table_of_k_and_m_is_about_the_networks():
    """Each row of the table has the inputs, the connections of an output, and their quotient."""
    rows = re.findall(r"\| (\S+), (\w+) convolution \| [^|]* = ([\d,]+) \| [^|]* = ([\d,]+) \| ([\d,]+) \|", COUNT.text)
    table = {(name, which): [int(n.replace(",", "")) for n in numbers] for name, which, *numbers in rows}
    assert all(round(m / k) == quotient for m, k, quotient in table.values())
    vgg = [layer for layer, _ in convolutions(COUNT.solved.vgg_16)]
    lenet = [layer for layer in COUNT.solved.lenet_5 if layer["kind"] == "conv2d"]
    first, second = lenet
    images = {
        ("LeNet-5", "first"): (first, 32),
        ("LeNet-5", "second"): (second, 14),
        ("AlexNet", "first"): ({"in_channels": 3, "kernel_size": 11}, 227),
        ("VGG-16", "first"): (vgg[0], 224),
        ("VGG-16", "last"): (vgg[-1], 14),
    }
    assert {row: [m, k] for row, (m, k, _) in table.items()} == {
        row: [size**2 * layer["in_channels"], layer["kernel_size"] ** 2 * layer["in_channels"]]
        for row, (layer, size) in images.items()
    }


def test_one_map_of_lenet_is_the_first_row():
    """m, n and k of the map in part 1."""
    m, n, k = COUNT.stated(r"`m = (\d+)`, `n = (\d+)` and `k = (\d+)`")
    size, outputs = COUNT.stated(r"reads images of (\d+)×\d+ pixels\. Its first.*?feature map of (\d+)×\d+ outputs")
    kernel = COUNT.solved.lenet_5[0]["kernel_size"]
    assert (m, n, k, outputs) == (size**2, outputs**2, kernel**2, size - kernel + 1)


def test_the_counts_of_alexnet():
    """34,944 parameters, and about 45 billion for a dense layer."""
    alexnet = COUNT.solved.conv2d_parameters(3, 96, 11)
    assert COUNT.stated(r"How much is ([\d,]+)\?") == [alexnet]
    assert COUNT.stated(r"gives ([\d,]+) for `torch\.nn\.Conv2d\(3, 96, 11\)`") == [alexnet]
    inputs, outputs = COUNT.stated(r"turns [^ ]+ = ([\d,]+) inputs into [^ ]+ = ([\d,]+) outputs")
    dense, _ = COUNT.solved.layer_cost("dense", int(inputs), int(outputs))
    assert COUNT.stated(r"about (\d+) billion") == [round(dense / 1e9)]


def test_the_counts_of_vgg_16():
    """138 million parameters, about nine tenths in three dense layers, and where the multiplications are."""
    vgg, count = COUNT.solved.vgg_16, COUNT.solved.network_parameters
    dense = [layer for layer in vgg if layer["kind"] == "dense"]
    total, sizes = count(vgg), [count([layer]) for layer in dense]
    assert COUNT.stated(r"has (\d+) convolutional layers, (\d+) dense layers and (\d+) million parameters") == [
        len(convolutions(vgg)),
        len(dense),
        round(total / 1e6),
    ]
    assert COUNT.stated(r"and ([\d,]+) for `torchvision\.models\.vgg16") == [total]
    assert "About nine tenths of VGG-16's parameters" in COUNT.text
    assert 0.85 < sum(sizes) / total < 0.95
    assert sizes[0] > sum(sizes) / 2
    assert COUNT.stated(r"each of ([\d,]+) inputs to each of ([\d,]+) outputs\.") == [
        dense[0]["inputs"],
        dense[0]["outputs"],
    ]
    convolved = sum(multiplications for _, multiplications in convolutions(vgg))
    multiplied = sum(layer["inputs"] * layer["outputs"] for layer in dense)
    assert COUNT.stated(r"about (\d+) % of them are in the convolutional") == [
        round(100 * convolved / (convolved + multiplied))
    ]


def test_the_pictures_show_the_numbers_of_the_checks():
    """The first picture has 15 and 9 connections, and the picture of kernels 38 parameters."""
    dense, sparse, shared = COUNT.pictures._numbered_parameters(5, 3, 3).values()
    assert [(matrix > 0).sum() for matrix in (dense, sparse, shared)] == [15, 9, 9]
    assert [COUNT.solved.connections(3, k) for k in (5, 3)] == [15, 9]
    assert [matrix.max() for matrix in (dense, sparse, shared)] == [15, 9, 3]
    assert COUNT.solved.conv2d_parameters(3, 2, (2, 3)) == 38


def test_a_picture_comes_first():
    """The three layers are shown before the third code cell and the first two hundred words."""
    cells, words = COUNT.before("show_layers()")
    assert cells < 2
    assert words < 200
