"""Promises about mistakes and wrong answers: each function returns what breaks it, in words.

Their arguments are those of all promises: the course, an exercise, one of its tasks, and the students whose numbers the
hidden tests use.
"""

import contextlib
import re
from collections.abc import Iterable, Mapping

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.errors import display_path
from autograder.grading.calls import call_outcome
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import misconceptions_of, model_of
from autograder.grading.mistake_model import slips_of
from autograder.grading.observations import agrees
from autograder.proving.answers import Answer, styles, wrong_answers
from autograder.proving.diagnoses import expected
from autograder.proving.every_task import chosen_tasks
from autograder.proving.fairness import costs
from autograder.proving.in_process import graded
from autograder.proving.judge import judge
from autograder.proving.nonsense import other_types
from autograder.proving.promises_right import Students
from autograder.proving.slipped import Function, mistakes
from autograder.proving.special_cases import legal_calls
from autograder.sandbox import Observed


def a_model_without_slips_is_right(course: Course, exercise: Exercise, task: str, students: Students = ()) -> list[str]:
    """The mistake model computes what the reference computes as long as no slip is chosen."""
    model, reference = model_of(exercise, task), getattr(load_reference(exercise), task)
    for call in legal_calls(exercise, task) if slips_of(model) else ():
        right = Observed(task, [(call.args, call.kwargs)], "results", [call_outcome(reference, call)])
        if not agrees([call_outcome(model().compute, call)], right):
            return [f"{model.__name__}.compute gives another result than the reference for {call}"]
    return []


def every_mistake_loses_points_and_is_named(
    course: Course, exercise: Exercise, task: str, students: Students = ("ada",)
) -> list[str]:
    """Each mistake of the model loses points, and it is named: no other mistake looks like it."""
    return _not_named(course, exercise, task, _functions(exercise, task))


def _not_named(course: Course, exercise: Exercise, task: str, functions: Mapping[str, Function]) -> list[str]:
    problems = []
    for name, function in functions.items():
        own, outcome = re.fullmatch(r"(\w+)( \(\d+\))?", name).groups()  # type: ignore[union-attr]
        found = judge(course, exercise, task, function)
        is_named = found.names == (own,) or (outcome and found.names)  # another outcome may be one of two slips
        if found.lost <= 0 or not is_named or found.unexplained:
            problems.append(f"{name}: {found}")
    return problems


def every_wrong_answer_is_named(
    course: Course, exercise: Exercise, task: str, students: Students = ("ben",)
) -> list[str]:
    """Each wrong answer of wrong/ loses points; its mistakes are named, and no others."""
    return _not_as_expected(course, exercise, task, wrong_answers(exercise, task), "ben")


def _not_as_expected(
    course: Course, exercise: Exercise, task: str, answers: Iterable[Answer], student: str
) -> list[str]:
    problems = []
    for answer in answers:
        found = judge(course, exercise, task, answer.function, student)
        if found.lost <= 0 or set(found.names) != expected(exercise, task, answer.slips):
            problems.append(f"{answer}: {found}")
    return problems


def each_mistake_has_an_answer_that_is_named(
    course: Course, exercise: Exercise, task: str, students: Students = ()
) -> list[str]:
    """Each mistake of the model is named in one answer: the first of wrong/ that has it alone, else the model's."""
    written: dict[str, Answer] = {}
    for answer in wrong_answers(exercise, task):
        if len(answer.slips) == 1:
            written.setdefault(answer.slips[0], answer)
    computed = {
        name: function
        for name, function in _functions(exercise, task).items()
        if name not in written and "(" not in name  # the first outcome of a slip
    }
    # All with the numbers of one student: what the slips give for these is computed once.
    wrong = _not_as_expected(course, exercise, task, written.values(), "ada")
    return wrong + _not_named(course, exercise, task, computed)


def every_mistake_is_written_out(course: Course, exercise: Exercise, task: str, students: Students = ()) -> list[str]:
    """Each mistake occurs in a wrong answer of wrong/, to this task or to another one that has it."""
    if not course.demands.right_answers:  # a course that demands no answers in other styles
        return []
    missing = {one.name for one in misconceptions_of(exercise, task)} - _written(exercise, task)
    for other, name in chosen_tasks(course):
        if missing and (other, name) != (exercise, task):
            with contextlib.suppress(Exception):  # another exercise, which may be half-finished
                missing -= {one.name for one in misconceptions_of(other, name)} & _written(other, name)
    place = display_path(exercise.folder / "wrong" / f"{task}.py")
    return [f"{name}: write it in {place}, as # ~ {name}: ..." for name in sorted(missing)]


def every_mistake_is_charged_once(
    course: Course, exercise: Exercise, task: str, students: Students = ("ada",)
) -> list[str]:
    """Each mistake fails only hidden tests that are about it, and the same ones for every student."""
    return [str(cost) for cost in costs(course, exercise, task, len(students)) if cost.problems]


def every_mistake_is_named_whatever_the_types(
    course: Course, exercise: Exercise, task: str, students: Students = ("cleo",)
) -> list[str]:
    """Each mistake is named, whatever the type of the values is."""
    return [
        f"{name} as {way}: {found}"
        for name, function in _functions(exercise, task).items()
        for way, other in other_types(function).items()
        if (found := judge(course, exercise, task, other, "cleo")).names != (name.split(" (")[0],)
    ]


def a_mistake_costs_no_other_task(course: Course, exercise: Exercise, task: str, students: Students = ()) -> list[str]:
    """A function that calls a wrong one loses nothing because of it."""
    problems = []
    for name, function in _functions(exercise, task).items():
        results = graded(collect(exercise), course, "local", **{task: function})
        lost = [other for other, result in results.items() if other != task and result.score < result.max_score]
        problems += [f"{name}: {other} loses points, too" for other in lost]
    return problems


def _functions(exercise: Exercise, task: str) -> dict[str, Function]:
    """Name of a mistake → a function that makes it, computed by the task's model."""
    model, reference = model_of(exercise, task), getattr(load_reference(exercise), task)
    return {mistake.name: mistake.function(model, reference) for mistake in mistakes(model)}


def _written(exercise: Exercise, task: str) -> set[str]:
    """The slips that wrong answers to a task have."""
    return {slip for style in styles(exercise, task) for slip in (*style.slips, *style.whole)}
