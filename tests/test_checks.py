"""The visible checks and hints: what a student reads below a stub."""

import sys
import types

import numpy as np
import pytest

from autograder.toolkit import checks
from autograder.toolkit.checks import check, hint


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A notebook's toolkit that knows hints for one function."""
    for name in ("_CASES", "_PROGRESS", "_HINTED"):
        monkeypatch.setattr(checks, name, {})
    monkeypatch.setattr(checks, "_HINTS", {"stub": ("nudged", "idea", "outlined")})


@pytest.fixture
def shown(monkeypatch):
    """What is shown as HTML in a notebook."""
    pages = []
    display = types.SimpleNamespace(publish=lambda data: pages.append(data["text/html"]))
    shell = types.SimpleNamespace(display_pub=display)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    return pages


def outcome(capsys, cases, task="task"):
    check(task, cases)
    return capsys.readouterr()


def test_a_check_that_passes_says_that_hidden_tests_go_further(capsys):
    """All visible checks passing is not said to be all."""
    printed = outcome(capsys, {"1 + 1": 2, "int('x')": ValueError})
    assert printed.err == ""
    assert "2 of 2 visible checks pass. Hidden tests go further." in printed.out
    assert "✓ 1 + 1" in printed.out


def test_a_check_that_fails_goes_to_stderr_and_raises_nothing(capsys):
    """nbgrader's Validate button looks at stderr; the cells below still run."""
    printed = outcome(capsys, {"1 + 1": 3, "2": 2})
    assert printed.out == ""
    assert "1 of 2" in printed.err
    assert "✗ 1 + 1" in printed.err
    assert "expected 3" in printed.err
    assert "received 2" in printed.err


def test_only_the_first_failure_is_told_at_length(capsys):
    """Of the others a student reads which they are."""
    printed = outcome(capsys, {"1": 1, "2": 20, "3": 30}).err
    assert "expected 20" in printed
    assert "✗ 3" in printed
    assert "30" not in printed


def stub():
    raise NotImplementedError("stub")


def crash():
    values = [1, 2]
    return values[7]


def stopped():
    raise KeyboardInterrupt


def bare():
    raise NotImplementedError


def unbound():
    total += 1  # noqa: F821  a student forgot where it begins
    return total


class Unspeakable(Exception):
    def __str__(self):
        raise TypeError

    __repr__ = __str__


def odd_error():
    raise Unspeakable


@pytest.mark.parametrize(
    ("call", "expected", "said"),
    [
        ("stub()", 1, "stub is not written yet"),
        ("bare()", 1, "task is not written yet"),
        ("nothing()", 1, "Run the cell that defines it"),
        ("unbound()", 1, "in the line: total += 1"),
        ("odd_error()", 1, "the call raised Unspeakable"),
        ("Unspeakable()", 1, "nobody can tell what came"),
        ("10**5000", 1, "0 of 1 visible checks pass"),
        ("1 / 0", 1, "ZeroDivisionError"),
        ("crash()", 1, "in the line: return values[7]"),
        ("exit()", 1, "SystemExit"),
        ("stopped()", 1, "Is there a loop that never ends?"),
        ("1 / 0", ValueError, "expected ValueError, the call raised ZeroDivisionError"),
        ("3", ValueError, "expected ValueError, received 3"),
        ("ValueError", ValueError, ": raise it"),
        ("ValueError('x')", ValueError, ": raise it"),
        ("stub()", ValueError, "not written yet"),
    ],
)
def test_a_check_says_what_went_wrong(capsys, call, expected, said):
    """Stubs, missing functions, endless loops and wrong exceptions are told apart, with the line of an exception."""
    assert said in outcome(capsys, {call: expected}).err


def test_a_stub_is_told_in_one_line(capsys):
    """Whoever has not begun is not shown a list of failures, but the way to a hint."""
    printed = outcome(capsys, {"stub()": 1, "stub() + 1": 2}, "stub").err
    assert printed == ("stub is not written yet: 0 of 2 visible checks pass.\nStuck? hint(stub) gives a nudge.\n")


def test_a_check_can_be_run_again_with_the_function_alone(capsys):
    """check(f) anywhere in the notebook tries the visible checks of f, whatever kind of callable it is."""
    global answer
    answer = lambda: 1  # noqa: E731  a lambda has no name of its own
    check("answer", {"answer()": 1})
    check(answer)
    assert capsys.readouterr().out.count("answer: 1 of 1 visible checks pass") == 2


def test_a_loop_that_never_ends_is_interrupted_once(capsys):
    """After the first call that had to be stopped no other is tried."""
    tried = []

    global hang

    def hang():
        tried.append(1)
        raise KeyboardInterrupt

    printed = outcome(capsys, {"hang()": 1, "hang() + 1": 2, "3": 3})
    assert tried == [1]
    assert "0 of 3" in printed.err


def test_a_function_that_changes_its_argument_spoils_no_other_check(capsys):
    """It is told so, and the right function that follows finds the values as they were."""
    global data, spoil
    data = np.array([1, 2, 3])

    def spoil(x):
        x *= 0
        return 6

    assert "the call changes data: arguments stay as they are" in outcome(capsys, {"spoil(data)": 6}).err
    assert outcome(capsys, {"np.sum(data)": 6}).err == ""


def test_a_masked_array_is_not_right_by_being_masked(capsys):
    """What is hidden under a mask is compared, too."""
    assert "0 of 1" in outcome(capsys, {"np.ma.masked_array([1, 9], [False, True])": [1, 2]}).err


def test_a_warning_is_not_a_failure(capsys):
    """What NumPy warns of stays off stderr, which would look like a failed check."""
    printed = outcome(capsys, {"np.float64(1) / np.float64(0)": np.inf})
    assert printed.err == ""


def test_hints_come_one_by_one(capsys):
    """First the nudge, then the idea, then the outline, which stays the last."""
    told = []
    for _ in range(4):
        hint(stub)
        told.append(capsys.readouterr().out)
    assert [next(word for word in ("nudged", "idea\n", "outlined") if word in text) for text in told] == [
        "nudged", "idea\n", "outlined", "outlined",
    ]  # fmt: skip
    assert "hint(stub) once more tells more" in told[0]
    assert "once more" not in told[2]


def test_a_hint_for_something_else_names_what_there_is(capsys):
    """A mistyped name is answered with the right ones."""
    hint("stubb")
    assert "for: stub" in capsys.readouterr().out


def test_two_dimensional_values_are_shown_side_by_side(capsys, shown):
    """Cells that differ are marked by more than a colour."""
    check("task", {"[[1, 2], [3, 5]]": [[1, 2], [3, 4]]})
    [page] = shown
    assert page.count("<table") == 2
    assert page.count("✗ 5") == 1
    assert page.count("✗") == 1


@pytest.mark.parametrize("received", ["[1, 2]", "None", "'text'", "[[1, 2, 3]]", "np.ones((40, 40))", "[[1], [2, 3]]"])
def test_no_value_breaks_the_pictures(capsys, shown, received):
    """Whatever a function returns, the check says that it is wrong and goes on."""
    check("task", {received: [[1, 2], [3, 4]]})
    assert "0 of 1 visible checks pass" in capsys.readouterr().err
