"""The numbers in the text of `convolutional_layer` are what its own functions compute."""

import re

import numpy as np
import pytest

from tests.exercises.prose import notebook

LAYER = notebook("convolutional_layer")


@pytest.fixture(scope="module")
def solved():
    """The names of the solved notebook."""
    return LAYER.solved


@pytest.fixture(scope="module")
def detected(solved):
    """What the notes' layer gives for an input after the detector stage."""
    w, b, *_ = solved.values_of(solved.notes_layer())
    return lambda x: solved.detector_stage(solved.convolution_stage(np.array(x), w, b)).tolist()


def rows(pattern):
    """The lists of numbers in the only place of the text that fits a pattern, one for each group."""
    [groups] = re.findall(pattern.replace("ROW", r"`\[([\d, ]+)\]`"), LAYER.text)
    return [[int(number) for number in group.split(",")] for group in groups]


def test_the_notes_example_is_what_the_layer_computes(solved, detected):
    """Equivariant after the detector stage, invariant after the pooling stage."""
    one, first, other, second = rows("ROW gives ROW and ROW gives ROW. The output moves")
    assert (solved.pattern.tolist(), solved.moved.tolist()) == (one, other)
    assert (detected(one), detected(other)) == (first, second)
    assert rows("two inputs, ROW and ROW, go through") == [one, other]
    pooled = [int(number) for number in re.findall(r"output is `\[([\d, ]+)\]` for both", LAYER.text)[0].split(",")]
    values = solved.values_of(solved.notes_layer())
    for x in (one, other):
        assert solved.convolutional_layer(np.array(x), *values).tolist() == pooled


def test_the_kernel_has_as_many_weights_as_the_question_suggests(solved):
    """5 inputs give 4 outputs with a kernel of two weights."""
    m, n = LAYER.stated(r"if (\d+) inputs give (\d+) outputs")
    assert m - n + 1 == len(solved.notes_layer()["w"])
    assert "Take the weights 1 and 1" in LAYER.text


def test_the_layer_fires_for_patterns_that_it_should_not_detect(detected):
    """1 for 3, 2; and something else than 0 for the two other patterns."""
    pattern, one, other = rows("gives 1 for ROW. What does it give for ROW and for ROW")
    assert detected(pattern) == [1]
    assert min(detected(one) + detected(other)) > 0


def test_the_pooled_output_is_not_invariant_to_every_move(solved):
    """Another move of the notes' input changes it."""
    x, other = rows(r"invariant to every move of ROW\? Try ROW")
    values = solved.values_of(solved.notes_layer())
    before, after = (solved.convolutional_layer(np.array(one), *values).tolist() for one in (x, other))
    assert before != after
    assert "invariant to this move of this input, and not to every move" in LAYER.text


def test_relu_and_max_pooling_can_be_swapped(solved):
    """The result is the same, as the notebook says."""
    assert "You can swap ReLU and max pooling, and the result stays the same" in LAYER.text
    z = np.random.default_rng(0).normal(size=50)
    for window in ((3, 2, 1), (2, 2, 0), (4, 1, 2)):
        pooled_last = solved.pooling_stage(solved.detector_stage(z), *window)
        assert np.array_equal(pooled_last, solved.detector_stage(solved.pooling_stage(z, *window)))


def test_a_picture_comes_first():
    """The stages of a layer are shown before the third code cell and the first two hundred words."""
    cells, words = LAYER.before("show_layer()")
    assert cells < 2
    assert words < 200
