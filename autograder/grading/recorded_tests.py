"""Get a student's own tests of a function as data: the arguments of each call, and what the student expects of it.

The tests are a dict in the notebook, in the form of visible checks: calls as texts, and values or exceptions. They are
evaluated in the sandbox, one by one, with a recorder in place of the function (`_own_tests`). So the arguments may use
everything that the notebook defines, and a test that hangs or fails is reported with its text. What arrives is data
that student code controls.
"""

import builtins
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.follow_through import refuse_sizes
from autograder.grading.judged_tests import MOST_TESTS, RejectedTest
from autograder.grading.own_tests import OwnTest
from autograder.sandbox import PROBE, Cell, Failure, NotWritten, Question, Student
from autograder.sandbox.encoding import Opaque
from autograder.sandbox.failures import shortened
from autograder.sandbox.replies import count_values
from autograder.toolkit.own_tests import _why_no_test

MOST_VALUES = 1000  # in the arguments of a test, and in what it expects
LARGEST_NUMBER = 1000  # beside an array: it may be a length
LONGEST_TEXT = 500  # characters of a call
UNREADABLE = "it cannot be read"
READER = "_own_tests"  # the function in the sandbox that reads tests


@dataclass(frozen=True)
class RecordedTests:
    """The tests of a function in a notebook, in their order. `count` is their number; at most MOST_TESTS are read.

    Those that are no tests are rejected: no right answer can pass them. `problem` says why there are no tests at all.
    """

    read: tuple[OwnTest | RejectedTest, ...] = ()
    count: int = 0
    problem: str = ""

    @property
    def tests(self) -> list[OwnTest]:
        """Those that are tests."""
        return [test for test in self.read if isinstance(test, OwnTest)]


def _own_tests(function: str, place: int | None = None, names: dict[str, object] | None = None) -> dict[str, object]:
    """The texts of a function's tests, or the test in this place. `names` are those of the notebook."""
    import builtins

    import __main__ as notebook

    names = vars(notebook) if names is None else names
    tests = names.get(f"{function}_tests")
    if tests is None or tests is ...:
        raise NameError(f"name '{function}_tests' is not defined")
    if not isinstance(tests, dict):
        return {"no_dict": type(tests).__name__}
    if place is None:
        return {"texts": [str(text)[:500] for text in [*tests][:50]], "count": len(tests)}
    text, expected = list(tests.items())[place]
    problem = _why_no_test(text, function)
    if problem:
        return {"problem": problem}
    calls: list[object] = []
    before = {function: names[function]} if function in names else {}
    names[function] = lambda *args, **kwargs: calls.append({"args": args, "kwargs": kwargs})
    try:
        eval(text.strip(), names)
    except BaseException as error:
        return {"problem": f"its arguments raise {type(error).__name__}: {error}"}
    finally:
        del names[function]
        names.update(before)
    if len(calls) != 1:
        return {"problem": f"it calls {function} {len(calls)} times: write one call, with values as arguments"}
    if isinstance(expected, type) and issubclass(expected, BaseException):
        known = getattr(builtins, expected.__name__, None) is expected
        return {"call": calls[0], "raises": expected.__name__ if known else ""}
    if isinstance(expected, BaseException):
        return {"problem": f"write the exception without parentheses: {type(expected).__name__}"}
    return {"call": calls[0], "expected": expected}


# The two functions as code for the sandbox.
SOURCE = f"import ast as _ast\n\n\n{inspect.getsource(_why_no_test)}\n\n{inspect.getsource(_own_tests)}"
CELL = Cell(PROBE.format(READER), SOURCE)


