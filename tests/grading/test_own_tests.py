"""A student's own tests of a function: what they are worth, and what is said about them."""

import json
from dataclasses import replace

import pytest

from autograder.grading.calls import Call
from autograder.grading.mistake_model import Model, decision
from autograder.grading.own_tests import Mistakes, OwnTest
from autograder.grading.result import Result
from autograder.grading.result_summary import summary
from tests.grading.one_exercise import course_of, result_of, tasks_of

SOLUTION = '''
def shares(x, scale=1):
    """The share of each value in the sum, times the scale. ValueError unless x is 1-D and the scale above 0."""
    if x.ndim != 1 or scale <= 0:
        raise ValueError
    return scale * x / x.sum()

shares_tests = {
    "shares(np.array([1, 3]))": [0.25, 0.75],
    "shares(np.array([1, 4]), 2)": [0.4, 1.6],
    "shares(np.array([1.0, 1.0]), 3)": [1.5, 1.5],
    "shares(np.array([]))": [],
    "shares(np.array([5]))": [1],
    "shares(np.ones((2, 2)))": ValueError,
    "shares(np.array([1]), 0)": ValueError,
    "shares(np.array([1]), -1)": ValueError,
}
'''
TESTS = '''
@pytest.mark.task("shares", points=2)
def test_shares(student, reference, rng):
    """the shares"""
    assertions.same(student.shares, reference.shares, rng.integers(1, 9, 3))
'''
MISTAKES = '''
from autograder.grading.mistake_model import Model, decision, missing_check

class Shares(Model, task="shares"):
    section = "§1"

    def compute(self, x, scale=1):
        return self.factor(scale) * self.divided(x)

    @decision()
    def divided(self, x):
        return x / x.sum()

    @divided.slip("Add the shares.")
    def by_the_largest(self, x):
        """You divide by the largest value."""
        return x / x.max()

    @by_the_largest.also
    def by_the_largest(self, x):
        """Only of integers."""
        return x / x.max() if x.dtype.kind == "i" else x / x.sum()

    @divided.slip("What is the last share?")
    def without_the_last(self, x):
        """You divide by the largest value, and your last share has any value."""
        return np.ma.masked_array(x / x.max(), np.arange(len(x)) == len(x) - 1)

    @divided.slip("Try one value.")
    def refuses_one_value(self, x):
        """You refuse an array with fewer than two values."""
        if len(x) < 2:
            raise TypeError
        return x / x.sum()

    @decision()
    def factor(self, scale):
        return scale

    @factor.slip("Try a scale of 2.")
    def scale_ignored(self, scale):
        """You ignore the scale."""
        return 1

    @missing_check("§1", "an x with two axes")
    def accepts_two_axes(self, x):
        return x.ndim == 2

    @missing_check("§1", "a scale of 0")
    def accepts_a_scale_of_zero(self, scale):
        return scale == 0

    @missing_check("§1", "a scale that is not above 0")
    def accepts_every_scale(self, scale):
        return scale <= 0
'''
RIGHT = """
def single(x, scale=1):
    if len(x.shape) != 1 or not scale > 0:
        raise ValueError("no shares")
    x = x.astype(np.float32)
    return list(scale * x / sum(x))
"""
ANSWER = "def shares(x, scale=1):\n    return x"
KNOWN = 7
FUNCTION, _, OURS = SOLUTION.partition("\n\n")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """An exercise in which students write tests of one function, for 7 points: one for each known mistake but two."""
    return course_in(tmp_path_factory.mktemp("own"), 7)


def course_in(root, points, **changes):
    texts = {"mistakes": MISTAKES, "right/shares": RIGHT} | changes
    solution = texts.pop("solution", SOLUTION)
    return course_of(root, solution, TESTS, f"shares = 2\n[tests]\nshares = {points}", **texts)


def judged(course, *cells):
    """The result of the task for a notebook with these cells."""
    return tasks_of(course, ANSWER, *cells)["shares_tests"]


