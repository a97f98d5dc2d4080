"""Mistakes in `connection_matrix`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import affected_outputs, connection_matrix


def _outputs(layer, m):
    """Column j: the outputs of the layer if only input j is 1."""
    return np.transpose([layer(x) for x in np.eye(m)])


def _changes(layer, m):
    """Column j: the changes of the outputs if input j changes from 0 to 1."""
    return _outputs(layer, m) - np.reshape(layer(np.zeros(m)), (-1, 1))


@mistake("§1", "The layer odd_places has 3 outputs for m = 7 inputs. Which shape does your matrix have?")
def rows_and_columns_swapped(layer, m):
    """Your matrix is transposed. It must have one row for each output and one column for each input."""
    return connection_matrix(layer, m).T


@mistake("§1", "Which of the two indices of matrix[…, …] is the column? Try odd_places, whose matrix is not square.")
def inputs_fill_rows(layer, m):
    """You write the outputs that depend on input j into row j. They belong in column j."""
    matrix = np.zeros_like(connection_matrix(layer, m))
    for j in range(m):
        matrix[j, affected_outputs(layer, m, j)] = True
    return matrix


@mistake("§1", "The layer odd_places has 3 outputs for m = 7 inputs. How can you find the number of outputs?")
def as_many_rows_as_columns(layer, m):
    """Your matrix is square. The number of inputs is m, but a layer can have more or fewer outputs."""
    matrix = np.zeros((m, m), dtype=bool)
    for j in range(m):
        matrix[affected_outputs(layer, m, j), j] = True
    return matrix


@mistake("§1", "What is in column j? Compare this with the result of affected_outputs(layer, m, j).")
def lists_of_indices(layer, m):
    """You return a list of outputs for each input. The matrix contains True or False for every pair."""
    return [affected_outputs(layer, m, j) for j in range(m)]


@mistake("§1", "Which type do your values have? Each value must be True or False.")
def weights_instead_of_connections(layer, m):
    """You return how strongly the outputs depend on the inputs. Return only whether they depend on them."""
    return _changes(layer, m)


@mistake("§1", "Take a layer in which every output depends on one input. How many values should be True?")
def true_where_not_connected(layer, m):
    """You mark the pairs that are not connected. True means that the output depends on the input."""
    return ~connection_matrix(layer, m)


@mistake("§1", "Over which axis do you sum? Each pair has its own value in the matrix.")
def connections_counted(layer, m):
    """You count the connections of each output. Return True or False for every pair of an output and an input."""
    return connection_matrix(layer, m).sum(axis=1)


@mistake("§1", "Print the input before every call of the layer. How many ones does it contain?")
def earlier_inputs_stay_changed(layer, m):
    """You leave input j changed when you continue with the next input. For each column, change only one input."""
    before = layer(np.zeros(m))
    return np.transpose([np.abs(layer(x) - before) > 1e-6 for x in np.tri(m)])


@mistake("§1", "What does the layer return for an input of zeros? Does this depend on any input?")
def outputs_that_are_not_zero(layer, m):
    """You look for outputs that are not 0. A bias does not depend on the input, so compare the outputs of two calls."""
    return _outputs(layer, m) != 0


@mistake("§1", "What does the layer return for an input of zeros? Does this depend on any input?")
def outputs_above_the_threshold(layer, m):
    """You compare the outputs with a threshold. Compare the change between two calls with the threshold."""
    return np.abs(_outputs(layer, m)) > 1e-6


@mistake("§1", "How does an output change if its weight for this input is -2?")
def only_increases(layer, m):
    """You find only outputs that increase. With a negative weight, a larger input makes the output smaller."""
    return _changes(layer, m) > 1e-6


@mistake("§1", "Is np.isclose(1000, 1000.001) True? What does affected_outputs return in this case?")
def relative_tolerance(layer, m):
    """You use a relative tolerance. Next to a bias of 1000 you miss a change of 0.001, but this change counts."""
    return ~np.isclose(_outputs(layer, m), np.reshape(layer(np.zeros(m)), (-1, 1)))


@mistake("§1", "Look at the changes for a layer with rounding errors. How large are they at most?")
def rounding_errors_counted(layer, m):
    """You treat any difference as a dependence, even a very small one. Rounding errors cause small differences, too."""
    return _changes(layer, m) != 0


@mistake("§1", "How small can the change be if the weight is not 0? Is your threshold below this?")
def small_weights_missed(layer, m):
    """You miss small changes. A weight of 0.001 is a connection, too."""
    return np.abs(_changes(layer, m)) > 0.5


@mistake("§1", "Which numbers does range(m) give? What is in the last column of your matrix?")
def last_input_left_out(layer, m):
    """You leave out the last input, so its column contains only False."""
    matrix = connection_matrix(layer, m)
    matrix[:, -1] = False
    return matrix


@mistake("§1", "Which numbers does range(1, m) leave out? What is in the first column of your matrix?")
def first_input_left_out(layer, m):
    """You leave out the first input, so its column contains only False. The first input has the index 0."""
    matrix = connection_matrix(layer, m)
    matrix[:, 0] = False
    return matrix


@mistake("§1, Figure 1", "Does dense_layer have these connections? What does each column of your matrix depend on?")
def figure_1_assumed(layer, m):
    """You assume the connections of Figure 1, three neighbours for each input. Call the layer to find the
    connections."""
    outputs, inputs = np.indices((len(layer(np.zeros(m))), m))
    return np.abs(outputs - inputs) <= 1
