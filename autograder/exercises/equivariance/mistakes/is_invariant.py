"""Mistakes in `is_invariant`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import distance, is_equivariant, is_invariant


def _differences(f, g, x):
    """All values of f(g(x)) - f(x), or one inf if the shapes differ."""
    one, other = f(g(x)), f(x)
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3", "In the notes' example, does the output [0, 1, 0] move or does it stay the same?")
def equivariance_instead(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with g(f(x)), which tests equivariance. Invariant means that f(g(x)) equals f(x)."""
    return is_equivariant(f, g, inputs, tolerance)


@mistake("§3", "Must f return its input to be invariant? Think of an f that adds up all values.")
def compares_with_x(f, g, inputs, tolerance=1e-6):
    """You compare f(g(x)) with x. Invariant means that f(g(x)) equals f(x)."""
    return all(distance(f(g(x)), x) <= tolerance for x in inputs)


@mistake("§3", "Does g change the input or the output? Which of the two must stay the same?")
def g_on_the_output(f, g, inputs, tolerance=1e-6):
    """You compare g(f(x)) with f(x). The transform g changes the input, so compare f(g(x)) with f(x)."""
    return all(distance(g(f(x)), f(x)) <= tolerance for x in inputs)


@mistake("§3", "Add an input with a changed output at the end of the list. When does your loop end?")
def only_the_first_input(f, g, inputs, tolerance=1e-6):
    """You test only the first input. The output must stay the same for every input."""
    return is_invariant(f, g, inputs[:1], tolerance)


@mistake("§3", "Add an input with a changed output at the start of the list. Do you overwrite its result?")
def only_the_last_input(f, g, inputs, tolerance=1e-6):
    """You keep only the result for the last input. The output must stay the same for every input."""
    return is_invariant(f, g, inputs[-1:], tolerance)


@mistake("§3", "Try two inputs. Let the output stay the same for one and change for the other. What is your result?")
def any_instead_of_all(f, g, inputs, tolerance=1e-6):
    """You return True if the output stays the same for at least one input. It must stay the same for every input."""
    return any(is_invariant(f, g, [x], tolerance) for x in inputs)


@mistake("§3", "Which input would make the result False? Does an empty list contain such an input?")
def false_for_no_inputs(f, g, inputs, tolerance=1e-6):
    """You return False for an empty list of inputs. There is no input for which the output changes, so the result is
    True."""
    return len(inputs) > 0 and is_invariant(f, g, inputs, tolerance)


@mistake("§3", "Nine differences are 0, and one is slightly too large. What is your result?")
def averaged_over_the_inputs(f, g, inputs, tolerance=1e-6):
    """You compare the mean error of all inputs with the tolerance. Every single error must be within the tolerance."""
    return not inputs or np.mean([distance(f(g(x)), f(x)) for x in inputs]) <= tolerance


@mistake("§3", "Return True or False for the whole list. Which Python function combines the results?")
def one_answer_per_input(f, g, inputs, tolerance=1e-6):
    """You return one result for each input. Return one bool that says whether the output stays the same for all
    inputs."""
    return [is_invariant(f, g, [x], tolerance) for x in inputs]


@mistake("§3", "Try a tolerance of 200 and a tolerance of 0. Do your results differ?")
def tolerance_ignored(f, g, inputs, tolerance=1e-6):
    """You do not use the argument tolerance. It limits the difference between the two outputs."""
    return is_invariant(f, g, inputs)


@mistake("§3", "Is 0.1 + 0.2 == 0.3? Why is there a tolerance?")
def exact_equality(f, g, inputs, tolerance=1e-6):
    """You test whether the two outputs are exactly equal. They may differ by at most the tolerance."""
    return is_invariant(f, g, inputs, 0)


@mistake("§3", "Try a tolerance of 0 if the two outputs are equal.")
def less_than_the_tolerance(f, g, inputs, tolerance=1e-6):
    """You test whether the difference is less than the tolerance. A difference equal to the tolerance is accepted,
    too."""
    return all(distance(f(g(x)), f(x)) < tolerance for x in inputs)


