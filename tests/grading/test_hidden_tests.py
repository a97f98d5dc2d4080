"""Collect hidden tests with pytest, and run them: what is broken in them is an error of ours and never costs points."""

import sys
from dataclasses import replace

import pytest

from autograder.errors import CourseError
from autograder.grading.hidden_tests import collect
from autograder.proving.in_process import LocalStudent, namespace
from tests.grading.one_exercise import course_of, result_of

RIGHT = "def double(x): return 2 * x"


def test_tests_have_a_task_points_and_a_promise(course):
    """The mark says the task and the points, and the first line of the docstring is the name for students."""
    tests = collect(course.exercise("sums"))
    outcomes = tests.run(LocalStudent(namespace(tests.exercise)), "ada", 1)
    assert [(one.task, one.points, one.promise) for one in outcomes] == [
        ("window_sums", 2, "the sum of each window"),
        ("window_sums", 1, "windows of one value, and of all values"),
        ("window_sums", 0.5, "ValueError for a size below 1 or above the length, and only then"),
        ("window_sums", 0.5, "the arguments are not changed"),
        ("window_means", 1, "ValueError for a size below 1 or above the length, and only then"),
        ("window_means", 2, "the mean of each window"),
    ]
    assert {one.verdict for one in outcomes} == {"passed"}


def test_points_of_tests_are_shares_of_the_points_of_the_task(course):
    """If exercise.toml gives a task other points, each of its tests keeps its share of them."""
    exercise = course.exercise("sums")
    doubled = replace(exercise, tasks=tuple(replace(task, points=2 * task.points) for task in exercise.tasks))
    outcomes = collect(doubled).run(LocalStudent(namespace(exercise)), "ada", 1)
    assert [one.points for one in outcomes] == [4, 2, 1, 1, 2, 4]
    assert collect(doubled).shares() == {"window_sums": 4, "window_means": 3}


def test_odd_shares_add_up_to_the_points_of_the_task(tmp_path):
    """Three tests of one point each are worth a third of two points each, and all three together two points."""
    test = '@pytest.mark.task("double", points=1)\ndef test_{}(student): assertions.accepted(student.double, {})\n'
    course = course_of(tmp_path, tests="".join(test.format(name, name[-1]) for name in ("a1", "b2", "c3")))
    assert result_of(course, RIGHT).score == 2
    partial = result_of(course, "def double(x):\n    if x == 2: raise IndexError\n    return x")
    assert partial.score == pytest.approx(4 / 3, abs=1e-6)


def numbers_of(tests, student_id, seed):
    """The arrays that the hidden tests of window_sums give to a student's function, by test."""
    seen, current = {}, []

    def window_sums(x, size):
        seen.setdefault(current[-1], []).append((x.tolist(), size))
        raise IndexError

    student = LocalStudent({"window_sums": window_sums})
    tests.run(student, student_id, seed, tests.of("window_sums"), on_start=current.append)
    return seen


def test_hidden_numbers_depend_on_the_student_and_the_seed(course):
    """A regrade gets the same numbers. Another student, and another term's seed, get others."""
    tests = collect(course.exercise("sums"))
    mine = numbers_of(tests, "ada", 1)
    assert len(mine) == 4
    assert all(mine.values())
    assert numbers_of(tests, "ada", 1) == mine
    for other in (numbers_of(tests, "ben", 1), numbers_of(tests, "ada", 2)):
        assert other.keys() == mine.keys()
        assert other["test_sums"] != mine["test_sums"]


def order_of(tests, student_id):
    """The names of the tests in the order in which they run."""
    started = []
    tests.run(LocalStudent(namespace(tests.exercise)), student_id, 1, on_start=started.append)
    return started


def test_the_order_of_tests_depends_on_the_student(course):
    """A submission does not know which test is next: each test of a task comes first for some students."""
    tests = collect(course.exercise("sums"))
    orders = {f"student {number}": order_of(tests, f"student {number}") for number in range(30)}
    assert {order[0] for order in orders.values()} == set(tests.of("window_sums"))
    assert order_of(tests, "student 7") == orders["student 7"]
    for order in orders.values():
        assert sorted(order) == sorted(tests.of("window_sums") + tests.of("window_means"))


