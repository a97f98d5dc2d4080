"""Right answers for `terminology`, in different styles."""

from collections import OrderedDict
from functools import partial

import numpy as np

_STEPS = "convolution", "detector", "pooling"


def literal():
    return {
        "pooling stage": "pooling layer",
        "detector stage": "detector layer",
        "convolution stage": "convolution layer",
    }


def replaced():
    stages = ("convolution stage", "detector stage", "pooling stage")
    return {stage: stage.replace("stage", "layer") for stage in stages}


def ordered():
    return OrderedDict((f"{step} stage", f"{step} layer") for step in _STEPS)


def text_of_numpy():
    return {np.str_(f"{step} stage"): np.str_(f"{step} layer") for step in _STEPS}


a_lambda = lambda: dict(zip(["%s stage" % step for step in _STEPS], [step + " layer" for step in _STEPS], strict=True))  # noqa: E731, UP031

a_partial = partial(dict, literal())
a_partial.__module__ = __name__


class _Figure2:
    names = literal()

    def simple(self):
        return self.names


bound_method = _Figure2().simple
