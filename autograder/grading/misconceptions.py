"""Load the mistake models of an exercise (`mistake_model.py`), and find what students read about a mistake by its name.

They are in the exercise's folder. The model of the function `f` is in `mistakes/f.py`. Or `mistakes.py` has those of
all functions. Each is a class that names its task: `class F(Model, task="f")`.
"""

import functools
from types import ModuleType

from autograder.course.config import Exercise
from autograder.course.content import has_module, load_module, load_reference
from autograder.errors import display_path
from autograder.grading import general_mistakes
from autograder.grading.mistake_model import Misconception, Model, missing_checks_of, slips_of

ONE_FILE, FOLDER = "mistakes", "mistakes.{}"


@functools.cache
def model_of(exercise: Exercise, task: str) -> type[Model]:
    """The mistake model of a task. Without one, it is a model with no slips."""
    for name in (FOLDER.format(task), ONE_FILE):
        if has_module(exercise, name):
            for model in _models(load_module(exercise, name)):
                if model.task == task:
                    return model
    return _without_slips(exercise, task)


def _models(module: ModuleType) -> list[type[Model]]:
    """The models that a module defines, not those that it imports."""
    own = (value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__)
    return [value for value in own if issubclass(value, Model) and value.task]


def _without_slips(exercise: Exercise, task: str) -> type[Model]:
    """A model that computes what the reference computes."""
    reference = getattr(load_reference(exercise), task)
    return type("Reference", (Model,), {"compute": lambda self, *args, **kwargs: reference(*args, **kwargs)}, task=task)


@functools.cache
def misconceptions_of(exercise: Exercise, task: str) -> tuple[Misconception, ...]:
    """What the model of a task has to say: its slips, then its missing checks. A slip that can occur in two parts of
    a function has one name, so it is listed once."""
    model = model_of(exercise, task)
    slips = [slip.misconception for slip in slips_of(model)]
    known = [*slips, *(check.misconception for check in missing_checks_of(model))]
    return tuple({one.name: one for one in reversed(known)}.values())[::-1]


def find_misconception(exercise: Exercise, task: str, name: str | None) -> Misconception | None:
    """The misconception of this name in a task; None if there is none."""
    known = (*misconceptions_of(exercise, task), *general_mistakes.ALL)
    return next((one for one in known if one.name == name), None)


def misplaced_models(exercise: Exercise) -> list[str]:
    """What is wrong with models that belong to no task: they are not used."""
    problems = []
    for path in sorted((exercise.folder / ONE_FILE).glob("*.py")):
        if path.stem in exercise.task_names:
            problems += _misplaced(exercise, FOLDER.format(path.stem), (path.stem,))
        elif path.stem != "__init__":
            tasks = ", ".join(exercise.task_names)
            problems.append(f"{display_path(path)}: {exercise.name} has no task {path.stem}. Its tasks are {tasks}.")
    return problems + (_misplaced(exercise, ONE_FILE, exercise.task_names) if has_module(exercise, ONE_FILE) else [])


def _misplaced(exercise: Exercise, name: str, tasks: tuple[str, ...]) -> list[str]:
    """A message for a module without models, and for each model whose task is not one of these."""
    place = display_path(exercise.folder.joinpath(*name.split(".")).with_suffix(".py"))
    models, wanted = _models(load_module(exercise, name)), " or ".join(f'task="{task}"' for task in tasks)
    if not models:
        return [f"{place} has no model. It needs a class: class Mistakes(Model, {wanted})."]
    twice = [task for task in tasks if sum(model.task == task for model in models) > 1]
    return [
        f'{place}: the model {model.__name__} has task="{model.task}". It must be {wanted}.'
        for model in models
        if model.task not in tasks
    ] + [f'{place}: several models have task="{task}". Only the first one is used.' for task in twice]
