"""How functions go wrong that compare the two sides of an equation: equation 1, or invariance."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, special_case

from ..shared.arrays import distinct, framed
from ..shared.maps import (
    as_row,
    blur,
    double,
    first,
    flip,
    halve,
    keep,
    nan_below_zero,
    negate,
    raised,
    ramp,
    relu,
    right,
    square,
    total,
    transpose,
    twice,
    weigh,
)

MAPS = (keep, right, flip, transpose, double, halve, negate, square, relu, ramp, weigh, blur, total, raised)
OTHER_LENGTHS = [(first, twice), (as_row, twice), (as_row, total)]


def random_input(rng):
    """An array with one axis or two, its content inside or also at the border."""
    shape = [int(rng.integers(5, 9)), (5, 6), (6, 6), (7, 5)][rng.integers(4)]
    x = (framed if rng.random() < 0.5 else distinct)(rng, shape)
    return x / 4 if rng.random() < 0.5 else x


class Comparing(Model):
    """The two sides for one input, and how far they are apart."""

    section = "§3"

    def distance(self, f, g, x):
        return self.measure(*self.numbers(*self.axes(*self.shapes(*self.sides(f, g, x)))))

    @decision("§3, equation 1", about="everything")
    def sides(self, f, g, x):
        """What is compared."""
        return f(g(x)), g(f(x))

    @sides.slip("Which function is called last on the right-hand side of equation 1?")
    def invariance_instead(self, f, g, x):
        """You compare f(g(x)) with f(x), which is invariance. Equation 1 compares f(g(x)) with g(f(x))."""
        return f(g(x)), f(x)

    @sides.slip("Let f add up all values, and let g do nothing. Is f(g(x)) equal to x?")
    def compares_with_x(self, f, g, x):
        """You compare f(g(x)) with x. No side of the equation is x itself."""
        return f(g(x)), x

    @sides.slip("Where is f on the right-hand side? What does it get?")
    def compares_with_g_of_x(self, f, g, x):
        """You compare f(g(x)) with g(x). Both sides contain f."""
        return f(g(x)), g(x)

    @sides.slip("Where is g in the left-hand side f(g(x))? What does it change there?")
    def g_on_the_output_only(self, f, g, x):
        """You compare g(f(x)) with f(x), so you never apply g to the input. The left-hand side is f(g(x))."""
        return g(f(x)), f(x)

    @sides.slip("Which function gets the result of the other one in f(g(x))?")
    def f_compared_with_g(self, f, g, x):
        """You compare f(x) with g(x). The left-hand side is f(g(x)): f gets the result of g."""
        return f(x), g(x)

    @decision(about="shapes")
    def shapes(self, one, other):
        """The two arrays that are subtracted. They are infinitely far apart if the shapes differ."""
        return (one, other) if one.shape == other.shape else _apart(np.inf)

    @shapes.slip("Compare the shapes before you subtract. What happens for (6,) and (12,), and for (6,) and (1,)?")
    def shapes_not_compared(self, one, other):
        """You subtract two sides of different shapes, or your function fails. If the shapes differ, the distance is
        infinite, and the equation does not hold."""
        return np.broadcast_arrays(one, other)

    @shapes_not_compared.also
    def shapes_not_compared(self, one, other):
        if one.shape != other.shape:
            raise ValueError
        return one, other

    @shapes.slip("What is the result of np.ones(6) - np.ones(1)?")
    def broadcast_taken_for_equal(self, one, other):
        """You treat shapes as different only if NumPy cannot subtract the two sides. Shapes that broadcast, such as
        (6,) and (1,), also differ."""
        try:
            return np.broadcast_arrays(one, other)
        except ValueError:
            return _apart(np.inf)

    @shapes.slip("Compare the whole .shape of both sides. What are the shapes of np.ones(6) and np.ones((1, 6))?")
    def sizes_taken_for_shapes(self, one, other):
        """You compare only the number of values. The shapes (6,) and (1, 6) differ, although both arrays have six
        values."""
        return (one.ravel(), other.ravel()) if one.size == other.size else _apart(np.inf)

    @shapes.slip("Can two sides be equal if their shapes differ?")
    def other_shapes_pass(self, one, other):
        """You treat the two sides as equal if their shapes differ. The distance is infinite then, and the equation does
        not hold."""
        return (one, other) if one.shape == other.shape else _apart(0)

    @shapes.slip("Compare the two shapes first. Do not cut any values off.")
    def cut_to_the_shorter(self, one, other):
        """You cut the longer side to the length of the shorter side. If the shapes differ, the distance is infinite,
        and the equation does not hold."""
        return np.broadcast_arrays(one[: len(other)], other[: len(one)])

    @decision(about="axes")
    def axes(self, one, other):
        """The values of the two arrays, in one row."""
        return one.ravel(), other.ravel()

    @axes.slip("Use an x with two axes, and np.square for f. Which NumPy function takes the maximum over all axes?")
    def fails_for_two_axes(self, one, other):
        """Your function fails for arrays with two axes. Compare all values, over all axes."""
        if one.ndim > 1:
            raise ValueError
        return one, other

    def numbers(self, one, other):
        """The values that are subtracted, NaN included."""
        return one, other

    @decision(about="largest")
    def measure(self, one, other):
        """How far the two arrays are apart."""
        return np.max(np.abs(one - other))

    @measure.slip("Use np.square for f and x / 2 for g(x). Which side of the equation is larger?", about="signs")
    def signed_difference(self, one, other):
        """You use the differences with their signs. Take the absolute value of every difference first."""
        return np.max(one - other)

    @measure.slip("Which distance do you get for the differences 1 and -5?", about="signs")
    def absolute_value_too_late(self, one, other):
        """You take the absolute value of the largest difference. Take the absolute value of every difference first,
        then the largest."""
        return np.abs(np.max(one - other))

    @measure.slip("Compare [1, 5] with [5, 1]. Which distance do you get?", about="places")
    def difference_of_the_largest_values(self, one, other):
        """You compare the largest values of the two sides. Compare the two sides element by element, then take the
        largest difference."""
        return np.abs(np.max(one) - np.max(other))

    @measure.slip("What is your result if one side is [1, 3] and the other is [2, 2]?", about="places")
    def sums_compared(self, one, other):
        """You compare the sums of the two sides. Compare the two sides element by element."""
        return np.abs(np.sum(one) - np.sum(other))

    @measure.slip("One wrong value is among a thousand right values. How large is the distance?")
    def mean_of_the_differences(self, one, other):
        """You average the absolute differences. The distance is the largest of them."""
        return np.mean(np.abs(one - other))

    @measure.slip("Which distance do you get for the differences 1, 1 and 1?")
    def sum_instead_of_max(self, one, other):
        """You add up the absolute differences. The distance is the largest of them."""
        return np.sum(np.abs(one - other))

    @measure.slip("Which distance do you get for the differences 3 and 4? Do not square them.")
    def euclidean_distance(self, one, other):
        """You take the square root of the sum of squares. The distance is the largest of the absolute differences."""
        return np.sqrt(np.sum((one - other) ** 2))

    @measure.slip("Which distance do you get for the differences 1 and 3? Do not square them.")
    def mean_square(self, one, other):
        """You average the squared differences. The distance is the largest of the absolute differences."""
        return np.mean((one - other) ** 2)


def _without(ignored, one, other):
    """The two arrays with zeros in these places."""
    return np.where(ignored, 0, one), np.where(ignored, 0, other)


def _apart(distance):
    """Two arrays with one value and this distance."""
    return np.array([distance]), np.zeros(1)


class Testing(Comparing):
    """Whether the equation holds for every input."""

    def compute(self, f, g, inputs, tolerance=1e-6):
        return self.verdict(f, g, inputs, tolerance)

    def verdict(self, f, g, inputs, tolerance):
        pairs = (self.numbers(*self.axes(*self.shapes(*self.sides(f, g, x)))) for x in self.tested(inputs))
        return self.combined(pairs, tolerance) if len(inputs) else self.without_inputs(pairs, tolerance)

    @decision(about="inputs")
    def tested(self, inputs):
        """The inputs that are tested."""
        return inputs

    @tested.slip("Put an input for which the equation fails at the end of the list. When does your loop end?")
    def only_the_first_input(self, inputs):
        """You test only the first input. The equation must hold for every input."""
        return inputs[:1]

    @tested.slip("Put an input for which the equation fails at the start of the list. Do you overwrite its result?")
    def only_the_last_input(self, inputs):
        """You keep only the result for the last input. The equation must hold for every input."""
        return inputs[-1:]

    @decision(about="inputs")
    def combined(self, pairs, tolerance):
        """One result for all pairs of sides."""
        return all(self.within(*pair, tolerance) for pair in pairs)

    @combined.slip("Try two inputs. Let the equation hold for one and fail for the other. What is your result?")
    def any_instead_of_all(self, pairs, tolerance):
        """You return True if the equation holds for at least one input. It must hold for every input."""
        return any(self.within(*pair, tolerance) for pair in pairs)

    @combined.slip("Nine distances are 0, and one is slightly too large. What is your result?")
    def averaged_over_the_inputs(self, pairs, tolerance):
        """You compare the mean distance of all inputs with the tolerance. Every single distance must be within the
        tolerance."""
        distances = [self.measure(*pair) for pair in pairs] or [0.0]
        return bool(np.mean(distances) <= tolerance)

    @combined.slip("Which Python function makes one result from several?", about="everything")
    def one_answer_per_input(self, pairs, tolerance):
        """You return one result for each input. Return one bool that says whether the equation holds for all inputs."""
        return [bool(self.within(*pair, tolerance)) for pair in pairs]

    @combined.slip("How large may the distance be, so that the result is still True?", about="everything")
    def distances_instead_of_answers(self, pairs, tolerance):
        """You return a distance. Return a bool that says whether the distance is within the tolerance."""
        return np.max([self.measure(*pair) for pair in pairs] or [0.0])

    @decision(about="inputs")
    def without_inputs(self, pairs, tolerance):
        """The result for an empty list."""
        return self.combined(pairs, tolerance)

    @without_inputs.slip("Which input would make the result False? Does an empty list contain such an input?")
    def false_for_no_inputs(self, pairs, tolerance):
        """You do not return True for an empty list of inputs. There is no input for which the equation fails."""
        return False

    @false_for_no_inputs.also
    def false_for_no_inputs(self, pairs, tolerance):
        return None

    @false_for_no_inputs.also
    def false_for_no_inputs(self, pairs, tolerance):
        raise IndexError

    @decision(about="NaN")
    def numbers(self, one, other):
        """The values that are compared. NaN makes the distance NaN, which is within no tolerance."""
        return one, other

    @numbers.slip("Is nan > tolerance? Is nan <= tolerance? Which of the two do you ask?")
    def nan_passes(self, one, other):
        """You accept NaN. A NaN is never within the tolerance, even if both sides have it."""
        return _without(np.isnan(one - other), one, other)

    @nan_passes.also
    def nan_passes(self, one, other):
        return _without(np.isnan(one) & np.isnan(other), one, other)

    @nan_passes.also
    def nan_passes(self, one, other):  # the largest difference is NaN, and NaN is not above the tolerance
        return _apart(0) if np.isnan(one - other).any() else (one, other)

    @nan_passes.also
    def nan_passes(self, one, other):  # Python's max ignores NaN except at the start
        ignored = np.isnan(one - other)
        return (one, other) if ignored[0] else _without(ignored, one, other)

    @decision(about="tolerance")
    def within(self, one, other, tolerance):
        """Whether the two sides are equal within the tolerance."""
        return bool(self.measure(one, other) <= tolerance)

    @within.slip("Try a tolerance of 200 and a tolerance of 0. Do your results differ?")
    def tolerance_ignored(self, one, other, tolerance):
        """You do not use the argument tolerance. It limits the distance between the two sides."""
        return bool(self.measure(one, other) <= 1e-6)

    @within.slip("Is 0.1 + 0.2 == 0.3? Why is there a tolerance?")
    def exact_equality(self, one, other, tolerance):
        """You test whether the two sides are exactly equal. They may differ by at most the tolerance."""
        return bool(self.measure(one, other) == 0)

    @within.slip("Try a tolerance of 0 if the two sides are equal.")
    def less_than_the_tolerance(self, one, other, tolerance):
        """You test whether the distance is less than the tolerance. A distance equal to the tolerance is accepted,
        too."""
        return bool(self.measure(one, other) < tolerance)

    @within.slip("For a tolerance of 1, how far apart may values near 100 be? Look at rtol and atol of np.allclose.")
    def relative_tolerance(self, one, other, tolerance):
        """You multiply the tolerance by the size of the values. The tolerance is absolute."""
        return bool(np.all(np.abs(one - other) <= tolerance * np.abs(other)))

    @relative_tolerance.also
    def relative_tolerance(self, one, other, tolerance):
        return np.allclose(one, other, rtol=tolerance)

    @special_case
    def is_default(self, tolerance):
        return tolerance == 1e-6

    @special_case
    def one_has_two_axes(self, inputs):
        return any(x.ndim > 1 for x in inputs)

    @special_case
    def one_has_fractions(self, inputs):
        return any((x % 1 > 0).any() for x in inputs)

    @special_case
    def one_has_one_value(self, inputs):
        return any(x.size == 1 for x in inputs)

    @special_case
    def one_has_negative_values(self, inputs):
        return any((x < 0).any() for x in inputs)

    @staticmethod
    def legal_call(rng):
        f, g = (MAPS[rng.integers(len(MAPS))] for _ in "fg")
        if rng.random() < 0.2:
            f, g = [*OTHER_LENGTHS, (nan_below_zero, flip)][rng.integers(4)]
        inputs = [random_input(rng) for _ in range(rng.integers(4))]
        if rng.random() < 0.3:
            return (f, g, inputs), {}
        return (f, g, inputs, float(rng.choice([0, 1e-4, 0.5, 20, 500]))), {}
