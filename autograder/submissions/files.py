"""The finding: the file that is meant in `submitted/<student>/<exercise>/`, and its bytes.

Everything below `submitted/` comes from students. Links are not followed: they could lead to another student's work
or to the instructor's files. Only regular files are opened: a pipe would be waited for without end.
"""

import hashlib
import itertools
import os
import shlex
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from autograder.errors import Unreadable
from autograder.submissions.filenames import MOST_CANDIDATES, MOST_FILES, is_ignored, meant, told
from autograder.submissions.formats import LARGEST, size_problem

DEEPEST = 6  # folders in folders


@dataclass(frozen=True)
class Found:
    """The file that is taken for the notebook. `remark` says so where it is not where it belongs."""

    path: Path
    remark: str = ""


def find(folder: Path, exercise: str, known: Sequence[str]) -> Found:
    """The exercise's notebook in a folder. Raises Unreadable where it is not there or cannot be told.

    `known` are the names of all exercises: a file that is named after another one is not meant.
    """
    try:
        _refuse(folder, stat.S_ISDIR)
        expected = folder / f"{exercise}.ipynb"
        if _is_there(expected) and not stat.S_ISDIR(expected.lstat().st_mode):
            _refuse(expected, stat.S_ISREG)
            return Found(expected)
        files, others = _inside(folder)
        return _chosen(folder, expected.name, meant(files, exercise, known), files, others)
    except OSError as error:
        raise Unreadable(_cannot_open(folder, error)) from None


def read_bytes(path: Path, follow: bool = False) -> bytes:
    """A regular file's bytes. Raises Unreadable for everything else; `follow` is for paths that were typed."""
    try:
        _refuse(path, stat.S_ISREG, follow)
        flags = os.O_RDONLY | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW)
        with os.fdopen(os.open(path, flags), "rb") as file:
            problem = size_problem(os.fstat(file.fileno()).st_size)
            if problem is None:
                return file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(_cannot_open(path, error)) from None
    raise Unreadable(problem)


def _cannot_open(path, error):
    name = PurePath(os.fsdecode(error.filename)).name if error.filename else path.name
    advice = f": chmod -R u+rX {shlex.quote(told(shown(path)))}" if isinstance(error, PermissionError) else ""
    return f"{told(name)} cannot be opened ({error.strerror}){advice}"


def _is_there(path):
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _refuse(path, wanted, follow=False):
    """Raises Unreadable where a path is not of the wanted kind."""
    mode = path.stat().st_mode if follow else path.lstat().st_mode
    if not wanted(mode):
        raise Unreadable(f"{told(path.name)} {_what(mode)}")


def _what(mode):
    if stat.S_ISLNK(mode):
        return "is a link to elsewhere, which is not followed: the file itself is needed"
    return "is a folder" if stat.S_ISDIR(mode) else "is no ordinary file: the file itself is needed"


def _inside(folder):
    """The regular files below a folder, by their paths in it; and what else there is, with what it is."""
    files, others, waiting, seen = [], {}, [PurePath()], 0
    while waiting:
        here = waiting.pop()
        with os.scandir(folder / here) as entries:
            listed = list(itertools.islice(entries, MOST_FILES + 1 - seen))
            seen += len(listed)
            if seen > MOST_FILES:
                raise Unreadable(f"the folder has more than {MOST_FILES} files: only the notebook is needed")
            for entry in sorted(listed, key=lambda entry: entry.name):
                mode = entry.stat(follow_symlinks=False).st_mode
                if is_ignored(entry.name):
                    continue
                if stat.S_ISDIR(mode) and len(here.parts) < DEEPEST:
                    waiting.append(here / entry.name)
                elif stat.S_ISREG(mode):
                    files.append(here / entry.name)
                else:
                    others[here / entry.name] = _what(mode)
    return files, others


def _chosen(folder, expected, candidates, files, others):
    if len(candidates) > 1:
        candidates = _distinct(folder, candidates)
    if len(candidates) == 1:
        return Found(folder / candidates[0], f"There is no {expected}: {_names(candidates)} was taken for it.")
    if candidates:
        raise Unreadable(f"there is no {expected} but {_names(candidates)}: the right one must be named {expected}")
    if others:
        name, what = next(iter(others.items()))
        raise Unreadable(f"there is no {expected}, and {told(str(name))} {what}")
    if files:
        raise Unreadable(f"there is no {expected} in the folder, but {_names(files)}: the notebook itself is needed")
    raise Unreadable(f"there is no {expected}, nor anything that could be it")


def _names(paths):
    return ", ".join(told(str(path)) for path in paths[:3]) + (", …" if len(paths) > 3 else "")


def _distinct(folder, candidates):
    """One of each file: copies count once."""
    if len(candidates) > MOST_CANDIDATES:
        return candidates
    digests = {hashlib.sha256(read_bytes(folder / path)).digest(): path for path in reversed(candidates)}
    return sorted(digests.values())