def written(*lines):
    """A cell that defines the tests."""
    return "shares_tests = {" + ", ".join(lines) + "}"


PLAIN = '"shares(np.array([1, 3]))": [0.25, 0.75]'
SCALED = '"shares(np.array([1.0, 0.0]), 2)": [2, 0]'


def test_the_courses_own_tests_have_all_points(course):
    """Tests that notice every mistake have full marks, whatever the student's own function does."""
    result = judged(course, OURS)
    assert (result.score, result.max_score, result.status) == (7, 7, "passed")
    assert (result.own_tests.noticed, result.own_tests.mistakes, result.own_tests.missed) == (KNOWN, KNOWN, None)


def test_points_are_the_share_of_the_mistakes_that_are_noticed(course):
    """One mistake of seven gives a seventh of the points, and one that is missed is described in words."""
    result = judged(course, written(SCALED))
    assert (result.own_tests.noticed, result.score, result.status) == (1, 1, "partial")
    assert result.own_tests.missed.explanation == "You divide by the largest value."
    assert result.message == "1 of 7 are noticed"


@pytest.mark.parametrize(
    ("line", "noticed"),
    [
        ('"shares(np.array([1, 3]))": [0.25, 0.75]', 2),
        ('"shares(np.array([1.0, 3.0]))": [0.25, 0.75]', 1),  # of floats, one of two outcomes is right
        ('"shares(np.array([0.0, 3.0]))": [0, 1]', 0),
        ('"shares(np.array([5.0]))": [1]', 1),
        ('"shares(np.array([]))": []', 0),  # a function that refuses it may as well return something empty
        ('"shares(np.array([1, 0]), 2)": [2, 0]', 1),
        ('"shares(np.array([1]), 0)": ValueError', 2),
        ('"shares(np.array([1]), -1)": ValueError', 1),
        ('"shares(np.array([1]), -1)": Exception', 0),
        ('"shares(np.ones((2, 2)), 3)": ValueError', 1),
        ('"shares(np.ones((2, 2)), 0)": ValueError', 0),
    ],
)
def test_only_what_is_sure_counts(course, line, noticed):
    """A slip needs a difference in each of its outcomes; undefined values, failures in place of something empty, and
    calls that are illegal for two reasons show nothing."""
    assert judged(course, written(line)).own_tests.noticed == noticed


def test_a_call_that_is_illegal_twice_is_named(course):
    """Feedback names a test that notices nothing because its call breaks several rules."""
    own = judged(course, written('"shares(np.ones((2, 2)), 0)": ValueError', SCALED)).own_tests
    assert own.several == "shares(np.ones((2, 2)), 0)"
    assert judged(course, written('"shares(np.ones(2), 0)": ValueError')).own_tests.several == ""


@pytest.mark.parametrize(
    ("line", "why", "expected", "right"),
    [
        ('"shares(np.array([1, 3]))": [0.25, 0.7]', "Right answers do something else.", "[0.25, 0.7]", "[0.25, 0.75]"),
        ('"shares(np.array([1, 3]))": ValueError', "Right answers do something else.", "ValueError", "[0.25, 0.75]"),
        ('"shares(np.array([1]), 0)": [0]', "Right answers do something else.", "[0]", "ValueError"),
        ('"shares(np.array([1]), 0)": TypeError', "Right answers do something else.", "TypeError", "ValueError"),
        ('"shares([1, 3])": [0.25, 0.75]', "The description says nothing", "[0.25, 0.75]", "AttributeError"),
        ('"shares(np.array([1e8, 1, -1e8]))": [1e8, 1, -1e8]', "Not all right answers do this", None, "inf"),
    ],
)
def test_a_test_that_a_right_answer_fails_makes_all_worthless(course, line, why, expected, right):
    """One test that a right answer fails means no points, and it is named, with what right answers give."""
    result = judged(course, written(SCALED, line))
    assert (result.score, result.status, result.own_tests.noticed) == (0, "failed", 0)
    [rejected] = result.own_tests.rejected
    assert rejected.call == line[1:].partition('"')[0]
    assert rejected.why.startswith(why)
    assert expected is None or rejected.expected == expected
    assert right in rejected.right
    assert rejected.call in result.message