def test_outcomes_are_in_the_order_of_the_file(course):
    """The order in which tests run is not that of the feedback."""
    tests = collect(course.exercise("sums"))
    for student in ("ada", "ben", "cleo"):
        outcomes = tests.run(LocalStudent(namespace(tests.exercise)), student, 1)
        assert [one.test for one in outcomes] == tests.of("window_sums") + tests.of("window_means")


def test_only_the_chosen_tests_run(course):
    """Tests can be repeated alone."""
    tests = collect(course.exercise("sums"))
    [outcome] = tests.run(LocalStudent(namespace(tests.exercise)), "ada", 1, ["test_means"])
    assert (outcome.test, outcome.verdict) == ("test_means", "passed")


def test_the_calls_of_a_test_are_kept(course):
    """Each outcome has the calls of its own test, and what they gave."""
    tests = collect(course.exercise("shifts"))
    outcomes = tests.run(LocalStudent(namespace(tests.exercise)), "ada", 1)
    observed = {one.test: [(call.function, len(call.calls)) for call in one.observed] for one in outcomes}
    assert observed["test_shift"] == [("shift", 1)] * 3
    assert observed["test_answer"] == [("answer", 1)]


def test_collecting_leaves_the_search_path_as_it_was(tmp_path):
    """`sys.path` is the same before and after, and the tests are found."""
    before = [*sys.path]
    assert collect(course_of(tmp_path).exercises[0]).of("double") == ["test_double"]
    assert sys.path == before


def test_pytest_options_of_the_instructor_change_nothing(tmp_path, monkeypatch):
    """PYTEST_ADDOPTS in the shell is for other tests, and stays set for these."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-k nothing")
    assert collect(course_of(tmp_path).exercises[0]).of("double") == ["test_double"]
    with pytest.MonkeyPatch.context() as context:
        context.delenv("PYTEST_ADDOPTS")  # raises KeyError if it is not set any more


def test_a_conftest_and_settings_of_pytest_change_nothing(tmp_path):
    """Neither a conftest.py nor a pytest.ini beside the hidden tests is used."""
    course = course_of(tmp_path, conftest="raise RuntimeError")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -k nothing\n")
    assert result_of(course, RIGHT).score == 2


@pytest.mark.parametrize(("line", "status", "text"), [
    ("{}['a']", "error", "test_one.py::test_double: KeyError: 'a'"),
    ("pytest.xfail('so what')", "error", "test_one.py::test_double: XFailed: so what"),
    ("pytest.skip('not now')", "error", "test_one.py::test_double: Skipped: not now"),
    ("raise SystemExit(0)", "error", "test_one.py::test_double: SystemExit: 0"),
    ("pytest.raises(ValueError, lambda: 0)", "graded", "DID NOT RAISE"),
    ("pytest.fail('no good')", "graded", "no good"),
    ("assert student.double(1) == 3, 'not three'", "graded", "not three"),
    ("raise AssertionError", "graded", "not as described"),
])  # fmt: skip
def test_a_hidden_test_fails_or_is_broken(tmp_path, line, status, text):
    """A test that fails in one of pytest's ways costs its points. A test without a verdict is an error of ours."""
    tests = f"""
        @pytest.mark.task("double", points=2)
        def test_double(student):
            {line}

        @pytest.mark.task("triple", points=1)
        def test_triple(student):
            assertions.value(student.triple, 6, 2)
    """
    solution = "def double(x): return 2 * x\ndef triple(x): return 3 * x"
    course = course_of(tmp_path, solution, tests, points="double = 2\ntriple = 1")
    result = result_of(course, solution)
    assert result.status == status, result.message
    if status == "graded":
        assert {task.task: task.score for task in result.tasks} == {"double": 0, "triple": 1}
        assert text in result.tasks[0].message
    else:
        assert result.score is None
        assert text in result.message


