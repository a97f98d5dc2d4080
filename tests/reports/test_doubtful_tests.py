"""Hidden tests that nobody passes, or that strong students fail, are reported."""

from autograder.grading.result import Result, TaskResult, TestResult
from autograder.grading.result_summary import summary
from autograder.reports.statistics import doubtful_tests

NAMES = [f"promise {number}" for number in range(12)]


def result(student, failed, score=3.0):
    tests = tuple(TestResult(name, 1.0, 0.0, "failed" if name in failed else "passed") for name in NAMES)
    task = TaskResult("f", score, 12.0, "partial", "", None, tests)
    return summary(Result(student, "sums", "graded", score, 12.0, tasks=(task,)))


def names(results):
    return [(one.test, one.why) for one in doubtful_tests(results)]


def test_a_test_that_nobody_passes_is_doubtful():
    """It counts who has points for the task; two students are too few."""
    weak = [result(f"s{number}", NAMES[: 9 - number]) for number in range(3)]
    assert names(weak) == [(name, "nobody passed it") for name in NAMES[:7]]
    assert names(weak[:2]) == []
    assert names([result("s", NAMES, 0.0) for _ in range(9)]) == []


def test_a_test_that_strong_students_fail_is_doubtful():
    """Most of those who pass nearly everything else fail it, though weak students pass it by accident."""
    strong = [result(f"s{number}", [NAMES[4]]) for number in range(3)] + [result("best", [])]
    weak = [result("weak", NAMES[:3] + NAMES[5:])]
    assert names(strong + weak) == [(NAMES[4], "3 of 4 students fail it who pass nearly everything else")]
    assert names(strong[2:] + [result("other", []), result("another", [])] + weak) == []