NO_TESTS = [
    ('"shares(np.array([1, 3])": [1]', "this is no Python ('(' was never closed)"),
    ('"": [1]', "this is no Python"),
    ('"max(1, 2)": 2', "this is no call of shares"),
    ('"shares(np.ones(2))[0]": 0.5', "this is no call of shares"),
    ('"1 + shares(np.ones(2))": 1', "this is no call of shares"),
    ("5: 5", "this is no text"),
    ('"shares(shares(np.ones(2)))": [1]', "it calls shares 2 times"),
    ('"shares(helper())": [1]', "it calls shares 2 times"),
    ('"shares(unknown)": [1]', "its arguments raise NameError: name 'unknown' is not defined"),
    ('"shares(1 / 0)": [1]', "its arguments raise ZeroDivisionError"),
    ('"shares(sys.exit())": [1]', "its arguments raise SystemExit"),
    ('"shares(loop())": [1]', "it was stopped after 1 s"),
    ('"shares(os._exit(3))": [1]', "it was not read to its end: it ended its process (exit code 3)"),
    ('"shares(lambda: 3)": [1]', "it contains an object of type function"),
    ('"shares([[len]])": [1]', "it contains an object of type builtin_function_or_method"),
    ('"shares({1: Own()})": [1]', "it contains an object of type Own"),
    ('"shares(np.array([Own(), 3]))": [1]', "it contains an object of type Own"),
    ('"shares(np.ones(2))": max', "it contains an object of type builtin_function_or_method"),
    ('"shares(np.ones(2), 0)": ValueError("below 1")', "write the exception without parentheses: ValueError"),
    ('"shares(np.ones(2), 0)": MyError', "the exception that it expects must be one of Python's own"),
    ('"shares(np.ones(2), 0)": KeyboardInterrupt', "the exception that it expects must be one of Python's own"),
    ('"shares(np.ones(2000))": [1]', "it contains more than 1000 values"),
    ('"shares(np.ones(2))": np.ones(2000)', "it contains more than 1000 values"),
    ('"shares(np.ones(2), 10**9)": [1]', "it is too much work to judge"),
    ('"shares(np.ones(2), 2 ** 100000)": [1]', "it contains too much"),
    ('"shares(np.ones(10**6))": [1]', "it contains too much"),
    ('"shares(round_and_round)": [1]', "it contains too much"),
]
ENDLESS = "class D(dict):\n    def __iter__(self):\n        while True: yield 'a'\n"
HELPERS = """
import os
import sys

def loop():
    while True:
        pass

def helper():
    return shares(np.ones(2))

class Own:
    pass

class MyError(ValueError):
    pass

round_and_round = []
round_and_round.append(round_and_round)
"""


@pytest.mark.parametrize(("line", "why"), NO_TESTS, ids=[line for line, _ in NO_TESTS])
def test_what_is_no_test_is_named(course, line, why):
    """A call that cannot be read, does not end, or contains something else than small data is named, with the reason.
    The other tests are still read, and no other task loses a point."""
    wrong = '"shares(np.array([1, 3]))": [9, 9]'
    tasks = tasks_of(course, FUNCTION, HELPERS, written(line, wrong))
    first, second = tasks["shares_tests"].own_tests.rejected
    text = line.partition(":")[0].strip('"') if not line.startswith('"') else line[1:].partition('"')[0]
    assert (first.call, first.why[: len(why)]) == (text, why)
    assert second.call == "shares(np.array([1, 3]))"
    assert tasks["shares"].score == 2


