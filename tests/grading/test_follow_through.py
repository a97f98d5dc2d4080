"""Follow-through marks: a task that fails only because of an earlier task's broken function has its points."""

import numpy as np
import pytest

from autograder.course.content import load_reference
from autograder.grading.follow_through import ReferenceAnswers, refuse_large
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.grading.result import Result
from autograder.proving.in_process import graded
from autograder.sandbox import session
from autograder.sandbox.given import GivenFunctions, answer_call
from autograder.sandbox.sealed import NOT_FOUND, SealedResults
from autograder.submissions.submission import Submission
from tests.grading.one_exercise import course_of, tasks_of

LARGEST = """
def window_sums(x, size):
    if size < 1 or size > len(x): raise ValueError
    return np.array([max(x[i : i + size]) for i in range(len(x) - size + 1)])
"""
MEANS = """
def window_means(x, size):
    return window_sums(x, size) / size
"""
STUB = "def {0}(*args, **kwargs): raise NotImplementedError('{0}')"


@pytest.fixture
def tasks(course, solved):
    """Grade the exercise `sums` with some answers replaced: task → TaskResult."""

    def run(**answers):
        result = grade(Submission("ada", "sums", solved("sums", **answers)), course)
        assert result.status == "graded", result.message
        assert Result.from_json(result.to_json()) == result
        return {task.task: task for task in result.tasks}

    return run


def helped(task):
    """The tests of a task in which the reference answered calls: promise → functions."""
    return {test.name: test.follow_through for test in task.tests if test.follow_through}


def test_a_right_function_that_calls_a_broken_one_has_full_marks(tasks):
    """Means of wrong sums have full marks, and the result says in which test, and for which function."""
    result = tasks(window_sums=LARGEST, window_means=MEANS)
    assert result["window_sums"].misconception == "largest_value"
    assert result["window_sums"].score < 4
    means = result["window_means"]
    assert (means.score, means.status, means.misconception) == (3, "passed", None)
    assert helped(means) == {"the mean of each window": ("window_sums",)}


def test_own_mistakes_are_left_with_follow_through_marks(tasks):
    """With right sums in place of the wrong ones, the own mistake of the means is left, and named."""
    between = LARGEST.replace(
        "    return", "    if size in (1, len(x)): return np.array([sum(x)]) if size > 1 else x\n    return"
    )
    means = tasks(window_sums=between, window_means=MEANS.replace("/ size", "/ len(x)"))["window_means"]
    assert means.misconception == "divided_by_the_length"
    assert means.score == 1
    assert helped(means) == {"the mean of each window": ("window_sums",)}
    [failed] = [test for test in means.tests if test.verdict == "failed"]
    assert failed.case.call.startswith("window_means(np.array([")


def test_a_function_that_is_not_written_is_answered_too(tasks):
    """A student who writes the means before the sums loses the points of the sums only."""
    result = tasks(window_sums=STUB.format("window_sums"), window_means=MEANS)
    assert (result["window_sums"].score, result["window_sums"].status) == (0, "missing")
    assert result["window_means"].score == 3


def test_a_function_that_does_not_call_the_broken_one_gets_no_help(tasks):
    """Follow-through marks are for calls of broken functions only."""
    own = "def window_means(x, size):\n    return [sum(x[i:i+size]) for i in range(len(x) - size + 1)]"
    means = tasks(window_sums=LARGEST, window_means=own)["window_means"]
    assert means.score == 0
    assert not helped(means)


def test_two_broken_functions_do_not_help_each_other(tasks):
    """Only earlier functions are answered by the reference: a call of a later one earns nothing."""
    result = tasks(
        window_sums="def window_sums(x, size): return window_means(x, size)",
        window_means="def window_means(x, size): return window_sums(x, size)",
    )
    assert result["window_sums"].score == 0
    assert not helped(result["window_sums"])
    assert result["window_means"].misconception == "sums_instead_of_means"
    assert result["window_means"].score == 1  # for its errors


def test_stubs_earn_nothing(tasks):
    """A function that does not exist gets no points from the reference."""
    result = tasks(window_sums=STUB.format("window_sums"), window_means=STUB.format("window_means"))
    assert {name: (task.score, task.status) for name, task in result.items()} == {
        "window_sums": (0, "missing"),
        "window_means": (0, "missing"),
    }


