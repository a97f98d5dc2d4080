"""The repair: a submission as nbgrader expects it, with each of the release's marked cells in it exactly once."""

import copy
import functools

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.course import Exercise
from autograder.notebook import NotebookCell
from autograder.sandbox import defines

NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def repair(cells: tuple[NotebookCell, ...], exercise: Exercise) -> nbformat.NotebookNode:
    """The notebook to record: the student's cells in their order, without outputs and with sound metadata.

    An answer is the last cell that defines the task's function, or else carries its id; behind it comes the
    release's own check. Given cells stand on top. What was unmarked stays as it is.
    """
    release = _released(exercise)
    marked = {cell.metadata.nbgrader.grade_id: cell for cell in release if "nbgrader" in cell.metadata}
    answers = {_answer_position(task.name, cells): task.name for task in exercise.tasks}
    body = []
    for position, cell in enumerate(cells):
        if position in answers:
            task = answers[position]
            answer = NEW_CELL[cell.kind](cell.source, metadata={"nbgrader": marked[f"{task}_answer"].metadata.nbgrader})
            body += [answer, marked[task]]
        elif not _is_locked_copy(cell, marked):
            body.append(NEW_CELL[cell.kind](cell.source))
    given = [cell for cell in marked.values() if _is_given(cell)]
    placed = set(answers.values()) if None not in answers else set(answers.values()) - {answers[None]}
    missing = [marked[task.name] for task in exercise.tasks if task.name not in placed]
    notebook = new_notebook(cells=copy.deepcopy([*given, *body, *missing]), metadata={"kernelspec": dict(KERNEL)})
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
    return notebook


@functools.cache
def _released(exercise):
    return nbformat.read(exercise.release, as_version=4).cells


def _answer_position(task, cells):
    code = [position for position, cell in enumerate(cells) if cell.kind == "code"]
    defining = [position for position in code if defines(cells[position].source, task)]
    carrying = [position for position in code if cells[position].grade_id == f"{task}_answer"]
    return (defining or carrying or [None])[-1]


def _is_locked_copy(cell, marked):
    """Whether this is a locked cell of the release, put back elsewhere. Edited code is the student's own."""
    original = marked.get(cell.grade_id)
    if original is None or original.metadata.nbgrader.solution:
        return False
    return cell.kind != "code" or cell.source.strip() == original.source.strip()


def _is_given(cell):
    return cell.metadata.nbgrader.locked and not cell.metadata.nbgrader.grade
