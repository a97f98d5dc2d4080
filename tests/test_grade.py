"""Grading: a score follows what the functions do, whatever the notebook tries or went through."""

import sys
from dataclasses import replace

import pytest

from autograder.grading import grade as grading
from autograder.submissions.submission import Submission
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from tests.conftest import QUICK
from tests.local import LocalStudent, namespace

POOL = "def max_pool(x, size=2, stride=None, padding=0):\n    return "


@pytest.fixture
def tasks(course, solved):
    """Grade a solved notebook with some answers replaced: task → TaskResult."""

    def run(exercise="pooling", before=None, limits=None, **answers):
        exercises = tuple(replace(one, limits=limits or one.limits) for one in course.exercises)
        notebook = solved(exercise, before, **answers)
        result = grade(Submission("nobody", exercise, notebook), replace(course, exercises=exercises))
        assert result.status == "graded", result.message
        return {task.task: task for task in result.tasks}

    return run


@pytest.mark.parametrize("returned", [
    "float('nan')", "None", "np.full((2, 3), np.nan)", "np.array([[None]])", "x * 0", "x", "object()", "'right'",
    "type('A', (np.ndarray,), {'__eq__': lambda *a: True})((2, 3))", "lambda *a: True", "[[1, 2], [3]]",
    "(i for i in [1])", "np.ma.masked_all((2, 3))", "np.zeros(10**9, dtype='i1')", "float('inf')",
])  # fmt: skip
def test_wrong_results_of_any_kind_earn_nothing(tasks, returned):
    """NaN, None, objects, subclasses with their own ==, generators, floods: the honest verdict is wrong."""
    wrong = tasks(max_pool=f"{POOL}{returned}")["max_pool"]
    assert wrong.score == 0
    assert wrong.status == "failed"
    assert "expected" in wrong.message or "too much" in wrong.message or "raised" in wrong.message


RIGHT = """
def reference(x, size=2, stride=None, padding=0):
    if x.ndim != 2 or size < 1 or padding < 0 or 2 * padding > size: raise ValueError
    stride = size if stride is None else stride
    if stride < 1 or min(x.shape) + 2 * padding < size: raise ValueError
    p = np.full(np.array(x.shape) + 2 * padding, -np.inf)
    p[padding:padding + x.shape[0], padding:padding + x.shape[1]] = x
    rows, columns = (range(0, n - size + 1, stride) for n in p.shape)
    return np.array([[p[i:i + size, j:j + size].max() for j in columns] for i in rows])
"""


@pytest.mark.parametrize("returned", [
    "r", "r.tolist()", "tuple(map(tuple, r))", "r.astype(np.float32)", "r.astype(object)", "r + 0j", "np.ma.array(r)",
    "np.asfortranarray(r)", "[[np.float64(v) for v in row] for row in r]",
])  # fmt: skip
def test_right_results_of_any_type_earn_everything(tasks, returned):
    """Lists, tuples, float32, object arrays, complex with nothing imaginary: the values count."""
    code = f"{RIGHT}\ndef max_pool(*args, **kwargs):\n    r = reference(*args, **kwargs)\n    return {returned}"
    assert tasks(max_pool=code)["max_pool"].score == 6


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
    """A cell that replaces numpy.testing, pytest, sys.exit and print earns nothing for what is wrong."""
    graded = tasks(
        before=PATCHES, max_pool=f"{POOL}x", unchanged_fraction="def unchanged_fraction(p, x, m): return 1.0"
    )
    assert graded["max_pool"].score == 0
    assert graded["unchanged_fraction"].score == 0
    assert graded["figure_3_misprint"].score == 1


def test_printing_scores_changes_nothing(tasks):
    """No output of student code is read as a score."""
    code = f"print('6.0')\nimport sys\nsys.displayhook(6.0)\n6.0\n{POOL}print(6.0) or 6.0"
    assert tasks(max_pool=code)["max_pool"].score == 0


