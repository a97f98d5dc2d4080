"""Define the result of grading one submission, and its JSON (schema 1)."""

import dataclasses
import functools
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.counterexample import Counterexample, text_size
from autograder.grading.judged_tests import JudgedTests
from autograder.grading.named_mistake import IN_SUMMARY, NamedMistake

SCHEMA = 1
PARTS = ("tasks", "written")  # of a result that consist of further parts
SHARED = 100_000  # larger than any case
OTHER_EXERCISE = "This seems to be the notebook of {}, handed in as {}."
CELL_PROBLEM = re.compile(r"cell \d+: ")  # the first line of a cell's problem


@dataclass(frozen=True, slots=True)
class TestResult:
    """One hidden test: `verdict` is passed, failed, missing or timeout.

    `case` is the minimal counterexample, if there is one. `follow_through` names the student's functions that were
    replaced by the reference in this test, because it fails with the student's own.
    """

    __test__ = False  # no pytest class

    name: str
    points: float
    earned: float
    verdict: str
    message: str = ""
    case: Counterexample | None = None
    follow_through: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "TestResult":
        """The test result from its JSON."""
        case = Counterexample.from_json(data["case"]) if data["case"] is not None else None
        return cls(**data | {"case": case, "follow_through": tuple(data["follow_through"])})


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task: `status` is passed, partial, failed, missing, timeout, or unscored if it is written but has no points.

    `misconceptions` are the known mistakes that explain its failing tests, and `misconception` is the name of the first
    one. `own_tests` is None unless the task is to write tests of a function.
    """

    task: str
    score: float
    max_score: float
    status: str
    message: str
    misconception: str | None
    tests: tuple[TestResult, ...]
    misconceptions: tuple[NamedMistake, ...] = ()
    own_tests: JudgedTests | None = None

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The names of the tests that fail for another reason than the known mistakes."""
        known = {name for mistake in self.misconceptions for name in mistake.explains}
        return tuple(test.name for test in self.tests if test.verdict != "passed" and test.name not in known)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "TaskResult":
        """The task's result from its JSON. Older versions wrote no `misconceptions`, and no `own_tests`."""
        tests = tuple(map(TestResult.from_json, data["tests"]))
        mistakes = tuple(map(NamedMistake.from_json, data.get("misconceptions", ())))
        own = JudgedTests.from_json(data["own_tests"]) if data.get("own_tests") is not None else None
        return cls(**data | {"tests": tests, "misconceptions": mistakes, "own_tests": own})


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """The answer to a written task, which a person grades: Markdown, "" if the student wrote nothing."""

    task: str
    max_score: float
    text: str = ""

    @property
    def score(self) -> float | None:
        """The automatic score, as nbgrader gives it: 0 if nothing is written, otherwise none."""
        return None if self.text else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """One submission. `status` is one of these:

    graded      it has a `score`
    unreadable  no notebook could be read, and `score` is None: a person has to look at it
    error       the grader failed, and `score` is None: `message` says why

    `score` and `max_score` are those of the `tasks`, which are graded automatically. A person grades what is `written`.
    """

    student: str
    exercise: str | None
    status: str
    score: float | None
    max_score: float
    seconds: float = 0.0
    tier: int | None = None
    message: str = ""
    tasks: tuple[TaskResult, ...] = field(default=())
    written: tuple[WrittenAnswer, ...] = ()

    @property
    def automatic(self) -> dict[str, float | None]:
        """The automatic score of each task and written task; None if a person has to grade it."""
        scores: dict[str, float | None] = {one.task: float(one.score) for one in self.tasks}
        return scores | {one.task: one.score for one in self.written}

    def to_json(self) -> dict[str, Any]:
        """The result as plain data."""
        data: dict[str, Any] = json.loads(json.dumps({"schema": SCHEMA} | _fields(self), default=_fields))
        return data

    def summary(self) -> "Result":
        """The part that the class report needs: of the tests only names and verdicts, so that memory has room for
        thousands."""
        plain = self.to_json()
        return Result.summary_of({"schema": SCHEMA} | _fields(self) | {name: plain[name] for name in PARTS})

    @classmethod
    def summary_of(cls, data: dict[str, Any]) -> "Result":
        """The summary of a result as `to_json` gives it. Raises ValueError for another schema."""
        data = _without_schema(data)
        data["tasks"] = tuple(_task_summary(task) for task in data["tasks"])
        data["written"] = tuple(_written_summary(answer) for answer in data.get("written", ()))
        return cls(**data | {"exercise": _interned(data["exercise"]), "status": _interned(data["status"])})

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Result":
        """The result from which `to_json` made this data. Raises ValueError for another schema."""
        data = _without_schema(data)
        written = tuple(WrittenAnswer(**answer) for answer in data.get("written", ()))  # older versions wrote none
        return cls(**data | {"tasks": tuple(map(TaskResult.from_json, data["tasks"])), "written": written})


