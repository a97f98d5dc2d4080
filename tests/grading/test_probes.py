"""Probes: functions of the course that call what a student's answer cell defines."""

import pytest

from tests.grading.one_exercise import course_of, result_of, tasks_of

SOLUTION = """
# %% role="answer" task="line"
class Line:
    def fit(self, x, y):
        self.slope = (y[-1] - y[0]) / (x[-1] - x[0])
        self.start = np.mean(y) - self.slope * np.mean(x)
    def predict(self, x):
        return self.start + self.slope * x

# %% role="probe" task="line"
import numpy as np

def line(x, y, new):
    model = Line()
    model.fit(x, y)
    return model.predict(new)

# %% role="answer" task="total"
values = ...  # your answer
### BEGIN SOLUTION
values = [1, 2, 3]
### END SOLUTION

# %% role="probe" task="total"
def total():
    return sum(values)
"""
TESTS = '''
@pytest.mark.task("line", points=2)
def test_line(student, reference, rng):
    """the line through the points"""
    x = np.array([0, 1, 2])
    assertions.same(student.line, reference.line, x, x * rng.integers(2, 5) + 1, rng.integers(1, 9, 3))


@pytest.mark.task("total", points=1)
def test_total(student, reference, rng):
    """the sum of the values"""
    assertions.value(student.total, 6)
'''
LINE = SOLUTION.partition('# %% role="probe"')[0]
VALUES = "values = [1, 2, 3]"


@pytest.fixture
def course(tmp_path):
    """An exercise with a class and a variable as answers."""
    return course_of(tmp_path, SOLUTION, TESTS, "line = 2\ntotal = 1")


def test_a_class_and_a_variable_are_graded(course):
    """A right class and a right variable have full marks, and nothing is reported."""
    result = result_of(course, LINE, VALUES)
    assert (result.score, result.message) == (3, "")


def test_a_name_that_is_not_defined_is_missing(course):
    """If the notebook does not define what a probe uses, the task is missing, and the message names it."""
    tasks = tasks_of(course, "values = ...")
    assert [task.status for task in tasks.values()] == ["missing", "missing"]
    assert tasks["line"].message == "there is no Line in the notebook: the answer cell of line has to define it"
    assert tasks["total"].message.startswith("there is no values in the notebook")


def test_a_name_whose_cell_failed_has_a_reason(course):
    """The problem of the cell that should define the name is in the message."""
    tasks = tasks_of(course, "class Line(Base):\n    pass", "values = [1, 2, 3\n")
    assert tasks["line"].message.startswith("Line is not defined, because its cell failed: NameError")
    assert tasks["total"].message.startswith("values is not defined, because its cell failed: SyntaxError")


def test_probes_and_notebooks_do_not_disturb_each_other(course):
    """A notebook's functions may have the names of tasks, and its names may be those of imports and builtins."""
    line = LINE.replace("return self.start", "return line(self.start, 0) - 1 + self.start * 0")
    line = line.replace("+ self.slope * x", "+ self.slope * x + 1")
    helper = "def line(start, slope): return start\nnp, sum, total = None, None, 7"
    assert result_of(course, "import numpy\n" + line.replace("np.", "numpy."), VALUES, helper).score == 3


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("class Line:\n    def fit(self, x, y): raise SystemExit", "line raised SystemExit"),
        ("class Line:\n    def fit(self, x, y):\n        while True: pass", "line was stopped after 1 s"),
        ("import os\nclass Line:\n    def fit(self, x, y): os._exit(3)", "the call of line did not end"),
        ("Line = 3", "line raised TypeError: 'int' object is not callable"),
        ("class Line:\n    pass", "line raised AttributeError: 'Line' object has no attribute 'fit'"),
        (LINE + "\n    def predict(self, x): return 'x' * 20_000_000", "line returned too much"),
        (LINE + "\n    def predict(self, x): raise NameError(\"name 'y' is not defined\")", "line raised NameError"),
    ],
)
def test_bad_classes_cost_their_own_task_alone(course, cell, text):
    """A class that hangs, exits, lies about its results or is none is a failure of its task, not of another one."""
    tasks = tasks_of(course, cell, VALUES)
    assert text in tasks["line"].message
    assert (tasks["line"].score, tasks["total"].score) == (0, 1)


HOOK = """
import sys, os, atexit
def hook(frame, event, arg):
    if frame.f_code.co_filename.startswith("<probe"):
        {}
sys.settrace(hook)
"""


def test_a_probe_that_fails_behind_a_notebook_is_no_error_of_the_course(course):
    """A notebook that makes a probe fail is graded like any other."""
    assert result_of(course, LINE, VALUES, HOOK.format("raise ValueError")).status == "graded"


@pytest.mark.parametrize("action", ["os._exit(0)", "while True: pass"])
def test_a_notebook_cannot_make_a_probe_an_error_of_the_course(course, action):
    """If a probe cannot run behind a student's code, the tasks with probes have no points, and nothing else happens."""
    result = result_of(course, LINE, VALUES, HOOK.format(action))
    assert (result.status, result.score) == ("graded", 0)
    assert "could not be defined behind the notebook's code" in result.tasks[0].message


def test_a_probe_that_fails_alone_is_an_error_of_the_course(tmp_path):
    """An import that does not work here must not cost anybody points."""
    broken = SOLUTION.replace("import numpy as np\n\ndef line", "import numpy.nothing\n\ndef line")
    course = course_of(tmp_path, SOLUTION, TESTS, "line = 2\ntotal = 1")
    course.exercises[0].source.write_text("import numpy as np\n" + SOLUTION)
    result_of(course, LINE, VALUES)  # loads the reference, which a broken probe would not allow
    course.exercises[0].source.write_text("import numpy as np\n" + broken)
    result = result_of(course, LINE, VALUES)
    assert (result.status, result.score) == ("error", None)
    assert "solutions/one/one.py: the probe of line fails: ModuleNotFoundError" in result.message