def test_an_answer_in_another_cell_earns_everything(course, solved):
    """Answers moved to a new cell, all of nbgrader's cells deleted: full marks."""
    import nbformat

    notebook = nbformat.reads(solved("pooling"), as_version=4)
    answers = [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    notebook.cells = [nbformat.v4.new_code_cell("import numpy as np\n" + "\n\n".join(answers))]
    result = grade(Submission("nobody", "pooling", nbformat.writes(notebook).encode()), course)
    assert result.score == 15


def test_the_last_definition_counts(tasks):
    """As in any notebook, a later cell's function replaces an earlier one."""
    again = "def max_pool(x): return None"
    assert tasks(before=again)["max_pool"].score == 6
    assert tasks(avg_pool=f"{again}\navg_pool = max_pool")["max_pool"].score == 0


def test_one_broken_function_costs_no_other(tasks):
    """A hang in one function, a crash in a second, a syntax error in a third: the fourth has its points."""
    graded = tasks(
        limits=QUICK,
        max_pool="def max_pool(*a, **k):\n    while True: pass",
        avg_pool="import os\ndef avg_pool(*a, **k): os._exit(0)",
        unchanged_fraction="def unchanged_fraction(:",
    )
    assert {name: (task.score, task.status) for name, task in graded.items()} == {
        "max_pool": (0, "timeout"),
        "avg_pool": (0, "failed"),
        "figure_3_misprint": (1, "passed"),
        "unchanged_fraction": (0, "failed"),
    }
    assert "its cell failed: SyntaxError" in graded["unchanged_fraction"].message
    assert "never ends" in graded["max_pool"].message


def test_an_early_exception_costs_nothing(course, solved):
    """A cell that fails at the top is named, and everything below it runs."""
    result = grade(Submission("nobody", "pooling", solved("pooling", before="undefined_name")), course)
    assert result.score == 15
    assert "cell 1: NameError" in result.message


def test_the_misprint_is_told_as_such(tasks):
    """Who reproduces Figure 3's 18 reads where it comes from."""
    code = "_mean = avg_pool = lambda x, **k: [[18, 3], [3, 12]]"
    assert "18 is the misprint" in tasks(avg_pool=code)["avg_pool"].tests[0].message
    code = "def figure_3_misprint(): return 0, 0, 18"
    assert "54 / 4 = 13.5" in tasks(figure_3_misprint=code)["figure_3_misprint"].message


def test_off_limits_functions_earn_nothing_and_say_why(tasks):
    """np.convolve in the convolution exercise is refused with the reason."""
    graded = tasks(
        "convolution", conv1d="import numpy as np\ndef conv1d(x, w):\n    return np.convolve(x, w[::-1], 'valid')"
    )
    assert graded["conv1d"].score == 0
    assert "np.convolve is not available in this exercise" in graded["conv1d"].message


def test_hidden_numbers_depend_on_the_student_and_the_seed(course):
    """A regrade gets the same numbers; another student, or another term's seed, others."""
    seen = []
    student = LocalStudent(namespace("pooling", max_pool=lambda x, **keywords: seen.append(x.tobytes())))

    tests = collect(course.exercise("pooling"))

    def numbers(name, seed):
        seen.clear()
        tests.run(student, name, seed, tests.of("max_pool"))
        return list(seen)

    assert numbers("ada", 1) == numbers("ada", 1)
    assert numbers("ada", 1) != numbers("ben", 1)
    assert numbers("ada", 1) != numbers("ada", 2)


def test_another_exercises_notebook_is_told_as_such(course, solved):
    """Who hands in the wrong file reads which one it is."""
    result = grade(Submission("nobody", "pooling", solved("convolution")), course)
    assert result.score == 0
    assert "This seems to be the notebook of convolution, handed in as pooling." in result.message


def test_an_instructors_pytest_options_change_nothing(course, solved, monkeypatch):
    """PYTEST_ADDOPTS in the shell is for other tests."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-x -k nothing")
    assert grade(Submission("nobody", "pooling", solved("pooling")), course).score == 15


def test_a_file_that_is_no_notebook_has_no_score(course):
    """Unreadable is not zero."""
    result = grade(Submission("nobody", "pooling", b'{"cells": ['), course)
    assert (result.status, result.score, result.max_score, result.tasks) == ("unreadable", None, 15, ())
    assert "cut off" in result.message


@pytest.fixture
def collected_anew():
    """Hidden tests are collected in this test, and again after it."""
    collect.cache_clear()
    yield
    collect.cache_clear()


def test_collecting_leaves_the_search_path_as_it_was(course, monkeypatch, collected_anew):
    """Where modules come from is the same before and after, wherever the grader was started."""
    monkeypatch.syspath_prepend("elsewhere")
    before = [*sys.path]
    assert all(collect(exercise).points for exercise in course.exercises)
    assert sys.path == before


def test_a_failing_grader_is_our_error_and_not_a_zero(course, solved, monkeypatch, tmp_path, collected_anew):
    """An exception in a hidden test has no score and names the test."""
    broken, pooling = tmp_path / "test_breaks.py", course.exercise("pooling")
    marks = [
        f"@pytest.mark.task({t.name!r}, points={t.points})\ndef test_{t.name}(student): {{}}['a']"
        for t in pooling.tasks
    ]
    broken.write_text("\n".join(["import pytest", *marks]))
    monkeypatch.setattr(type(pooling), "grader", broken)
    result = grade(Submission("nobody", "pooling", solved("pooling")), course)
    assert (result.status, result.score) == ("error", None)
    assert "test_max_pool" in result.message
    assert "KeyError" in result.message


@pytest.mark.parametrize(("line", "status", "said"), [
    ("pytest.raises(ValueError, lambda: 0)", "graded", "DID NOT RAISE"),
    ("pytest.fail('no good')", "graded", "no good"),
    ("pytest.xfail('so what')", "error", "test_odd.py::test_max_pool: XFailed: so what"),
    ("pytest.skip('not now')", "error", "test_odd.py::test_max_pool: Skipped: not now"),
    ("raise SystemExit(0)", "error", "test_odd.py::test_max_pool: SystemExit: 0"),
])  # fmt: skip
def test_what_pytest_knows_ends_a_hidden_test_alone(
    course, solved, monkeypatch, tmp_path, collected_anew, line, status, said
):
    """A test that fails in one of pytest's ways costs its points; one that gives no verdict is our error."""
    path, pooling = tmp_path / "test_odd.py", course.exercise("pooling")
    tests = [
        f"@pytest.mark.task({t.name!r}, points={t.points})\ndef test_{t.name}(student): {{}}" for t in pooling.tasks
    ]
    path.write_text("\n".join(["import pytest", *tests]).replace("{}", line, 1).replace("{}", "pass"))
    monkeypatch.setattr(type(pooling), "grader", path)
    result = grade(Submission("nobody", "pooling", solved("pooling")), course)
    assert result.status == status, result.message
    if status == "graded":
        assert {task.task: task.score for task in result.tasks if task.score != task.max_score} == {"max_pool": 0}
        assert said in result.tasks[0].message
    else:
        assert said in result.message


def test_tests_that_do_not_add_up_are_our_error(course, solved, monkeypatch, tmp_path, collected_anew):
    """A grader whose points are not course.toml's gives no score at all."""
    short = tmp_path / "test_short.py"
    short.write_text('import pytest\n@pytest.mark.task("max_pool", points=5)\ndef test_x(student):\n    pass\n')
    monkeypatch.setattr(type(course.exercise("pooling")), "grader", short)
    result = grade(Submission("nobody", "pooling", solved("pooling")), course)
    assert result.status == "error"
    assert "the tests of max_pool are worth 5 points, course.toml says 6" in result.message


def test_nothing_that_grading_raises_escapes(course, monkeypatch):
    """Whatever breaks in the grader is a result, so that one submission never stops a class."""
    monkeypatch.setattr(grading, "opened", lambda *_: 1 / 0)
    result = grade(Submission("nobody", "pooling", b"{}"), course)
    assert (result.status, result.score) == ("error", None)
    assert "ZeroDivisionError" in result.message


@pytest.mark.parametrize(("grader", "said"), [
    ('@pytest.mark.task("max_pool", points=6)\ndef test_x(tmp_path): pass', "asks for tmp_path. Hidden tests have"),
    ("def test_x(student): pass", "needs the mark"), ("", "collects nothing"), ("import nothing_at", "nothing_at"),
    ('@pytest.mark.task("pool", points=6)\ndef test_x(student): pass', "no task pool in pooling"),
])  # fmt: skip
def test_an_unusable_grader_is_our_error(course, solved, monkeypatch, tmp_path, collected_anew, grader, said):
    """What is wrong with a file of hidden tests is said, and nobody has 0 points for it."""
    path = tmp_path / f"test_odd_{abs(hash(grader))}.py"  # pytest wants another name for each
    path.write_text(f"import pytest\n{grader}\n")
    monkeypatch.setattr(type(course.exercise("pooling")), "grader", path)
    result = grade(Submission("nobody", "pooling", solved("pooling")), course)
    assert (result.status, result.score) == ("error", None)
    assert said in result.message


def test_what_was_graded_before_changes_nothing(course, solved):
    """One process grades many: whatever the last notebook did, the next one's result is what it would be alone."""
    notebooks = {
        "right": solved("pooling"),
        "wrong": solved("pooling", max_pool=f"{POOL}avg_pool(x, size, stride, padding)"),
        "hangs": solved("pooling", avg_pool="def avg_pool(*a, **k):\n    while True: pass"),
        "ends": solved("pooling", before="import numpy\nnumpy.pad = numpy.max = None\nimport os\nos._exit(3)"),
    }
    exercises = tuple(replace(one, limits=QUICK) for one in course.exercises)
    quick = replace(course, exercises=exercises)
    runs = [
        {name: replace(grade(Submission("ana", "pooling", notebooks[name]), quick), seconds=0) for name in order}
        for order in (["right", "wrong", "hangs", "ends"], ["ends", "hangs", "wrong", "right"])
    ]
    assert runs[0] == runs[1]
    assert runs[0]["right"].score == 15
    assert 0 < runs[0]["wrong"].score < 15
