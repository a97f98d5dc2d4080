"""Find the notebook in `submitted/<student>/<exercise>/`, and read its bytes.

Everything below `submitted/` comes from students. Links are not followed: they could lead to another student's work or
to the instructor's files. Only regular files are opened: reading from a pipe could wait forever.
"""

import hashlib
import itertools
import os
import shlex
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from ..errors import Unreadable, display_path
from .filenames import (
    MAX_COMPARED,
    MAX_FILES,
    candidates,
    is_ignored,
    other_exercise,
    other_versions,
    printable_name,
)
from .formats import MAX_BYTES, size_problem

MAX_DEPTH = 6  # of folders in folders
MAX_VERSIONS = 10  # other versions of a notebook that are named
# Windows has no flags to refuse links and pipes when it opens a file, and needs one for binary files.
OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class FoundNotebook:
    """The file that is used as the notebook. `remark` names it if it does not have the expected name.

    `others` are the names of other files in the folder that can contain work on the exercise.
    """

    path: Path
    remark: str = ""
    others: tuple[str, ...] = ()


@dataclass
class _Contents:
    """What a folder contains, by paths relative to it: regular files, and other things with a description of each."""

    files: list[PurePath] = field(default_factory=list)
    others: dict[PurePath, str] = field(default_factory=dict)


def find_notebook(folder: Path, exercise: str, known: Sequence[str]) -> FoundNotebook:
    """The exercise's notebook in a folder. Raises Unreadable if there is none, or several that differ.

    `known` are the names of all exercises: a file that is named after another exercise is not taken.
    """
    try:
        _require(folder, stat.S_ISDIR)
        expected = folder / f"{exercise}.ipynb"
        if _exists(expected) and not stat.S_ISDIR(expected.lstat().st_mode):
            _require(expected, stat.S_ISREG)
            return FoundNotebook(expected, others=_others(expected, exercise, known))
        contents = _contents(folder)
        possible = _without_copies(folder, candidates(contents.files, exercise, known))
    except OSError as error:
        raise Unreadable(_open_problem(folder, error)) from None
    if len(possible) == 1:
        remark = f"There is no {expected.name}: {_names(possible)} is read instead."
        return FoundNotebook(folder / possible[0], remark)
    raise Unreadable(f"there is no {expected.name}{_missing(exercise, known, possible, contents)}")


def read_regular_file(path: Path, follow: bool = False) -> bytes:
    """The bytes of a regular file. Raises Unreadable for anything else, and for a file that is too large.

    `follow` follows a link: use it for a path that a person typed.
    """
    try:
        _require(path, stat.S_ISREG, follow)
        with os.fdopen(os.open(path, OPEN_FLAGS | (0 if follow else NO_LINKS)), "rb") as file:
            problem = size_problem(os.fstat(file.fileno()).st_size)
            if problem is None:
                return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(_open_problem(path, error)) from None
    raise Unreadable(problem)


def owner_of(path: Path, names: Sequence[str], student: str | None = None) -> tuple[str, str | None]:
    """(student, exercise) by a notebook's path; the exercise is None if the path does not say it.

    `names` are the names of all exercises. `student` is used for a path that does not say whose notebook it is.
    """
    path = path.resolve()
    if path.stem in names and path.parent.name == path.stem:
        return path.parent.parent.name, path.stem
    return student or path.stem, path.stem if path.stem in names else None


def path_problem(path: Path) -> str | None:
    """Why a path that a person typed cannot be read; None if it can. Links are followed."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return "is a folder"
        if not stat.S_ISREG(mode):
            return "is not a regular file"
        path.open("rb").close()
    except OSError as error:
        return f"cannot be opened: {error.strerror}"
    return None


def _open_problem(path: Path, error: OSError) -> str:
    name = PurePath(os.fsdecode(error.filename)).name if error.filename else path.name
    problem = f"{printable_name(name)} cannot be opened ({error.strerror})"
    if isinstance(error, PermissionError) and os.name == "posix":
        problem += f": chmod -R u+rX {shlex.quote(printable_name(display_path(path)))}"
    return problem


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _require(path: Path, is_wanted: Callable[[int], bool], follow: bool = False) -> None:
    """Raise Unreadable if a path is not of the wanted kind, such as `stat.S_ISREG`."""
    mode = path.stat().st_mode if follow else path.lstat().st_mode
    if not is_wanted(mode):
        raise Unreadable(f"{printable_name(path.name)} {_description(mode)}")


def _description(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a link, which is not followed: the file itself is needed"
    return "is a folder" if stat.S_ISDIR(mode) else "is not a regular file: the notebook itself is needed"


def _contents(folder: Path) -> _Contents:
    contents, waiting, seen = _Contents(), [PurePath()], 0
    while waiting:
        here = waiting.pop()
        with os.scandir(folder / here) as entries:
            listed = list(itertools.islice(entries, MAX_FILES + 1 - seen))
        seen += len(listed)
        if seen > MAX_FILES:
            raise Unreadable(f"the folder has more than {MAX_FILES} files: only the notebook is needed")
        waiting += _sort_into(contents, here, listed)
    return contents


def _sort_into(contents: _Contents, here: PurePath, entries: Sequence[os.DirEntry[str]]) -> Iterator[PurePath]:
    """Add a folder's entries to the contents. Yields the folders in it that are to be listed, too."""
    for entry in sorted(entries, key=lambda entry: entry.name):
        mode, path = entry.stat(follow_symlinks=False).st_mode, here / entry.name
        if is_ignored(entry.name):
            continue
        if stat.S_ISDIR(mode) and len(here.parts) < MAX_DEPTH:
            yield path
        elif stat.S_ISREG(mode):
            contents.files.append(path)
        else:
            contents.others[path] = _description(mode)


def _others(notebook: Path, exercise: str, known: Sequence[str]) -> tuple[str, ...]:
    """The names of other files that can contain work on the exercise. They only matter for messages."""
    try:
        files = [file for file in _contents(notebook.parent).files if file != PurePath(notebook.name)]
    except (OSError, Unreadable):
        return ()
    found = other_versions(files, exercise, known)[:MAX_VERSIONS]
    return tuple(printable_name(str(file)) for file in found)


def _without_copies(folder: Path, files: list[PurePath]) -> list[PurePath]:
    """Of files with equal bytes, only the first."""
    if not 1 < len(files) <= MAX_COMPARED:
        return files
    digests = {hashlib.sha256(read_regular_file(folder / path)).digest(): path for path in reversed(files)}
    return sorted(digests.values())


def _missing(exercise: str, known: Sequence[str], possible: Sequence[PurePath], contents: _Contents) -> str:
    """The end of the sentence "there is no x.ipynb"."""
    if possible:
        return f" but {_names(possible)}: the right one must be named {exercise}.ipynb"
    owners = {file: other_exercise(file.name, exercise, known) for file in contents.files}
    for file in filter(owners.get, contents.files):
        fix = f"if it is the notebook of {exercise}, rename it to {exercise}.ipynb"
        return f" in the folder, but {_names([file])}, which is named after {owners[file]}: {fix}"
    if contents.others:
        name, description = next(iter(contents.others.items()))
        return f", and {printable_name(str(name))} {description}"
    if contents.files:
        return f" in the folder, but {_names(contents.files)}: the notebook itself is needed"
    return ", and no other file that could be it"


def _names(paths: Sequence[PurePath]) -> str:
    return ", ".join(printable_name(str(path)) for path in paths[:3]) + (", …" if len(paths) > 3 else "")
