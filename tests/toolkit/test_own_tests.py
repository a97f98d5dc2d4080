"""A student's own tests in the notebook: they run on the student's own function."""

import pytest

from autograder.toolkit.own_tests import run_tests


def double(x):
    return 2 * x


def outcome(capsys, tests, function=double):
    """What is printed for these tests of `double`, on stdout and stderr."""
    names = {"run_tests": run_tests, "double": function, "double_tests": tests, "three": 3}
    exec('run_tests("double")', {name: value for name, value in names.items() if value is not None})
    return capsys.readouterr()


def test_tests_that_pass_are_counted(capsys):
    """The student reads how many tests the own function passes, and that grading finds out more."""
    printed = outcome(capsys, {"double(three)": 6, "double('a')": "aa"})
    assert printed.err == ""
    assert printed.out.startswith("double_tests: your double passes 2 of your 2 tests.\nGrading finds out more: ")


def test_each_failure_is_explained_in_a_line_and_no_side_is_taken(capsys):
    """In the student's order, also beside a test with a wrong form.

    A failure may be the fault of the test or of the function: the student has to find out.
    """
    printed = outcome(capsys, {"double(2)": 5, "double(1)": 2, "triple(1)": 7})
    assert printed.err == (
        "double_tests: your double passes 1 of your 3 tests.\n  ✗ double(2)\n      expected 5 received 4\n"
        "  ✓ double(1)\n  ✗ triple(1)\n"
        "      this is no call of double: write one call of double and nothing around it, "
        "as double(...)\nWhich of the two is wrong, the test or the function?\n"
    )


def unwritten(x):
    raise NotImplementedError("double")


@pytest.mark.parametrize(
    ("tests", "function", "text"),
    [
        ({}, double, "double_tests is still empty.\nWrite one line of the dict for each test"),
        ({}, unwritten, "double_tests is still empty."),
        ({"double(1)": 2}, unwritten, "double is not written yet, so your tests have nothing to test."),
        (None, double, "double_tests is not defined. Run the cell above."),
        (["double(1)"], double, "double_tests is no dict, but of type list. Run the cell above."),
    ],
)
def test_what_is_not_written_yet_is_no_failure(capsys, tests, function, text):
    """An empty dict, a stub, and a cell that did not run are said calmly: nothing is printed to stderr."""
    printed = outcome(capsys, tests, function)
    assert printed.err == ""
    assert printed.out.startswith(text)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("double(1", "this is no Python ('(' was never closed): write one call of double"),
        ("double(1)[0]", "this is no call of double: write one call of double and nothing around it, as double(...)"),
        ("triple(1)", "this is no call of double"),
        ("doubles.double(1)", "this is no call of double"),
        (5, "this is no text: write one call of double"),
        ("(" * 10_000, "this is no Python"),
    ],
)
def test_what_grading_refuses_is_refused_here(capsys, call, text):
    """A test has one call of the function and nothing around it, as in grading."""
    assert text in outcome(capsys, {call: 2}).err
