"""The handout: the folder that students receive, complete in itself, and the same as one zip.

README.md  requirements.txt  check_submission.py    written by hand, in assignments/
checking/*.py                                       the parts of check_submission.py, by hand too
<exercise>/<exercise>.ipynb                         the notebooks, written by a release
originals/<exercise>.ipynb, course.json             what check_submission.py repairs a notebook from
"""

import json
import zipfile
from pathlib import Path

from autograder.course.config import ROOT, Course

ASSIGNMENTS = ROOT / "assignments"
CHECKING = ("__init__", "command", "judging", "files", "mending", "looking", "running", "telling", "cells", "course")
BY_HAND = ("README.md", "requirements.txt", "check_submission.py", *(f"checking/{name}.py" for name in CHECKING))
PACKAGES = ("numpy", "matplotlib")  # what there is beside the standard library where student code is graded


def written(course: Course) -> list[Path]:
    """What a release writes, relative to the handout's folder."""
    notebooks = [Path(exercise.name, f"{exercise.name}.ipynb") for exercise in course.exercises]
    return [*notebooks, *(Path("originals", path.name) for path in notebooks), Path("originals", "course.json")]


def write_originals(course: Course, folder: Path) -> None:
    """Put a copy of each of the folder's notebooks, and the facts about the exercises, into `folder/originals`."""
    originals = folder / "originals"
    originals.mkdir(parents=True, exist_ok=True)
    for exercise in course.exercises:
        name = f"{exercise.name}.ipynb"
        (originals / name).write_bytes((folder / exercise.name / name).read_bytes())
    facts = {exercise.name: _facts(exercise) for exercise in course.exercises}
    text = json.dumps({"exercises": facts}, indent=1) + "\n"
    (originals / "course.json").write_text(text, encoding="utf-8", newline="\n")


def _facts(exercise):
    return {
        "title": exercise.title,
        "tasks": {task.name: task.points for task in exercise.tasks},
        "cell_seconds": exercise.limits.cell_seconds,
        "off_limits": exercise.off_limits,
        "packages": PACKAGES,
    }


def write_zip(course: Course, path: Path, folder: Path = ASSIGNMENTS) -> None:
    """The handout as one zip, the same bytes for the same files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [*map(Path, BY_HAND), *written(course)]:
            entry = zipfile.ZipInfo(f"{course.id}/{name.as_posix()}")  # with a date that is always the same
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