def _without_schema(data: dict[str, Any]) -> dict[str, Any]:
    data = dict(data)
    if data.pop("schema", None) != SCHEMA:
        raise ValueError("a result of another schema")
    return data


def _task_summary(task: dict[str, Any]) -> TaskResult:
    return TaskResult(
        task=str(_interned(task["task"])),
        score=task["score"],
        max_score=task["max_score"],
        status=str(_interned(task["status"])),
        message="",
        misconception=_interned(task["misconception"]),
        tests=tuple(_test_alone(test["name"], test["verdict"]) for test in task["tests"]),
        misconceptions=tuple(_mistake_summary(task, mistake) for mistake in task.get("misconceptions", ())),
        own_tests=JudgedTests.numbers_of(task["own_tests"]) if task.get("own_tests") is not None else None,
    )


def _written_summary(answer: dict[str, Any]) -> WrittenAnswer:
    """A written answer of which only is known whether there is one."""
    return WrittenAnswer(str(_interned(answer["task"])), answer["max_score"], "…" if answer["text"] else "")


@functools.cache
def _test_alone(name: str, verdict: str) -> TestResult:
    """A test without its points and its texts, one object for all results."""
    return TestResult(name, 0.0, 0.0, verdict)


def _mistake_summary(task: dict[str, Any], mistake: dict[str, Any]) -> NamedMistake:
    """A mistake without its texts, but with the size of the smallest case that shows it."""
    names = [one["explains"] for one in task["misconceptions"]]
    cases = {test["name"]: test["case"] for test in task["tests"] if test["case"] is not None}
    sizes = {
        name: len(case["call"]) + _size(case["expected"]) + _size(case["received"]) for name, case in cases.items()
    }
    return _name_alone(mistake["name"], smallest_case(mistake["explains"], names, sizes)[0])


def _size(value: Mapping[str, Any]) -> int:
    return text_size(value["text"], value["cells"])


@functools.cache
def _name_alone(name: str, shortest: int) -> NamedMistake:
    """A mistake without its texts, one object for all results."""
    return NamedMistake(name, shortest=shortest)


def smallest_case(
    explained: Iterable[str], all_explained: Iterable[Iterable[str]], sizes: Mapping[str, int]
) -> tuple[int, str]:
    """Among the tests that a mistake explains: the size of the smallest case, and the test's name; (0, "") if none has
    one. Tests that other mistakes of the task explain, too, come last, as if they were larger: their cases can show
    these mistakes.

    `all_explained` has the tests of each mistake of the task, `sizes` those of the cases, by the names of tests.
    """
    counts = Counter(name for names in all_explained for name in names)
    cases = [(sizes[name] + (SHARED if counts[name] > 1 else 0), name) for name in explained if name in sizes]
    return min(cases, default=(0, ""))


def _interned(name: str | None) -> str | None:
    """The name as one object, shared by all results that contain it."""
    return sys.intern(name) if name else name


def _fields(data: Any) -> dict[str, Any]:
    """A dataclass as a dict, without what only a summary has. Unlike `asdict`, this does not copy what is inside."""
    return {one.name: getattr(data, one.name) for one in dataclasses.fields(data) if IN_SUMMARY not in one.metadata}


def file_remarks(result: Result) -> list[str]:
    """The remarks about the file in the message of a graded submission, each one line. They come before the cells'."""
    lines = result.message.split("\n") if result.status == "graded" and result.message else []
    return list(itertools.takewhile(lambda line: CELL_PROBLEM.match(line) is None, lines))


def cell_problems(result: Result) -> str:
    """The problems of cells in the message of a graded submission; "" if there are none."""
    if result.status != "graded":
        return ""
    return "\n".join(result.message.split("\n")[len(file_remarks(result)) :])


def follow_through_label(test: TestResult) -> str:
    """Text that is added to the name of a test with follow-through marks; "" for other tests."""
    return f", with a correct {' and '.join(test.follow_through)}" if test.follow_through else ""


def task_result(
    task: str, max_score: float, misconceptions: tuple[NamedMistake, ...], tests: tuple[TestResult, ...]
) -> TaskResult:
    """Sum up a task's tests. The message is that of the first test that did not pass."""
    score = round(sum(test.earned for test in tests), 6)
    verdicts = {test.verdict for test in tests}
    if score == round(max_score, 6):
        score, status = max_score, "passed"
    elif verdicts == {"missing"}:
        status = "missing"
    elif score > 0:
        status = "partial"
    else:
        status = "timeout" if "timeout" in verdicts else "failed"
    message = next((test.message for test in tests if test.verdict != "passed"), "")
    first = misconceptions[0].name if misconceptions else None
    return TaskResult(task, score, max_score, status, message, first, tests, misconceptions)
