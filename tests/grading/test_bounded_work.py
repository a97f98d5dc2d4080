"""The grader's own work on a submission is bounded, and what is beyond the bound costs only the task that caused it."""

import numpy as np
import pytest

from autograder.grading.bounded_work import TooMuchWork, bounded
from autograder.grading.diagnosis import MOST_COMPUTATIONS
from autograder.sandbox.limits import Limits
from tests.grading.one_exercise import course_of, result_of, tasks_of
from tests.grading.one_model import MISTAKES, course_with_a_model, diagnosis_of

SOLUTION = """
def double(x):
    return 2 * x

def half(x):
    return x / 2
"""
# Hidden tests and a mistake whose work depends on what student code returns.
TESTS = """
def work_on(value):
    if value == -1:
        while True:
            pass
    if value == -2:
        bytearray(2**30)

@pytest.mark.task("double", points=1)
def test_first(student, reference):
    \"\"\"twice 3\"\"\"
    assertions.value(student.double, 6, 3)

@pytest.mark.task("double", points=1)
def test_second(student, reference):
    \"\"\"twice 5\"\"\"
    work_on(assertions.returned(student.double, 5))

@pytest.mark.task("half", points=2)
def test_half(student, reference):
    \"\"\"half of 4\"\"\"
    assertions.value(student.half, 2, 4)
"""
MISTAKE = """
from autograder.grading.mistake_model import Model, decision

class Half(Model, task="half"):
    def compute(self, x):
        return self.quotient(x)

    @decision("§1")
    def quotient(self, x):
        return x / 2

    @quotient.slip("a hint")
    def takes_for_ever(self, x):
        \"\"\"It never ends.\"\"\"
        while True:
            pass
"""
LIMITS = "call_seconds = 1\njudging_seconds = 0.3\njudging_mb = 200"
HALF = "def half(x): return x / 2"


@pytest.fixture
def course(tmp_path):
    return course_of(
        tmp_path, solution=SOLUTION, tests=TESTS, points="double = 2\nhalf = 2", limits=LIMITS, mistakes=MISTAKE
    )


@pytest.mark.parametrize(("answer", "limit"), [(-1, "took more than 0.3 s"), (-2, "needed more than 200 MB of memory")])
def test_answers_that_are_too_much_work_to_judge_cost_their_task_alone(course, answer, limit):
    """The task has no points and says why; the other tasks are judged, and the grader has not failed."""
    tasks = tasks_of(course, f"def double(x): return 6 if x == 3 else {answer}", HALF)
    assert {name: task.score for name, task in tasks.items()} == {"double": 0, "half": 2}
    assert "the answers of double are too large, or too much work to judge" in tasks["double"].message
    assert limit in tasks["double"].message


def test_an_explanation_that_is_too_much_work_costs_only_itself(course):
    """If finding the mistake takes too long, the points and the tests' own messages stay."""
    half = tasks_of(course, "def double(x): return 2 * x", "def half(x): return x")["half"]
    assert (half.score, half.status, half.misconception) == (0, "failed", None)
    assert "expected 2" in half.message


MANY = """
class Many(Spans, task="spans"):
    def compute(self, x, size, stride=1):
        values = super().compute(x, size, stride)
        for number in range(12):
            values = getattr(self, f"step_{number}")(values)
        return values
"""
ONE_OF_MANY = """
    @decision("§1")
    def step_{0}(self, values):
        return values
"""
SLIPS_OF_ONE = """
    @step_{0}.slip("Try it.")
    def slip_{0}_{1}(self, values):
        \"\"\"You add something.\"\"\"
        return values + 0.01 * {0} + {1}
"""


def test_a_diagnosis_computes_no_more_than_it_may(tmp_path):
    """With many slips, of which none explains what a function does, the work ends after some thousand results."""
    model = MANY
    for number in range(12):
        model += ONE_OF_MANY.format(number) + "".join(SLIPS_OF_ONE.format(number, slip) for slip in range(1, 6))
    course = course_with_a_model(tmp_path, mistakes=MISTAKES.replace(', task="spans"', "") + model)
    diagnosis = diagnosis_of(course, lambda x, size, stride=1: np.arange(len(x) - size + 1) ** 2 + x[0] / 3)
    assert MOST_COMPUTATIONS / 2 < diagnosis.computations < MOST_COMPUTATIONS * 1.2
    assert {"test_sums", "test_stride", "test_leftovers"} <= {*diagnosis.unexplained}


def test_a_file_that_is_too_much_work_to_read_is_unreadable(tmp_path):
    """A person has to look at it, and the message says what the student can do."""
    course = course_of(tmp_path, limits="judging_mb = 10")
    # More than 32 MB: it does not fit into memory that earlier work has left to the process (mallopt(3)).
    result = result_of(course, "def double(x): return 2 * x", "#" * 40_000_000)
    assert (result.status, result.score) == ("unreadable", None)
    assert "Clear the outputs" in result.message


def test_waiting_for_the_student_s_process_is_no_work(tmp_path):
    """Slow student code has its own limits."""
    course = course_of(tmp_path, limits=LIMITS)
    slow = "import time\ndef double(x):\n    time.sleep(0.6)\n    return 2 * x"
    assert tasks_of(course, slow)["double"].score == 2


def test_the_limits_are_those_of_the_exercise():
    """The error says which limit was reached."""
    with pytest.raises(TooMuchWork, match=r"more than 0\.1 s"), bounded(Limits(judging_seconds=0.1)):
        while True:
            pass
