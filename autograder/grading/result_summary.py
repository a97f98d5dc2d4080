"""Sum up a result: what the class report needs, so that memory has room for the results of thousands."""

import functools
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from autograder.grading.counterexample import text_size
from autograder.grading.judged_tests import JudgedTests
from autograder.grading.named_mistake import NamedMistake
from autograder.grading.result import SCHEMA, Result, TaskResult, TestResult, WrittenAnswer, fields_of, without_schema

PARTS = ("tasks", "written")  # of a result that consist of further parts
MOST_TASKS = 4096  # different results of tasks that are shared
SHARED = 100_000  # larger than any case


def summary(result: Result) -> Result:
    """The part of a complete result that the class report needs: of the tests only names and verdicts."""
    plain = result.to_json()
    return summary_of({"schema": SCHEMA} | fields_of(result) | {name: plain[name] for name in PARTS})


def summary_of(data: dict[str, Any]) -> Result:
    """The summary of a result as `to_json` gives it. Raises ValueError for another schema."""
    data = without_schema(data)
    data["tasks"] = tuple(_task_summary(task) for task in data["tasks"])
    data["written"] = tuple(_written_summary(answer) for answer in data.get("written", ()))
    return Result(**data | {"exercise": _interned(data["exercise"]), "status": _interned(data["status"])})


def shared(one: Result) -> Result:
    """The same summary, with the names, tests and mistakes that all results in this process share."""
    return replace(
        one,
        exercise=_interned(one.exercise),
        status=str(_interned(one.status)),
        tasks=tuple(map(_shared_task, one.tasks)),
    )


def _task_summary(task: dict[str, Any]) -> TaskResult:
    return _task(
        task["task"],
        task["score"],
        task["max_score"],
        task["status"],
        task["misconception"],
        tuple((test["name"], test["verdict"]) for test in task["tests"]),
        tuple(_mistake_summary(task, mistake) for mistake in task.get("misconceptions", ())),
        JudgedTests.numbers_of(task["own_tests"]) if task.get("own_tests") is not None else None,
    )


def _shared_task(one: TaskResult) -> TaskResult:
    return _task(
        one.task,
        one.score,
        one.max_score,
        one.status,
        one.misconception,
        tuple((part.name, part.verdict) for part in one.tests),
        tuple((part.name, part.shortest) for part in one.misconceptions),
        one.own_tests,
    )


@functools.lru_cache(MOST_TASKS, typed=True)  # 1 and 1.0 are different texts
def _task(
    task: str,
    score: float,
    max_score: float,
    status: str,
    misconception: str | None,
    tests: tuple[tuple[str, str], ...],
    mistakes: tuple[tuple[str, int], ...],
    own_tests: JudgedTests | None,
) -> TaskResult:
    """A task's result, one object for all students with the same one. `tests` have names and verdicts, `mistakes` names
    and the sizes of the smallest cases."""
    return TaskResult(
        task=str(_interned(task)),
        score=score,
        max_score=max_score,
        status=str(_interned(status)),
        message="",
        misconception=_interned(misconception),
        tests=tuple(_test_alone(*test) for test in tests),
        misconceptions=tuple(_name_alone(*mistake) for mistake in mistakes),
        own_tests=own_tests,
    )


def _written_summary(answer: dict[str, Any]) -> WrittenAnswer:
    """A written answer of which only is known whether there is one."""
    return WrittenAnswer(str(_interned(answer["task"])), answer["max_score"], "…" if answer["text"] else "")


@functools.cache
def _test_alone(name: str, verdict: str) -> TestResult:
    """A test without its points and its texts, one object for all results."""
    return TestResult(name, 0.0, 0.0, verdict)


def _mistake_summary(task: dict[str, Any], mistake: dict[str, Any]) -> tuple[str, int]:
    """The name of a mistake, and the size of the smallest case that shows it."""
    names = [one["explains"] for one in task["misconceptions"]]
    cases = {test["name"]: test["case"] for test in task["tests"] if test["case"] is not None}
    sizes = {
        name: len(case["call"]) + _size(case["expected"]) + _size(case["received"]) for name, case in cases.items()
    }
    return mistake["name"], smallest_case(mistake["explains"], names, sizes)[0]


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