def tests_of_student(student: Student, function: str) -> RecordedTests:
    """The tests of a function in a student's notebook, whose program has `CELL` as a probe."""
    try:
        [listed] = student.ask(Question(READER, [((function,), {})], "results"))
    except NotWritten:
        return RecordedTests()
    except Failure as failure:
        return RecordedTests(problem=_about(failure))
    texts = _texts(listed)
    if texts is None:
        kind = listed.get("no_dict") if isinstance(listed, dict) else None
        return RecordedTests(problem=f"it must be a dict, not of type {shortened(str(kind))}" if kind else UNREADABLE)
    questions = [Question(READER, [((function, place), {})], "results") for place in range(len(texts))]
    tests: list[OwnTest | RejectedTest] = []
    for text, outcome in zip(texts, student.answers(questions), strict=True):
        if isinstance(outcome, Failure):
            tests.append(RejectedTest(text, _about(outcome)))
        else:
            tests.append(_test(text, function, outcome[0]))
    return RecordedTests(tuple(tests), max(listed["count"], len(tests)))


def tests_of_course(names: Mapping[str, Any], function: str, tests: dict[str, Any]) -> RecordedTests:
    """Tests that the course wrote, evaluated in this process with these names."""
    own = {**names, f"{function}_tests": tests}
    read = [_test(text, function, _own_tests(function, place, own)) for place, text in enumerate(tests)]
    return RecordedTests(tuple(read), len(tests))


def _texts(listed: Any) -> list[str] | None:
    """The texts of the tests in an answer of the probe; None if it has none."""
    texts = listed.get("texts") if isinstance(listed, dict) else None
    if not isinstance(texts, list) or type(listed.get("count")) is not int:
        return None
    return [shortened(str(text)) for text in texts[:MOST_TESTS]]


def _about(failure: Failure) -> str:
    """The text of a failure of the reader, about a test or the dict of tests."""
    text = str(failure).replace(f"the call of {READER} did not end", "it was not read to its end")
    return text.replace(f"{READER} returned too much", "it contains too much").replace(READER, "it")


def _test(text: str, function: str, answer: Any) -> OwnTest | RejectedTest:
    """A test, from an answer of the probe. The answer may be anything, because student code can change the probe."""
    found = answer if isinstance(answer, dict) else {}
    if "problem" in found:
        return RejectedTest(text, shortened(str(found["problem"])))
    call, error = found.get("call"), None
    args, kwargs = (call.get(key) for key in ("args", "kwargs")) if isinstance(call, dict) else (None, None)
    if not isinstance(args, tuple) or not isinstance(kwargs, dict) or not all(isinstance(key, str) for key in kwargs):
        return RejectedTest(text, UNREADABLE)
    if "raises" in found:
        error = getattr(builtins, str(found["raises"]), None)
        if not isinstance(error, type) or not issubclass(error, Exception):
            return RejectedTest(text, "the exception that it expects must be one of Python's own, such as ValueError")
    expected = found.get("expected") if error is None else error
    problem = _why_not_judged([*args, *kwargs.values()], None if error else expected)
    return RejectedTest(text, problem) if problem else OwnTest(text, Call(function, args, kwargs), expected)


def _why_not_judged(values: list[Any], expected: Any) -> str:
    """Why a test cannot be judged: it contains something else than data, or too much; "" if it can."""
    kind = next(filter(None, map(_no_data, [*values, expected])), "")
    if kind:
        return f"it contains {kind}: tests can only contain data, such as numbers, texts, lists and arrays"
    if max(count_values(values), count_values(expected)) > MOST_VALUES:
        return f"it contains more than {MOST_VALUES} values: choose a smaller example"
    try:
        refuse_sizes(values, MOST_VALUES, LARGEST_NUMBER)
    except OverflowError:
        return f"it is too much work to judge: choose smaller arrays, and no number above {LARGEST_NUMBER} beside them"
    return ""


def _no_data(value: Any) -> str:
    """What in a value is not data; "" if all of it is."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, np.ndarray) and value.dtype.kind == "O":
        value = value.ravel().tolist() if value.size else []
    if isinstance(value, (list, tuple, set, frozenset)):
        return next(filter(None, map(_no_data, value)), "")
    if callable(value) and not isinstance(value, np.generic):
        return "a function"
    return repr(value) if isinstance(value, Opaque) else ""
