"""Score tasks: the points of each test, the known mistake, the message and the counterexample."""

import pytest

from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.grading.result import Result
from autograder.proving.answers import pairs, wrong_answers
from autograder.proving.in_process import graded
from autograder.submissions.submission import Submission
from tests.grading.one_exercise import course_of, tasks_of

ERRORS = "    if size < 1 or size > len(x): raise ValueError\n"


@pytest.fixture
def tasks(course, solved):
    """Grade a solved notebook with some answers replaced: task → TaskResult."""

    def run(exercise, **answers):
        result = grade(Submission("ada", exercise, solved(exercise, **answers)), course)
        assert result.status == "graded", result.message
        assert Result.from_json(result.to_json()) == result
        return {task.task: task for task in result.tasks}

    return run


def test_the_score_is_the_sum_of_the_passed_tests(tasks):
    """A function that only forgets to raise ValueError loses the points of that test, and gets the mistakes' names."""
    code = "def window_sums(x, size):\n    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]"
    result = tasks("sums", window_sums=code)["window_sums"]
    assert (result.score, result.max_score, result.status) == (3.5, 4, "partial")
    assert result.misconception == "accepts_a_size_below_one"
    assert [(one.name, one.explains) for one in result.misconceptions] == [
        ("accepts_a_size_below_one", ("ValueError for a size below 1 or above the length, and only then",)),
        ("accepts_a_size_above_the_length", ("ValueError for a size below 1 or above the length, and only then",)),
    ]
    assert result.misconceptions[0].hint == "Call window_sums with size=0."
    assert result.unexplained == ()
    assert [(test.points, test.earned, test.verdict) for test in result.tests] == [
        (2, 2, "passed"), (1, 1, "passed"), (0.5, 0, "failed"), (0.5, 0.5, "passed"),
    ]  # fmt: skip
    assert "ValueError" in result.message


def test_mistakes_in_the_words_of_a_student_have_their_names(course):
    """Known mistakes are named if a student writes them in another way, also two of them, each with its tests."""
    exercise = course.exercise("sums")
    answers = [*wrong_answers(exercise, "window_sums"), *pairs(exercise, "window_sums")]
    assert {len(answer.slips) for answer in answers} == {1, 2}
    for answer in answers:
        result = graded(collect(exercise), course, window_sums=answer.function)["window_sums"]
        assert {one.name for one in result.misconceptions} == {*answer.slips}
        assert result.unexplained == ()
        for mistake in result.misconceptions:
            assert ("ValueError" in " ".join(mistake.explains)) == mistake.name.startswith("accepts")


def test_an_unknown_mistake_has_no_name(course):
    """A mistake that the model does not have gets no name of another one, and the result says so. Nor are missing
    checks named in a function that is wrong in most legal calls: it may be nonsense."""
    result = graded(collect(course.exercise("shifts")), course, shift=lambda x, by: x + by)["shift"]
    assert result.status == "failed"
    assert result.misconceptions == ()
    assert "the values move to the right, and zeros take the free positions" in result.unexplained


def test_a_right_function_has_no_mistake_and_no_counterexample(course):
    """Nothing is reported about a task with full marks."""
    for exercise in course.exercises:
        for result in graded(collect(exercise), course).values():
            assert (result.status, result.score) == ("passed", result.max_score)
            assert (result.misconception, result.message) == (None, "")
            assert [test.case for test in result.tests] == [None] * len(result.tests)


@pytest.mark.parametrize("change", ["x += 1", "x[:] = 0", "x.sort()", "x.resize(2, refcheck=False)"])
def test_changed_arguments_of_any_kind_have_a_result(tasks, change):
    """A function that changes its argument after it has the right result fails the test of that alone."""
    code = f"""
def window_sums(x, size):
{ERRORS}    result = [sum(x[i : i + size]) for i in range(len(x) - size + 1)]
    {change}
    return result
"""
    result = tasks("sums", window_sums=code)["window_sums"]
    assert [test.name for test in result.tests if test.verdict != "passed"] == ["the arguments are not changed"]
    assert "changes its argument number 1" in result.message


