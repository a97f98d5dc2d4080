"""Exercises whose functions take and return structures are graded in the sandbox: the reference has full marks."""

import pytest

from tests.grading.one_exercise import course_of, result_of, tasks_of

SOLUTION = """
def f(x=None):
    {}
"""
TESTS = """
@pytest.mark.task("f", points=2)
def test_f(student, reference):
    \"\"\"the result\"\"\"
    assertions.same(student.f, reference.f, {0})
    assertions.results_kept(student.f, reference.f, ({0},), ({0},))

@pytest.mark.task("f", points=1)
def test_arguments(student, reference):
    \"\"\"the argument stays as it is\"\"\"
    assertions.arguments_kept(student.f, {0})
"""
VALUES = [
    "[np.arange(2), np.arange(3)]", '{"a": np.arange(3.0)}', "None", '["a", ["b", None]]', "[[1], [2, 3]]",
    "(np.float64(1.0), np.array(1))", "np.array(['a', 'bc'])", "[np.nan, 1]", '{"a": [np.zeros((1, 2)), {"b": ()}]}',
    "{np.nan: 1, (1, 'a'): 2}", "np.zeros((0, 3))", "__import__('fractions').Fraction(1, 3)",
    "__import__('decimal').Decimal('0.1')", "np.array([1, 2], '>i4')", "__import__('collections').Counter('aab')",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_every_value_can_be_an_argument_and_a_result(tmp_path, value):
    """A function that returns the value, and one that takes it, have full marks if they are right."""
    course = course_of(tmp_path / "course", SOLUTION.format(f"return {value}"), TESTS.format(value), points="f = 3")
    [task] = tasks_of(course, f"def f(x=None):\n    return {value}").values()
    assert task.score == 3, task.message


WRONG = {
    "another value": "return [np.arange(2), np.arange(3) + 1]",
    "no structure": "return 5",
    "none": "return None",
    "text": "return ['a', 'b']",
    "a changed argument": "x['a'][0] = 7; return [np.arange(2), np.arange(3)]",
    "no data": "return [print, iter([])]",
    "much": "return [['a'] * 100] * 100",
    "another each time": "x['b'] = 1; f.n = getattr(f, 'n', 0) + 1; return [f.n, [f.n]]",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_every_wrong_value_is_described(tmp_path, body):
    """A wrong structure loses the points of its test, and has a message and a counterexample."""
    solution = SOLUTION.format("return [np.arange(2), np.arange(3)]")
    course = course_of(tmp_path / "course", solution, TESTS.format('{"a": np.arange(3.0)}'), points="f = 3")
    result = result_of(course, f"def f(x=None):\n    {body}")
    assert result.status == "graded", result.message
    [task] = result.tasks
    assert task.score < 3
    assert task.message
    assert all(test.case is not None for test in task.tests if test.earned == 0)
