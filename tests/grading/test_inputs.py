"""Cases for hidden tests cover all pairs of properties, and are found once."""

import itertools

from autograder.grading import inputs
from autograder.grading.inputs import covering

PROPERTIES = {"size": [1, 2, 3], "kind": ["a", "b"], "flag": [True, False], "place": [0, 1, 2]}


def pairs_in(cases):
    return {pair for case in cases for pair in itertools.combinations(case.items(), 2)}


def test_all_pairs_occur_in_few_cases():
    """Each value of a property occurs with each value of every other one."""
    cases = covering(**PROPERTIES)
    everything = [dict(zip(PROPERTIES, values, strict=True)) for values in itertools.product(*PROPERTIES.values())]
    assert pairs_in(cases) == pairs_in(everything)
    assert len(cases) < len(everything) / 2


def test_cases_are_found_once_for_all_values(monkeypatch):
    """Which values are combined depends only on how many there are: other values need no new search."""
    first = covering(**PROPERTIES)
    monkeypatch.setattr(inputs, "AllPairs", None)
    other = covering(**PROPERTIES | {"size": [10, 20, 30]})
    assert [case | {"size": 10 * case["size"]} for case in first] == other
    other[0]["size"] = "changed"
    assert covering(**PROPERTIES) == first


def test_illegal_cases_are_left_out():
    """A condition sees the properties that it names, and no case breaks it."""
    cases = covering(lambda size, place, **_: place < size, **PROPERTIES)
    assert all(case["place"] < case["size"] for case in cases)
    assert {case["kind"] for case in cases} == {"a", "b"}
