"""The commands for authors of exercises. `add` registers them; each prints what it finds, and returns the exit code."""

import argparse
from typing import Any

from autograder.course.config import Course

DONE, FOUND = 0, 1
STUDENTS, FEW = 100, 2  # for the page of fairness, and while one writes an exercise
PAGE = "without a name, all of the course, which also writes docs/{}.md"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the commands. `common` has the options of all commands."""
    mutants = commands.add_parser(
        "mutants", parents=[common], help="change the references: which changes do the hidden tests not notice?"
    )
    mutants.add_argument("name", nargs="*", metavar="NAME", help=f"an exercise; {PAGE.format('mutants')}")
    mutants.set_defaults(run=_mutants)
    diagnose = commands.add_parser("diagnose", parents=[common], help="are the wrong answers of authors named?")
    diagnose.add_argument("name", nargs="*", metavar="NAME", help=f"an exercise or a task; {PAGE.format('diagnosis')}")
    diagnose.set_defaults(run=_diagnose)
    fairness = commands.add_parser("fairness", parents=[common], help="what does each mistake cost alone?")
    fairness.add_argument("name", nargs="*", metavar="NAME", help=f"an exercise or a task; {PAGE.format('fairness')}")
    fairness.add_argument("--students", type=number_of_students, default=STUDENTS, metavar="N")
    fairness.set_defaults(run=_fairness)
    prove = commands.add_parser(
        "prove", parents=[common], help="prove an exercise: right, wrong and nonsense answers get what they deserve"
    )
    prove.add_argument("name", metavar="NAME", help="an exercise")
    text = "with the hidden numbers of so many students (default: %(default)s)"
    prove.add_argument("--students", type=number_of_students, default=FEW, metavar="N", help=text)
    prove.set_defaults(run=_prove)


def number_of_students(text: str) -> int:
    """A number of students on the command line, at least one."""
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 10000, not {text!r}")
    return int(text)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def _mutants(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.grading.observations import without_warnings
    from autograder.proving.mutants import try_everything

    exercises = tuple(map(course.exercise, dict.fromkeys(arguments.name))) or course.exercises
    with without_warnings():
        return FOUND if try_everything(course, exercises, say) else DONE


def _diagnose(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.proving.diagnoses import diagnose

    diagnose(course, arguments.name, say)
    return DONE


def _fairness(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.proving.fairness import compare_costs

    return FOUND if compare_costs(course, arguments.name, arguments.students, say) else DONE


def _prove(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.proving.prove import prove

    return FOUND if prove(course, course.exercise(arguments.name), arguments.students, say) else DONE
