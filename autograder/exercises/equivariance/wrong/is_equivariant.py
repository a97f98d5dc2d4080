"""Ways to write `is_equivariant`, and what students with a slip write instead of a line."""

import numpy as np


def loop(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        # ~ only_the_first_input: for x in inputs[:1]:
        # ~ only_the_last_input: for x in inputs[-1:]:
        a, b = f(g(x)), g(f(x))
        # ~ invariance_instead: a, b = f(g(x)), f(x)
        # ~ compares_with_x: a, b = f(g(x)), x
        # ~ compares_with_g_of_x: a, b = f(g(x)), g(x)
        # ~ g_on_the_output_only: a, b = g(f(x)), f(x)
        # ~ f_compared_with_g: a, b = f(x), g(x)
        # ~ cut_to_the_shorter: a, b = f(g(x))[: len(g(f(x)))], g(f(x))[: len(f(g(x)))]
        if a.shape != b.shape:
            # ~ shapes_not_compared: if False:
            # ~ cut_to_the_shorter: if False:
            # ~ sizes_taken_for_shapes: if a.size != b.size:
            return False
            # ~ other_shapes_pass: continue
        if not np.max(np.abs(a - b)) <= tolerance:
            # ~ signed_difference: if not np.max(a - b) <= tolerance:
            # ~ absolute_value_too_late: if not abs(np.max(a - b)) <= tolerance:
            # ~ difference_of_the_largest_values: if not abs(np.max(a) - np.max(b)) <= tolerance:
            # ~ sums_compared: if not abs(a.sum() - b.sum()) <= tolerance:
            # ~ mean_of_the_differences: if not np.abs(a - b).mean() <= tolerance:
            # ~ sum_instead_of_max: if not np.abs(a - b).sum() <= tolerance:
            # ~ euclidean_distance: if not np.linalg.norm((a - b).ravel()) <= tolerance:
            # ~ mean_square: if not np.mean((a - b) ** 2) <= tolerance:
            # ~ fails_for_two_axes: if not all(difference <= tolerance for difference in abs(a - b)):
            # ~ sizes_taken_for_shapes: if not np.max(np.abs(a.ravel() - b.ravel())) <= tolerance:
            # ~ tolerance_ignored: if not np.max(np.abs(a - b)) <= 1e-6:
            # ~ exact_equality: if not (a == b).all():
            # ~ less_than_the_tolerance: if not np.max(np.abs(a - b)) < tolerance:
            # ~ relative_tolerance: if not np.all(np.abs(a - b) <= tolerance * np.abs(b)):
            # ~ nan_passes: if np.max(np.abs(a - b)) > tolerance:
            return False
    return True
    # ~ false_for_no_inputs: return len(inputs) > 0


def collected(f, g, inputs, tolerance=1e-6):
    answers = []
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        # ~ invariance_instead: a, b = f(x), f(g(x))
        answers.append(a.shape == b.shape and np.allclose(a, b, rtol=0, atol=tolerance))
        # ~ shapes_not_compared: answers.append(np.allclose(a, b, rtol=0, atol=tolerance))
        # ~ tolerance_ignored: answers.append(a.shape == b.shape and np.allclose(a, b, rtol=0, atol=1e-6))
        # ~ exact_equality: answers.append(np.array_equal(a, b))
        # ~ relative_tolerance: answers.append(a.shape == b.shape and np.allclose(a, b, rtol=tolerance))
        # ~ nan_passes: answers.append(a.shape == b.shape and np.allclose(a, b, rtol=0, atol=tolerance, equal_nan=True))
    return all(answers)
    # ~ any_instead_of_all: return any(answers)
    # ~ one_answer_per_input: return answers
    # ~ only_the_last_input: return answers[-1] if answers else True
    # ~ false_for_no_inputs: return bool(answers) and all(answers)


def largest(f, g, inputs, tolerance=1e-6):
    errors = [0.0]
    for x in inputs:
        left, right = f(g(x)), g(f(x))
        if left.shape == right.shape:
            # ~ broadcast_taken_for_equal: if _fit(left, right):
            errors.append(np.amax(np.abs(left - right)))
            # ~ sum_instead_of_max: errors.append(np.sum(np.abs(left - right)))
            # ~ signed_difference: errors.append(np.amax(left - right))
        else:
            errors.append(np.inf)
            # ~ shapes_not_compared: raise ValueError("the shapes differ")
            # ~ other_shapes_pass: errors.append(0)
    return bool(np.max(errors) <= tolerance)
    # ~ averaged_over_the_inputs: return sum(errors) / max(len(inputs), 1) <= tolerance
    # ~ distances_instead_of_answers: return np.max(errors)
    # ~ tolerance_ignored: return bool(np.max(errors) <= 1e-6)
    # ~ only_the_last_input: return bool(errors[-1] <= tolerance)
    # ~ nan_passes: return not np.nanmax(errors) > tolerance


def _fit(a, b):
    try:
        return np.shape(a - b) is not None
    except ValueError:
        return False


def only_the_first_input__false_for_no_inputs(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        return a.shape == b.shape and bool((np.abs(a - b) <= tolerance).all())


def fails_for_two_axes__nan_passes(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), g(f(x))
        if a.shape != b.shape or max(abs(a - b)) > tolerance:
            return False
    return True