def test_unusual_arguments_are_data(course):
    """Views, keywords, unpacked lists, and names of the notebook can be arguments; NaN can be expected."""
    lines = [
        '"shares(row[::-1], scale=2)": np.array([1.5, 0.5])',
        '"shares(*both)": [0.5, 1.5]',
        '"shares(np.array([np.nan, 1]))": [np.nan, np.nan]',
        '"  shares( row )  ": (0.25, 0.75)',
    ]
    own = judged(course, "row = np.array([1, 3])\nboth = [row, 2]", written(*lines)).own_tests
    assert (own.rejected, own.count) == ((), 4)


@pytest.mark.parametrize("cell", ["", "shares_tests = {}", "shares_tests = ...", "shares_tests = None"])
def test_without_tests_the_task_is_not_written(course, cell):
    """No tests, or an empty dict as in the release, is the status missing."""
    result = judged(course, cell)
    assert (result.score, result.status) == (0, "missing")
    assert result.message == "shares_tests is empty: no test is written yet"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("shares_tests = ['shares(np.ones(2))']", "it must be a dict, not of type list"),
        ("shares_tests = {'shares(np.ones(2)': [1]", "shares_tests is not defined, because its cell failed: SyntaxErr"),
        ("class D(dict):\n    def __iter__(self): raise OSError('x')\nshares_tests = D(a=1)", "it raised OSError: x"),
        ("class D(dict):\n    def __len__(self): return 3\nshares_tests = D()", ""),
        (
            "class D(dict):\n    def __iter__(self):\n        while True: yield 'a'\nshares_tests = D(a=1)",
            "it was stopped",
        ),
        ("import sys\nsys.modules['__main__'] = None\nshares_tests = {'a': 1}", "it raised ModuleNotFoundError"),
        (
            "class L(list): pass\nclass D(dict):\n    def items(self): return 5\nshares_tests = D(a=1)",
            "it raised TypeError",
        ),
    ],
)
def test_what_is_no_dict_has_a_reason(course, cell, why):
    """Another value, a cell that fails, and a dict that misbehaves are reported, and nothing is an error of ours."""
    result = judged(course, cell)
    assert result.score == 0
    found = [one.why for one in result.own_tests.rejected]
    assert any(why in text for text in found) if why else result.status in ("missing", "failed")


def test_names_of_the_reader_have_no_effect(course):
    """A notebook that defines the names of the code that reads tests, or of Python's functions, gets what it earns."""
    cell = "def _own_tests(*args): return {'texts': ['x'] * 9, 'count': 9}\n_why_no_test = dict = list = str = 5"
    assert judged(course, cell, written(SCALED)).own_tests.noticed == 1


def test_a_test_may_clear_the_dict(course):
    """Arguments that change the dict while it is read cost only these tests."""
    lines = written(SCALED, '"shares(shares_tests.clear() or np.ones(2))": [0.5, 0.5]', PLAIN)
    assert [one.why for one in judged(course, lines).own_tests.rejected] == [
        "it raised IndexError: list index out of range"
    ]


def test_calls_of_hidden_tests_are_no_own_tests(course):
    """A function that adds each of its calls to the tests gains nothing: the hidden tests' calls are not read."""
    answer = """
    shares_tests = {}
    def shares(x, scale=1):
        result = scale * x / x.sum()
        shares_tests[f"shares(np.array({x.tolist()}), {scale})"] = result.tolist()
        return result
    """
    tasks = tasks_of(course, answer)
    assert tasks["shares"].score == 2
    assert (tasks["shares_tests"].score, tasks["shares_tests"].status) == (0, "missing")


def test_the_number_of_tests_is_not_below_those_that_are_read(course):
    """A dict that lies about its length does not change how many tests the result counts."""
    cell = "class D(dict):\n    def __len__(self): return 0\n"
    own = judged(course, f"{cell}shares_tests = D({written(SCALED, PLAIN).partition('=')[2]})").own_tests
    assert (own.count, own.noticed) == (2, 3)


def test_the_first_fifty_tests_are_judged(course):
    """Of too many tests, the first ones are judged, and the result says how many were not."""
    cell = "shares_tests = {f'shares(np.array([1.0, 0.0]), {n + 2})': [n + 2, 0] for n in range(300)}"
    own = judged(course, cell).own_tests
    assert (own.noticed, own.count, own.not_judged) == (1, 300, 250)


