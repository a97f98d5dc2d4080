"""Search for the smallest set of slips that explains what was observed."""

import numpy as np
import pytest

from autograder.grading.mistake_model import Model, choices_of, decision
from autograder.grading.observations import observation
from autograder.grading.replays import Replays
from autograder.grading.slip_search import SlipSearch, smallest_cover
from autograder.sandbox import Observed, Raised, TimedOut

MANY = 12


class Powers(Model, task="f"):
    """x, with one decision for each of many powers of 10 that slips add to it."""

    def compute(self, x):
        return x + sum(getattr(self, f"digit_{place}")() for place in range(MANY))


def _digit(place):
    def usual(self):
        return 0

    def add(self):
        """You add a power of 10."""
        return 10.0**place

    def add_twice(self):
        """You add it twice."""
        return 2 * 10.0**place

    usual.__name__, add.__name__, add_twice.__name__ = f"digit_{place}", f"add_{place}", f"add_twice_{place}"
    chosen = decision("§1")(usual)
    return {one.name: one for one in (chosen, chosen.slip("Try it.")(add), chosen.slip("Try it.")(add_twice))}


for _place in range(MANY):
    for _name, _value in _digit(_place).items():
        setattr(Powers, _name, _value)


def right(x):
    return x + 0.0


def search(function, calls=(1, 2, 3), tests=None, most=10_000):
    """A search for what explains the results of a function for these numbers, and its replays."""
    outcomes = [function(x) for x in calls]
    seen = [
        Observed("f", [((x,), {})], "results", one if isinstance(one, Exception) else [one])
        for x, one in zip(calls, outcomes, strict=True)
    ]
    observed = [observation(test, one, right) for test, one in zip(tests or ["t"] * len(calls), seen, strict=True)]
    replays = Replays(Powers, right, most)
    return SlipSearch(replays, observed, dict.fromkeys(one.test for one in observed if one.wrong)), replays


def found(function, **options):
    return [choice.slip.name for choice in search(function, **options)[0].found()]


@pytest.mark.parametrize(("added", "slips"), [
    (0, []), (1000, ["add_3"]), (20, ["add_twice_1"]), (1002, ["add_twice_0", "add_3"]),
    (210100, ["add_2", "add_4", "add_twice_5"]), (1111, []),
])  # fmt: skip
def test_the_smallest_set_is_found(added, slips):
    """Sets of one, two and three slips at different decisions are found; nothing is named that needs more."""
    assert set(found(lambda x: x + added)) == set(slips)


class Product(Model, task="f"):
    """x, to which slips add a product."""

    def compute(self, x):
        return x + self.one() * self.other()

    @decision("§1")
    def one(self):
        return 0

    @one.slip("Try it.")
    def adds(self):
        """You add something."""
        return 5.0

    @decision("§1")
    def other(self):
        return 1

    @other.slip("Try it.")
    def three_times(self):
        """You add it three times."""
        return 3.0


def test_a_slip_that_changes_nothing_alone_is_found_with_another_one():
    """The search begins with slips that change a result alone, and goes on with the others."""
    calls = [Observed("f", [((x,), {})], "results", [x + 15.0]) for x in (1, 2, 3)]
    search = SlipSearch(Replays(Product, right, 100), [observation("t", one, right) for one in calls], ["t"])
    assert {choice.slip.name for choice in search.found()} == {"adds", "three_times"}


@pytest.mark.parametrize(("value", "slips"), [(7.0, []), (np.array([]), []), ([], [])])
def test_a_function_with_one_result_for_all_calls_has_no_part_of_an_explanation(value, slips):
    """It is right in some tests by accident, and nearly any set of slips explains some others."""
    assert found(lambda x: value, calls=(2, 3, 6, 6, 6, 6, 6), tests=["a", "a", "b", "b", "c", "c", "c"]) == slips


def test_two_slips_at_one_decision_exclude_each_other():
    """What both together would give is no explanation."""
    assert found(lambda x: x + 3) == []


def test_a_right_result_is_evidence_against_a_slip():
    """A set must explain the results that are right, too."""
    assert found(lambda x: x + 100 * (x != 2)) == []


def test_no_slip_explains_a_call_that_hangs():
    """A hang is no failure that a model can predict."""
    assert found(lambda x: TimedOut("f was stopped") if x == 2 else x + 100) == []


