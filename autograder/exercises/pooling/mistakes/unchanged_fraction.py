"""Mistakes in `unchanged_fraction`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

unchanged_fraction = load("pooling").unchanged_fraction


def _outputs(pool, x, moved):
    """Both outputs, where the call is legal."""
    unchanged_fraction(pool, x, moved)
    return np.asarray(pool(x)), np.asarray(pool(moved))


def _close(pool, x, moved):
    """Which outputs are the same, where the call is legal."""
    before, after = _outputs(pool, x, moved)
    return np.abs(before - after) <= 1e-6


@mistake("§4", "What should come out when nothing moves, so that x and moved are equal?")
def share_of_the_changed(pool, x, moved):
    """You return the share of the outputs that change: asked for is the share of those that stay the same."""
    return 1 - unchanged_fraction(pool, x, moved)


@mistake("§4", "“Approximately invariant” means that most outputs stay the same. What do you return if 3 of 4 do?")
def all_or_nothing(pool, x, moved):
    """You return 1 if all outputs stay the same and 0 otherwise: asked for is the share of those that do."""
    return bool(np.all(_close(pool, x, moved)))


@mistake("§4", "Does your result depend on pool? Try one that always returns np.zeros(3).")
def inputs_compared(pool, x, moved):
    """You compare x and moved themselves: what counts is what pool makes of each of them."""
    return unchanged_fraction(lambda a: a, x, moved)


@mistake("§4", "Take the maximum as pool. Are the outputs for x and for x + 1 the same?")
def difference_pooled(pool, x, moved):
    """You pool the difference between x and moved: pool each of them, then compare the two outputs."""
    _outputs(pool, x, moved)
    return float(np.mean(np.abs(pool(np.subtract(x, moved))) <= 1e-6))


@mistake("§4", "How do you turn “12 of 16 outputs are the same” into a number between 0 and 1?")
def number_instead_of_share(pool, x, moved):
    """You return how many outputs stay the same: divide this by how many there are."""
    return np.sum(_close(pool, x, moved))


@mistake("§4", "The docstring asks for a number between 0 and 1.")
def percent(pool, x, moved):
    """You return a percentage: the share is a number between 0 and 1."""
    return 100 * unchanged_fraction(pool, x, moved)


@mistake("§4", "Pooling makes arrays smaller. How many outputs does a 4×4 input have after 2×2 pooling?")
def divided_by_the_number_of_inputs(pool, x, moved):
    """You divide by the number of inputs: there are fewer outputs, and theirs is the number that counts."""
    return np.sum(_close(pool, x, moved)) / x.size


@mistake("§4", "How many values does an array of shape (3, 4) hold, and what is its len?")
def divided_by_the_number_of_rows(pool, x, moved):
    """You divide by the number of rows of the output: divide by the number of all its values."""
    same = _close(pool, x, moved)
    return np.sum(same) / len(same)


@mistake("§4", "If one value in a row of four changes, how many of its values are the same?")
def whole_rows_counted(pool, x, moved):
    """You count rows in which nothing changes: count single values."""
    same = _close(pool, x, moved)
    return np.mean(same.reshape(len(same), -1).all(axis=1))


@mistake("§4", "Is 0.1 + 0.2 == 0.3? Let outputs differ by 1e-6.")
def exact_comparison(pool, x, moved):
    """You compare floats with ==: outputs that differ by no more than 1e-6 count as the same."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(before == after))


@mistake("§4", "Try outputs 0 and 1e-8. Which part of your tolerance is left where the values are 0?")
def relative_tolerance(pool, x, moved):
    """Your tolerance is relative, so that next to 0 nothing is close enough: 1e-6 is the difference itself."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(np.abs(before - after) <= 1e-6 * np.maximum(np.abs(before), np.abs(after))))


@mistake("§4", "Try outputs that differ by 0.0001. How large is your tolerance?")
def tolerance_too_large(pool, x, moved):
    """You take outputs for the same that differ by much more than 1e-6."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(np.abs(before - after) <= 1e-3))


@mistake("§4", "Is 0 - 5 <= 1e-6? And are 0 and 5 the same?")
def increases_not_noticed(pool, x, moved):
    """You take outputs that increase for unchanged: a difference can be negative, its size is what counts."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(before - after <= 1e-6))


@mistake("§4", "Is 0 - 5 <= 1e-6? And are 5 and 0 the same?")
def decreases_not_noticed(pool, x, moved):
    """You take outputs that decrease for unchanged: a difference can be negative, its size is what counts."""
    before, after = _outputs(pool, x, moved)
    return float(np.mean(after - before <= 1e-6))


@mistake("§4", "Try outputs with the shapes (4, 6) and (1, 6). What does NumPy do when you subtract them?")
def broadcast_shapes_accepted(pool, x, moved):
    """You raise no ValueError for outputs whose shapes differ but broadcast: compare the shapes yourself."""
    before, after = np.asarray(pool(x)), np.asarray(pool(moved))
    return float(np.mean(np.abs(before - after) <= 1e-6))


@mistake("§4", "Try outputs with the shapes (4, 6) and (4, 4). Is their length all that you compare?")
def shapes_not_compared(pool, x, moved):
    """You raise no ValueError where the shapes of the two outputs differ."""
    try:
        return unchanged_fraction(pool, x, moved)
    except ValueError:
        return 0.0


@mistake("§4", "Try outputs with the shapes (4, 6) and (6, 4). Do they have a value for each place in common?")
def only_the_numbers_of_values_compared(pool, x, moved):
    """You raise no ValueError for outputs with as many values in another shape: compare the shapes."""
    before, after = np.asarray(pool(x)), np.asarray(pool(moved))
    return unchanged_fraction(np.ravel, before, after)


@mistake("§4", "Let pool keep the first row alone. Do x with 4 rows and moved with 5 have comparable outputs?")
def shapes_of_the_inputs_compared(pool, x, moved):
    """You compare the shapes of x and moved: the two outputs are what must have the same shape."""
    if np.shape(x) != np.shape(moved):
        raise ValueError
    return unchanged_fraction(pool, x, moved)
