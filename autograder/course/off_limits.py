"""Find the functions that are off limits for students. One that is not found could not be taken away from them."""

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType

from autograder.course.validation import Problem, similar
from autograder.errors import CourseError
from autograder.sandbox.packages import DEFAULT, package_files


def not_found(names: tuple[str, ...], packages: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong with the names in `off_limits` of an exercise.toml. Student code can import `packages`."""
    for place, name in enumerate(names):
        problem = _problem(name, packages)
        if problem:
            yield Problem(("off_limits", place), problem)


def _problem(name: str, packages: tuple[str, ...]) -> str | None:
    module_name, _, function = name.rpartition(".")
    top = module_name.partition(".")[0]
    if top not in {*DEFAULT, *sys.stdlib_module_names}:
        try:
            known = package_files(packages).modules
        except CourseError as error:
            return f"names {name}. {error}"
        if top not in known:
            return f"names {name}, but student code cannot import {top}. Add it to `packages`, or remove {name}."
    try:
        module = importlib.import_module(module_name)
    except Exception as error:  # a module may do anything when it is imported
        return f"names {name}, but the module {module_name} cannot be imported: {type(error).__name__}: {error}"
    if not callable(getattr(module, function, None)):
        return f"names {name}, but {module_name} has no function {function}.{_meant(module, function)}"
    return None


def _meant(module: ModuleType, function: str) -> str:
    return similar(function, (name for name, value in vars(module).items() if callable(value)))
