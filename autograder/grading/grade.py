"""Grading: one submission in, one `Result` out. A pure function that touches no gradebook and no shared file."""

import contextlib
import time
from dataclasses import dataclass, replace

from autograder.course.config import Course, Exercise
from autograder.errors import CourseError, Unreadable
from autograder.grading import misconceptions
from autograder.grading.hidden_tests import collected
from autograder.grading.result import Result
from autograder.grading.scoring import mark
from autograder.sandbox import Student, TimedOut
from autograder.submissions.notebook import NotebookCell, exercise_of, opened, program

GIVEN_UP = "it was lost each time it was tried: {}. Grade the file alone to see why"
MOST_PROBLEMS = 20  # cells whose problems are told; nobody reads more


@dataclass(frozen=True)
class Submission:
    """The bytes that a student handed in for an exercise. `remark` says which file was taken, if not the usual one."""

    student: str
    exercise: str
    data: bytes
    remark: str = ""

    def cells(self, course: Course) -> tuple[tuple[NotebookCell, ...], list[str]]:
        """The notebook in it, and remarks on how it was found. Raises Unreadable."""
        names = [exercise.name for exercise in course.exercises]
        try:
            cells, remark = opened(self.data, self.exercise, names)
        except Unreadable as error:
            raise Unreadable(f"{error} ({self.remark.rstrip('.')})" if self.remark else str(error)) from None
        return cells, [one for one in (self.remark, remark) if one]


def grade(submission: Submission, course: Course) -> Result:
    """Grade a submission. Never raises: what goes wrong on our side is a result with status "error"."""
    start = time.monotonic()
    try:
        exercise = course.exercise(submission.exercise)
        result = _grade(submission, exercise, course)
    except Exception as error:
        result = our_error(submission, course, f"the grader failed: {type(error).__name__}: {error}")
    return replace(result, seconds=round(time.monotonic() - start, 3))


def _grade(submission: Submission, exercise: Exercise, course: Course) -> Result:
    try:
        cells, found = submission.cells(course)
    except Unreadable as error:
        return unreadable(submission.student, exercise, str(error))
    student = Student(program(cells, exercise), exercise.limits, course.tiers)
    try:
        with contextlib.suppress(TimedOut):  # each task will say so
            student.run_cells()
        tasks = _mark(exercise, student, submission.student, course.seed)
    finally:
        student.close()
    score = round(sum(task.score for task in tasks), 6)
    remarks = found + [f"{cell}: {problem}" for cell, problem in list(student.problems.items())[:MOST_PROBLEMS]]
    if len(student.problems) > MOST_PROBLEMS:
        remarks.append(f"… and {len(student.problems) - MOST_PROBLEMS} more cells with problems")
    other = exercise_of(cells, course)
    if score == 0 and other not in (None, exercise):
        remarks.insert(0, f"This seems to be the notebook of {other.name}, handed in as {exercise.name}.")
    return Result(
        submission.student,
        exercise.name,
        "graded",
        score,
        exercise.max_score,
        tier=student.tier,
        message="\n".join(remarks),
        tasks=tasks,
    )


def unreadable(student: str, exercise: Exercise, why: str) -> Result:
    """The result of a submission in which there is nothing to grade."""
    return Result(student, exercise.name, "unreadable", None, exercise.max_score, message=why)


def our_error(submission: Submission, course: Course, message: str) -> Result:
    """The result where the grader itself failed."""
    known = [exercise.max_score for exercise in course.exercises if exercise.name == submission.exercise]
    return Result(submission.student, submission.exercise, "error", None, sum(known), message=message)


def _mark(exercise, student, student_id, seed):
    tests = collected(exercise)
    for task in exercise.tasks:
        misconceptions.of(task.name)  # loaded now: what a worker grades with is from one moment (store.made_with)
        points = tests.points.get(task.name, 0)
        if round(points - task.points, 6):
            raise CourseError(f"the tests of {task.name} are worth {points:g} points, course.toml says {task.points:g}")
    return mark(tests, student, student_id, seed)
