"""Mistakes in `network_parameters`."""

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

network_parameters = load("count_parameters").network_parameters


def _with(layers, change, kinds=("conv2d", "dense")):
    """What the network would have with the layers of these kinds changed."""
    return network_parameters([layer | change(layer) if layer["kind"] in kinds else layer for layer in layers])


def _has_bias(layer):
    return bool(layer.get("bias", True))


@mistake("§1", "Try a dense layer with 3 inputs and 2 outputs: it has 8 parameters. Which are they?")
def dense_without_bias(layers):
    """You count only the weights of dense layers: each output has a bias, too, unless `bias` is false."""
    return _with(layers, lambda layer: {"bias": False}, ["dense"])


@mistake("§2", "Try a network of one layer, with a bias and without one. Do your two numbers differ?")
def no_biases(layers):
    """You count only the weights: convolutional and dense layers have biases, too, unless `bias` is false."""
    return _with(layers, lambda layer: {"bias": False})


@mistake("§2", "Try a layer with 'bias': False. Where do you look at that?")
def biases_even_where_there_are_none(layers):
    """You count biases even where `bias` is false: such a layer has weights only."""
    return _with(layers, lambda layer: {"bias": True})


@mistake("§1", "Try a dense layer with 'bias': False. Where do you look at that?")
def dense_always_with_bias(layers):
    """You count the biases of dense layers even where `bias` is false: look at it there, as for convolutions."""
    return _with(layers, lambda layer: {"bias": True}, ["dense"])


@mistake("§2", "Try a conv2d layer with 'bias': False. Does what you call get to know that?")
def conv2d_always_with_bias(layers):
    """You count the biases of convolutional layers even where `bias` is false: look at it there, as for dense ones."""
    return _with(layers, lambda layer: {"bias": True}, ["conv2d"])


@mistake("§2", "What does layer.get('bias') give for a layer that does not have this key?")
def no_bias_where_nothing_is_said(layers):
    """You count no bias where `bias` is absent: such a layer has one, as if it were true."""
    return _with(layers, lambda layer: {"bias": layer.get("bias", False)})


@mistake("§2", "Try a layer without 'bias'. How does one look up a key that may be absent?")
def needs_the_key_bias(layers):
    """You look up `bias` as if every layer had it: where it is absent, the layer has a bias."""
    return _with(layers, lambda layer: {"bias": layer["bias"]})


@mistake("§1", "A dense layer has 2 outputs. Each adds a number of its own: how many numbers?")
def one_bias_in_a_dense_layer(layers):
    """You count one bias for a whole dense layer: each output has its own."""
    biases = sum(_has_bias(layer) for layer in layers if layer["kind"] == "dense")
    return dense_without_bias(layers) + biases


@mistake("§1", "The bias is added to the weighted sum of the inputs. How many such sums are there?")
def dense_bias_for_each_input(layers):
    """You count a bias for each input of a dense layer: it is each output that has one."""
    biases = sum(_has_bias(layer) * layer["inputs"] for layer in layers if layer["kind"] == "dense")
    return dense_without_bias(layers) + biases


@mistake("§2", "Try a conv2d layer with the kernel size (7, 2). Which function of part 2 can do that?")
def takes_no_pairs(layers):
    """You compute with the kernel size as if it were always a number: it can be a pair, too."""
    if any(layer["kind"] == "conv2d" and isinstance(layer["kernel_size"], tuple) for layer in layers):
        raise TypeError
    return network_parameters(layers)


@mistake("§2", "Try lenet_5[:1] and lenet_5. When does your loop end?")
def only_the_first_layer(layers):
    """You return after the first layer: the sum goes over all of them."""
    return network_parameters(layers[:1]) if layers else None


@mistake("§2", "Try lenet_5[:1] and lenet_5[:4]. Do you add, or do you begin anew?")
def only_the_last_layer(layers):
    """You keep only the last layer's number: add each layer's to the sum of those before."""
    network_parameters(layers)
    return network_parameters(layers[-1:])


@mistake("§4", "A pool takes the largest of the values under its window. What is there to be learned?")
def pools_with_weights(layers):
    """You count the cells of a pool's window: a pool has a size, but no parameters."""
    return network_parameters(layers) + sum(layer["size"] ** 2 for layer in layers if layer["kind"] == "pool")


@mistake("§4", "Try [{'kind': 'relu'}]. Which kinds are in the table?")
def refuses_layers_without_parameters(layers):
    """You raise ValueError for relu and pool: they are known kinds, with no parameters."""
    if any(layer["kind"] in ("relu", "pool") for layer in layers):
        raise ValueError
    return network_parameters(layers)


@mistake("§2", "What is sum([])?")
def refuses_an_empty_network(layers):
    """You raise ValueError for an empty list: the sum over no layers is 0."""
    if not layers:
        raise ValueError
    return network_parameters(layers)


@mistake("§2", "Try [{'kind': 'magic'}]. What happens when none of your conditions is true?")
def accepts_other_kinds(layers):
    """You do not raise ValueError for a kind that is not in the table."""
    return network_parameters([layer for layer in layers if layer["kind"] in ("conv2d", "dense")])


@mistake("§2", "Print a layer before and after the call. Which method looks a key up and changes nothing?")
def writes_the_default_into_the_layers(layers):
    """You add `bias` to the layers that you are given: look it up, and leave the dicts as they are."""
    for layer in layers:
        layer.setdefault("bias", True)
    return network_parameters(layers)


@mistake("§2", "Call your function twice with the same network. What does `pop` do to a dict?")
def takes_the_kinds_out_of_the_layers(layers):
    """You take the kind out of the dicts that you are given: read it, and leave them as they are."""
    result = network_parameters(layers)
    for layer in layers:
        layer.pop("kind")
    return result


@mistake("§2", "Call your function twice with the same list. What is left for the second call?")
def empties_the_list(layers):
    """You take the layers out of the list that you are given: go through it, and leave it as it is."""
    result = network_parameters(layers)
    layers.clear()
    return result
