"""The mistakes in `is_equivariant`, as students write them."""

import math

import numpy as np


def _gap(a, b):
    """The largest difference, or inf if the shapes differ."""
    return np.abs(a - b).max() if a.shape == b.shape else math.inf


def only_the_first_input(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        return a.shape == b.shape and np.allclose(a, b, rtol=0, atol=tolerance)
    return True


def only_the_last_input(f, g, inputs, tolerance=1e-6):
    answer = True
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        answer = a.shape == b.shape and bool((np.abs(a - b) <= tolerance).all())
    return answer


def any_instead_of_all(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        left, right = f(g(x)), g(f(x))
        if left.shape == right.shape and np.max(np.abs(left - right)) <= tolerance:
            return True
    return False


def false_for_no_inputs(f, g, inputs, tolerance=1e-6):
    if not len(inputs):
        return False
    return min(int(np.less_equal(_gap(f(g(x)), g(f(x))), tolerance)) for x in inputs)


def averaged_over_the_inputs(f, g, inputs, tolerance=1e-6):
    total = 0.0
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        total += np.abs(a - b).max() if a.shape == b.shape else math.inf
    return total / max(len(inputs), 1) <= tolerance


def one_answer_per_input(f, g, inputs, tolerance=1e-6):
    answers = np.zeros(len(inputs), dtype=bool)
    for number, x in enumerate(inputs):
        answers[number] = np.float64(_gap(f(g(x)), g(f(x)))) <= tolerance
    return answers


def tolerance_ignored(f, g, inputs, tolerance=1e-6):
    pairs = [(f(g(x)), g(f(x))) for x in inputs]
    return all(a.shape == b.shape and np.allclose(a, b, rtol=0, atol=1e-6) for a, b in pairs)


def exact_equality(f, g, inputs, tolerance=1e-6):
    return all(np.array_equal(f(g(x)), g(f(x))) for x in inputs)


def less_than_the_tolerance(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape:
            return False
        for p, q in zip(a.flat, b.flat, strict=True):
            if not abs(p - q) < tolerance:
                return False
    return True


def relative_tolerance(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape or not np.allclose(a, b, rtol=tolerance, atol=0):
            return False
    return True


def signed_difference(f, g, inputs, tolerance=1e-6):
    holds = []
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        holds.append(a.shape == b.shape and np.max(a - b) <= tolerance)
    return all(holds)


def mean_instead_of_max(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape:
            return 0
        gaps = [abs(p - q) for p, q in zip(a.flat, b.flat, strict=True)]
        if not sum(gaps) / len(gaps) <= tolerance:
            return 0
    return 1


def sum_instead_of_max(f, g, inputs, tolerance=1e-6):
    def far(x):
        a, b = f(g(x)), g(f(x))
        return a.shape != b.shape or not np.linalg.norm((a - b).ravel(), 1) <= tolerance

    return not any(far(x) for x in inputs)


def invariance_instead(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        y, z = f(x), f(g(x))
        if y.shape != z.shape or np.abs(y - z).max() > tolerance or np.isnan(y - z).any():
            return False
    return True


def compares_with_x(f, g, inputs, tolerance=1e-6):
    return all(np.shape(f(g(x))) == x.shape and np.allclose(f(g(x)), x, 0, tolerance) for x in inputs)


def g_on_the_output_only(f, g, inputs, tolerance=1e-6):
    outputs = [f(x) for x in inputs]
    moved = [g(y) for y in outputs]
    return all(y.shape == z.shape and np.isclose(z, y, 0, tolerance).all() for y, z in zip(outputs, moved, strict=True))


def f_compared_with_g(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        if f(x).shape != g(x).shape:
            return False
        if not (abs(f(x) - g(x)) <= tolerance).all():
            return False
    return True


def fails_for_two_axes(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape or not all(abs(p - q) <= tolerance for p, q in zip(a, b, strict=True)):
            return False
    return True


def shapes_not_compared(f, g, inputs, tolerance=1e-6):
    return all([np.allclose(f(g(x)), g(f(x)), rtol=0, atol=tolerance) for x in inputs])  # noqa: C419


def broadcast_taken_for_equal(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        try:
            difference = np.subtract(f(g(x)), g(f(x)))
        except ValueError:
            return False
        if not np.all(np.absolute(difference) <= tolerance):
            return False
    return True


def sizes_taken_for_shapes(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        left, right = f(g(x)).flatten(), g(f(x)).flatten()
        if len(left) != len(right):
            return False
        if any(not abs(left[i] - right[i]) <= tolerance for i in range(len(left))):
            return False
    return True


def other_shapes_pass(f, g, inputs, tolerance=1e-6):
    holds = True
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape:
            continue
        holds &= bool(np.all(np.abs(a - b) <= tolerance))
    return holds


def nan_passes(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape or not np.allclose(a, b, rtol=0, atol=tolerance, equal_nan=True):
            return False
    return True


def empties_the_list(f, g, inputs, tolerance=1e-6):
    for _ in range(len(inputs)):
        x = inputs.pop()
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape or not (np.abs(a - b) <= tolerance).all():
            return False
    return True