@pytest.mark.parametrize("most", [0, 1, 30, 300])
def test_the_work_is_bounded(most):
    """The search ends soon after the number of computations that it may use, whether it has found something or not."""
    for function in (lambda x: x + 111, lambda x: x * 1.5, lambda x: x + 1111, lambda x: Raised("no") if x > 1 else x):
        calls, tests = range(1, 60), [f"test {x % 20}" for x in range(1, 60)]
        search_, replays = search(function, calls=calls, tests=tests, most=most)
        search_.found()
        assert replays.left > -len(calls) * 3


def test_a_part_is_found_after_all_sets_were_tried():
    """Some computations are kept for a set that explains only some tests."""
    tests = ["one", "one", "one", "two"]
    part = [10, 10, 10, 7.5]
    function = dict(zip((1, 2, 3, 4), part, strict=True))
    names = found(lambda x: x + function[x], calls=(1, 2, 3, 4), tests=tests, most=2_000)
    assert names == ["add_1"]


class Capped(Model, task="f"):
    """x. Both slips give 1 for whole numbers."""

    def compute(self, x):
        return self.value(x)

    @decision("§1")
    def value(self, x):
        return x

    @value.slip("Try it.")
    def one(self, x):
        """You return 1."""
        return 1.0

    @value.slip("Try it.")
    def at_most_one(self, x):
        """You replace larger numbers by 1."""
        return min(x, 1.0)


@pytest.mark.parametrize(("calls", "slips"), [((2, 3, 4, 5), []), ((0.5, 3, 4, 5), ["at_most_one"])])
def test_a_part_that_several_slips_explain_equally_well_is_not_named(calls, slips):
    """If the other tests show a mistake that the model does not have, only a call that tells the slips apart helps."""
    outcomes = [(x, "one", min(x, 1.0)) for x in calls] + [(7, "two", -77.0), (8, "two", 1.0)]
    observed = [
        observation(test, Observed("f", [((x,), {})], "results", [value]), right) for x, test, value in outcomes
    ]
    search_ = SlipSearch(Replays(Capped, right, 1000), observed, ["one", "two"])
    assert [choice.slip.name for choice in search_.found()] == slips


class Open(Model, task="f"):
    """x. Each slip makes some results unknown, and both together all."""

    def compute(self, x):
        return np.ma.masked_all(()) if self.unknown(x) else np.ma.masked_all(()) if self.others(x) else np.array(x)

    @decision("§1")
    def unknown(self, x):
        return False

    @unknown.slip("Try it.")
    def large(self, x):
        """Large numbers have any result."""
        return x > 2

    @decision("§1")
    def others(self, x):
        return False

    @others.slip("Try it.")
    def small(self, x):
        """Small numbers have any result."""
        return x <= 2


@pytest.mark.parametrize(("calls", "slips"), [((3, 4, 5), ["large"]), ((1, 2, 3, 4), [])])
def test_slips_that_agree_with_any_value_explain_nothing_together(calls, slips):
    """One such slip is found, because the right results are evidence for it; several would explain every function."""
    outcomes = [(x, np.array(-7.5 * x)) for x in calls] + ([(2, np.array(2))] if slips else [])
    observed = [observation("t", Observed("f", [((x,), {})], "results", [value]), right) for x, value in outcomes]
    search_ = SlipSearch(Replays(Open, right, 1000), observed, ["t"])
    assert [choice.slip.name for choice in search_.found()] == slips


class FailsForLarge(Model, task="f"):
    def compute(self, x):
        return self.result(x)

    @decision("§1")
    def result(self, x):
        return x

    @result.slip("Try it.")
    def fails(self, x):
        """It fails for large numbers."""
        if x > 10:
            raise IndexError
        return x


@pytest.mark.parametrize(("right_calls", "slips"), [(8, ["fails"]), (1, [])])
def test_failures_are_evidence_if_most_calls_do_not_fail(right_calls, slips):
    """A slip that explains half of the failing tests, and nothing but failures, is named only if failures are rare."""
    failed = [(x, "one", Raised("f raised IndexError")) for x in (11, 12, 13)]
    rest = [(9, "two", [-9]), *((x, "three", [x]) for x in range(right_calls))]
    observed = [observation(test, Observed("f", [((x,), {})], "results", one), right) for x, test, one in failed + rest]
    search_ = SlipSearch(Replays(FailsForLarge, right, 1000), observed, ["one", "two"])
    assert [choice.slip.name for choice in search_.found()] == slips


