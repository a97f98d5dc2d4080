"""The commands for authors of exercises. `add` registers them; each prints what it finds, and returns the exit code."""

import argparse
from typing import Any

from autograder.course.config import Course
from autograder.errors import display_path

DONE, FOUND = 0, 1
STUDENTS, FEW = 100, 2  # for the page of fairness, and while one writes an exercise
PAGE = "without a name, all of the course, which also writes docs/{}.md"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the commands. `common` has the options of all commands."""
    check = commands.add_parser(
        "check", parents=[common], help="check the course, or one exercise: what is missing, and what is wrong?"
    )
    check.add_argument("name", nargs="?", metavar="NAME", help="an exercise (default: the whole course)")
    check.set_defaults(run_without_course=_check)
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
    score = commands.add_parser(
        "score", parents=[common], help="grade the demo class of an exercise: does class.toml say what it deserves?"
    )
    score.add_argument("name", metavar="NAME", help="an exercise")
    score.add_argument("--write", action="store_true", help="write the scores into class/class.toml")
    score.set_defaults(run=_score)
    show = commands.add_parser(
        "show", parents=[common], help="execute the stub and the solution of an exercise, and open them in the browser"
    )
    show.add_argument("name", metavar="NAME", help="an exercise")
    show.add_argument("--no-browser", action="store_true", help="only write the pages to build/show/")
    show.set_defaults(run=_show)


def number_of_students(text: str) -> int:
    """A number of students on the command line, at least one."""
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 10000, not {text!r}")
    return int(text)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def _check(arguments: argparse.Namespace) -> int:
    from autograder.course.loading import load_readable
    from autograder.proving.checks import check

    course, unreadable = load_readable(arguments.course)
    return DONE if check(course, unreadable, arguments.name, say) else FOUND


def _mutants(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.grading.observations import without_warnings
    from autograder.proving.mutants import try_everything

    with without_warnings():
        return FOUND if try_everything(course, arguments.name, say) else DONE


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


def _score(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.proving.demo_scores import propose

    return DONE if propose(course, course.exercise(arguments.name), arguments.write, say) else FOUND


def _show(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.proving.show import open_in_browser, pages_of

    pages = pages_of(course, course.exercise(arguments.name), course.root / "build" / "show")
    for path, problems in pages.items():
        say(f"wrote {display_path(path)}")
        for problem in problems:
            say(f"    {problem}")
    if not arguments.no_browser and (without := open_in_browser([*pages])):
        say(without)
    return FOUND if any(pages.values()) else DONE
