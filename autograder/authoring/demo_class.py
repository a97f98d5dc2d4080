"""The demo class: a dozen students whose work shows what grading does, made from the small files in `tests/demo`.

`class.toml` says who hands in what and which score must come out; `<student>/<exercise>.py` has the student's own
cells, parted by `# %%`. A cell that defines a task's function takes the place of its stub, others come before the
first of them. `damage` is what happened to the notebook on the way.
"""

import hashlib
import json
import re
import shutil
import tomllib
from pathlib import Path

import nbformat

from autograder.course.config import ROOT, Course
from autograder.course.paths import LOCK, ClassPaths, write_atomic
from autograder.errors import CourseError
from autograder.submissions.class_folder import DEMO, alone

SOURCE = ROOT / "tests" / "demo"

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


def load_class() -> dict[str, dict]:
    """Student → {"about": …, exercise: {"score": …, "tasks"?: …, "damage"?: …}}."""
    return tomllib.loads((SOURCE / "class.toml").read_text(encoding="utf-8"))


def build(course: Course, places: ClassPaths = DEMO) -> None:
    """Make the demo class's submissions, unless they are there and were made from the same files. Raises UsageError
    where the class is being graded."""
    with alone(places):
        _build(course, places)


def _build(course, places):
    stamp = places.root / "made-from"
    digest = _digest(course)
    if stamp.is_file() and stamp.read_text() == digest:
        return
    for path in [path for path in places.root.iterdir() if path.name != LOCK]:  # the whole class, with its gradebook
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for student, entry in load_class().items():
        for exercise in course.exercises:
            if exercise.name in entry:
                text = submission(student, exercise, entry[exercise.name].get("damage"))
                write_atomic(places.submission(student, exercise.name), text)
    write_config(places)
    write_atomic(stamp, digest)


def write_config(places: ClassPaths, more: str = "") -> None:
    """Write a class's nbgrader_config.py: the course's own with other folders, and these lines."""
    config = CONFIG.format(config="nbgrader_config.py", root=str(ROOT), url=f"sqlite:///{places.gradebook}")
    write_atomic(places.root / "nbgrader_config.py", config + more)


def _digest(course):
    digest = hashlib.sha256()
    releases = [exercise.release for exercise in course.exercises]
    for path in [Path(__file__), *sorted(SOURCE.rglob("*.*")), *releases]:
        if path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def submission(student: str, exercise, damage: str | None = None) -> str:
    """The text of the notebook that one student hands in."""
    notebook = nbformat.read(exercise.release, as_version=4)
    script = SOURCE / student / f"{exercise.name}.py"
    if script.exists():
        _fill_in(notebook, re.split(r"^# %%.*\n", script.read_text(encoding="utf-8"), flags=re.MULTILINE))
    if damage is None:
        return nbformat.writes(notebook)
    if damage not in DAMAGES:
        raise CourseError(f"tests/demo/class.toml, {student}: unknown damage {damage!r}. Known: {', '.join(DAMAGES)}")
    return DAMAGES[damage](notebook)


def _fill_in(notebook, cells):
    answers = {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}
    own = []
    for source in (cell.strip() for cell in cells):
        task = re.findall(r"^(?:def )?(\w+) ?(?:\(|=)", source, flags=re.MULTILINE)
        target = next((answers[f"{name}_answer"] for name in task if f"{name}_answer" in answers), None)
        if target is not None:
            target.source = source
        elif source:
            own.append(nbformat.v4.new_code_cell(source, id=f"own-{len(own)}"))
    first = next(i for i, c in enumerate(notebook.cells) if c.get("metadata", {}).get("nbgrader", {}).get("solution"))
    notebook.cells[first:first] = own


def _is_check(cell):
    return cell.metadata.get("nbgrader", {}).get("grade", False)


def _checks_deleted(notebook):
    notebook.cells = [cell for cell in notebook.cells if not _is_check(cell)]
    return nbformat.writes(notebook)


def _answers_moved(notebook):
    """All answers in one new cell at the end; the cells for answers and checks deleted."""
    marked = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    answers = [cell.source for cell in marked if cell.metadata.nbgrader.solution]
    kept = [cell for cell in notebook.cells if cell not in marked]
    notebook.cells = [*kept, nbformat.v4.new_code_cell("import numpy as np\n\n" + "\n\n".join(answers), id="moved")]
    return nbformat.writes(notebook)


def _cells_duplicated(notebook):
    """Every cell twice, ids and all, as a careless copy leaves it."""
    data = json.loads(nbformat.writes(notebook))
    data["cells"] = [cell for cell in data["cells"] for _ in range(2)]
    return json.dumps(data, indent=1)


def _metadata_lost(notebook):
    """Only sources survive, as in some tools' exports."""
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode()
        cell.pop("id", None)
    notebook.metadata = nbformat.NotebookNode()
    notebook.nbformat_minor = 4
    return json.dumps(notebook, indent=1)


def _truncated(notebook):
    text = nbformat.writes(notebook)
    return text[: len(text) // 2]


DAMAGES = {
    "checks deleted": _checks_deleted,
    "answers moved": _answers_moved,
    "cells duplicated": _cells_duplicated,
    "metadata lost": _metadata_lost,
    "truncated": _truncated,
}
