"""A student's folder for each test, and a way to check notebooks in it without running them."""

import sys

import pytest

from tests.check_submission.received import Folder, part


@pytest.fixture
def import_from(monkeypatch):
    """Have this process import the package `checking` of a student's folder: a process of its own takes a second."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield monkeypatch.syspath_prepend
    for name in [name for name in sys.modules if name.partition(".")[0] == "checking"]:
        del sys.modules[name]


@pytest.fixture
def folder(received, tmp_path, course, import_from):
    """A student's folder. Its package `checking` is the one that this process imports."""
    folder = Folder(received, tmp_path, course)
    import_from(folder.root)
    return folder


@pytest.fixture
def no_run(folder, monkeypatch):
    """The cells are not run: all functions are there, and nothing is known of their visible checks."""
    state = part("run_cells").State
    monkeypatch.setattr(part("check_notebook"), "run_cells", lambda exercise, *rest: state(list(exercise.tasks)))
