"""`autograder new`: everything that it writes runs, and it overwrites nothing."""

import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from autograder.authoring import release
from autograder.authoring.checking import run_checks
from autograder.authoring.notebook_text import nothing_is_left_to_write
from autograder.authoring.scaffold.exercise import Draft, new_exercise, unchanged_student
from autograder.authoring.scaffold.signature import read_signatures
from autograder.authoring.source_notebook import source_bytes
from autograder.course.compressed import expanded
from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError
from autograder.grading.grade import grade
from autograder.proving.checks import CHECKS
from autograder.proving.prove import prove
from autograder.submissions.submission import Submission
from tests.conftest import REPOSITORY, SMALL_COURSE

SIGNATURES = {
    "one": ["f(x): 6"],
    "options": ["f(x, w, dilation=1, stride=None, scale=0.5, flipped=False): 6", "g(layers): 4"],
    "constant": ["total(): 2", "kind(x, mode='same'): 1.5"],
    "constants_only": ["first(): 2"],
    "long_names": [f"local_receptive_field_{n}(the_first_argument, the_second=-1): 3" for n in range(4)],
    "odd_names": ["number(x, array=1, m=2, case=3, options=0): 1", "value(values, rng=2.5, view=True): 1"],
}


@pytest.fixture
def copied(tmp_path):
    """A copy of the small course, without a release."""
    shutil.copytree(SMALL_COURSE, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return load_course(tmp_path / "course")


def draft(name, signatures, **more):
    return Draft(name, read_signatures(signatures), "A title", **more)


def files_in(root):
    """Path → bytes of everything in a folder."""
    every = (path for path in sorted(root.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in every}


def add(course, *args, **more):
    """Write a new exercise. Returns the course with it, and the new files."""
    with new_exercise(course, draft(*args, **more)) as files:
        pass
    return load_course(course.root), files


def release_quickly(course):
    """Release a course without a gradebook, which takes seconds."""
    release.write_missing_config(course)
    coursedir, config = course_directory(ClassPaths.real(course.root))
    config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
    release.release(course, course.root / "build" / "release", coursedir, config)


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_new_exercise_is_complete(name, copied):
    """Right after `new`, all checks hold but for the TODOs, and answers get what they deserve (`prove`)."""
    file = copied.root / "course.toml"
    file.write_text(file.read_text().replace("mistakes = 2", "mistakes = 1"))  # of a constant, one mistake is written
    course, _ = add(copied, name, SIGNATURES[name], notes="§3")
    release_quickly(course)
    assert nothing_is_left_to_write(course)
    said, others = [], [one for one in CHECKS if one.find is not nothing_is_left_to_write]
    assert run_checks(course, others, said.append), "\n".join(said)
    exercise = course.exercise(name)
    assert prove(course, exercise, 1, said.append) == 0, "\n".join(said)
    cells = [cell.source for cell in nbformat.read(exercise.release, as_version=4).cells if cell.cell_type == "code"]
    assert max(len(line) for source in map(expanded, cells) for line in source.splitlines()) <= 100
    points = {task.name: task.points for task in exercise.tasks}
    assert points == {one.split("(")[0]: float(one.split(": ")[1]) for one in SIGNATURES[name]}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_new_exercise_has_the_style_of_ours(name, copied):
    """What is written passes `ruff check` and `ruff format --check` with our settings."""
    _, files = add(copied, name, SIGNATURES[name], notes="§3")
    shutil.copy(REPOSITORY / "pyproject.toml", copied.root)
    python = [path for path in files if path.suffix == ".py"]
    scripts = [path for path in python if "solutions" in path.parts]
    assert scripts
    ours = ["--config", 'lint.isort.known-first-party = ["autograder"]']
    for command in (["check", *ours, *python], ["format", "--check", "--diff", *(set(python) - set(scripts))]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command], cwd=copied.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_signatures_are_real(copied):
    """The stub that students receive has the signature, with all defaults, and describes each argument."""
    course, _ = add(copied, "edges", ["f(x, w, dilation=1, mode='same'): 6"])
    release_quickly(course)
    cells = nbformat.read(course.exercise("edges").release, as_version=4).cells
    [stub] = [cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "f_answer"]
    assert stub.startswith('def f(x, w, dilation=1, mode="same"):\n')
    assert re.findall(r"^    (\w+) +TODO", stub, re.MULTILINE) == ["x", "w", "dilation", "mode", "Returns"]


def test_what_the_author_must_write_is_marked(copied):
    """Every file that needs an author's sentence has a line with TODO, and the demo student needs none."""
    _, files = add(copied, "edges", ["f(x, size=2): 6"])
    marked = {path.name for path in files if "TODO" in path.read_text()}
    assert marked == {"edges.py", "test_edges.py", "mistakes.py", "f.py", "pictures.py"}
    assert "TODO" not in (copied.folder / "edges" / "right" / "f.py").read_text()


def test_a_typical_mistake_is_named(copied):
    """The first mistake model works: who ignores an option reads so, and loses the points of its tests alone."""
    course, _ = add(copied, "edges", ["f(x, size=2): 7"])
    release_quickly(course)
    notebook = nbformat.reads(source_bytes(course.exercise("edges")), as_version=4)
    for cell in notebook.cells:
        if cell.source.startswith("def f"):
            cell.source = "def f(x, size=2):\n    if x.ndim != 1:\n        raise ValueError\n    return 2 * x + 2"
    result = grade(Submission("ana", "edges", nbformat.writes(notebook).encode()), course)
    [task] = result.tasks
    assert task.score == 5.5
    assert "You do not use `size`." in str(task)


def test_the_demo_student_is_one_who_hands_in_nothing(copied):
    """The demo student of a new exercise is one of the class who hands in what was received."""
    assert unchanged_student(copied) == "cleo"
    shutil.rmtree(copied.folder / "sums" / "class")
    assert unchanged_student(copied) == "ada"


NAMES = {
    "an exercise of the course": ("sums", ["f(x): 1"], "has an exercise sums already"),
    "no name": ("two words", ["f(x): 1"], "a name like first_steps"),
    "a path": ("../other", ["f(x): 1"], "a name like first_steps"),
    "a word of Python": ("class", ["f(x): 1"], "a name like first_steps"),
    "the shared folder": ("shared", ["f(x): 1"], "a name like first_steps"),
    "an empty name, which would be the folder of all exercises": ("", ["f(x): 1"], "a name like first_steps"),
    "a way to the folder of another exercise": ("edges/../sums", ["f(x): 1"], "a name like first_steps"),
    "a function twice": ("edges", ["f(x): 1", "f(y): 1"], "f is there twice"),
    "a name of the sandbox": ("edges", ["close(x): 1"], "close"),
    "a name that tests use": ("edges", ["pytest(x): 1"], "would define pytest twice"),
    "a name that models use": ("edges", ["model(x): 1"], "would define Model twice"),
    "a name that notebooks use": ("edges", ["check(x): 1"], "would define check twice"),
    "a name like a test": ("edges", ["test_it(x): 1"], "test_it begins like a test"),
    "a private name": ("edges", ["_f(x): 1"], "_f"),
}


@pytest.mark.parametrize("case", NAMES)
def test_names_that_are_not_possible_are_refused(case, copied):
    """Nothing is written then, and the message says which name."""
    name, signatures, message = NAMES[case]
    before = files_in(copied.root)
    with pytest.raises(UsageError, match=message):
        add(copied, name, signatures)
    assert files_in(copied.root) == before


@pytest.mark.parametrize("folder", ["exercises", "solutions"])
def test_nothing_is_overwritten(folder, copied):
    """A folder that has the name of the exercise already stays as it is."""
    (copied.root / folder / "edges").mkdir()
    (copied.root / folder / "edges" / "notes.txt").write_text("mine")
    before = files_in(copied.root)
    with pytest.raises(UsageError, match="exists already"):
        add(copied, "edges", ["f(x): 1"])
    assert files_in(copied.root) == before


def test_if_the_release_fails_everything_is_as_before(copied, monkeypatch, command):
    """An exercise that cannot be released leaves no file, and course.toml as it was."""
    release_quickly(copied)
    shutil.rmtree(copied.root / "build")
    (copied.root / "solutions" / "shifts" / "shifts.py").write_text("# %% role='answer' task='other'\n")
    before = files_in(copied.root)
    code, _, err = command("new", "edges", "f(x): 1", "--course", copied.root)
    assert (code, "shifts.py" in err, "Nothing was written" in err) == (1, True, True)
    after = {path: data for path, data in files_in(copied.root).items() if not path.startswith("build/")}
    assert after == before
    assert not (copied.folder / "edges").exists() and not (copied.root / "solutions" / "edges").exists()
