"""Give all that a class has of one student to another id: rows of gradebook and roster, submissions and pages."""

import contextlib
import difflib
import os
import shlex
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.config import Course
from autograder.course.nbgrader_config import database_url, read_config
from autograder.course.paths import ClassPaths
from autograder.errors import Unreadable, UsageError, display_path
from autograder.gradebook import students
from autograder.gradebook.database import Gradebook, existing
from autograder.gradebook.last_run import LastRun
from autograder.gradebook.lost import refuse_if_lost
from autograder.gradebook.result_cache import ResultCache, result_in
from autograder.platforms import renaming as platforms
from autograder.reports.text import student_id
from autograder.running.class_run import read_found
from autograder.running.people import called
from autograder.running.unfinished import Plan, begin, finish
from autograder.submissions.class_folder import find_submissions, name_problem

COMMAND = "rename-student"


@dataclass(frozen=True)
class Renamed:
    """The exercises whose rows belong to the new id, and whether submissions were moved."""

    exercises: list[str]
    folder: bool


def rename_student(paths: ClassPaths, course: Course, old: str, new: str) -> Renamed:
    """Rename a student. If the command is stopped, the same command completes it.

    Raises UsageError if there is no student `old`, or if `new` has work of its own.
    """
    with paths.locked():
        url = database_url(paths, read_config(paths))
        refuse_if_lost(paths, url)
        begin(paths, [COMMAND, old, new], lambda: _checked(paths, url, old, new))
        exercises = _rename_rows(url, old, new)
        moved = _move_submissions(paths, old, new)
        platforms.rename(paths, old, new)
        for folder in (paths.pages, paths.autograded):
            _move_made(folder, old, new)
        _move_results(paths, course, old, new)
        _rename_in_last_run(paths, old, new)
        finish(paths)
        return Renamed(exercises, moved)


def refuse_unknown_student(paths: ClassPaths, gradebook: Gradebook | None, name: str) -> None:
    """Raise UsageError, with similar ids, if a class has no such student."""
    listed = gradebook.students() if gradebook is not None else []
    if name in listed or _lies_in(paths.submitted, name):
        return
    folders = [path.name for path in paths.submitted.iterdir()] if paths.submitted.is_dir() else []
    raise UsageError(
        f"There is no student {name!r} in the gradebook or in {display_path(paths.submitted)}/."
        + (called(paths, name) or _similar(name, {*listed, *folders}))
    )


def _similar(name: str, others: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, sorted(others))
    return f" Similar ids: {', '.join(map(student_id, found))}." if found else ""


def _checked(paths: ClassPaths, url: str, old: str, new: str) -> Plan:
    """Raise UsageError if the student cannot be renamed."""
    problem = name_problem(new)
    if problem:
        raise UsageError(f"A student cannot have the id {new!r}: {problem}.")
    if old == new:
        raise UsageError("The old and the new id are the same.")
    with existing(url) as gradebook:
        refuse_unknown_student(paths, gradebook, old)
        taken = students.submissions_of(gradebook, new) if gradebook is not None else []
    if taken:
        raise UsageError(
            f"{new!r} has submissions or extensions of its own in the gradebook: {', '.join(taken)}. So nothing was "
            f"changed: the work of two students is never mixed. If both are one student, and nobody needs the marks of "
            f"{new!r}, remove them (nbgrader db student remove --force {shlex.quote(new)}), and run the same command "
            "again."
        )
    if _is_taken(paths.submitted, old, new):
        raise UsageError(_in_the_way(paths.submitted / new))
    return {}


def _rename_rows(url: str, old: str, new: str) -> list[str]:
    with existing(url) as gradebook:
        if gradebook is None:
            return []
        if students.is_text(old):
            students.rename(gradebook, old, new)
        return students.submissions_of(gradebook, new)


def _move_submissions(paths: ClassPaths, old: str, new: str) -> bool:
    if _is_taken(paths.submitted, old, new):
        raise UsageError(_in_the_way(paths.submitted / new))
    if _lies_in(paths.submitted, old):
        (paths.submitted / old).rename(paths.submitted / new)
    return _lies_in(paths.submitted, new)


def _move_made(folder: Path, old: str, new: str) -> None:
    """Move what was made of submissions. What is there of a former student with the new id is removed."""
    if _lies_in(folder, old):
        if _is_taken(folder, old, new):
            _remove(folder, new)
        (folder / old).rename(folder / new)


def _move_results(paths: ClassPaths, course: Course, old: str, new: str) -> None:
    """Let results that are up to date count for the new id: the next run grades nothing again, and makes the pages.

    Pages of submissions that are not in `submitted/` any more are made from their last results.
    """
    cache = ResultCache(paths.results, course)
    found, _ = find_submissions(paths.submitted, course.names)
    for exercise in course.names:
        latest = cache.latest(old, exercise)
        if latest is not None:
            cache.put_outdated(replace(latest, student=new))
    for one in found:
        if one.student == new:
            with contextlib.suppress(Unreadable):
                submission = read_found(one)
                entry = cache.entry(replace(submission, student=old))
                if entry is not None:
                    cache.put(submission, replace(result_in(entry), student=new))
    _remove(paths.results, old)


def _rename_in_last_run(paths: ClassPaths, old: str, new: str) -> None:
    """Let the next run compare the student's scores with those of the old id."""
    last = LastRun.read(paths)
    if any(student == old for student, _ in last.scores):
        last.renamed(old, new).write(paths)


def _remove(folder: Path, student: str) -> None:
    if _lies_in(folder, student):
        shutil.rmtree(folder / student)


def _lies_in(folder: Path, name: str) -> bool:
    """Whether a folder has an entry with this name. A student's id can come from anywhere: it is no path."""
    is_name = name not in ("", ".", "..") and not set(name) & {"/", "\0"}
    return is_name and os.path.lexists(folder / name)


def _is_taken(folder: Path, old: str, new: str) -> bool:
    """Whether there are two folders. Some file systems take names for the same that differ in case."""
    if not (_lies_in(folder, old) and _lies_in(folder, new)):
        return False
    return not os.path.samestat((folder / old).lstat(), (folder / new).lstat())


def _in_the_way(path: Path) -> str:
    return f"{display_path(path)}/ exists already. Move it away, and run the same command again."