def test_a_result_is_computed_once():
    """Trying the same slips on the same call again costs nothing."""
    _, replays = search(right)
    seen = observation("t", Observed("f", [((1,), {})], "results", [1]), right)
    one, other, *_ = choices_of(Powers)
    for choices in ((one, other), (other, one)):
        assert not replays.explains(choices, seen)
    assert replays.left == 10_000 - 1


@pytest.mark.filterwarnings("error")
def test_slips_warn_about_nothing():
    """What NumPy says about a slip's strange values is not shown, and changes nothing."""

    class Warns(Model, task="f"):
        def compute(self, x):
            return np.nanmax(np.full(3, np.nan)) + np.mean(np.array([])) + np.float64(1) / 0

    seen = Observed("f", [((1,), {})], "results", [float("nan")])
    assert Replays(Warns, right, 10).fits((), seen)


def test_an_empty_right_result_is_not_explained_by_every_slip():
    """If the reference returns something empty, a call that fails is wrong, and explained by no slip that keeps it."""
    empty = np.zeros((0, 2))
    for outcome in (Raised("f raised IndexError"), [np.zeros((0, 3))]):
        seen = observation("t", Observed("f", [((empty,), {})], "results", outcome), right)
        assert seen.wrong
        assert not Replays(Powers, right, 10).explains((), seen)
        assert not Replays(Powers, right, 10).explains(choices_of(Powers)[:1], seen)
    assert not observation("t", Observed("f", [((empty,), {})], "results", [empty]), right).wrong


def test_a_masked_result_is_explained_by_any_value():
    """Where a model's result is masked, real code has any value, or fails; elsewhere the values must agree."""

    class Masked(Model, task="f"):
        def compute(self, x):
            return self.result(x)

        @decision("§1")
        def result(self, x):
            return x

        @result.slip("Try it.")
        def partly_filled(self, x):
            """Some values are not set."""
            return np.ma.masked_equal(x * 1.0, 2)

    slip = choices_of(Masked)[:1]

    def same(x):
        return x

    def explains(outcome):
        seen = Observed("f", [((np.array([1, 2, 3]),), {})], "results", outcome)
        return Replays(Masked, same, 10).explains(slip, observation("t", seen, same))

    assert explains([np.array([1, 99, 3])])
    assert explains([[1, float("nan"), 3]])
    assert explains(Raised("f raised IndexError"))
    for other in ([np.array([1, 99, 4])], [np.array([1, 99])], ["text"], [[1, [2], 3]], [None], TimedOut("no")):
        assert not explains(other)


def test_a_call_whose_result_is_not_shown_says_only_whether_it_fails():
    """The arguments after a call agree with every slip, also with one for which real code may return nothing."""

    def fails(x):
        raise IndexError

    class Fails(Model, task="f"):
        def compute(self, x):
            raise IndexError

    after = observation("t", Observed("f", [((1,), {})], "arguments", [1]), right)
    assert Replays(Fails, right, 10).explains((), after)
    failed = observation("t", Observed("f", [((1,), {})], "arguments", Raised("f raised IndexError")), right)
    assert failed.wrong
    assert Replays(Fails, right, 10).explains((), failed)
    assert not Replays(Powers, right, 10).explains((), failed)


COVERS = [
    ({"a": {1, 2}, "b": {1}, "c": {2}}, {}, ["a"]),
    ({"a": {1}, "b": {1}}, {"a": 1}, ["b"]),
    ({"a": {1, 2}, "b": {2, 3}, "c": {3, 4}, "d": {1, 4}}, {"a": 1}, ["b", "d"]),
    ({"a": {1}, "b": set(), "c": {2}}, {}, ["a", "c"]),
    ({}, {}, []),
]


@pytest.mark.parametrize(("reached", "prices", "cover"), COVERS)
def test_the_smallest_cover_is_the_cheapest_one(reached, prices, cover):
    """The fewest items that reach everything; of several such sets the one with the lowest sum of prices."""
    places = {item: frozenset(own) for item, own in reached.items()}
    assert smallest_cover(places, {item: prices.get(item, 0) for item in reached}) == cover


def test_items_that_are_needed_are_not_searched():
    """Forty items that each reach a place of their own are found without trying their subsets."""
    reached = {item: frozenset([item, -1]) for item in range(40)}
    assert smallest_cover(reached, dict.fromkeys(reached, 0)) == [*range(40)]
