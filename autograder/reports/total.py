"""Compute how a submission's total comes about, with the parts that a student reads on the feedback page."""

from dataclasses import dataclass

from autograder.course.config import Exercise
from autograder.grading.result import Result, WrittenAnswer
from autograder.reports.marks import Marks
from autograder.reports.text import number


@dataclass(frozen=True)
class Total:
    """The total `points` of a submission, of at most `most`; None if a person has to give points first.

    `parts` are the words and the signed points of what it consists of. They are empty if it is the automatic score. A
    person still has to grade what is worth `by_person` points: these are not in `most`.
    """

    points: float | None
    most: float
    parts: tuple[tuple[str, str], ...] = ()
    by_person: float = 0.0


def total_of(exercise: Exercise, result: Result, marks: Marks) -> Total:
    """The total, as nbgrader computes it: with manual scores in place of automatic ones, extra credit and penalty."""
    by_person = float(sum(one.max_score for one in waiting(result, marks)))
    most = exercise.max_score - by_person
    tests = {task.task: task.score for task in result.tasks}
    automatic = result.automatic
    points = {name: _points(automatic.get(name), marks.of(name).manual) for name in exercise.all_points}
    known = [one for one in points.values() if one is not None]
    missing = any(one is None and exercise.all_points[name] for name, one in points.items())
    if not marks or (not tests and missing):
        return Total(result.score, most, by_person=by_person)
    extra = sum(one.extra or 0 for one in marks.tasks)
    changed = sum(known) - sum(tests.values())
    parts = [("Tests", number(sum(tests.values())))] if tests else []
    written = [marks.of(one.task).manual or 0.0 for one in result.written]
    if any(marks.of(one.task).manual is not None for one in result.written):
        parts.append(("Written answers", _signed(sum(written))))
        changed -= sum(written)
    others = [one for one in marks.tasks if one.task not in {answer.task for answer in result.written}]
    if any(one.manual is not None for one in others):
        parts.append(("Changed by your instructor" if tests else "Given by your instructor", _signed(changed)))
    if extra:
        parts.append(("Extra credit", _signed(extra)))
    if marks.penalty > 0:
        parts.append(("Late penalty", _signed(-marks.penalty)))
    total = max(0.0, sum(known) + extra - marks.penalty)
    return Total(total, most, tuple(parts) if len(parts) > 1 else (), by_person)


def waiting(result: Result, marks: Marks) -> list[WrittenAnswer]:
    """The written answers that a person still has to grade."""
    return [one for one in result.written if one.score is None and marks.of(one.task).manual is None]


def _points(automatic: float | None, manual: float | None) -> float | None:
    return automatic if manual is None else manual


def _signed(points: float) -> str:
    """Points with a sign, such as +0.5 or −2."""
    points = round(points, 6)
    return f"{'+' if points > 0 else '−' if points < 0 else '±'}{number(abs(points))}"
