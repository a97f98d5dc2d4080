"""Decide by their names which of a student's files can be the notebook.

The rules are the same in folders and in zip archives. The names come from students: this module compares and prints
them, and never uses them as paths.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TypeVar

AnyPath = TypeVar("AnyPath", bound=PurePath)

JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # invisible, but part of emoji and of Persian names
LONGEST_PRINTED = 300  # characters of a name
MAX_FILES = 2000  # in one folder or archive
MAX_COMPARED = 10  # candidates that are compared by their bytes, in case they are copies

NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?( ?\(\d+\))?$|\.json$")  # browsers add .txt, .json and (1)
KINDS = {".zip": "archive", ".py": "script"} | dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), "markdown")
BACKUP = re.compile(r"-\d{4}-\d\d-\d\d-\d{6}\.ipynb$")  # written by check_submission.py
MAC_FOLDER = "__MACOSX"  # zip archives from a Mac contain it, with a file of metadata for each real file
COURSE_FILES = {"checking", "originals", "backups", "check_submission.py", "requirements.txt", "readme.md"}
NBGRADER_FILES = {"timestamp.txt", "submission_secret.txt"}
SYSTEM_FILES = {MAC_FOLDER.lower(), "__pycache__", "thumbs.db", "desktop.ini"}
IGNORED_NAMES = COURSE_FILES | NBGRADER_FILES | SYSTEM_FILES  # in lower case


def printable_name(name: str) -> str:
    """A student's file name as one line of text. Characters that cannot be printed are written as Python escapes."""
    printable = "".join(char if char.isprintable() or char in JOINERS else ascii(char)[1:-1] for char in name)
    return printable if len(printable) <= LONGEST_PRINTED else f"{printable[:LONGEST_PRINTED]}…"


def is_ignored(name: str) -> bool:
    """Whether files and folders of this name are skipped: hidden ones, those of a system and those of the course."""
    is_hidden = name.startswith(".") and name != ".."  # ".." can stand in an archive, where it leads nowhere
    return is_hidden or name.lower() in IGNORED_NAMES or BACKUP.search(name) is not None


def candidates(files: Iterable[AnyPath], exercise: str | None, known: Sequence[str]) -> list[AnyPath]:
    """The files that can be the exercise's notebook, by the first rule that finds any:

    1. notebooks that are named after the exercise, and after no other one;
    2. notebooks that are named after the exercise and others;
    3. other notebooks and zip archives, and scripts that are named after the exercise;
    4. Markdown that is named after the exercise;
    5. other scripts;
    6. any other file that is named after the exercise;
    7. zip archives that are named after another exercise: what is in them counts.

    `known` are the names of all exercises: apart from rule 7, a file that is named after one other exercise is never a
    candidate. Without an `exercise`, every notebook is a candidate.
    """
    visible = [file for file in files if not any(map(is_ignored, file.parts))]
    own = [file for file in visible if exercise is None or exercise in exercises_in(file.name, known)]
    possible = [file for file in visible if exercise is None or other_exercise(file.name, exercise, known) is None]
    notebooks = [file for file in own if _kind(file) == "notebook"]
    return (
        [file for file in notebooks if exercise is not None and len(exercises_in(file.name, known)) == 1]
        or notebooks
        or [file for file in possible if _kind(file) in ("notebook", "archive") or (_is_script(file) and file in own)]
        or [file for file in own if _kind(file) == "markdown"]
        or list(filter(_is_script, possible))
        or [file for file in own if _kind(file) == "other"]
        or [file for file in visible if _kind(file) == "archive"]
    )


def other_versions(files: Iterable[AnyPath], exercise: str, known: Sequence[str]) -> list[AnyPath]:
    """The files that can contain work on the exercise, those that are named after it first."""
    visible = [file for file in files if not any(map(is_ignored, file.parts))]
    possible = [file for file in visible if other_exercise(file.name, exercise, known) is None]
    readable = [file for file in possible if _kind(file) != "other"]
    return sorted(readable, key=lambda file: (exercise not in exercises_in(file.name, known), file))


def exercises_in(name: str, known: Sequence[str]) -> list[str]:
    """The `known` names in a file's name, the longest first: my_exercise in "MyExercise (1).ipynb".

    A name inside of a longer one does not count: sum in sum_of_squares.
    """
    found, rest = [], _squeezed(name)
    for one in sorted(known, key=len, reverse=True):
        if _squeezed(one) in rest:
            found.append(one)
            rest = rest.replace(_squeezed(one), " ")
    return found


def named_after(name: str, known: Sequence[str]) -> str | None:
    """The longest of the `known` names in a file's name."""
    return next(iter(exercises_in(name, known)), None)


def other_exercise(name: str, exercise: str, known: Sequence[str]) -> str | None:
    """The one other exercise that a file is named after. None if it is named after this one, or after none.

    A name with several other exercises does not say which one it is: it can be the title of the course.
    """
    found = exercises_in(name, known)
    return found[0] if len(found) == 1 and found != [exercise] else None


def _squeezed(name: str) -> str:
    """A name without its separators, in lower case."""
    return re.sub(r"[\s._-]+", "", name.lower())


def _kind(file: PurePath) -> str:
    if NOTEBOOK.search(file.name.lower()):
        return "notebook"
    return KINDS.get(file.suffix.lower(), "other")


def _is_script(file: PurePath) -> bool:
    return _kind(file) == "script"
