"""The command that writes the template of students' repositories on GitHub."""

import argparse

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import display_path

DONE = 0
NEXT = (
    "{place}/ is what students receive. Push it to a private repository, mark that as a template repository in its "
    "settings,\nand make a private repository of it for each student: docs/instructors.md, GitHub."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the command. `common` has the options of all commands."""
    text = "write the template of students' repositories on GitHub"
    commands.add_parser("github", parents=[common], help=text).set_defaults(run=_github)


def _github(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.authoring.github_template import write_template

    paths = ClassPaths.real(course.root)
    folder = paths.build / "github" / "students"
    with paths.locked():
        write_template(course, folder)
    print(NEXT.format(place=display_path(folder)))
    return DONE
