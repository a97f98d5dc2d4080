"""How students go wrong who find by experiment which outputs of a layer depend on which inputs."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, special_case

from ..shared.layers import SIGNS, SIZES, drawn_layer


class Probing(Model):
    """An input changes from 0 to 1. The outputs that change depend on it."""

    section = "§1"

    @decision("§1, Figure 1", about="everything")
    def experiment(self, layer, m, j):
        """For each output: how much it changes with input `j`, and whether this counts."""
        before, after = self.before(layer, m), layer(self.inputs(m, j) * 1.0)
        return after - before, self.chosen_outputs(self.measured(before, after) > self.limit(before))

    @experiment.slip("How many outputs does one input affect in dense_layer, and in odd_places?")
    def figure_1_assumed(self, layer, m, j):
        """You assume that each input affects three neighbours, as in Figure 1. Call the layer to find the affected
        outputs."""
        near = np.abs(np.arange(len(layer(np.zeros(m)))) - j) <= 1
        return near * 2.0, near

    @figure_1_assumed.also
    def figure_1_assumed(self, layer, m, j):
        near = np.abs(np.arange(m) - j) <= 1
        return near * 2.0, near

    @decision(about="everything")
    def inputs(self, m, j):
        """Which inputs are 1 in the second call."""
        return np.arange(m) == j

    @inputs.slip("The notes' x_3 is j = 2. Which entry of x do you change for j = 2, and which for j = 0?")
    def input_before_j(self, m, j):
        """You change the input before j. The argument j counts from 0, so use it as an index without a change."""
        return np.arange(m) == (j - 1) % m

    @inputs.slip("Print both arrays that you pass to the layer. In how many positions do they differ?")
    def other_inputs_changed(self, m, j):
        """You change all inputs except j. Change only input j."""
        return np.arange(m) != j

    @inputs.slip("Print the inputs of both calls for j = 3. In how many positions do they differ?")
    def earlier_inputs_changed(self, m, j):
        """You change the inputs before j, too, or leave them changed. The outputs that change may not depend on j."""
        return np.arange(m) <= j

    @inputs.slip("Print both arrays that you pass to the layer. In how many positions do they differ?")
    def all_inputs_changed(self, m, j):
        """You change all inputs at once. This does not show which outputs depend on input j."""
        return np.ones(m)

    @inputs.slip("Print both arrays before you call the layer. Does b = a make a copy? Does 2 · 0 differ from 0?")
    def input_not_changed(self, m, j):
        """You find no change at all. Perhaps you pass the same input twice, because two names can refer to the same
        array."""
        return np.zeros(m)

    @decision(about="bias")
    def before(self, layer, m):
        """What the outputs are compared with."""
        return layer(np.zeros(m))

    @before.slip("What does the layer return for an input of zeros? Does this depend on any input?")
    def outputs_that_are_not_zero(self, layer, m):
        """You look for outputs that are not 0. A bias does not depend on the input, so compare the outputs of two
        calls."""
        return np.zeros(len(layer(np.zeros(m))))

    @decision(about="sign")
    def measured(self, before, after):
        """How large the change is."""
        return np.abs(after - before)

    @measured.slip("How does an output change if its weight for this input is -2?")
    def only_increases(self, before, after):
        """You find only outputs that increase. With a negative weight, a larger input makes the output smaller."""
        return after - before

    @measured.slip(
        "How does an output change if its weight is 2? Which function gives 2 for both -2 and 2?", about="everything"
    )
    def only_decreases(self, before, after):
        """You find only outputs that decrease. A change in either direction counts."""
        return before - after

    @decision(about="small weights")
    def limit(self, before):
        """Larger changes count."""
        return 1e-6

    @limit.slip("How small can the change be if the weight is not 0? Is your threshold below this?")
    def small_weights_missed(self, before):
        """You miss small changes. A weight of 0.001 is a connection, too."""
        return 0.5

    @small_weights_missed.also
    def small_weights_missed(self, before):
        return 1

    @limit.slip("Compute 1000.001 - 1000. Choose a threshold between the smallest change and the rounding errors.")
    def threshold_of_the_smallest_weight(self, before):
        """You use 0.001 as the threshold. Rounding can make a change of 0.001 slightly smaller, so use a smaller
        threshold."""
        return np.nextafter(0.001, 0)  # real code has >=

    @limit.slip("Is np.isclose(1000, 1000.001) True? Compare the difference itself with a threshold.")
    def relative_tolerance(self, before):
        """You use a relative tolerance. Next to a bias of 1000 you miss a change of 0.001, but this change counts."""
        return 1e-8 + 1e-5 * np.abs(before)

    @limit.slip("Print the differences for a layer with rounding errors. How large are they at most?", about="rounding")
    def rounding_errors_counted(self, before):
        """You treat any difference as a dependence, even a very small one. Rounding errors cause small differences,
        too."""
        return 0

    @decision(about="everything")
    def chosen_outputs(self, changed):
        """Which outputs depend on the input."""
        return changed

    @chosen_outputs.slip("Does your comparison give one result for each output, or one result for all outputs?")
    def all_outputs_or_none(self, changed):
        """You compare the outputs as a whole, and take all of them if any has changed. Check each output separately."""
        return np.full(len(changed), changed.any())

    @chosen_outputs.slip("Where is your return: inside the loop or after it?")
    def first_output_only(self, changed):
        """You stop at the first output that has changed. Go through all outputs before you return."""
        return changed & (np.cumsum(changed) == 1)

    @chosen_outputs.slip("Print your result after each step of the loop. Does it still contain the earlier outputs?")
    def last_output_only(self, changed):
        """You keep only the last output that has changed. Each new one replaces the one before."""
        return changed & (np.cumsum(changed) == changed.sum())

    @chosen_outputs.slip("Take a layer in which every output depends on one input. What is your result for it?")
    def unconnected_instead_of_connected(self, changed):
        """You find the outputs that do not depend on the input. Find those that change with it."""
        return ~changed

    @decision("§1, Figure 1", about="count")
    def outputs(self, values, m):
        """The values for all outputs that are looked at."""
        return values

    @outputs.slip("The layer odd_places has 3 outputs for m = 7 inputs. How can you find the number of outputs?")
    def as_many_outputs_as_inputs(self, values, m):
        """You take m for the number of outputs, but m is the number of inputs. A layer can have more or fewer outputs
        than inputs."""
        return values[np.arange(m)]

    @as_many_outputs_as_inputs.also
    def as_many_outputs_as_inputs(self, values, m):
        return values[:m]

    @as_many_outputs_as_inputs.also
    def as_many_outputs_as_inputs(self, values, m):
        if values.dtype == bool and values[m:].any():
            raise IndexError
        return np.pad(values[:m], (0, max(m - len(values), 0)))

    @special_case
    def n_equals_m(self, layer):
        return np.equal(*layer.weights.shape)

    @special_case
    def n_is_larger_than_m(self, layer):
        return np.greater(*layer.weights.shape)

    @special_case
    def n_is_1(self, layer):
        return len(layer.weights) == 1

    @special_case
    def all_biases_are_0(self, layer):
        return not layer.bias.any()

    @special_case
    def a_bias_is_large(self, layer):
        return np.abs(layer.bias).max() > 100

    @special_case
    def a_weight_is_negative(self, layer):
        return layer.weights.min() < 0

    @special_case
    def all_weights_are_small(self, layer):
        return np.abs(layer.weights).max() < 1

    @special_case
    def the_layer_is_dense(self, layer):
        return layer.weights.all()

    @special_case
    def an_output_is_not_connected(self, layer):
        return not layer.weights.any(axis=1).all()

    @special_case
    def there_are_rounding_errors(self, layer):
        return layer.noise > 0

    @staticmethod
    def legal_call(rng):
        n, m = rng.integers(1, 7, 2).tolist()
        connected = rng.random((m if rng.random() < 0.4 else n, m)) < rng.choice([0, 0.3, 0.5, 0.7, 1])
        sizes, signs = SIZES[rng.integers(3)], SIGNS[rng.integers(3)]
        layer = drawn_layer(rng, connected, sizes, signs, rng.choice([0, 9, 1000]), rng.choice([0, 4e-11]))
        return (layer, m), {}
