"""The command line: `python -m autograder <command>`, one command a make target."""

import argparse
import gc
import json
import os
import signal
import sys
import textwrap
from pathlib import Path

from rich.text import Text

from autograder.course import config as course_file
from autograder.errors import CourseError, UsageError
from autograder.reports.html import printable
from autograder.reports.terminal import (
    Steps,
    class_table,
    console,
    file_tables,
    misunderstood_table,
    one_line,
    understood_table,
)
from autograder.running.process_pool import cores
from autograder.sandbox.limits import CONFINED, UNSAFE

EMPTY = """\
submitted/ is empty, so this is the demo class, in build/demo/. Your class's notebooks go to
submitted/<student>/<exercise>/<exercise>.ipynb, by hand or with nbgrader collect.
"""
STOPPED = f"\nStopped. What was graded is kept: {GOES_ON}."
KEPT = f"What was graded is kept: mend that, and {GOES_ON}."
UNCONFINED = """\
WARNING: student code runs as you, its time limited and, where the system can, its memory, but nothing else. It can read
and change your files.
"""
UNREADABLE = "Mend that, or ask for the notebook again."
MOST_JOBS = 10_000
GRADED, OUR_FAULT, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(argv: list[str] | None = None) -> int:
    """Run a command. Returns the exit code: 0 done, 1 the grader itself failed, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal without ✓ is no reason to stop
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(arguments, course_file.load())
    except CourseError as error:
        print(printable(f"autograder: {error}"), file=sys.stderr)
        return WRONG_USE if isinstance(error, UsageError) else OUR_FAULT
    except BrokenPipeError:  # whoever read what we print has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OUR_FAULT
    except OSError as error:
        print(printable(f"autograder: {error.filename or 'a file'}: {error.strerror}. {KEPT}"), file=sys.stderr)
        return OUR_FAULT
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return INTERRUPTED


def _parser():
    parser = argparse.ArgumentParser(prog="autograder", description="The autograder of this course.")
    commands = parser.add_subparsers(required=True, metavar="command")
    grade = commands.add_parser("grade", help="grade submitted/, or the files named, which touches no gradebook")
    grade.add_argument("files", nargs="*", type=Path, metavar="FILE.ipynb")
    grade.add_argument("--exercise", help="only this exercise")
    grade.add_argument("--student", help="only this student")
    grade.add_argument("--format", choices=["table", "json"], default="table")
    where = grade.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=_number, default=len(cores()), help="processes (default: one for each core)")
    where.add_argument("--cluster", metavar="tls://…", help="a Dask scheduler instead, see docs/cluster.md")
    grade.add_argument("--force", action="store_true", help="grade again what has not changed")
    grade.add_argument(
        "--unsafe", action="store_true", help="also where student code cannot be confined: it runs as you"
    )
    grade.set_defaults(run=_grade)
    commands.add_parser("release", help="write assignments/ from solutions/").set_defaults(run=_release)
    commands.add_parser("check", help="prove the course's invariants").set_defaults(run=_check)
    commands.add_parser("report", help="write the class's page and grades.csv again").set_defaults(run=_report)
    return parser


def _number(text):
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {MOST_JOBS}, not {text!r}")
    return int(text)


def _grade(arguments, course):
    if arguments.exercise is not None:
        course.exercise(arguments.exercise)
    if arguments.unsafe:
        if course.tiers != CONFINED:
            raise UsageError(
                "course.toml demands a least_tier, which --unsafe would go against. Take one of them back."
            )
        course = course.unsafe()
    crew = _crew(arguments, course)
    if arguments.unsafe and crew.chosen(course).tiers == (UNSAFE,):
        console(stderr=True).print(Text(UNCONFINED, style="bold red"))
    return _grade_files(arguments, course, crew) if arguments.files else _grade_class(arguments, course, crew)


def _grade_files(arguments, course, crew):
    from autograder.running.single_files import grade_files, submissions_in

    submissions, results = submissions_in(arguments.files, course, arguments.exercise, arguments.student)
    with Steps("Grading", len(submissions)) as steps:
        for path, result in grade_files(submissions, course, crew):
            results[path] = result
            steps.step(one_line(result) if arguments.format == "json" else None)
    ordered = [results[path] for path in arguments.files if path in results]
    if arguments.format == "json":
        _print_json(ordered)
    else:
        for table in file_tables(ordered):
            console().print(table, "")
    return OUR_FAULT if any(result.status == "error" for result in ordered) else GRADED


def _grade_class(arguments, course, crew):
    from autograder.running.batch import grade_class, whole
    from autograder.submissions.class_folder import DEMO, REAL, is_empty

    gc.freeze()  # what was imported stays: nobody need look through it for garbage again and again
    places = REAL
    if is_empty(REAL, course):
        print(EMPTY, file=sys.stderr)
        from autograder.authoring import demo_class  # nbformat: half a second

        places = DEMO
        demo_class.build(course)
    outcome = grade_class(places, course, crew, arguments.force, arguments.exercise, arguments.student)
    if arguments.format == "json":
        _print_json(whole(places, course, result) for result in outcome.results)
    else:
        _print_class(places, course, outcome)
    for failure in outcome.failures:
        console(stderr=True).print(Text(printable(f"The grader failed: {failure}"), style="red"))
    return OUR_FAULT if outcome.failures else GRADED


def _crew(arguments, course):
    """The workers that were asked for."""
    from autograder.running.dask_cluster import Cluster
    from autograder.running.scheduler import Processes, overdue

    return Cluster(arguments.cluster) if arguments.cluster else Processes(arguments.jobs, overdue(course))


def _print_json(results):
    """One list, result by result: a class's need not be in memory at once."""
    before = "["
    for result in results:
        print(before, textwrap.indent(json.dumps(result.to_json(), indent=2), "  "), sep="\n", end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def _print_class(places, course, outcome):
    out = console()
    out.print("", class_table(course, outcome.results), "", understood_table(course, outcome.results), "", sep="\n")
    mistakes = misunderstood_table(outcome.results)
    if mistakes:
        out.print(mistakes, "", sep="\n")
    for result in outcome.unread:
        out.print(Text(printable(f"No score yet: {one_line(result)}. {UNREADABLE}"), style="yellow"))
    for remark in outcome.remarks:
        out.print(Text(printable(remark), style="yellow"))
    unconfined = sum(result.tier == UNSAFE for result in outcome.results)
    if unconfined:
        out.print(Text(f"{unconfined} were graded by --unsafe, with student code unconfined.", style="bold red"))
    out.print(f"{outcome.graded} graded now, {outcome.unchanged} unchanged. Everything is in {shown(places.build)}/:")
    out.print("  report/index.html (the class), report/grades.csv, feedback/<student>/<exercise>/, autograded/")
    out.print(f"The gradebook is {printable(outcome.gradebook)}; `make lab` opens nbgrader's formgrader.")


def _release(arguments, course):
    from autograder.authoring import handout, release
    from autograder.gradebook import preprocessors
    from autograder.submissions.class_folder import REAL

    coursedir, config = preprocessors.nbgrader_setup(REAL)
    changed = release.release(course, handout.ASSIGNMENTS, REAL.build / "release", coursedir, config)
    for path in changed:
        print(f"wrote {shown(path)}")
    total = len(handout.written(course))
    print(f"{total - len(changed)} of {total} files were up to date.")
    archive = REAL.build / f"{course.id}.zip"
    handout.write_zip(course, archive)
    print(f"{shown(archive)} is the students' folder as one file.")
    return GRADED


def _check(arguments, course):
    from autograder.authoring.invariants import check

    return GRADED if check(course, lambda line: print(line, flush=True)) else OUR_FAULT


def _report(arguments, course):
    from autograder.running.batch import write_report
    from autograder.running.recorder import open_gradebook
    from autograder.submissions.class_folder import DEMO, REAL, handed_in, is_empty

    places = DEMO if is_empty(REAL, course) else REAL
    everything, _ = handed_in(places, course)
    if not everything:
        raise UsageError("Nothing has been handed in or graded yet. Begin with: make grade")
    with open_gradebook(places, course) as gradebook:
        listed = write_report(places, course, everything, gradebook)
    if not listed:
        raise UsageError("Nothing has been graded yet. Begin with: make grade")
    console().print(understood_table(course, listed))
    print(f"wrote {shown(places.report)}/index.html and grades.csv")
    return GRADED


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: in order
    sys.exit(main())
