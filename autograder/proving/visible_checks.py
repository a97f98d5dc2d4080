"""Run the visible checks of a task on functions of this process, as the solved notebook runs them."""

import contextlib
import functools
import io
from collections.abc import Callable
from types import CodeType
from typing import Any

from autograder.authoring.source_notebook import source_bytes
from autograder.course.config import Exercise
from autograder.submissions.notebook import read_notebook

PASSED = "visible checks pass"  # what the toolkit prints in any case
UNWRITTEN = "is not written yet"  # what it prints about a stub, not to stderr

Function = Callable[..., Any]


def is_in_notebook(exercise: Exercise, task: str) -> bool:
    """Whether the solved notebook defines the task as a name, so that its visible checks can call another function."""
    return task in _solved(exercise)[0]


def failed_checks(exercise: Exercise, task: str, function: Function) -> str:
    """What the toolkit prints if a visible check fails for the function in place of the reference's; "" otherwise."""
    printed, errors = _run(exercise, task, function)
    if PASSED not in printed + errors:
        return f"the visible checks cannot run: {errors or printed or 'they print nothing'}"
    return errors or (printed if UNWRITTEN in printed else "")


def by_heart(exercise: Exercise, task: str) -> Function:
    """A function that knows the results of a task's visible checks, and refuses all other calls."""
    right, known = _solved(exercise)[0][task], dict[str, Any]()

    def remember(*args: Any, **keywords: Any) -> Any:
        call = repr((args, keywords))
        known[call] = right(*args, **keywords)
        return known[call]

    def answer(*args: Any, **keywords: Any) -> Any:
        call = repr((args, keywords))
        if call in known:
            return known[call]
        raise ValueError("not among the visible checks")

    _run(exercise, task, remember)
    return answer


@functools.cache
def _solved(exercise: Exercise) -> tuple[dict[str, Any], dict[str, CodeType]]:
    """The names of the solved notebook after it has run, and its check cells by task. Cells that draw are left out."""
    names: dict[str, Any] = {"__name__": "notebook"}
    checks: dict[str, CodeType] = {}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in read_notebook(source_bytes(exercise)):
            if cell.kind == "code" and cell.role:
                exec(cell.source, names)
            if cell.role == "check" and cell.grade_id is not None:
                checks[cell.grade_id] = compile(cell.source, cell.grade_id, "exec")
    return names, checks


def _run(exercise: Exercise, task: str, function: Function) -> tuple[str, str]:
    """What the check cell of a task prints to stdout and to stderr, with this function in place of the reference's."""
    names, checks = _solved(exercise)
    own, output, errors = names[task], io.StringIO(), io.StringIO()
    names[task] = function
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            if task in checks:
                exec(checks[task], names)
    finally:
        names[task] = own
    return output.getvalue(), errors.getvalue()
