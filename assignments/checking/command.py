"""The command: the notebooks that its words mean, and how they are."""

import argparse
import os
import sys
from pathlib import Path

from .course import HERE, WrongUse, load_course
from .judging import check
from .telling import NOT_BEGUN, READY, say, shown


def main(description):
    """Follow the command line. Returns the exit code, also when stopped or when nobody reads on."""
    for stream in (sys.stdout, sys.stderr):
        encoding = None if stream.isatty() else "utf-8"  # which a notebook's last cell reads
        stream.reconfigure(encoding=encoding, errors="replace")  # a console may not know ✓
    try:
        try:
            return check_all(sys.argv[1:], description)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    except BrokenPipeError:  # as with `| head`: what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def check_all(arguments, description=None):
    """Check what is asked for. Returns 0 if all is ready, 1 if something is open, 2 if misused."""
    parser = argparse.ArgumentParser(
        usage="check_submission.py [--no-repair] [exercise or notebook ...]",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("notebooks", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--no-repair", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        course = load_course()
        wanted = [target(word, course) for word in options.notebooks or course]
    except WrongUse as problem:
        print(problem, file=sys.stderr)
        return 2
    verdicts = {path: check(exercise, path, not options.no_repair) for exercise, path in wanted}
    if len(verdicts) > 1:
        print("All together")
        for path, verdict in verdicts.items():
            sign = {READY: "✓", NOT_BEGUN: "–"}.get(verdict, "✗")
            say(sign, f"{shown(path)}: {verdict}")
    return 0 if set(verdicts.values()) == {READY} else 1


def target(word, course):
    """The exercise and the path that a word of the command means. Raises WrongUse for none."""
    path = Path(word)
    if path.suffix.lower() == ".ipynb":
        for file in (Path.cwd() / path, HERE / path):
            exercise = course.get(file.stem) or course.get(file.parent.name) or guess(file, course)
            if file.is_file() and exercise:
                return exercise, file
        path = path.with_suffix("")
    exercise = course.get(path.name.lower())
    if exercise:
        return exercise, exercise.notebook
    known = ", ".join(course)
    raise WrongUse(f"{word} is no exercise and no notebook of one. The course has: {known}.")


def guess(file, course):
    """The exercise of which most functions are defined in the file; None if none is."""
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    counts = {sum(f"def {task}(" in text for task in e.tasks): e for e in course.values()}
    return counts[max(counts)] if max(counts) else None
