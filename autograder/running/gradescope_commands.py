"""The command that writes the archives for Gradescope's autograder."""

import argparse

from autograder.course.config import Course, Exercise
from autograder.course.paths import ClassPaths
from autograder.errors import display_path

DONE = 0
SHOWN = {"now": "visible", "due": "after_due_date", "published": "after_published"}  # option → Gradescope's word
UPLOAD = (
    "On Gradescope, make a Programming Assignment, choose the newest Ubuntu as the base image, and upload the file "
    "under Configure Autograder.\nThe file contains hidden tests and a solution: give it to nobody else."
)
UNSAFE = "WARNING: where student code cannot be confined, it can read the hidden tests and change its own score."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the command. `common` has the options of all commands."""
    parser = commands.add_parser("gradescope", parents=[common], help="write the autograder archives for Gradescope")
    parser.add_argument("--exercise", help="only this exercise")
    text = "when students see the result: now (default), after the due date, or when you publish grades"
    parser.add_argument("--show", choices=[*SHOWN], default="now", help=text)
    text = "also run student code where it cannot be confined: then students can read the hidden tests"
    parser.add_argument("--unsafe", action="store_true", help=text)
    parser.set_defaults(run=_gradescope)


def _gradescope(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.running.grade_commands import local_backend
    from autograder.running.gradescope.archive import Choice, write_archive
    from autograder.running.references import refuse_faulty_tests

    chosen = course.exercises if arguments.exercise is None else (course.exercise(arguments.exercise),)
    choice, paths = Choice(SHOWN[arguments.show], arguments.unsafe), ClassPaths.real(course.root)
    backend = local_backend(course)
    with paths.locked():
        refuse_faulty_tests(paths, backend.with_tiers(course), [one.name for one in chosen], backend)
        for exercise in chosen:
            path = write_archive(course, exercise, choice)
            print(f"wrote {display_path(path)}: {_points(exercise)}")
    print(UPLOAD)
    if arguments.unsafe:
        print(UNSAFE)
    return DONE


def _points(exercise: Exercise) -> str:
    """What the instructor types on Gradescope."""
    by_person = f", and {exercise.written_points:g} graded by a person" if exercise.written else ""
    return f"Autograder Points {exercise.automatic_points:g}{by_person}"
