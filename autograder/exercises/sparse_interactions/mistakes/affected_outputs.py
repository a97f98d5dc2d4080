"""Mistakes in `affected_outputs`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

affected_outputs = load("sparse_interactions").affected_outputs


def _changes(layer, m, changed, threshold=1e-6):
    """Which outputs change by more than the threshold when these inputs go from 0 to 1."""
    return np.abs(_differences(layer, m, changed)) > threshold


def _differences(layer, m, changed):
    x = np.zeros(m)
    x[changed] = 1
    return layer(x) - layer(np.zeros(m))


def _only_legal(m, j):
    if not 0 <= j < m:
        raise ValueError


@mistake("§1, Figure 1", "For sparse_layer and j = 0 the first output changes. Is 0 in your list?")
def outputs_counted_from_1(layer, m, j):
    """You count the outputs from 1, as the notes do: the first one has the index 0."""
    return [i + 1 for i in affected_outputs(layer, m, j)]


@mistake("§1, Figure 1", "The notes' x_3 is j = 2. Which entry of x do you change for j = 2, and which for j = 0?")
def input_before_j(layer, m, j):
    """You change the input before j: j counts from 0 and is an index as it stands."""
    _only_legal(m, j)
    return affected_outputs(layer, m, (j - 1) % m)


@mistake("§1, Figure 1", "The notes' x_3 is j = 2. Which j is the first input, and which the last of five?")
def inputs_counted_from_1(layer, m, j):
    """You count the inputs from 1 to m, as the notes do: j goes from 0 to m - 1."""
    return affected_outputs(layer, m, j - 1)


@mistake("§1", "What does the layer give for an input of zeros? Does that depend on any input?")
def outputs_that_are_not_zero(layer, m, j):
    """You look for outputs that are not 0, but a bias is there whatever the input: compare two calls."""
    _only_legal(m, j)
    return np.flatnonzero(layer(np.eye(m)[j]))


@mistake("§1", "What does the layer give for an input of zeros? Does that depend on any input?")
def outputs_above_the_threshold(layer, m, j):
    """You compare the outputs with a threshold: it is their change between two calls that has to exceed it."""
    _only_legal(m, j)
    return np.flatnonzero(np.abs(layer(np.eye(m)[j])) > 1e-6)


@mistake("§1", "What becomes of an output that is connected to the input by a weight of -2?")
def only_increases(layer, m, j):
    """You notice only outputs that become larger: with a negative weight a larger input makes them smaller."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j) > 1e-6)


@mistake("§1", "What becomes of an output whose weight is -2, and of one that only rounding errors change?")
def larger_than_before(layer, m, j):
    """You ask with > which outputs have grown: they may shrink as well, and rounding errors make some grow a little."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j) > 0)


@mistake("§1", "What becomes of an output whose weight is 2? Which function makes -2 and 2 the same?")
def only_decreases(layer, m, j):
    """You notice only outputs that become smaller: a change in either direction counts."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j) < -1e-6)


@mistake("§1", "Is np.isclose(1000, 1000.001) True? Compare the difference itself with a threshold.")
def relative_tolerance(layer, m, j):
    """You compare relative to the outputs' size: beside a bias of 1000 a change of 0.001 is lost, though it counts."""
    _only_legal(m, j)
    return np.flatnonzero(~np.isclose(layer(np.eye(m)[j]), layer(np.zeros(m))))


@mistake("§1", "Look at the differences for a layer with rounding errors. How large are they, at most?")
def rounding_errors_counted(layer, m, j):
    """You take any difference for a dependence, however small: rounding errors make such differences, too."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j))


@mistake("§1", "How large is the change of an output at least if its weight is not 0? Is your threshold below that?")
def small_weights_missed(layer, m, j):
    """You overlook small changes: a weight of 0.001 is a connection, too."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, j, threshold=0.5))


@mistake("§1", "Compute 1000.001 - 1000. Choose a threshold well below the smallest change and well above the errors.")
def threshold_of_the_smallest_weight(layer, m, j):
    """Your threshold is 0.001 itself: rounding can make a change of 0.001 a little smaller than that."""
    _only_legal(m, j)
    return np.flatnonzero(np.abs(_differences(layer, m, j)) >= 0.001)


@mistake("§1", "How much does an output with the weight 1 change if its input changes by 1?")
def only_changes_above_1(layer, m, j):
    """You overlook changes of 1 and less: any change counts that is larger than a rounding error."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, j, threshold=1))


@mistake("§1, Figure 1", "Take 6 inputs and 4 outputs. What does j = 5 count, and what your result?")
def inputs_of_output_j(layer, m, j):
    """You give the inputs that output j depends on: asked are the outputs that depend on input j."""
    _only_legal(m, j)
    return [i for i in range(m) if _changes(layer, m, i)[j]]


@mistake("§1, Figure 1", "Try a layer with more outputs than inputs, then one with fewer. How can you find out n?")
def as_many_outputs_as_inputs(layer, m, j):
    """You go through m outputs, but m is the number of inputs: a layer may have more outputs, or fewer."""
    _only_legal(m, j)
    changed = _changes(layer, m, j)
    return [i for i in range(m) if changed[i]]


@mistake("§1", "Print both arrays that you give to the layer. In how many places do they differ?")
def other_inputs_changed(layer, m, j):
    """You change all inputs but j: change input j alone."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, np.arange(m) != j))


