"""How `notes_layer` goes wrong. There are many right results: this is about weights of 3 and 2, and of 1 and 1."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, slips_of


class NotesLayer(Model, task="notes_layer"):
    """The values of the layer."""

    ones = False  # whether the weights are 1 and 1

    def compute(self):
        self.values()  # finds out which weights the slips are about
        return self.values()

    def values(self):
        wanted = self.wanted()
        return self.form(self.entries({"w": self.weights(), "b": self.bias(wanted)} | self.windows()))

    def pattern(self):
        """The sum at the pattern 3, 2."""
        return 5 if self.ones else 13

    @decision("§4, Figure 2", about="weights")
    def wanted(self):
        """What is left of the sum at the pattern."""
        return 1

    @wanted.slip("What is the sum for the pair 3, 2? What is the result after you add your bias?")
    def bias_cancels_the_pattern(self):
        """Your bias cancels the whole sum for the pattern 3, 2. The result is 0, but it should be 1."""
        return 0

    @wanted.slip("What is the sum for the pair 3, 2? What is the result after you add your bias?")
    def bias_leaves_too_much(self):
        """Your bias leaves 2 of the sum for the pattern 3, 2. The result should be 1."""
        return 2

    @decision("§4, Figure 2", about="weights")
    def bias(self, wanted):
        """The bias."""
        return wanted - self.pattern()

    @bias.slip("Which outputs does the convolution stage have without a bias? All values above 0 remain.")
    def no_bias(self, wanted):
        """You use no bias, so every position that contains a part of the pattern has a positive output. Use a negative
        bias as a threshold."""
        return 0

    @bias.slip("The bias is added. Which sign makes the outputs smaller?")
    def bias_with_the_wrong_sign(self, wanted):
        """Your bias increases the outputs. To decrease them, it has to be negative."""
        return self.pattern() - wanted

    @decision("§2", about="weights")
    def weights(self):
        """The kernel."""
        return [1, 1] if self.ones else [3, 2]

    @weights.slip("Which weight is multiplied by the 3 of the pattern if the kernel is not flipped?")
    def flipped_kernel(self):
        """You flip the kernel. Here w[0] is multiplied by the left value of a pair, so 3, 2 gives 3·w[0] + 2·w[1]."""
        return [2, 3]

    @weights.slip("How many outputs does a kernel of length 3 give for five inputs? How many should there be?")
    def kernel_of_three(self):
        """Your kernel is too long. For 5 inputs and 4 outputs, the kernel has length 2."""
        return [0, 3, 2]

    @kernel_of_three.also
    def kernel_of_three(self):
        return [3, 2, 0]

    @decision("§4", about="windows")
    def windows(self):
        """The values of the pooling stage."""
        return {"size": 2, "stride": 2, "padding": 1}

    @windows.slip("Write down the windows of [0, 1, 0, 0]. How many are there?")
    def no_padding(self):
        """You use no padding, so windows of size 2 and stride 2 give two outputs. The notes have three."""
        return {"size": 2, "stride": 2, "padding": 0}

    @windows.slip("Write down the windows of [0, 1, 0, 0] and of [0, 0, 1, 0]. Which windows share a value?")
    def overlapping_windows(self):
        """Your windows overlap, because they have size 2 and move by 1. One value of 1 then gives two outputs of 1."""
        return {"size": 2, "stride": 1, "padding": 0}

    @windows.slip("Write down the windows of [0, 1, 0, 0] with one position added at each end. How many are there?")
    def padding_and_a_stride_of_one(self):
        """You use padding and a stride of 1, so windows of size 2 give five outputs. The notes have three."""
        return {"size": 2, "stride": 1, "padding": 1}

    @decision("§4, Figure 2", about="keys")
    def entries(self, values):
        """What is in the dict."""
        return values

    @entries.slip("Compare your keys with the keys in the docstring, letter by letter.")
    def other_keys(self, values):
        """Two keys have the wrong names. They are w and b, like the arguments of the layer."""
        return {"weights": values.pop("w"), "bias": values.pop("b")} | values

    @entries.slip("Does convolutional_layer(pattern, **notes_layer()) run? The input is not a part of the layer.")
    def input_among_the_values(self, values):
        """Your dict also contains the input. It must have exactly the five keys."""
        return {"x": np.array([0, 3, 2, 0, 0])} | values

    @decision("§4, Figure 2", about="everything")
    def form(self, values):
        """The result."""
        return values

    @form.slip("How do you write a dict in Python? What comes before each colon?")
    def values_without_names(self, values):
        """Your values have no names. Return a dict with the five keys."""
        return tuple(values.values())

    @staticmethod
    def legal_call(rng):
        return (), {}


def _with_weights_of_one(slip):
    """The slip, also in an answer whose weights are 1 and 1."""
    [usual] = slip.methods

    def method(self, *args):
        self.ones = True
        return usual(self, *args)

    return slip.also(method)


for one in slips_of(NotesLayer):
    if one.decision != "weights":
        setattr(NotesLayer, one.name, _with_weights_of_one(one))
slips_of.cache_clear()
