"""Write the feedback page that a student gets for an exercise.

The page names each hidden test by what it expects. It never shows the source of a test.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from autograder.course.config import Course, Exercise
from autograder.grading.counterexample import Counterexample
from autograder.grading.result import NamedMistake, Result, TaskResult, TestResult, cell_problems, file_remarks
from autograder.reports.html import render

SAME_CASE = "same example as above"
SAME_REASON = "same reason as above"


@dataclass(frozen=True)
class FailedTest:
    """A test that failed. `repeats` is None, or what the page says if it shows the same example or reason above."""

    test: TestResult
    repeats: str | None


@dataclass(frozen=True)
class TaskView:
    """A task as the page shows it."""

    name: str
    status: str
    score: float
    max_score: float
    mistakes: tuple[NamedMistake, ...]
    unexplained: tuple[str, ...]
    passed: list[TestResult]
    failed: list[FailedTest]

    @property
    def replaced(self) -> list[str]:
        """The student's functions that were replaced by the reference in some of the tests (follow-through marks)."""
        tests = [*self.passed, *(failed.test for failed in self.failed)]
        return sorted({name for test in tests for name in test.follow_through})

    @property
    def has_example(self) -> bool:
        """Whether the page can show a call that returned a wrong result, in a test that no known mistake explains."""
        return any(_has_result(failed.test.case) for failed in self.failed if failed.test.name in self.unexplained)

    def is_explained_by(self, mistake: NamedMistake) -> bool:
        """Whether all tests that failed do so because of this mistake."""
        return all(failed.test.name in mistake.explains for failed in self.failed)


def feedback_page(course: Course, result: Result, stamp: str = "") -> str:
    """The page as HTML. `stamp` is kept in its head: it tells later whether the page is up to date."""
    exercise = _exercise(course, result)
    return render(
        "feedback.html",
        course=course,
        exercise=exercise,
        result=result,
        file_remarks=file_remarks(result),
        cell_problems=cell_problems(result),
        tasks=[_task_view(task) for task in result.tasks],
        stamp=stamp,
    )


def _exercise(course: Course, result: Result) -> Exercise:
    assert result.exercise is not None  # only single files can be of an unknown exercise, and they get no page
    return course.exercise(result.exercise)


def _task_view(task: TaskResult) -> TaskView:
    return TaskView(
        name=task.task,
        status=task.status,
        score=task.score,
        max_score=task.max_score,
        mistakes=task.misconceptions,
        unexplained=task.unexplained,
        passed=[test for test in task.tests if test.verdict == "passed"],
        failed=_failed_tests(test for test in task.tests if test.verdict != "passed"),
    )


def _failed_tests(tests: Iterable[TestResult]) -> list[FailedTest]:
    """The tests that failed. What several tests have in common is shown once, but no note is lost."""
    failed: list[FailedTest] = []
    above: dict[Counterexample | str, str] = {}
    for test in tests:
        reason = _reason(test)
        failed.append(FailedTest(test, above.get(reason)))
        above[reason] = SAME_REASON if isinstance(reason, str) else SAME_CASE
        if isinstance(reason, Counterexample):
            above[replace(reason, note="")] = SAME_CASE
    return failed


def _reason(test: TestResult) -> Counterexample | str:
    """What the page shows of a failed test. Two calls that fail with the same error have the same reason."""
    if test.case is None:
        return test.message
    return test.case if _has_result(test.case) else test.case.received.text


def _has_result(case: Counterexample | None) -> bool:
    return case is not None and case.received.kind != "failure"
