"""`autograder new` and `autograder new-course`: everything that they write runs, and they overwrite nothing."""

import re
import shutil
import subprocess
import sys
import tomllib

import nbformat
import pytest

from autograder.authoring import release
from autograder.authoring.invariants import check
from autograder.authoring.scaffold.course_order import with_exercise
from autograder.authoring.scaffold.exercise import Draft, new_exercise, unchanged_student
from autograder.authoring.scaffold.signature import read_signature, read_signatures
from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.errors import CourseError, UsageError
from autograder.grading.grade import grade
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
    """Right after `new`, all checks hold, and right, wrong and nonsense answers get what they deserve (`prove`)."""
    file = copied.root / "course.toml"
    file.write_text(file.read_text().replace("mistakes = 2", "mistakes = 1"))  # of a constant, one mistake is written
    course, _ = add(copied, name, SIGNATURES[name], notes="§3")
    release_quickly(course)
    said = []
    assert check(course, said.append), "\n".join(said)
    exercise = course.exercise(name)
    assert prove(course, exercise, 1, said.append) == 0, "\n".join(said)
    cells = [cell.source for cell in nbformat.read(exercise.release, as_version=4).cells if cell.cell_type == "code"]
    assert max(len(line) for source in cells for line in source.splitlines()) <= 100
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
    notebook = nbformat.reads(release.source_bytes(course.exercise("edges")), as_version=4)
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


