"""The commands that exchange files with platforms: `collect`, `roster` and `return`.

`add` registers them. Each function is one command: it prints what it did, and returns the exit code.
"""

import argparse
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.course.config import Course
from autograder.course.nbgrader_config import read_config
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError, display_path
from autograder.platforms.roster import PLATFORMS, read_roster, write_roster
from autograder.reports.text import printable

DONE, NOTHING = 0, 2
GITHUB = "github"
TARGETS = ("canvas", "moodle", "blackboard", "gradescope", "csv", "github", "lti")
ROSTER = "{}: {} students, {} new and {} changed."
ID_COLUMN = " The id of the new ones is the column {!r}."
NO_FILE = "Name the file from the platform: make {} FROM=FILE"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the commands. `common` has the options of all commands."""
    collect = commands.add_parser("collect", parents=[common], help="put what a platform gives you into submitted/")
    collect.add_argument("source", metavar="FILE", help="the zip archive of the platform, a folder, or the word github")
    collect.add_argument(
        "--platform", type=str.lower, choices=[*PLATFORMS, "plain"], help="default: by the names in it"
    )
    collect.add_argument("--exercise", help="if the names of the files do not say which one it is")
    collect.add_argument("--zone", help="the time zone of the platform's clock, such as Europe/Berlin")
    collect.add_argument("--times", type=Path, metavar="FILE", help="Moodle's grading worksheet, which has the times")
    collect.add_argument("--replace", action="store_true", help="also replace what you have put into submitted/")
    collect.set_defaults(run=_collect)
    roster = commands.add_parser("roster", parents=[common], help="say who is who, by a platform's list of people")
    roster.add_argument("source", metavar="FILE", help="the CSV file that the platform exports")
    roster.add_argument("--id", metavar="COLUMN", help="the column that has the student's id")
    roster.set_defaults(run=_roster)
    back = commands.add_parser("return", parents=[common], help="write the files that a platform imports")
    back.add_argument("platform", type=str.lower, metavar="TO", help=", ".join(TARGETS))
    back.add_argument("--from", dest="source", type=Path, metavar="FILE", help="the platform's own file, to fill in")
    back.add_argument("--exercise", help="only this exercise")
    back.add_argument("--column", help="the column of the exercise, if its name does not say it")
    back.add_argument("--scale", action="store_true", help="convert scores if the platform has other points")
    back.add_argument("--dry-run", action="store_true", help="github, lti: only show what would be sent")
    back.set_defaults(run=_return)


def _collect(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.gradebook.time_text import TimeSettings
    from autograder.platforms.collecting import Wanted, collect
    from autograder.running.collect_summary import remarks, summary

    if arguments.exercise is not None:
        course.exercise(arguments.exercise)
    if arguments.source == GITHUB:
        return _collect_from_github(arguments, course)
    source, paths = _file(arguments, "collect"), ClassPaths.real(course.root)
    zone = arguments.zone or TimeSettings.of(read_config(paths)).zone
    times = arguments.times.expanduser() if arguments.times else None
    wanted = Wanted(arguments.platform, arguments.exercise, _zone(zone), arguments.replace, times)
    with paths.locked():
        report = collect(paths, {one.name: one.title for one in course.exercises}, source, wanted)
        told = remarks(paths, report, zone, arguments.zone is not None)
    print(summary(report))
    for remark in told:
        print(printable(remark))
    if not report.outcomes:
        return NOTHING
    print("Run `make grade` now.")
    return DONE


def _collect_from_github(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.running.collect_summary import remarks, summary
    from autograder.running.github_collect import collect_repositories, lines

    paths = ClassPaths.real(course.root)
    with paths.locked():
        collection = collect_repositories(paths, course, arguments.exercise, arguments.replace)
        told = remarks(paths, collection.report, "UTC")
    print(summary(collection.report))
    for line in (*told, *lines(collection)):
        print(printable(line))
    if not collection.report.outcomes:
        return NOTHING
    print("Run `make grade` now.")
    return DONE


def _return_to_github(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.running.github_return import lines, post_feedback, write_summary

    posted = post_feedback(ClassPaths.real(course.root), course, arguments.exercise, arguments.dry_run)
    for line in lines(posted, arguments.dry_run):
        print(printable(line))
    write_summary(posted, course)
    return DONE


def _roster(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.platforms.merging import merged
    from autograder.platforms.people import people_in
    from autograder.platforms.sheet import Sheet
    from autograder.running.roster_summary import remarks

    source, paths = _file(arguments, "roster"), ClassPaths.real(course.root)
    with paths.locked():
        people = people_in(Sheet.read(source), arguments.id)
        result = merged(read_roster(paths), people)
        if result.added or result.changed:
            write_roster(paths, result.roster)
    place = display_path(paths.roster)
    counts = ROSTER.format(place, len(result.roster.students), len(result.added), len(result.changed))
    print(counts + (ID_COLUMN.format(people.column) if result.added else ""))
    for line in remarks(place, people, result):
        print(printable(line))
    return DONE


def _return(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.running.return_summary import lines
    from autograder.running.returning import Request, return_scores

    if arguments.platform not in TARGETS:
        raise UsageError(f"Name the platform: make return TO=canvas (or one of: {', '.join(TARGETS)}).")
    if arguments.exercise is not None:
        course.exercise(arguments.exercise)
    if arguments.platform == GITHUB:
        return _return_to_github(arguments, course)
    if arguments.platform == "lti":
        from autograder.platforms.lti_settings import require_pylti1p3

        require_pylti1p3()
        from autograder.running.lti_return import post_scores

        for line in post_scores(_returned_class(course), course, arguments.exercise, arguments.dry_run):
            print(printable(line))
        return DONE
    if arguments.dry_run:
        raise UsageError("--dry-run is for TO=github and TO=lti. The others only write files.")
    source = arguments.source.expanduser() if arguments.source else None
    request = Request(source, arguments.exercise, arguments.column, arguments.scale)
    for line in lines(arguments.platform, return_scores(_returned_class(course), course, arguments.platform, request)):
        print(printable(line))
    return DONE


def _returned_class(course: Course) -> ClassPaths:
    """The real class; while `submitted/` is empty, the demo class if it was graded."""
    from autograder.submissions.class_folder import is_empty

    real, demo = ClassPaths.real(course.root), ClassPaths.demo(course.root)
    return demo if demo.gradebook.exists() and is_empty(real.submitted, course.names) else real


def _file(arguments: argparse.Namespace, command: str) -> Path:
    """The file that the platform gave."""
    if not arguments.source:
        raise UsageError(NO_FILE.format(command))
    return Path(arguments.source).expanduser()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"There is no time zone {name!r}. For example: ZONE=Europe/Berlin") from None
