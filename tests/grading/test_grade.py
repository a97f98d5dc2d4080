"""Grade a submission: the score depends on what the functions do, and on nothing else in the notebook."""

from dataclasses import replace

import nbformat
import pytest

from autograder.grading.grade import grade, our_error, unreadable
from autograder.submissions.submission import Submission
from tests.conftest import QUICK
from tests.grading.one_exercise import course_of, result_of, tasks_of

RIGHT = """
def right(x, by):
    if by < 0 or by > len(x): raise ValueError
    return np.concatenate([np.zeros(by, x.dtype), x[: len(x) - by]])
"""


@pytest.fixture
def tasks(course, solved):
    """Grade a solved notebook with some answers replaced: task → TaskResult."""

    def run(exercise, before=None, limits=None, **answers):
        exercises = tuple(replace(one, limits=limits or one.limits) for one in course.exercises)
        notebook = solved(exercise, before, **answers)
        result = grade(Submission("ada", exercise, notebook), replace(course, exercises=exercises))
        assert result.status == "graded", result.message
        return {task.task: task for task in result.tasks}

    return run


@pytest.mark.parametrize("returned", [
    "float('nan')", "None", "np.full(5, np.nan)", "np.array([None] * 5)", "x * 0", "x", "object()", "'right'",
    "type('A', (np.ndarray,), {'__eq__': lambda *a: True})(5)", "lambda *a: True", "[[1, 2], [3]]",
    "(i for i in [1])", "np.ma.masked_all(5)", "np.zeros(10**9, dtype='i1')", "float('inf')",
])  # fmt: skip
def test_wrong_results_of_any_kind_earn_nothing(tasks, returned):
    """NaN, None, objects, subclasses with their own ==, generators and huge results are wrong."""
    wrong = tasks("shifts", shift=f"def shift(x, by):\n    return {returned}")["shift"]
    assert wrong.score == 0
    assert wrong.status == "failed"
    assert "expected" in wrong.message or "too much" in wrong.message or "raised" in wrong.message


@pytest.mark.parametrize("returned", [
    "r", "r.tolist()", "tuple(r)", "r.astype(np.float32)", "r.astype(object)", "r + 0j", "np.ma.array(r)",
    "np.repeat(r, 2)[::2]", "[np.float64(v) for v in r]",
])  # fmt: skip
def test_right_results_of_any_type_earn_everything(tasks, returned):
    """Lists, tuples, float32, object arrays, views, complex numbers without an imaginary part: only values count."""
    code = f"{RIGHT}\ndef shift(x, by):\n    r = right(x, by)\n    return {returned}"
    assert tasks("shifts", shift=code)["shift"].score == 3


PATCHES = """
import builtins, sys, unittest.mock
import numpy as np, numpy.testing
numpy.testing.assert_allclose = np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
np.testing.assert_array_equal = lambda *a, **k: None
builtins.print = builtins.isinstance = lambda *a, **k: True
sys.exit = lambda *a: None
try:
    import pytest
    pytest.raises = pytest.approx = lambda *a, **k: True
except ImportError:
    sys.modules["pytest"] = unittest.mock.MagicMock()
sys.modules["autograder"] = sys.modules["autograder.toolkit"] = unittest.mock.MagicMock()
def check(*a, **k): print("all right")
"""


def test_patching_what_tests_use_changes_nothing(tasks):
    """A cell that replaces numpy.testing, pytest, sys.exit and print earns nothing for wrong functions."""
    graded = tasks("shifts", before=PATCHES, shift="def shift(x, by): return x", agrees="def agrees(*a): return 2")
    assert {name: task.score for name, task in graded.items()} == {"shift": 0, "agrees": 0, "answer": 1}


def test_printed_scores_change_nothing(tasks):
    """No output of student code is read as a score."""
    code = "print('3.0')\nimport sys\nsys.displayhook(3.0)\n3.0\ndef shift(x, by):\n    return print(3.0) or 3.0"
    assert tasks("shifts", shift=code)["shift"].score == 0


