"""Invariants: `make check` notices each kind of fault in a course, and says where it is."""

import re
import shutil

import nbformat
import pytest

from autograder.authoring import invariants

SUMS = "assignments/sums/sums.ipynb"
MODELS = """
from autograder.grading.mistake_model import Model, decision, missing_check

class Sums(Model, task="window_sums"):
    @decision("§1")
    def size(self, size):
        return size

    @size.slip("How large is a window?")
    def one_too_small(self, size):
        \"\"\"Your windows are too small.\"\"\"
        return size - 1

    @missing_check("§1", "a size of 0")
    def accepts_a_size_of_zero(self, size):
        return size == 0

class Means(Sums, task="window_means"):
    accepts_a_size_of_zero = None
"""


def test_all_invariants_hold_for_a_good_course(course):
    """Each invariant is reported with its sentence."""
    said = []
    assert invariants.check(course, said.append), said
    assert said == [f"✓ {one.promise}" for one in invariants.CHECKS]


def test_a_fault_is_reported_below_its_invariant(changed):
    """The others are checked all the same, and the result says that the course is not good."""
    changed.edit(SUMS, "A window of", "The window of")
    said = []
    assert not invariants.check(changed.course(), said.append)
    place = said.index(f"✗ {invariants.no_drift.__doc__}")
    assert f"{SUMS} does not match solutions/. Write it with: make release" in said[place + 1]
    assert sum(line.startswith("✗") for line in said) == 1
    assert sum(line.startswith("✓") for line in said) == len(invariants.CHECKS) - 1


