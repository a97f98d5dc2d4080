"""Keep dated copies of a gradebook that is an SQLite file, and restore one.

The copies are in `backups/` beside the file, `gradebook-2026-10-05-180000.db` (in UTC). They are made with SQLite's own
backup, so a copy is complete, also while another program writes. A damaged gradebook never replaces a copy. The last
ten copies stay, and besides them the last one of each of the last ten days with copies.
"""

import contextlib
import datetime
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.paths import UNFINISHED, remove_unfinished
from autograder.course.write_errors import HELD, remedy
from autograder.errors import CourseError, UsageError, display_path
from autograder.gradebook.sqlite_file import BESIDE, copy_into, digest, is_damage, is_filled, opened, problem

FOLDER = "backups"
MOST, MOST_DAYS = 10, 10  # copies, and days of which the last copy stays
SECOND = datetime.timedelta(seconds=1)
TIME = "%Y-%m-%d-%H%M%S"
DAY = len("2026-10-05")
COPY = re.compile(r"(?P<gradebook>.+)-(?P<name>\d{4}-\d\d-\d\d-\d{6})\.db", re.DOTALL)
DAMAGED = (
    "The gradebook {} is damaged: {}. Nothing was changed. `autograder restore` lists the copies in {}/, and restores "
    "one."
)
NOT_KEPT = (
    "No copy of the gradebook can be kept in {}/: {}. So the gradebook was not changed. {}, and run the same command "
    "again."
)
CONTENTS = (
    "SELECT count(*) FROM student",
    "SELECT count(*) FROM submitted_assignment",
    "SELECT count(*) FROM grade WHERE manual_score IS NOT NULL OR extra_credit IS NOT NULL",
    "SELECT count(*) FROM comment WHERE manual_comment IS NOT NULL",
)


@dataclass(frozen=True)
class Contents:
    """How much a gradebook contains. `manual` counts scores and extra credit that people gave, `comments` theirs."""

    students: int
    submissions: int
    manual: int
    comments: int


def folder_of(file: Path) -> Path:
    """The folder with the copies of a gradebook."""
    return file.parent / FOLDER


def copies(file: Path) -> list[Path]:
    """The copies of a gradebook, the oldest first."""
    found = folder_of(file).glob("*.db") if folder_of(file).is_dir() else ()
    own = [path for path in found if (match := COPY.fullmatch(path.name)) and match["gradebook"] == file.stem]
    return sorted(own, key=name_of)


def name_of(copy: Path) -> str:
    """The name of a copy for the command line: its date and time."""
    match = COPY.fullmatch(copy.name)
    return match["name"] if match else copy.name


def copy_named(file: Path, name: str) -> Path:
    """The copy with this name. Raises UsageError if there is none."""
    for copy in copies(file):
        if Path(name).name in (copy.name, name_of(copy)):
            return copy
    raise UsageError(f"There is no copy {name!r} in {display_path(folder_of(file))}/. `autograder restore` lists them.")


def contents(copy: Path) -> Contents | None:
    """What a copy contains; None if it is damaged or no gradebook."""
    with contextlib.suppress(sqlite3.Error), opened(copy) as database:
        if not problem(database):
            return Contents(*(database.execute(query).fetchone()[0] for query in CONTENTS))
    return None


def damaged(file: Path, what: object) -> CourseError:
    """The error for a damaged gradebook."""
    return CourseError(DAMAGED.format(display_path(file), what, display_path(folder_of(file))))


