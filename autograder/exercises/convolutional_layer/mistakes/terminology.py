"""Mistakes in `terminology`."""

from autograder.grading.misconceptions import mistake

STAGES = "convolution", "detector", "pooling"


@mistake("§4, Figure 2", "Which terminology uses stages, and which uses layers? A dict maps keys to values.")
def the_other_way_round():
    """Your dict maps the simple terms to the complex terms. The stages are the keys."""
    return {f"{name} layer": f"{name} stage" for name in STAGES}


@mistake("§4, Figure 2", "The simple terminology has no stages. What does it call each step?")
def stages_kept():
    """You map the stages to their own names. In the simple terminology, every step is a layer."""
    return {f"{name} stage": f"{name} stage" for name in STAGES}


@mistake("§4, Figure 2", "Look at the simple side of Figure 2, and compare the names letter by letter.")
def convolutional_layer():
    """You use the term convolutional layer. In the complex terminology, this is the whole layer with all three
    stages."""
    return {"convolution stage": "convolutional layer"} | {f"{name} stage": f"{name} layer" for name in STAGES[1:]}


@mistake("§4, Figure 2", "What does the simple terminology call the layer that applies the nonlinearity?")
def named_after_the_nonlinearity():
    """You name the detector stage after the function that it computes. Figure 2 calls it a detector layer."""
    return {f"{name} stage": f"{name} layer" for name in STAGES} | {"detector stage": "relu layer"}


@mistake("§4, Figure 2", "What is the name of each stage if it is a layer of its own?")
def what_each_stage_computes():
    """You describe what the stages compute. Give their names in the simple terminology."""
    return {"convolution stage": "affine transform", "detector stage": "nonlinearity", "pooling stage": "pooling"}


@mistake("§4, Figure 2", "Each name has two words. What does the simple terminology call every step?")
def one_word_each():
    """You leave out the second word. In the simple terminology, each step is called a layer."""
    return {f"{name} stage": name for name in STAGES}


@mistake("§4, Figure 2", "Write all names in lower case.")
def capitals():
    """Your names are right, but they start with capital letters. They must be in lower case."""
    return {f"{name} stage": f"{name} layer".capitalize() for name in STAGES}


@mistake("§4, Figure 2", "Which character is between the two words of each name?")
def underscores():
    """Your names are right, but they contain underscores. Write a space between the two words."""
    return {f"{name}_stage": f"{name}_layer" for name in STAGES}


@mistake("§4, Figure 2", "The keys are the three stages. Which of your keys is not a stage?")
def whole_layer_included():
    """Your three names are right, but the dict has one key too many. The whole complex layer is not a stage."""
    return {"convolutional layer": "layers"} | {f"{name} stage": f"{name} layer" for name in STAGES}


@mistake("§4, Figure 2", "How do you write a dict in Python? What comes before each colon?")
def names_alone():
    """You return only the simple names. Return a dict in which each key is the name of a stage."""
    return [f"{name} layer" for name in STAGES]
