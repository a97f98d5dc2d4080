"""Define the exceptions of all packages, each with the exit code of the command line, and write paths for messages.

Students receive a copy of this module beside `submissions/`, so it uses only the standard library.
"""

from pathlib import Path

CONTINUES = "the same command (without --force) continues from here"  # after a run that was stopped


class CourseError(Exception):
    """Something in the course's own files is wrong; the message says what, where and what to do."""

    exit_code = 1


class UsageError(CourseError):
    """The command asks for something that does not exist; the message says what exists."""

    exit_code = 2


class Unreadable(Exception):
    """No notebook can be read from a submission. The text says why."""


def display_path(path: Path) -> str:
    """A path as one would type it in the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
