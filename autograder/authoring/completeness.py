"""Check that the tasks of a course are complete: what students read, the visible checks, the known mistakes."""

import contextlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.authoring.percent_script import read_script
from autograder.authoring.source_notebook import source_bytes
from autograder.course.compressed import OWN
from autograder.course.config import Course, Exercise
from autograder.errors import display_path
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import misconceptions_of, misplaced_models
from autograder.submissions.notebook import NotebookCell, read_notebook

# What stands in place of an answer.
STUB = re.compile(r"NotImplementedError|^\w+(?: *, *\w+)* *= *\.\.\.", re.MULTILINE)


def every_task_is_complete(course: Course) -> list[str]:
    """Each task has a stub, hints, known mistakes, and visible checks that its reference passes and its stub fails."""
    problems = []
    for exercise in course.exercises:
        hints = read_script(exercise).hints
        released = read_notebook(exercise.release.read_bytes())
        stubs = {cell.grade_id for cell in released if cell.role == "answer" and STUB.search(cell.source)}
        solved, unsolved = visible_checks(read_notebook(source_bytes(exercise))), visible_checks(released)
        script, none = display_path(exercise.source), VisibleChecks(0, 0)
        for task in exercise.task_names:
            of_reference = solved.get(task, none)
            found = {
                f"has no stub. {_ADVICE['stub'].format(script, task)}": f"{task}_answer" not in stubs,
                f"has no hints. {_ADVICE['hints'].format(script, task)}": task not in hints,
                f"has no visible checks. {_ADVICE['check'].format(script, task)}": of_reference.total == 0,
                f"has visible checks that the reference fails. The first is {of_reference.first_problem}":
                    of_reference.passed < of_reference.total,
                "has visible checks that the stub passes. Check what only a right function returns":
                    unsolved.get(task, none).passed > 0,
            }  # fmt: skip
            problems += [f"{exercise.name}: {task} {problem}" for problem, is_one in found.items() if is_one]
            problems += _too_few_mistakes(exercise, task, course.demands.mistakes)
        problems += _without_cell(exercise)
    return problems


def _without_cell(exercise: Exercise) -> list[str]:
    """A message for each written task without a cell for its answer."""
    there = {cell.task for cell in read_script(exercise).cells if cell.role == "written"}
    advice = f'Write a cell in {display_path(exercise.source)}: # %% [markdown] role="written" task="{{}}"'
    return [
        f"{exercise.name}: {task} has no cell for the answer. {advice.format(task)}"
        for task in exercise.written_names
        if task not in there
    ]


_ADVICE = {  # what to write in a script, for a task
    "stub": 'In {}, the cell with role="answer" task="{}" needs ### BEGIN SOLUTION and ### END SOLUTION, and above '
    "them, if the answer is a variable, a line like: x = ...",
    "hints": 'Write a cell in {}: # %% [markdown] role="hints" task="{}", with 1. a nudge, 2. the idea, 3. the outline',
    "check": 'Write a cell in {0}: # %% role="check" task="{1}", with check("{1}", {{call: value, ...}})',
}


def _too_few_mistakes(exercise: Exercise, task: str, demanded: int) -> list[str]:
    known = len(misconceptions_of(exercise, task))
    if known >= demanded:
        return []
    count = f"{known} known mistake{'' if known == 1 else 's'}"
    one_file, own_file = exercise.folder / "mistakes.py", exercise.folder / "mistakes" / f"{task}.py"
    place = display_path(one_file if one_file.is_file() else own_file)
    demand = f"[demands] in course.toml asks for {demanded}"
    advice = f'Write slips and missing checks in {place}, in a class with task="{task}"'
    return [f"{exercise.name}: {task} has {count}; {demand}. {advice}"]


def texts_for_students_exist(course: Course) -> list[str]:
    """Each hidden test and each known mistake belongs to a task, and has a docstring that students read."""
    problems = []
    for exercise in course.exercises:
        place = display_path(exercise.hidden_tests)
        problems += [
            f"{place}: {name} has no docstring. Its first line is the test's name for students"
            for name in dict.fromkeys(collect(exercise).without_promise())
        ]
        problems += misplaced_models(exercise)
        mistakes = [one for task in exercise.task_names for one in misconceptions_of(exercise, task)]
        problems += [
            f"{exercise.name}: the mistake {name} has no docstring. Students read it"
            for name in dict.fromkeys(one.name for one in mistakes if not one.explanation)  # several tasks can share it
        ]
    return problems


@dataclass(frozen=True)
class VisibleChecks:
    """How many of a task's visible checks pass, how many it has, and the first that fails, with the reason."""

    passed: int
    total: int
    first_problem: str = ""


def visible_checks(cells: Sequence[NotebookCell]) -> dict[str, VisibleChecks]:
    """Run one of our own notebooks. Returns task → its visible checks."""
    names: dict[str, Any] = {"__name__": "notebook"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in cells:
            if cell.kind == "code":
                exec(cell.source, names)
    progress: dict[str, tuple[int, int]] = names.get(OWN, {}).get("_PROGRESS", {})  # the toolkit counts there
    return {
        task: VisibleChecks(passed, total, _first_problem(task, names) if passed < total else "")
        for task, (passed, total) in progress.items()
    }


def _first_problem(task: str, names: dict[str, Any]) -> str:
    """The first visible check that fails, in one line, by the toolkit of the notebook that has these names."""
    problems, _ = names[OWN]["_run"](names[OWN]["_CASES"][task], names)
    return next((f"{call}: {' '.join(problem.split())}" for call, problem in problems.items()), "")
