"""Grade one submission: a pure function that touches no gradebook and no shared file."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import replace

from autograder.course.config import Course, Exercise
from autograder.course.content import has_module, load_module
from autograder.errors import CourseError, Unreadable, display_path
from autograder.grading.bounded_work import TooMuchWork, bounded
from autograder.grading.hidden_tests import HiddenTests, collect
from autograder.grading.misconceptions import misconceptions_of
from autograder.grading.program import exercise_of, to_program
from autograder.grading.released_cells import cell_remarks, missing_work_remarks
from autograder.grading.result import OTHER_EXERCISE, Result, TaskResult
from autograder.grading.scored_tests import score_own_tests, standard
from autograder.grading.scoring import CALLS, score_tasks
from autograder.grading.ungraded import our_error, unreadable
from autograder.grading.written import written_answers
from autograder.sandbox import Program, Student, TimedOut
from autograder.submissions.notebook import NotebookCell
from autograder.submissions.submission import Submission

TOO_MUCH_TO_READ = "the file is too much work to read: {}. Clear the outputs of all cells and save it again"
MOST_PROBLEMS = 20  # cells whose problems are listed


def grade(submission: Submission, course: Course) -> Result:
    """Grade a submission. Never raises: an error of ours is a result with the status "error"."""
    start = time.monotonic()
    try:
        exercise = course.exercise(submission.exercise)
        result = _grade(submission, exercise, course)
    except Exception as error:
        result = our_error(submission, course, f"the grader failed: {type(error).__name__}: {error}")
    return replace(result, seconds=round(time.monotonic() - start, 3))


def _grade(submission: Submission, exercise: Exercise, course: Course) -> Result:
    try:
        with bounded(exercise.limits):
            cells, found = submission.cells(course.names)
            program = to_program(cells, exercise)
    except Unreadable as error:
        return unreadable(submission.student, exercise, str(error))
    except TooMuchWork as problem:
        return unreadable(submission.student, exercise, TOO_MUCH_TO_READ.format(problem))
    student = Student(program, exercise.limits, course.tiers)
    try:
        with contextlib.suppress(TimedOut):  # each task will say so
            student.run_cells()
        tasks = _score(exercise, student, submission.student, course.seed)
        if student.failed_probes:
            _refuse_broken_probes(program, exercise, course)
    finally:
        student.close()
    score = round(sum(task.score for task in tasks), 6)
    without_points = [task.task for task in tasks if task.score == 0]
    remarks = found + cell_remarks(cells, exercise)
    remarks += missing_work_remarks(submission, cells, exercise, without_points) + _cell_problems(student)
    if score == 0:
        remarks = _other_exercise(cells, exercise, course) + remarks
    return Result(
        submission.student,
        exercise.name,
        "graded",
        score,
        exercise.automatic_points,
        tier=student.tier,
        message="\n".join(remarks),
        tasks=tasks,
        written=written_answers(cells, exercise),
    )


def _refuse_broken_probes(program: Program, exercise: Exercise, course: Course) -> None:
    """Raise CourseError if a probe fails also without the student's code: then the course is wrong."""
    alone = Student(replace(program, cells=()), exercise.limits, course.tiers)
    with contextlib.closing(alone):
        alone.run_cells()
    for name, problem in alone.failed_probes.items():
        raise CourseError(f"{display_path(exercise.source)}: the {name} fails: {problem}")


def _score(exercise: Exercise, student: Student, student_id: str, seed: int) -> tuple[TaskResult, ...]:
    tests = load_tests(exercise)
    # Before the hidden tests: later, functions could add the calls of these to the tests of their own.
    own_tests = score_own_tests(exercise, student)
    return score_tasks(tests, student, student_id, seed) + own_tests


def load_tests(exercise: Exercise) -> HiddenTests:
    """Load all code that grades an exercise, once in each process. Returns its hidden tests. Raises CourseError.

    Then what a worker grades with is from one moment (cache_key.py), and a fault in it is an error for each submission,
    not only for wrong answers.
    """
    tests = collect(exercise)
    if has_module(exercise, CALLS):
        load_module(exercise, CALLS)
    for task in exercise.task_names:
        misconceptions_of(exercise, task)
    for own in exercise.own_tests:
        standard(exercise, own.function)
    return tests


def _other_exercise(cells: Sequence[NotebookCell], exercise: Exercise, course: Course) -> list[str]:
    """A remark if this seems to be the notebook of another exercise."""
    other = exercise_of(cells, course)
    if other is None or other == exercise:
        return []
    return [OTHER_EXERCISE.format(other.name, exercise.name)]


def _cell_problems(student: Student) -> list[str]:
    """A remark for each cell that failed."""
    remarks = [f"{cell}: {problem}" for cell, problem in list(student.problems.items())[:MOST_PROBLEMS]]
    if len(student.problems) > MOST_PROBLEMS:
        remarks.append(f"… and {len(student.problems) - MOST_PROBLEMS} more cells with problems")
    return remarks
