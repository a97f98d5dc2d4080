"""Mistakes in `unchanged_fraction`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import unchanged_fraction


def _outputs(pool, x, moved):
    """Both outputs. ValueError if the call is illegal."""
    unchanged_fraction(pool, x, moved)
    return np.asarray(pool(x)), np.asarray(pool(moved))


def _close(pool, x, moved):
    """Which outputs are the same. ValueError if the call is illegal."""
    before, after = _outputs(pool, x, moved)
    return np.abs(before - after) <= 1e-6


@mistake("§4", "What should the result be if x and moved are equal?")
def share_of_the_changed(pool, x, moved):
    """You return the fraction of the outputs that change. Return the fraction of the outputs that stay the same."""
    return 1 - unchanged_fraction(pool, x, moved)


@mistake("§4", "“Approximately invariant” means that most outputs stay the same. What do you return if 3 of 4 do?")
def all_or_nothing(pool, x, moved):
    """You return 1 if all outputs stay the same, and 0 otherwise. Return the fraction of the outputs that stay the
    same."""
    return bool(np.all(_close(pool, x, moved)))


@mistake("§4", "Does your result depend on pool? Try a pool that always returns np.zeros(3).")
def inputs_compared(pool, x, moved):
    """You compare x with moved. Compare the outputs of pool for x and for moved."""
    return unchanged_fraction(lambda a: a, x, moved)


@mistake("§4", "Use the maximum as pool. Are the outputs for x and for x + 1 the same?")
def difference_pooled(pool, x, moved):
    """You apply pool to the difference between x and moved. Apply pool to each of them, then compare the two
    outputs."""
    _outputs(pool, x, moved)
    return float(np.mean(np.abs(pool(np.subtract(x, moved))) <= 1e-6))


@mistake("§4", "How do you convert “12 of 16 outputs are the same” to a number between 0 and 1?")
def number_instead_of_share(pool, x, moved):
    """You return the number of outputs that stay the same. Divide it by the number of all outputs."""
    return np.sum(_close(pool, x, moved))


@mistake("§4", "The docstring asks for a number between 0 and 1.")
def percent(pool, x, moved):
    """You return a percentage. Return a fraction between 0 and 1."""
    return 100 * unchanged_fraction(pool, x, moved)


@mistake("§4", "Pooling makes arrays smaller. How many outputs does a 4×4 input have after 2×2 pooling?")
def divided_by_the_number_of_inputs(pool, x, moved):
    """You divide by the number of inputs. Pooling gives fewer outputs than inputs, so divide by the number of
    outputs."""
    return np.sum(_close(pool, x, moved)) / x.size


@mistake("§4", "How many values does an array of shape (3, 4) contain, and what is its len?")
def divided_by_the_number_of_rows(pool, x, moved):
    """You divide by the number of rows of the output. Divide by the number of all its values."""
    same = _close(pool, x, moved)
    return np.sum(same) / len(same)


@mistake("§4", "One value in a row of four changes. How many of its values stay the same?")
def whole_rows_counted(pool, x, moved):
    """You count rows in which nothing changes. Count single values."""
    same = _close(pool, x, moved)
    return np.mean(same.reshape(len(same), -1).all(axis=1))


@mistake("§4", "Is 0.1 + 0.2 == 0.3? Allow a difference of 1e-6.")
def exact_comparison(pool, x, moved):
    """You compare floats with ==. Outputs that differ by at most 1e-6 count as the same."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(before == after))


@mistake("§4", "Try the outputs 0 and 1e-8. How large is a relative tolerance for values near 0?")
def relative_tolerance(pool, x, moved):
    """You use a relative tolerance, so no difference is small enough next to 0. The tolerance of 1e-6 is absolute."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(np.abs(before - after) <= 1e-6 * np.maximum(np.abs(before), np.abs(after))))


@mistake("§4", "Try outputs that differ by 0.0001. How large is your tolerance?")
def tolerance_too_large(pool, x, moved):
    """You treat outputs as the same even if they differ by much more than 1e-6."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(np.abs(before - after) <= 1e-3))


@mistake("§4", "Is 0 - 5 <= 1e-6? Are 0 and 5 the same?")
def increases_not_noticed(pool, x, moved):
    """You treat outputs that increase as unchanged. A difference can be negative, so use its absolute value."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(before - after <= 1e-6))


@mistake("§4", "Is 0 - 5 <= 1e-6? Are 5 and 0 the same?")
def decreases_not_noticed(pool, x, moved):
    """You treat outputs that decrease as unchanged. A difference can be negative, so use its absolute value."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(after - before <= 1e-6))


@mistake("§4", "Try outputs with the shapes (4, 6) and (1, 6). What does NumPy do if you subtract them?")
def broadcast_shapes_accepted(pool, x, moved):
    """You do not raise ValueError for two outputs with different shapes that broadcast. Compare the shapes yourself."""
    before, after = np.asarray(pool(x)), np.asarray(pool(moved))
    return float(np.mean(np.abs(before - after) <= 1e-6))


@mistake("§4", "Try outputs with the shapes (4, 6) and (4, 4). Do you compare more than their lengths?")
def shapes_not_compared(pool, x, moved):
    """You do not raise ValueError if the two outputs have different shapes."""
    try:
        return unchanged_fraction(pool, x, moved)
    except ValueError:
        return 0.0


@mistake("§4", "Try outputs with the shapes (4, 6) and (6, 4). Which of their attributes do you compare?")
def only_the_numbers_of_values_compared(pool, x, moved):
    """You do not raise ValueError for two outputs of the same size with different shapes. Compare the shapes."""
    before, after = np.asarray(pool(x)), np.asarray(pool(moved))
    return unchanged_fraction(np.ravel, before, after)


@mistake("§4", "Use a pool that keeps only the first row. Are the outputs comparable if x has 4 rows and moved has 5?")
def shapes_of_the_inputs_compared(pool, x, moved):
    """You compare the shapes of x and moved. Compare the shapes of the two outputs."""
    if np.shape(x) != np.shape(moved):
        raise ValueError
    return unchanged_fraction(pool, x, moved)
