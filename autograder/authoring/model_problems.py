"""Find what is wrong with the mistake models of an exercise, and with the subjects that its hidden tests name."""

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.errors import display_path
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import model_of
from autograder.grading.mistake_model import (
    EVERYTHING,
    Decision,
    MissingCheck,
    Model,
    SpecialCase,
    missing_checks_of,
    slips_of,
    special_cases_of,
)


def everything_in_models_has_an_effect(course: Course) -> list[str]:
    """Each slip, missing check and special case of the mistake models, and each subject of a test, has an effect."""
    return [problem for exercise in course.exercises for problem in model_problems(exercise)]


def model_problems(exercise: Exercise) -> list[str]:
    """A message for each part of an exercise's models, and for each subject of a hidden test, that has no effect."""
    problems = [*_defined_twice(exercise)]
    for task in exercise.task_names:
        found = *_unknown_arguments(exercise, task), *_without_decision(exercise, task), *_without_test(exercise, task)
        problems += [f"{exercise.name}: {task}: {problem}" for problem in found]
    return problems + [f"{display_path(exercise.hidden_tests)}: {problem}" for problem in _without_slip(exercise)]


def _defined_twice(exercise: Exercise) -> Iterator[str]:
    """Methods of a class that replace an earlier one of the same name, without @name.also."""
    for path in [exercise.folder / "mistakes.py", *sorted((exercise.folder / "mistakes").glob("*.py"))]:
        tree = ast.parse(path.read_bytes()) if path.is_file() else ast.Module([], [])
        for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            known = set()
            for method in (node for node in model.body if isinstance(node, ast.FunctionDef)):
                adds = any(ast.unparse(one) == f"{method.name}.also" for one in method.decorator_list)
                if method.name in known and not adds:
                    place, name = f"{display_path(path)}:{method.lineno}", method.name
                    yield f"{place}: {model.name} has {name} twice. Rename one, or mark the second with @{name}.also."
                known.add(method.name)


def _unknown_arguments(exercise: Exercise, task: str) -> Iterator[str]:
    """Missing checks and special cases that ask for arguments which the task does not have."""
    model, known = model_of(exercise, task), _parameters(getattr(load_reference(exercise), task))
    parts: tuple[MissingCheck | SpecialCase, ...] = (*missing_checks_of(model), *special_cases_of(model))
    for one in parts:
        unknown = [name for name in _parameters(one.applies)[1:] if name not in known]
        if unknown:
            yield f"{one.name} asks for {', '.join(unknown)}. The arguments of {task} are: {', '.join(known)}."


def _parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def _without_decision(exercise: Exercise, task: str) -> Iterator[str]:
    """Slips of a base class whose decision a subclass has replaced by a plain method."""
    model: type[Model] = model_of(exercise, task)
    for slip in slips_of(model):
        found = inspect.getattr_static(model, slip.decision, None)
        if found is not None and not isinstance(found, Decision):
            yield (f"the slip {slip.name} has no effect, because {model.__name__}.{slip.decision} is no decision. "
                   f"Mark the method with @decision, or leave the slip out: {slip.name} = None.")  # fmt: skip


def _without_test(exercise: Exercise, task: str) -> Iterator[str]:
    """Subjects of slips that no hidden test of the task names, if its tests name subjects at all."""
    named = {subject for about in collect(exercise).subjects(task).values() for subject in about}
    slips = [slip for slip in slips_of(model_of(exercise, task)) if slip.subject not in named | {EVERYTHING}]
    for subject in sorted({slip.subject for slip in slips}) if named else ():
        names = ", ".join(slip.name for slip in slips if slip.subject == subject)
        yield f"no hidden test has about={subject!r}, the subject of {names}. Add it to a test that should notice them."


def _without_slip(exercise: Exercise) -> Iterator[str]:
    """Subjects of hidden tests that no slip of the exercise has."""
    known = {slip.subject for task in exercise.task_names for slip in slips_of(model_of(exercise, task))}
    for task in exercise.task_names if known else ():
        for test, about in collect(exercise).subjects(task).items():
            for subject in sorted(set(about) - known):
                subjects = ", ".join(sorted(known))
                yield f"{test} has about={subject!r}, but no slip has this subject. There are: {subjects}."
