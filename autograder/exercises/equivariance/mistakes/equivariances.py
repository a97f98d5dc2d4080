"""Mistakes in `equivariances`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import equivariance_error, equivariances, is_invariant


@mistake("§3, equation 1", "Try a large tolerance. Does any result change? Check where you pass it on.")
def tolerance_ignored(f, transforms, inputs, tolerance=1e-6):
    """You do not use the argument tolerance. It limits the error, as in is_equivariant."""
    return equivariances(f, transforms, inputs)


@mistake("§3, equation 1", "Add an input that violates equation 1 at the end of the list.")
def only_the_first_input(f, transforms, inputs, tolerance=1e-6):
    """You test only the first input. Equation 1 must hold for every input."""
    return equivariances(f, transforms, inputs[:1], tolerance)


@mistake("§3, equation 1", "Add an input that violates equation 1 at the start of the list.")
def only_the_last_input(f, transforms, inputs, tolerance=1e-6):
    """You keep only the result for the last input. Equation 1 must hold for every input."""
    return equivariances(f, transforms, inputs[-1:], tolerance)


@mistake(
    "§3, equation 1", "Try two inputs, one that satisfies equation 1 and one that violates it. What is your result?"
)
def any_instead_of_all(f, transforms, inputs, tolerance=1e-6):
    """You return True if equation 1 holds for at least one input. It must hold for every input."""
    each = [equivariances(f, transforms, [x], tolerance) for x in inputs]
    return {name: any(one[name] for one in each) for name in transforms}


@mistake("§3, equation 1", "Which equation does is_equivariant test, and which equation does is_invariant test?")
def invariance_instead(f, transforms, inputs, tolerance=1e-6):
    """You test whether f is invariant to each transform. Test whether it is equivariant."""
    return {name: is_invariant(f, g, inputs, tolerance) for name, g in transforms.items()}


@mistake("§3", "Which result belongs to which transform? Write down the dict for one transform.")
def names_lost(f, transforms, inputs, tolerance=1e-6):
    """You return a list of results. Return a dict that maps the name of each transform to its result."""
    return list(equivariances(f, transforms, inputs, tolerance).values())


@mistake("§3", "Which value does the dict have for a transform to which f is not equivariant?")
def only_what_holds(f, transforms, inputs, tolerance=1e-6):
    """You leave out the transforms to which f is not equivariant. Their names are in the dict, too, with the value
    False."""
    return {name: True for name, holds in equivariances(f, transforms, inputs, tolerance).items() if holds}


@mistake("§3, equation 1", "How large may the error be, so that the result is still True?")
def errors_instead_of_answers(f, transforms, inputs, tolerance=1e-6):
    """You return the error for each transform. Return a bool that says whether the error is within the tolerance."""
    return {name: max((equivariance_error(f, g, x) for x in inputs), default=0.0) for name, g in transforms.items()}


@mistake("§3", "Try two transforms. When does your loop end?")
def only_the_first_transform(f, transforms, inputs, tolerance=1e-6):
    """You return a result only for the first transform. Every transform has a result."""
    return dict(list(equivariances(f, transforms, inputs, tolerance).items())[:1])


@mistake("§3", "Try two transforms. Do you create the dict before the loop or inside the loop?")
def only_the_last_transform(f, transforms, inputs, tolerance=1e-6):
    """You return a result only for the last transform. Every transform has a result."""
    return dict(list(equivariances(f, transforms, inputs, tolerance).items())[-1:])


@mistake("§3", "Try two transforms. Let f be equivariant to only one of them.")
def all_or_none(f, transforms, inputs, tolerance=1e-6):
    """You give all transforms the same result. The function f can be equivariant to one transform and not to
    another."""
    return dict.fromkeys(transforms, all(equivariances(f, transforms, inputs, tolerance).values()))


@mistake("§3", "Try two transforms, where f is equivariant to only one. Which g do you use for each name?")
def last_answer_for_all(f, transforms, inputs, tolerance=1e-6):
    """You give every transform the result of the last transform. Use the function g of each name."""
    answers = equivariances(f, transforms, inputs, tolerance)
    return dict.fromkeys(answers, next(reversed(answers.values()), None))


@mistake("§3, equation 1", "Which input would make the result False? Does an empty list contain such an input?")
def false_for_no_inputs(f, transforms, inputs, tolerance=1e-6):
    """You return False for an empty list of inputs. No input violates equation 1, so the result is True."""
    return {name: holds and len(inputs) > 0 for name, holds in equivariances(f, transforms, inputs, tolerance).items()}


@mistake("§3, equation 1", "Use np.square for f and x / 2 for g(x). Which side of equation 1 is larger?")
def signed_difference(f, transforms, inputs, tolerance=1e-6):
    """You compare the signed differences with the tolerance. Take their absolute values first."""
    return _holding(transforms, inputs, lambda g, x: np.all(_differences(f, g, x) <= tolerance))


@mistake("§3, equation 1", "One wrong value is among a thousand right values. Does equation 1 hold?")
def mean_instead_of_max(f, transforms, inputs, tolerance=1e-6):
    """You compare the mean difference with the tolerance. Every single difference must be within the tolerance."""
    return _holding(transforms, inputs, lambda g, x: np.mean(np.abs(_differences(f, g, x))) <= tolerance)


@mistake("§3, equation 1", "Is nan > tolerance? Is nan <= tolerance?")
def nan_passes(f, transforms, inputs, tolerance=1e-6):
    """You accept NaN. A NaN is never within the tolerance."""
    return _holding(transforms, inputs, lambda g, x: not np.any(np.abs(_differences(f, g, x)) > tolerance))


@mistake("§3, equation 1", "Which shapes do the two sides have if g makes an array longer?")
def fails_for_other_shapes(f, transforms, inputs, tolerance=1e-6):
    """Your function fails if the two sides of equation 1 have different shapes. The result is False in this case."""
    return _holding(transforms, inputs, lambda g, x: np.all(np.abs(f(g(x)) - g(f(x))) <= tolerance))


def _holding(transforms, inputs, test):
    return {name: all(test(g, x) for x in inputs) for name, g in transforms.items()}


def _differences(f, g, x):
    one, other = f(g(x)), g(f(x))
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3", "Print transforms before and after a call. Into which dict do you write?")
def changes_its_argument(f, transforms, inputs, tolerance=1e-6):
    """You write the results into the dict transforms. Return a new dict, and leave the argument unchanged."""
    transforms.update(equivariances(f, transforms, inputs, tolerance))
    return transforms
