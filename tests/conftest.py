"""What the tests share: the small course and the real one, programs to run, and the small course's demo class."""

import gc
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import main
from autograder.authoring import demo_class as demo
from autograder.authoring import handout, release
from autograder.authoring.source_notebook import source_bytes
from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.gradebook import setup
from autograder.running import batch, garbage, grade_commands
from autograder.sandbox import Cell, Program, Student
from autograder.sandbox.limits import Limits
from tests.running.in_process_backend import InProcess
from tests.warm_process import NBGRADER, run_program

REPOSITORY = Path(__file__).resolve().parent.parent
SMALL_COURSE = REPOSITORY / "tests" / "course"
QUICK = Limits(call_seconds=1, task_seconds=5, cell_seconds=1)


def pytest_collection_finish():
    """Spare the garbage collector what stays, as in a worker: it took a tenth of the time of many tests."""
    garbage.collect_now()
    gc.set_threshold(*garbage.LIMITS)


@pytest.fixture(scope="session")
def real_course():
    """The course of this repository: for tests of its content, and of nothing else."""
    return load_course(REPOSITORY)


def released(root):
    """The small course in a folder of its own, with its release."""
    shutil.copytree(SMALL_COURSE, root, ignore=shutil.ignore_patterns("__pycache__"))
    course = load_course(root)
    release.write_missing_config(course)
    coursedir, config = course_directory(ClassPaths.real(root))
    config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False  # a gradebook takes seconds
    release.release(course, root / "build" / "release", coursedir, config)
    shutil.rmtree(root / "build")
    return course


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The small course. Tests must not change its folder: `course_copy` is for that."""
    return released(tmp_path_factory.mktemp("small") / "course")


@pytest.fixture
def student_of():
    """Make a Student of cells given as text; all are closed at the end."""
    made = []

    def make(*cells, limits=QUICK, given=(), off_limits=(), packages=("numpy", "matplotlib")):
        own = tuple(Cell(f"cell {number}", source) for number, source in enumerate(cells, start=1))
        given = tuple(Cell("given", source) for source in given)
        student = Student(Program(given, own, off_limits=off_limits, packages=packages), limits)
        made.append(student)
        return student

    yield make
    for student in made:
        student.close()


@pytest.fixture
def solved(course):
    """Make the bytes of an exercise's solved notebook, with functions replaced or cells added.

    `solved("sums", window_sums="def window_sums(x, size): ...", before="code of a cell at the top")`
    """
    return lambda exercise, before=None, **answers: solved_notebook(course.exercise(exercise), before, **answers)


def solved_notebook(exercise, before=None, **answers):
    """The bytes of an exercise's source notebook, with the cells of some functions replaced."""
    notebook = nbformat.reads(source_bytes(exercise), as_version=4)
    for cell in notebook.cells:
        task = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("_answer")
        if cell.metadata.get("nbgrader", {}).get("solution") and task in answers:
            cell.source = answers[task]
    if before is not None:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(before, id="before"))
    return nbformat.writes(notebook).encode()


@pytest.fixture(scope="session")
def new_class(course, tmp_path_factory):
    """Make a class in a folder: its paths, with a gradebook that knows the exercises. What nbgrader writes there once
    is copied, since that takes seconds."""
    template = ClassPaths(tmp_path_factory.mktemp("template"), tmp_path_factory.mktemp("template"))
    demo.write_config(course, template)
    setup.prepare(template, course)

    def make(root, more=""):
        paths = ClassPaths(root, root)
        demo.write_config(course, paths, more)
        copy_gradebook(paths, template)
        return paths

    return make


def copy_gradebook(paths, other):
    """Have nbgrader know in one class what it knows in another."""
    shutil.copy(other.gradebook, paths.gradebook)
    shutil.copytree(other.root / "source", paths.root / "source")


@pytest.fixture(scope="session")
def demo_class(course, new_class, tmp_path_factory):
    """The small course's demo class, graded and recorded once: its paths and the run's summary."""
    root = tmp_path_factory.mktemp("demo")
    paths = ClassPaths(root, root)
    demo.build(course, paths)
    copy_gradebook(paths, new_class(tmp_path_factory.mktemp("prepared")))
    return paths, batch.grade_class(paths, course, InProcess())


@pytest.fixture
def no_workers(monkeypatch):
    """Commands in this process start no workers: they also grade here."""
    monkeypatch.setattr(grade_commands, "local_backend", lambda *_: InProcess())


@pytest.fixture
def command(capsys, no_workers):
    """Run a command in this process: (exit code, stdout, stderr)."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as exit:  # argparse
            code = exit.code
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def course_copy(course, tmp_path):
    """A copy of the small course in an empty folder, and a way to run commands in it."""
    shutil.copytree(course.root, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__", "build"))
    return CourseCopy(tmp_path / "course")


class CourseCopy:
    """A course's folder, and the commands in it as a user runs them."""

    def __init__(self, root: Path):
        self.root = root

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", *map(str, arguments)],
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
        return run_program(NBGRADER, self.root / folder, *arguments)


def plain(text):
    """Terminal text with its line breaks and runs of spaces folded."""
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="session")
def received(course, tmp_path_factory):
    """The folder as students unpack it, with spaces and an umlaut in its path."""
    root = tmp_path_factory.mktemp("received")
    handout.write_zip(course, root / "course.zip")
    with zipfile.ZipFile(root / "course.zip") as archive:
        archive.extractall(root)
    return (root / course.id).rename(root / "my exercises (ü)")