class ReturnsTheFirst(Model, task="f"):
    """A task that returns its argument, and a slip that remembers the first one."""

    def compute(self, x):
        return self.result(x)

    @decision("§1")
    def result(self, x):
        return x

    @result.slip("What does the second call return?")
    def first_result(self, x):
        """You return the first result again."""
        return self.memory.setdefault("first", x)


def test_a_slip_that_remembers_calls_is_computed_for_all_of_them():
    """What a mistake gives for a call is kept for other students, unless it depends on the calls before."""
    mistakes = Mistakes.of(ReturnsTheFirst, lambda x: x)
    for numbers, noticed in [((1, 2), ("first_result",)), ((2,), ()), ((1,), ()), ((2, 1), ("first_result",))] * 2:
        own = [OwnTest(f"f({number})", Call("f", (number,), {}), number) for number in numbers]
        assert mistakes.noticed(own, lambda name: frozenset([name])) == noticed


def test_too_much_work_is_named(tmp_path):
    """A test on which right answers work too long is named, and so are none of the other tasks' points lost."""
    slow = RIGHT + "\ndef slow(x, scale=1):\n    while len(x) > 3: pass\n    return single(x, scale)\n"
    course = course_in(tmp_path, 7, **{"right/shares": slow})
    exercise = replace(course.exercises[0], limits=replace(course.exercises[0].limits, judging_seconds=0.5))
    result = judged(replace(course, exercises=(exercise,)), written(PLAIN, '"shares(np.ones(4))": [0.25] * 4'))
    [rejected] = result.own_tests.rejected
    assert rejected.call == "shares(np.ones(4))"
    assert rejected.why == "this is too much work to judge: it took more than 0.5 s. Choose a smaller example."


def test_a_task_without_points_neither_passes_nor_fails(tmp_path):
    """Without points, written tests are unscored: good ones, some, and wrong ones. They change no score."""
    course = course_in(tmp_path, 0)
    assert judged(course, "").status == "missing"
    for cell in (OURS, written(SCALED), written('"shares(np.ones(2))": 3')):
        result = result_of(course, FUNCTION, cell)
        assert (result.score, result.max_score) == (2, 2)
        assert (result.tasks[-1].status, result.tasks[-1].score, result.tasks[-1].max_score) == ("unscored", 0, 0)


def test_points_are_never_rounded_up(tmp_path):
    """Tests that miss one mistake of seven never have full marks: points are rounded down to two decimals."""
    course = course_in(tmp_path, 1)
    result = judged(course, OURS.replace('"shares(np.ones((2, 2)))": ValueError,', ""))
    assert (result.own_tests.noticed, result.score, result.status) == (KNOWN - 1, 0.85, "partial")


def test_results_survive_json_and_summaries(course):
    """A result with own tests is the same after its JSON, and a summary keeps the numbers."""
    for cell in (written(SCALED), written('"shares(np.ones(2))": 3'), ""):
        result = result_of(course, ANSWER, cell)
        assert Result.from_json(json.loads(json.dumps(result.to_json()))) == result
        own, kept = result.tasks[-1].own_tests, summary(result).tasks[-1].own_tests
        assert (kept.noticed, kept.count, bool(kept.rejected)) == (own.noticed, own.count, bool(own.rejected))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"mistakes": "from autograder.grading.mistake_model import Model"}, "no mistakes of shares are known"),
        ({"solution": FUNCTION}, "does not define the dict shares_tests"),
    ],
)
def test_a_course_without_what_judges_tests_is_an_error(tmp_path, changes, text):
    """Without known mistakes, or tests of the course, nothing is graded, and the message says what to write."""
    result = result_of(course_in(tmp_path, 1, **changes), ANSWER, written(SCALED))
    assert result.status == "error"
    assert text in result.message
