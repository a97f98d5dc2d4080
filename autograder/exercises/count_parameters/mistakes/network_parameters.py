"""How `network_parameters` goes wrong: in its convolutional layers as `conv2d_parameters` does, or in what it adds."""

from autograder.grading.mistake_model import decision, missing_check, special_case

from .conv2d_parameters import Conv2d

KINDS = ("conv2d", "dense", "relu", "pool")


class NetworkParameters(Conv2d, task="network_parameters"):
    """The sum over the layers."""

    takes_numpy_ints_for_pairs = None  # no test has such a layer
    refuses_sizes_of_1 = None

    def compute(self, layers):
        return self.total(layers)

    def one(self, layer):
        """The parameters of one layer."""
        kind = layer["kind"]
        if kind not in ("conv2d", "dense"):
            return self.without_parameters(kind, layer)
        bias = self.given_bias(**{key: value for key, value in layer.items() if key == "bias"})
        if kind == "conv2d":
            return self.conv2d(layer["in_channels"], layer["out_channels"], layer["kernel_size"], bias)
        inputs, outputs = layer["inputs"], layer["outputs"]
        weights = self.dense_weights(inputs, outputs)
        return weights + (self.dense_biases(inputs, outputs) if self.has_bias(bias, kind) else 0)

    @Conv2d.given_bias.slip("Try a layer without the key `bias`. What does layer.get('bias') return then?")
    def no_bias_by_default(self, bias=False):
        """You count no bias if the key `bias` is missing. Without this key, the layer has biases."""
        return bias

    @Conv2d.given_bias.slip("Try a layer without 'bias'. How can you look up a key that may be missing?")
    def needs_the_key_bias(self, bias):
        """You assume that every layer has the key `bias`. If it is missing, the layer has biases."""
        return bias

    @Conv2d.counts_only_the_weights.also
    def counts_only_the_weights(self, bias, kind):
        return bias and kind != "conv2d"

    @Conv2d.has_bias.slip("Try a dense layer with 'bias': False. Where does your code use this value?", "§1", "no bias")
    def dense_always_with_bias(self, bias, kind):
        """You count the biases of dense layers even if `bias` is false. Use `bias` for dense layers, as you do for
        convolutional layers."""
        return bias or kind == "dense"

    @Conv2d.has_bias.slip("Try a conv2d layer with 'bias': False. Do you pass this value on?", about="no bias")
    def conv2d_always_with_bias(self, bias, kind):
        """You count the biases of convolutional layers even if `bias` is false. Use `bias` for them, as you do for
        dense layers."""
        return bias or kind == "conv2d"

    @decision("§1", about="dense")
    def dense_weights(self, inputs, outputs):
        """The weights of a dense layer."""
        return inputs * outputs

    @dense_weights.slip("What does layer_cost('dense', 3, 2) return? Which of the two numbers do you need?")
    def adds_both_results_of_layer_cost(self, inputs, outputs):
        """You count the weights of a dense layer twice. Perhaps you add both numbers that layer_cost returns."""
        return 2 * inputs * outputs

    @decision("§1", about="bias")
    def dense_biases(self, inputs, outputs):
        """The biases of a dense layer that has them."""
        return outputs

    @dense_biases.slip("A dense layer with 3 inputs and 2 outputs has 8 parameters. Which are they?")
    def dense_without_bias(self, inputs, outputs):
        """You count only the weights of dense layers. Each output also has a bias, unless `bias` is false."""
        return 0

    @dense_biases.slip("A dense layer has 2 outputs, and each adds its own number. How many numbers are there?")
    def one_bias_in_a_dense_layer(self, inputs, outputs):
        """You count one bias for a whole dense layer. Each output has its own bias."""
        return 1

    @dense_biases.slip("The bias is added to a weighted sum of the inputs. How many such sums are there?")
    def dense_bias_for_each_input(self, inputs, outputs):
        """You count one bias for each input of a dense layer. Each output has one bias instead."""
        return inputs

    @decision("§4", about="without parameters")
    def without_parameters(self, kind, layer):
        """The parameters of other layers."""
        return 0

    @without_parameters.slip("A pooling layer takes the largest value of each window. What could it learn?")
    def pools_with_weights(self, kind, layer):
        """You count parameters for a pooling layer. It has a window, but no parameters."""
        return layer["size"] ** 2 if kind == "pool" else 0

    @pools_with_weights.also
    def pools_with_weights(self, kind, layer):
        return layer.get("size", 0) ** 2 if kind == "pool" else 0

    @without_parameters.slip("Try [{'kind': 'relu'}] and [{'kind': 'pool'}]. Which kinds are in the table?")
    def refuses_layers_without_parameters(self, kind, layer):
        """Your function fails for relu or pool. They are known kinds without parameters, and a pool may have any
        keys."""
        raise ValueError

    @refuses_layers_without_parameters.also
    def refuses_layers_without_parameters(self, kind, layer):
        return {"relu": 0}[kind]

    @refuses_layers_without_parameters.also
    def refuses_layers_without_parameters(self, kind, layer):
        return {"pool": 0}[kind]

    @decision("§2", about="sum")
    def total(self, layers):
        """The sum over the layers."""
        return sum([self.one(layer) for layer in layers]) if layers else self.of_none()

    @total.slip("Try lenet_5[:1] and lenet_5. When does your loop end?")
    def only_the_first_layer(self, layers):
        """You return after the first layer. Add up the parameters of all layers."""
        for layer in layers:
            return self.one(layer)

    @total.slip("Try lenet_5[:1] and lenet_5[:4]. Do you add to the sum, or do you overwrite it?")
    def only_the_last_layer(self, layers):
        """You keep only the number of the last layer. Add the number of each layer to the sum."""
        return [self.one(layer) for layer in layers][-1] if layers else self.of_none()

    @total.slip("Try a network with two dense layers. Do you overwrite the number of the first one?")
    def one_layer_of_each_kind(self, layers):
        """You keep only the last layer of each kind. Add the number of every layer to the sum."""
        return sum({layer["kind"]: self.one(layer) for layer in layers}.values()) if layers else self.of_none()

    @decision("§2", about="no layers")
    def of_none(self):
        """The result for an empty list."""
        return 0

    @of_none.slip("What is sum([])?")
    def refuses_an_empty_network(self):
        """Your function gives no number for an empty list. The sum over no layers is 0."""
        raise ValueError

    @refuses_an_empty_network.also
    def refuses_an_empty_network(self):
        return None

    @missing_check("§2", "an unknown kind", "Try [{'kind': 'magic'}]. Which of your conditions is true?")
    def accepts_other_kinds(self, layers):
        """You do not raise ValueError for a kind that is not in the table."""
        return bool(_unknown(layers))

    @missing_check("§2", "an unknown kind after the first layer", "Try [{'kind': 'relu'}, {'kind': 'magic'}].")
    def checks_only_the_first_kind(self, layers):
        """You check only the kind of the first layer. A later layer with an unknown kind is an error, too."""
        return bool(_unknown(layers)) and layers[0]["kind"] in KINDS

    @missing_check("§2", "an unknown kind with known keys", "Try [{'kind': 'magic', 'inputs': 3, 'outputs': 2}].")
    def looks_only_at_the_keys(self, layers):
        """You look at the keys of a layer, not at its kind. A layer of an unknown kind may have the same keys."""
        return bool(_unknown(layers)) and all("inputs" in one or "in_channels" in one for one in _unknown(layers))

    @missing_check("§2", "another kind of convolution", "Try the kind 'conv1d'. Which of your conditions is true?")
    def takes_every_convolution_for_conv2d(self, layers):
        """You compare only a part of the kind, such as “conv”. The only known convolution is conv2d."""
        return bool(_unknown(layers)) and all("conv" in layer["kind"] for layer in _unknown(layers))

    @special_case
    def has_a_pool(self, layers):
        return any(layer["kind"] == "pool" for layer in layers)

    @special_case
    def begins_with_a_convolution(self, layers):
        return layers[0]["kind"] == "conv2d"

    @special_case
    def ends_with_a_dense_layer(self, layers):
        return layers[-1]["kind"] == "dense"

    @special_case
    def has_a_layer_without_bias(self, layers):
        return any(layer.get("bias") is False for layer in layers)

    @special_case
    def has_a_layer_that_says_nothing(self, layers):
        return any("bias" not in layer for layer in layers if layer["kind"] in ("conv2d", "dense"))

    @special_case
    def has_a_pair(self, layers):
        return any(isinstance(layer.get("kernel_size"), tuple) for layer in layers)

    @staticmethod
    def legal_call(rng):
        layers = []
        for kind in rng.choice(KINDS, rng.integers(0, 5)):
            one, other, height, width = (int(size) for size in rng.integers(1, 9, 4))
            size = [height, (height, width)][rng.integers(2)]
            sizes = {
                "conv2d": {"in_channels": one, "out_channels": other, "kernel_size": size},
                "dense": {"inputs": one, "outputs": other},
                "pool": [{}, {"size": 2, "stride": 3}][rng.integers(2)],
            }  # fmt: skip
            bias = [{}, {"bias": True}, {"bias": False}][rng.integers(3)] if kind in ("conv2d", "dense") else {}
            layers.append({"kind": str(kind), **sizes.get(kind, {}), **bias})
        return (layers,), {}


def _unknown(layers):
    return [layer for layer in layers if layer["kind"] not in KINDS]
