"""Compute how a submission's total comes about, with the parts that a student reads on the feedback page."""

from dataclasses import dataclass

from autograder.course.config import Exercise
from autograder.grading.result import Result
from autograder.reports.marks import Marks
from autograder.reports.text import number


@dataclass(frozen=True)
class Total:
    """The total `points` of a submission; None if a person has to give points first.

    `parts` are the words and the signed points of what it consists of. They are empty if it is the automatic score.
    """

    points: float | None
    parts: tuple[tuple[str, str], ...] = ()


def total_of(exercise: Exercise, result: Result, marks: Marks) -> Total:
    """The total, as nbgrader computes it: with manual scores in place of automatic ones, extra credit and penalty."""
    automatic = {task.task: task.score for task in result.tasks}
    names = *exercise.task_names, *(tests.name for tests in exercise.own_tests)
    points = {name: _points(automatic.get(name), marks.of(name).manual) for name in names}
    known = [one for one in points.values() if one is not None]
    if not marks or len(known) < len(points):
        return Total(result.score)
    extra = sum(one.extra or 0 for one in marks.tasks)
    changed = sum(known) - sum(automatic.values())
    parts = [("Tests", number(sum(automatic.values())))] if automatic else []
    if any(one.manual is not None for one in marks.tasks):
        parts.append(("Changed by your instructor" if automatic else "Given by your instructor", _signed(changed)))
    if extra:
        parts.append(("Extra credit", _signed(extra)))
    if marks.penalty > 0:
        parts.append(("Late penalty", _signed(-marks.penalty)))
    return Total(max(0.0, sum(known) + extra - marks.penalty), tuple(parts) if len(parts) > 1 else ())


def _points(automatic: float | None, manual: float | None) -> float | None:
    return automatic if manual is None else manual


def _signed(points: float) -> str:
    """Points with a sign, such as +0.5 or −2."""
    points = round(points, 6)
    return f"{'+' if points > 0 else '−' if points < 0 else '±'}{number(abs(points))}"
