"""The files: single notebooks given by path, outside any class."""

from pathlib import Path

from autograder.course import Course, UsageError
from autograder.grade import Submission, unreadable
from autograder.notebook import Unreadable, exercise_of, read
from autograder.result import Result


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
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be opened: {error.strerror}. Give the path of a notebook.") from None
        owner, name = owner_of(path, course, student)
        try:
            name = name or _recognised(data, course) or exercise
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


def owner_of(path: Path, course: Course, student: str | None = None) -> tuple[str, str | None]:
    """(student, exercise) by the path; the exercise is None where the path does not tell."""
    path = path.resolve()
    names = {exercise.name for exercise in course.exercises}
    if path.stem in names and path.parent.name == path.stem:
        return path.parent.parent.name, path.stem
    return student or path.stem, path.stem if path.stem in names else None


def _recognised(data, course):
    exercise = exercise_of(read(data), course)
    return exercise.name if exercise else None
