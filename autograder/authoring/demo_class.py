"""Make the submissions of the demo class: students whose work shows what grading does.

Each exercise's folder has its part in `class/`: `class.toml` lists the students who submit it and the scores to expect,
and `<student>.py` has the student's own cells, separated by `# %%`. A cell that defines a task's function replaces its
stub; the others are inserted before the first stub. `damage` says how the notebook was damaged before it was handed in.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from autograder.authoring.notebook_json import JsonCell, Notebook, file_text, new_cell, read_json
from autograder.course.config import Course, Exercise
from autograder.course.nbgrader_config import CONFIG_FILE
from autograder.course.paths import LOCK, ClassPaths, write_atomic
from autograder.course.script_cells import CODE, MARKDOWN, cells_of
from autograder.course.toml_file import read_toml
from autograder.course.validation import Problem, refuse, similar, validated
from autograder.errors import display_path
from autograder.submissions.class_folder import name_problem

FOLDER, CLASS_FILE = "class", "class.toml"
CONFIG = """\
# The course's own configuration, with this class's folders and a gradebook of its own.
load_subconfig({config!r}, path={root!r})  # noqa: F821
c = get_config()  # noqa: F821
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
c.CourseDirectory.db_url = {url!r}
"""


@dataclass(frozen=True)
class DemoSubmission:
    """What one student submits, and the result to expect.

    `lost` says how many points each task loses, of the points that its hidden tests give themselves; other tasks have
    full marks. The only other `score` is 0: all tasks lose everything. `status` is that of the result, `damage` one of
    `DAMAGES`.
    """

    student: str
    exercise: Exercise
    lost: dict[str, float] = field(default_factory=dict)
    score: float | None = None
    status: str = "graded"
    damage: str | None = None


def demo_submissions(course: Course) -> list[DemoSubmission]:
    """The whole demo class, by exercise. Raises CourseError if a class.toml is wrong."""
    return [one for exercise in course.exercises for one in _of_exercise(exercise)]


def _of_exercise(exercise: Exercise) -> list[DemoSubmission]:
    path = exercise.folder / FOLDER / CLASS_FILE
    if not path.is_file():
        return []
    file = read_toml(path)
    entries = validated(dict[str, _Entry], file)
    refuse(file, _problems(entries, exercise))
    return [DemoSubmission(student, exercise, **vars(entry)) for student, entry in entries.items()]


def _problems(entries: Mapping[str, "_Entry"], exercise: Exercise) -> Iterator[Problem]:
    """What is wrong in a class.toml beyond the types of its values."""
    for student, entry in entries.items():
        problem = name_problem(student)
        if problem is not None:
            yield Problem((student,), f"cannot be the id of a student: {problem}.")
        for task in entry.lost:
            if task not in exercise.task_names:
                meant = similar(task, exercise.task_names)
                known = f"The tasks are: {', '.join(exercise.task_names)}."
                yield Problem((student, "lost", task), f"is no task of {exercise.name}.{meant} {known}")


def every_script_is_submitted(course: Course) -> list[str]:
    """Each demo student's script in class/ has an entry in class/class.toml."""
    problems = []
    for exercise in course.exercises:
        folder, students = exercise.folder / FOLDER, {one.student for one in _of_exercise(exercise)}
        problems += [
            f"{display_path(folder / CLASS_FILE)} has no [{path.stem}], but there is a script {path.name}. Write the "
            f"entry with: autograder score {exercise.name} --write"
            for path in sorted(folder.glob("*.py"))
            if path.stem not in students
        ]
    return problems


def build(course: Course, paths: ClassPaths) -> None:
    """Write the demo class's submissions, unless they were made from the same files before.

    Raises UsageError while the class is being graded.
    """
    with paths.locked():
        made_from = paths.root / "made-from"
        digest = _digest(course)
        if made_from.is_file() and made_from.read_text() == digest:
            return
        for path in [path for path in paths.root.iterdir() if path.name != LOCK]:  # the whole class and its gradebook
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for one in demo_submissions(course):
            write_atomic(paths.submission(one.student, one.exercise.name), notebook_text(one))
        write_config(course, paths)
        write_atomic(made_from, digest)


def write_config(course: Course, paths: ClassPaths, more: str = "") -> None:
    """Write a class's nbgrader_config.py: the course's own with other folders, and the lines `more`."""
    config = CONFIG.format(config=CONFIG_FILE, root=str(course.root), url=f"sqlite:///{paths.gradebook}")
    write_atomic(paths.root / CONFIG_FILE, config + more)


