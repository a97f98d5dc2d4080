"""Write a result as Gradescope's results.json.

The format is that of "Autograder Specifications" (gradescope-autograders.readthedocs.io/en/latest/specs): `score`,
`tests` with `name`, `score`, `max_score`, `status`, `output`, `output_format` and `visibility`, and `extra_data`. A
score at the top counts in place of the sum of the tests: it has manual scores and the late penalty. What a test shows
follows `reveal`, as on the feedback page. Gradescope wants a score in each file that an autograder writes in its
container: `score_of_nothing` has 0, and says that this is not the result.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.course.config import Exercise
from autograder.grading.result import Result, TaskResult, TestResult, follow_through_label
from autograder.reports.marks import NO_MARKS, Marks
from autograder.reports.text import counted, number, printable
from autograder.reports.total import total_of, waiting

VISIBLE, TEXT = "visible", "text"
VISIBILITIES = (VISIBLE, "after_due_date", "after_published")  # when students see a result


def results_json(
    exercise: Exercise,
    result: Result,
    marks: Marks = NO_MARKS,
    final: float | None = None,
    visibility: str = VISIBLE,
    extra: Mapping[str, Any] | None = None,
) -> str:
    """The text of results.json. `final` is the score in the gradebook; None if there is none, which is no 0.

    Without a score, Gradescope shows that the autograder has none to give. `visibility` is one of `VISIBILITIES`, and
    `extra` is added to the data that only instructors can download.
    """
    data: dict[str, Any] = {
        "output": _output(exercise, result, marks),
        "output_format": TEXT,
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "tests": [one for task in result.tasks for one in _tests(exercise, task)],
        "extra_data": _extra_data(exercise, result.status) | dict(extra or {}),
    }
    if final is not None:
        data = {"score": round(final, 6), **data}
    return _text(data)


def score_of_nothing(exercise: Exercise, status: str, message: str, extra: Mapping[str, Any] | None = None) -> str:
    """The text of results.json for a submission that was not graded: students always see the message.

    `status` is that of a result, unreadable or error.
    """
    return _text(
        {
            "score": 0.0,
            "output": printable(message),
            "output_format": TEXT,
            "visibility": VISIBLE,
            "stdout_visibility": "hidden",
            "tests": [],
            "extra_data": _extra_data(exercise, status) | dict(extra or {}),
        }
    )


def _extra_data(exercise: Exercise, status: str) -> dict[str, Any]:
    return {"exercise": exercise.name, "status": status, "max_score": exercise.max_score}


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _output(exercise: Exercise, result: Result, marks: Marks) -> str:
    """What is to say about the whole submission: its message, how the total comes about, and what a person grades."""
    lines = [result.message] if result.message else []
    lines += [f"{words}: {points}" for words, points in total_of(exercise, result, marks).parts]
    for answer in waiting(result, marks):
        lines.append(f"{answer.task}: {counted(float(answer.max_score), 'point')} graded by a person")
    lines += [f"{one.task}: {one.comment}" for one in marks.tasks if one.comment]
    return printable("\n".join(lines))


def _tests(exercise: Exercise, task: TaskResult) -> Iterator[dict[str, Any]]:
    """The tests of a task. If only scores are revealed, or the task has no tests, the task is one test."""
    if exercise.reveal == "score" or not task.tests:
        passed = task.score == task.max_score
        yield _entry(task.task, task.score, task.max_score, passed, "" if exercise.reveal == "score" else task.message)
        return
    for test in task.tests:
        output = "" if test.verdict == "passed" else _explained(task, test, exercise.reveal == "case")
        name = f"{task.task}: {test.name}{follow_through_label(test)}"
        yield _entry(name, test.earned, test.points, test.verdict == "passed", output)


def _explained(task: TaskResult, test: TestResult, with_case: bool) -> str:
    """Why a test failed: the known mistakes that explain it, and what happened in the smallest call that fails."""
    lines = [f"{one.explanation} {one.hint}" for one in task.misconceptions if test.name in one.explains]
    if test.message and (with_case or test.case is None):
        lines.append(test.message)
    return "\n".join(lines)


def _entry(name: str, score: float, most: float, passed: bool, output: str) -> dict[str, Any]:
    return {
        "name": printable(name),
        "score": float(number(score)),
        "max_score": float(number(most)),
        "status": "passed" if passed else "failed",
        "output": printable(output),
        "output_format": TEXT,
        "visibility": VISIBLE,
    }