def test_arguments_that_the_reference_does_not_know_are_the_students_own_failure(tasks):
    """If a student's own argument makes the reference fail, the test keeps its result without the reference."""
    own = LARGEST.replace("size):", "size, kind='valid'):", 1)
    result = tasks(window_sums=own, window_means=MEANS.replace("(x, size) /", "(x, size, kind='valid') /"))
    [failed] = [test for test in result["window_means"].tests if test.verdict != "passed"]
    assert failed.follow_through == ()
    assert "expected" in failed.message
    assert "could not be computed" not in failed.message


def test_large_work_is_refused(tasks):
    """The reference, which runs in the grader, computes nothing that is larger than a hidden test needs."""
    large = MEANS.replace("    return", "    window_sums(np.zeros(10_000), 3)\n    return")
    means = tasks(window_sums="window_sums = lambda *args: 0", window_means=large)["window_means"]
    assert means.score < 3
    assert not helped(means)


REMEMBERS = """
known = {}
def window_means(x, size):
    key = (tuple(x), size)
    if key not in known:
        known[key] = window_sums(x, size) / size
    return known[key]
"""


def test_what_a_function_remembers_from_the_first_run_costs_nothing(tasks):
    """Means that keep their results have full marks: what was computed with the wrong sums is forgotten."""
    assert tasks(window_sums=LARGEST, window_means=REMEMBERS)["window_means"].score == 3


def test_a_function_that_remembers_nothing_is_repeated_in_its_process(tasks, monkeypatch):
    """A new process would take as long as all hidden tests of some tasks."""
    started = []
    start = session.start_process
    monkeypatch.setattr(session, "start_process", lambda *args: started.append(args) or start(*args))
    assert tasks(window_sums=LARGEST, window_means=MEANS)["window_means"].score == 3
    assert len(started) == 1
    assert tasks(window_sums=LARGEST, window_means=REMEMBERS)["window_means"].score == 3
    assert len(started) == 3


ROW = """
@pytest.mark.task("first", points=1)
def test_first(student):
    assertions.value(student.first, 3, 3)

@pytest.mark.task("second", points=1)
def test_second(student):
    \"\"\"the second\"\"\"
    assertions.value(student.second, 1, 1)
    assertions.value(student.second, 4, 4)
"""


@pytest.mark.parametrize(("second", "used"), [
    ("return first(x) if x > 1 else 9", ()), ("return first(x) if x == 1 else 9", ("first",)),
])  # fmt: skip
def test_calls_after_the_first_failure_use_no_help(tmp_path, second, used):
    """Which functions the reference answered is decided by the calls up to the first failure alone."""
    solution = "def first(x):\n    return x\ndef second(x):\n    return x"
    course = course_of(tmp_path, solution, ROW, points="first = 1\nsecond = 1")
    tasks = tasks_of(course, f"def first(x): return 7\ndef second(x):\n    {second}")
    [test] = tasks["second"].tests
    assert (test.verdict, test.follow_through) == ("failed", used)


FUNCTIONS = """
def apply_twice(f, x):
    return f(f(x))

def all_twice(functions, x):
    return {name: apply_twice(f, x) for name, f in functions.items()}
"""
TESTS_OF_FUNCTIONS = """
from autograder.sandbox import pure

@pure
def reverse(x):
    \"\"\"the array in reverse order\"\"\"
    return x[::-1]

def add_one(x):
    \"\"\"x + 1\"\"\"
    return x + 1

@pytest.mark.task("apply_twice", points=1)
def test_apply_twice(student, reference, rng):
    for f in (reverse, add_one):
        assertions.same(student.apply_twice, reference.apply_twice, f, rng.permutation(4))

@pytest.mark.task("all_twice", points=2)
def test_all_twice(student, reference, rng):
    functions = {"reverse": reverse, "add one": add_one}
    assertions.same(student.all_twice, reference.all_twice, functions, rng.permutation(4))
"""


