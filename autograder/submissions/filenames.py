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

    1. notebooks that are named after the exercise;
    2. other notebooks and zip archives, and scripts that are named after the exercise;
    3. other scripts;
    4. any other file that is named after the exercise.

    `known` are the names of all exercises: a file that is named after another exercise is never a candidate. Without
    an `exercise`, every notebook is a candidate.
    """
    visible = [file for file in files if not any(map(is_ignored, file.parts))]
    owners = {file: named_after(file.name, known) for file in visible}
    own = [file for file in visible if exercise in (None, owners[file])]
    possible = [file for file in visible if exercise is None or owners[file] in (None, exercise)]
    second = [file for file in possible if _kind(file) in ("notebook", "archive") or (file in own and _is_script(file))]
    return (
        [file for file in own if _kind(file) == "notebook"]
        or second
        or list(filter(_is_script, possible))
        or [file for file in own if _kind(file) == "other"]
    )


def named_after(name: str, known: Sequence[str]) -> str | None:
    """The longest of the `known` names in a file's name: my_exercise in "My Exercise (1).ipynb"."""
    normalized = re.sub(r"[\s.-]+", "_", name.lower())
    return max((one for one in known if one in normalized), key=len, default=None)


def _kind(file: PurePath) -> str:
    if NOTEBOOK.search(file.name.lower()):
        return "notebook"
    return {".zip": "archive", ".py": "script"}.get(file.suffix.lower(), "other")


def _is_script(file: PurePath) -> bool:
    return _kind(file) == "script"