@mistake("§3", "For a tolerance of 1, how far apart may two values near 100 be? Look at rtol and atol of np.allclose.")
def relative_tolerance(f, g, inputs, tolerance=1e-6):
    """You multiply the tolerance by the size of the values. The tolerance is absolute."""
    return all(np.all(np.abs(_differences(f, g, x)) <= tolerance * np.abs(f(x))) for x in inputs)


@mistake("§3", "Use np.square for f and x / 2 for g(x). Which of the two outputs is larger?")
def signed_difference(f, g, inputs, tolerance=1e-6):
    """You compare the signed differences with the tolerance. Take their absolute values first."""
    return all(np.all(_differences(f, g, x) <= tolerance) for x in inputs)


@mistake("§3", "One value changes, and a thousand others stay the same. Is f invariant?")
def mean_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You compare the mean difference with the tolerance. Every single difference must be within the tolerance."""
    return all(np.mean(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3", "A thousand differences are half as large as the tolerance. What is your result?")
def sum_instead_of_max(f, g, inputs, tolerance=1e-6):
    """You add up the differences before you compare. Every single difference must be within the tolerance."""
    return all(np.sum(np.abs(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3", "What is your result if one output is [1, 3] and the other is [2, 2]?")
def sums_compared(f, g, inputs, tolerance=1e-6):
    """You compare the sums of the two outputs. Compare the outputs element by element."""
    return all(abs(np.sum(_differences(f, g, x))) <= tolerance for x in inputs)


@mistake("§3", "Use np.square for f, np.negative for g, and an x with two axes.")
def fails_for_two_axes(f, g, inputs, tolerance=1e-6):
    """Your function fails for arrays with two axes. Test all values, over all axes."""
    for x in inputs:
        if _differences(f, g, x).ndim > 1:
            raise ValueError
        if not is_invariant(f, g, [x], tolerance):
            return False
    return True


@mistake("§3", "Compare the shapes before you subtract. What happens for (6,) and (12,), and for (6,) and (1,)?")
def shapes_not_compared(f, g, inputs, tolerance=1e-6):
    """You compare the two outputs without comparing their shapes. If the shapes differ, the result is False."""
    return all(np.all(np.abs(f(g(x)) - f(x)) <= tolerance) for x in inputs)


@mistake("§3", "What is the result of np.ones(6) - np.ones(1)?")
def broadcast_taken_for_equal(f, g, inputs, tolerance=1e-6):
    """You return False only if NumPy cannot subtract the two outputs. Shapes that broadcast, such as (6,) and (1,),
    also differ."""
    try:
        return shapes_not_compared(f, g, inputs, tolerance)
    except ValueError:
        return False


@mistake("§3", "Compare the whole .shape of both outputs. What are the shapes of np.ones(6) and np.ones((1, 6))?")
def sizes_taken_for_shapes(f, g, inputs, tolerance=1e-6):
    """You compare only the number of values. The shapes (6,) and (1, 6) differ, although both arrays have six
    values."""
    return all(distance(np.ravel(f(g(x))), np.ravel(f(x))) <= tolerance for x in inputs)


@mistake("§3", "Can two outputs be equal if their shapes differ?")
def other_shapes_pass(f, g, inputs, tolerance=1e-6):
    """You accept an input for which the two outputs have different shapes. The output changes for it, so the result is
    False."""
    return is_invariant(f, g, [x for x in inputs if f(g(x)).shape == f(x).shape], tolerance)


@mistake("§3", "Is nan > tolerance? Is nan <= tolerance?")
def nan_passes(f, g, inputs, tolerance=1e-6):
    """You accept NaN. A NaN is never within the tolerance, even if both outputs have it."""
    return all(not np.any(np.abs(_differences(f, g, x)) > tolerance) for x in inputs)


@mistake("§3", "Print the length of inputs before and after a call.")
def empties_the_list(f, g, inputs, tolerance=1e-6):
    """You remove the inputs from the list of the caller. A function must not change its arguments."""
    while inputs:
        if not is_invariant(f, g, [inputs.pop()], tolerance):
            return False
    return True
