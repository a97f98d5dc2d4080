"""Define the result of grading one submission, and its JSON (schema 1)."""

import dataclasses
import itertools
import json
import re
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.counterexample import Counterexample
from autograder.grading.judged_tests import JudgedTests
from autograder.grading.named_mistake import IN_SUMMARY, NamedMistake

SCHEMA = 1
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
        data: dict[str, Any] = json.loads(self.json_text())
        return data

    def json_text(self) -> str:
        """The result as JSON, in one line."""
        return json.dumps({"schema": SCHEMA} | fields_of(self), default=fields_of)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Result":
        """The result from which `to_json` made this data. Raises ValueError for another schema."""
        data = without_schema(data)
        written = tuple(WrittenAnswer(**answer) for answer in data.get("written", ()))  # older versions wrote none
        return cls(**data | {"tasks": tuple(map(TaskResult.from_json, data["tasks"])), "written": written})


def without_schema(data: dict[str, Any]) -> dict[str, Any]:
    """A result's data without its schema. Raises ValueError for another schema."""
    data = dict(data)
    if data.pop("schema", None) != SCHEMA:
        raise ValueError("a result of another schema")
    return data


def fields_of(data: Any) -> dict[str, Any]:
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
