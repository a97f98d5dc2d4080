"""What the tests share: the course, programs to run, and the demo class graded once."""

import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from autograder.course.paths import ClassPaths

from autograder.authoring import demo_class, handout
from autograder.authoring.release import source_bytes
from autograder.course import config as course_file
from autograder.course.config import ROOT
from autograder.gradebook import preprocessors
from autograder.running import batch
from autograder.running.scheduler import LocalBackend
from autograder.sandbox import Cell, Program, Student
from autograder.sandbox.limits import Limits
from tests.received import Folder, part

QUICK = Limits(call_seconds=1, task_seconds=5, cell_seconds=1)


@pytest.fixture(scope="session")
def course():
    return course_file.load()


@pytest.fixture
def student_of():
    """Make a Student of cells given as text; all are closed at the end."""
    made = []

    def make(*cells, limits=QUICK, given=(), off_limits=()):
        own = tuple(Cell(f"cell {number}", source) for number, source in enumerate(cells, start=1))
        student = Student(Program(tuple(Cell("given", source) for source in given), own, off_limits), limits)
        made.append(student)
        return student

    yield make
    for student in made:
        student.close()


@pytest.fixture
def solved(course):
    """Make the bytes of an exercise's solved notebook, with functions replaced or cells added.

    `solved("pooling", max_pool="def max_pool(x): ...", before="code of a cell at the top")`
    """

    def make(exercise, before=None, **answers):
        notebook = nbformat.reads(source_bytes(course.exercise(exercise)), as_version=4)
        for cell in notebook.cells:
            task = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("_answer")
            if cell.metadata.get("nbgrader", {}).get("solution") and task in answers:
                cell.source = answers[task]
        if before is not None:
            notebook.cells.insert(0, nbformat.v4.new_code_cell(before, id="before"))
        return nbformat.writes(notebook).encode()

    return make


@pytest.fixture(scope="session")
def new_class(course, tmp_path_factory):
    """Make a class in a folder: its places, with a gradebook that knows the exercises. What nbgrader notes there once
    is copied, since it takes seconds."""
    template = ClassPaths(tmp_path_factory.mktemp("template"), tmp_path_factory.mktemp("template"))
    demo_class.write_config(template)
    preprocessors.prepare(template, course)

    def make(root, more=""):
        places = ClassPaths(root, root)
        demo_class.write_config(places, more)
        noted_in(places, template)
        return places

    return make


def noted_in(places, other):
    """Have nbgrader know in one class what it knows in another."""
    shutil.copy(other.gradebook, places.gradebook)
    shutil.copytree(other.root / "source", places.root / "source")


@pytest.fixture(scope="session")
def demo_class(course, new_class, tmp_path_factory):
    """The demo class, graded and recorded once: its places and the batch's outcome."""
    root = tmp_path_factory.mktemp("demo")
    places = ClassPaths(root, root)
    demo_class.build(course, places)
    noted_in(places, new_class(tmp_path_factory.mktemp("prepared")))
    return places, batch.grade_class(places, course, LocalBackend(2))


@pytest.fixture
def course_copy(tmp_path):
    """A copy of the course in an empty folder, as a clone has it, and a way to run its commands."""
    root = tmp_path / "course"
    for name in (
        "assignments",
        "autograder",
        "solutions",
        "tests/demo",
        "course.toml",
        "nbgrader_config.py",
        "README.md",
    ):
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(source, target)
    return CourseCopy(root)


class CourseCopy:
    """A course's folder whose commands run in it as a user would run them."""

    def __init__(self, root: Path):
        self.root = root

    def start(self, *arguments):
        command = [sys.executable, "-m", "autograder", *map(str, arguments)]
        return subprocess.Popen(
            command,
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # also in a background job
        )

    def run(self, *arguments):
        """(exit code, stdout, stderr)"""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=240)
        return process.returncode, out, err

    def nbgrader(self, *arguments, folder="."):
        command = [Path(sys.executable).with_name("nbgrader"), *arguments]
        return subprocess.run(command, cwd=self.root / folder, capture_output=True, text=True, timeout=240)


def plain(text):
    """Terminal text with its line breaks and runs of spaces folded."""
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="session")
def received(course, tmp_path_factory):
    """The folder as students unpack it, with blanks and an umlaut in its path."""
    root = tmp_path_factory.mktemp("received")
    handout.write_zip(course, root / "course.zip")
    with zipfile.ZipFile(root / "course.zip") as archive:
        archive.extractall(root)
    return (root / course.id).rename(root / "my exercises (ü)")


@pytest.fixture
def folder(received, tmp_path, course, monkeypatch):
    """A folder whose script's package is the one that this process imports."""
    folder = Folder(received, tmp_path, course)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(folder.root)
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "checking"]:
        del sys.modules[name]


@pytest.fixture
def no_run(folder, monkeypatch):
    """Nothing is run: all functions are there, and nothing is known of their checks."""
    state = lambda exercise, *rest: {"defined": list(exercise.tasks), "progress": None}  # noqa: E731
    monkeypatch.setattr(part("judging"), "run", state)