@pytest.mark.parametrize(
    ("file", "old", "new", "text"),
    [
        (
            "solutions/sums/sums.py",
            "return windows.sum(axis=1)",
            "return windows.sum(axis=1",
            "sums.py:33: SyntaxError: ",
        ),
        ("solutions/sums/sums.py", "numbers = np.array", "numbers = np.aray", "sums.py:15: AttributeError: "),
        (
            "solutions/sums/sums.py",
            "size\n    ### END SOLUTION",
            "size\n    ### END SOLUTON",
            "has no ### END SOLUTION",
        ),
        (
            "exercises/sums/exercise.toml",
            "[points]",
            "[points]\nthird = 1",
            "exercise.toml:7: [points] third has no solution: ",
        ),
        ("exercises/sums/pictures.py", "import _cells", "import _cells _", "pictures.py:3: SyntaxError: "),
        ("exercises/sums/test_sums.py", "import numpy as np", "import numpy as", "test_sums.py:3: SyntaxError: "),
        ("exercises/sums/test_sums.py", "import numpy as np", "np = 1 / 0", "test_sums.py:3: ZeroDivisionError: "),
        ("exercises/sums/test_sums.py", "student.window_means, np", "student.means, np", "student.means is no task, "),
        ("exercises/sums/mistakes.py", "from autograder", "from autogreater", "No module named 'autogreater'"),
        ("exercises/sums/mistakes.py", "from autograder", "from from autograder", "SyntaxError: "),
        ("exercises/sums/calls.py", "def ", "deff ", "SyntaxError: "),
        (SUMS, '"cells"', "cells", "sums.ipynb: "),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_once(changed, file, old, new, text):
    """The message has the file and the line. Checks that need the file are skipped, and the others still run."""
    changed.edit(file, old, new)
    said = []
    assert not invariants.check(changed.course(), said.append)
    assert sum(text in line for line in said) == 1, said
    assert text in said[1]
    assert said[0] == f"✗ {invariants.everything_can_be_read.__doc__}"
    assert f"✓ {invariants.exactly_the_course.__doc__}" in said
    assert not any("could not be checked" in line for line in said)
    assert re.fullmatch(r"– sums: skipped \d+ of \d+ checks, because they need files that .*", said[-1])
    assert sum(line.startswith(("✗", "✓")) for line in said) == len(invariants.CHECKS)  # of shifts, all are made


def test_mistakes_in_several_files_are_all_reported(changed):
    """A solution that cannot be read does not hide a mistake in the hidden tests."""
    changed.edit("solutions/sums/sums.py", "return windows.sum(axis=1)", "return windows.sum(axis=1")
    changed.edit("exercises/sums/test_sums.py", "import numpy as np", "import numpy as")
    changed.edit("exercises/shifts/test_shifts.py", '"answer", points=1', '"answers", points=1')
    texts = (
        "sums.py:33: SyntaxError",
        "test_sums.py:3: SyntaxError",
        "test_shifts.py: shifts has no task answers. Its",
    )
    found = invariants.everything_can_be_read(changed.course())
    assert len(found) == 3
    for text, problem in zip(texts, found, strict=True):
        assert text in problem


@pytest.mark.parametrize(
    ("file", "advice"),
    [
        ("solutions/sums/sums.py", ""),
        ("exercises/sums/test_sums.py", ""),
        (SUMS, ". Write it with: make release"),
    ],
)
def test_a_missing_file_is_reported_once(changed, file, advice):
    """Only the check of the list of files names it."""
    (changed.root / file).unlink()
    said = []
    assert not invariants.check(changed.course(), said.append)
    assert [line for line in said if line.startswith("    ")] == [f"    {changed.root / file} is missing{advice}"]
    assert said[-1].startswith("– sums: skipped")


def test_a_course_without_a_release_is_reported_once(changed):
    """All missing files of the release are one problem."""
    shutil.rmtree(changed.root / "assignments")
    [problem] = invariants.exactly_the_course(changed.course())
    assert "other files are missing. Write what is missing with: make release" in problem


def test_the_same_problem_is_not_repeated(changed):
    """A hidden test that breaks for every submission is reported by the first check that notices it."""
    changed.edit(
        "exercises/shifts/test_shifts.py", "assertions.value(student.answer", "{}['a']; assertions.value(student.answer"
    )
    said = []
    assert not invariants.check(changed.course(), said.append)
    assert sum("KeyError" in line for line in said) == 1
    assert "    the same as above" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        ("solutions/sums/sums.py", "A window of", "The window of", "assignments/originals/sums.ipynb"),
        ("exercises/sums/exercise.toml", "Window sums", "Sums", "assignments/originals/course.json"),
        ("exercises/sums/pictures.py", "Five numbers", "Numbers", SUMS),
        ("course.toml", 'matplotlib>=3.9"', 'matplotlib>=3.9", "packaging"', "assignments/requirements.txt"),
        ("assignments/check_submission.py", "import", "import  ", "assignments/check_submission.py"),
    ],
)
def test_a_handout_that_is_out_of_date_is_noticed(changed, file, old, new, stale):
    """Whatever changes, a file that is not as a release writes it is named."""
    changed.edit(file, old, new)
    found = [*invariants.no_drift(changed.course()), *invariants.the_rest_is_current(changed.course())]
    assert any(f"{stale} does not match solutions/" in problem for problem in found)


def test_a_releases_own_settings_are_no_drift(changed):
    """`make check` makes the release with the course's nbgrader_config.py, as `make release` does."""
    header = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Our university")])
    nbformat.write(header, changed.root / "header.ipynb")
    path = changed.root / "nbgrader_config.py"
    path.write_text(path.read_text() + f"c.IncludeHeaderFooter.header = {str(changed.root / 'header.ipynb')!r}\n")
    assert invariants.no_drift(changed.course()) != []
    changed.release()
    assert "Our university" in (changed.root / "assignments" / "sums" / "sums.ipynb").read_text()
    assert invariants.no_drift(changed.course()) == []


def test_a_table_that_is_out_of_date_is_noticed(changed):
    """README.md has the tables that a release writes."""
    assert invariants.tables_are_current(changed.course()) == []
    changed.edit("README.md", "| 7 |", "| 8 |")
    [problem] = invariants.tables_are_current(changed.course())
    assert "README.md: a table is out of date" in problem


