"""The known mistakes of an exercise: small wrong implementations that students really write.

They stand in the exercise's folder: those of the function `f` in `mistakes/f.py`, or those of all functions in
`mistakes.py`, where each names its function (`@mistake("§2", "a hint", task="f")`). The simplest come first. A
function's name is the mistake's name, its docstring the explanation that the student reads.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from autograder.course.config import Exercise
from autograder.course.content import has_module, load_module

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
    """What `@mistake` says of a function, which is kept on the function itself."""

    section: str
    hint: str
    task: str | None


def mistake(section: str, hint: str, task: str | None = None) -> Callable[[Implementation], Implementation]:
    """Mark a wrong implementation as a known mistake. `task` is needed in `mistakes.py`, which has several."""

    def mark(function: Implementation) -> Implementation:
        function.mistake = _Mark(section, hint, task)  # type: ignore[attr-defined]
        return function

    return mark


@functools.cache
def misconceptions_of(exercise: Exercise, task: str) -> tuple[Misconception, ...]:
    """The known mistakes of a task, the simplest first; none if the exercise's folder has none."""
    found = []
    for module, own in ((FOLDER.format(task), True), (ONE_FILE, False)):
        if has_module(exercise, module):
            found += _marked(load_module(exercise, module), task, own)
    return tuple(found)


def _marked(module: ModuleType, task: str, own: bool) -> list[Misconception]:
    functions = [value for value in vars(module).values() if isinstance(getattr(value, "mistake", None), _Mark)]
    return [
        Misconception(
            task, one.__name__, " ".join((one.__doc__ or "").split()), one.mistake.section, one.mistake.hint, one
        )
        for one in functions
        if one.mistake.task == task or (own and one.mistake.task is None)
    ]


def find_misconception(exercise: Exercise, task: str, name: str | None) -> Misconception | None:
    """The mistake of this name, if it is known."""
    return next((one for one in misconceptions_of(exercise, task) if one.name == name), None)
