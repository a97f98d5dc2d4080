"""Promises about right answers, and about answers that only look right: each function returns what breaks it, in words.

Their arguments are those of all promises: the course, an exercise, one of its tasks, and the students whose numbers the
hidden tests use.
"""

import inspect
from collections.abc import Sequence

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.errors import display_path
from autograder.grading.misconceptions import model_of
from autograder.grading.mistake_model import slips_of
from autograder.proving.answers import right_answers
from autograder.proving.judge import Judgement, judge
from autograder.proving.nonsense import nonsense
from autograder.proving.slipped import Function
from autograder.proving.visible_checks import by_heart, failed_checks, is_in_notebook

BY_HEART = 1 / 5  # of the points: the most that the visible checks alone may earn

Students = Sequence[str]


def right_answers_have_full_marks(
    course: Course, exercise: Exercise, task: str, students: Students = ("ada",)
) -> list[str]:
    """Right answers in every style have full marks, and no mistake is named."""
    right, demanded = right_answers(exercise, task), demanded_right_answers(course, exercise, task)
    problems = [
        f"{answer.style} for {student}: {found}"
        for answer in right
        for student in students
        if (found := judge(course, exercise, task, answer.function, student)).lost or found.names
    ]
    if len(right) < demanded:
        place = display_path(exercise.folder / "right" / f"{task}.py")
        problems.append(
            f"there are {len(right)} right answers; [demands] in course.toml asks for {demanded}. Write more in {place}"
        )
    return problems


def demanded_right_answers(course: Course, exercise: Exercise, task: str) -> int:
    """How many right answers in other styles a task needs. A function without arguments, as a choice is, needs none."""
    return course.demands.right_answers if inspect.signature(_reference(exercise, task)).parameters else 0


def right_answers_pass_the_visible_checks(
    course: Course, exercise: Exercise, task: str, students: Students = ()
) -> list[str]:
    """Right answers in every style pass the visible checks."""
    if not is_in_notebook(exercise, task):
        return []
    return [
        f"{answer.style}: {' '.join(failed.split())}"
        for answer in right_answers(exercise, task)
        if (failed := failed_checks(exercise, task, answer.function))
    ]


def a_useless_answer_fails_a_visible_check(
    course: Course, exercise: Exercise, task: str, students: Students = ()
) -> list[str]:
    """A function that returns None fails a visible check."""
    if not is_in_notebook(exercise, task) or failed_checks(exercise, task, lambda *args, **keywords: None):
        return []
    return ["it passes all of them: check what a right function returns"]


def the_visible_checks_by_heart_earn_little(
    course: Course, exercise: Exercise, task: str, students: Students = ("ada",)
) -> list[str]:
    """A function that knows the visible checks by heart gets at most a fifth of the points."""
    right = _reference(exercise, task)
    if not inspect.signature(right).parameters or not is_in_notebook(exercise, task):
        return []  # a function without arguments is a table
    points = next(one.points for one in exercise.tasks if one.name == task)
    known = by_heart(exercise, task)
    earned = {one: points - judge(course, exercise, task, known, one).lost for one in students}
    return [
        f"it gets {got:g} of {points:g} points for {student}. Hidden tests need other calls than the visible checks"
        for student, got in earned.items()
        if got > points * BY_HEART + 1e-6
    ]


def nonsense_gets_no_name(course: Course, exercise: Exercise, task: str, students: Students = ("ada",)) -> list[str]:
    """Nonsense loses points, and no mistake is named unless one slip does the same."""
    problems = []
    for name, function in nonsense(_reference(exercise, task)).items():
        for student in students:
            found = judge(course, exercise, task, function, student)
            if not found.lost or not _is_justified(exercise, task, found):
                problems.append(f"{name} for {student}: {found}")
    return problems


def _is_justified(exercise: Exercise, task: str, found: Judgement) -> bool:
    """Whether no mistake is named, or one slip explains everything."""
    slips = {slip.name for slip in slips_of(model_of(exercise, task))} & set(found.names)
    return not found.names or (len(slips) == 1 and not found.unexplained)


def _reference(exercise: Exercise, task: str) -> Function:
    reference: Function = getattr(load_reference(exercise), task)
    return reference
