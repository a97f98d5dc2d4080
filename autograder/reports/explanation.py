"""Print what the hidden tests did with a submission, as plain text that can be copied into a notebook."""

import textwrap
from collections.abc import Iterator, Sequence

from autograder.errors import UsageError
from autograder.grading.explain import ExplainedCall, ExplainedTest, Explanation, code_of
from autograder.grading.result import follow_through_label
from autograder.reports.text import counted, number, printable

MOST_WRONG = 3  # calls of a test, if all tests are shown
SIGNS = {True: "✓", False: "✗"}


def chosen_tests(explanation: Explanation, name: str) -> list[ExplainedTest]:
    """The tests with this name: that of the function, of the task, or a part of the name that students read.

    Raises UsageError with all names if there is none.
    """
    wanted = name.rpartition("::")[2]
    exact = [test for test in explanation.tests if wanted in (*_names(test), test.result.name, test.task)]
    similar = [test for test in explanation.tests if wanted.casefold() in f"{test.name} {test.result.name}".casefold()]
    if exact or similar:
        return exact or similar
    names = "\n".join(f"  {test.name}: {test.result.name}" for test in explanation.tests)
    raise UsageError(f"There is no hidden test {name!r}. The tests of this exercise are:\n{names}")


def _names(test: ExplainedTest) -> tuple[str, str]:
    """The name of a test with and without its parameters."""
    return test.name, test.name.partition("[")[0]


def print_explanation(explanation: Explanation, tests: Sequence[ExplainedTest] | None = None) -> None:
    """Print these tests with all their calls. With None, print all tests, and a few of the calls that are wrong."""
    shown = explanation.tests if tests is None else tests
    for task in dict.fromkeys(test.task for test in shown):
        own = [test for test in shown if test.task == task]
        print("\n".join(_task_lines(explanation, task, own, everything=tests is not None)))


def _task_lines(explanation: Explanation, task: str, tests: Sequence[ExplainedTest], everything: bool) -> Iterator[str]:
    yield f"{task}, the student's code:"
    cells = code_of(explanation.code, task)
    for cell in cells:
        yield f"  {cell.name}"
        yield textwrap.indent(printable(cell.source.rstrip()), "  | ", lambda line: True)
        if cell.name in explanation.problems:
            yield textwrap.indent(printable(explanation.problems[cell.name]), "  ! ")
    if not cells:
        yield "  No cell defines it."
    yield ""
    for test in tests:
        yield from _test_lines(test, everything)
    yield ""


def _test_lines(test: ExplainedTest, everything: bool) -> Iterator[str]:
    result = test.result
    passed = result.verdict == "passed"
    points = f"{number(result.earned)} of {number(result.points)} points"
    yield f"{SIGNS[passed]} {test.name}: {result.name} ({points}, {result.verdict}{follow_through_label(result)})"
    if everything and result.follow_through:
        yield f"  These calls were made with the student's own {' and '.join(result.follow_through)}:"
    calls = test.calls if everything else [call for call in test.calls if call.is_wrong and not passed]
    shown = calls if everything else calls[:MOST_WRONG]
    for call in shown:
        yield from _call_lines(call)
    if len(calls) > len(shown):
        yield f"  … {counted(len(calls) - len(shown), 'more call')} with a wrong result. To see all, name the test."
    if not passed:
        what = "the simplest call that fails" if result.case is not None else "why it failed"
        yield textwrap.indent(printable(f"{what}: {result.message}"), "    ")


def _call_lines(call: ExplainedCall) -> Iterator[str]:
    sign = SIGNS[not call.is_wrong]
    for code in call.calls:
        yield textwrap.indent(printable(code), f"  {sign} ")
    for label, values in (("expected", call.expected), ("received", call.received)):
        yield from (f"      {label}  {line}" for line in printable(values).split("\n"))