def test_an_answer_in_another_cell_earns_everything(course, solved):
    """Answers in a new cell, with all of nbgrader's cells deleted, have full marks."""
    notebook = nbformat.reads(solved("sums"), as_version=4)
    answers = [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    notebook.cells = [nbformat.v4.new_code_cell("import numpy as np\n" + "\n\n".join(answers))]
    result = grade(Submission("ada", "sums", nbformat.writes(notebook).encode()), course)
    assert (result.score, result.max_score) == (7, 7)


def test_the_last_definition_counts(tasks):
    """As in any notebook, a later cell's function replaces an earlier one."""
    wrong = "def shift(x, by): return None"
    assert tasks("shifts", before=wrong)["shift"].score == 3
    assert tasks("shifts", answer=f"{wrong}\ndef answer(): return 42, 21")["shift"].score == 0


def test_a_broken_function_costs_no_other(tasks):
    """A function that hangs and one that ends its process take no points from a third."""
    graded = tasks(
        "shifts",
        limits=QUICK,
        shift="def shift(*a, **k):\n    while True: pass",
        agrees="import os\ndef agrees(*a, **k): os._exit(0)",
    )
    assert {name: (task.score, task.status) for name, task in graded.items()} == {
        "shift": (0, "timeout"),
        "agrees": (0, "failed"),
        "answer": (1, "passed"),
    }
    assert "never ends" in graded["shift"].message


def test_a_syntax_error_costs_its_own_cell_only(tasks):
    """The function of a cell with a syntax error has no points, and the message says why."""
    graded = tasks("shifts", agrees="def agrees(:")
    assert {name: task.score for name, task in graded.items()} == {"shift": 3, "agrees": 0, "answer": 1}
    assert "its cell failed: SyntaxError" in graded["agrees"].message


def test_an_early_exception_costs_nothing(course, solved):
    """If the first cell fails, the message names it, and all cells below it run."""
    result = grade(Submission("ada", "shifts", solved("shifts", before="undefined_name")), course)
    assert result.score == 6
    assert "cell 1: NameError" in result.message


def test_cells_that_use_up_the_seconds_of_the_notebook_are_the_students(tmp_path):
    """If no time is left for the functions, the notebook is graded, and each task says so."""
    course = course_of(tmp_path, limits="call_seconds = 1\ncell_seconds = 1\nnotebook_seconds = 1")
    result = result_of(course, "while True: pass", "while True: pass", "def double(x): return 2 * x")
    assert (result.status, result.score) == ("graded", 0)
    assert result.tasks[0].status == "timeout"
    assert "never ends" in result.message


def test_only_some_of_many_failing_cells_are_listed(tmp_path):
    """A notebook with very many failing cells has a message of a length that can be read."""
    result = result_of(course_of(tmp_path), *["undefined_name"] * 50, "def double(x): return 2 * x")
    assert result.score == 2
    assert result.message.count("NameError") == 20
    assert "and 30 more cells with problems" in result.message


def test_functions_that_are_off_limits_earn_nothing(tasks):
    """A function that the exercise does not allow raises an error that says why."""
    code = "import numpy as np\ndef window_sums(x, size):\n    return np.convolve(x, np.ones(size), 'valid')"
    graded = tasks("sums", window_sums=code)
    assert graded["window_sums"].score == 0
    assert "numpy.convolve is not available in this exercise" in graded["window_sums"].message
    assert "add up the values yourself" in graded["window_sums"].message


def test_the_notebook_of_another_exercise_is_recognized(course, solved):
    """A student who hands in the wrong file reads which one it is."""
    result = grade(Submission("ada", "sums", solved("shifts")), course)
    assert result.score == 0
    assert "This seems to be the notebook of shifts, handed in as sums." in result.message


def test_a_notebook_with_points_is_the_right_one(course, solved):
    """A notebook that has more functions of another exercise, but earns points, gets no such remark."""
    notebook = nbformat.reads(solved("shifts"), as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("def window_sums(x, size): return [x.sum()] * (size == len(x))"))
    notebook.cells.append(nbformat.v4.new_code_cell("def window_means(x, size): raise ValueError"))
    wrong = grade(Submission("ada", "sums", nbformat.writes(notebook).encode()), course)
    assert (wrong.score, "the notebook of shifts" in wrong.message) == (0, True)
    answers = [cell for cell in nbformat.reads(solved("sums"), as_version=4).cells if "def window_sums" in cell.source]
    notebook.cells += answers
    right = grade(Submission("ada", "sums", nbformat.writes(notebook).encode()), course)
    assert (right.score, "the notebook of shifts" in right.message) == (4, False)


def test_a_file_that_is_no_notebook_has_no_score(course):
    """A file that cannot be read is not the same as 0 points."""
    result = grade(Submission("ada", "sums", b'{"cells": ['), course)
    assert (result.status, result.score, result.max_score, result.tasks) == ("unreadable", None, 7, ())
    assert "cut off" in result.message


@pytest.mark.parametrize("file", ["solutions/one/one.py", "assignments/one/one.ipynb", "exercises/one/test_one.py"])
def test_a_missing_file_of_the_course_is_an_error_of_ours(tmp_path, file):
    """If a file of the course is missing, the result says so and has no score: one submission never stops a class."""
    course = course_of(tmp_path)
    (tmp_path / file).unlink()
    result = result_of(course, "def double(x): return 2 * x")
    assert (result.status, result.score, result.max_score) == ("error", None, 2)
    assert file.rpartition("/")[2] in result.message


def test_a_broken_solution_is_an_error_of_ours(tmp_path):
    """If the course's solution cannot be loaded, the result says so and has no score."""
    result = result_of(course_of(tmp_path, solution="1 / 0"), "def double(x): return 2 * x")
    assert (result.status, result.score) == ("error", None)
    assert "ZeroDivisionError" in result.message


def test_a_fault_in_calls_is_an_error_of_ours_for_every_answer(tmp_path):
    """What only wrong answers need is loaded for right answers, too: otherwise nothing would show the fault in time."""
    course = course_of(tmp_path, calls="raise RuntimeError('no calls')")
    result = result_of(course, "def double(x): return 2 * x")
    assert (result.status, result.score) == ("error", None)
    assert "no calls" in result.message


def test_an_unknown_exercise_is_an_error_of_ours(course):
    """A submission for an exercise that the course does not have gives a result without a score."""
    result = grade(Submission("ada", "sumz", b"{}"), course)
    assert (result.status, result.score, result.max_score) == ("error", None, 0)
    assert "There is no exercise 'sumz'. The course has: sums, shifts." in result.message


def test_results_without_a_score_can_be_made_elsewhere(course):
    """The runner makes such results for submissions that it never graded."""
    unread = unreadable("ada", course.exercise("sums"), "it is a picture")
    assert (unread.status, unread.score, unread.max_score, unread.message) == ("unreadable", None, 7, "it is a picture")
    lost = our_error(Submission("ada", "shifts", b""), course, "the worker was lost")
    assert (lost.status, lost.score, lost.max_score, lost.message) == ("error", None, 6, "the worker was lost")


def test_earlier_submissions_change_nothing(course, solved):
    """One process grades many notebooks. No notebook changes the result of the next one."""
    notebooks = {
        "right": solved("sums"),
        "wrong": solved("sums", window_sums="def window_sums(x, size): return [max(x)]"),
        "hangs": solved("sums", window_means="def window_means(*a, **k):\n    while True: pass"),
        "ends": solved("sums", before="import numpy\nnumpy.sum = numpy.max = None\nimport os\nos._exit(3)"),
    }
    quick = replace(course, exercises=tuple(replace(one, limits=QUICK) for one in course.exercises))
    runs = [
        {name: replace(grade(Submission("ada", "sums", notebooks[name]), quick), seconds=0) for name in order}
        for order in (["right", "wrong", "hangs", "ends"], ["ends", "hangs", "wrong", "right"])
    ]
    assert runs[0] == runs[1]
    assert runs[0]["right"].score == 7
    assert runs[0]["wrong"].score < runs[0]["hangs"].score == 4


def test_grading_writes_no_file(tmp_path):
    """Grading changes nothing in the course's folder."""
    course = course_of(tmp_path)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert tasks_of(course, "def double(x): return x")["double"].score == 0
    left = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert left == files
