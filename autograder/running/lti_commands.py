"""The command `lti-key`, which makes the key by which an LMS trusts this course."""

import argparse

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import display_path

DONE = 0
MADE = "{}: a new private key. Keep it secret: who has it can change grades. Give the platform this public key:\n"
THERE = "{} is this course's private key. Its public key, for the platform:\n"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the command. `common` has the options of all commands."""
    key = commands.add_parser("lti-key", parents=[common], help="make the key for LTI, and print its public part")
    key.set_defaults(run=_key)


def _key(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.platforms import lti_settings

    paths = ClassPaths.real(course.root)
    settings = lti_settings.LtiSettings("", "")
    if (paths.root / lti_settings.FILE).exists():
        settings = lti_settings.read_settings(paths, tuple(course.names))
    path = lti_settings.key_path(paths, settings)
    print((MADE if lti_settings.make_key(path) else THERE).format(display_path(path)))
    print(lti_settings.public_keys(lti_settings.private_key(paths, settings)))
    return DONE
