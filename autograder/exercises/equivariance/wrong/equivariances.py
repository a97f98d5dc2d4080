"""The mistakes in `equivariances`, as students write them."""

import numpy as np


def _holds(f, g, x, tolerance):
    a, b = f(g(x)), g(f(x))
    return a.shape == b.shape and bool((np.abs(a - b) <= tolerance).all())


def tolerance_ignored(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name, g in transforms.items():
        answers[name] = all(
            np.shape(f(g(x))) == np.shape(g(f(x))) and np.allclose(f(g(x)), g(f(x)), 0, 1e-6) for x in inputs
        )
    return answers


def only_the_first_input(f, transforms, inputs, tolerance=1e-6):
    def is_equivariant(g):
        for x in inputs:
            return _holds(f, g, x, tolerance)
        return True

    return {name: is_equivariant(transforms[name]) for name in transforms}


def only_the_last_input(f, transforms, inputs, tolerance=1e-6):
    answers = dict.fromkeys(transforms, True)
    for x in inputs:
        for name, g in transforms.items():
            answers[name] = int(_holds(f, g, x, tolerance))
    return answers


def any_instead_of_all(f, transforms, inputs, tolerance=1e-6):
    answers = dict.fromkeys(transforms, False)
    for x in inputs:
        for name, g in transforms.items():
            if _holds(f, g, x, tolerance):
                answers[name] = True
    return answers


def invariance_instead(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name, g in transforms.items():
        answers[name] = True
        for x in inputs:
            still, moved = f(x), f(g(x))
            if still.shape != moved.shape or not np.allclose(moved, still, rtol=0, atol=tolerance):
                answers[name] = False
    return answers


def names_lost(f, transforms, inputs, tolerance=1e-6):
    answers = []
    for g in transforms.values():
        answers.append(all(_holds(f, g, x, tolerance) for x in inputs))
    return np.array(answers)


def only_what_holds(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name, g in transforms.items():
        if not [x for x in inputs if not _holds(f, g, x, tolerance)]:
            answers[name] = 1
    return answers


def errors_instead_of_answers(f, transforms, inputs, tolerance=1e-6):
    errors = {}
    for name, g in transforms.items():
        errors[name] = 0.0
        for x in inputs:
            a, b = f(g(x)), g(f(x))
            error = np.abs(a - b).max() if a.shape == b.shape else float("inf")
            errors[name] = np.maximum(errors[name], error)
    return errors


def only_the_first_transform(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name, g in transforms.items():
        answers[name] = all(_holds(f, g, x, tolerance) for x in inputs)
        return answers
    return answers


def only_the_last_transform(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name in transforms:
        answers = {}
        answers[name] = sum(_holds(f, transforms[name], x, tolerance) for x in inputs) == len(inputs)
    return answers


def all_or_none(f, transforms, inputs, tolerance=1e-6):
    answer = True
    for g in transforms.values():
        for x in inputs:
            if not _holds(f, g, x, tolerance):
                answer = False
    return dict.fromkeys(transforms, answer)


def last_answer_for_all(f, transforms, inputs, tolerance=1e-6):
    tests = {}
    for name, g in transforms.items():
        tests[name] = lambda: all(_holds(f, g, x, tolerance) for x in inputs)  # noqa: B023
    return {name: test() for name, test in tests.items()}


def false_for_no_inputs(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name, g in transforms.items():
        results = {_holds(f, g, x, tolerance) for x in inputs}
        answers[name] = results == {True}
    return answers


def signed_difference(f, transforms, inputs, tolerance=1e-6):
    answers = dict.fromkeys(transforms, True)
    for name, g in transforms.items():
        for x in inputs:
            left, right = f(g(x)), g(f(x))
            if left.shape != right.shape or not (left - right).max() <= tolerance:
                answers[name] = False
    return answers


def mean_instead_of_max(f, transforms, inputs, tolerance=1e-6):
    def good(g, x):
        left, right = np.float32(f(g(x))), np.float32(g(f(x)))
        return left.shape == right.shape and np.linalg.norm((left - right).ravel(), 1) / left.size <= tolerance

    return {name: all(good(g, x) for x in inputs) for name, g in transforms.items()}


def nan_passes(f, transforms, inputs, tolerance=1e-6):
    answers = dict.fromkeys(transforms, True)
    for name, g in transforms.items():
        for x in inputs:
            left, right = f(g(x)), g(f(x))
            answers[name] &= left.shape == right.shape and np.allclose(left, right, 0, tolerance, equal_nan=True)
    return answers


def fails_for_other_shapes(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name, g in transforms.items():
        answers[name] = not any(not np.isclose(f(g(x)), g(f(x)), rtol=0, atol=tolerance).all() for x in inputs)
    return answers


def changes_its_argument(f, transforms, inputs, tolerance=1e-6):
    for name in transforms:
        g = transforms[name]
        transforms[name] = all([_holds(f, g, x, tolerance) for x in inputs])  # noqa: C419
    return transforms