def _digest(course: Course) -> str:
    digest = hashlib.sha256()
    sources = [path for one in course.exercises for path in sorted((one.folder / FOLDER).rglob("*.*"))]
    for path in [Path(__file__), *sources, *(exercise.release for exercise in course.exercises)]:
        if path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def notebook_text(one: DemoSubmission) -> str:
    """The text of the notebook that one student submits."""
    notebook = read_json(one.exercise.release.read_text(encoding="utf-8"))
    script = one.exercise.folder / FOLDER / f"{one.student}.py"
    if script.exists():
        _fill_in(notebook["cells"], script.read_text(encoding="utf-8"))
    return file_text(notebook) if one.damage is None else DAMAGES[one.damage](notebook)


def _fill_in(cells: list[JsonCell], script: str) -> None:
    """Put the cells of a script into the notebook's. `task="f"` behind `# %%` says whose answer a cell is. Without it,
    the answer cell is the one of the function that the cell defines; other cells are added."""
    answers = {_flags(cell)["grade_id"]: cell for cell in cells if _flags(cell)}
    own: list[JsonCell] = []
    for one in cells_of(script):
        task = [one.values["task"]] if "task" in one.values else []
        if one.kind == CODE:
            task += re.findall(r"^(?:def )?(\w+) ?(?:\(|=)", one.source, flags=re.MULTILINE)
        target = next((answers[f"{name}_answer"] for name in task if f"{name}_answer" in answers), None)
        if one.kind == MARKDOWN:
            target = next((answers[name] for name in task if name in answers), None)
        if target is not None:
            target["source"] = one.source
        elif one.source:
            own.append(new_cell(one.kind, one.source, f"own-{len(own)}"))
    first = next(number for number, cell in enumerate(cells) if _flags(cell).get("solution"))
    cells[first:first] = own


def _flags(cell: JsonCell) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    flags: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return flags


def _is_check(cell: JsonCell) -> bool:
    return bool(_flags(cell).get("grade") and not _flags(cell).get("solution"))


def _checks_deleted(notebook: Notebook) -> str:
    return file_text(notebook | {"cells": [cell for cell in notebook["cells"] if not _is_check(cell)]})


def _answers_moved(notebook: Notebook) -> str:
    """All answers in one new cell at the end; the cells for answers and checks deleted."""
    marked = [cell for cell in notebook["cells"] if _flags(cell) and cell["cell_type"] == "code"]
    answers = [cell["source"] for cell in marked if _flags(cell)["solution"]]
    kept = [cell for cell in notebook["cells"] if cell not in marked]
    moved = new_cell("code", "import numpy as np\n\n" + "\n\n".join(answers), "moved")
    return file_text(notebook | {"cells": [*kept, moved]})


def _cells_duplicated(notebook: Notebook) -> str:
    """Every cell twice, with the same ids, as after a careless copy."""
    return file_text(notebook | {"cells": [cell for cell in notebook["cells"] for _ in range(2)]})


def _metadata_lost(notebook: Notebook) -> str:
    """Only the sources are left, as in the exports of some tools."""
    bare = [{key: value for key, value in cell.items() if key != "id"} | {"metadata": {}} for cell in notebook["cells"]]
    return json.dumps(notebook | {"cells": bare, "metadata": {}, "nbformat_minor": 4}, indent=1)


def _truncated(notebook: Notebook) -> str:
    text = file_text(notebook)
    return text[: len(text) // 2]


DAMAGES: dict[str, Callable[[Notebook], str]] = {
    "checks deleted": _checks_deleted,
    "answers moved": _answers_moved,
    "cells duplicated": _cells_duplicated,
    "metadata lost": _metadata_lost,
    "truncated": _truncated,
}


def _one_of(names: Iterable[str]) -> Meta:
    pattern = "|".join(map(re.escape, names))
    return Meta(pattern=rf"\A({pattern})\Z", description=f"one of {', '.join(names)}")


_Points = Annotated[float, Meta(ge=0, description="a number of points")]
_Lost = Annotated[dict[str, _Points], Meta(description="a table with tasks and points, like { f = 1 }")]


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """A student's table in class.toml: the fields of DemoSubmission."""

    lost: _Lost = field(default_factory=dict)
    score: Annotated[float, Meta(ge=0, le=0, description="0 (`lost` says which points a task loses)")] | None = None
    status: Annotated[str, _one_of(("graded", "unreadable", "error"))] = "graded"
    damage: Annotated[str, _one_of(DAMAGES)] | None = None
