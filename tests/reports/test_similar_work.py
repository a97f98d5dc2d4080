"""Unusually similar code: copies are found, and independent answers are not."""

import pytest

from autograder.reports.fingerprints import digest, fingerprint, unusual
from autograder.reports.own_code import GRAM, units_of
from autograder.reports.similar_work import alike
from tests.reports.answers import CLASS, HINTS, NAMES, TWO_PASSES, VIEW, WHILE, WHILE_COPIED


def pairs(more, usual=""):
    """The pairs of students in the class with `more` students. `usual` is code of the course."""
    codes = {name: [unit.nodes for unit in units_of(source, NAMES)] for name, source in {**CLASS, **more}.items()}
    known = frozenset(gram for unit in units_of(usual, NAMES) for gram in unit.grams)
    usual = frozenset(map(digest, known))
    return alike([(name, unusual(fingerprint(code), usual)) for name, code in codes.items()], most=20)


def test_independent_answers_are_not_alike():
    """Ten answers in ten ways; two of them do what the hints say, with the same loops and nearly the same check."""
    assert pairs({}) == []


def test_a_copy_with_other_names_in_another_order_is_found():
    """Names of variables and functions, comments, layout, docstrings and the order of functions do not matter."""
    (found,) = pairs({"copied": WHILE_COPIED})
    assert set(found.students) == {"loops", "copied"}
    assert found.share > 0.9


@pytest.mark.parametrize("added", ["print(x)", "checked = True", "if size is None:\n        size = 2"])
def test_a_copy_with_another_line_is_found(added):
    """What was added does not hide the rest."""
    copy = WHILE_COPIED.replace("    answer = []", f"    {added}\n    answer = []")
    assert [set(one.students) for one in pairs({"copied": copy})] == [{"loops", "copied"}]


def test_one_copied_function_among_others_is_found():
    """The rest of the work may be different."""
    mixed = WHILE.replace("largest", "first") + TWO_PASSES.replace("along_rows", "f").replace("largest", "second")
    other = WHILE_COPIED.replace("largest", "first") + HINTS.replace("largest", "second")
    found = [set(one.students) for one in pairs({"mixed": mixed, "other": other})]
    assert {"mixed", "other"} in found
    assert {"mixed", "hints"} not in found


def test_the_same_short_answer_is_not_alike():
    """There are not many ways to write one line."""
    assert pairs({"copied": VIEW}) == []


def test_code_of_the_course_weighs_nothing():
    """Two students who wrote what the solution has are not alike; nor are those who kept what they were given."""
    assert len(pairs({"copied": WHILE})) == 1
    assert pairs({"copied": WHILE}, usual=WHILE_COPIED) == []


def test_what_many_students_have_weighs_little():
    """If half of the class has the same code, it comes from a page that all read."""
    assert pairs({f"s{number}": WHILE for number in range(10)}) == []
    assert len(pairs({"one": WHILE, "other": WHILE})) == 3


def test_of_many_copies_only_some_pairs_are_found():
    """Hundreds of students with the same code are no list of thousands of pairs."""
    class_ = {**CLASS, "one": WHILE, "other": WHILE_COPIED}
    codes = {name: [unit.nodes for unit in units_of(source, NAMES)] for name, source in class_.items()}
    fingerprints = [(name, fingerprint(code)) for name, code in codes.items()]
    everything = alike(fingerprints, most=20)
    assert len(everything) == 3
    assert [one.amount for one in alike(fingerprints, most=2)] == [one.amount for one in everything[:2]]


def test_which_of_many_pairs_are_found_does_not_depend_on_the_order():
    """Workers finish in another order in each run: the report says the same."""
    codes = {name: [unit.nodes for unit in units_of(source, NAMES)] for name, source in CLASS.items()}
    copied = fingerprint([unit.nodes for unit in units_of(WHILE, NAMES)])
    class_ = [*((name, fingerprint(code)) for name, code in codes.items()), ("c", copied), ("a", copied), ("b", copied)]
    assert alike(class_, most=2) == alike(class_[::-1], most=2) != []


def test_code_that_is_not_python_has_no_units():
    """It defines nothing, and nothing fails. The same holds for what is nested too deeply."""
    assert units_of("def f(:", NAMES) == []
    assert units_of("x = " + "(" * 5000 + ")" * 5000, NAMES) == []
    assert units_of("x = '\0'", NAMES) == []


def test_a_very_long_number_is_a_number():
    """Python does not print it."""
    (unit,) = units_of("y = 0x" + "f" * 9000, NAMES)
    assert unit.nodes == ("Assign", "name", "number")


def test_each_node_has_its_line():
    """So the page can mark the lines that two students share."""
    first, second = units_of("import os\n\n\ndef f(a):\n    '''Text.'''\n    return a + 1\n\n\ny = f(2)", NAMES)
    assert (first.first, first.last, second.first) == (3, 5, 8)
    assert dict(zip(first.nodes, first.lines, strict=True))["Add"] == 5
    assert len(first.nodes) < GRAM and first.grams == []
