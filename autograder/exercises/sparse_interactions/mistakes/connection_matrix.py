"""Mistakes in `connection_matrix`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

affected_outputs = load("sparse_interactions").affected_outputs
connection_matrix = load("sparse_interactions").connection_matrix


def _outputs(layer, m):
    """Column j: what the layer gives where input j alone is 1."""
    return np.transpose([layer(x) for x in np.eye(m)])


def _changes(layer, m):
    """Column j: by how much the outputs change with input j."""
    return _outputs(layer, m) - np.reshape(layer(np.zeros(m)), (-1, 1))


@mistake("§1", "odd_places has 3 outputs for m = 7 inputs. Which shape has your matrix?")
def rows_and_columns_swapped(layer, m):
    """Your matrix has a row for each input: it should have a row for each output and a column for each input."""
    return connection_matrix(layer, m).T


@mistake("§1", "Which of the two indices of matrix[…, …] is the column? Try odd_places, whose matrix is not square.")
def inputs_fill_rows(layer, m):
    """You write the outputs that depend on input j into row j: they belong into column j."""
    matrix = np.zeros_like(connection_matrix(layer, m))
    for j in range(m):
        matrix[j, affected_outputs(layer, m, j)] = True
    return matrix


@mistake("§1", "odd_places has 3 outputs for m = 7 inputs. How can you find out how many a layer has?")
def as_many_rows_as_columns(layer, m):
    """Your matrix is square: m is the number of inputs, and a layer may have more outputs, or fewer."""
    matrix = np.zeros((m, m), dtype=bool)
    for j in range(m):
        matrix[affected_outputs(layer, m, j), j] = True
    return matrix


@mistake("§1", "What is in column j, and what does affected_outputs(layer, m, j) return? Are these the same?")
def lists_of_indices(layer, m):
    """You list for each input the outputs that depend on it: the matrix says True or False of every pair."""
    return [affected_outputs(layer, m, j) for j in range(m)]


@mistake("§1", "What is the type of your values? Which question has each of them to answer?")
def weights_instead_of_connections(layer, m):
    """You say how strongly outputs and inputs are connected: asked is only whether they are."""
    return _changes(layer, m)


@mistake("§1", "Look at the matrix for a layer in which every output is connected to one input. How many are True?")
def true_where_not_connected(layer, m):
    """You mark the pairs that are not connected: True means that the output does depend on the input."""
    return ~connection_matrix(layer, m)


@mistake("§1", "What do you add up? One pair of an output and an input has one value in the matrix.")
def connections_counted(layer, m):
    """You count the connections of each output: asked is for every pair whether it is connected."""
    return connection_matrix(layer, m).sum(axis=1)


@mistake("§1", "Print the input before every call of the layer. How many ones does it hold?")
def earlier_inputs_stay_changed(layer, m):
    """You leave input j changed when you go on to the next: each column has to change its own input alone."""
    before = layer(np.zeros(m))
    return np.transpose([np.abs(layer(x) - before) > 1e-6 for x in np.tri(m)])


@mistake("§1", "What does the layer give for an input of zeros? Does that depend on any input?")
def outputs_that_are_not_zero(layer, m):
    """You look for outputs that are not 0, but a bias is there whatever the input: compare two calls."""
    return _outputs(layer, m) != 0


@mistake("§1", "What does the layer give for an input of zeros? Does that depend on any input?")
def outputs_above_the_threshold(layer, m):
    """You compare the outputs with a threshold: it is their change between two calls that has to exceed it."""
    return np.abs(_outputs(layer, m)) > 1e-6


@mistake("§1", "What becomes of an output that is connected to the input by a weight of -2?")
def only_increases(layer, m):
    """You notice only outputs that become larger: with a negative weight a larger input makes them smaller."""
    return _changes(layer, m) > 1e-6


@mistake("§1", "Does np.isclose(1000, 1000.001) say that they are close? Does affected_outputs?")
def relative_tolerance(layer, m):
    """You compare relative to the outputs' size: beside a bias of 1000 a change of 0.001 is lost, though it counts."""
    return ~np.isclose(_outputs(layer, m), np.reshape(layer(np.zeros(m)), (-1, 1)))


@mistake("§1", "Look at the changes for a layer with rounding errors. How large are they, at most?")
def rounding_errors_counted(layer, m):
    """You take any difference for a dependence, however small: rounding errors make such differences, too."""
    return _changes(layer, m) != 0


@mistake("§1", "How large is the change of an output at least if its weight is not 0? Is your threshold below that?")
def small_weights_missed(layer, m):
    """You overlook small changes: a weight of 0.001 is a connection, too."""
    return np.abs(_changes(layer, m)) > 0.5


@mistake("§1", "Which numbers does range(m) give? What is the last column of your matrix?")
def last_input_left_out(layer, m):
    """You leave out the last input: its column stays False."""
    matrix = connection_matrix(layer, m)
    matrix[:, -1] = False
    return matrix


@mistake("§1", "Which numbers does range(1, m) leave out? What is the first column of your matrix?")
def first_input_left_out(layer, m):
    """You leave out the first input: it has the index 0, and its column stays False."""
    matrix = connection_matrix(layer, m)
    matrix[:, 0] = False
    return matrix


@mistake("§1, Figure 1", "Is dense_layer connected like that? What does each column of your matrix depend on?")
def figure_1_assumed(layer, m):
    """You assume the connections of Figure 1, three neighbours each: find out by calling the layer."""
    outputs, inputs = np.indices((len(layer(np.zeros(m))), m))
    return np.abs(outputs - inputs) <= 1
