"""Check one notebook step by step: open it, repair it, run it, and report what is found."""

import copy
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from .cells import defines, grade_id, is_code, is_empty, is_stub
from .course import Exercise
from .errors import Unreadable
from .notebook_file import (
    NotebookFile,
    earlier_copies,
    find_and_open,
    misplaced,
    open_typed,
    other_versions,
    save,
)
from .repair import Change, repair, restore_types
from .report import NO_POINTS, NOT_BEGUN, UNREADABLE, Findings, print_findings, saved, say, shown
from .restrictions import find_restricted
from .run_cells import run_cells
from .submissions.formats import size_problem
from .task_results import add_task_results, add_written
from .to_nbformat import format_changes, is_notebook, to_nbformat

LARGE = 5e6  # bytes of a file


def check_notebook(exercise: Exercise, names: Sequence[str], typed: Path | None, may_repair: bool) -> tuple[Path, str]:
    """Check a notebook and print what is found. Returns its path and the verdict in a few words.

    `names` are the names of all exercises. The notebook is at the path `typed`, or else in the exercise's folder.
    """
    try:
        file = open_typed(typed, exercise, names) if typed else find_and_open(exercise, names)
    except Unreadable as problem:
        path = typed or exercise.notebook
        _print_useless(exercise, names, path, f"It cannot be graded: {problem}.")
        return path, UNREADABLE
    notebook = to_nbformat(file.data, file.cells)
    if not _has_tasks(notebook, exercise):
        reason = f"It would get no points: no function of {exercise.name} is found in it."
        _print_useless(exercise, names, file.path, reason)
        return file.path, NO_POINTS
    return file.path, _check_open(exercise, names, file, notebook, may_repair)


def _check_open(
    exercise: Exercise, names: Sequence[str], file: NotebookFile, notebook: NotebookNode, may_repair: bool
) -> str:
    """Check a notebook that could be opened. Returns the verdict."""
    original = nbformat.read(exercise.original, as_version=4)
    versions = other_versions(exercise, names, file, _unwritten(notebook, exercise))
    findings = Findings(notes=[*file.remarks, *versions])
    if _code(notebook) == _code(original) and not _words(notebook, original, exercise):
        _print_not_begun(exercise, file.path, findings)
        return NOT_BEGUN
    print(f"{exercise.title}: {shown(file.path)}, as saved {saved(file.path)}", flush=True)
    file, notebook = _repaired(file, notebook, original, may_repair, findings)
    restore_types(notebook, original)
    find_restricted(exercise, notebook.cells, original, findings)
    _run(exercise, notebook.cells, findings)
    add_written(exercise, notebook, original, findings)
    _check_file(file, findings)
    return print_findings(exercise, file.path, findings)


def _has_tasks(notebook: NotebookNode, exercise: Exercise) -> bool:
    """Whether anything of the exercise is in the notebook."""
    known = {name for task in exercise.tasks for name in (task, f"{task}_answer")} | exercise.written.keys()
    return any(
        grade_id(cell) in known or any(defines(cell, names) for names in exercise.names.values())
        for cell in notebook.cells
    )


def _unwritten(notebook: NotebookNode, exercise: Exercise) -> int:
    """The number of functions that are not written."""
    return sum(
        not any(defines(cell, names) and not is_stub(cell, task, names) for cell in notebook.cells)
        for task, names in exercise.names.items()
    )


def _words(notebook: NotebookNode, original: NotebookNode, exercise: Exercise) -> bool:
    """Whether there is an answer in words."""
    originals = {grade_id(cell): cell for cell in original.cells if grade_id(cell) in exercise.written}
    return any(grade_id(cell) in originals and not is_empty(cell, originals[grade_id(cell)]) for cell in notebook.cells)


def _code(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in filter(is_code, notebook.cells)]


def _print_useless(exercise: Exercise, names: Sequence[str], path: Path, problem: str) -> None:
    print(f"{exercise.title}: {shown(path)}")
    say("✗", problem)
    elsewhere = [] if path.exists() else misplaced(exercise, names)
    for file in elsewhere:
        say(" ", f"There is {shown(file)}: move it to {shown(exercise.notebook)}.")
    for line in [] if elsewhere else earlier_copies(exercise):
        say(" ", line)
    print()


def _print_not_begun(exercise: Exercise, path: Path, findings: Findings) -> None:
    print(f"{exercise.title}: {shown(path)}, {NOT_BEGUN}: the saved file is as you received it")
    for note in findings.notes:
        say("·", note)
    print()


def _repaired(
    file: NotebookFile, notebook: NotebookNode, original: NotebookNode, may_repair: bool, findings: Findings
) -> tuple[NotebookFile, NotebookNode]:
    """The file and the notebook to run: the repaired one if it could be saved, otherwise the one that is there."""
    repaired = copy.deepcopy(notebook)
    changes = repair(repaired, original)
    if not is_notebook(file.data):  # a script or an archive stays as it is, and is run with the course's checks
        return file, repaired
    changes = [*(Change(text, is_needed=False) for text in format_changes(file.data, notebook)), *changes]
    if changes and _saved(file, repaired, changes, may_repair, findings):
        return NotebookFile(file.path, file.path.read_bytes(), file.cells, file.remarks, file.others_remark), repaired
    return file, notebook


def _saved(
    file: NotebookFile, repaired: NotebookNode, changes: Sequence[Change], may_repair: bool, findings: Findings
) -> bool:
    """Save the repaired notebook if possible, and print the changes. Returns whether it is saved."""
    backup, reason = None, "--no-repair"
    if may_repair:
        try:
            backup = save(file, repaired)
        except OSError as error:
            reason = f"it cannot be written ({error.strerror or error})"
    print("\n  Repaired" if backup else f"\n  Can be repaired, but the file was left as it is: {reason}")
    for change in changes:
        say("+", change.text)
    if backup:
        say(" ", f"The notebook as it was: {shown(backup)}")
        say("!", "Is it open in Jupyter? Choose File, Reload Notebook from Disk, before you go on.")
    elif any(change.is_needed for change in changes):
        findings.open.append("The notebook needs repair, see above.")
    else:
        findings.notes.append("The notebook can be graded without the repair above.")
    return backup is not None


def _run(exercise: Exercise, cells: Sequence[NotebookNode], findings: Findings) -> None:
    try:
        state = run_cells(exercise, cells, findings)
    except (OSError, RuntimeError) as error:
        findings.open.append(f"Python could not be started to run the cells: {error}")
        state = None
    if state is None:
        findings.open.append("The visible checks of the functions could not be run.")
    add_task_results(exercise, cells, state, findings)


def _check_file(file: NotebookFile, findings: Findings) -> None:
    problem = size_problem(len(file.data))  # a repair writes each line of outputs on a line of its own
    if problem:
        findings.open.append(f"It cannot be graded: {problem}.")
    elif len(file.data) > LARGE:
        size = f"{len(file.data) / 1e6:.0f} MB"
        findings.notes.append(f"The size of the file is {size}. In Jupyter: Edit, Clear Outputs of All Cells.")
    if file.has_changed():
        findings.open.append("The notebook was saved during this check: run the check again.")
