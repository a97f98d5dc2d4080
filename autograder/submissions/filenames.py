"""The naming: which of the files that were handed in can be the notebook, by their names alone.

The rules are the same in folders and in zip archives. Names come from students: they are compared and told, and
never used as paths.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # in emoji and in Persian names
NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?( ?\(\d+\))?$|\.json$")  # browsers add the rest
MOST_FILES = 2000  # that are looked at to find the notebook among them
MOST_CANDIDATES = 10  # that are compared, in case they are the same
BACKUP = re.compile(r"-\d{4}-\d\d-\d\d-\d{6}\.ipynb$")  # by check_submission.py
MACS = "__MACOSX"  # the second half of each file, in archives that a Mac made
OURS_OR_NOBODYS = {
    MACS.lower(), "__pycache__", "checking", "originals", "backups", "check_submission.py", "requirements.txt",
    "readme.md", "timestamp.txt", "submission_secret.txt", "thumbs.db", "desktop.ini",
}  # fmt: skip


def told(name: str) -> str:
    """A name of unknown origin as one line of text: what cannot be shown is written as Python writes it."""
    shown = "".join(char if char.isprintable() or char in JOINERS else ascii(char)[1:-1] for char in name)
    return shown if len(shown) <= 300 else f"{shown[:300]}…"


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is never looked at: hidden, made by a system, or handed out by us."""
    hidden = name.startswith(".") and name != ".."  # which stands in archives, where it leads nowhere
    return hidden or name.lower() in OURS_OR_NOBODYS or BACKUP.search(name) is not None


def meant(files: Iterable[PurePath], exercise: str | None, known: Sequence[str]) -> list[PurePath]:
    """The files that can be meant as the exercise's notebook: all that the first rule finds that finds any.

    Without an `exercise`, any notebook can. `known` are the names of all exercises.
    """
    looked_at = [file for file in files if not any(map(is_ignored, file.parts))]
    named = {file: named_after(file.name, known) for file in looked_at}
    own = [file for file in looked_at if exercise in (None, named[file])]
    open_to = [file for file in looked_at if exercise is None or named[file] in (None, exercise)]
    return (
        [file for file in own if _kind(file) == "notebook"]
        or [
            file
            for file in open_to
            if _kind(file) in ("notebook", "archive") or (_kind(file) == "script" and file in own)
        ]
        or [file for file in open_to if _kind(file) == "script"]
        or [file for file in own if _kind(file) == "other"]
    )


def named_after(name: str, known: Sequence[str]) -> str | None:
    """The longest of the known names that stands in a file's name: "Count Parameters (1).ipynb"."""
    plain = re.sub(r"[\s.-]+", "_", name.lower())
    return max((one for one in known if one in plain), key=len, default=None)


def _kind(file):
    name = file.name.lower()
    if NOTEBOOK.search(name):
        return "notebook"
    return {".zip": "archive", ".py": "script"}.get(file.suffix.lower(), "other")
