"""Ways to write `terminology`, and what students with a slip write instead of a line."""


def one_after_the_other():
    names = {}
    names["convolution stage"] = "convolution layer"
    # ~ convolutional_layer: names["convolution stage"] = "convolutional layer"
    names["detector stage"] = "detector layer"
    # ~ named_after_the_nonlinearity: names["detector stage"] = "relu layer"
    # ~ detection_layer: names["detector stage"] = "detection layer"
    names["pooling stage"] = "pooling layer"
    # ~ whole_layer_included: names = {**names, "pooling stage": "pooling layer", "convolutional layer": "layers"}
    return names
    # ~ capitals: return {stage: name.capitalize() for stage, name in names.items()}
    # ~ the_other_way_round: return {name: stage for stage, name in names.items()}
    # ~ names_alone: return tuple(names.values())


def pairs():
    names = {}
    for name in ("convolution", "detector", "pooling"):
        names[name + " stage"] = name + " layer"
        # ~ underscores: names[name + " stage"] = name + "_layer"
        # ~ underscores_in_the_keys: names[name + "_stage"] = name + " layer"
        # ~ stages_kept: names[name + " stage"] = name + " stage"
        # ~ one_word_each: names[name + " stage"] = name
        # ~ capitals_in_the_keys: names[name.title() + " Stage"] = name + " layer"
    return names


def underscores__underscores_in_the_keys():
    return {
        "convolution_stage": "convolution_layer",
        "detector_stage": "detector_layer",
        "pooling_stage": "pooling_layer",
    }


def capitals():
    steps = ["Convolution", "Detector", "Pooling"]
    return {step.lower() + " stage": step + " Layer" for step in steps}


def what_each_stage_computes():
    return {
        "convolution stage": "affine transform",
        "detector stage": "nonlinearity",
        "pooling stage": "pooling",
    }
