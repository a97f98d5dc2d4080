"""Grade the reference solutions first: a hidden test that they fail is faulty, and must cost no student a point."""

import json
from collections.abc import Iterable
from concurrent.futures import Executor

from autograder.authoring.source_notebook import source_bytes
from autograder.course.config import Course
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError, display_path
from autograder.gradebook.cache_key import graders_parts
from autograder.grading.grade import grade
from autograder.grading.result import Result
from autograder.grading.result_summary import summary
from autograder.running import scheduler
from autograder.running.scheduler import Backend
from autograder.submissions.submission import Submission

STUDENT = "the reference solution"
FILE = "references.json"  # in build/: exercise → what its reference had full marks with (`graders_parts`)


def refuse_faulty_tests(
    paths: ClassPaths,
    course: Course,
    exercises: Iterable[str],
    backend: Backend,
    dry_run: bool,
    executor: Executor | None = None,
) -> None:
    """Raise CourseError if the reference solution of one of these exercises loses points, or cannot be graded.

    What it had full marks with before is not graded again. A dry run does not write that down.
    """
    parts = {name: dict(graders_parts(course.exercise(name), course.seed)) for name in exercises}
    known = _known(paths)
    unknown = sorted(name for name, own in parts.items() if known.get(name) != own)
    function = backend.bind(_graded, course)
    problems = []
    for name, result in scheduler.run_all(function, unknown, backend, _lost, executor):
        problems += _problems(course, name, result)
    if problems:
        raise CourseError(
            "Nothing was graded, because hidden tests do not fit the reference solutions:\n"
            + "\n".join(sorted(problems))
            + "\nFix the test or the solution. Then `make check` says whether all is well."
        )
    if unknown and not dry_run:
        write_atomic(paths.build / FILE, json.dumps(known | parts, indent=1))


def _known(paths: ClassPaths) -> dict[str, dict[str, str]]:
    try:
        known = json.loads((paths.build / FILE).read_bytes())
        return known if isinstance(known, dict) else {}
    except (OSError, ValueError):
        return {}


def _graded(name: str, course: Course) -> Result:
    exercise = course.exercise(name)
    return summary(grade(Submission(STUDENT, name, source_bytes(exercise)), course))


def _lost(name: str, error: Exception) -> Result:
    return Result(STUDENT, name, "error", None, 0.0, message=f"no worker could grade it: {error}")


def _problems(course: Course, name: str, result: Result) -> list[str]:
    exercise = course.exercise(name)
    if result.status != "graded":
        return [f"  {name}: {result.message}"]
    return [
        f"  {name}: {task.task} has {task.score:g} of {task.max_score:g} points. In "
        f"{display_path(exercise.hidden_tests if task.own_tests is None else exercise.source)} it fails: "
        + "; ".join(test.name for test in task.tests if test.verdict != "passed")
        for task in result.tasks
        if task.score < task.max_score
    ]
