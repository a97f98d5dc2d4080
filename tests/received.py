"""A student's folder, as it is received, for the tests of what students run before they hand in."""

import importlib
import os
import re
import shutil
import subprocess
import sys

import nbformat

from autograder.authoring.release import source_notebook


class Folder:
    """A student's folder; most tests are about its pooling notebook."""

    def __init__(self, received, parent, course):
        self.root, self.course = parent / received.name, course
        shutil.copytree(received, self.root)
        self.path = self.root / "pooling" / "pooling.ipynb"
        self.original = nbformat.read(self.root / "originals" / "pooling.ipynb", as_version=4)

    def solved(self, name="pooling"):
        """The exercise's notebook with all answers in it."""
        notebook = nbformat.read(self.root / "originals" / f"{name}.ipynb", as_version=4)
        source = by_mark(source_notebook(self.course.exercise(name)))
        for grade_id, cell in by_mark(notebook).items():
            cell.source = source[grade_id].source if grade_id.endswith("_answer") else cell.source
        return notebook

    def save(self, notebook, path=None):
        nbformat.write(notebook, path or self.path)

    def cells(self):
        return nbformat.read(self.path, as_version=4).cells

    def quick(self, notebook):
        """Let a cell take three seconds, and leave out the cells that are not the course's: most of them draw."""
        path = self.root / "originals" / "course.json"
        path.write_text(re.sub(r'"cell_seconds": \d+', '"cell_seconds": 3', path.read_text()))
        notebook.cells = list(by_mark(notebook).values())
        return notebook

    def check(self, *arguments):
        """The exit code of one run in this process."""
        return part("command").check_all([str(argument) for argument in arguments])


def part(name):
    """A module of the package in the test's own folder."""
    return importlib.import_module(f"checking.{name}")


def program(*arguments):
    """A finished run of Python, in no folder of the course and free to write __pycache__."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd="/", env=environment)


def by_mark(notebook):
    cells = notebook.cells if "cells" in notebook else notebook
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells if "nbgrader" in cell.metadata}


def marks(cells):
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]


def mended(folder, capsys):
    """Check pooling; the notebook's cells afterwards and what was printed."""
    folder.check("pooling")
    return folder.cells(), capsys.readouterr().out
