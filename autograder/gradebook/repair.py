"""The repair: a submission as nbgrader expects it, with each of the release's marked cells in it exactly once.

Notebooks are plain data here, as their JSON is: nbformat takes longer to import than a notebook to grade.
"""

import functools
import json

from autograder.course.config import Exercise
from autograder.sandbox import defined
from autograder.submissions.notebook import NotebookCell

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def repair(cells: tuple[NotebookCell, ...], exercise: Exercise) -> dict:
    """The notebook to record: the student's cells in their order, without outputs and with sound metadata.

    An answer is the last cell that defines the task's function, or else carries its id; behind it comes the
    release's own check. A given cell that is missing comes back at the top. What was unmarked stays as it is.
    """
    marked = _marked(exercise)
    locked = {cell["source"].strip(): name for name, cell in marked.items() if _flags(cell)["locked"]}
    answers = {_answer_position(task.name, cells): task.name for task in exercise.tasks}
    placed, body = set(), []

    def place(grade_id):
        if grade_id not in placed:
            placed.add(grade_id)
            body.append(marked[grade_id])

    for position, cell in enumerate(cells):
        if position in answers:
            task = answers[position]
            body.append(_cell(cell.kind, cell.source, nbgrader=_flags(marked[f"{task}_answer"])))
            place(task)
        elif cell.source.strip() not in locked:
            body.append(_cell(cell.kind, cell.source))
        elif _is_given(marked[locked[cell.source.strip()]]):
            place(locked[cell.source.strip()])
    for task in exercise.tasks:
        place(task.name)
    missing = [cell for grade_id, cell in marked.items() if _is_given(cell) and grade_id not in placed]
    numbered = [cell | {"id": f"cell-{number}"} for number, cell in enumerate([*missing, *body], start=1)]
    return {"cells": numbered, "metadata": {"kernelspec": dict(KERNEL)}, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind, source, **metadata):
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


@functools.cache
def _marked(exercise):
    """The release's cells that carry nbgrader's metadata, under their ids."""
    cells = json.loads(exercise.release.read_text(encoding="utf-8"))["cells"]
    found = [cell | {"source": "".join(cell["source"])} for cell in cells if "nbgrader" in cell["metadata"]]
    return {_flags(cell)["grade_id"]: cell for cell in found}


def _flags(cell):
    return cell["metadata"]["nbgrader"]


def unanswered(notebook: dict, exercise: Exercise) -> dict[str, bool]:
    """Id of each answer's cell in a repaired notebook → whether it still is what students received."""
    return {
        _flags(cell)["grade_id"]: cell["source"] == _marked(exercise)[_flags(cell)["grade_id"]]["source"]
        for cell in notebook["cells"]
        if "nbgrader" in cell["metadata"] and _flags(cell)["solution"]
    }


def _answer_position(task, cells):
    code = [position for position, cell in enumerate(cells) if cell.kind == "code"]
    defining = [position for position in code if task in defined(cells[position].source)]
    carrying = [position for position in code if cells[position].grade_id == f"{task}_answer"]
    return (defining or carrying or [None])[-1]


def _is_given(cell):
    return _flags(cell)["locked"] and not _flags(cell)["grade"]
