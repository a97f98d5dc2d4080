"""The floor of the benchmark makes the calls that grading makes."""

import sys

from autograder.grading.grade import grade
from autograder.submissions.submission import Submission
from tests.bench.floor import _carry_out, recorded


def test_the_floor_makes_all_calls(monkeypatch):
    """Calls after a probe count, calls of a probe, and those that the reference answers for a student's function."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # `_carry_out` replaces it
    made = []

    def call(function, *args):
        return {"op": "call", "function": function, "calls": [(args, {})]}

    _carry_out([
        {"op": "cell", "name": "cell 1", "source": "def f(x): pass\ndef g(x): return f(x)"},
        {"op": "probe", "name": "probe of p", "source": "def p(x):\n    return g(x)"},
        {"op": "replace", "functions": {"f": made.append}},
        call("g", 1), call("missing", 2), call("p", 3),
    ])  # fmt: skip
    assert made == [1, 3]


def test_all_steps_of_a_grading_are_recorded(course, solved):
    """Grading in the block gives the same result, and the recorded steps are the cells and calls of all tasks."""
    submission = Submission("ada", "shifts", solved("shifts"))
    with recorded() as processes:
        result = grade(submission, course)
    assert (result.status, result.score) == ("graded", result.max_score)
    steps = [step for own in processes.values() for step in own]
    assert {step["function"] for step in steps if step["op"] == "call"} >= {task.task for task in result.tasks}
    assert any(step["op"] == "cell" for step in steps)
