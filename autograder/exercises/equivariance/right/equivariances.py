"""Right answers for `equivariances`, in different styles."""

import collections
import functools

import numpy as np


def _holds(f, g, inputs, tolerance):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape or not (np.abs(a - b) <= tolerance).all():
            return False
    return True


def zipped(f, transforms, inputs, tolerance=1e-6):
    judge = functools.partial(_holds, f, inputs=inputs, tolerance=tolerance)
    return dict(zip(transforms.keys(), map(judge, transforms.values()), strict=True))


def pairs_into_a_dict(f, transforms, inputs, tolerance=1e-6):
    pairs = [(name, int(_holds(f, transforms[name], inputs, tolerance))) for name in sorted(transforms, reverse=True)]
    return dict(pairs)


def outputs_computed_once(f, transforms, inputs, tolerance=1e-6):
    outputs = [f(x) for x in inputs]
    answers = collections.OrderedDict()
    for name, g in transforms.items():
        pairs = [(f(g(x)), g(y)) for x, y in zip(inputs, outputs, strict=True)]
        answers[name] = all(a.shape == b.shape and np.allclose(a, b, atol=tolerance) for a, b in pairs)
    return answers


def recursion(f, transforms, inputs, tolerance=1e-6):
    if not transforms:
        return {}
    (name, g), *others = transforms.items()
    return {name: _holds(f, g, inputs, tolerance)} | recursion(f, dict(others), inputs, tolerance)


def dictionary_with_a_default(f, transforms, inputs, tolerance=1e-6):
    answers = collections.defaultdict(bool)
    for name, g in transforms.items():
        answers[name] |= all(_holds(f, g, [x], tolerance) for x in inputs)
    return answers


def single_precision(f, transforms, inputs, tolerance=1e-6):
    def near(one, other):
        one, other = np.float32(one), np.float32(other)
        return one.shape == other.shape and bool(np.all(np.abs(one - other) <= np.float32(tolerance)))

    return {name: all(near(f(g(x)), g(f(x))) for x in inputs) for name, g in transforms.items()}


as_a_lambda = lambda f, transforms, inputs, tolerance=1e-6: {  # noqa: E731
    name: np.bool_(_holds(f, transforms[name], inputs, tolerance)) for name in list(transforms)
}


class _Answers:
    def __call__(self, f, transforms, inputs, tolerance=1e-6):
        answers = {}
        for name, g in transforms.items():
            answers.update({name: self.holds(f, g, list(inputs), tolerance)})
        return answers

    def holds(self, f, g, inputs, tolerance):
        while inputs:
            x = inputs.pop()
            sides = [f(g(x)), g(f(x))]
            if sides[0].shape != sides[1].shape or not np.isclose(*sides, rtol=0, atol=tolerance).all():
                return False
        return True


answered_by_an_object = _Answers()
