"""The feedback: the page that one student gets for one exercise.

Hidden tests are named by their promise; their source never appears.
"""

from dataclasses import dataclass

from autograder.course.config import Course, Exercise
from autograder.course.paths import ClassPaths, write_atomic
from autograder.grading.misconceptions import Misconception, find_misconception
from autograder.grading.result import Result, TaskResult, TestResult
from autograder.reports.html import render


@dataclass(frozen=True)
class TaskView:
    """A task as the page shows it. Of the tests that `failed`, those that repeat what stands above are told so."""

    name: str
    status: str
    score: float
    max_score: float
    mistake: Misconception | None
    passed: list[TestResult]
    failed: list[tuple[TestResult, str | None]]

    @property
    def answered(self) -> list[str]:
        """The student's functions that were answered by the reference in some of the tests."""
        tests = [*self.passed, *(test for test, _ in self.failed)]
        return sorted({name for test in tests for name in test.follow_through})

    @property
    def shown(self) -> bool:
        """Whether there is a case to look at, in which a result came."""
        return any(test.case and test.case.received.kind != "failure" for test, _ in self.failed)


def write_feedback(places: ClassPaths, course: Course, result: Result) -> None:
    """Write the page of one student and exercise where nbgrader's release_feedback looks for it."""
    write_atomic(places.feedback(result.student, result.exercise), feedback_page(course, result))


def feedback_page(course: Course, result: Result, stamp: str = "") -> str:
    """The page as HTML, with the stamp in its head."""
    exercise = course.exercise(result.exercise)
    return render(
        "feedback.html",
        course=course,
        title=exercise.title,
        reveal=exercise.reveal,
        result=result,
        tasks=[task_view(exercise, task) for task in result.tasks],
        stamp=stamp,
    )


def task_view(exercise: Exercise, task: TaskResult) -> TaskView:
    """What the page says of a task."""
    passed = [test for test in task.tests if test.verdict == "passed"]
    failed, above = [], {}
    for test in (test for test in task.tests if test.verdict != "passed"):
        result = test.case and test.case.received.kind != "failure"
        reason = test.case if result else test.case.received.text if test.case else test.message
        failed.append((test, above.get(reason)))
        above[reason] = "fails in the case above" if result else "fails for the reason above"
    mistake = find_misconception(exercise, task.task, task.misconception)
    return TaskView(task.task, task.status, task.score, task.max_score, mistake, passed, failed)
