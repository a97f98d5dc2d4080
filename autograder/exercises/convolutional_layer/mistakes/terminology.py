"""Mistakes in `terminology`."""

from autograder.grading.misconceptions import mistake

STAGES = "convolution", "detector", "pooling"


@mistake("§4, Figure 2", "Which terminology speaks of stages, and which of layers? A dict leads from key to value.")
def the_other_way_round():
    """Your dict leads from the simple terminology to the complex one: the stages are the keys."""
    return {f"{name} layer": f"{name} stage" for name in STAGES}


@mistake("§4, Figure 2", "In the simple terminology there are no stages. What does it call each step?")
def stages_kept():
    """You give the stages their own names: in the simple terminology every step is a layer."""
    return {f"{name} stage": f"{name} stage" for name in STAGES}


@mistake("§4, Figure 2", "Look for the layers' names on the simple side of Figure 2, letter by letter.")
def convolutional_layer():
    """You write convolutional layer: in the complex terminology that is the whole layer, with all three stages."""
    return {"convolution stage": "convolutional layer"} | {f"{name} stage": f"{name} layer" for name in STAGES[1:]}


@mistake("§4, Figure 2", "What does the simple terminology call the layer that applies the nonlinearity?")
def named_after_the_nonlinearity():
    """You name the detector stage after what it computes: Figure 2 calls it a detector layer."""
    return {f"{name} stage": f"{name} layer" for name in STAGES} | {"detector stage": "relu layer"}


@mistake("§4, Figure 2", "What is each stage called where it is a layer, rather than what it computes?")
def what_each_stage_computes():
    """You say what the stages compute: asked for are their names in the simple terminology."""
    return {"convolution stage": "affine transform", "detector stage": "nonlinearity", "pooling stage": "pooling"}


@mistake("§4, Figure 2", "Each name has two words. What does the simple terminology call every step?")
def one_word_each():
    """You leave out the second word: in the simple terminology each step is called a layer."""
    return {f"{name} stage": name for name in STAGES}


@mistake("§4, Figure 2", "Write all names in lower case.")
def capitals():
    """Your names are right, but begin with capital letters: they are compared letter by letter, in lower case."""
    return {f"{name} stage": f"{name} layer".capitalize() for name in STAGES}


@mistake("§4, Figure 2", "What stands between the two words of each name?")
def underscores():
    """Your names are right, but have underscores: they are plain words, with a space between them."""
    return {f"{name}_stage": f"{name}_layer" for name in STAGES}


@mistake("§4, Figure 2", "The keys are the three stages. Which of your keys is none?")
def whole_layer_included():
    """Your three names are right, but there is one more: the complex layer as a whole is no stage."""
    return {"convolutional layer": "layers"} | {f"{name} stage": f"{name} layer" for name in STAGES}


@mistake("§4, Figure 2", "How does a dict begin and end, and what stands before each colon?")
def names_alone():
    """You return the simple names alone: a dict has the stage's name for each of them."""
    return [f"{name} layer" for name in STAGES]
