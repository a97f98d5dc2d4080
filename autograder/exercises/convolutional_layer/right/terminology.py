"""Right answers for `terminology`, in different styles."""

from collections import OrderedDict
from functools import partial

import numpy as np

_STEPS = "convolution", "detector", "pooling"


def literal():
    return {
        "convolution stage": "convolution layer",
        "detector stage": "detector layer",
        "pooling stage": "pooling layer",
    }


def another_order():
    return {
        "pooling stage": "pooling layer",
        "detector stage": "detector layer",
        "convolution stage": "convolution layer",
    }


def comprehension():
    return {f"{step} stage": f"{step} layer" for step in _STEPS}


def zipped():
    return dict(zip([step + " stage" for step in _STEPS], [step + " layer" for step in _STEPS], strict=True))


def replaced():
    stages = ("convolution stage", "detector stage", "pooling stage")
    return {stage: stage.replace("stage", "layer") for stage in stages}


def filled():
    names = {}
    for step in _STEPS:
        names[" ".join([step, "stage"])] = " ".join([step, "layer"])
    return names


def ordered():
    return OrderedDict((f"{step} stage", f"{step} layer") for step in _STEPS)


def text_of_numpy():
    return {np.str_(f"{step} stage"): np.str_(f"{step} layer") for step in _STEPS}


def merged():
    return {"convolution stage": "convolution layer"} | {
        "detector stage": "detector layer",
        "pooling stage": "pooling layer",
    }


a_lambda = lambda: {"%s stage" % step: "%s layer" % step for step in _STEPS}  # noqa: E731, UP031

a_partial = partial(dict, literal())
a_partial.__module__ = __name__


class _Figure2:
    names = literal()

    def simple(self):
        return self.names


bound_method = _Figure2().simple
