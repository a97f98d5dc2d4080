"""Copies of the small course that tests change, and what a release makes of them."""

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.authoring import release
from autograder.course.config import Course
from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths


class ChangedCourse:
    """A copy of the released small course whose files a test changes. `course()` reads it as it is now."""

    def __init__(self, root: Path):
        self.root = root

    def course(self) -> Course:
        return load_course(self.root)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace text in a file. The text must be there."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not contain {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file, in place of the one that may be there."""
        (self.root / name).write_text(text, encoding="utf-8")

    def edit_cell(self, exercise: str, grade_id: str, source: str) -> None:
        """Replace the source of a cell in a released notebook."""
        path = self.root / "assignments" / exercise / f"{exercise}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        [cell] = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id]
        cell.source = source
        nbformat.write(notebook, path)

    def add_cell(self, exercise: str, cell: nbformat.NotebookNode) -> None:
        """Append a cell to a released notebook."""
        path = self.root / "assignments" / exercise / f"{exercise}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(cell)
        nbformat.write(notebook, path)

    def release(self) -> list[str]:
        """Release the course. Returns the names of the files that changed."""
        course = self.course()
        coursedir, config = course_directory(ClassPaths.real(self.root))
        config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
        changed = release.release(course, self.root / "build" / "release", coursedir, config)
        return sorted(path.relative_to(self.root).as_posix() for path in changed)


@pytest.fixture
def changed(course, tmp_path):
    """A copy of the small course for one test."""
    shutil.copytree(course.root, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return ChangedCourse(tmp_path / "course")
