"""How scores are distributed."""

from autograder.reports.distribution import distribution, histogram


def test_the_figures_are_those_of_the_numbers():
    """Mean, median, deviation of a sample, quartiles and extremes."""
    found = distribution([2.0, 4.0, 6.0, 8.0, 10.0], 10)
    assert (found.count, found.mean, found.median) == (5, 6, 6)
    assert round(found.deviation, 6) == round(10**0.5, 6)
    assert (found.lower, found.upper, found.lowest, found.highest) == (4, 8, 2, 10)


def test_a_single_number_has_no_deviation():
    """And no numbers have no distribution."""
    found = distribution([3.0], 10)
    assert (found.deviation, found.lower, found.upper) == (None, 3, 3)
    assert distribution([], 10) is None


def test_each_number_is_in_one_bin():
    """A number on a border belongs to the upper bin, the best score to the last one, and so does extra credit."""
    counts = [one.count for one in histogram([0, 0.7, 1, 9.9, 10, 12], 10)]
    assert counts == [2, 1, 0, 0, 0, 0, 0, 0, 0, 3]
    assert sum(one.count for one in histogram([0.1 * place for place in range(11)], 1)) == 11
    assert [one.count for one in histogram([0.3], 1)] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_an_exercise_without_points_has_one_bin():
    """Nothing is divided by 0."""
    assert histogram([0, 0], 0)[0].count == 2
