"""What a hidden test asks is kept for students with the same hidden numbers, and nobody notices it."""

import textwrap

import pytest

from autograder.errors import CourseError
from autograder.grading import hidden_tests
from autograder.grading.assertions import batch
from autograder.grading.hidden_tests import SETS, collect, set_of
from autograder.grading.plans import plan_of
from autograder.proving.in_process import LocalStudent
from autograder.sandbox import expect
from autograder.sandbox.limits import Limits
from tests.grading.one_exercise import course_of, result_of

SOLUTION = "CALLED = []\ndef double(x): return 2 * x"
TESTS = """
    from .reference import CALLED

    @pytest.mark.task("double", points=1)
    def test_values(student, reference, rng):
        for _ in range(3):
            assertions.same(student.double, reference.double, rng.integers(1, 99, 3))
        assertions.value(student.double, np.array([4, 6]), np.array([2, 3]))

    @pytest.mark.task("double", points=1)
    def test_arguments(student, rng):
        assertions.accepted(student.double, rng.integers(1, 99, 3))
        assertions.arguments_kept(student.double, rng.integers(1, 99, 3))
        assertions.arguments_kept_or_fails(student.double, rng.integers(1, 99, 3))

    @pytest.mark.task("double", points=1)
    def test_again(student, reference, rng):
        assertions.results_kept(student.double, reference.double, *((rng.integers(1, 99, 3),) for _ in range(3)))

    @pytest.mark.task("double", points=1)
    def test_all(student, reference, rng):
        assertions.accepted(student.double, 1)
        with assertions.all_checked():
            for number in (1, 3, 5):
                assertions.same(student.double, reference.double, number * rng.integers(1, 99, 3))

    @pytest.mark.task("double", points=1)
    def test_variants(student, reference, rng):
        x, number = rng.integers(1, 99, 3), int(rng.integers(1, 99))
        assertions.either(lambda factor: assertions.value(student.double, factor * x, x), 3, 2)
        assertions.value_after(student.double, (number,), lambda result: [2 * number + 2, result + 2], number + 1)

    @pytest.mark.task("double", points=1)
    def test_variants_behind_an_expectation(student):
        assertions.accepted(student.double, 3)
        assertions.either(lambda x: assertions.value(student.double, 2 * x, x), 3, 4)

    @pytest.mark.task("double", points=1)
    def test_notes(student, rng):
        def check(received):
            if not np.any(received):
                raise AssertionError("only zeros")

        CALLED.append("test_notes")
        assertions.value_with_note(student.double, 4, "you add 1", [3], 2)
        assertions.checked(student.double, check, rng.integers(1, 99, 3))
"""
ANSWERS = {
    "right": "def double(x): return 2 * x",
    "wrong": "def double(x): return x + 1",
    "wrong for odd ones": "def double(x): return x + x * (np.ravel(x)[0] % 2)",
    "refuses 3": "def double(x):\n    if np.ndim(x) == 0 and x == 3: raise ValueError\n    return 2 * x",
    "changes": "def double(x):\n    x *= 2\n    return x",
    "shares": "buffer = np.zeros(3)\ndef double(x):\n    buffer[:] = 2 * x\n    return buffer",
    "absent": "",
    "stub": "def double(x): raise NotImplementedError('double')",
    "raises": "def double(x): raise IndexError(x)",
    "crashes": "import os\ndef double(x):\n    if np.ravel(x)[0] % 3 == 0: os._exit(3)\n    return 2 * x",
    "hangs": "def double(x):\n    while np.ravel(x)[0] % 3 == 0: pass\n    return 2 * x",
}
CALLS = "def is_legal(x): return True"
AT_ONCE = {
    "a result": "assert assertions.returned(student.double, x) == 2 * x",
    "a call": "assert student.double(x) == 2 * x",
    "an error that is caught": """
        try:
            with assertions.batch():
                assertions.value(student.double, 3 * x, x)
        except assertions.ExpectationFailed:
            assertions.value(student.double, 2 * x, x)
    """,
    "a result of a variant": """
        assert assertions.either(lambda one: assertions.returned(student.double, one), x) == 2 * x
    """,
    "variants behind an expectation": """
        assertions.accepted(student.double, x)
        assertions.either(lambda one: assertions.value(student.double, 2 * one, one), x, x + 1)
    """,
    "whatever is raised is caught": """
        try:
            assert student.double(x) == 2 * x
        except BaseException as error:
            if not isinstance(error, AssertionError):
                return
            raise
    """,
    "checks with a memory": """
        seen, question = [], student.double.question((x,), {})
        expect(student, question, seen.append)
        expect(student, question, lambda outcome: check(seen[0], 2 * x))
    """,
    "a question about the student": """
        x = 0 if student.problems else x
        assertions.value(student.double, 2 * x, x)
    """,
}