@pytest.mark.parametrize(("tests", "text"), [
    ('@pytest.mark.task("double", points=2)\ndef test_x(tmp_path): pass', "asks for tmp_path. Hidden tests have"),
    ("def test_x(student): pass", "needs the mark"),
    ('@pytest.mark.task("double")\ndef test_x(student): pass', "needs the mark"),
    ('@pytest.mark.task(points=1)\ndef test_x(student): pass', "needs the mark"),
    ('@pytest.mark.task("double", points="1")\ndef test_x(student): pass', "points must be a number above 0, not '1'"),
    ('@pytest.mark.task("double", points=0)\ndef test_x(student): pass', "points must be a number above 0, not 0"),
    ('@pytest.mark.task("double", points=True)\ndef test_x(student): pass', "points must be a number above 0"),
    ('@pytest.mark.task("double", points=1, about=3)\ndef test_x(student): pass',
     "test_x: about must be a text or a tuple of texts, not 3."),
    ('@pytest.mark.task("double", points=1, about=("a", 3))\ndef test_x(student): pass', "not ('a', 3)."),
    ('@pytest.mark.task("double", points=1, about="")\ndef test_x(student): pass', "not ''."),
    ('@pytest.mark.task("double", points=1, abuot="a")\ndef test_x(student): pass',
     "test_x: the mark task takes points and about, not abuot."),
    ('@pytest.mark.task("pool", points=6)\ndef test_x(student): pass', "by [points] in exercise.toml, are double."),
    ('@pytest.mark.task("double", points=1)\ndef test_x(student): "same"\n'
     '@pytest.mark.task("double", points=1)\ndef test_y(student): "same"',
     "test_one.py: 2 tests of double have the docstring 'same'. Each needs its own."),
    ("", "test_one.py: it needs functions whose names begin with test_"),
    ("import nothing_at_all", "nothing_at_all"),
    ("1 / 0", "test_one.py:5: ZeroDivisionError"),
    ("def test_x(:", "test_one.py:5: SyntaxError"),
    ("pytest.skip('later', allow_module_level=True)", "collects nothing"),
    ("raise SystemExit(1)", "collects nothing"),
])  # fmt: skip
def test_unusable_hidden_tests_are_an_error_of_ours(tmp_path, tests, text):
    """The message says what is wrong with the file, and no student gets 0 points for it."""
    result = result_of(course_of(tmp_path, tests=tests), RIGHT)
    assert (result.status, result.score) == ("error", None)
    assert text in result.message


def test_a_missing_file_is_an_error_of_ours(tmp_path):
    """The message is about the file, and not about pytest."""
    course = course_of(tmp_path)
    course.exercises[0].hidden_tests.unlink()
    with pytest.raises(CourseError, match=r"^\S*test_one\.py is missing\.$"):
        collect(course.exercises[0])


def test_tests_without_a_docstring_are_known(tmp_path):
    """Students would read the Python name of such a test."""
    test = '@pytest.mark.task("double", points=1)\ndef test_x(student): pass\n'
    assert collect(course_of(tmp_path, tests=test).exercises[0]).without_promise() == ["test_x"]


def test_a_task_without_a_test_is_an_error_of_ours(tmp_path):
    """A file of hidden tests that forgets a task gives no score at all."""
    solution = "def double(x): return 2 * x\ndef triple(x): return 3 * x"
    course = course_of(tmp_path, solution, points="double = 2\ntriple = 1")
    with pytest.raises(CourseError, match=r"exercise\.toml:4: \[points\] triple has no hidden test in .*test_one"):
        collect(course.exercises[0])


def test_a_task_without_a_solution_is_an_error_of_ours(tmp_path):
    """The message has the line in exercise.toml, and the function that was perhaps meant."""
    result = result_of(course_of(tmp_path, points="doubel = 2"), RIGHT)
    assert (result.status, result.score) == ("error", None)
    assert "exercise.toml:3: [points] doubel has no solution: " in result.message
    assert "Write the function, or remove its points. Did you mean double?" in result.message


