"""Mistakes in `affected_outputs`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import affected_outputs


def _changes(layer, m, changed, threshold=1e-6):
    """Which outputs change by more than the threshold if these inputs change from 0 to 1."""
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
    """You count the outputs from 1, as the notes do. In code, the first output has the index 0."""
    return [i + 1 for i in affected_outputs(layer, m, j)]


@mistake("§1, Figure 1", "The notes' x_3 is j = 2. Which entry of x do you change for j = 2, and which for j = 0?")
def input_before_j(layer, m, j):
    """You change the input before j. The argument j counts from 0, so use it as an index without a change."""
    _only_legal(m, j)
    return affected_outputs(layer, m, (j - 1) % m)


@mistake("§1, Figure 1", "The notes' x_3 is j = 2. Which j is the first of five inputs, and which j is the last?")
def inputs_counted_from_1(layer, m, j):
    """You count the inputs from 1 to m, as the notes do. In code, j goes from 0 to m - 1."""
    return affected_outputs(layer, m, j - 1)


@mistake("§1", "What does the layer return for an input of zeros? Does this depend on any input?")
def outputs_that_are_not_zero(layer, m, j):
    """You look for outputs that are not 0. A bias does not depend on the input, so compare the outputs of two calls."""
    _only_legal(m, j)
    return np.flatnonzero(layer(np.eye(m)[j]))


@mistake("§1", "What does the layer return for an input of zeros? Does this depend on any input?")
def outputs_above_the_threshold(layer, m, j):
    """You compare the outputs with a threshold. Compare the change between two calls with the threshold."""
    _only_legal(m, j)
    return np.flatnonzero(np.abs(layer(np.eye(m)[j])) > 1e-6)


@mistake("§1", "How does an output change if its weight for this input is -2?")
def only_increases(layer, m, j):
    """You find only outputs that increase. With a negative weight, a larger input makes the output smaller."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j) > 1e-6)


@mistake("§1", "How does an output change if its weight is -2? What if only rounding errors change it?")
def larger_than_before(layer, m, j):
    """You use > to find the outputs that increase. An output can also decrease, and rounding errors can make it
    slightly larger."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j) > 0)


@mistake("§1", "How does an output change if its weight is 2? Which function gives the same result for -2 and 2?")
def only_decreases(layer, m, j):
    """You find only outputs that decrease. A change in either direction counts."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j) < -1e-6)


@mistake("§1", "Is np.isclose(1000, 1000.001) True? Compare the difference itself with a threshold.")
def relative_tolerance(layer, m, j):
    """You use a relative tolerance. Next to a bias of 1000 you miss a change of 0.001, but this change counts."""
    _only_legal(m, j)
    return np.flatnonzero(~np.isclose(layer(np.eye(m)[j]), layer(np.zeros(m))))


@mistake("§1", "Look at the differences for a layer with rounding errors. How large are they at most?")
def rounding_errors_counted(layer, m, j):
    """You treat any difference as a dependence, even a very small one. Rounding errors cause small differences, too."""
    _only_legal(m, j)
    return np.flatnonzero(_differences(layer, m, j))


@mistake("§1", "How small can the change be if the weight is not 0? Is your threshold below this?")
def small_weights_missed(layer, m, j):
    """You miss small changes. A weight of 0.001 is a connection, too."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, j, threshold=0.5))


@mistake("§1", "Compute 1000.001 - 1000. Choose a threshold between the smallest change and the rounding errors.")
def threshold_of_the_smallest_weight(layer, m, j):
    """You use 0.001 as the threshold. Rounding can make a change of 0.001 slightly smaller, so use a smaller
    threshold."""
    _only_legal(m, j)
    return np.flatnonzero(np.abs(_differences(layer, m, j)) >= 0.001)


@mistake("§1", "How much does an output with the weight 1 change if its input changes by 1?")
def only_changes_above_1(layer, m, j):
    """You miss changes of 1 and less. Every change counts that is larger than a rounding error."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, j, threshold=1))


@mistake("§1, Figure 1", "Take 6 inputs and 4 outputs. Is j = 5 the index of an input or of an output?")
def inputs_of_output_j(layer, m, j):
    """You return the inputs on which output j depends. Return the outputs that depend on input j."""
    _only_legal(m, j)
    return [i for i in range(m) if _changes(layer, m, i)[j]]


@mistake("§1, Figure 1", "Try a layer with more outputs than inputs, then a layer with fewer. How can you find n?")
def as_many_outputs_as_inputs(layer, m, j):
    """You check m outputs, but m is the number of inputs. A layer can have more or fewer outputs than inputs."""
    _only_legal(m, j)
    changed = _changes(layer, m, j)
    return [i for i in range(m) if changed[i]]


