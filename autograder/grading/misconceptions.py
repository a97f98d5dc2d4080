"""The misconceptions: mistakes that students really make, each as a small wrong implementation.

The mistakes of the function `f` are the functions of `autograder.misconceptions.f` that carry the mark `mistake`, the
simplest first. Such a function's name is the mistake's name, its docstring the one sentence that a good teacher would
say to the student. Most of them twist the arguments or the result of the reference.
"""

import functools
import importlib
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    """A known mistake in one task. `section` is where the notes treat the matter, `hint` the next step to take."""

    task: str
    name: str
    explanation: str
    section: str
    hint: str
    function: Callable


def mistake(section: str, hint: str) -> Callable[[Callable], Callable]:
    """Mark a wrong implementation as a known mistake."""

    def mark(function):
        function.mistake = section, hint
        return function

    return mark


@functools.cache
def of(task: str) -> tuple[Misconception, ...]:
    """The known mistakes of a task, the simplest first; none for a task that nobody has written any for."""
    try:
        module = importlib.import_module(f"{__name__}.{task}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{task}":
            raise
        return ()
    marked = [value for value in vars(module).values() if hasattr(value, "mistake")]
    return tuple(
        Misconception(task, function.__name__, " ".join(function.__doc__.split()), *function.mistake, function)
        for function in marked
    )


def find(task: str, name: str | None) -> Misconception | None:
    """The mistake of this name, if it is known."""
    return next((one for one in of(task) if one.name == name), None)
