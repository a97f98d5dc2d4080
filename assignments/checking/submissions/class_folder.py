"""Find all submissions of a class in `submitted/<student>/<exercise>/`, and report files in the wrong place."""

import contextlib
import os
import re
import shlex
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import Unreadable, display_path
from .filenames import MAC_FOLDER, printable_name
from .files import find_notebook, read_regular_file

SIDECARS = ("timestamp.txt", "submission_secret.txt")  # nbgrader needs them to release feedback
SidecarFiles = tuple[tuple[str, bytes], ...]  # nbgrader's own files beside a notebook: their names and bytes

LONGEST_NAME = 255  # bytes, of a folder
MOST_FOLDERS = 3  # that a message lists

NAMES_THAT_NBGRADER_CANNOT_USE = {
    r"^\.": "nbgrader does not see names that begin with a dot",
    r"\n": "nbgrader cannot use a name with a line break",
    r"[*?[]": "nbgrader reads *, ? and [ in a name as a pattern",
    r"[\ud800-\udfff]": "its name is not UTF-8, which the gradebook needs",
}


@dataclass(frozen=True, slots=True)
class FoundSubmission:
    """What one student submitted for one exercise: a file, or a `problem` that says why there is none to read.

    `key` are the student and the exercise. The file has this `name` in the student's folder of the exercise in
    `submitted`. `remark` names the file if it is not the expected one, `others` are other files that can contain the
    work. A class can have thousands of these, so each has texts that all share, and no path of its own.
    """

    submitted: Path
    key: tuple[str, str]
    name: str
    problem: str | None = None
    remark: str = ""
    others: tuple[str, ...] = ()

    @property
    def student(self) -> str:
        """The student's id."""
        return self.key[0]

    @property
    def exercise(self) -> str:
        """The name of the exercise."""
        return self.key[1]

    @property
    def path(self) -> Path:
        """The file."""
        return self.submitted / self.student / self.exercise / self.name


@dataclass(frozen=True)
class _Looked:
    """The contents of one folder: submissions, folders whose names are no exercises, and remarks on other files that
    are in the wrong place."""

    found: tuple[FoundSubmission, ...] = ()
    remarks: tuple[str, ...] = ()
    unknown: tuple[Path, ...] = ()


def find_submissions(
    submitted: Path, names: Sequence[str], dropped: Sequence[str] = ()
) -> tuple[list[FoundSubmission], list[str]]:
    """All submissions, in the order of exercises and students, and remarks on files in the wrong place.

    `submitted` is the folder, `names` are the names of all exercises, in order. Those of `dropped` exercises are not
    among them.
    """
    found: list[FoundSubmission] = []
    remarks: list[str] = []
    unknown: dict[str, list[Path]] = {}
    for looked in _folders(submitted, names):
        found += looked.found
        remarks += looked.remarks
        for folder in looked.unknown:
            unknown.setdefault(folder.name, []).append(folder)
    remarks += [_dropped(own) if name in dropped else _no_exercise(own, names) for name, own in unknown.items()]
    return sorted(found, key=lambda one: (names.index(one.exercise), one.student)), remarks


def is_empty(submitted: Path, names: Sequence[str]) -> bool:
    """Whether `submitted/` has no submissions and nothing to remark on."""
    return not any(folder.found or folder.remarks or folder.unknown for folder in _folders(submitted, names))


def first_submission(submitted: Path, names: Sequence[str]) -> FoundSubmission | None:
    """A submission, if there is one. The other students' folders are not looked into."""
    return next((found for folder in _folders(submitted, names) for found in folder.found), None)


def students_in(submitted: Path, names: Sequence[str]) -> list[str]:
    """The students who have a folder in `submitted/`, also if there is no submission in it.

    `names` are the names of all exercises: a folder with such a name is in the wrong place.
    """
    folders, _ = _entries(submitted, "")
    return [one for one in folders if one not in names and student_problem(submitted / one, names) is None]


def sidecar_files(folder: Path) -> SidecarFiles:
    """The files that nbgrader put beside a notebook."""
    found = []
    for name in SIDECARS:
        with contextlib.suppress(Unreadable):
            found.append((name, read_regular_file(folder / name)))
    return tuple(found)


def student_problem(folder: Path, names: Sequence[str]) -> str | None:
    """Why a folder in `submitted/` is skipped: None if it is not, "" if no one needs to know.

    `names` are the names of all exercises.
    """
    name = folder.name
    if name == MAC_FOLDER or (name.startswith(".") and not any(os.path.lexists(folder / one) for one in names)):
        return ""
    if folder.is_symlink() and Path(os.path.realpath(folder)).parent != folder.parent.resolve():
        return "it is a link to a place outside of the folder. Replace it by the student's folder itself."
    if not folder.is_dir():
        return "it is a link, but not to a folder. Replace it by the student's folder itself."
    problem = name_problem(name)
    return None if problem is None else f"{problem}. Rename the folder."


