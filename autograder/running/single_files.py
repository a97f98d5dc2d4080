"""The files: single notebooks given by path, outside any class."""

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path

from autograder.course.config import Course
from autograder.errors import Unreadable, UsageError
from autograder.grading.grade import GIVEN_UP, grade, our_error, unreadable
from autograder.grading.program import exercise_of
from autograder.grading.result import Result
from autograder.running import scheduler
from autograder.running.scheduler import Backend
from autograder.submissions.files import owner_of, path_problem, read_regular_file
from autograder.submissions.notebook import read_submission
from autograder.submissions.submission import Submission


def submissions_in(
    paths: list[Path], course: Course, exercise: str | None, student: str | None
) -> tuple[dict[Path, Submission], dict[Path, Result]]:
    """What to grade, and results for files in which there is nothing to grade.

    Student and exercise come from `<student>/<exercise>/<exercise>.ipynb`, else from the file's name and
    the notebook's cells. `exercise` and `student` leave out the others, and name what cannot be told.
    Raises UsageError for a path that is no file and for a notebook of no exercise.
    """
    submissions, results = {}, {}
    for path in paths:
        problem = path_problem(path)
        if problem is not None:
            raise UsageError(f"{path} {problem}. Give the path of a notebook.")
        owner, name = owner_of(path, course.names, student)
        try:
            data = read_regular_file(path, follow=True)
            name = name or _recognised(data, course, exercise) or exercise
        except Unreadable as error:
            if exercise is None:
                results[path] = Result(owner, None, "unreadable", None, 0.0, message=str(error))
                continue
            results[path] = unreadable(owner, course.exercise(exercise), str(error))
            continue
        if name is None:
            known = ", ".join(e.name for e in course.exercises)
            raise UsageError(f"{path} is none of the exercises that I know. Say which: --exercise, one of {known}.")
        if exercise in (None, name) and student in (None, owner):
            submissions[path] = Submission(owner, name, data)
    if not submissions and not results:
        raise UsageError(f"None of the {len(paths)} files is by the student or of the exercise that you asked for.")
    return submissions, results


def grade_files(submissions: dict[Path, Submission], course: Course, crew: Backend) -> Iterator[tuple[Path, Result]]:
    """Grade each file; its path and its result, in no particular order."""
    one = crew.bind(_graded, crew.with_tiers(course))
    given_up = functools.partial(_given_up, course=course)
    with contextlib.closing(scheduler.run_all(one, submissions.items(), crew, given_up)) as outcomes:
        for (path, _), result in outcomes:
            yield path, result


def _graded(item, course):
    return grade(item[1], course)


def _given_up(item, error, course):
    return our_error(item[1], course, GIVEN_UP.format(error))


def _recognised(data, course, exercise):
    cells, _ = read_submission(data, exercise, [one.name for one in course.exercises])
    recognised = exercise_of(cells, course)
    return recognised.name if recognised else None
