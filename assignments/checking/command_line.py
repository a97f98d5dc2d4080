"""Read the command line and check the notebooks that it names."""

import argparse
import functools
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .cells import defines_in
from .check_notebook import check_notebook
from .course import FOLDER, Exercise, load_course, load_requirements
from .errors import Unreadable, UsageError
from .job_summary import also_in
from .report import NOT_BEGUN, READY, say, shown
from .submissions.filenames import named_after
from .submissions.files import read_regular_file
from .submissions.notebook import read_submission
from .versions import find_other_versions
from .watch import watch


def main(description: str) -> int:
    """Run the command. Returns its exit code, also if the user stops it or closes its output."""
    _prepare_output()
    try:
        try:
            return check_all(sys.argv[1:], description)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    except BrokenPipeError:  # as with `| head`: the rest of the output goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def check_all(arguments: Sequence[str], description: str | None = None) -> int:
    """Check the notebooks. Returns 0 if all are ready, 1 if something must be fixed, 2 if the command is wrong."""
    options = _parser(description).parse_args(arguments)
    try:
        course = load_course()
        wanted = [target(word, course) for word in options.notebooks or course]
    except UsageError as problem:
        print(problem, file=sys.stderr)
        return UsageError.exit_code
    for line in find_other_versions(load_requirements()):
        say("!", line)
    if options.watch:  # an open notebook must not change on disk, so nothing is repaired
        return watch([functools.partial(_check_saved, one, list(course), path) for one, path in wanted])
    may_repair = not (options.no_repair or options.summary)
    with also_in(options.summary):
        verdicts = [check_notebook(exercise, list(course), path, may_repair) for exercise, path in wanted]
        if len(verdicts) > 1:
            print("Summary")
            for path, verdict in verdicts:
                say({READY: "✓", NOT_BEGUN: "–"}.get(verdict, "✗"), f"{shown(path)}: {verdict}")
    accepted = {READY, NOT_BEGUN} if options.summary else {READY}  # a push is no failure because of what comes later
    return 0 if {verdict for _, verdict in verdicts} <= accepted else 1


def _check_saved(exercise: Exercise, names: Sequence[str], typed: Path | None) -> Path:
    """Check a notebook without repairs. Returns its path."""
    return check_notebook(exercise, names, typed, may_repair=False)[0]


def target(word: str, course: Mapping[str, Exercise]) -> tuple[Exercise, Path | None]:
    """The exercise that a word of the command names, and the path if the word is one. Raises UsageError."""
    for file in (Path.cwd() / word, FOLDER / word):
        if file.is_file():
            exercise = _exercise_of(file, course)
            if exercise:
                return exercise, file.resolve()
    path = Path(word)
    name = path.stem if path.suffix.lower() == ".ipynb" else path.name
    if name.lower() in course:
        return course[name.lower()], None
    raise UsageError(f"{word} is not an exercise or a notebook of one. The course has: {', '.join(course)}.")


def _prepare_output() -> None:
    for stream in (sys.stdout, sys.stderr):
        encoding = None if stream.isatty() else "utf-8"  # the notebook's last cell reads UTF-8
        stream.reconfigure(encoding=encoding, errors="replace")  # some consoles cannot print ✓


def _parser(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        usage="check_submission.py [--no-repair] [--watch] [exercise or notebook ...]",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("notebooks", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--no-repair", action="store_true", help=argparse.SUPPRESS)
    # For a workflow of GitHub Actions: also write everything into this file, and repair nothing.
    parser.add_argument("--summary", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--watch", action="store_true", help=argparse.SUPPRESS)
    return parser


def _exercise_of(file: Path, course: Mapping[str, Exercise]) -> Exercise | None:
    """The exercise of a file: by its name, by its folder's name, or by the functions in it."""
    names = (file.stem, file.parent.name, named_after(file.name, list(course)))
    name = next((name for name in names if name in course), None)
    return course[name] if name else _exercise_by_functions(file, course)


def _exercise_by_functions(file: Path, course: Mapping[str, Exercise]) -> Exercise | None:
    try:
        cells, _ = read_submission(read_regular_file(file, follow=True), None, list(course))
    except Unreadable:
        return None
    text = "\n".join(cell.source for cell in cells if cell.kind == "code")
    counts = {one.name: sum(map(functools.partial(defines_in, text), one.names.values())) for one in course.values()}
    best = max(counts, key=counts.__getitem__)
    return course[best] if counts[best] else None
