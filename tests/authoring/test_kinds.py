"""Other kinds of answers than functions: classes, variables, DataFrames, data of plots, and multiple choice."""

import re
from dataclasses import replace
from importlib.util import find_spec

import pytest

from autograder.authoring.completeness import every_task_is_complete
from autograder.authoring.demo_class import DemoSubmission, notebook_text
from autograder.authoring.invariants import check
from autograder.authoring.leaks import no_constant_is_given_away, no_leaks
from autograder.course.loading import load_course
from autograder.errors import CourseError
from autograder.grading.choices import Options, hidden_test
from autograder.grading.explain import code_of, explain
from autograder.grading.grade import grade
from autograder.proving import mutants
from autograder.proving.special_cases import Tried, try_special_cases
from autograder.reports.feedback import feedback_page
from autograder.submissions.notebook import read_notebook
from autograder.submissions.submission import Submission
from tests.authoring import kinds as kinds_course
from tests.authoring.kinds import course_of
from tests.conftest import REPOSITORY, solved_notebook
from tests.reports.test_feedback import in_order, words

pytestmark = pytest.mark.skipif(find_spec("pandas") is None, reason="the course uses pandas")


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    """A course with a task of each kind. Tests must not change it."""
    with kinds_course.packages_are_imported_once():
        yield course_of(tmp_path_factory.mktemp("kinds"))


def result_of(course, **answers):
    """The result of the solution with other answers."""
    return grade(Submission("ada", "kinds", solved_notebook(course.exercise("kinds"), **answers)), course)


def task_of(course, name, answer):
    return next(task for task in result_of(course, **{name: answer}).tasks if task.task == name)


def test_a_course_of_all_kinds_is_complete(kinds):
    """All invariants hold: nothing leaks, the reference has full marks, and the release has no points."""
    said = []
    assert check(kinds, said.append), said


def test_the_release_is_missing_every_answer(kinds):
    """Each task of the unchanged notebook is missing, and the message says what its cell has to define."""
    result = grade(Submission("ada", "kinds", kinds.exercises[0].release.read_bytes()), kinds)
    assert {task.status for task in result.tasks} == {"missing"}
    messages = {task.task: task.message for task in result.tasks}
    assert messages["means"] == "there is no table in the notebook: the answer cell of means has to define it"
    assert messages["line"] == "line is not written yet"


def test_stubs_keep_what_is_above_an_unindented_solution(kinds):
    """The cell of a variable has the line with `...`, and each method of a class has a stub."""
    cells = {cell.grade_id: cell.source for cell in read_notebook(kinds.exercises[0].release.read_bytes())}
    assert cells["means_answer"].endswith("table = ...  # your answer")
    assert cells["bound_answer"] == "low, high = ..., ...  # the smallest and the largest size"
    assert cells["line_answer"].count('raise NotImplementedError("line")') == 2
    assert cells["why"] == "Why is the sum of absolute values never smaller?\nYOUR ANSWER HERE"
    assert not any("one.get_label()" in source for source in cells.values())


WRONG_START = """
class Line:
    def fit(self, x, y):
        self.slope, self.start = slope(x, y), y[0]
    def predict(self, x):
        return self.start + self.slope * x
"""


def test_a_mistake_in_a_class_has_a_name_and_a_minimal_case(kinds):
    """Mistake models, minimal cases and subjects work for probes as for functions."""
    task = task_of(kinds, "line", WRONG_START)
    assert [one.name for one in task.misconceptions] == ["start_is_the_first_value"]
    [test] = task.tests
    assert test.case.call.startswith("line(")
    assert len(test.case.call) < 70


def test_a_class_that_uses_a_broken_function_gets_follow_through_marks(kinds):
    """The class is tested again with a correct version of the function that it calls."""
    result = result_of(kinds, slope="def slope(x, y):\n    return 0.0")
    slope, line = result.tasks[:2]
    assert (slope.score, line.score) == (0, 3)
    assert line.tests[0].follow_through == ("slope",)


