"""How `affected_outputs` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import decision, missing_check, special_case

from ..probing import Probing


class AffectedOutputs(Probing, task="affected_outputs"):
    """The indices of the outputs that change with input j."""

    def compute(self, layer, m, j):
        change, changed = self.experiment(layer, m, self.position(m, j))
        return self.result(self.outputs(change, m), self.outputs(changed, m))

    @Probing.experiment.slip("Take 6 inputs and 4 outputs. Is j = 5 an input or an output?", about="direction")
    def inputs_of_output_j(self, layer, m, j):
        """You return the inputs on which output j depends. Return the outputs that depend on input j."""
        found = [self.usual("experiment", layer, m, i) for i in range(m)]
        return tuple(np.array(part)[:, j] for part in zip(*found, strict=True))

    @decision("§1, Figure 1", about="first input")
    def position(self, m, j):
        """Which input is meant."""
        return j

    @position.slip("Does the layer have an input 0? What does your check do for j = 0?")
    def refuses_input_0(self, m, j):
        """You raise ValueError for j = 0, which is the first input. Raise ValueError unless 0 <= j < m."""
        return j if j else 1 / 0

    @position.slip(
        "The notes' x_3 is j = 2. Which j is the first of five inputs, and which the last?", about="everything"
    )
    def inputs_counted_from_1(self, m, j):
        """You count the inputs from 1 to m, as the notes do. In code, j goes from 0 to m - 1."""
        return j - 1 if j else 1 / 0

    @decision(about="everything")
    def result(self, change, changed):
        """The result, from the changes and from whether they count."""
        return np.flatnonzero(changed).tolist()

    @result.slip("For sparse_layer and j = 0 the first output changes. Is 0 in your list?", "§1, Figure 1")
    def outputs_counted_from_1(self, change, changed):
        """You count the outputs from 1, as the notes do. In code, the first output has the index 0."""
        return np.flatnonzero(changed) + 1

    @result.slip("How can you convert the positions of the True values to numbers? Look up np.flatnonzero.")
    def mask_instead_of_indices(self, change, changed):
        """You return a Boolean for each output. Return the indices of the outputs that have changed."""
        return changed

    @result.slip("At which indices does your array contain values other than 0? Return these indices.")
    def changes_instead_of_indices(self, change, changed):
        """You return the change of each output. Return the indices of the outputs that have changed."""
        return change

    @changes_instead_of_indices.also
    def changes_instead_of_indices(self, change, changed):
        return np.abs(change)

    @changes_instead_of_indices.also
    def changes_instead_of_indices(self, change, changed):
        return change[changed]

    @result.slip("Which question does your result answer: how many or which?")
    def how_many_instead_of_which(self, change, changed):
        """You return the number of outputs that have changed. Return their indices."""
        return np.count_nonzero(changed)

    @result.slip("What does np.where return? Look at its type and its length.")
    def tuple_of_np_where(self, change, changed):
        """You return the result of np.where, which is a tuple that contains an array. Return its first element, the
        indices."""
        return np.where(changed)

    @result.slip("How many axes does your result have? Which NumPy function returns indices with one axis?")
    def column_of_np_argwhere(self, change, changed):
        """You return each index in a separate list, as np.argwhere does. Return the indices in one list."""
        return np.argwhere(changed)

    @missing_check("§1", "a negative j", "Try j = -1. Which entry is x[-1]?")
    def accepts_negative_j(self, j):
        """You do not raise ValueError for a negative j. NumPy counts it from the end, but there is no such input."""
        return j < 0

    @missing_check("§1", "j = m", "Which index does the last of m inputs have if the first index is 0?")
    def accepts_j_equal_to_m(self, m, j):
        """You do not raise ValueError for j = m. The last input has the index m - 1."""
        return j == m

    @missing_check("§1", "a j of m or more", "Try j = m. Which exception does Python raise, if any?")
    def accepts_too_large_j(self, m, j):
        """You do not raise ValueError for j = m and above. The IndexError of NumPy is a different exception."""
        return j >= m

    @special_case
    def j_is_the_last_input(self, m, j):
        return j == m - 1

    @staticmethod
    def legal_call(rng):
        (layer, m), _ = Probing.legal_call(rng)
        return (layer, m, int(rng.integers(m))), {}
