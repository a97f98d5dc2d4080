"""A student's folder, as it is unpacked from the handout, for the tests of check_submission.py."""

import importlib
import os
import re
import shutil
import subprocess
import sys

import nbformat

from tests.source_notebooks import source_notebook


class Folder:
    """A student's folder. Most tests are about its notebook of the exercise `sums`."""

    def __init__(self, received, parent, course):
        self.root, self.course = parent / received.name, course
        shutil.copytree(received, self.root)
        self.path = self.root / "sums" / "sums.ipynb"
        self.original = nbformat.read(self.root / "originals" / "sums.ipynb", as_version=4)
        self.limit_cells(30)

    def limit_cells(self, seconds):
        """Let each cell run for so many seconds."""
        path = self.root / "originals" / "course.json"
        path.write_text(re.sub(r'"cell_seconds": [\d.]+', f'"cell_seconds": {seconds}', path.read_text()))

    def solved(self, name="sums"):
        """The exercise's notebook with all answers in it."""
        notebook = nbformat.read(self.root / "originals" / f"{name}.ipynb", as_version=4)
        source = by_mark(source_notebook(self.course.exercise(name)))
        for grade_id, cell in by_mark(notebook).items():
            cell.source = source[grade_id].source if grade_id.endswith("_answer") else cell.source
        return notebook

    def save(self, notebook, path=None):
        """Write a notebook as it is, valid or not, by default as sums.ipynb."""
        (path or self.path).write_text(nbformat.v4.writes_json(notebook) + "\n", encoding="utf-8")

    def cells(self):
        """The cells of sums.ipynb."""
        return nbformat.read(self.path, as_version=4).cells

    def quick(self, notebook):
        """Let each cell run for three seconds, and remove the cells that are not the course's: they draw pictures."""
        self.limit_cells(3)
        notebook.cells = list(by_mark(notebook).values())
        return notebook

    def check(self, *arguments):
        """Run the command in this process. Returns its exit code."""
        return part("command_line").check_all([str(argument) for argument in arguments])

    def backups(self):
        """The backups that were written."""
        return list((self.root / "backups").glob("*"))


def part(name):
    """A module of the package `checking` in the test's own folder."""
    return importlib.import_module(f"checking.{name}")


def program(*arguments):
    """Run Python outside of the course's folder, where it may write __pycache__. Returns the finished process."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd="/", env=environment)


def one_line(text):
    """Text without its line breaks and indentation."""
    return " ".join(text.split())


def by_mark(notebook):
    """grade_id → cell, of the cells that have one."""
    cells = notebook.cells if "cells" in notebook else notebook
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells if "nbgrader" in cell.metadata}


def marks(cells):
    """The grade_id of each cell, or None."""
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]


def repaired(folder, capsys):
    """Check `sums`. Returns the notebook's cells afterwards, and what was printed as one line."""
    folder.check("sums")
    return folder.cells(), one_line(capsys.readouterr().out)


def verdicts(out):
    """Task → the sign in front of its result, in what was printed as one line."""
    return {task: sign for sign, task in re.findall(r"([✓✗–]) (\w+) \([\d.]+ points?\):", out)}