@mistake("§1", "Print both arrays that you pass to the layer. In how many positions do they differ?")
def other_inputs_changed(layer, m, j):
    """You change all inputs except j. Change only input j."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, np.arange(m) != j))


@mistake("§1", "Print both arrays that you pass to the layer. In how many positions do they differ?")
def inputs_up_to_j_changed(layer, m, j):
    """You also change the inputs before j. The outputs that change then may not depend on j."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, np.arange(m) <= j))


@mistake("§1", "Print both arrays that you pass to the layer. In how many positions do they differ?")
def all_inputs_changed(layer, m, j):
    """You change all inputs at once. This does not show which outputs depend on input j."""
    _only_legal(m, j)
    return np.flatnonzero(_changes(layer, m, np.arange(m)))


@mistake("§1", "Print both arrays before you call the layer. Does b = a make a copy? Does 2 · 0 differ from 0?")
def input_not_changed(layer, m, j):
    """You find no change at all. Perhaps you pass the same input twice, because two names can refer to the same
    array."""
    _only_legal(m, j)
    return []


@mistake("§1, Figure 1", "How many outputs does one input affect in dense_layer, and in odd_places?")
def figure_1_assumed(layer, m, j):
    """You assume that each input affects three neighbours, as in Figure 1. Call the layer to find the affected
    outputs."""
    _only_legal(m, j)
    return [i for i in (j - 1, j, j + 1) if 0 <= i < m]


@mistake("§1", "Does your comparison give one result for each output, or one result for all outputs?")
def all_outputs_or_none(layer, m, j):
    """You compare the outputs as a whole, and return all of them if any has changed. Check each output separately."""
    _only_legal(m, j)
    changed = _changes(layer, m, j)
    return list(range(len(changed))) if changed.any() else []


@mistake("§1", "Where is your return: inside the loop or after it?")
def first_output_only(layer, m, j):
    """You stop at the first output that has changed. Return all outputs that have changed."""
    return affected_outputs(layer, m, j)[:1]


@mistake("§1", "How can you convert the positions of the True values to numbers?")
def mask_instead_of_indices(layer, m, j):
    """You return a Boolean for each output. Return the indices of the outputs that have changed."""
    _only_legal(m, j)
    return _changes(layer, m, j)


@mistake("§1", "At which indices does your array contain values other than 0? Return these indices.")
def changes_instead_of_indices(layer, m, j):
    """You return the change of each output. Return the indices of the outputs that have changed."""
    _only_legal(m, j)
    return np.abs(_differences(layer, m, j))


@mistake("§1", "Which question does your result answer: how many or which?")
def how_many_instead_of_which(layer, m, j):
    """You return the number of outputs that have changed. Return their indices."""
    return len(affected_outputs(layer, m, j))


@mistake("§1", "What does np.where return? Look at its type and its length.")
def tuple_of_np_where(layer, m, j):
    """You return the result of np.where, which is a tuple that contains an array. Return its first element, the
    indices."""
    return np.where(np.isin(np.arange(len(layer(np.zeros(m)))), affected_outputs(layer, m, j)))


@mistake("§1", "How many axes does your result have? Which NumPy function returns indices with one axis?")
def column_of_np_argwhere(layer, m, j):
    """You return each index in a separate list, as np.argwhere does. Return the indices in one list."""
    return np.reshape(affected_outputs(layer, m, j), (-1, 1))


@mistake("§1", "Does the layer have an input 0? What does your check do for j = 0?")
def refuses_input_0(layer, m, j):
    """You raise ValueError for j = 0, which is the first input. Raise ValueError unless 0 <= j < m."""
    if j == 0:
        raise ValueError
    return affected_outputs(layer, m, j)


@mistake("§1", "Which index does the last of m inputs have if the first index is 0?")
def accepts_j_equal_to_m(layer, m, j):
    """You do not raise ValueError for j = m. The last input has the index m - 1."""
    return affected_outputs(layer, m, m - 1 if j == m else j)


@mistake("§1", "Try j = -1. Which entry is x[-1]?")
def accepts_negative_j(layer, m, j):
    """You do not raise ValueError for a negative j. NumPy counts it from the end, but there is no such input."""
    return affected_outputs(layer, m, max(j, 0))


@mistake("§1", "Try j = m. Which exception does Python raise, if any?")
def accepts_too_large_j(layer, m, j):
    """You raise ValueError for a negative j, but not for j = m and above."""
    return affected_outputs(layer, m, min(j, m - 1))


@mistake("§1", "Try j = m and j = -1. Raise ValueError before you change the input.")
def raises_no_value_error(layer, m, j):
    """You never raise ValueError. The IndexError of NumPy is a different exception, and a negative j raises no
    error."""
    return affected_outputs(layer, m, min(max(j, 0), m - 1))