def seen_in(outcomes):
    """What was asked, what was answered, and how each test ended."""
    asked = [[(seen.function, repr(seen.calls), repr(seen.outcome)) for seen in one.observed] for one in outcomes]
    return [(one.test, one.verdict, str(one.error), calls) for one, calls in zip(outcomes, asked, strict=True)]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_plan_asks_and_judges_like_the_test(tmp_path, student_of, monkeypatch, answer):
    """The first and the second run of a plan have the calls, outcomes, verdicts and messages of calling the tests."""
    exercise = course_of(tmp_path, SOLUTION, TESTS, points="double = 7").exercises[0]

    def run():
        student = student_of(f"import numpy as np\n{ANSWERS[answer]}", limits=Limits(call_seconds=0.2, task_seconds=9))
        return seen_in(tests.run(student, "ada", 1))

    with monkeypatch.context() as patch:
        patch.setattr(hidden_tests, "plan_of", lambda test: None)
        tests = hidden_tests.HiddenTests(exercise, hidden_tests.collected_tests(exercise))
        without = run()
    tests = hidden_tests.HiddenTests(exercise, hidden_tests.collected_tests(exercise))
    assert run() == without
    assert run() == without
    fails = {verdict for _, verdict, *_ in without} != {"passed"}
    assert fails == (answer not in ("right", "refuses 3"))  # of two variants, one may be refused


def test_a_plan_makes_all_checks_of_a_block(tmp_path):
    """After a wrong value in `all_checked` the other calls are made, although no verdict needs them."""
    tests = collect(course_of(tmp_path, SOLUTION, TESTS, points="double = 7").exercises[0])
    for _ in range(2):
        student = LocalStudent({"double": lambda x: x}, only_verdicts=True)
        [outcome] = tests.run(student, "ada", 1, ["test_all"])
        assert (outcome.verdict, len(outcome.observed)) == ("failed", 4)


def students_with(number, count, exercise="one", seed=3):
    """The first students with a set of hidden numbers."""
    names = (f"student {place}" for place in range(1000))
    return [name for name in names if set_of(seed, name, exercise) == number][:count]


def numbers_of(tests, student, seed=3):
    """The arguments that a student's function gets."""
    received = []
    tests.run(LocalStudent({"double": lambda x: received.append(repr(x)) or 2 * x}), student, seed, ["test_values"])
    return received


def test_students_share_sets_of_numbers(tmp_path):
    """Students of one set have the same numbers, those of others have other ones, and all sets occur."""
    tests = collect(course_of(tmp_path, SOLUTION, TESTS, points="double = 7").exercises[0])
    one, other = students_with(0, 2)
    assert numbers_of(tests, one) == numbers_of(tests, other)
    sets = {tuple(numbers_of(tests, students_with(number, 1)[0])) for number in range(SETS)}
    assert len(sets) == SETS
    assert numbers_of(tests, one, seed=4) != numbers_of(tests, one)


def test_the_set_depends_on_the_exercise(course):
    """Two students who share the numbers of one exercise have others in the next one."""
    names = students_with(0, 30)
    assert len({set_of(3, name, "two") for name in names}) > 1


def test_a_test_is_called_once_for_a_set(tmp_path):
    """The second student of a set costs no new test data. Another seed does."""
    exercise = course_of(tmp_path, SOLUTION, TESTS, points="double = 7").exercises[0]
    tests, called = collect(exercise), hidden_tests.load_reference(exercise).CALLED
    one, other = students_with(0, 2)
    for student in (one, other, one, students_with(1, 1)[0]):
        tests.run(LocalStudent({"double": lambda x: 2 * x}), student, 3)
    assert len(called) == 2
    tests.run(LocalStudent({"double": lambda x: 2 * x}), one, 4)
    assert len(called) == 3


def test_few_plans_are_kept(tmp_path):
    """A proof with many seeds needs no more memory than a class."""
    tests = collect(course_of(tmp_path, SOLUTION, TESTS, points="double = 7").exercises[0])
    for seed in range(3 * SETS):
        tests.run(LocalStudent({"double": lambda x: 2 * x}), "ada", seed)
    assert max(kept.cache_info().currsize for kept in tests._plans.values()) == SETS


