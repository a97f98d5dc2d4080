"""Mistakes in `is_invariant`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

distance = load("equivariance").distance
is_equivariant = load("equivariance").is_equivariant
is_invariant = load("equivariance").is_invariant


def _differences(f, g, x):
    """All of f(g(x)) - f(x); one inf where the shapes differ."""
    one, other = f(g(x)), f(x)
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3", "In the notes' example, is [0, 1, 0] itself moved, or does it stay?")
def equivariance_instead(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with g(f(x)), which is equivariance: invariant means that f(g(x)) is f(x)."""
    return is_equivariant(f, g, inputs, tolerance)


@mistake("§3", "Must f give back its input to be invariant? Think of f that adds all values up.")
def compares_with_x(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with x itself: invariant means that it is f(x)."""
    return all(distance(f(g(x)), x) <= tolerance for x in inputs)


@mistake("§3", "What changes, the input or the output? Which of them must not?")
def g_on_the_output(f, g, inputs, tolerance=1e-6):
    """You compare g(f(x)) with f(x): g changes the input, so f(g(x)) is to be compared with f(x)."""
    return all(distance(g(f(x)), f(x)) <= tolerance for x in inputs)


@mistake("§3", "Put an input for which the output changes at the end of the list. Where does your loop end?")
def only_the_first_input(f, g, inputs, tolerance=1e-6):
    """You try the first input only: the output has to stay for every one."""
    return is_invariant(f, g, inputs[:1], tolerance)


@mistake("§3", "Put an input for which the output changes at the front of the list. What becomes of its no?")
def only_the_last_input(f, g, inputs, tolerance=1e-6):
    """You keep the answer for the last input only: the output has to stay for every one."""
    return is_invariant(f, g, inputs[-1:], tolerance)


@mistake("§3", "Is one input enough for which the output stays, or one for which it changes?")
def any_instead_of_all(f, g, inputs, tolerance=1e-6):
    """You are content with one input for which the output stays: it has to stay for every one."""
    return any(is_invariant(f, g, [x], tolerance) for x in inputs)


@mistake("§3", "What would have to be wrong for the answer no? Is there such an input in an empty list?")
def false_for_no_inputs(f, g, inputs, tolerance=1e-6):
    """You answer False where there are no inputs: then there is none for which the output changes, so True."""
    return len(inputs) > 0 and is_invariant(f, g, inputs, tolerance)


@mistake("§3", "Nine differences of 0 and one that is a little too large: what is your answer?")
def averaged_over_the_inputs(f, g, inputs, tolerance=1e-6):
    """You compare the mean error of all inputs with the tolerance: every single one has to be within it."""
    return not inputs or np.mean([distance(f(g(x)), f(x)) for x in inputs]) <= tolerance


@mistake("§3", "Which one word answers the question whether the output stays for every input?")
def one_answer_per_input(f, g, inputs, tolerance=1e-6):
    """You give an answer for each input: asked is one bool, whether the output stays for all of them."""
    return [is_invariant(f, g, [x], tolerance) for x in inputs]


@mistake("§3", "Try a tolerance of 200 and one of 0. Do your answers differ?")
def tolerance_ignored(f, g, inputs, tolerance=1e-6):
    """You do not use the tolerance that is given: it decides how far the two outputs may be apart."""
    return is_invariant(f, g, inputs)


@mistake("§3", "Is 0.1 + 0.2 == 0.3? What is the tolerance for?")
def exact_equality(f, g, inputs, tolerance=1e-6):
    """You ask whether the two outputs are exactly equal: they may differ by the tolerance."""
    return is_invariant(f, g, inputs, 0)


@mistake("§3", "Try a tolerance of 0 where the two outputs are equal.")
def less_than_the_tolerance(f, g, inputs, tolerance=1e-6):
    """You ask whether the difference is less than the tolerance: equal to it is within it."""
    return all(distance(f(g(x)), f(x)) < tolerance for x in inputs)


@mistake("§3", "How far may two outputs near 100 be apart at a tolerance of 1? Which of np.allclose's says so?")
def relative_tolerance(f, g, inputs, tolerance=1e-6):
    """You take the tolerance relative to the size of the values: it is an absolute one."""
    return all(np.all(np.abs(_differences(f, g, x)) <= tolerance * np.abs(f(x))) for x in inputs)


@mistake("§3", "Try np.square and the halving of x. Which of the two outputs is larger?")
def signed_difference(f, g, inputs, tolerance=1e-6):
    """You compare the differences with the tolerance without taking their absolute values."""
    return all(np.all(_differences(f, g, x) <= tolerance) for x in inputs)


@mistake("§3", "One value changes, a thousand others stay: is f invariant?")
def mean_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You compare the mean difference with the tolerance: every single one has to be within it."""
    return all(np.mean(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3", "A thousand differences of half the tolerance: what is your answer?")
def sum_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You add the differences up before you compare: each of them alone has to be within the tolerance."""
    return all(np.sum(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3", "What does your comparison give if one output is [1, 3] and the other [2, 2]?")
def sums_compared(f, g, inputs, tolerance=1e-6):
    """You compare the sums of the two outputs: compare them place by place."""
    return all(abs(np.sum(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3", "Let f be np.square, g np.negative, and x have two axes.")
def fails_for_two_axes(f, g, inputs, tolerance=1e-6):
    """Your function fails for arrays with two axes: ask whether all values agree, over all axes."""
    for x in inputs:
        if _differences(f, g, x).ndim > 1:
            raise ValueError
        if not is_invariant(f, g, [x], tolerance):
            return False
    return True


@mistake("§3", "Compare the two shapes before you subtract. What if they are (6,) and (12,), or (6,) and (1,)?")
def shapes_not_compared(f, g, inputs, tolerance=1e-6):
    """You compare the values of the two outputs without a look at their shapes: where these differ, it is False."""
    return all(np.all(np.abs(f(g(x)) - f(x)) <= tolerance) for x in inputs)


@mistake("§3", "What does NumPy make of np.ones(6) - np.ones(1)?")
def broadcast_taken_for_equal(f, g, inputs, tolerance=1e-6):
    """You answer False only where NumPy cannot subtract: shapes that broadcast, like (6,) and (1,), differ as well."""
    try:
        return shapes_not_compared(f, g, inputs, tolerance)
    except ValueError:
        return False


@mistake("§3", "Compare the whole .shape of both outputs. What are those of np.ones(6) and np.ones((1, 6))?")
def sizes_taken_for_shapes(f, g, inputs, tolerance=1e-6):
    """You compare how many values there are: (6,) and (1, 6) have six each, and still the shapes differ."""
    return all(distance(np.ravel(f(g(x))), np.ravel(f(x))) <= tolerance for x in inputs)


@mistake("§3", "Can two outputs be equal if they differ in shape?")
def other_shapes_pass(f, g, inputs, tolerance=1e-6):
    """You let an input pass for which the two outputs differ in shape: the output changes there, so False."""
    return is_invariant(f, g, [x for x in inputs if f(g(x)).shape == f(x).shape], tolerance)


@mistake("§3", "Is nan > tolerance? And is nan <= tolerance?")
def nan_passes(f, g, inputs, tolerance=1e-6):
    """You let NaN pass: it is never within the tolerance, not even in both outputs."""
    return all(not np.any(np.abs(_differences(f, g, x)) > tolerance) for x in inputs)


@mistake("§3", "Print the length of inputs before and after a call.")
def empties_the_list(f, g, inputs, tolerance=1e-6):
    """You take the inputs out of the list: the arguments stay as they are."""
    while inputs:
        if not is_invariant(f, g, [inputs.pop()], tolerance):
            return False
    return True
