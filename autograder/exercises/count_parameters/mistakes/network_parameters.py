"""Mistakes in `network_parameters`."""

from autograder.grading.misconceptions import mistake

from ..reference import network_parameters


def _with(layers, change, kinds=("conv2d", "dense")):
    """The number of parameters if layers of these kinds are changed."""
    return network_parameters([layer | change(layer) if layer["kind"] in kinds else layer for layer in layers])


def _has_bias(layer):
    return bool(layer.get("bias", True))


@mistake("§1", "A dense layer with 3 inputs and 2 outputs has 8 parameters. Which are they?")
def dense_without_bias(layers):
    """You count only the weights of dense layers. Each output also has a bias, unless `bias` is false."""
    return _with(layers, lambda layer: {"bias": False}, ["dense"])


@mistake("§2", "Try a network with one layer, with a bias and without. Do your two results differ?")
def no_biases(layers):
    """You count only the weights. Convolutional and dense layers also have biases, unless `bias` is false."""
    return _with(layers, lambda layer: {"bias": False})


@mistake("§2", "Try a layer with 'bias': False. Where does your code use this value?")
def biases_even_where_there_are_none(layers):
    """You count biases even if `bias` is false. A layer without bias has only weights."""
    return _with(layers, lambda layer: {"bias": True})


@mistake("§1", "Try a dense layer with 'bias': False. Where does your code use this value?")
def dense_always_with_bias(layers):
    """You count the biases of dense layers even if `bias` is false. Use `bias` for dense layers, as you do for
    convolutional layers."""
    return _with(layers, lambda layer: {"bias": True}, ["dense"])


@mistake("§2", "Try a conv2d layer with 'bias': False. Do you pass this value on?")
def conv2d_always_with_bias(layers):
    """You count the biases of convolutional layers even if `bias` is false. Use `bias` for them, as you do for dense
    layers."""
    return _with(layers, lambda layer: {"bias": True}, ["conv2d"])


@mistake("§2", "What does layer.get('bias') return if the layer does not have this key?")
def no_bias_where_nothing_is_said(layers):
    """You count no bias if the key `bias` is missing. Without this key, the layer has biases."""
    return _with(layers, lambda layer: {"bias": layer.get("bias", False)})


@mistake("§2", "Try a layer without 'bias'. How can you look up a key that may be missing?")
def needs_the_key_bias(layers):
    """You assume that every layer has the key `bias`. If it is missing, the layer has biases."""
    return _with(layers, lambda layer: {"bias": layer["bias"]})


@mistake("§1", "A dense layer has 2 outputs, and each adds its own number. How many numbers are there?")
def one_bias_in_a_dense_layer(layers):
    """You count one bias for a whole dense layer. Each output has its own bias."""
    biases = sum(_has_bias(layer) for layer in layers if layer["kind"] == "dense")
    return dense_without_bias(layers) + biases


@mistake("§1", "The bias is added to a weighted sum of the inputs. How many such sums are there?")
def dense_bias_for_each_input(layers):
    """You count one bias for each input of a dense layer. Each output has one bias instead."""
    biases = sum(_has_bias(layer) * layer["inputs"] for layer in layers if layer["kind"] == "dense")
    return dense_without_bias(layers) + biases


@mistake("§2", "Try a conv2d layer with the kernel size (7, 2). Which function of part 2 can handle this?")
def takes_no_pairs(layers):
    """Your function works only if the kernel size is a number. It can also be a pair (height, width)."""
    if any(layer["kind"] == "conv2d" and isinstance(layer["kernel_size"], tuple) for layer in layers):
        raise TypeError
    return network_parameters(layers)


@mistake("§2", "Try lenet_5[:1] and lenet_5. When does your loop end?")
def only_the_first_layer(layers):
    """You return after the first layer. Add up the parameters of all layers."""
    return network_parameters(layers[:1]) if layers else None


@mistake("§2", "Try lenet_5[:1] and lenet_5[:4]. Do you add to the sum, or do you overwrite it?")
def only_the_last_layer(layers):
    """You keep only the number of the last layer. Add the number of each layer to the sum."""
    network_parameters(layers)
    return network_parameters(layers[-1:])


@mistake("§4", "A pooling layer takes the largest value of each window. What could it learn?")
def pools_with_weights(layers):
    """You count parameters for a pooling layer. It has a window, but no parameters."""
    return network_parameters(layers) + sum(layer["size"] ** 2 for layer in layers if layer["kind"] == "pool")


@mistake("§4", "Try [{'kind': 'relu'}]. Which kinds are in the table?")
def refuses_layers_without_parameters(layers):
    """You raise ValueError for relu and pool. They are known kinds without parameters."""
    if any(layer["kind"] in ("relu", "pool") for layer in layers):
        raise ValueError
    return network_parameters(layers)


@mistake("§2", "What is sum([])?")
def refuses_an_empty_network(layers):
    """You raise ValueError for an empty list. The sum over no layers is 0."""
    if not layers:
        raise ValueError
    return network_parameters(layers)


@mistake("§2", "Try [{'kind': 'magic'}]. What happens if none of your conditions is true?")
def accepts_other_kinds(layers):
    """You do not raise ValueError for a kind that is not in the table."""
    return network_parameters([layer for layer in layers if layer["kind"] in ("conv2d", "dense")])


@mistake("§2", "Print a layer before and after the call. Which dict method looks up a key without a change?")
def writes_the_default_into_the_layers(layers):
    """You add the key `bias` to the dicts of the caller. A function must not change its arguments."""
    for layer in layers:
        layer.setdefault("bias", True)
    return network_parameters(layers)


@mistake("§2", "Call your function twice with the same network. What does `pop` do to a dict?")
def takes_the_kinds_out_of_the_layers(layers):
    """You remove the kind from the dicts of the caller. A function must not change its arguments."""
    result = network_parameters(layers)
    for layer in layers:
        layer.pop("kind")
    return result


@mistake("§2", "Call your function twice with the same list. What is left for the second call?")
def empties_the_list(layers):
    """You remove the layers from the list of the caller. A function must not change its arguments."""
    result = network_parameters(layers)
    layers.clear()
    return result
