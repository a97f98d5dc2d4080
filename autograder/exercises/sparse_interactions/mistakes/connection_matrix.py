"""How `connection_matrix` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import decision

from ..probing import Probing


class ConnectionMatrix(Probing, task="connection_matrix"):
    """A row for each output, a column for each input."""

    def compute(self, layer, m):
        found = [self.experiment(layer, m, j) for j in range(m)]
        changes, connected = (np.stack([self.outputs(one, m) for one in part], 1) for part in zip(*found, strict=True))
        return self.result(*(self.layout(self.columns(one)) for one in (changes, connected)))

    @decision(about="ends")
    def columns(self, connected):
        """The columns that are filled."""
        return connected

    @columns.slip("Which numbers does range(m) give? What is in the last column of your matrix?")
    def last_input_left_out(self, connected):
        """You leave out the last input, so its column contains only False."""
        return np.pad(connected[:, :-1], [(0, 0), (0, 1)])

    @columns.slip("Which numbers does range(1, m) leave out? What is in the first column of your matrix?")
    def first_input_left_out(self, connected):
        """You leave out the first input, so its column contains only False. The first input has the index 0."""
        return np.pad(connected[:, 1:], [(0, 0), (1, 0)])

    @columns.slip(
        "How many columns does your matrix have for odd_places and m = 7? Print range(m).", about="everything"
    )
    def one_column_too_few(self, connected):
        """Your matrix has one column too few. There is a column for each input, also for the first and the last."""
        return connected[:, :-1]

    @one_column_too_few.also
    def one_column_too_few(self, connected):
        return connected[:, 1:]

    @decision(about="direction")
    def layout(self, connected):
        """Which axis counts the outputs."""
        return connected

    @layout.slip("The layer odd_places has 3 outputs for m = 7 inputs. Which shape does your matrix have?")
    def rows_and_columns_exchanged(self, connected):
        """Your matrix is transposed. Row i is about output i, and column j about input j."""
        return connected.T

    @rows_and_columns_exchanged.also
    def rows_and_columns_exchanged(self, connected):
        n, m = connected.shape
        return connected.T if n == m else np.ma.masked_all((n, m))

    @decision(about="everything")
    def result(self, changes, connected):
        """The result, from the changes and from whether they count."""
        return connected

    @result.slip("Which type do your values have? Each value must be True or False.")
    def weights_instead_of_connections(self, changes, connected):
        """You return how strongly the outputs depend on the inputs. Return only whether they depend on them."""
        return changes

    @weights_instead_of_connections.also
    def weights_instead_of_connections(self, changes, connected):
        return np.abs(changes)

    @result.slip("What is in column j? Compare this with the result of affected_outputs(layer, m, j).")
    def lists_of_indices(self, changes, connected):
        """You return a list of indices for each input. The matrix contains True or False for every pair."""
        return [np.flatnonzero(column).tolist() for column in connected.T]

    @lists_of_indices.also
    def lists_of_indices(self, changes, connected):
        return [np.flatnonzero(row).tolist() for row in connected]

    @result.slip("Over which axis do you sum? Each pair has its own value in the matrix.")
    def connections_counted(self, changes, connected):
        """You count the connections of each output. Return True or False for every pair of an output and an input."""
        return connected.sum(axis=1)

    @connections_counted.also
    def connections_counted(self, changes, connected):
        return connected.sum(axis=0)
