"""Run a student's own tests of a function on the student's own function."""

import ast as _ast
import sys as _sys

from autograder.toolkit.describe import _short
from autograder.toolkit.notebook import _name, _names_of_caller
from autograder.toolkit.running import _run

_TESTED: dict[str, tuple[int, int]] = {}  # task -> passed and all tests of the last run
_FORM = """\
Write one line of the dict for each test: a call, as text, and what it must return, or the exception
that it must raise.
"""
_MORE = """\
Grading finds out more: does every right function pass them, and which mistakes do they notice?
"""


def run_tests(task: object) -> None:
    """Run your own tests of a function, the dict `<function>_tests`, on your function.

    Prints which of them pass, and raises nothing, so the cells below still run.
    """
    names = _names_of_caller()
    name = _name(task, names)
    tests = names.get(f"{name}_tests")
    if not isinstance(tests, dict):
        kind = "not defined" if tests is None else f"no dict, but of type {type(tests).__name__}"
        print(f"{name}_tests is {kind}. Run the cell above.")
        return
    if not tests:
        print(f"{name}_tests is still empty.\n{_FORM}", end="")
        return
    problems = {call: _why_no_test(call, name) for call in tests}
    problems = {call: problem for call, problem in problems.items() if problem}
    ran = {call: expected for call, expected in tests.items() if call not in problems}
    failed, _ = _run(ran, names)
    _TESTED[f"{name}_tests"] = len(tests) - len(problems | failed), len(tests)
    _print_tests(name, [*tests], problems | failed)


def _print_tests(name: str, calls: list[object], problems: dict[object, str]) -> None:
    """Print which tests pass, and the problem of each other one in a line."""
    unwritten = set(problems.values()) == {f"{name} is not written yet"}
    if unwritten and len(problems) == len(calls):
        print(f"{name} is not written yet, so your tests have nothing to test.")
        return
    passed = len(calls) - len(problems)
    summary = f"{name}_tests: your {name} passes {passed} of your {len(calls)} tests."
    if not problems:
        print(summary)
        print(_MORE, end="")
        return
    lines: list[str] = []
    for call in calls:
        if call not in problems:
            lines += [f"  ✓ {call}"]
        else:
            one_line = " ".join(str(problems[call]).split())
            lines += [f"  ✗ {call}", f"      {_short(one_line, 200)}"]
    end = "Which of the two is wrong, the test or the function?"
    print(summary, *lines, end, sep="\n", file=_sys.stderr)


def _why_no_test(text: object, function: str) -> str:
    """Why a text is no test of a function, in words; "" if it is one: a call of this function."""
    wanted = f"write one call of {function} and nothing around it, as {function}(...)"
    if not isinstance(text, str):
        return f"this is no text: {wanted}, in quotes"
    try:
        call = _ast.parse(text.strip(), mode="eval").body
    except Exception as error:  # SyntaxError, or what a very long text leads to
        return f"this is no Python ({getattr(error, 'msg', error)}): {wanted}"
    if isinstance(call, _ast.Call) and _ast.unparse(call.func) == function:
        return ""
    return f"this is no call of {function}: {wanted}"