def test_a_function_that_remembers_gets_a_note(tasks):
    """Its results make no sense for the call alone, so the message says why."""
    code = "number = 0\ndef answer():\n    global number\n    number += 1\n    return 42, number"
    result = tasks("shifts", answer=code)["answer"]
    assert "does the function remember something from earlier calls?" in result.tests[0].message
    assert "remember something" in result.tests[0].case.note


def test_a_function_that_hangs_has_its_first_call_as_counterexample(tmp_path):
    """A hang is not shrunk, because each attempt would take all the time of a call."""
    course = course_of(tmp_path)
    result = tasks_of(course, "def double(x):\n    while True: pass")["double"]
    assert (result.status, result.score) == ("timeout", 0)
    [test] = result.tests
    assert test.verdict == "timeout"
    assert test.case.received.kind == "failure"
    assert "never ends" in test.case.received.text
    assert test.case.arguments[0].shape == (3,)


def test_a_crash_has_a_counterexample(tmp_path):
    """A function that ends its process fails, with its call."""
    result = tasks_of(course_of(tmp_path), "import os\ndef double(x): os._exit(1)")["double"]
    assert (result.status, result.score) == ("failed", 0)
    assert result.tests[0].case.call.startswith("double(np.array([")


def test_long_messages_are_cut(tmp_path):
    """The message of a test has a length that a person can read."""
    tests = '@pytest.mark.task("double", points=2)\ndef test_it(student):\n    raise AssertionError("long " * 2000)\n'
    [test] = tasks_of(course_of(tmp_path, tests=tests), "def double(x): return x")["double"].tests
    assert len(test.message) == 4000


def test_a_task_that_is_partly_missing_is_not_missing(tmp_path):
    """A task is only missing if all of its tests say so; it has timed out if a test did and none passed."""
    tests = """
        @pytest.mark.task("double", points=1)
        def test_small(student):
            assertions.value(student.double, 4, 2)

        @pytest.mark.task("double", points=1)
        def test_large(student):
            assertions.value(student.double, 40, 20)
    """
    course = course_of(tmp_path, tests=tests)
    stub = "    if x > 9: raise NotImplementedError('double')\n"
    loop = "    if x > 9:\n        while True: pass\n"
    missing, partial = (
        "def double(x):\n    raise NotImplementedError('double')",
        f"def double(x):\n{stub}    return 2 * x",
    )
    wrong, hangs = f"def double(x):\n{stub}    return x", f"def double(x):\n{loop}    return x"
    status = {code: tasks_of(course, code)["double"].status for code in (missing, partial, wrong, hangs)}
    assert status == {missing: "missing", partial: "partial", wrong: "failed", hangs: "timeout"}


def test_other_failures_of_a_function_that_hangs_keep_their_calls(tmp_path):
    """Shrinking them could meet the hang again and again, so they are not shrunk."""
    tests = """
        @pytest.mark.task("double", points=2)
        @pytest.mark.parametrize("x", [7, 20])
        def test_double(student, x):
            assertions.value(student.double, 2 * x, x)
    """
    course = course_of(tmp_path, tests=tests)
    wrong = tasks_of(course, "def double(x): return x")["double"]
    assert [test.case.call for test in wrong.tests] == ["double(1)", "double(1)"]
    hangs = tasks_of(course, "def double(x):\n    if x > 9:\n        while True: pass\n    return x")["double"]
    assert [test.case.call for test in hangs.tests] == ["double(7)", "double(20)"]


def test_each_task_has_seconds_of_its_own(tmp_path):
    """A function that uses up the seconds of its task takes none from the next task."""
    tests = """
        @pytest.mark.task("double", points=1)
        def test_double(student):
            assertions.value(student.double, 4, 2)

        @pytest.mark.task("triple", points=2)
        def test_triple(student):
            assertions.value(student.triple, 6, 2)
    """
    solution = "def double(x): return 2 * x\ndef triple(x): return 3 * x"
    limits = "call_seconds = 1\ntask_seconds = 1\ncell_seconds = 1"
    course = course_of(tmp_path, solution, tests, points="double = 1\ntriple = 2", limits=limits)
    result = tasks_of(course, "def double(x):\n    while True: pass\ndef triple(x): return 3 * x")
    assert {name: (task.status, task.score) for name, task in result.items()} == {
        "double": ("timeout", 0),
        "triple": ("passed", 2),
    }