@pytest.mark.parametrize(
    ("task", "answer", "text"),
    [
        ("means", "table = [1, 2]", "table must be a DataFrame, not a list"),
        ("means", "table = data.groupby('group')['size'].mean()", "table must be a DataFrame, not a Series"),
        ("means", "table = data.groupby('groups').mean()", "table is not defined, because its cell failed: KeyError"),
        ("means", "tabel = data", "there is no table in the notebook"),
        ("bound", "low, high = 1.0, 'x' * 10**8", "returned too much"),
        ("bound", "low, high = 1.0, open", "bound"),
        ("bound", "low = 1.0", "there is no high in the notebook"),
        ("curve", "def draw(axes, x):\n    axes.plot(x, x**3, label='squares')", "curve"),
        ("curve", "def draw(axes, x):\n    return x**2", "curve"),
    ],
)
def test_wrong_answers_cost_their_own_task(kinds, task, answer, text):
    """A wrong type, a missing name, a huge value or a wrong plot loses the points of its task, with a reason."""
    result = result_of(kinds, **{task: answer})
    own = next(one for one in result.tasks if one.task == task)
    assert own.score == 0
    assert text in own.message
    assert result.score == result.max_score - own.max_score


LYING = """
class T:
    columns = ["group"]
    def __getitem__(self, key): return self
    def tolist(self): return self
table = T()
"""
HANGING = "class T:\n    @property\n    def columns(self):\n        while True: pass\ntable = T()"
ENDING = "class T:\n    def __getattribute__(self, name):\n        import os; os._exit(0)\ntable = T()"
HOSTILE = [
    "means = lambda: {'group': ['a', 'b'], 'size': [2.0, 5.0]}\ntable = 3",
    "bound = bound_answer = (1.0, 5.0)\nlow = high = 0",
    "hasattr = type = list = lambda *_: True\ntable = None",
    LYING,
    HANGING,
    ENDING,
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_hostile_answers_earn_nothing_and_cost_nobody_else(kinds, cell):
    """Functions with the names of tasks, lying objects, replaced builtins, hanging and exiting ones: 0 points."""
    result = result_of(kinds, means=cell, bound=cell)
    scores = {task.task: task.score for task in result.tasks}
    assert (result.status, scores["means"], scores["bound"]) == ("graded", 0, 0)
    assert {name: score for name, score in scores.items() if name not in ("means", "bound")} == {
        "slope": 1, "line": 3, "curve": 2, "larger": 1, "signs": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("task", "answer", "names", "text"),
    [
        ("larger", "'a'", ["larger_a"], "larger() returned 'a', which is not right"),
        ("larger", "'d'", [], "larger() returned 'd'. It must be one of the options: 'a', 'b', 'c'"),
        ("larger", "{'b'}", [], "It must be one of the options"),
        ("signs", "{'square', 'abs', 'cube'}", ["signs_cube"], "which is not right"),
        ("signs", "{'square'}", ["signs_without_abs"], "which is not right"),
        ("signs", "{'square', 'cube'}", ["signs_without_abs", "signs_cube"], "which is not right"),
        ("signs", "'square'", [], "signs() returned 'square', which is not right"),
        ("signs", "{'square', 'x'}", [], "It must be a set of some of these options: 'abs', 'cube', 'square'"),
    ],
)
def test_each_wrong_option_has_its_own_feedback(kinds, task, answer, names, text):
    """The explanation of a wrong option, or of one that was left out, is there; the right answer is not."""
    result = task_of(kinds, task, f"def {task}():\n    return {answer}")
    assert result.score == 0
    assert sorted(one.name for one in result.misconceptions) == sorted(names)
    assert text in result.message
    assert result.tests[0].case is None


def test_options_that_contradict_each_other_are_errors():
    """An option cannot be right and wrong, and there must be wrong ones."""
    with pytest.raises(CourseError, match="A needs the options"):
        type("A", (Options,), {"right": "a"}, task="a")
    with pytest.raises(CourseError, match="A: the option 'a' is right and also wrong"):
        type("A", (Options,), {"right": "a", "wrong": {"a": "No."}}, task="a")
    with pytest.raises(CourseError, match="A: left_out has the option 'c', which is not right"):
        type("A", (Options,), {"right": {"a"}, "wrong": {"b": "No."}, "left_out": {"c": "x"}}, task="a")
    with pytest.raises(CourseError, match="two options have names that are too similar"):
        type("A", (Options,), {"right": "a", "wrong": {"b!": "No.", "b?": "No."}}, task="a")
    assert hidden_test(type("A", (Options,), {"right": "a", "wrong": {"b": "No."}}, task="a")).__doc__


def test_a_variable_needs_a_stub(tmp_path):
    """Without the line `x = ...`, an error says what to write."""
    course = course_of(tmp_path)
    path = course.exercises[0].release
    path.write_text(path.read_text().replace("low, high = ..., ...", "low, high = 1, 2"))
    problems = [problem for problem in every_task_is_complete(course) if "bound" in problem]
    assert "a line like: x = ..." in problems[0]


def test_a_long_constant_of_a_probe_is_not_given_away(tmp_path):
    """A visible check that contains what a probe returns is found."""
    course = course_of(tmp_path)
    path = course.exercises[0].source
    path.write_text(path.read_text().replace("low, high = 1.0, 5.0", "low, high = 1.0, 5.125"))
    release = course.exercises[0].release
    release.write_text(release.read_text().replace("low < high", "high == 5.125"))
    assert ["5.125" in problem for problem in no_constant_is_given_away(load_course(tmp_path))] == [True]


def test_the_page_shows_the_function_that_the_tests_call(kinds):
    """A student can repeat the calls on the page: the probe is there for a wrong answer, and only for that."""
    page = words(feedback_page(kinds, result_of(kinds, line=WRONG_START)))
    assert in_order(page, "line not correct yet", "The tests call this function of the course", "model = Line()")
    assert "def means()" not in page
    assert "which is not right" in words(feedback_page(kinds, result_of(kinds, larger="def larger(): return 'a'")))


def test_a_model_answer_in_the_notebook_is_a_leak(tmp_path):
    """What is written for the teacher must not be in what students receive."""
    course = course_of(tmp_path)
    assert no_leaks(course) == []
    release = course.exercises[0].release
    release.write_text(release.read_text().replace("YOUR ANSWER HERE", "no value is larger than its absolute value."))
    path = course.exercises[0].source
    path.write_text(path.read_text().replace("# Because no value", "# no value"))
    assert any("solution of kinds" in problem for problem in no_leaks(load_course(tmp_path)))


def test_a_written_task_needs_a_cell(tmp_path):
    """A task in [written] without a cell is named, with the line that begins one."""
    course = course_of(tmp_path)
    path = course.exercises[0].source
    path.write_text(path.read_text().partition('# %% [markdown] role="written"')[0])
    problems = every_task_is_complete(load_course(tmp_path))
    assert any("why has no cell for the answer. Write a cell in" in problem for problem in problems)


def test_the_demo_class_can_have_answers_of_all_kinds(kinds, tmp_path):
    """`task="f"` in a header says whose answer a cell is; a text cell is an answer in words."""
    exercise = replace(kinds.exercises[0], folder=tmp_path)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada.py").write_text(
        '# %% [markdown] task="why"\n# Because.\n# So.\n\n# %% task="bound"\nlow, high = 1.0, 5.0\n\n'
        "# %%\ndef larger():\n    return 'b'\n"
    )
    for damage in (None, "checks deleted", "answers moved", "cells duplicated", "metadata lost"):
        text = notebook_text(DemoSubmission("ada", exercise, damage=damage))
        result = grade(Submission("ada", "kinds", text.encode()), kinds)
        assert [(one.task, one.text) for one in result.written] == [("why", "Because.\nSo.")], damage
        assert {task.task for task in result.tasks if task.score} == {"bound", "larger"}


def test_the_examples_of_the_authors_page_are_this_course():
    """Each example in the section about kinds of answers is a part of the exercise that these tests grade."""
    page = (REPOSITORY / "docs" / "authors.md").read_text(encoding="utf-8")
    section = page.partition("\n## Kinds of answers")[2].partition("\n## ")[0]
    examples = re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert len(examples) == 6
    for example in examples:
        assert any(example in text for text in (kinds_course.SCRIPT, kinds_course.TESTS, kinds_course.MISTAKES)), (
            example
        )


def test_the_authors_tools_work_for_all_kinds(kinds):
    """Classes have mutants, choices have no special cases, and `explain` shows the class and its probe."""
    exercise = kinds.exercises[0]
    assert {"Line", "slope", "draw"} <= {one.name for one in mutants.functions(exercise)[1]}
    assert try_special_cases(kinds, exercise, "larger") == Tried(2, ())
    explanation = explain(Submission("ada", "kinds", solved_notebook(exercise)), kinds)
    assert [cell.name for cell in code_of(explanation.code, "bound")][-1] == "probe of bound"
    assert "class Line" in "".join(cell.source for cell in code_of(explanation.code, "line"))
