"""Make the autograded notebook: the repaired submission, with each task's verdicts and score, as nbgrader keeps it.

A notebook is plain data here, the JSON of its file (`authoring/notebook_json.py`).
"""

import functools
import json
from collections.abc import Sequence
from typing import Any

from autograder.authoring.notebook_json import JsonCell, Notebook
from autograder.course.config import ANSWER, Course, Exercise
from autograder.errors import Unreadable
from autograder.grading.released_cells import answer_names, restored
from autograder.grading.result import Result, TaskResult, follow_through_label
from autograder.grading.written import is_unanswered, written_positions
from autograder.sandbox import defined
from autograder.submissions.notebook import KERNELSPEC, NotebookCell
from autograder.submissions.submission import Submission


def recordable(submission: Submission, course: Course) -> Notebook:
    """The repaired notebook of a submission. If it cannot be read, a notebook that says why."""
    exercise = course.exercise(submission.exercise)
    try:
        return repair(submission.cells(course.names)[0], exercise)
    except Unreadable as error:
        return banner(str(error), exercise)


def banner(problem: str, exercise: Exercise) -> Notebook:
    """A notebook that says why the submission cannot be read.

    The problem may contain file names that a student chose, so it is indented: Markdown shows it as it is.
    """
    text = f"**The submission cannot be read:**\n\n    {problem}."
    return repair((NotebookCell("markdown", text),), exercise)


def repair(cells: tuple[NotebookCell, ...], exercise: Exercise) -> Notebook:
    """The student's cells in their order, without outputs, and each marked cell of the release exactly once.

    An answer is the last cell that defines the task's function, or if there is none, the last one with its id. The
    release's own check follows it. Written answers are found as in `grading/written.py`. A cell of the release that was
    turned into text is code again. A given cell that is missing is put at the top. Unmarked cells stay as they are.
    """
    released = _marked(exercise)
    locked = {cell["source"].strip(): cell for cell in released.values() if _flags(cell)["locked"]}
    cells = restored(cells, exercise)
    graded = (*exercise.task_names, *(tests.name for tests in exercise.own_tests))
    names = [defined(cell.source) if cell.kind == "code" else set() for cell in cells]
    answers = {_answer_position(name, cells, names, exercise): name for name in graded}
    written = {position: name for name, position in written_positions(cells, exercise).items()}
    body: list[JsonCell] = []
    for position, cell in enumerate(cells):
        if position in answers:
            body += _answer(cell, answers[position], released)
        elif position in written:
            body.append(_written(cell, written[position], exercise))
        else:
            body += _other(cell, locked)
    body = _each_once([*body, *(released[name] for name in (*graded, *exercise.written_names) if name in released)])
    kept = {_grade_id(cell) for cell in body}
    missing = [cell for grade_id, cell in released.items() if _is_given(cell) and grade_id not in kept]
    numbered = [cell | {"id": f"cell-{number}"} for number, cell in enumerate([*missing, *body], start=1)]
    return {"cells": numbered, "metadata": {"kernelspec": dict(KERNELSPEC)}, "nbformat": 4, "nbformat_minor": 5}


def _answer(cell: NotebookCell, task: str, released: dict[str, JsonCell]) -> list[JsonCell]:
    """A student's answer with the release's metadata, and the release's check of it."""
    check = [released[task]] if task in released else []
    return [_cell(cell.kind, cell.source, nbgrader=_flags(released[ANSWER.format(task)])), *check]


def _written(cell: NotebookCell, task: str, exercise: Exercise) -> JsonCell:
    """A written answer with the release's metadata. If nothing is written, it is the release's cell: nbgrader gives 0
    points for that."""
    original = _marked(exercise)[task]
    if is_unanswered(cell, task, exercise):
        return original
    return _cell("markdown", cell.source, nbgrader=_flags(original))


def _other(cell: NotebookCell, locked: dict[str, JsonCell]) -> list[JsonCell]:
    """Another cell of a student. A copy of a given cell becomes that cell, and copies of checks are left out.

    `locked` are the release's locked cells, by their text.
    """
    original = locked.get(cell.source.strip())
    if original is None:
        return [_cell(cell.kind, cell.source)]
    return [original] if _is_given(original) else []


def _each_once(cells: list[JsonCell]) -> list[JsonCell]:
    """The cells without those whose `grade_id` an earlier cell has."""
    seen: set[str | None] = set()
    found = []
    for cell in cells:
        grade_id = _grade_id(cell)
        if grade_id is None or grade_id not in seen:
            found.append(cell)
        seen.add(grade_id)
    return found


def _cell(kind: str, source: str, **metadata: Any) -> JsonCell:
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


@functools.cache
def _marked(exercise: Exercise) -> dict[str, JsonCell]:
    """The release's cells with nbgrader's metadata, by `grade_id`. Others must copy them before they change them."""
    cells = json.loads(exercise.release.read_text(encoding="utf-8"))["cells"]
    found = [cell | {"source": "".join(cell["source"])} for cell in cells if "nbgrader" in cell["metadata"]]
    return {_flags(cell)["grade_id"]: cell for cell in found}


def _grade_id(cell: JsonCell) -> str | None:
    return _flags(cell)["grade_id"] if "nbgrader" in cell["metadata"] else None


def _flags(cell: JsonCell) -> dict[str, Any]:
    flags: dict[str, Any] = cell["metadata"]["nbgrader"]
    return flags


def _is_given(cell: JsonCell) -> bool:
    return bool(_flags(cell)["locked"] and not _flags(cell)["grade"])


def _answer_position(
    task: str, cells: tuple[NotebookCell, ...], names: Sequence[set[str]], exercise: Exercise
) -> int | None:
    """Where the answer to a task is. `names` are those that each cell defines."""
    own, grade_id = answer_names(exercise).get(task, {task}), ANSWER.format(task)
    defining = [position for position, found in enumerate(names) if own & found]
    carrying = [place for place, cell in enumerate(cells) if cell.kind == "code" and cell.grade_id == grade_id]
    found = defining or carrying
    return found[-1] if found else None


def unanswered(notebook: Notebook, exercise: Exercise) -> dict[str, bool]:
    """`grade_id` of each answer cell in a repaired notebook → whether it is as students received it."""
    return {
        _flags(cell)["grade_id"]: cell["source"] == _marked(exercise)[_flags(cell)["grade_id"]]["source"]
        for cell in notebook["cells"]
        if "nbgrader" in cell["metadata"] and _flags(cell)["solution"]
    }


def show(cells: list[JsonCell], result: Result) -> None:
    """Write each graded cell's verdicts as text, and its score as a plain number, which nbgrader reads."""
    tasks = {task.task: task for task in result.tasks}
    for cell in cells:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("grade") and nbgrader["grade_id"] in tasks:
            cell["outputs"] = _outputs(tasks[nbgrader["grade_id"]])


def _outputs(task: TaskResult) -> list[dict[str, Any]]:
    score = {"text/plain": repr(float(task.score))}
    return [
        {"output_type": "stream", "name": "stdout", "text": _verdicts(task)},
        {"output_type": "execute_result", "data": score, "execution_count": None, "metadata": {}},
    ]


def _verdicts(task: TaskResult) -> str:
    lines = [
        f"{test.earned:g}/{test.points:g}  {test.verdict}: {test.name}{follow_through_label(test)}"
        for test in task.tests
    ]
    return "\n".join(lines) + "\n"
