"""Remove pages, notebooks and results of students and submissions that no longer exist.

Otherwise, `nbgrader release_feedback` would still release them. Everything that is removed can be made again.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.course.paths import ClassPaths
from autograder.gradebook.recorded import Key
from autograder.reports.text import student_id

REMOVED = "{} is neither in submitted/ nor in the gradebook: pages and results are removed."


def remove_former_pages(paths: ClassPaths, known: Collection[str], recorded: Collection[Key]) -> list[str]:
    """Remove what was made of submissions that are neither in `submitted/` nor in the gradebook. Says of which ones.

    The gradebook has the `known` students, and what is `recorded` of submissions.
    """
    students, removed = set(known), []
    for student in sorted({path.name for folder in _made(paths) for path in _entries(folder)}):
        if student not in students and not os.path.lexists(paths.submitted / student):
            for folder in _made(paths):
                _remove(folder / student)
            removed.append(student_id(student))
            continue
        for exercise in sorted({_exercise(path) for folder in _made(paths) for path in _entries(folder / student)}):
            if (student, exercise) not in recorded and not os.path.lexists(paths.submitted / student / exercise):
                for folder in (paths.pages, paths.autograded):
                    _remove(folder / student / exercise)
                _remove(paths.results / student / f"{exercise}.json")
                removed.append(f"{student_id(student)} {exercise}")
    return [REMOVED.format(one) for one in removed]


def _made(paths: ClassPaths) -> tuple[Path, ...]:
    return paths.pages, paths.autograded, paths.results


def _exercise(path: Path) -> str:
    """The exercise of a folder, or of a file with a result."""
    return path.stem if path.suffix == ".json" else path.name


def _entries(folder: Path) -> Iterator[Path]:
    """The entries of a folder. Files that are being written are not among them."""
    return (path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else iter(())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