def test_functions_as_arguments_reach_the_reference(tmp_path):
    """A function that passes given functions on to a broken one has full marks: the reference can call them."""
    course = course_of(tmp_path, FUNCTIONS, TESTS_OF_FUNCTIONS, points="apply_twice = 1\nall_twice = 2")
    assert [task.score for task in tasks_of(course, FUNCTIONS).values()] == [1, 2]
    result = tasks_of(course, FUNCTIONS.replace("f(f(x))", "f(x)"))
    assert result["apply_twice"].score == 0
    assert result["all_twice"].score == 2
    assert list(helped(result["all_twice"]).values()) == [("apply_twice",)]


@pytest.mark.parametrize("student", ["ada", "ben", "cleo"])
def test_marks_do_not_depend_on_the_numbers_of_a_student(course, student):
    """For every student, means that call broken sums have full marks."""
    result = graded(collect(course.exercise("sums")), course, student, window_sums=lambda x, size: x * size)
    assert result["window_sums"].score < 4
    assert result["window_means"].score == 3


@pytest.mark.parametrize("values", [
    [np.arange(10), 3], [np.arange(10), -1000], [np.ones((40, 40))], [[[1, 2], [3, 4]], 2], [5000], [np.arange(4), 0.5],
    [[1, 2, 3], 5000], ["valid", np.arange(3)], [],
])  # fmt: skip
def test_arguments_of_the_size_of_hidden_tests_are_answered(values):
    """Small arrays and lists, negative numbers, and large numbers without an array are answered."""
    refuse_large(values)


@pytest.mark.parametrize("values", [
    [np.zeros(2001)], [np.arange(4), 33], [np.arange(4), np.array(33)], [[[1, 2], [3, 4]], 1000],
    [np.zeros(1500), np.zeros(1500)], [[0] * 2001], [np.array([None])], [np.zeros((40, 40)), np.zeros((2, 2, 400))],
])  # fmt: skip
def test_large_arguments_are_refused(values):
    """Large arrays, numbers that may be lengths, and object arrays are not given to the reference."""
    with pytest.raises(OverflowError):
        refuse_large(values)


def test_the_product_of_sizes_is_limited():
    """Broadcasting could make one large array of several small ones."""
    refuse_large([np.zeros(1000), np.zeros(1000)])
    with pytest.raises(OverflowError):
        refuse_large([np.zeros(600), np.zeros(600), np.zeros(600)])


def test_a_task_without_arguments_gets_no_second_run(tmp_path):
    """Its answer is the same in each run, unless it finds out which run this is: that would be a second try."""
    course = course_of(
        tmp_path,
        solution="def first(x):\n    return x\ndef second():\n    return 7",
        tests="""
        @pytest.mark.task("first", points=1)
        def test_first(student):
            assertions.value(student.first, 1, 1)

        @pytest.mark.task("second", points=1)
        def test_second(student):
            assertions.value(student.second, 7)
        """,
        points="first = 1\nsecond = 1",
    )
    guess = "def first(x): return 0\nmine = first\ndef second():\n    first(1)\n    return 3 if first is mine else 7"
    assert {name: task.score for name, task in tasks_of(course, guess).items()} == {"first": 0, "second": 0}


def test_the_next_student_gets_the_results_of_the_calls_that_the_one_before_made(course):
    """With the answer to the first call in a test come those of the later calls in this test, and of no other."""
    reference = load_reference(course.exercise("sums"))
    first, second, third = (np.arange(number) + 0.5 for number in (4, 5, 6))
    before = ReferenceAnswers(reference, ["window_sums"])
    for test, later in (("one", second), ("two", third)):
        before.begin(test)
        given = GivenFunctions(before.functions.values())
        for x in (first, later):
            answer_call(before.functions["window_sums"], [x, 2], {}, given)
    after = ReferenceAnswers(reference, ["window_sums"])
    after.begin("one")
    given = GivenFunctions(after.functions.values())
    answer = answer_call(after.functions["window_sums"], [first, 2], {}, given)
    known = SealedResults(answer["further"])
    assert known.result([second, 2], {}).tolist() == reference.window_sums(second, 2).tolist()
    assert known.result([third, 2], {}) is NOT_FOUND
    assert answer_call(after.functions["window_sums"], [second, 2], {}, given)["further"] is None
