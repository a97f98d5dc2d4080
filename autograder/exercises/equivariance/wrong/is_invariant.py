"""The mistakes in `is_invariant`, as students write them."""

import math

import numpy as np


def equivariance_instead(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape or not np.allclose(a, b, rtol=0, atol=tolerance):
            return False
    return True


def compares_with_x(f, g, inputs, tolerance=1e-6):
    answer = 1
    for x in inputs:
        y = f(g(x))
        answer *= int(y.shape == x.shape and bool((np.abs(y - x) <= tolerance).all()))
    return answer


def g_on_the_output(f, g, inputs, tolerance=1e-6):
    def stays(y):
        return g(y).shape == y.shape and np.max(np.abs(g(y) - y)) <= tolerance

    return all(map(stays, map(f, inputs)))


def only_the_first_input(f, g, inputs, tolerance=1e-6):
    if len(inputs) == 0:
        return True
    still, moved = f(inputs[0]), f(g(inputs[0]))
    return still.shape == moved.shape and not (~(np.abs(still - moved) <= tolerance)).any()


def only_the_last_input(f, g, inputs, tolerance=1e-6):
    invariant = True
    for x in inputs:
        still, moved = f(x), f(g(x))
        invariant = still.shape == moved.shape
        if invariant:
            invariant = np.allclose(moved, still, rtol=0, atol=tolerance)
    return invariant


def any_instead_of_all(f, g, inputs, tolerance=1e-6):
    good = 0
    for x in inputs:
        still, moved = f(x), f(g(x))
        if still.shape == moved.shape:
            good += bool((np.abs(still - moved) <= tolerance).all())
    return good > 0


def false_for_no_inputs(f, g, inputs, tolerance=1e-6):
    answer = False
    for x in inputs:
        still, moved = f(x), f(g(x))
        answer = still.shape == moved.shape and np.abs(still - moved).max() <= tolerance
        if not answer:
            break
    return answer


def averaged_over_the_inputs(f, g, inputs, tolerance=1e-6):
    errors = [0.0] if not inputs else []
    for x in inputs:
        still, moved = f(x), f(g(x))
        errors.append(np.max(np.abs(still - moved)) if still.shape == moved.shape else math.inf)
    return sum(errors) / len(errors) <= tolerance


def one_answer_per_input(f, g, inputs, tolerance=1e-6):
    answers = []
    for x in inputs:
        same_shape = f(x).shape == f(g(x)).shape
        answers.append(int(same_shape and np.allclose(f(x), f(g(x)), rtol=0, atol=tolerance)))
    return tuple(answers)


def tolerance_ignored(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        still, moved = f(x), f(g(x))
        if still.shape != moved.shape or not (np.abs(still - moved) < 1e-6).all():
            return False
    return True


def exact_equality(f, g, inputs, tolerance=1e-6):
    return [f(x).tolist() for x in inputs] == [f(g(x)).tolist() for x in inputs]


def less_than_the_tolerance(f, g, inputs, tolerance=1e-6):
    gaps = [(f(g(x)), f(x)) for x in inputs]
    return all(a.shape == b.shape and np.max(np.abs(a - b)) < tolerance for a, b in gaps)


def relative_tolerance(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.shape != after.shape:
            return False
        for a, b in zip(after.flat, before.flat, strict=True):
            if not abs(a - b) <= tolerance * abs(b):
                return False
    return True


def signed_difference(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.shape != after.shape:
            return False
        for a, b in zip(after.flat, before.flat, strict=True):
            if not a - b <= tolerance:
                return False
    return True


def mean_instead_of_max(f, g, inputs, tolerance=1e-6):
    def mean_gap(x):
        before, after = f(x), f(g(x))
        return np.abs(before - after).sum() / before.size if before.shape == after.shape else math.inf

    return all(mean_gap(x) <= tolerance for x in inputs)


def sum_instead_of_max(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.shape != after.shape:
            return False
        total = 0
        for place in np.ndindex(before.shape):
            total += abs(before[place] - after[place])
        if not total <= tolerance:
            return False
    return True


def sums_compared(f, g, inputs, tolerance=1e-6):
    return all(f(x).shape == f(g(x)).shape and abs(f(x).sum() - f(g(x)).sum()) <= tolerance for x in inputs)


def fails_for_two_axes(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.shape != after.shape:
            return False
        for i in range(len(before)):
            if not abs(before[i] - after[i]) <= tolerance:
                return False
    return True


def shapes_not_compared(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        difference = f(g(x)) - f(x)
        if not max(np.max(difference), -np.min(difference)) <= tolerance:
            return False
    return True


def broadcast_taken_for_equal(f, g, inputs, tolerance=1e-6):
    def near(x):
        try:
            return np.allclose(f(g(x)), f(x), rtol=0, atol=tolerance)
        except ValueError:
            return False

    return all(near(x) for x in inputs)


def sizes_taken_for_shapes(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.size != after.size:
            return False
        if not np.allclose(after.reshape(before.shape), before, rtol=0, atol=tolerance):
            return False
    return True


def other_shapes_pass(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.shape == after.shape and not np.abs(before - after).max() <= tolerance:
            return False
    return True


def nan_passes(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        before, after = f(x), f(g(x))
        if before.shape != after.shape or max((abs(before - after) > tolerance).ravel().tolist()):
            return False
    return True


def empties_the_list(f, g, inputs, tolerance=1e-6):
    answer = True
    while len(inputs) > 0 and answer:
        x = inputs[-1]
        del inputs[-1]
        answer = f(x).shape == f(g(x)).shape and bool(np.all(np.abs(f(x) - f(g(x))) <= tolerance))
    return answer
