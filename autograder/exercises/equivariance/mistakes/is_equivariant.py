"""Mistakes in `is_equivariant`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

distance = load("equivariance").distance
equivariance_error = load("equivariance").equivariance_error
is_equivariant = load("equivariance").is_equivariant
is_invariant = load("equivariance").is_invariant


def _differences(f, g, x):
    """All of f(g(x)) - g(f(x)); one inf where the shapes differ."""
    one, other = f(g(x)), g(f(x))
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3, equation 1", "Put an input on which equation 1 fails at the end of the list. Where does your loop end?")
def only_the_first_input(f, g, inputs, tolerance=1e-6):
    """You try the first input only: equation 1 has to hold for every one."""
    return is_equivariant(f, g, inputs[:1], tolerance)


@mistake("§3, equation 1", "Put an input on which equation 1 fails at the front of the list. What becomes of its no?")
def only_the_last_input(f, g, inputs, tolerance=1e-6):
    """You keep the answer for the last input only: equation 1 has to hold for every one."""
    return is_equivariant(f, g, inputs[-1:], tolerance)


@mistake("§3, equation 1", "Is one input enough on which equation 1 holds, or one on which it fails?")
def any_instead_of_all(f, g, inputs, tolerance=1e-6):
    """You are content with one input on which equation 1 holds: it has to hold for every one."""
    return any(is_equivariant(f, g, [x], tolerance) for x in inputs)


@mistake("§3, equation 1", "What would have to be wrong for the answer no? Is there such an input in an empty list?")
def false_for_no_inputs(f, g, inputs, tolerance=1e-6):
    """You answer False where there are no inputs: then there is none on which equation 1 fails, so True."""
    return len(inputs) > 0 and is_equivariant(f, g, inputs, tolerance)


@mistake("§3, equation 1", "Nine errors of 0 and one that is a little too large: what is your answer?")
def averaged_over_the_inputs(f, g, inputs, tolerance=1e-6):
    """You compare the mean error of all inputs with the tolerance: every single one has to be within it."""
    return not inputs or np.mean([equivariance_error(f, g, x) for x in inputs]) <= tolerance


@mistake("§3, equation 1", "Which one word answers the question whether equation 1 holds for every input?")
def one_answer_per_input(f, g, inputs, tolerance=1e-6):
    """You give an answer for each input: asked is one bool, whether equation 1 holds for all of them."""
    return [is_equivariant(f, g, [x], tolerance) for x in inputs]


@mistake("§3, equation 1", "Try a tolerance of 200 and one of 0. Do your answers differ?")
def tolerance_ignored(f, g, inputs, tolerance=1e-6):
    """You do not use the tolerance that is given: it decides how far the two sides may be apart."""
    return is_equivariant(f, g, inputs)


@mistake("§3, equation 1", "Is 0.1 + 0.2 == 0.3? What is the tolerance for?")
def exact_equality(f, g, inputs, tolerance=1e-6):
    """You ask whether the two sides are exactly equal: they may differ by the tolerance."""
    return is_equivariant(f, g, inputs, 0)


@mistake("§3, equation 1", "Try a tolerance of 0 where the two sides are equal.")
def less_than_the_tolerance(f, g, inputs, tolerance=1e-6):
    """You ask whether the error is less than the tolerance: equal to it is within it."""
    return all(equivariance_error(f, g, x) < tolerance for x in inputs)


@mistake(
    "§3, equation 1", "How far may two sides near 100 be apart at a tolerance of 1? Which of np.allclose's says so?"
)
def relative_tolerance(f, g, inputs, tolerance=1e-6):
    """You take the tolerance relative to the size of the values: it is an absolute one."""
    return all(np.all(np.abs(_differences(f, g, x)) <= tolerance * np.abs(g(f(x)))) for x in inputs)


@mistake("§3, equation 1", "Try np.square and the halving of x. Which side of equation 1 is larger?")
def signed_difference(f, g, inputs, tolerance=1e-6):
    """You compare the differences with the tolerance without taking their absolute values."""
    return all(np.all(_differences(f, g, x) <= tolerance) for x in inputs)


@mistake("§3, equation 1", "One wrong value among a thousand right ones: does equation 1 hold?")
def mean_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You compare the mean difference with the tolerance: every single one has to be within it."""
    return all(np.mean(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3, equation 1", "A thousand differences of half the tolerance: what is your answer?")
def sum_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You add the differences up before you compare: each of them alone has to be within the tolerance."""
    return all(np.sum(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Which function is called last on the right-hand side of equation 1?")
def invariance_instead(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with f(x), which is invariance: equation 1 compares it with g(f(x))."""
    return is_invariant(f, g, inputs, tolerance)


@mistake("§3, equation 1", "Which function is called first on the right-hand side of equation 1?")
def compares_with_x(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with x itself: equation 1 compares it with g(f(x))."""
    return all(distance(f(g(x)), x) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Where does g stand on the left-hand side of equation 1?")
def g_on_the_output_only(f, g, inputs, tolerance=1e-6):
    """You compare g(f(x)) with f(x), so that g never meets the input: equation 1 compares it with f(g(x))."""
    return all(distance(g(f(x)), f(x)) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Each side of equation 1 calls both functions: one on the result of the other.")
def f_compared_with_g(f, g, inputs, tolerance=1e-6):
    """You compare f(x) with g(x): equation 1 is about f after g and g after f."""
    return all(distance(f(x), g(x)) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Let f and g be np.flip, and x have two axes.")
def fails_for_two_axes(f, g, inputs, tolerance=1e-6):
    """Your function fails for arrays with two axes: ask whether all values agree, over all axes."""
    for x in inputs:
        if _differences(f, g, x).ndim > 1:
            raise ValueError
        if not is_equivariant(f, g, [x], tolerance):
            return False
    return True


@mistake(
    "§3, equation 1", "Compare the two shapes before you subtract. What if they are (6,) and (12,), or (6,) and (1,)?"
)
def shapes_not_compared(f, g, inputs, tolerance=1e-6):
    """You compare the values of the two sides without a look at their shapes: where these differ, it is False."""
    return all(np.all(np.abs(f(g(x)) - g(f(x))) <= tolerance) for x in inputs)


@mistake("§3, equation 1", "What does NumPy make of np.ones(6) - np.ones(1)?")
def broadcast_taken_for_equal(f, g, inputs, tolerance=1e-6):
    """You answer False only where NumPy cannot subtract: shapes that broadcast, like (6,) and (1,), differ as well."""
    try:
        return shapes_not_compared(f, g, inputs, tolerance)
    except ValueError:
        return False


@mistake("§3, equation 1", "Compare the whole .shape of both sides. What are those of np.ones(1) and np.ones((1, 1))?")
def sizes_taken_for_shapes(f, g, inputs, tolerance=1e-6):
    """You compare how many values there are: (1,) and (1, 1) have one each, and still the shapes differ."""
    return all(distance(np.ravel(f(g(x))), np.ravel(g(f(x)))) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Can two sides be equal if they differ in shape?")
def other_shapes_pass(f, g, inputs, tolerance=1e-6):
    """You let an input pass on which the two sides differ in shape: equation 1 fails there, so False."""
    return is_equivariant(f, g, [x for x in inputs if f(g(x)).shape == g(f(x)).shape], tolerance)


@mistake("§3, equation 1", "Is nan > tolerance? And is nan <= tolerance?")
def nan_passes(f, g, inputs, tolerance=1e-6):
    """You let NaN pass: it is never within the tolerance, not even on both sides."""
    return all(not np.any(np.abs(_differences(f, g, x)) > tolerance) for x in inputs)


@mistake("§3", "Print the length of inputs before and after a call.")
def empties_the_list(f, g, inputs, tolerance=1e-6):
    """You take the inputs out of the list: the arguments stay as they are."""
    while inputs:
        if not is_equivariant(f, g, [inputs.pop()], tolerance):
            return False
    return True
