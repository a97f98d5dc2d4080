"""The commands of the command line that change a class as a whole, or one student's place in it.

`add` registers them. Each function is one command: it prints what it did, and returns the exit code.
"""

import argparse
import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.config import Course
from autograder.course.nbgrader_config import database_url, read_config
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError, display_path
from autograder.reports.text import counted, student_id

if TYPE_CHECKING:
    from autograder.gradebook.backups import Contents

DONE = 0
TIME = re.compile(r"\+?(?:(\d{1,3})w)?(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?", re.ASCII)
LONGEST = datetime.timedelta(days=365)
NO_FILE = (
    "The gradebook is the database {}, not a file. Keep copies with PostgreSQL's own programs: "
    "pg_dump --format=custom --file=gradebook.dump URL, and restore one with: "
    "pg_restore --clean --if-exists --dbname=URL gradebook.dump"
)
NO_COPY = "There is no copy in {}/. `make grade` keeps one before it changes a gradebook with students."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the commands. `common` has the options of all commands."""
    restore = commands.add_parser("restore", parents=[common], help="list the copies of the gradebook, or restore one")
    restore.add_argument("copy", nargs="?", metavar="COPY", help="a date and time, as the list shows it")
    restore.set_defaults(run=_restore)
    rename = commands.add_parser("rename-student", parents=[common], help="give a student another id")
    rename.add_argument("old", metavar="OLD", help="the id that the student has")
    rename.add_argument("new", metavar="NEW", help="the id that the student gets")
    rename.set_defaults(run=_rename_student)
    extend = commands.add_parser("extend", parents=[common], help="give a student more time for an exercise")
    extend.add_argument("student", metavar="STUDENT")
    extend.add_argument("exercise", metavar="EXERCISE")
    extend.add_argument("time", type=_interval, metavar="TIME", help="+24h, +2d or +1d12h; +0h takes it back")
    extend.set_defaults(run=_extend)
    new_term = commands.add_parser("new-term", parents=[common], help="archive the last term, and begin a new one")
    new_term.set_defaults(run=_new_term)


def _interval(text: str) -> datetime.timedelta:
    match = TIME.fullmatch(text)
    if match is None or not any(match.groups()):
        raise argparse.ArgumentTypeError(f"must be a time like +24h, +2d, +30m or +1d12h, not {text!r}")
    weeks, days, hours, minutes = (int(number or 0) for number in match.groups())
    interval = datetime.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    if interval > LONGEST:
        raise argparse.ArgumentTypeError(f"must be at most {LONGEST.days} days, not {text}")
    return interval


def _restore(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.gradebook import backups, database
    from autograder.gradebook.sqlite_file import file_of

    paths = ClassPaths.real(course.root)
    url = database_url(paths, read_config(paths))
    file = file_of(url)
    if file is None:
        raise UsageError(NO_FILE.format(database.name_of(url)))
    if arguments.copy is None:
        return _list_copies(file)
    copy = backups.copy_named(file, arguments.copy)
    with paths.locked(), database.database_errors(database.name_of(url)):
        aside = backups.restore(file, copy, database.WAIT_SECONDS)
    print(f"{display_path(file)} is as it was at {backups.name_of(copy)} (UTC). Run `make grade` now.")
    if aside is not None:
        print(f"The damaged file is kept as {display_path(aside)}.")
    return DONE


def _list_copies(file: Path) -> int:
    from autograder.gradebook import backups

    copies = backups.copies(file)
    if not copies:
        print(NO_COPY.format(display_path(backups.folder_of(file))))
        return DONE
    print(f"Copies in {display_path(backups.folder_of(file))}/, by date and time in UTC, the newest first:")
    for copy in reversed(copies):
        found = backups.contents(copy)
        print(f"  {backups.name_of(copy)}  {'damaged' if found is None else _described(found)}")
    print(f"To restore one: autograder restore {backups.name_of(copies[-1])}. The present gradebook is kept first.")
    return DONE


def _described(found: "Contents") -> str:
    amounts = (found.students, "student"), (found.submissions, "submission"), (found.manual, "manual score")
    return ", ".join(counted(number, noun) for number, noun in (*amounts, (found.comments, "comment")))


def _rename_student(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.running.renaming import rename_student

    paths = ClassPaths.real(course.root)
    renamed = rename_student(paths, course, arguments.old, arguments.new)
    rows = f"scores, comments and extensions of {', '.join(renamed.exercises)}" if renamed.exercises else "no scores"
    folder = f", and {display_path(paths.submitted)}/{student_id(arguments.new)}/" if renamed.folder else ""
    print(f"{student_id(arguments.old)} is now {student_id(arguments.new)}: {rows}{folder}.")
    print("Run `make grade` now: it writes the pages again, with the new id.")
    return DONE


def _extend(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.gradebook.students import grant_extension
    from autograder.running.recorder import open_gradebook
    from autograder.running.renaming import refuse_unknown_student

    paths, exercise = ClassPaths.real(course.root), course.exercise(arguments.exercise)
    with paths.locked(), open_gradebook(paths, course) as gradebook:
        refuse_unknown_student(paths, gradebook, arguments.student)
        granted = grant_extension(gradebook, arguments.student, exercise.name, arguments.time)
    who = f"{student_id(arguments.student)} {exercise.name}"
    before = f" (before: {_readable(granted.before)})" if granted.before else ""
    if not arguments.time:
        print(f"{who}: no extension{before}.")
    else:
        print(f"{who}: an extension of {_readable(arguments.time)}{before}.")
    if granted.due is None:
        place = display_path(exercise.folder / "exercise.toml")
        print(f"{exercise.name} has no due date, so nothing is late: `due` in {place} sets one.")
    else:
        due = f"{granted.due + arguments.time:%Y-%m-%d %H:%M} UTC"
        print(f"For this student it is due at {due}. This counts at the next `make grade`.")
    return DONE


def _readable(interval: datetime.timedelta) -> str:
    hours, minutes = divmod(round(interval.total_seconds() / 60), 60)
    parts = [counted(number, noun) for number, noun in ((hours, "hour"), (minutes, "minute")) if number]
    return " and ".join(parts)


def _new_term(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.running import new_term

    archived = new_term.begin_term(ClassPaths.real(course.root), course)
    print(f"Archived in {display_path(archived.folder)}/: {', '.join(archived.names)}.")
    print("Nothing was deleted: to undo this, move everything back.")
    print("Before you hand out the new term's release:")
    for number, step in enumerate(archived.next_steps, start=1):
        print(f"{number}. {step}")
    return DONE
