"""The mistakes in `terminology`, as students write them."""


def the_other_way_round():
    return {
        "convolution layer": "convolution stage",
        "detector layer": "detector stage",
        "pooling layer": "pooling stage",
    }


def stages_kept():
    stages = ["pooling stage", "detector stage", "convolution stage"]
    return dict(zip(stages, stages, strict=True))


def convolutional_layer():
    return {
        "convolution stage": "convolutional layer",
        "detector stage": "detector layer",
        "pooling stage": "pooling layer",
    }


def named_after_the_nonlinearity():
    return {
        "pooling stage": "pooling layer",
        "detector stage": "relu layer",
        "convolution stage": "convolution layer",
    }


def what_each_stage_computes():
    return {
        "convolution stage": "affine transform",
        "detector stage": "nonlinearity",
        "pooling stage": "pooling",
    }


def one_word_each():
    return {stage: stage.split()[0] for stage in ("convolution stage", "detector stage", "pooling stage")}


def capitals():
    return {
        "convolution stage": "Convolution layer",
        "detector stage": "Detector layer",
        "pooling stage": "Pooling layer",
    }


def underscores():
    names = {}
    for name in ("convolution", "detector", "pooling"):
        names[name + "_stage"] = name + "_layer"
    return names


def whole_layer_included():
    return {
        "convolution stage": "convolution layer",
        "detector stage": "detector layer",
        "pooling stage": "pooling layer",
        "convolutional layer": "layers",
    }


def names_alone():
    return "convolution layer", "detector layer", "pooling layer"
