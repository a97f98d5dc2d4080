"""Test the hints of a notebook, and the advice on symptoms."""

import numpy as np  # noqa: F401 (calls of checks use it)
import pytest

from autograder.toolkit.checks import check, hint
from autograder.toolkit.hints import _SYMPTOMS


def stub():
    raise NotImplementedError("stub")


@pytest.fixture
def symptoms():
    """The symptoms of `stub`."""
    _SYMPTOMS["stub"] = (
        ("I get an IndexError in the last row", "which index is the last?"),
        ("The shape is wrong", "count the windows"),
        ("The last row is missing", "count the rows"),
    )
    return _SYMPTOMS["stub"]


def test_hints_come_one_after_the_other(capsys):
    """Each call gives the next hint; the last hint is repeated."""
    printed = []
    for _ in range(4):
        hint(stub)
        printed.append(capsys.readouterr().out)
    assert printed[0] == (
        "Hint 1 of 3 for stub, a first step:\n\nhint one\n\nCall hint(stub) again for the next hint.\n"
    )
    assert "hint two" in printed[1]
    assert printed[2] == printed[3] == "Hint 3 of 3 for stub, the outline:\n\nhint three\n"


@pytest.mark.parametrize(("number", "text"), [(2, "hint two"), (0, "hint one"), (9, "hint three")])
def test_a_hint_can_be_chosen_by_its_number(capsys, number, text):
    """`hint(f, 2)` gives the second hint; a number out of range gives the nearest one."""
    hint(stub, number)
    assert text in capsys.readouterr().out


def test_a_function_without_hints_gets_the_names_of_the_others(capsys):
    """A mistyped name gets the names that have hints."""
    hint("stubb")
    assert capsys.readouterr().out == "There are no hints for stubb. There are some for: stub.\n"


def test_a_symptom_gives_its_advice(capsys, symptoms):
    """A word of the symptom is enough, in small or capital letters. All symptoms that contain it are printed."""
    hint(stub, "indexerror")
    assert capsys.readouterr().out == "I get an IndexError in the last row:\n\nwhich index is the last?\n"
    hint(stub, "last row")
    out = capsys.readouterr().out
    assert "which index is the last?" in out
    assert "count the rows" in out
    assert "count the windows" not in out


def test_a_word_without_advice_gets_the_list(capsys, symptoms):
    """The student reads what can be asked for."""
    hint(stub, "TypeError")
    out = capsys.readouterr().out
    assert 'There is no advice on "TypeError" for stub' in out
    assert "  - The shape is wrong\n" in out
    _SYMPTOMS.clear()
    hint(stub, "TypeError")
    assert "no advice on symptoms of stub. Call hint(stub)." in capsys.readouterr().out


def test_a_hint_ends_with_the_symptoms(capsys, symptoms):
    """Each hint lists the symptoms that can be asked for, with an example."""
    hint(stub)
    out = capsys.readouterr().out
    assert 'as in hint(stub, "IndexError"):' in out
    assert out.endswith("".join(f"  - {symptom}\n" for symptom, _ in symptoms))


def crash():
    return [1, 2][7]


@pytest.mark.parametrize(("call", "offer"), [
    ("crash()", ', or hint(stub, "IndexError").'), ("[1, 2]", ', or hint(stub, "shape").'), ("[2]", "hint(stub)."),
    ("np.array([2])", "hint(stub)."),
])  # fmt: skip
def test_a_failing_check_offers_the_symptom_that_fits(capsys, symptoms, call, offer):
    """The last line names a symptom whose words are in the problem, if there is one."""
    check("stub", {call: [1]})
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("Stuck? Call hint(stub)")
    assert last.endswith(offer)


def test_a_function_that_is_not_defined_is_named_in_quotes(capsys, symptoms):
    """What the messages tell students to type works."""
    exec("from autograder.toolkit.checks import *\ncheck('stub', {'stub()': 1})\nhint('stub')", {})
    printed = capsys.readouterr()
    assert printed.err.endswith('Stuck? Call hint("stub").\n')
    assert 'Call hint("stub") again for the next hint.' in printed.out
    assert 'as in hint("stub", "IndexError")' in printed.out


def test_without_a_name_the_hint_is_for_the_last_failure(capsys):
    """`hint()` is about the function whose checks failed last, and says so if none has failed."""
    hint()
    assert "No check has failed so far." in capsys.readouterr().out
    check("stub", {"1": 2})
    check("other", {"1": 1})
    capsys.readouterr()
    hint()
    assert capsys.readouterr().out.startswith("Hint 1 of 3 for stub")


def test_a_word_of_the_advice_finds_it_too(capsys, symptoms):
    """If no symptom has the word."""
    hint(stub, "Windows")
    assert capsys.readouterr().out == "The shape is wrong:\n\ncount the windows\n"


def refuse():
    raise ValueError("wrong shape")


def test_a_value_error_that_is_missing_gets_advice(capsys, symptoms):
    """Also if no symptom is about it. An error that the student's own check raised is no symptom."""
    check("stub", {"3": ValueError})
    assert 'or hint(stub, "ValueError").' in capsys.readouterr().err
    hint(stub, "ValueError")
    assert "Which sentence of the description forbids this call?" in capsys.readouterr().out
    check("stub", {"refuse()": 1})
    err = capsys.readouterr().err
    assert "Your own check raised this: which arguments reached it?" in err
    assert '"shape"' not in err
