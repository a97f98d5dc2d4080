"""The commands for one mark: `explain` shows how it came about, `override` replaces it by a manual score."""

import argparse
import math
from typing import Any

from autograder.course.config import Course, Exercise, Task
from autograder.course.paths import ClassPaths
from autograder.errors import Unreadable, UsageError, display_path
from autograder.reports.class_list import Key
from autograder.reports.marks import NO_MARKS
from autograder.reports.run_summary import RunSummary
from autograder.reports.text import number, printable
from autograder.submissions.class_folder import FoundSubmission, find_submissions, is_empty

AUTOMATIC = "automatic"
MOST_NAMES = 20  # that an error message lists
NO_FILE = (
    " To give points for work that was not handed in here, make its empty folder first: submitted/STUDENT/EXERCISE."
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the two commands to the command line. `common` has the options of all commands."""
    explain = commands.add_parser(
        "explain", parents=[common], help="show a student's code, the calls of hidden tests, and what they returned"
    )
    explain.add_argument("student")
    explain.add_argument("exercise")
    text = (
        "a hidden test by its name or a part of it, or a task (default: all tests, but only the calls that are wrong)"
    )
    explain.add_argument("test", nargs="?", help=text)
    explain.set_defaults(run=_explain)
    override = commands.add_parser(
        "override", parents=[common], help="record a manual score, with a reason that the student reads"
    )
    for name in ("student", "exercise", "task"):
        override.add_argument(name)
    override.add_argument("points", help=f"a number, or {AUTOMATIC!r}: the automatic score counts again")
    override.add_argument("--why", required=True, metavar="TEXT", help="the reason, which becomes a comment (Markdown)")
    override.set_defaults(run=_override)


def _explain(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.grading.explain import explain
    from autograder.reports.explanation import chosen_tests, print_explanation
    from autograder.running.class_run import read_found

    _, found = _submission(course, arguments.student, arguments.exercise)
    try:
        explanation = explain(read_found(found), course)
    except Unreadable as problem:
        raise UsageError(f"{display_path(found.path)} cannot be read: {problem}") from None
    tests = None if arguments.test is None else chosen_tests(explanation, arguments.test)
    print(printable(f"{found.student}, {found.exercise}: {display_path(found.path)}\n"))
    print_explanation(explanation, tests)
    return 0


def _override(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.gradebook.override import override
    from autograder.reports.terminal import print_failures
    from autograder.running.batch import grade_class
    from autograder.running.grade_commands import local_backend

    paths, found = _submission(course, arguments.student, arguments.exercise, NO_FILE)
    exercise = course.exercise(found.exercise)
    task = _task(exercise, arguments.task)
    points, why = _points(arguments.points, task), arguments.why.strip()
    if not why:
        raise UsageError("--why is empty. Say why the score changes: the student reads it on the feedback page.")
    key = found.student, found.exercise
    summary = grade_class(
        paths,
        course,
        local_backend(course, 1),
        exercise=found.exercise,
        student=found.student,
        by_hand=lambda gradebook: override(gradebook, key, task.name, points, why),
    )
    again = "a person has to grade it" if task in exercise.written else "the automatic score counts again"
    what = again if points is None else f"{number(points)} of {number(task.points)} points"
    print(
        printable(
            f"{found.student} {found.exercise}: {task.name}: {what}. {display_path(paths.feedback(*key))} says why."
        )
    )
    missing = _without_points(summary, exercise, key)
    if missing:
        print(printable(f"{found.student} {exercise.name} has no score yet. Give points for: {', '.join(missing)}."))
    print_failures(summary)
    return 1 if summary.failures else 0


def _without_points(summary: RunSummary, exercise: Exercise, key: Key) -> list[str]:
    """The tasks that still need a person's points, if a submission without automatic scores has no score yet."""
    if summary.scores is None or summary.scores.get(key) is not None or any(one.tasks for one in summary.results):
        return []
    marks = summary.class_list.marks.get(key, NO_MARKS)
    return [name for name, points in exercise.all_points.items() if points and marks.of(name).manual is None]


def _submission(course: Course, student: str, exercise: str, advice: str = "") -> tuple[ClassPaths, FoundSubmission]:
    """The class that has submissions, the real or the demo class, and the submission in it. Raises UsageError."""
    from autograder.running.people import called

    course.exercise(exercise)
    real = ClassPaths.real(course.root)
    paths = ClassPaths.demo(course.root) if is_empty(real.submitted, course.names) else real
    everything, _ = find_submissions(paths.submitted, course.names)
    for found in everything:
        if (found.student, found.exercise) == (student, exercise):
            return paths, found
    names = sorted({one.student for one in everything if one.exercise == exercise})
    if not names:
        raise UsageError(f"Nobody has submitted {exercise} in {display_path(paths.submitted)}/.{advice}")
    listed = ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
    there = f"{called(real, student)} There are submissions by: {listed}."
    raise UsageError(f"There is no submission of {exercise} by {student!r}.{there}{advice}")


def _task(exercise: Exercise, name: str) -> Task:
    tasks = {task.name: task for task in (*exercise.tasks, *exercise.own_tests, *exercise.written)}
    if name not in tasks:
        raise UsageError(f"{exercise.name} has no task {name!r}. Its tasks are: {', '.join(tasks)}.")
    return tasks[name]


def _points(text: str, task: Task) -> float | None:
    """The manual score; None for the automatic one. Raises UsageError if nbgrader would not accept it."""
    if text == AUTOMATIC:
        return None
    try:
        points = float(text)
    except ValueError:
        points = math.nan
    if not 0 <= points <= task.points:
        most = f"{task.name} has {number(task.points)} points"
        raise UsageError(
            f"The points must be a number from 0 to {number(task.points)}, or {AUTOMATIC!r}, not {text!r}: {most}. "
            "More than that is extra credit: enter it in the formgrader."
        )
    return points
