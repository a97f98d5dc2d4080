"""Ways to write `equivariances`, and what students with a slip write instead of a line."""

import numpy as np


def two_loops(f, transforms, inputs, tolerance=1e-6):
    answers = {}
    for name, g in transforms.items():
        # ~ only_the_first_transform: for name, g in list(transforms.items())[:1]:
        # ~ only_the_last_transform: for name, g in list(transforms.items())[-1:]:
        answers[name] = True
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
                # ~ sizes_taken_for_shapes: if a.size != b.size:
                # ~ cut_to_the_shorter: if False:
                answers[name] = False
                # ~ other_shapes_pass: pass
            elif not (np.abs(a - b) <= tolerance).all():
                # ~ signed_difference: elif not (a - b <= tolerance).all():
                # ~ absolute_value_too_late: elif not abs((a - b).max()) <= tolerance:
                # ~ difference_of_the_largest_values: elif not abs(a.max() - b.max()) <= tolerance:
                # ~ sums_compared: elif not abs(a.sum() - b.sum()) <= tolerance:
                # ~ mean_of_the_differences: elif not np.abs(a - b).mean() <= tolerance:
                # ~ sum_instead_of_max: elif not np.abs(a - b).sum() <= tolerance:
                # ~ euclidean_distance: elif not np.linalg.norm((a - b).ravel()) <= tolerance:
                # ~ mean_square: elif not np.mean((a - b) ** 2) <= tolerance:
                # ~ fails_for_two_axes: elif not all(difference <= tolerance for difference in abs(a - b)):
                # ~ sizes_taken_for_shapes: elif not (np.abs(a.ravel() - b.ravel()) <= tolerance).all():
                # ~ tolerance_ignored: elif not (np.abs(a - b) <= 1e-6).all():
                # ~ exact_equality: elif not (a == b).all():
                # ~ less_than_the_tolerance: elif not (np.abs(a - b) < tolerance).all():
                # ~ relative_tolerance: elif not (np.abs(a - b) <= tolerance * np.abs(b)).all():
                # ~ nan_passes: elif (np.abs(a - b) > tolerance).any():
                answers[name] = False
    return answers
    # ~ names_lost: return list(answers.values())
    # ~ only_what_holds: return {name: True for name in answers if answers[name]}
    # ~ all_or_none: return dict.fromkeys(answers, all(answers.values()))
    # ~ last_answer_for_all: return dict.fromkeys(answers, ([None] + list(answers.values()))[-1])
    # ~ false_for_no_inputs: return {name: len(inputs) > 0 and answers[name] for name in answers}


def helped(f, transforms, inputs, tolerance=1e-6):
    def error(g, x):
        left, right = f(g(x)), g(f(x))
        # ~ broadcast_taken_for_equal: left, right = _same_shape(f(g(x)), g(f(x)))
        return np.max(np.abs(left - right)) if left.shape == right.shape else np.inf
        # ~ shapes_not_compared: return np.max(np.abs(left - right))
        # ~ sum_instead_of_max: return np.sum(np.abs(left - right)) if left.shape == right.shape else np.inf
        # ~ signed_difference: return np.max(left - right) if left.shape == right.shape else np.inf

    result = {}
    for name in transforms:
        # ~ last_answer_for_all: for name, g in transforms.items():
        errors = [error(transforms[name], x) for x in inputs]
        # ~ only_the_last_input: errors = [error(transforms[name], x) for x in inputs][-1:]
        # ~ last_answer_for_all: result[name] = lambda: all(error(g, x) <= tolerance for x in inputs)
        result[name] = all(one <= tolerance for one in errors)
        # ~ any_instead_of_all: result[name] = any(one <= tolerance for one in errors)
        # ~ averaged_over_the_inputs: result[name] = sum(errors) / max(len(errors), 1) <= tolerance
        # ~ distances_instead_of_answers: result[name] = np.max(errors, initial=0)
        # ~ tolerance_ignored: result[name] = all(one <= 1e-6 for one in errors)
        # ~ less_than_the_tolerance: result[name] = all(one < tolerance for one in errors)
        # ~ last_answer_for_all: pass
        # ~ false_for_no_inputs: result[name] = max(errors) <= tolerance
        # ~ only_the_last_transform: result = {name: all(one <= tolerance for one in errors)}
    return result
    # ~ last_answer_for_all: return {name: test() for name, test in result.items()}
    # ~ only_what_holds: return [name for name in result if result[name]]
    # ~ names_lost: return np.array(list(result.values()))


def _same_shape(a, b):
    try:
        return np.broadcast_arrays(a, b)
    except ValueError:
        return a, b
