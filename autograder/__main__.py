"""The command line: `python -m autograder <command>`."""

import argparse
import functools
import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from autograder.course.write_errors import remedy
from autograder.errors import CONTINUES, CourseError, UsageError, display_path
from autograder.running.garbage import LIMITS, importing

if TYPE_CHECKING:
    from autograder.course.config import Course

STOPPED = f"\nStopped. What was graded is kept: {CONTINUES}."
FILE_PROBLEM = f"autograder: {{}}: {{}}. {{}}. What was graded is kept: {CONTINUES}."
ENGINE = Path(__file__).resolve().parent
DONE, OUR_FAULT, WRONG_USE, INTERRUPTED = 0, CourseError.exit_code, UsageError.exit_code, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit code: 0 done, 1 the grader itself failed, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # a terminal that cannot print ✓ is not an error
    arguments = _parser().parse_args(argv)
    from autograder.course.loading import load_course
    from autograder.reports.text import printable

    try:
        code: int = (
            arguments.run_without_course(arguments)
            if "run_without_course" in arguments
            else arguments.run(arguments, load_course(arguments.course))
        )
        return code
    except CourseError as error:
        print(printable(f"autograder: {error}"), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of what we print has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OUR_FAULT
    except OSError as error:
        place = display_path(Path(os.fsdecode(error.filename))) if error.filename else "a file"
        what = FILE_PROBLEM.format(place, error.strerror or error, remedy(error) or "Fix that")
        print(printable(what), file=sys.stderr)
        return OUR_FAULT
    except KeyboardInterrupt:
        return _stopped()


def _stopped() -> int:
    print(STOPPED, file=sys.stderr)
    return INTERRUPTED


@functools.cache
def _parser() -> argparse.ArgumentParser:
    """All commands. Their modules are imported here, because `run` makes that cheaper."""
    from autograder.proving import commands as author_commands
    from autograder.running import (
        class_commands,
        github_commands,
        grade_commands,
        gradescope_commands,
        lti_commands,
        mark_commands,
        platform_commands,
        scaffold_commands,
        site_commands,
    )

    parser = argparse.ArgumentParser(prog="autograder", description="Release, check and grade a course.")
    common = argparse.ArgumentParser(add_help=False)
    text = "the course's folder (default: this folder or the nearest one above it with a course.toml)"
    parser.add_argument("--course", type=Path, metavar="DIR", help=text)
    common.add_argument("--course", type=Path, metavar="DIR", help=text, default=argparse.SUPPRESS)
    commands = parser.add_subparsers(required=True, metavar="command")
    text = "write assignments/ from solutions/"
    commands.add_parser("release", parents=[common], help=text).set_defaults(run=_release)
    grade_commands.add(commands, common)
    class_commands.add(commands, common)
    mark_commands.add(commands, common)
    lti_commands.add(commands, common)
    platform_commands.add(commands, common)
    scaffold_commands.add(commands, common)
    site_commands.add(commands, common)
    github_commands.add(commands, common)
    gradescope_commands.add(commands, common)
    author_commands.add(commands, common)
    return parser


def _release(arguments: argparse.Namespace, course: "Course") -> int:
    from autograder.running.releasing import release_course

    changed, archive = release_course(course)
    for path in changed:
        print(f"wrote {display_path(path)}")
    print(f"{len(changed)} files changed. {display_path(archive)} is the students' folder as one file.")
    return DONE


def run() -> NoReturn:
    """Run the command line as a program of its own."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # like Ctrl-C: stop in order
    _forget_current_folder()
    gc.set_threshold(*LIMITS)
    try:
        with importing():
            _parser()
        sys.exit(main())
    except KeyboardInterrupt:  # nothing has begun
        sys.exit(_stopped())
    finally:
        gc.freeze()  # the end of Python would look through everything


def _forget_current_folder() -> None:
    """Import nothing from the current folder, which `python -m` searches first: it may be a student's."""
    here = Path.cwd()
    if not sys.flags.safe_path and Path(sys.path[0]) == here != ENGINE.parent:
        del sys.path[0]


if __name__ == "__main__":
    run()
