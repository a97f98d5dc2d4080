"""Summarize a class: how it did in each task, what its own tests are worth, and which hidden tests may be faulty."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.course.config import Course
from autograder.grading.judged_tests import JudgedTests
from autograder.grading.result import Result

FEWEST = 3  # submissions that a doubt is based on
STRONG = 0.9  # the share of the other tests that a strong student passes
Place = tuple[str | None, str]  # an exercise and one of its tasks


@dataclass(frozen=True)
class TaskStatistics:
    """One task: in how many `submissions` it was graded, in how many it is solved completely or partly.

    `share` is the mean share of the task's points, between 0 and 1.
    """

    exercise: str
    task: str
    submissions: int
    solved: int
    partly_solved: int
    share: float


@dataclass(frozen=True)
class DoubtfulTest:
    """A hidden test that may be faulty, in how many `submissions` it ran, in how many it passed, and `why` it is
    doubtful."""

    exercise: str
    task: str
    test: str
    submissions: int
    passed: int
    why: str


def doubtful_tests(results: Iterable[Result]) -> list[DoubtfulTest]:
    """The hidden tests that nobody passed, or that most students fail who pass nearly everything else.

    A submission counts for a test if it has points for the test's task or, in the second case, for nearly all tests.
    """
    runs: dict[tuple[str, str, str], Counter[tuple[bool, bool]]] = defaultdict(Counter)  # passed, by a strong student
    for result in results:
        verdicts = [(task, test) for task in result.tasks if task.own_tests is None for test in task.tests]
        passed = sum(test.verdict == "passed" for _, test in verdicts)
        for task, test in verdicts:
            is_passed = test.verdict == "passed"
            others = (passed - is_passed) / max(len(verdicts) - 1, 1)
            if task.score > 0 or others >= STRONG:
                runs[str(result.exercise), task.task, test.name][is_passed, others >= STRONG] += 1
    return [
        DoubtfulTest(*place, own.total(), own[True, True] + own[True, False], why)
        for place, own in runs.items()
        if (why := _doubt(own))
    ]


def _doubt(runs: Counter[tuple[bool, bool]]) -> str:
    """Why a test is doubtful, from the numbers of its runs by (passed, by a strong student)."""
    strong = runs[True, True] + runs[False, True]
    if runs.total() >= FEWEST and not runs[True, True] + runs[True, False]:
        return "nobody passed it"
    if strong >= FEWEST and 2 * runs[True, True] < strong:
        return f"{runs[False, True]} of {strong} students fail it who pass nearly everything else"
    return ""


def task_statistics(course: Course, results: Iterable[Result]) -> list[TaskStatistics]:
    """The statistics of each task with points that was graded at least once, in the course's order."""
    states: dict[Place, Counter[str]] = defaultdict(Counter)
    given: dict[Place, float] = defaultdict(float)  # points
    for result in results:
        for task_result in result.tasks:  # none if the submission has no score
            place = result.exercise, task_result.task
            states[place][task_result.status] += 1
            given[place] += task_result.score
    return [
        _statistics(place, states[place], given[place], points)
        for exercise in course.exercises
        for place, points in (((exercise.name, task), points) for task, points in exercise.all_points.items())
        if place in states and points
    ]


def _statistics(place: tuple[str, str], states: Counter[str], given: float, points: float) -> TaskStatistics:
    count = states.total()
    return TaskStatistics(*place, count, states["passed"], states["partial"], given / (count * points))


@dataclass(frozen=True)
class OwnTestsStatistics:
    """Students' own tests of one function: how many `submissions` have some, in how many of them right functions pass
    them all (`accepted`), and the mean share of known mistakes that those notice, between 0 and 1.

    `by_checks` is the share that the visible checks notice.
    """

    exercise: str
    function: str
    submissions: int
    accepted: int
    share: float
    by_checks: float


def own_tests_statistics(course: Course, results: Iterable[Result]) -> list[OwnTestsStatistics]:
    """The statistics of the tests that students wrote, for each function of which somebody wrote some."""
    judged: dict[Place, list[JudgedTests]] = defaultdict(list)
    for result in results:
        for task in result.tasks:
            if task.own_tests is not None and task.own_tests.count:
                judged[result.exercise, task.own_tests.function].append(task.own_tests)
    places = [(exercise.name, own.function) for exercise in course.exercises for own in exercise.own_tests]
    return [_own_tests_statistics(*place, judged[place]) for place in places if place in judged]


def _own_tests_statistics(exercise: str, function: str, judged: Sequence[JudgedTests]) -> OwnTestsStatistics:
    accepted = [one for one in judged if not one.rejected]
    share = sum(one.noticed / one.mistakes for one in accepted) / len(accepted) if accepted else 0.0
    by_checks = judged[0].by_checks / judged[0].mistakes
    return OwnTestsStatistics(exercise, function, len(judged), len(accepted), share, by_checks)