def name_problem(name: str) -> str | None:
    """Why a student cannot have this id, which is also the name of a folder."""
    if name in ("", MAC_FOLDER) or "/" in name:
        return "it is no name of a student's folder"
    if len(name.encode("utf-8", "surrogateescape")) > LONGEST_NAME:
        return f"it is longer than {LONGEST_NAME} bytes"
    reasons = NAMES_THAT_NBGRADER_CANNOT_USE.items()
    return next((reason for pattern, reason in reasons if re.search(pattern, name)), None)


def _folders(submitted: Path, names: Sequence[str]) -> Iterator[_Looked]:
    """Look into `submitted/` itself, then into each student's folder."""
    students, misplaced = _entries(submitted, "<student>/<exercise>/<exercise>.ipynb")
    yield _Looked(remarks=tuple(misplaced))
    for folder in (submitted / student for student in students):
        problem = student_problem(folder, names)
        if problem is None:
            yield _student(submitted, folder, names)
        elif problem:
            yield _Looked(remarks=(_skipped(folder, problem),))


def _student(submitted: Path, student: Path, names: Sequence[str]) -> _Looked:
    entries, misplaced = _entries(student, "<exercise>/<exercise>.ipynb")
    folders = [student / name for name in entries]
    found = tuple(_submission(submitted, folder, names) for folder in folders if folder.name in names)
    unknown = tuple(folder for folder in folders if not _is_known(folder.name, names))
    if not found and not misplaced and not unknown:
        misplaced = [f"{_printable(student)} is empty: nothing was handed in."]
    return _Looked(found, tuple(misplaced), unknown)


def _submission(submitted: Path, folder: Path, names: Sequence[str]) -> FoundSubmission:
    exercise = sys.intern(folder.name)
    key = sys.intern(folder.parent.name), exercise
    try:
        found = find_notebook(folder, exercise, names)
    except Unreadable as error:
        return FoundSubmission(submitted, key, sys.intern(f"{exercise}.ipynb"), str(error))
    name = sys.intern(str(found.path.relative_to(folder)))
    return FoundSubmission(submitted, key, name, remark=found.remark, others=found.others)


def _entries(folder: Path, expected: str) -> tuple[list[str], list[str]]:
    """The names of folders and links in a folder, and remarks on files, which do not belong there."""
    try:
        entries = sorted(sys.intern(path.name) for path in folder.iterdir()) if folder.exists() else []
        folders = [name for name in entries if _is_folder_or_link(folder / name)]
    except OSError as error:
        fix = f"Fix that with: chmod -R u+rwX {shlex.quote(_printable(folder))}"
        return [], [_skipped(folder, f"it cannot be opened ({error.strerror}). {fix}")]
    files = [name for name in sorted(set(entries) - set(folders)) if not name.startswith(".")]
    return folders, [_skipped(folder / name, f"it must be at {_printable(folder)}/{expected}.") for name in files]


def _is_folder_or_link(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISLNK(mode) or stat.S_ISDIR(mode)


def _is_known(name: str, names: Sequence[str]) -> bool:
    return name in (*names, MAC_FOLDER) or name.startswith(".")


def _no_exercise(folders: Sequence[Path], names: Sequence[str]) -> str:
    """The remark on all folders with the same name."""
    listed = ", ".join(map(_printable, folders[:MOST_FOLDERS]))
    more = f" and {len(folders) - MOST_FOLDERS} more" if len(folders) > MOST_FOLDERS else ""
    are, each = ("is", "the folder") if len(folders) == 1 else ("are", "each folder")
    problem = f"course.toml has no exercise {printable_name(folders[0].name)!r}"
    return f"{listed}{more} {are} skipped: {problem}. Give {each} one of these names: {', '.join(names)}."


def _dropped(folders: Sequence[Path]) -> str:
    number = "1 submission is" if len(folders) == 1 else f"{len(folders)} submissions are"
    name = folders[0].name
    return (
        f"{name} is dropped in course.toml: {number} skipped. To use it again, move {name} from `dropped` to `order`."
    )


def _skipped(path: Path, problem: str) -> str:
    return f"{_printable(path)} is skipped: {problem}"


def _printable(path: Path) -> str:
    return printable_name(display_path(path))