def test_files_that_belong_to_no_exercise_are_noticed(changed):
    """Releases, solutions and hidden tests are those that course.toml lists, and no others."""
    assert invariants.exactly_the_course(changed.course()) == []
    (changed.root / "assignments" / "sums" / "solution.py").write_text("x = 1")
    (changed.root / "assignments" / "shifts" / "shifts.ipynb").unlink()
    (changed.root / "exercises" / "old").mkdir()
    (changed.root / "exercises" / "old" / "test_old.py").write_text("")
    (changed.root / "solutions" / "sums" / "old.py").write_text("")
    [missing] = invariants.no_file_is_missing(changed.course())
    assert "shifts.ipynb is missing" in missing
    others = invariants.exactly_the_course(changed.course())
    assert len(others) == 3
    for name, problem in zip(("solution.py", "test_old.py", "old.py"), others, strict=True):
        assert (
            f"{name} does not belong to an exercise. Remove it, or list its exercise in course.toml, "
            "which has sums, shifts (in `order`, or in `dropped` if it is not in use)" in problem
        )


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ('order = ["shifts", "sums"]', ("shifts", "sums")),
        ('order = ["sums"]\ndropped = ["shifts"]', ("sums",)),
    ],
)
def test_what_instructors_change_is_one_edit_and_a_release(changed, order, names):
    """After a change of points, a due date, another order or a dropped exercise, a release makes all checks pass."""
    changed.edit("course.toml", 'order = ["sums", "shifts"]', order)
    changed.edit("exercises/sums/exercise.toml", "window_sums = 4", "window_sums = 2.5")
    changed.edit("exercises/sums/exercise.toml", "[points]", "due = 2026-10-05 18:00:00\n[points]")
    changed.release()
    said = []
    assert invariants.check(changed.course(), said.append), said
    assert changed.course().names == names


def test_files_of_jupyterlab_and_python_are_no_fault(changed):
    """An author who opens a notebook or runs check_submission.py does not break the course."""
    for name in ("sums/.ipynb_checkpoints/sums.ipynb", "checking/__pycache__/cells.cpython-311.pyc"):
        path = changed.root / "assignments" / name
        path.parent.mkdir()
        path.write_bytes(b"\xff")
    assert invariants.exactly_the_course(changed.course()) == []


def test_outputs_are_noticed(changed):
    """A released notebook with an output or an execution count is named, with the cell."""
    assert invariants.no_outputs(changed.course()) == []
    outputs = [nbformat.v4.new_output("stream", text="42")]
    changed.add_cell("sums", nbformat.v4.new_code_cell("print(42)", id="printed", outputs=outputs))
    changed.add_cell("shifts", nbformat.v4.new_code_cell("1", id="counted", execution_count=3))
    first, second = invariants.no_outputs(changed.course())
    assert "sums.ipynb: cell printed has outputs" in first
    assert "shifts.ipynb: cell counted has outputs" in second


def test_points_that_differ_are_noticed(changed):
    """exercise.toml and the released cell must say the same."""
    assert invariants.points_are_those_of_the_course(changed.course()) == []
    changed.edit("exercises/sums/exercise.toml", "window_means = 3", "window_means = 2.5")
    assert invariants.points_are_those_of_the_course(changed.course()) == [
        "sums: the points of window_means differ: exercise.toml 2.5, release 3.0"
    ]


def test_a_task_without_hidden_tests_is_noticed(changed):
    """Its points could never be earned."""
    changed.edit(
        "exercises/shifts/test_shifts.py",
        '@pytest.mark.task("answer", points=1, about="pair")\ndef test_answer',
        "def answer_test",
    )
    said = []
    assert not invariants.check(changed.course(), said.append)
    assert any("exercise.toml:7: [points] answer has no hidden test in" in line for line in said)


@pytest.mark.parametrize(
    ("grade_id", "source", "problem"),
    [
        ("window_means_answer", "def window_means(x, size):\n    return window_sums(x, size)", "has no stub. In "),
        ("window_means", 'check("window_means", {"1 + 1": 2})', "has visible checks that the stub passes. "),
    ],
)
def test_an_incomplete_release_is_noticed(changed, grade_id, source, problem):
    """A task without a stub, or with visible checks that a stub passes, is named."""
    changed.edit_cell("sums", grade_id, source)
    found = invariants.every_task_is_complete(changed.course())
    assert any(one.startswith(f"sums: window_means {problem}") for one in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("solutions/sums/sums.py", '"window_means(numbers, 2)": [2.5,', '"window_means(numbers, 2)": [9,',
         "has visible checks that the reference fails. The first is window_means(numbers, 2): "),
        ("solutions/sums/sums.py", ' role="hints" task="window_means"', "", "has no hints. Write a cell in "),
        ("solutions/sums/sums.py", 'check("window_means", {', "print({", "has no visible checks. Write "),
    ],
)  # fmt: skip
def test_an_incomplete_task_is_noticed(changed, file, old, new, problem):
    """A task without hints, or without checks that its reference passes, is named."""
    changed.edit(file, old, new)
    found = invariants.every_task_is_complete(changed.course())
    assert any(one.startswith(f"sums: window_means {problem}") for one in found), found