def test_the_subjects_of_a_test_reach_its_outcome(tmp_path):
    """`about` of the mark is one text, several, or none, also for a test of each of several tasks."""
    tests = """
        @pytest.mark.task("double", points=1, about="size")
        def test_one(student): pass

        @pytest.mark.task("double", points=1, about=("size", "stride"))
        def test_two(student): pass

        @assertions.each_of(about=["values"], double=1)
        def test_three(task, student): pass

        @pytest.mark.task("double", points=1)
        def test_four(student): pass
    """
    collected = collect(course_of(tmp_path, tests=tests).exercises[0])
    outcomes = collected.run(LocalStudent({}), "ada", 1)
    assert [one.about for one in outcomes] == [("size",), ("size", "stride"), ("values",), ()]


HANGING = """
    @pytest.mark.task("double", points=1)
    @pytest.mark.parametrize("number", range(6))
    def test_hanging(student, number):
        assertions.value(student.double, 2, 1)
        assertions.value(student.double, 4, 2)
        assertions.value(student.double, 6, 3)

    @pytest.mark.task("double", points=1)
    def test_right(student):
        assertions.value(student.double, 8, 4)
"""


@pytest.mark.parametrize("student", ["ada", "ben", "cleo"])
def test_a_hang_after_a_wrong_value_costs_nothing(tmp_path, student):
    """The first failure of a test is its message and its verdict. A later call that hangs takes no seconds of the task,
    so it costs no points of another test."""
    course = course_of(tmp_path, tests=HANGING, points="double = 7", limits="call_seconds = 0.6\ntask_seconds = 1")
    result = result_of(
        course, "def double(x):\n    while x == 3: pass\n    return {1: 0, 2: 4, 4: 8}[x]", student=student
    )
    [task] = result.tasks
    assert [test.verdict for test in task.tests] == ["failed"] * 6 + ["passed"]
    assert {test.message.split("\n")[0] for test in task.tests[:6]} == {"double(1)"}


def test_calls_after_the_first_failure_are_observed(tmp_path):
    """The diagnosis sees what the other calls of a test give, although they do not decide anything."""
    tests = """
        @pytest.mark.task("double", points=2)
        def test_double(student):
            for x in range(1, 5):
                assertions.value(student.double, 2 * x, x)
    """
    collected = collect(course_of(tmp_path, tests=tests).exercises[0])
    student = LocalStudent({"double": lambda x: x if x < 4 else {}[x]})
    [outcome] = collected.run(student, "ada", 1)
    assert str(outcome.error).startswith("double(1)")
    assert [seen.outcome for seen in outcome.observed[:3]] == [[1], [2], [3]]
    assert "KeyError" in str(outcome.observed[3].outcome)


def test_parametrized_tests_are_tests_of_their_own(tmp_path):
    """Each parameter of a hidden test is a test with points."""
    tests = """
        @pytest.mark.task("double", points=1)
        @pytest.mark.parametrize("factor", [1, 3])
        def test_double(student, factor):
            "twice the values"
            assertions.value(student.double, 2 * factor, factor)
    """
    result = result_of(course_of(tmp_path, tests=tests), "def double(x): return 2 if x == 1 else 0")
    assert [(test.points, test.earned) for test in result.tasks[0].tests] == [(1, 1), (1, 0)]
    assert [test.name for test in result.tasks[0].tests] == ["twice the values [1]", "twice the values [3]"]


def test_hidden_tests_of_an_exercise_in_another_folder(course, tmp_path):
    """The folder of an exercise decides which tests are collected."""
    exercise = course.exercise("sums")
    other = course_of(tmp_path, tests=(exercise.folder / "test_sums.py").read_text().replace("mean of", "average of"),
                      points="window_sums = 4\nwindow_means = 3", solution=exercise.source.read_text())  # fmt: skip
    (tmp_path / "exercises" / "one" / "pictures.py").write_text("def draw_sums(*args): pass")
    outcomes = collect(other.exercises[0]).run(LocalStudent(namespace(exercise)), "ada", 1)
    assert "the average of each window" in [one.promise for one in outcomes]
    assert [one.error for one in outcomes] == [None] * 6
