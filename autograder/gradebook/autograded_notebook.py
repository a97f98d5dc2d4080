"""The autograded notebook: the repaired submission with each task's verdicts and score, as nbgrader keeps it."""

import json

from autograder.course.config import Course, Exercise
from autograder.errors import Unreadable
from autograder.gradebook.repair import repair
from autograder.grading.grade import Submission
from autograder.grading.result import Result, TaskResult, through
from autograder.submissions.notebook import NotebookCell


def recordable(submission: Submission, course: Course) -> dict:
    """The repaired notebook of a submission; where nothing can be read, one that says why."""
    exercise = course.exercise(submission.exercise)
    try:
        return repair(submission.cells(course)[0], exercise)
    except Unreadable as error:
        return banner(str(error), exercise)


def banner(problem: str, exercise: Exercise) -> dict:
    """A notebook that says why there is none. File names may stand in that, so it is indented: code, not markdown."""
    text = f"**What was handed in cannot be read:**\n\n    {problem}."
    return repair((NotebookCell("markdown", text),), exercise)


def show(cells: list[dict], result: Result) -> None:
    """Give each graded cell its tests' verdicts as text and its score as a plain number, which nbgrader reads."""
    tasks = {task.task: task for task in result.tasks}
    for cell in cells:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("grade") and nbgrader["grade_id"] in tasks:
            cell["outputs"] = _outputs(tasks[nbgrader["grade_id"]])


def _outputs(task: TaskResult):
    score = {"text/plain": repr(float(task.score))}
    return [
        {"output_type": "stream", "name": "stdout", "text": _verdicts(task)},
        {"output_type": "execute_result", "data": score, "execution_count": None, "metadata": {}},
    ]


def _verdicts(task):
    lines = [f"{test.earned:g}/{test.points:g}  {test.verdict}: {test.name}{through(test)}" for test in task.tests]
    return "\n".join(lines) + "\n"


def file_text(notebook: dict) -> str:
    """The notebook as nbformat writes it, texts as lists of lines."""
    cells = [_lines(cell, "source") for cell in notebook["cells"]]
    for cell in cells:
        if "outputs" in cell:
            cell["outputs"] = [
                _lines(output, "text") if "text" in output else output | {"data": _data(output["data"])}
                for output in cell["outputs"]
            ]
    return json.dumps(notebook | {"cells": cells}, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _lines(holder, key):
    return holder | {key: holder[key].splitlines(keepends=True)}


def _data(data):
    return {kind: text.splitlines(keepends=True) for kind, text in data.items()}