WRONG = {
    "f(x)": "has no points",
    "f(x): six": "the points must be a number above 0 and at most 10000, not 'six'",
    "f(x): 0": "the points must be a number above 0",
    "f(x): -1": "the points must be a number above 0",
    "f(x): nan": "the points must be a number above 0",
    "f(x): 1e9": "the points must be a number above 0",
    "f: 6": "not of the form name(arguments): points",
    "f(x: 6": "not of the form name(arguments): points",
    "f(x y): 6": "Python cannot read it",
    "f(x, x): 6": "Python cannot read it",
    "def(x): 6": "Python cannot read it",
    "f(x=1, y): 6": "Python cannot read it",
    "f(x): 1\ndef g(y): 6": "it is more than one signature",
    "f(x): pass; g(x): 6": "Python cannot read it",
    "f(*args): 6": "*args and **kwargs are not possible",
    "f(x, **more): 6": "*args and **kwargs are not possible",
    "f(x, *, size): 6": "keyword-only arguments are not possible",
    "f(x, /): 6": "positional-only arguments are not possible",
    "f(x: int): 6": "annotations are not possible",
    "f(x) -> int: 6": "annotations are not possible",
    "f(x, size=np.pi): 6": "the default of size is no plain value",
    "f(x, size=g()): 6": "the default of size is no plain value",
    "f(size=2): 6": "each argument has a default",
    "f(self): 6": "self is no name for an argument",
    "f(np): 6": "np is no name for an argument",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_signature_that_is_not_possible_is_refused(text):
    """The message has what was typed, what is wrong with it, and an example."""
    with pytest.raises(UsageError) as error:
        read_signature(text)
    assert repr(text) in str(error.value)
    assert WRONG[text] in str(error.value)
    assert str(error.value).endswith('"f(x, size=2): 6"')


NAMES = {
    "an exercise of the course": ("sums", ["f(x): 1"], "has an exercise sums already"),
    "no name": ("two words", ["f(x): 1"], "a name like first_steps"),
    "a path": ("../other", ["f(x): 1"], "a name like first_steps"),
    "a word of Python": ("class", ["f(x): 1"], "a name like first_steps"),
    "the shared folder": ("shared", ["f(x): 1"], "exists already"),
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
    """A folder with the exercise's name, whoever made it, stays as it is."""
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


ORDERS = {
    'order = ["a", "b"]': 'order = ["a", "b", "new"]',
    'order = ["a", "b"] # all, so far': 'order = ["a", "b", "new"] # all, so far',
    "order = ['a', \"b\",]": "order = ['a', \"b\", \"new\"]",
    'order=["a","b"]': 'order=["a","b", "new"]',
    'order = [\n  "a",\n  "b", # second\n]': 'order = [\n  "a",\n  "b", # second\n  "new",\n]',
    'order = [\n  "a",\n  "b" # last\n]': 'order = [\n  "a",\n  "b", # last\n  "new"\n]',
    'order = [\n  "a",\n  "b"]': 'order = [\n  "a",\n  "b",\n  "new"]',
    'order = [ # "x", ]\n  "a", "b",\n]': 'order = [ # "x", ]\n  "a", "b", "new"\n]',
    'order = ["a", "]#"]': 'order = ["a", "]#", "new"]',
    'order = ["a"]\n\n[other]\norder = ["y"]': 'order = ["a", "new"]\n\n[other]\norder = ["y"]',
}  # fmt: skip


@pytest.mark.parametrize("text", ORDERS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_order_gets_one_more_name(text, newline):
    """Comments and layout stay, and nothing else changes."""
    begin = f"# order = []{newline}[course]{newline}seed = 1{newline}"
    given = begin + text.replace("\n", newline) + newline
    changed = with_exercise(given, "new")
    assert changed.replace("\r\n", "\n") == begin.replace("\r\n", "\n") + ORDERS[text] + "\n"
    assert tomllib.loads(changed)["course"]["order"][-1] == "new"


def test_an_order_in_another_form_is_not_touched():
    """The author is asked to write the list in the usual form."""
    with pytest.raises(CourseError, match="as a list in brackets"):
        with_exercise('course = { order = ["a"], seed = 1 }\n', "new")
    assert with_exercise('course.order = ["a"]\n', "new") == 'course.order = ["a", "new"]\n'


def test_a_new_course_is_released_checked_and_graded(tmp_path, command, monkeypatch):
    """`new-course` writes a course whose checks hold, whose demo class is graded, and that `new` adds to."""
    root = tmp_path / "my course"
    code, out, err = command("new-course", root, "--title", "Signals: a course")
    assert (code, err) == (0, ""), err
    assert "released the course" in out
    code, out, _ = command("check", "--course", root)
    assert code == 0, out
    code, out, _ = command("grade", "--course", root, "--jobs", 1)
    assert code == 0, out
    scores = (root / "build" / "demo" / "report" / "grades.csv").read_text().splitlines()
    assert [line.split(",")[:2] for line in scores[1:]] == [["ada", "7"], ["ben", "1"], ["cleo", "0"]]
    files = [*files_in(root / "exercises" / "first_steps").values(), *files_in(root / "solutions").values()]
    lines = sum(data.count(b"\n") for data in files)
    assert f"| {len(files)} | {lines} |" in (REPOSITORY / "docs" / "comparison.md").read_text()
    for tool in ("mutants", "fairness", "prove"):
        code, out, _ = command(tool, "first_steps", "--course", root)
        assert code == 0, out
    course = load_course(root)
    assert (course.id, course.title) == ("my-course", "Signals: a course")
    assert "TODO" not in "".join(data.decode() for path, data in files_in(root / "exercises").items())
    assert "| `first_steps` |" in (root / "README.md").read_text()
    assert command("new", "edges", "f(x): 2", "--course", root)[0] == 0
    assert load_course(root).names == ("first_steps", "edges")
    assert command("check", "--course", root)[0] == 0


def test_a_new_course_is_for_an_empty_folder(tmp_path, command):
    """A folder with any file, a file, and an id that is none are refused, and stay as they are."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".hidden").write_text("mine")
    for arguments, message in (
        ([tmp_path / "full"], "is not empty"),
        ([tmp_path / "full" / ".hidden"], "is a file"),
        ([tmp_path / "new", "--id", "a/b"], "[course] id must be"),
        ([tmp_path / "new", "--title", "two\nlines"], "[course] title must be"),
    ):
        code, _, err = command("new-course", *arguments)
        assert (code, message in err) == (2, True), err
    assert files_in(tmp_path) == {"full/.hidden": b"mine"}
    assert not (tmp_path / "new").exists()


def test_if_a_new_course_cannot_be_released_its_folder_is_as_before(tmp_path, command, monkeypatch):
    """A folder that existed is empty again, and one that did not is gone."""

    def fail(course, *arguments):
        (course.root / "build" / "release").mkdir(parents=True)
        raise CourseError("no space")

    monkeypatch.setattr(release, "release", fail)
    (tmp_path / "old").mkdir()
    for folder in ("old", "new"):
        code, _, err = command("new-course", tmp_path / folder)
        assert (code, "no space" in err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["old"] and not list((tmp_path / "old").iterdir())
