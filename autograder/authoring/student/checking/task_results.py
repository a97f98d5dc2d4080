"""State for each function of an exercise whether it is there and how many of its visible checks pass."""

from collections.abc import Sequence

from nbformat import NotebookNode

from .cells import defines, grade_id, is_empty, is_stub, label, parse
from .course import Exercise
from .kernel import State
from .report import Findings


def add_task_results(
    exercise: Exercise, cells: Sequence[NotebookNode], state: State | None, findings: Findings
) -> None:
    """Add a sentence about each function. `state` is None if the cells could not be run to the end."""
    for task, points in exercise.tasks.items():
        defining = [cell for cell in cells if defines(cell, exercise.names[task])]
        sign, text, blamed = _result(exercise, task, defining, cells, state, findings)
        findings.functions.append((sign, f"{task} ({_worth(points)}): {text}"))
        if blamed is not None:
            blamed.append(task)
        if len(defining) > 1:
            where = " and ".join(label(cell, cells) for cell in defining)
            findings.notes.append(f"{task} is defined in {where}. The last one counts.")
    for task, points in exercise.tests.items():
        _add_own_tests(task, points, state, findings)


def _add_own_tests(task: str, points: float, state: State | None, findings: Findings) -> None:
    """Add a sentence about tests that the student wrote; none if they are missing and have no points."""
    passed, total = state.progress(task) if state else (0, 0)
    worth = _worth(points) if points else "no points"
    if total:
        sign = "✓" if passed == total else "✗" if points else "–"
        findings.functions.append((sign, f"{task} ({worth}): your function passes {passed} of your {total} tests"))
        if passed < total and points:
            findings.failing.append(task)
    elif points:
        sign, text = ("✗", "no test is written") if state else ("–", "not checked")
        findings.functions.append((sign, f"{task} ({worth}): {text}"))
        findings.lost += [task] if state else []


def add_written(exercise: Exercise, notebook: NotebookNode, original: NotebookNode, findings: Findings) -> None:
    """Add a sentence about each answer in words: whether it is there."""
    originals = {grade_id(cell): cell for cell in original.cells if grade_id(cell)}
    for task, points in exercise.written.items():
        own = [cell for cell in notebook.cells if grade_id(cell) == task]
        if any(not is_empty(cell, originals[task]) for cell in own):
            findings.functions.append(("✓", f"{task} ({_worth(points)}): written, graded by a person"))
        else:
            findings.functions.append(("✗", f"{task} ({_worth(points)}): nothing is written"))
            findings.lost.append(task)


def _worth(points: float) -> str:
    return f"{points:g} point" if points == 1 else f"{points:g} points"


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
    if defining and is_stub(defining[-1], task, exercise.names[task]) and not passed:
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
        names = " and ".join(exercise.names[task])
        what = "it" if names == task else names
        return "✗", f"no cell defines {what} (did its name change?)", findings.lost
    has_syntax_error = not parse(defining[-1].source).body
    where = label(defining[-1], cells)
    return "✗", f"not defined after the run: see {where}", findings.lost if has_syntax_error else findings.failing
