"""Import the Python code of a course by its path: hidden tests, mistakes, pictures, and the reference solutions.

The folder with the exercises becomes a package, so that its modules can import each other (`from ..shared.arrays import
reals`). Its name depends on the path, so that two courses in one process stay apart. `sys.path` does not change. In the
package of each exercise, the module `reference` is its solution: `from .reference import f`.
"""

import contextlib
import functools
import hashlib
import importlib
import importlib.util
import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.course.config import Exercise
from autograder.course.toml_file import read_toml
from autograder.course.validation import Problem, refuse, similar
from autograder.errors import CourseError, display_path

REFERENCE = "reference"


def package_of(folder: Path) -> str:
    """Make the folder with a course's exercises a package of this process, and return its name."""
    name = _package_name(folder)
    if name not in sys.modules:
        package = ModuleType(name, f"The exercises in {folder}.")
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return name


@functools.cache
def _package_name(folder: Path) -> str:
    return f"course_{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]}"


def is_loaded(exercise: Exercise) -> bool:
    """Whether this process has code of the course in which this exercise is."""
    return _package_name(exercise.folder.parent) in sys.modules


def load_module(exercise: Exercise, name: str) -> ModuleType:
    """A module of the exercise's folder, as "pictures" or "mistakes.f". Raises CourseError if it is not there."""
    load_reference(exercise)
    try:
        return importlib.import_module(f"{_package(exercise)}.{name}")
    except ModuleNotFoundError as error:
        if not has_module(exercise, name):
            path = exercise.folder.joinpath(*name.split(".")).with_suffix(".py")
            raise CourseError(f"{display_path(path)} is missing.") from error
        raise


def has_module(exercise: Exercise, name: str) -> bool:
    """Whether the exercise's folder has this module."""
    return exercise.folder.joinpath(*name.split(".")).with_suffix(".py").is_file()


def load_reference(exercise: Exercise) -> ModuleType:
    """The exercise's solution as a module, loaded once. What its visible checks print is not shown.

    Raises CourseError if it is missing.
    """
    return _loaded_reference(f"{_package(exercise)}.{REFERENCE}", exercise.source)


def require_solutions(exercise: Exercise) -> None:
    """Raise CourseError if the exercise's solution does not define each function that has points."""
    defined = [name for name, value in vars(load_reference(exercise)).items() if callable(value)]
    place = display_path(exercise.source)
    why = f"has no solution: {place} does not define it. Write the function, or remove its points."
    refuse_tasks(exercise, {task: why + similar(task, defined) for task in exercise.task_names if task not in defined})


def refuse_tasks(exercise: Exercise, problems: dict[str, str]) -> None:
    """Raise CourseError with the problem of each of these tasks, and its place in exercise.toml, if there is one."""
    if problems:
        refuse(read_toml(exercise.data), [Problem(("points", task), why) for task, why in problems.items()])


@functools.cache
def _loaded_reference(name: str, source: Path) -> ModuleType:
    return _new_reference(name, source)


def fresh_reference(exercise: Exercise) -> ModuleType:
    """Another copy of the exercise's solution, for tests that replace functions in it."""
    original = load_reference(exercise)
    try:
        return _new_reference(original.__name__, exercise.source)
    finally:
        sys.modules[original.__name__] = original


def _package(exercise: Exercise) -> str:
    """The name of the package of the exercise's folder."""
    return f"{package_of(exercise.folder.parent)}.{exercise.folder.name}"


def _new_reference(name: str, source: Path) -> ModuleType:
    importlib.import_module(name.rpartition(".")[0])
    spec = importlib.util.spec_from_file_location(name, source)
    if spec is None or spec.loader is None or not source.is_file():
        raise CourseError(f"{display_path(source)} is missing.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def optional_function(exercise: Exercise, module: str, name: str) -> Callable[..., Any] | None:
    """A function of a module of the exercise's folder; None if the exercise has no such module or function."""
    return getattr(load_module(exercise, module), name, None) if has_module(exercise, module) else None
