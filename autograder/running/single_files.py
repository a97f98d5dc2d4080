"""Grade single notebooks that are given by their paths, outside of any class."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from autograder.course.config import Course
from autograder.errors import Unreadable, UsageError
from autograder.grading.grade import grade
from autograder.grading.program import exercise_of
from autograder.grading.result import Result
from autograder.grading.ungraded import GIVEN_UP, our_error, unreadable
from autograder.running import scheduler
from autograder.running.scheduler import Backend
from autograder.submissions.files import owner_of, path_problem, read_regular_file
from autograder.submissions.notebook import read_submission
from autograder.submissions.submission import Submission

File = tuple[Path, Submission]


def submissions_in(
    paths: list[Path], course: Course, exercise: str | None, student: str | None
) -> tuple[dict[Path, Submission], dict[Path, Result]]:
    """The submissions in these files, and the results of files in which there is nothing to grade.

    Student and exercise are read from the path `<student>/<exercise>/<exercise>.ipynb`, otherwise from the file's name
    and the notebook's cells. `exercise` and `student` select files, and apply to files that do not say theirs.
    Raises UsageError for a path without a file and for a notebook of an unknown exercise.
    """
    submissions: dict[Path, Submission] = {}
    results: dict[Path, Result] = {}
    for path in paths:
        found = _read(path, course, exercise, student)
        if isinstance(found, Result):
            results[path] = found
        elif exercise in (None, found.exercise) and student in (None, found.student):
            submissions[path] = found
    if not submissions and not results:
        raise UsageError(f"None of the {len(paths)} files is by the student or of the exercise that you asked for.")
    return submissions, results


def _read(path: Path, course: Course, exercise: str | None, student: str | None) -> Submission | Result:
    """The submission in a file, or its result if the file cannot be read."""
    problem = path_problem(path)
    if problem is not None:
        raise UsageError(f"{path} {problem}. Give the path of a notebook.")
    owner, name = owner_of(path, course.names, student)
    try:
        data = read_regular_file(path, follow=True)
        name = name or _recognised(data, course, exercise) or exercise
    except Unreadable as error:
        if exercise is None:
            return Result(owner, None, "unreadable", None, 0.0, message=str(error))
        return unreadable(owner, course.exercise(exercise), str(error))
    if name is None:
        known = ", ".join(course.names)
        raise UsageError(f"{path}: the exercise is unknown. Name it with --exercise NAME: one of {known}")
    return Submission(owner, name, data)


def _recognised(data: bytes, course: Course, exercise: str | None) -> str | None:
    """The name of the exercise to which the notebook's cells belong."""
    cells, _ = read_submission(data, exercise, course.names)
    recognised = exercise_of(cells, course)
    return recognised.name if recognised else None


def grade_files(submissions: dict[Path, Submission], course: Course, backend: Backend) -> Iterator[tuple[Path, Result]]:
    """Grade each file. Yields its path and its result, in no particular order."""

    def give_up(file: File, error: Exception) -> Result:
        return our_error(file[1], course, GIVEN_UP.format(error))

    function = backend.bind(_grade, backend.with_tiers(course))
    with contextlib.closing(scheduler.run_all(function, submissions.items(), backend, give_up)) as outcomes:
        for (path, _), result in outcomes:
            yield path, result


def _grade(file: File, course: Course) -> Result:
    _, submission = file
    return grade(submission, course)
