"""Make the folder that students receive, which needs no other file, and a zip with the same files.

README.md, requirements.txt                  from the course's data
check_submission.py, checking/               from `student/`, with the grader's own reader of submissions
<exercise>/<exercise>.ipynb                  the notebooks
originals/<exercise>.ipynb, course.json      what check_submission.py repairs a notebook from
originals/toolkit/<exercise>.py              the code that is compressed in the notebook's first code cell

All of it is written by a release. A course may have its own text for README.md, in `solutions/README.md`.
"""

import functools
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.authoring.requirements import pinned_requirements
from autograder.authoring.texts import fill_in, listed, notebooks_table
from autograder.course.compressed import FILE, packed_sources
from autograder.course.config import Course, Exercise
from autograder.errors import display_path
from autograder.sandbox.packages import modules_of

STUDENT = Path(__file__).with_name("student")
ENGINE = Path(__file__).resolve().parent.parent
CELL_RULES = ENGINE / "sandbox" / "inside" / "cell_rules.py"
GENERATED = ("checking", "originals")  # folders in which everything is written by a release
LIMITS = ("call_seconds", "cell_seconds", "notebook_seconds", "memory_mb", "threads")  # that the check applies, too
JUPYTER = "jupyterlab>=4  # runs the notebooks"


def notebooks(course: Course) -> list[Path]:
    """The notebooks, relative to the handout's folder."""
    return [Path(name, f"{name}.ipynb") for name in course.names]


def generated(course: Course, folder: Path) -> dict[Path, bytes]:
    """Path → bytes of everything in the handout except the notebooks, which are in `folder`."""
    files = dict(_checker())
    files[Path("README.md")] = _readme(course).encode()
    files[Path("requirements.txt")] = _requirements(course).encode()
    for notebook in notebooks(course):
        data = (folder / notebook).read_bytes()
        files[Path("originals", notebook.name)] = data
        files[readable_toolkit(notebook.stem)] = "\n".join(packed_sources(data.decode())).encode()
    facts = {exercise.name: _facts(exercise) for exercise in course.exercises}
    known = {"requirements": pinned_requirements(course), "exercises": facts}
    files[Path("originals", "course.json")] = (json.dumps(known, indent=1) + "\n").encode()
    return files


def names(course: Course) -> list[Path]:
    """All files of the handout, relative to its folder."""
    own = [Path("README.md"), Path("requirements.txt"), *dict(_checker())]
    originals = [Path("originals", path.name) for path in notebooks(course)]
    toolkits = map(readable_toolkit, course.names)
    return [*own, *notebooks(course), *originals, *toolkits, Path("originals", "course.json")]


def readable_toolkit(exercise: str) -> Path:
    """The readable source of a notebook's toolkit, relative to the handout's folder."""
    return Path(FILE.format(exercise=exercise))


def is_left_by_tools(path: Path) -> bool:
    """Whether JupyterLab or Python made this file, and not the release."""
    return ".ipynb_checkpoints" in path.parts or path.suffix == ".pyc"


def _checker() -> Iterator[tuple[Path, bytes]]:
    """check_submission.py and its packages, with copies of the modules that it shares with the grader."""
    sources = {
        Path(): [STUDENT / "check_submission.py"],
        Path("checking"): [*sorted((STUDENT / "checking").glob("*.py")), ENGINE / "errors.py", CELL_RULES],
        Path("checking", "submissions"): sorted((ENGINE / "submissions").glob("*.py")),
    }
    for target, paths in sources.items():
        yield from ((target / path.name, path.read_bytes()) for path in paths)


def _readme(course: Course) -> str:
    own = course.root / "solutions" / "README.md"
    path = own if own.is_file() else STUDENT / "README.md"
    first, *others = course.exercises
    limits = [exercise.limits for exercise in course.exercises]
    values = {
        "title": course.title,
        "notebooks": notebooks_table(course).rstrip("\n"),
        # What holds for all notebooks. An exercise that allows more says so in its own text.
        "packages": listed(tuple(one for one in first.packages if all(one in other.packages for other in others))),
        "call_seconds": f"{min(one.call_seconds for one in limits):g}",
        "cell_seconds": f"{min(one.cell_seconds for one in limits):g}",
        "memory": f"{min(one.memory_mb for one in limits) / 1024:g} GB",
        "exercise": first.name,
        "function": first.task_names[0],
    }
    return fill_in(path.read_text(encoding="utf-8"), values, display_path(path))


def _requirements(course: Course) -> str:
    head = "# What the notebooks need, in the versions that they are graded with: pip install -r requirements.txt"
    lines = [head, *pinned_requirements(course), JUPYTER]
    return "\n".join(lines) + "\n"


def _facts(exercise: Exercise) -> dict[str, Any]:
    return {
        "title": exercise.title,
        "tasks": {task.name: task.points for task in exercise.tasks},
        "limits": {name: getattr(exercise.limits, name) for name in LIMITS},
        "off_limits": exercise.off_limits,
        "off_limits_reason": exercise.off_limits_reason,
        "packages": {package: _modules_of(package) for package in exercise.packages},
        "written": {task.name: task.points for task in exercise.written},
        "tests": {task.name: task.points for task in exercise.own_tests},
    }


_modules_of = functools.cache(modules_of)  # reads the list of all files of a package


def write_zip(course: Course, path: Path) -> None:
    """Write the handout as one zip: the same bytes for the same files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names(course):
            entry = zipfile.ZipInfo(f"{course.id}/{name.as_posix()}")  # its date is always the same
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (course.assignments / name).read_bytes(), zipfile.ZIP_DEFLATED)
