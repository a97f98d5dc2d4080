"""The result: what grading one submission says, and its JSON. Schema 1."""

import dataclasses
import json
import sys
from dataclasses import dataclass, field

from autograder.grading.counterexample import Case

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class TestResult:
    """One hidden test: `verdict` is passed, failed, missing or timeout.

    `case` is the smallest case in which it fails, where there is one. `follow_through` names the functions of the
    student's that the reference answered in it, because it fails with the student's own.
    """

    __test__ = False  # no pytest class

    name: str
    points: float
    earned: float
    verdict: str
    message: str = ""
    case: Case | None = None
    follow_through: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict) -> "TestResult":
        case = data["case"] and Case.from_json(data["case"])
        return cls(**data | {"case": case, "follow_through": tuple(data["follow_through"])})


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task: `status` is passed, partial, failed, missing or timeout. `misconception` names a known mistake."""

    task: str
    score: float
    max_score: float
    status: str
    message: str
    misconception: str | None
    tests: tuple[TestResult, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One submission. `status` says whose turn it is:

    graded      it has a score
    unreadable  the student's side: no notebook could be read, `score` is None, a person has to look
    error       our side: the grader failed, `score` is None, `message` says where
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

    def to_json(self) -> dict:
        """The result as plain data."""
        return json.loads(json.dumps({"schema": SCHEMA} | _fields(self), default=_fields))

    def summary(self) -> "Result":
        """What the class's page needs of it, small enough to keep thousands: the tasks without their tests."""
        return Result.summary_of({"schema": SCHEMA} | _fields(self) | {"tasks": list(map(_fields, self.tasks))})

    @classmethod
    def summary_of(cls, data: dict) -> "Result":
        """The summary of the result that `to_json` made `data` of. Raises ValueError for another schema."""
        data = dict(data)
        if data.pop("schema", None) != SCHEMA:
            raise ValueError("a result of another schema")
        data["tasks"] = tuple(
            TaskResult(_known(task["task"]), task["score"], task["max_score"], _known(task["status"]), "",
                       _known(task["misconception"]), ())
            for task in data["tasks"]
        )  # fmt: skip
        return cls(**data | {"exercise": _known(data["exercise"]), "status": _known(data["status"])})

    @classmethod
    def from_json(cls, data: dict) -> "Result":
        """The result that `to_json` made `data` of. Raises ValueError for another schema."""
        data = dict(data)
        if data.pop("schema", None) != SCHEMA:
            raise ValueError("a result of another schema")
        tasks = tuple(
            TaskResult(**task | {"tests": tuple(map(TestResult.from_json, task["tests"]))}) for task in data["tasks"]
        )
        return cls(**data | {"tasks": tasks})


def _known(name):
    """The name as one object for all results in which it stands."""
    return name and sys.intern(name)


def _fields(data):
    """A dataclass as a dict, without the copies that `asdict` makes all the way down."""
    return {one.name: getattr(data, one.name) for one in dataclasses.fields(data)}


def through(test: TestResult) -> str:
    """How a test that ran with follow-through marks is told from others; nothing for those."""
    return f", with a right {' and '.join(test.follow_through)}" if test.follow_through else ""


def task_result(task: str, max_score: float, misconception: str | None, tests: tuple[TestResult, ...]) -> TaskResult:
    """Sum up a task's tests."""
    score = round(sum(test.earned for test in tests), 6)
    verdicts = {test.verdict for test in tests}
    if score == max_score:
        status = "passed"
    elif verdicts == {"missing"}:
        status = "missing"
    elif score > 0:
        status = "partial"
    else:
        status = "timeout" if "timeout" in verdicts else "failed"
    message = next((test.message for test in tests if test.verdict != "passed"), "")
    return TaskResult(task, score, max_score, status, message, misconception, tests)
