"""Load the right answers in other styles that an author wrote: the public functions of `right/<function>.py`."""

import functools
from collections.abc import Callable
from typing import Any

from autograder.course.config import Exercise
from autograder.course.content import has_module, load_module, load_reference

FOLDER = "right"


@functools.cache
def right_answers(exercise: Exercise, task: str) -> dict[str, Callable[..., Any]]:
    """Name of the style → function: the reference, under its own name, then those of `right/`."""
    reference = getattr(load_reference(exercise), task)
    name = f"{FOLDER}.{task}"
    if not has_module(exercise, name):
        return {task: reference}
    module = load_module(exercise, name)
    functions = {name: value for name, value in vars(module).items() if callable(value) and not isinstance(value, type)}
    public = {name: value for name, value in functions.items() if not name.startswith("_")}
    own = {name: value for name, value in public.items() if getattr(value, "__module__", "") == module.__name__}
    return {task: reference} | own