def test_too_few_mistakes_are_noticed(changed):
    """Slips and missing checks count. The message says where to write more."""
    changed.write("exercises/sums/mistakes.py", MODELS)
    (changed.root / "exercises" / "shifts" / "mistakes" / "answer.py").unlink()
    place = changed.root / "exercises"
    advice = "[demands] in course.toml asks for 2. Write slips and missing checks in"
    assert invariants.every_task_is_complete(changed.course()) == [
        f"sums: window_means has 1 known mistake; {advice} {place}/sums/mistakes.py, "
        'in a class with task="window_means"',
        f"shifts: answer has 0 known mistakes; {advice} {place}/shifts/mistakes/answer.py, "
        'in a class with task="answer"',
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "text"),
    [
        ("sums/test_sums.py", '"""the sum of each window"""', "pass", "test_sums.py: test_sums has no docstring"),
        ("sums/mistakes.py", 'task="window_means"', 'task="means"',
         'mistakes.py: the model Means has task="means". It must be task="window_sums" or task="window_means".'),
        ("sums/mistakes.py", '"""Your windows are too small."""', "",
         "sums: the mistake one_too_small has no docstring"),
    ],
)  # fmt: skip
def test_texts_that_students_need_are_checked(changed, file, old, new, text):
    """A test or a slip without a docstring, and a model that belongs to no task, are named."""
    changed.write("exercises/sums/mistakes.py", MODELS)
    changed.edit(f"exercises/{file}", old, new)
    [problem] = invariants.texts_for_students_exist(changed.course())
    assert text in problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (MODELS.replace("window_sums", "answer").replace("window_means", "shift"),
         'the model Means has task="shift". It must be task="answer".'),
        (MODELS.replace("window_sums", "answer").replace('task="window_means"', ""), ""),
        ("", 'has no model. It needs a class: class Mistakes(Model, task="answer").'),
    ],
)  # fmt: skip
def test_a_model_of_another_task_is_noticed(changed, text, problem):
    """A file in mistakes/ needs a model of the task that it is named after, and no other. A base class is no model."""
    changed.write("exercises/shifts/mistakes/answer.py", text)
    found = invariants.texts_for_students_exist(changed.course())
    assert len(found) == bool(problem)
    assert all(one.endswith(problem) and "mistakes/answer.py" in one for one in found)


def test_a_file_with_mistakes_of_no_task_is_noticed(changed):
    """The name of a file in mistakes/ must be a task."""
    changed.write("exercises/shifts/mistakes/shfit.py", "")
    [problem] = invariants.texts_for_students_exist(changed.course())
    assert problem.endswith("mistakes/shfit.py: shifts has no task shfit. Its tasks are shift, agrees, answer.")


def test_a_release_that_earns_points_is_noticed(changed):
    """Points for an unchanged assignment would be points for nothing."""
    changed.edit_cell("shifts", "answer_answer", "def answer():\n    return 42, 21")
    [problem] = invariants.release_scores_nothing(changed.course())
    assert problem.startswith("shifts: answer has 1 points instead of 0. ")


def test_a_reference_that_loses_points_is_noticed(changed):
    """A hidden test that the reference fails is named by its task and message."""
    changed.edit("exercises/shifts/test_shifts.py", "student.answer, (42, 21)", "student.answer, (42, 20)")
    [problem] = invariants.reference_scores_everything(changed.course())
    assert problem.startswith("shifts: answer has 0 points instead of 1. ")
    assert problem.endswith("exercises/shifts/test_shifts.py.)")
