"""The commands that grade: a class or single files, and the report on a class again."""

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError
from autograder.reports import terminal
from autograder.reports.text import one_line
from autograder.running.garbage import importing
from autograder.running.process_pool import cores
from autograder.sandbox.limits import CONFINED, UNSAFE

if TYPE_CHECKING:
    from autograder.reports.run_summary import RunSummary
    from autograder.running.scheduler import Backend

DONE, OUR_FAULT = 0, 1
MOST_JOBS = 10_000


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the commands. `common` has the options of all commands."""
    grade = commands.add_parser(
        "grade", parents=[common], help="grade submitted/, or only these files, without the gradebook"
    )
    grade.add_argument("files", nargs="*", type=Path, metavar="FILE.ipynb")
    grade.add_argument("--exercise", help="only this exercise")
    grade.add_argument("--student", help="only this student")
    grade.add_argument("--format", choices=["table", "json"], default="table")
    backend = grade.add_mutually_exclusive_group()
    backend.add_argument("--jobs", type=_number, default=len(cores()), help="processes (default: one for each core)")
    backend.add_argument("--cluster", metavar="tls://…", help="the workers of a Dask scheduler, see docs/operators.md")
    grade.add_argument("--force", action="store_true", help="also grade submissions that have not changed")
    text = "only show what would be graded and whose score would change: record nothing"
    grade.add_argument("--dry-run", action="store_true", help=text)
    grade.add_argument("--unsafe", action="store_true", help="grade even if student code cannot be confined")
    grade.set_defaults(run=_grade)
    report = commands.add_parser("report", parents=[common], help="write the class report and grades.csv again")
    report.set_defaults(run=_report)


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {MOST_JOBS}, not {text!r}")
    return int(text)


def _grade(arguments: argparse.Namespace, course: Course) -> int:
    if arguments.exercise is not None:
        course.exercise(arguments.exercise)
    if arguments.unsafe:
        if course.tiers != CONFINED:
            raise UsageError("course.toml sets least_tier, so --unsafe is not allowed. Remove one of them.")
        course = course.unsafe()
    if arguments.dry_run and (arguments.files or arguments.format == "json"):
        raise UsageError("--dry-run is about a class, and prints a table: remove the files, or --format json.")
    return _grade_files(arguments, course) if arguments.files else _grade_class(arguments, course)


def _grade_files(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.running.single_files import grade_files, submissions_in

    backend = _backend(arguments, course)
    submissions, results = submissions_in(arguments.files, course, arguments.exercise, arguments.student)
    with terminal.ProgressReporter("Grading", len(submissions)) as progress:
        for path, result in grade_files(submissions, course, backend):
            results[path] = result
            progress.step(one_line(result) if arguments.format == "json" else None)
    ordered = [results[path] for path in arguments.files if path in results]
    if arguments.format == "json":
        terminal.print_json(ordered)
    else:
        terminal.print_files(ordered)
    return OUR_FAULT if any(result.status == "error" for result in ordered) else DONE


def _grade_class(arguments: argparse.Namespace, course: Course) -> int:
    backend = _backend(arguments, course) if _asks_for_more(arguments) else None  # first: its options can be wrong
    paths = _graded_paths(course) if arguments.dry_run else _paths(course)
    summary = _known_summary(paths, course) if backend is None else None
    summary = summary or _graded(arguments, paths, course, backend or _backend(arguments, course))
    if arguments.format == "json":
        from autograder.running.batch import with_tests

        terminal.print_json(with_tests(paths, course, result) for result in summary.results)
    else:
        terminal.print_class(paths, course, summary)
    terminal.print_failures(summary)
    return OUR_FAULT if summary.failures else DONE


def _asks_for_more(arguments: argparse.Namespace) -> bool:
    """Whether options ask for more than for grading what has changed."""
    selected = arguments.exercise or arguments.student or arguments.force
    return bool(selected or arguments.dry_run or arguments.unsafe or arguments.cluster or arguments.format == "json")


def _known_summary(paths: ClassPaths, course: Course) -> "RunSummary | None":
    """What a run would say if nothing has changed since the last one."""
    from autograder.running.unchanged import known_summary

    return known_summary(paths, course)


def _graded(arguments: argparse.Namespace, paths: ClassPaths, course: Course, backend: "Backend") -> "RunSummary":
    """Grade the class."""
    from autograder.gradebook.cache_key import everything_fingerprint
    from autograder.running.early_workers import load_early
    from autograder.running.scheduler import LocalBackend

    with contextlib.ExitStack() as stack:
        with importing():
            if isinstance(backend, LocalBackend) and _grades_much(arguments, paths):
                everything_fingerprint(course)  # first: the workers must not have older code than it says
                backend = stack.enter_context(backend.warmed(course))
                load_early(backend, paths, course, arguments.exercise)
            from autograder.running.batch import grade_class
        return grade_class(
            paths, course, backend, arguments.force, arguments.exercise, arguments.student, arguments.dry_run
        )


def _grades_much(arguments: argparse.Namespace, paths: ClassPaths) -> bool:
    """Whether there certainly is something to grade: then workers are started before anything else is done."""
    return arguments.force or not paths.results.exists()


def _paths(course: Course) -> ClassPaths:
    """Return the folders of the real class. While `submitted/` is empty, make the demo class and return its folders."""
    from autograder.submissions.class_folder import is_empty

    real = ClassPaths.real(course.root)
    if not is_empty(real.submitted, course.names):
        return real
    from autograder.authoring import demo_class

    if not demo_class.demo_submissions(course):
        return real
    demo = ClassPaths.demo(course.root)
    terminal.say_demo_class(demo)
    demo_class.build(course, demo)
    return demo


def _graded_paths(course: Course) -> ClassPaths:
    """Return the folders of the real class or, while `submitted/` is empty, of the demo class if there is one."""
    from autograder.submissions.class_folder import is_empty

    real, demo = ClassPaths.real(course.root), ClassPaths.demo(course.root)
    return demo if demo.submitted.exists() and is_empty(real.submitted, course.names) else real


def _backend(arguments: argparse.Namespace, course: Course) -> "Backend":
    """Return the backend: processes on this machine, or a Dask cluster."""
    backend: Backend
    if arguments.cluster:
        from autograder.running.dask_cluster import DaskBackend

        backend = DaskBackend(arguments.cluster, course.root)
    else:
        backend = local_backend(course, arguments.jobs)
    if arguments.unsafe and backend.with_tiers(course).tiers == (UNSAFE,):
        terminal.warn_of_unconfined_code()
    return backend


def local_backend(course: Course, jobs: int | None = None) -> "Backend":
    """Return processes on this machine, by default one for each core."""
    from autograder.running.scheduler import LocalBackend, longest_grading
    from autograder.running.systemd_scope import scope_prefix

    return LocalBackend(jobs or len(cores()), longest_grading(course), scope_prefix(course))


def _report(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.gradebook.last_run import LastRun
    from autograder.running.recorder import open_gradebook
    from autograder.running.reporting import class_state, write_report
    from autograder.submissions.class_folder import find_submissions

    paths = _graded_paths(course)
    everything, _ = find_submissions(paths.submitted, course.names)
    if not everything:
        raise UsageError("Nothing has been handed in or graded yet. Begin with: make grade")
    with paths.locked(), open_gradebook(paths, course) as gradebook:
        state = class_state(paths, course, everything, gradebook.students(), gradebook.recorded(), LastRun.read(paths))
        listed = write_report(paths, course, everything, state)
    if not listed:
        raise UsageError("Nothing has been graded yet. Begin with: make grade")
    terminal.print_report(paths, course, listed)
    return DONE
