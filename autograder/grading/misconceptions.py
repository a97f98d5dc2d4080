"""Load the known mistakes of an exercise: small wrong implementations that students really write.

They are in the exercise's folder. The mistakes in the function `f` are in `mistakes/f.py`. Or `mistakes.py` has those
of all functions, and each names its own (`@mistake("§2", "a hint", task="f")`). The simplest come first. The name of a
function is the name of the mistake, and its docstring is the explanation that the student reads.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from autograder.course.config import Exercise
from autograder.course.content import has_module, load_module
from autograder.errors import display_path

ONE_FILE, FOLDER = "mistakes", "mistakes.{}"
Implementation = TypeVar("Implementation", bound=Callable[..., Any])


@dataclass(frozen=True)
class Misconception:
    """A known mistake in one task. `section` is where the notes treat the subject, `hint` the next step to take."""

    task: str
    name: str
    explanation: str
    section: str
    hint: str
    function: Callable[..., Any]


@dataclass(frozen=True)
class _Mark:
    """What `@mistake` says about a function. It is kept on the function itself."""

    section: str
    hint: str
    task: str | None


def mistake(section: str, hint: str, task: str | None = None) -> Callable[[Implementation], Implementation]:
    """Mark a wrong implementation as a known mistake. In `mistakes.py`, which has several tasks, it needs a `task`."""

    def mark(function: Implementation) -> Implementation:
        function.mistake = _Mark(section, hint, task)  # type: ignore[attr-defined]
        return function

    return mark


@functools.cache
def misconceptions_of(exercise: Exercise, task: str) -> tuple[Misconception, ...]:
    """The known mistakes of a task, in the order of the file; none if there is no file."""
    found: list[Misconception] = []
    for module, own in ((FOLDER.format(task), True), (ONE_FILE, False)):
        if has_module(exercise, module):
            found += _marked(load_module(exercise, module), task, own)
    return tuple(found)


def _marked(module: ModuleType, task: str, own: bool) -> list[Misconception]:
    """The mistakes of a task in a module, which is the task's `own` or has the mistakes of all tasks."""
    return [
        _misconception(task, function)
        for function in _functions(module)
        if function.mistake.task == task or (own and function.mistake.task is None)
    ]


def _functions(module: ModuleType) -> list[Any]:
    return [value for value in vars(module).values() if isinstance(getattr(value, "mistake", None), _Mark)]


def misplaced_mistakes(exercise: Exercise) -> list[str]:
    """What is wrong with known mistakes that belong to no task: they are not used."""
    tasks = exercise.task_names
    problems = [
        f"{display_path(path)}: {exercise.name} has no task {path.stem}. Its tasks are {', '.join(tasks)}."
        for path in sorted((exercise.folder / ONE_FILE).glob("*.py"))
        if path.stem not in (*tasks, "__init__")
    ]
    for task in tasks:
        problems += _misplaced(exercise, FOLDER.format(task), (None, task))
    return problems + _misplaced(exercise, ONE_FILE, tasks)


def _misplaced(exercise: Exercise, module: str, fitting: tuple[str | None, ...]) -> list[str]:
    """A message for each mistake in a module whose `task` is not one of the `fitting` ones."""
    if not has_module(exercise, module):
        return []
    place = display_path(exercise.folder.joinpath(*module.split(".")).with_suffix(".py"))
    wanted = " or ".join(repr(task) for task in fitting if task)
    return [
        f"{place}: @mistake of {function.__name__} has task={function.mistake.task!r}. It must be {wanted}."
        for function in _functions(load_module(exercise, module))
        if function.mistake.task not in fitting
    ]


def _misconception(task: str, function: Any) -> Misconception:
    explanation = " ".join((function.__doc__ or "").split())
    mark: _Mark = function.mistake
    return Misconception(task, function.__name__, explanation, mark.section, mark.hint, function)


def find_misconception(exercise: Exercise, task: str, name: str | None) -> Misconception | None:
    """The known mistake of this name; None if there is none."""
    return next((one for one in misconceptions_of(exercise, task) if one.name == name), None)
