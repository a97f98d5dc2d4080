"""Mistakes in `is_equivariant`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import distance, equivariance_error, is_equivariant, is_invariant


def _differences(f, g, x):
    """All values of f(g(x)) - g(f(x)), or one inf if the shapes differ."""
    one, other = f(g(x)), g(f(x))
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3, equation 1", "Add an input that violates equation 1 at the end of the list. When does your loop end?")
def only_the_first_input(f, g, inputs, tolerance=1e-6):
    """You test only the first input. Equation 1 must hold for every input."""
    return is_equivariant(f, g, inputs[:1], tolerance)


@mistake(
    "§3, equation 1", "Add an input that violates equation 1 at the start of the list. Do you overwrite its result?"
)
def only_the_last_input(f, g, inputs, tolerance=1e-6):
    """You keep only the result for the last input. Equation 1 must hold for every input."""
    return is_equivariant(f, g, inputs[-1:], tolerance)


@mistake(
    "§3, equation 1", "Try two inputs, one that satisfies equation 1 and one that violates it. What is your result?"
)
def any_instead_of_all(f, g, inputs, tolerance=1e-6):
    """You return True if equation 1 holds for at least one input. It must hold for every input."""
    return any(is_equivariant(f, g, [x], tolerance) for x in inputs)


@mistake("§3, equation 1", "Which input would make the result False? Does an empty list contain such an input?")
def false_for_no_inputs(f, g, inputs, tolerance=1e-6):
    """You return False for an empty list of inputs. No input violates equation 1, so the result is True."""
    return len(inputs) > 0 and is_equivariant(f, g, inputs, tolerance)


@mistake("§3, equation 1", "Nine errors are 0, and one is slightly too large. What is your result?")
def averaged_over_the_inputs(f, g, inputs, tolerance=1e-6):
    """You compare the mean error of all inputs with the tolerance. Every single error must be within the tolerance."""
    return not inputs or np.mean([equivariance_error(f, g, x) for x in inputs]) <= tolerance


@mistake("§3, equation 1", "Return True or False for the whole list. Which Python function combines the results?")
def one_answer_per_input(f, g, inputs, tolerance=1e-6):
    """You return one result for each input. Return one bool that says whether equation 1 holds for all inputs."""
    return [is_equivariant(f, g, [x], tolerance) for x in inputs]


@mistake("§3, equation 1", "Try a tolerance of 200 and a tolerance of 0. Do your results differ?")
def tolerance_ignored(f, g, inputs, tolerance=1e-6):
    """You do not use the argument tolerance. It limits the difference between the two sides."""
    return is_equivariant(f, g, inputs)


@mistake("§3, equation 1", "Is 0.1 + 0.2 == 0.3? Why is there a tolerance?")
def exact_equality(f, g, inputs, tolerance=1e-6):
    """You test whether the two sides are exactly equal. They may differ by at most the tolerance."""
    return is_equivariant(f, g, inputs, 0)


@mistake("§3, equation 1", "Try a tolerance of 0 if the two sides are equal.")
def less_than_the_tolerance(f, g, inputs, tolerance=1e-6):
    """You test whether the error is less than the tolerance. An error equal to the tolerance is accepted, too."""
    return all(equivariance_error(f, g, x) < tolerance for x in inputs)


@mistake(
    "§3, equation 1",
    "For a tolerance of 1, how far apart may two values near 100 be? Look at rtol and atol of np.allclose.",
)
def relative_tolerance(f, g, inputs, tolerance=1e-6):
    """You multiply the tolerance by the size of the values. The tolerance is absolute."""
    return all(np.all(np.abs(_differences(f, g, x)) <= tolerance * np.abs(g(f(x)))) for x in inputs)


@mistake("§3, equation 1", "Use np.square for f and x / 2 for g(x). Which side of equation 1 is larger?")
def signed_difference(f, g, inputs, tolerance=1e-6):
    """You compare the signed differences with the tolerance. Take their absolute values first."""
    return all(np.all(_differences(f, g, x) <= tolerance) for x in inputs)


@mistake("§3, equation 1", "One wrong value is among a thousand right values. Does equation 1 hold?")
def mean_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You compare the mean difference with the tolerance. Every single difference must be within the tolerance."""
    return all(np.mean(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3, equation 1", "A thousand differences are half as large as the tolerance. What is your result?")
def sum_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You add up the differences before you compare. Every single difference must be within the tolerance."""
    return all(np.sum(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Which function is called last on the right-hand side of equation 1?")
def invariance_instead(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with f(x), which tests invariance. Equation 1 compares f(g(x)) with g(f(x))."""
    return is_invariant(f, g, inputs, tolerance)


@mistake("§3, equation 1", "Which function is called first on the right-hand side of equation 1?")
def compares_with_x(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with x. Equation 1 compares f(g(x)) with g(f(x))."""
    return all(distance(f(g(x)), x) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Where is g on the left-hand side of equation 1?")
def g_on_the_output_only(f, g, inputs, tolerance=1e-6):
    """You compare g(f(x)) with f(x), so you never apply g to the input. Equation 1 compares g(f(x)) with f(g(x))."""
    return all(distance(g(f(x)), f(x)) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Each side of equation 1 calls both functions. Which function gets the result of the other?")
def f_compared_with_g(f, g, inputs, tolerance=1e-6):
    """You compare f(x) with g(x). Equation 1 applies both functions on each side, in different orders."""
    return all(distance(f(x), g(x)) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Use np.flip for f and g, and an x with two axes.")
def fails_for_two_axes(f, g, inputs, tolerance=1e-6):
    """Your function fails for arrays with two axes. Test all values, over all axes."""
    for x in inputs:
        if _differences(f, g, x).ndim > 1:
            raise ValueError
        if not is_equivariant(f, g, [x], tolerance):
            return False
    return True


@mistake(
    "§3, equation 1", "Compare the shapes before you subtract. What happens for (6,) and (12,), and for (6,) and (1,)?"
)
def shapes_not_compared(f, g, inputs, tolerance=1e-6):
    """You compare the two sides without comparing their shapes. If the shapes differ, the result is False."""
    return all(np.all(np.abs(f(g(x)) - g(f(x))) <= tolerance) for x in inputs)


@mistake("§3, equation 1", "What is the result of np.ones(6) - np.ones(1)?")
def broadcast_taken_for_equal(f, g, inputs, tolerance=1e-6):
    """You return False only if NumPy cannot subtract the two sides. Shapes that broadcast, such as (6,) and (1,), also
    differ."""
    try:
        return shapes_not_compared(f, g, inputs, tolerance)
    except ValueError:
        return False


@mistake(
    "§3, equation 1", "Compare the whole .shape of both sides. What are the shapes of np.ones(1) and np.ones((1, 1))?"
)
def sizes_taken_for_shapes(f, g, inputs, tolerance=1e-6):
    """You compare only the number of values. The shapes (1,) and (1, 1) differ, although both arrays have one value."""
    return all(distance(np.ravel(f(g(x))), np.ravel(g(f(x)))) <= tolerance for x in inputs)


@mistake("§3, equation 1", "Can two sides be equal if their shapes differ?")
def other_shapes_pass(f, g, inputs, tolerance=1e-6):
    """You accept an input for which the two sides have different shapes. Equation 1 does not hold for it, so the result
    is False."""
    return is_equivariant(f, g, [x for x in inputs if f(g(x)).shape == g(f(x)).shape], tolerance)


@mistake("§3, equation 1", "Is nan > tolerance? Is nan <= tolerance?")
def nan_passes(f, g, inputs, tolerance=1e-6):
    """You accept NaN. A NaN is never within the tolerance, even if both sides have it."""
    return all(not np.any(np.abs(_differences(f, g, x)) > tolerance) for x in inputs)


@mistake("§3", "Print the length of inputs before and after a call.")
def empties_the_list(f, g, inputs, tolerance=1e-6):
    """You remove the inputs from the list of the caller. A function must not change its arguments."""
    while inputs:
        if not is_equivariant(f, g, [inputs.pop()], tolerance):
            return False
    return True