@pytest.mark.parametrize("way", AT_ONCE)
def test_a_test_that_needs_an_answer_is_called_each_time(tmp_path, way):
    """What depends on an answer is not kept: each student has the verdict of the own answers."""
    lines = textwrap.indent(textwrap.dedent(AT_ONCE[way]).strip(), "    ")
    tests = f"""
from autograder.sandbox import expect

def check(outcome, right):
    assert outcome == [right]

@pytest.mark.task("double", points=1)
def test_double(student, rng):
    x = int(rng.integers(1, 99))
{lines}
"""
    exercise = course_of(tmp_path, tests=tests, points="double = 1").exercises[0]
    collected = collect(exercise)
    for factor in (2, 5, 2, 5):
        student = student_like({"double": lambda x, factor=factor: factor * x})
        [outcome] = collected.run(student, "ada", 1)
        assert outcome.verdict == ("passed" if factor == 2 else "failed"), outcome.error
        assert outcome.observed
    assert collected._plans["test_double"].cache_info().currsize == 1


def student_like(functions):
    """A student whose functions run in this process, and who has no problems."""
    student = LocalStudent(functions)
    student.problems = {}
    return student


def test_a_check_that_asks_is_an_error_of_ours(tmp_path):
    """`checked` keeps its check, so it cannot ask the student of whom it was made."""
    tests = """
        @pytest.mark.task("double", points=1)
        def test_double(student):
            def check(received):
                assert received == student.double(1)

            assertions.checked(student.double, check, 1)
    """
    exercise = course_of(tmp_path, tests=tests, points="double = 1").exercises[0]
    with pytest.raises(CourseError, match=r"test_double: .*a check calls a function of the notebook"):
        collect(exercise).run(LocalStudent({"double": lambda x: 2 * x}), "ada", 1)


@pytest.mark.parametrize("answer", ANSWERS)
def test_grading_changes_nothing_that_is_kept(tmp_path, answer):
    """After a student's grading, with shrinking and feedback, the plans have the same calls and expected values."""
    course = course_of(
        tmp_path, SOLUTION, TESTS, "double = 7", "call_seconds = 0.2\ntask_seconds = 3\ncell_seconds = 1", calls=CALLS
    )
    right = result_of(course, ANSWERS["right"]).to_json()
    plans = [plan for plan in kept_plans(course) if plan is not None]
    before = [repr([*plan.questions()]) for plan in plans]
    result_of(course, ANSWERS[answer])
    assert [repr([*plan.questions()]) for plan in plans] == before
    again = result_of(course, ANSWERS["right"]).to_json()
    assert {**again, "seconds": 0} == {**right, "seconds": 0}


def kept_plans(course):
    """The plans for the numbers of a student."""
    exercise = course.exercises[0]
    numbers = (course.seed, set_of(course.seed, "ada", exercise.name))
    return [kept(hidden_tests.load_reference(exercise), numbers) for kept in collect(exercise)._plans.values()]


def test_arguments_in_a_plan_are_read_only(tmp_path):
    """Code of the grader that writes into an argument by mistake fails at once, before it harms other students."""
    exercise = course_of(tmp_path, SOLUTION, TESTS, points="double = 7").exercises[0]
    plan = collect(exercise)._plans["test_values"](hidden_tests.load_reference(exercise), (1, 0))
    [first, *_] = plan.questions()
    with pytest.raises(ValueError, match="read-only"):
        first.calls[0][0][0][0] = 0


def test_work_that_is_stopped_leaves_no_half_plan(tmp_path):
    """If judging one student is too much work, the next one with the same numbers is judged as ever."""
    tests = """
        def check(received):
            while received == -1:
                pass

        @pytest.mark.task("double", points=1)
        def test_double(student, reference, rng):
            assertions.checked(student.double, check, 1)
            assertions.same(student.double, reference.double, rng.integers(1, 99, 3))
    """
    course = course_of(tmp_path, tests=tests, points="double = 1", limits="judging_seconds = 0.1")
    right, endless = "def double(x): return 2 * x", "def double(x): return -1"
    for source, score in ((endless, 0), (right, 1), (endless, 0), (right, 1)):
        assert result_of(course, source).score == score


def test_nothing_is_asked_while_a_plan_is_made():
    """A block that only expects something has a plan; one that sends what it expects at once has none."""

    def asks(student):
        with batch():
            expect(student, student.f.question((1,), {}), lambda outcome: None)

    assert plan_of(lambda student: None).steps == ()
    assert plan_of(asks) is None
    assert plan_of(lambda student: 1 / 0) is None
