"""What the text of the notebook `sparse_interactions` says is what its own functions and pictures show."""

import re

import numpy as np
import pytest

from tests.exercises.judging import COURSE
from tests.exercises.prose import notebook

SPARSE = notebook("sparse_interactions")
IMAGE, KERNEL, MAPS = (32, 32), (5, 5), 6  # LeNet-5's first layer


@pytest.fixture(scope="module")
def solved():
    """The names of the solved notebook."""
    return SPARSE.solved


def feature_map(x):
    """One feature map of LeNet's first layer, without its bias."""
    windows = np.lib.stride_tricks.sliding_window_view(np.reshape(x, IMAGE), KERNEL)
    return np.einsum("rcij,ij->rc", windows, np.ones(KERNEL)).ravel()


@pytest.fixture(scope="module")
def connections(solved):
    """The connection matrix of a feature map, found by the notebook's function."""
    return solved.connection_matrix(feature_map, np.prod(IMAGE))


def test_a_picture_comes_first():
    """What an output of LeNet sees is drawn before the third code cell and the first two hundred words."""
    code, words = SPARSE.before("show_lenet()")
    assert code < 2
    assert words < 200


def test_k_and_m_are_those_of_lenet(connections):
    """An output sees 25 of 1024 pixels, and there are as many outputs as the kernel has places."""
    n, m = connections.shape
    [k] = {*connections.sum(axis=1).tolist()}
    assert SPARSE.stated(r"layer would see all (\d+) pixels\. An output of LeNet's first layer sees (\d+)\.") == [m, k]
    assert n == 28 * 28


def test_the_table_counts_the_connections_of_lenet(connections):
    """4704 outputs, 122,304 connections and 156 parameters, against 4,821,600 connections of a dense layer."""
    n, m = connections.shape
    k = np.count_nonzero(connections) // n
    outputs = MAPS * n
    shape = SPARSE.stated(r"has (\d) feature maps of (\d+)×(\d+) outputs, which are (\d+) outputs in all")
    assert shape == [MAPS, n**0.5, n**0.5, outputs]
    for kind, seen in (("dense", m), ("sparse, as in LeNet", k)):
        row = SPARSE.stated(rf"\| {kind} \| (\d+) \+ (1) \| ([\d,]+) \| ([\d,]+) \|")
        assert row == [seen, 1, outputs * (seen + 1), outputs * seen]
    assert SPARSE.stated(r"only (\d+) parameters for its ([\d,]+) connections") == [MAPS * (k + 1), outputs * (k + 1)]


def test_figure_1_is_what_the_layers_do(solved):
    """x_3 affects three outputs of the sparse layer and all of the dense one; inputs at the border affect two."""
    sparse, dense = (solved.connection_matrix(layer, 5) for layer in (solved.sparse_layer, solved.dense_layer))
    assert sparse.sum(axis=0).tolist() == [2, 3, 3, 3, 2]
    assert dense.all()
    assert "three outputs of the sparse layer and all outputs of the dense layer" in SPARSE.text


def test_the_end_weights_do_not_meet_every_input(solved):
    """In a valid convolution w_1 misses the last two inputs and w_3 the first two; in Figure 1 each misses one."""
    matrix = solved.connection_matrix(solved.valid_layer, 7)
    assert SPARSE.stated(r"so (\d) inputs give (\d) outputs") == [7, len(matrix)]
    first = [int(np.flatnonzero(row)[0]) for row in matrix]
    last = [int(np.flatnonzero(row)[-1]) for row in matrix]
    assert {*range(7)} - {*first} == {5, 6}
    assert {*range(7)} - {*last} == {0, 1}
    assert matrix.sum(axis=0)[[0, -1]].tolist() == [1, 1]
    assert "$w_1$ never meets the last two inputs, and $w_3$ never meets the first two" in SPARSE.text
    effects = [(solved.sparse_layer(x) - solved.sparse_layer(np.zeros(5))).tolist() for x in np.eye(5)]
    weights = {"w_1": 2, "w_2": -1, "w_3": 0.5}
    met = {name: [j for j in range(5) if weight in effects[j]] for name, weight in weights.items()}
    assert met == {"w_1": [0, 1, 2, 3], "w_2": [0, 1, 2, 3, 4], "w_3": [1, 2, 3, 4]}
    assert "$w_1$ never meets $x_5$, and $w_3$ never meets $x_1$" in SPARSE.text


def test_deeper_units_see_as_much_as_the_text_says(solved):
    """Two layers see 5 inputs. With stride 1 each layer adds the same, with stride 2 it roughly doubles."""
    assert SPARSE.stated(r"see (\d) inputs\. How many inputs do they see if") == [solved.receptive_field([3, 3])]
    plain = [solved.receptive_field([3] * n) for n in range(1, 7)]
    assert {*np.diff(plain).tolist()} == {2}
    strided = np.array([solved.receptive_field([3] * n, [2] * n) for n in range(2, 7)])
    assert np.all(np.abs(strided[1:] / strided[:-1] - 2) < 0.2)


def test_links_lead_to_notebooks():
    """Each notebook that the text links to is in the students' folder."""
    links = re.findall(r"\]\(\.\./(\w+)/(\w+)\.ipynb\)", SPARSE.text)
    assert {name for name, _ in links} == {"count_parameters", "learning"}
    for folder, name in links:
        if name in COURSE.names:
            assert COURSE.exercise(name).release.parent.name == folder
