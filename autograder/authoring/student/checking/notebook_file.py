"""Find, open and save the file of a notebook. The grader's modules decide which file it is and what it contains."""

import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import nbformat

from .course import BACKUPS, FOLDER, Exercise
from .errors import Unreadable
from .report import saved, shown
from .submissions.filenames import candidates, exercises_in, is_ignored
from .submissions.files import find_notebook, read_regular_file
from .submissions.notebook import NotebookCell
from .submissions.submission import Submission


@dataclass(frozen=True)
class NotebookFile:
    """A file that the grader can read: its bytes, its cells as the grader reads them, and the grader's remarks.

    `others_remark` is the remark on other files in its folder, if there is no work in this one; "" without others.
    """

    path: Path
    data: bytes
    cells: tuple[NotebookCell, ...]
    remarks: list[str]
    others_remark: str = ""

    def has_changed(self) -> bool:
        """Whether the file was saved or removed since it was read."""
        return not self.path.is_file() or self.path.read_bytes() != self.data


def find_and_open(exercise: Exercise, names: Sequence[str]) -> NotebookFile:
    """The notebook in the exercise's folder. Raises Unreadable with the grader's reason.

    `names` are the names of all exercises.
    """
    found = find_notebook(exercise.notebook.parent, exercise.name, names)
    return _opened(found.path, read_regular_file(found.path), exercise, names, found.remark, found.others)


def open_typed(path: Path, exercise: Exercise, names: Sequence[str]) -> NotebookFile:
    """The notebook at a path that the student typed. Raises Unreadable with the grader's reason."""
    if not candidates([PurePath(path.name)], exercise.name, names):
        raise Unreadable(f"a file with the name {path.name} is ignored: rename it to {exercise.notebook.name}")
    remark = "" if path.name == exercise.notebook.name else f"The file is not named {exercise.notebook.name}."
    return _opened(path, read_regular_file(path, follow=True), exercise, names, remark)


def misplaced(exercise: Exercise, names: Sequence[str]) -> list[Path]:
    """Notebooks of the exercise that are beside its folder and not in it."""
    return _notebooks(FOLDER, exercise, names)


def other_versions(exercise: Exercise, names: Sequence[str], file: NotebookFile, unwritten: int) -> list[str]:
    """Notes on other files that can contain work: those saved later, and others if functions are `unwritten` here."""
    folders = dict.fromkeys([file.path.parent, FOLDER])
    others = [one for folder in folders for one in _notebooks(folder, exercise, names) if one != file.path]
    newer = [one for one in others if one.stat().st_mtime > file.path.stat().st_mtime]
    notes = [f"{shown(one)} was saved later, but it is ignored." for one in newer]
    if unwritten and file.others_remark:
        notes.append(file.others_remark)
        others = [one for one in others if one.parent != file.path.parent]
    if unwritten == len(exercise.tasks):
        older = [one for one in others if one not in newer]
        notes += [f"{shown(one)} is ignored. If your work is in it, rename it to {file.path.name}." for one in older]
    return notes


def earlier_copies(exercise: Exercise) -> list[str]:
    """Advice on copies that can replace a notebook that is missing or unreadable."""
    notebook = exercise.notebook
    copies = [notebook.parent / ".ipynb_checkpoints" / f"{exercise.name}-checkpoint.ipynb"]
    copies += BACKUPS.glob(f"{exercise.name}-*.ipynb")
    copies = sorted((file for file in copies if file.is_file() and file.stat().st_size), key=os.path.getmtime)
    lines = [f"An earlier copy, saved {saved(file)}: {shown(file)}" for file in copies[-2:]]
    lines.append(f"The notebook as you received it: {shown(exercise.original)}")
    return [*lines, f"Copy one of these to {shown(notebook)}. If a file is there, rename it first."]


def save(file: NotebookFile, notebook: nbformat.NotebookNode) -> Path:
    """Write a notebook in place of a file, after a backup. Returns the backup's path. Raises OSError."""
    backup = BACKUPS / f"{file.path.stem}-{time.strftime('%Y-%m-%d-%H%M%S')}.ipynb"
    backup.parent.mkdir(exist_ok=True)
    with backup.open("xb") as stream:
        stream.write(file.data)
    new = file.path.with_name(f"{file.path.name}.new")
    try:
        new.write_bytes(f"{nbformat.v4.writes_json(notebook)}\n".encode("utf-8", "replace"))
        shutil.copymode(file.path, new)
        if file.has_changed():
            raise OSError("it was saved during this check, so run the check again")
        new.replace(file.path)
    finally:
        new.unlink(missing_ok=True)
    return backup


def _opened(
    path: Path, data: bytes, exercise: Exercise, names: Sequence[str], remark: str, others: tuple[str, ...] = ()
) -> NotebookFile:
    submission = Submission("", exercise.name, data, remark, others)
    cells, remarks = submission.cells(names)
    return NotebookFile(path, data, cells, remarks, submission.others_remark())


def _notebooks(folder: Path, exercise: Exercise, names: Sequence[str]) -> list[Path]:
    """The notebooks in a folder, not below it, that are named after the exercise."""
    files = [file for file in sorted(folder.glob("*.ipynb")) if file.is_file() and not is_ignored(file.name)]
    return [file for file in files if exercise.name in exercises_in(file.name, names)]
