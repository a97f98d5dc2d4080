"""Find the files of a course that cannot be read at all, so that other checks need not stumble over them."""

import ast
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.leaks import PUBLIC
from autograder.authoring.percent_script import read_script
from autograder.course.config import Course, Exercise
from autograder.course.content import has_module, load_module, require_solutions
from autograder.course.import_problem import import_problem
from autograder.errors import CourseError, Unreadable, display_path
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import misconceptions_of, misplaced_models
from autograder.grading.scoring import CALLS
from autograder.sandbox import Student, defined
from autograder.submissions.notebook import read_notebook

# The parts of an exercise that a check may need.
SCRIPT, SOLUTION, TESTS, MISTAKES, RELEASE = "script", "solution", "hidden tests", "mistakes", "release"
ABOUT_CALLS = "calls.py"  # optional; grading imports it


@dataclass(frozen=True)
class Fault:
    """A part of an exercise that cannot be read, and why. `text` is empty if another check reports the reason."""

    part: str
    text: str = ""


def find_faults(course: Course) -> list[Fault]:
    """What cannot be read, each cause once for each part."""
    return list(dict.fromkeys(fault for exercise in course.exercises for fault in faults_of(exercise)))


def faults_of(exercise: Exercise) -> Iterator[Fault]:
    """What cannot be read of one exercise."""
    script = list(_script_faults(exercise))
    solution = script or list(_attempt(exercise, SOLUTION, lambda: require_solutions(exercise)))
    yield from script
    yield from solution
    if not exercise.release.is_file():
        yield Fault(RELEASE)
    else:
        yield from _attempt(exercise, RELEASE, lambda: _read_release(exercise))
    if script or solution:  # tests and mistakes import the solution: only their syntax can be checked
        yield Fault(SOLUTION)
        yield from _syntax_faults(exercise)
        return
    if not exercise.hidden_tests.is_file():
        yield Fault(TESTS)
    elif broken := list(_attempt(exercise, TESTS, lambda: collect(exercise))):
        yield from broken
    else:
        yield from (Fault(TESTS, text) for text in _unknown_functions(exercise))
    yield from _attempt(exercise, MISTAKES, lambda: _load_mistakes(exercise))
    if has_module(exercise, CALLS):
        yield from _attempt(exercise, ABOUT_CALLS, lambda: load_module(exercise, CALLS))


def _attempt(exercise: Exercise, part: str, action: Callable[[], object]) -> Iterator[Fault]:
    """A fault if the action fails."""
    try:
        action()
    except (Exception, SystemExit) as error:  # it runs code of the course
        yield Fault(part, import_problem(error, exercise))


def _script_faults(exercise: Exercise) -> Iterator[Fault]:
    if not exercise.source.is_file():
        yield Fault(SCRIPT)
        return
    yield from _attempt(exercise, SCRIPT, lambda: _read_source(exercise))


def _read_source(exercise: Exercise) -> None:
    pictures = exercise.folder / PUBLIC
    if read_script(exercise).draws:
        if not pictures.is_file():
            raise CourseError(f"{display_path(pictures)} is missing, but {display_path(exercise.source)} imports it.")
        _parse(pictures)


def _read_release(exercise: Exercise) -> None:
    try:
        read_notebook(exercise.release.read_bytes())
    except Unreadable as error:
        raise CourseError(f"{display_path(exercise.release)}: {error}. Write it with: make release") from None


def _load_mistakes(exercise: Exercise) -> None:
    for task in exercise.task_names:
        misconceptions_of(exercise, task)
    misplaced_models(exercise)


def _syntax_faults(exercise: Exercise) -> Iterator[Fault]:
    parts = [(exercise.hidden_tests, TESTS), (exercise.folder / "mistakes.py", MISTAKES)]
    parts += [(path, MISTAKES) for path in sorted((exercise.folder / "mistakes").glob("*.py"))]
    for path, part in parts:
        if path.is_file():
            yield from _attempt(exercise, part, functools.partial(_parse, path))


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), str(path))


def _unknown_functions(exercise: Exercise) -> Iterator[str]:
    """Each use of `student.NAME` in the hidden tests if students do not have such a function."""
    given = [cell.source for cell in read_script(exercise).cells if cell.role == "given"]
    known = {*exercise.task_names, *dir(Student), *Student.__annotations__}.union(*map(defined, given))
    for node in ast.walk(_parse(exercise.hidden_tests)):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name) or node.value.id != "student":
            continue
        if node.attr not in known:
            yield (
                f"{display_path(exercise.hidden_tests)}:{node.lineno}: student.{node.attr} is no task, and no given "
                f"cell defines it. The tasks are {', '.join(exercise.task_names)}."
            )
