"""Write the feedback page that a student gets for an exercise.

The page names each hidden test by what it expects. It never shows the source of a test.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from autograder.course.config import Course, Exercise
from autograder.course.probes import probes_of
from autograder.grading.counterexample import Counterexample
from autograder.grading.judged_tests import JudgedTests
from autograder.grading.named_mistake import NamedMistake
from autograder.grading.result import Result, TaskResult, TestResult, WrittenAnswer, cell_problems, file_remarks
from autograder.reports.html import render
from autograder.reports.marks import NO_MARKS, Marks, TaskMarks
from autograder.reports.total import total_of

SAME_CASE = "same example as above"
SAME_REASON = "same reason as above"


@dataclass(frozen=True)
class FailedTest:
    """A test that failed. `repeats` is None, or what the page says if it shows the same example or reason above."""

    test: TestResult
    repeats: str | None


@dataclass(frozen=True)
class MistakeView:
    """A known mistake, and the tests that fail because of it alone."""

    mistake: NamedMistake
    failed: list[FailedTest]


@dataclass(frozen=True)
class TaskView:
    """A task as the page shows it. Without a result, its status is "untested".

    `probe` is the course's function that the tests call, if it uses the student's answer; otherwise "".
    """

    name: str
    status: str
    score: float
    max_score: float
    passed: list[TestResult]
    mistakes: list[MistakeView]
    shared: list[FailedTest]  # that fail because of several of these mistakes
    unexplained: list[FailedTest]
    marks: TaskMarks
    probe: str = ""
    own_tests: JudgedTests | None = None  # if the task is to write tests of a function

    @property
    def replaced(self) -> list[str]:
        """The student's functions that were replaced by the reference in some of the tests (follow-through marks)."""
        own = [failed for one in self.mistakes for failed in one.failed]
        tests = [*self.passed, *(failed.test for failed in (*own, *self.shared, *self.unexplained))]
        return sorted({name for test in tests for name in test.follow_through})

    @property
    def shown(self) -> list[FailedTest]:
        """The unexplained tests of which the page shows an example or a message that it does not show above."""
        return [failed for failed in self.unexplained if failed.repeats is None]

    @property
    def examples(self) -> int:
        """How many of them show a call that returned a wrong result."""
        return sum(_has_result(failed.test.case) for failed in self.shown)


def feedback_page(course: Course, result: Result, stamp: str = "", marks: Marks = NO_MARKS) -> str:
    """The page as HTML. `marks` are those of people in the gradebook, and the late penalty.

    `stamp` is kept in the page's head: it tells later whether the page is up to date.
    """
    exercise = _exercise(course, result)
    return render(
        "feedback.html",
        course=course,
        exercise=exercise,
        result=result,
        file_remarks=file_remarks(result),
        cell_problems=cell_problems(result),
        tasks=task_views(course, result, marks),
        written=[(answer, marks.of(answer.task)) for answer in result.written or _unread(exercise, marks)],
        total=total_of(exercise, result, marks),
        other_comments=[one for one in marks.tasks if one.task not in exercise.all_points],
        stamp=stamp,
    )


def task_views(course: Course, result: Result, marks: Marks = NO_MARKS) -> list[TaskView]:
    """What is to be shown of each task. Without a result, only of those with marks."""
    exercise = _exercise(course, result)
    probes = {probe.task: probe.source for probe in probes_of(exercise)}
    tasks = result.tasks or _untested(exercise, marks)
    return [_task_view(task, marks.of(task.task), probes.get(task.task, "")) for task in tasks]


def _exercise(course: Course, result: Result) -> Exercise:
    assert result.exercise is not None  # only single files can be of an unknown exercise, and they get no page
    return course.exercise(result.exercise)


def _untested(exercise: Exercise, marks: Marks) -> list[TaskResult]:
    """The tasks with marks of a submission that has no result."""
    return [
        TaskResult(task.name, 0, task.points, "untested", "", None, ())
        for task in (*exercise.tasks, *exercise.own_tests)
        if not marks.of(task.name).is_empty
    ]


def _unread(exercise: Exercise, marks: Marks) -> list[WrittenAnswer]:
    """The written tasks with marks of a submission that has no result."""
    return [WrittenAnswer(one.name, one.points) for one in exercise.written if not marks.of(one.name).is_empty]


def _task_view(task: TaskResult, marks: TaskMarks, probe: str) -> TaskView:
    failing = [test for test in task.tests if test.verdict != "passed"]
    reasons = {test.name: [one for one in task.misconceptions if test.name in one.explains] for test in failing}
    above: dict[Counterexample | str, str] = {}  # grows in the order of the page
    return TaskView(
        name=task.task,
        status=task.status,
        score=task.score,
        max_score=task.max_score,
        passed=[test for test in task.tests if test.verdict == "passed"],
        mistakes=[
            MistakeView(one, _failed_tests((test for test in failing if reasons[test.name] == [one]), above))
            for one in task.misconceptions
        ],
        shared=_failed_tests((test for test in failing if len(reasons[test.name]) > 1), above),
        unexplained=_failed_tests((test for test in failing if not reasons[test.name]), above),
        marks=marks,
        probe=probe if failing else "",
        own_tests=task.own_tests,
    )


def _failed_tests(tests: Iterable[TestResult], above: dict[Counterexample | str, str]) -> list[FailedTest]:
    """The tests that failed. What several tests have in common is shown once, but no note is lost.

    `above` is what the page shows above these tests, with the words that refer to it. These tests are added.
    """
    failed: list[FailedTest] = []
    for test in tests:
        shown = _shown(test)
        failed.append(FailedTest(test, above.get(shown)))
        above[shown] = SAME_REASON if isinstance(shown, str) else SAME_CASE
        if isinstance(shown, Counterexample):
            above[replace(shown, note="")] = SAME_CASE
    return failed


def _shown(test: TestResult) -> Counterexample | str:
    """What the page shows of a failed test. Two calls that fail with the same error have the same reason."""
    if test.case is None:
        return test.message
    return test.case if _has_result(test.case) else test.case.received.text


def _has_result(case: Counterexample | None) -> bool:
    return case is not None and case.received.kind != "failure"
