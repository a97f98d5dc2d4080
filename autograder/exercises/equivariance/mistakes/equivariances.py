"""Mistakes in `equivariances`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

equivariance_error = load("equivariance").equivariance_error
equivariances = load("equivariance").equivariances
is_invariant = load("equivariance").is_invariant


@mistake("§3, equation 1", "Give a large tolerance: does any answer change? Follow it through your calls.")
def tolerance_ignored(f, transforms, inputs, tolerance=1e-6):
    """You do not use the tolerance that is given: it decides, as in is_equivariant."""
    return equivariances(f, transforms, inputs)


@mistake("§3, equation 1", "Add an input on which equation 1 fails at the end of the list.")
def only_the_first_input(f, transforms, inputs, tolerance=1e-6):
    """You try the first input only: equation 1 has to hold for every one."""
    return equivariances(f, transforms, inputs[:1], tolerance)


@mistake("§3, equation 1", "Add an input on which equation 1 fails at the front of the list.")
def only_the_last_input(f, transforms, inputs, tolerance=1e-6):
    """You keep the answer for the last input only: equation 1 has to hold for every one."""
    return equivariances(f, transforms, inputs[-1:], tolerance)


@mistake("§3, equation 1", "Is one input enough on which equation 1 holds, or one on which it fails?")
def any_instead_of_all(f, transforms, inputs, tolerance=1e-6):
    """You are content with one input on which equation 1 holds: it has to hold for every one."""
    each = [equivariances(f, transforms, [x], tolerance) for x in inputs]
    return {name: any(one[name] for one in each) for name in transforms}


@mistake("§3, equation 1", "Which equation does is_equivariant test, and which is_invariant?")
def invariance_instead(f, transforms, inputs, tolerance=1e-6):
    """You test whether f is invariant to each transform: asked is whether it is equivariant."""
    return {name: is_invariant(f, g, inputs, tolerance) for name, g in transforms.items()}


@mistake("§3", "Which of your answers belongs to which transform? Write the dict down for one transform.")
def names_lost(f, transforms, inputs, tolerance=1e-6):
    """You give the answers in a row: asked is a dict with each answer under its transform's name."""
    return list(equivariances(f, transforms, inputs, tolerance).values())


@mistake("§3", "What stands under the name of a transform to which f is not equivariant?")
def only_what_holds(f, transforms, inputs, tolerance=1e-6):
    """You leave out the transforms to which f is not equivariant: under their names stands False."""
    return {name: True for name, holds in equivariances(f, transforms, inputs, tolerance).items() if holds}


@mistake("§3, equation 1", "An error says how far. From which error on is the answer no?")
def errors_instead_of_answers(f, transforms, inputs, tolerance=1e-6):
    """You give the error for each transform: asked is a bool, whether it is within the tolerance."""
    return {name: max((equivariance_error(f, g, x) for x in inputs), default=0.0) for name, g in transforms.items()}


@mistake("§3", "Try two transforms. Where does your loop end?")
def only_the_first_transform(f, transforms, inputs, tolerance=1e-6):
    """You answer for the first transform only: each of them has an answer."""
    return dict(list(equivariances(f, transforms, inputs, tolerance).items())[:1])


@mistake("§3", "Try two transforms. Where do you make the dict, before the loop or in it?")
def only_the_last_transform(f, transforms, inputs, tolerance=1e-6):
    """You answer for the last transform only: each of them has an answer."""
    return dict(list(equivariances(f, transforms, inputs, tolerance).items())[-1:])


@mistake("§3", "Try two transforms, of which f is equivariant to one.")
def all_or_none(f, transforms, inputs, tolerance=1e-6):
    """You give all transforms one common answer: f can be equivariant to one and not to another."""
    return dict.fromkeys(transforms, all(equivariances(f, transforms, inputs, tolerance).values()))


@mistake("§3", "Try two transforms, of which f is equivariant to one. Which g do you use for each name?")
def last_answer_for_all(f, transforms, inputs, tolerance=1e-6):
    """You give every transform the answer of the last one: each name has a function of its own."""
    answers = equivariances(f, transforms, inputs, tolerance)
    return dict.fromkeys(answers, next(reversed(answers.values()), None))


@mistake("§3, equation 1", "What would have to be wrong for the answer no? Is there such an input in an empty list?")
def false_for_no_inputs(f, transforms, inputs, tolerance=1e-6):
    """You answer False where there are no inputs: then there is none on which equation 1 fails, so True."""
    return {name: holds and len(inputs) > 0 for name, holds in equivariances(f, transforms, inputs, tolerance).items()}


@mistake("§3, equation 1", "Try np.square and the halving of x. Which side of equation 1 is larger?")
def signed_difference(f, transforms, inputs, tolerance=1e-6):
    """You compare the differences with the tolerance without taking their absolute values."""
    return _holding(transforms, inputs, lambda g, x: np.all(_differences(f, g, x) <= tolerance))


@mistake("§3, equation 1", "One wrong value among a thousand right ones: does equation 1 hold?")
def mean_instead_of_max(f, transforms, inputs, tolerance=1e-6):
    """You compare the mean difference with the tolerance: every single one has to be within it."""
    return _holding(transforms, inputs, lambda g, x: np.mean(np.abs(_differences(f, g, x))) <= tolerance)


@mistake("§3, equation 1", "Is nan > tolerance? And is nan <= tolerance?")
def nan_passes(f, transforms, inputs, tolerance=1e-6):
    """You let NaN pass: it is never within the tolerance."""
    return _holding(transforms, inputs, lambda g, x: not np.any(np.abs(_differences(f, g, x)) > tolerance))


@mistake("§3, equation 1", "What are the shapes of the two sides if g makes an array longer?")
def fails_for_other_shapes(f, transforms, inputs, tolerance=1e-6):
    """Your function fails where the two sides of equation 1 differ in shape: then the answer is False."""
    return _holding(transforms, inputs, lambda g, x: np.all(np.abs(f(g(x)) - g(f(x))) <= tolerance))


def _holding(transforms, inputs, test):
    return {name: all(test(g, x) for x in inputs) for name, g in transforms.items()}


def _differences(f, g, x):
    one, other = f(g(x)), g(f(x))
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3", "Print transforms before and after a call. Into which dict do you write?")
def changes_its_argument(f, transforms, inputs, tolerance=1e-6):
    """You write the answers over the transforms: the result is a dict of its own."""
    transforms.update(equivariances(f, transforms, inputs, tolerance))
    return transforms