def keep(file: Path, wait: float, spare: Path | None = None) -> None:
    """Keep a copy of the gradebook, unless it is as in the last copy or has no student yet. Remove old copies.

    `wait` is how many seconds to wait for another program, `spare` a copy that is not removed. Raises CourseError if
    the gradebook is damaged or the copy cannot be written, and sqlite3.Error if another program holds the gradebook.
    """
    if not is_filled(file):
        return
    folder = folder_of(file)
    draft = folder / f"{UNFINISHED}{os.getpid()}-{file.name}"
    try:
        with opened(file, wait) as database:
            if not _has_students(database):
                return
            _make_folder(folder, file)
            copy_into(database, draft, wait, new=True)
        shutil.copymode(file, draft)
        _adopt(draft, file)
        draft.unlink(missing_ok=True)
        for old in [path for path in _superfluous(copies(file)) if path != spare]:
            old.unlink(missing_ok=True)
        remove_unfinished(folder / file.name)
    except (sqlite3.Error, OSError) as error:
        if is_damage(error):
            raise damaged(file, error) from None
        if getattr(error, "sqlite_errorcode", None) in HELD:
            raise
        what, todo = getattr(error, "strerror", None) or error, remedy(error) or "Fix that"
        raise CourseError(NOT_KEPT.format(display_path(folder), what, todo)) from None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _superfluous(known: Sequence[Path]) -> list[Path]:
    """The copies that do not stay. `known` are all, the oldest first."""
    last_of_day = {name_of(copy)[:DAY]: copy for copy in known}
    stay = {*known[-MOST:], *list(last_of_day.values())[-MOST_DAYS:]}
    return [copy for copy in known if copy not in stay]


def _make_folder(folder: Path, file: Path) -> None:
    """Make the folder with the copies. If a group of instructors shares the gradebook, it shares the folder, too."""
    folder.mkdir(exist_ok=True)
    if file.stat().st_mode & stat.S_IWGRP:
        with contextlib.suppress(PermissionError):
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o2770)


def _adopt(draft: Path, file: Path) -> None:
    """Give a new copy its name, unless it has nothing that the last copy lacks. Raises CourseError if it is damaged."""
    with opened(draft) as database:
        what = problem(database)
        if what:
            raise damaged(file, what)
    known = copies(file)
    if not known or digest(known[-1]) != digest(draft):
        draft.rename(_new_name(file, ".db"))


def _has_students(database: sqlite3.Connection) -> bool:
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    return "student" in tables and database.execute("SELECT 1 FROM student").fetchone() is not None


def _new_name(file: Path, suffix: str) -> Path:
    """A new path in the folder of copies. It is the last one in the order of their names, also if a clock was wrong."""
    time = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    for copy in copies(file)[-1:]:
        with contextlib.suppress(ValueError):  # a name with a date that does not exist
            time = max(time, datetime.datetime.strptime(name_of(copy), TIME) + SECOND)
    while (path := folder_of(file) / f"{file.stem}-{time.strftime(TIME)}{suffix}").exists():
        time += SECOND
    return path


def restore(file: Path, copy: Path, wait: float) -> Path | None:
    """Make the gradebook what it was when the copy was made. The present one is kept as a copy first.

    If the present file is damaged, the path is returned where its bytes are now. Raises CourseError if the copy is
    damaged, and sqlite3.Error if the gradebook cannot be written, because another program holds it for example.
    """
    if contents(copy) is None:
        raise CourseError(f"{display_path(copy)} is damaged. Nothing was changed. Choose another copy.")
    if not _is_usable(file, wait):
        return _replace(file, copy, wait)
    keep(file, wait, spare=copy)
    with opened(copy) as database:
        copy_into(database, file, wait, new=False)
    return None


def _is_usable(file: Path, wait: float) -> bool:
    """Whether the file is a complete database."""
    try:
        with opened(file, wait) as database:
            return is_filled(file) and not problem(database)
    except sqlite3.Error as error:
        if not file.exists() or is_damage(error):
            return False
        raise


def _replace(file: Path, copy: Path, wait: float) -> Path | None:
    """Put a copy in the place of a file that is missing or damaged, and return where the bytes of that file are now.

    SQLite's own files beside it go, too: SQLite would apply the journal of the old file to the new one.
    """
    aside = _new_name(file, ".damaged")
    own = [path for path in (file, *(file.with_name(file.name + end) for end in BESIDE)) if path.exists()]
    for path in own:
        shutil.copy2(path, aside.with_name(aside.name + path.name.removeprefix(file.name)))
    draft = file.with_name(f"{UNFINISHED}{os.getpid()}-{file.name}")
    with opened(copy) as database:
        copy_into(database, draft, wait, new=True)
    shutil.copymode(copy, draft)
    for path in own:
        if path != file:
            path.unlink()
    draft.replace(file)
    remove_unfinished(file)
    return aside if own else None
