"""State for each function of an exercise whether it is there and how many of its visible checks pass."""

from collections.abc import Sequence

from nbformat import NotebookNode

from .cells import defines, is_stub, label, parse
from .course import Exercise
from .kernel import State
from .report import Findings


def add_task_results(
    exercise: Exercise, cells: Sequence[NotebookNode], state: State | None, findings: Findings
) -> None:
    """Add a sentence about each function. `state` is None if the cells could not be run to the end."""
    for task, points in exercise.tasks.items():
        defining = [cell for cell in cells if defines(cell, task)]
        sign, text, blamed = _result(exercise, task, defining, cells, state, findings)
        worth = f"{points:g} point" if points == 1 else f"{points:g} points"
        findings.functions.append((sign, f"{task} ({worth}): {text}"))
        if blamed is not None:
            blamed.append(task)
        if len(defining) > 1:
            where = " and ".join(label(cell, cells) for cell in defining)
            findings.notes.append(f"{task} is defined in {where}. The last one counts.")


def _result(
    exercise: Exercise,
    task: str,
    defining: list[NotebookNode],
    cells: Sequence[NotebookNode],
    state: State | None,
    findings: Findings,
) -> tuple[str, str, list[str] | None]:
    """A sign, a text, and the list of the findings that the task belongs to, if any."""
    passed, total = state.progress(task) if state else (0, 0)
    checks = f"{passed} of {total} visible checks pass"
    if defining and is_stub(defining[-1], task) and not passed:
        return "✗", "not written yet", findings.lost
    if state is None:
        return "–", "not checked", None
    call, seconds = state.slowest(task)
    if task in state.defined and passed == total and seconds > exercise.limits["call_seconds"]:
        limit = f"a call may take {exercise.limits['call_seconds']:g} s when it is graded"
        return "✗", f"{checks}, but {call} took {seconds:.0f} s: {limit}", findings.failing
    if task in state.defined and passed == total:
        return "✓", checks if total else "written", None
    if task in state.defined:
        failure = state.first_failure(task)
        return "✗", f"{checks}. The first that fails: {failure}" if failure else checks, findings.failing
    if not defining:
        return "✗", "no cell defines it (did its name change?)", findings.lost
    has_syntax_error = not parse(defining[-1].source).body
    where = label(defining[-1], cells)
    return "✗", f"not defined after the run: see {where}", findings.lost if has_syntax_error else findings.failing
