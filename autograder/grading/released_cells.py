"""Compare the cells of a submission with those of the release: what was turned into text, and what is not written."""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from autograder.course.config import Exercise
from autograder.errors import CourseError, Unreadable, display_path
from autograder.sandbox import defined
from autograder.submissions.notebook import NotebookCell, read_notebook
from autograder.submissions.submission import Submission

STUB = re.compile(r'^\s*raise NotImplementedError\("(\w+)"\)', re.MULTILINE)  # the line that students replace
KINDS = {"code": "a code cell", "markdown": "a Markdown cell", "raw": "a raw cell"}


@functools.cache
def released(exercise: Exercise) -> tuple[NotebookCell, ...]:
    """The cells of the notebook that students received. Raises CourseError if it is not there."""
    try:
        return read_notebook(exercise.release.read_bytes())
    except (FileNotFoundError, Unreadable) as error:
        raise CourseError(f"{display_path(exercise.release)}: {error}. Write it with: make release") from None


def restored(cells: Sequence[NotebookCell], exercise: Exercise) -> tuple[NotebookCell, ...]:
    """The cells, where those of the release have the type again that they had there: code that became text is code.

    This is what nbgrader's OverwriteCells does. But a cell stays text if a code cell has the same id or defines the
    task's function: then it is a copy or an earlier version, which the student did not run.
    """
    changed = _changed_types(cells, exercise)
    return tuple(
        replace(cell, kind=changed[number].kind) if number in changed else cell for number, cell in enumerate(cells)
    )


def cell_remarks(cells: Sequence[NotebookCell], exercise: Exercise) -> list[str]:
    """What to say about cells of another type than in the release, and about functions in cells of text."""
    changed = _changed_types(cells, exercise)
    remarks = [_type_remark(changed[number], cells[number].kind) for number in sorted(changed)]
    return remarks + list(_functions_in_text(restored(cells, exercise), exercise))


def missing_work_remarks(
    submission: Submission, cells: Sequence[NotebookCell], exercise: Exercise, without_points: Collection[str]
) -> list[str]:
    """What to say about other files in the folder if a task has no points and its function is not written in this one.

    The grader does not choose between two files: the work in the other one can be older, or somebody else's.
    """
    missing = [task for task in unwritten(restored(cells, exercise), exercise) if task in without_points]
    if not missing or not submission.others:
        return []
    tasks = "" if missing == list(exercise.task_names) else f" for {', '.join(missing)}"
    return [f"Nothing is written{tasks} in {submission.exercise}.ipynb. {submission.others_remark()}"]


def unwritten(cells: Sequence[NotebookCell], exercise: Exercise) -> list[str]:
    """The tasks whose function is defined in no code cell, except as in the release."""
    names = _written(cells, exercise)
    return [task for task in exercise.task_names if not answer_names(exercise)[task] & names]


@functools.cache
def answer_names(exercise: Exercise) -> dict[str, frozenset[str]]:
    """Task → the names that its answer defines: the task's own, or those in the stub that a probe uses."""
    own = {_task(cell): frozenset(defined(cell.source)) for cell in released(exercise) if cell.role == "answer"}
    return {
        name: frozenset({name}) if name in own.get(name, {name}) else own[name] or frozenset({name})
        for name in exercise.task_names
    }


def _written(cells: Sequence[NotebookCell], exercise: Exercise) -> set[str]:
    """The names that code cells define, except as in the release, or as in an earlier one with other docstrings."""
    known = {cell.source.strip() for cell in released(exercise)}
    own = [cell.source for cell in cells if cell.kind == "code" and cell.source.strip() not in known]
    names = answer_names(exercise)
    unwritten = ({*stubs}.union(*(names.get(stub, ()) for stub in stubs)) for stubs in map(STUB.findall, own))
    return set().union(*(defined(source) - stubs for source, stubs in zip(own, unwritten, strict=True)))


def _changed_types(cells: Sequence[NotebookCell], exercise: Exercise) -> dict[int, NotebookCell]:
    """Position of each cell to restore → the release's cell, whose type it gets."""
    carriers: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        if cell.grade_id is not None:
            carriers.setdefault(cell.grade_id, []).append(number)
    names = _written(cells, exercise)
    originals = [cell for cell in released(exercise) if cell.grade_id in carriers]
    return {
        _chosen(carriers[str(original.grade_id)], cells, original): original
        for original in originals
        if all(cells[number].kind != original.kind for number in carriers[str(original.grade_id)])
        and not (original.role == "answer" and _task(original) in names)
    }


def _chosen(numbers: Sequence[int], cells: Sequence[NotebookCell], original: NotebookCell) -> int:
    """Of the cells with the same id, the last one that defines the function, or else the last one."""
    names = defined(original.source)
    defining = [number for number in numbers if names & defined(cells[number].source)]
    return (defining or numbers)[-1]


def _task(answer: NotebookCell) -> str:
    return str(answer.grade_id).removesuffix("_answer")


def _type_remark(original: NotebookCell, kind: str) -> str:
    names = {
        "answer": f"The answer cell of {_task(original)}",
        "check": f"The check of {original.grade_id}",
        "written": f"The answer to {original.grade_id}",
    }
    title = names.get(original.role or "", f"The cell {original.grade_id}")
    return f"{title} was {KINDS[kind]}: it is read as {'code' if original.kind == 'code' else 'text'}."


def _functions_in_text(cells: Sequence[NotebookCell], exercise: Exercise) -> Iterator[str]:
    """A remark on each function that is written in a cell of text alone: the student did not run it."""
    known = {cell.source.strip() for cell in released(exercise)}
    own = [cell for cell in cells if cell.kind != "code" and cell.source.strip() not in known]
    texts = {name: cell.kind for cell in own for name in defined(cell.source)}
    for task in unwritten(cells, exercise):
        for name in sorted(answer_names(exercise)[task] & texts.keys()):
            yield f"{name} is defined in {KINDS[texts[name]]}, which is not run: make it a code cell."