@mistake("§1", "Print both arrays that you give to the layer. In how many places do they differ?")
def inputs_up_to_j_changed(layer, m, j):
    """You change the inputs before j as well: what changes then may not depend on j."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, np.arange(m) <= j))


@mistake("§1", "Print both arrays that you give to the layer. In how many places do they differ?")
def all_inputs_changed(layer, m, j):
    """You change all inputs at once: then nothing tells which output depends on input j."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, np.arange(m)))


@mistake("§1", "Print both arrays right before you call the layer. Is b = a a copy? Is 2 · 0 another number than 0?")
def input_not_changed(layer, m, j):
    """You find no change at all, as if the layer saw the same input twice: one array may have two names."""
    _only_legal(m, j)
    return []


@mistake("§1, Figure 1", "How many outputs does one input reach in dense_layer, and in odd_places?")
def figure_1_assumed(layer, m, j):
    """You assume that an input reaches its three neighbours, as in Figure 1: find out by calling the layer."""
    _only_legal(m, j)
    return [i for i in (j - 1, j, j + 1) if 0 <= i < m]


@mistake("§1", "Does your comparison answer for each output, or once for all of them?")
def all_outputs_or_none(layer, m, j):
    """You compare the outputs as a whole and name all if any has changed: ask each output on its own."""
    _only_legal(m, j)
    changed = _changes(layer, m, j)
    return list(range(len(changed))) if changed.any() else []


@mistake("§1", "Where does your return stand: in the loop or behind it?")
def first_output_only(layer, m, j):
    """You stop at the first output that has changed: all of them are asked for."""
    return affected_outputs(layer, m, j)[:1]


@mistake("§1", "How do the places of the True values become numbers?")
def mask_instead_of_indices(layer, m, j):
    """You say of each output whether it has changed: asked are the indices of those that have."""
    _only_legal(m, j)
    return _changes(layer, m, j)


@mistake("§1", "Where in your array are the values that are not 0? These places are the answer.")
def changes_instead_of_indices(layer, m, j):
    """You say by how much each output has changed: asked are the indices of those that have."""
    _only_legal(m, j)
    return np.abs(_differences(layer, m, j))


@mistake("§1", "Which question do you answer: how many or which?")
def how_many_instead_of_which(layer, m, j):
    """You count the outputs that have changed: asked are their indices."""
    return len(affected_outputs(layer, m, j))


@mistake("§1", "What does np.where return? Look at its type and its length.")
def tuple_of_np_where(layer, m, j):
    """You return what np.where gives, a tuple with an array in it: the list of the indices is its first element."""
    return np.where(np.isin(np.arange(len(layer(np.zeros(m)))), affected_outputs(layer, m, j)))


@mistake("§1", "How many axes does your result have? There is another function for one axis.")
def column_of_np_argwhere(layer, m, j):
    """You return each index in a list of its own, as np.argwhere does: the list of the indices has one axis."""
    return np.reshape(affected_outputs(layer, m, j), (-1, 1))


@mistake("§1", "Is there an input 0? And what does your check say of it?")
def refuses_input_0(layer, m, j):
    """You refuse j = 0, which is the first input: raise ValueError unless 0 <= j < m."""
    if j == 0:
        raise ValueError
    return affected_outputs(layer, m, j)


@mistake("§1", "Which is the last of m inputs if the first is number 0?")
def accepts_j_equal_to_m(layer, m, j):
    """You do not refuse j = m: the last input is m - 1."""
    return affected_outputs(layer, m, m - 1 if j == m else j)


@mistake("§1", "Try j = -1. Which entry is x[-1]?")
def accepts_negative_j(layer, m, j):
    """You do not refuse a negative j: NumPy counts it from the end, but there is no such input."""
    return affected_outputs(layer, m, max(j, 0))


@mistake("§1", "Try j = m. Does Python raise ValueError there?")
def accepts_too_large_j(layer, m, j):
    """You refuse a negative j, but want a ValueError for j = m and above, too."""
    return affected_outputs(layer, m, min(j, m - 1))


@mistake("§1", "Try j = m and j = -1. Raise ValueError before you change the input.")
def raises_no_value_error(layer, m, j):
    """You never raise ValueError: NumPy's IndexError is another one, and a negative j passes."""
    return affected_outputs(layer, m, min(max(j, 0), m - 1))
