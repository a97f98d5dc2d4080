"""The repair: a submission as nbgrader expects it, with each of the release's marked cells in it exactly once."""

import copy
import functools

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.course import Exercise
from autograder.notebook import NotebookCell
from autograder.sandbox import defined

NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def repair(cells: tuple[NotebookCell, ...], exercise: Exercise) -> nbformat.NotebookNode:
    """The notebook to record: the student's cells in their order, without outputs and with sound metadata.

    An answer is the last cell that defines the task's function, or else carries its id; behind it comes the
    release's own check. A given cell that is missing comes back at the top. What was unmarked stays as it is.
    """
    release = _released(exercise)
    marked = {cell.metadata.nbgrader.grade_id: cell for cell in release if "nbgrader" in cell.metadata}
    locked = {cell.source.strip(): grade_id for grade_id, cell in marked.items() if cell.metadata.nbgrader.locked}
    answers = {_answer_position(task.name, cells): task.name for task in exercise.tasks}
    placed, body = set(), []

    def place(grade_id):
        if grade_id not in placed:
            placed.add(grade_id)
            body.append(marked[grade_id])

    for position, cell in enumerate(cells):
        if position in answers:
            task = answers[position]
            metadata = {"nbgrader": marked[f"{task}_answer"].metadata.nbgrader}
            body.append(NEW_CELL[cell.kind](cell.source, metadata=metadata))
            place(task)
        elif cell.source.strip() not in locked:
            body.append(NEW_CELL[cell.kind](cell.source))
        elif _is_given(marked[locked[cell.source.strip()]]):
            place(locked[cell.source.strip()])
    for task in exercise.tasks:
        place(task.name)
    missing = [cell for grade_id, cell in marked.items() if _is_given(cell) and grade_id not in placed]
    notebook = new_notebook(cells=copy.deepcopy([*missing, *body]), metadata={"kernelspec": dict(KERNEL)})
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
    return notebook


@functools.cache
def _released(exercise):
    return nbformat.read(exercise.release, as_version=4).cells


def _answer_position(task, cells):
    code = [position for position, cell in enumerate(cells) if cell.kind == "code"]
    defining = [position for position in code if task in defined(cells[position].source)]
    carrying = [position for position in code if cells[position].grade_id == f"{task}_answer"]
    return (defining or carrying or [None])[-1]


def _is_given(cell):
    return cell.metadata.nbgrader.locked and not cell.metadata.nbgrader.grade
