"""Write a new course: course.toml, README, Makefile, requirements.txt, and one small exercise that is finished.

The exercise is made from the templates of new exercises. Its sentences are in `templates/course/first_steps.toml`.
"""

import contextlib
import importlib.metadata
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import autograder
from autograder.authoring.scaffold.exercise import TEMPLATES, Draft, content, environment, script
from autograder.authoring.scaffold.signature import read_signatures
from autograder.authoring.scaffold.write import written
from autograder.course.config import COURSE_FILE
from autograder.course.schema import CourseFile
from autograder.course.toml_file import TomlFile
from autograder.course.validation import validated
from autograder.errors import CourseError, UsageError, display_path

FIRST = TEMPLATES / "course" / "first_steps.toml"
ENGINE = "autograder"  # the name of the engine's package


@contextlib.contextmanager
def new_course(root: Path, course_id: str | None, title: str | None) -> Iterator[list[Path]]:
    """Write a new course into a folder that is empty or does not exist. Yields the new files.

    Without an id, it is the folder's name; without a title, the id. If the block fails, the folder is as before.
    Raises UsageError if the folder has files, or the id or the title is not possible.
    """
    root = root.resolve()
    if root.exists() and not root.is_dir():
        raise UsageError(f"{display_path(root)} is a file. Name a folder that is empty or does not exist.")
    if root.exists() and any(root.iterdir()):
        raise UsageError(f"{display_path(root)} is not empty. Name a folder that is empty or does not exist.")
    course_id = course_id or "-".join(re.findall(r"\w+", root.name)) or "my-course"
    title = title or course_id.replace("-", " ").capitalize()
    files = {root / path: text for path, text in _files(course_id, title).items()}
    _validate(root / COURSE_FILE, files[root / COURSE_FILE])
    with _empty_again(root), written(files):
        yield list(files)


@contextlib.contextmanager
def _empty_again(root: Path) -> Iterator[None]:
    """If the block fails, remove everything from the folder, which was empty or did not exist."""
    existed = root.exists()
    try:
        yield
    except BaseException:
        for path in list(root.iterdir()) if existed else []:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        raise


def _validate(path: Path, text: str) -> None:
    try:
        validated(CourseFile, TomlFile(path, text, tomllib.loads(text)))
    except CourseError as error:
        raise UsageError(f"{error}\nNothing was written.") from None


def _files(course_id: str, title: str) -> dict[str, str]:
    """Path in the course → text."""
    first: dict[str, Any] = tomllib.loads(FIRST.read_text(encoding="utf-8"))
    draft = Draft(
        name=FIRST.stem,
        tasks=read_signatures(first["signatures"]),
        title=first["title"],
        notes=first["notes"],
        student=first["student"],
        finished=first["sentences"],
    )
    folder = f"exercises/{draft.name}"
    files = {f"solutions/{draft.name}/{draft.name}.py": script(draft)}
    files |= {f"{folder}/{name}": text for name, text in content(draft).items()}
    files[f"{folder}/class/class.toml"] += first["class"]["entries"]
    files |= {f"{folder}/class/{student}.py": text for student, text in first["class"]["cells"].items()}
    files["exercises/shared/class.toml"] = first["class"]["students"]
    return files | _course_files(course_id, title, draft.name)


def _course_files(course_id: str, title: str, exercise: str) -> dict[str, str]:
    names = {"course.toml": COURSE_FILE, "README.md": "README.md", "Makefile": "Makefile"}
    names |= {"gitignore": ".gitignore", "requirements.txt": "requirements.txt"}
    return {
        name: environment().get_template(f"course/{template}.jinja").render(
            id=course_id, title=title, exercise=exercise, engine=engine_requirement()
        )
        for template, name in names.items()
    }  # fmt: skip


def engine_requirement() -> str:
    """The engine that runs, as pip installs it: from where it was installed, or from the folder of its sources."""
    sources = Path(autograder.__file__).resolve().parent.parent
    if (sources / "pyproject.toml").is_file():
        return f"{ENGINE} @ {sources.as_uri()}"
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        installed = importlib.metadata.distribution(ENGINE)
        origin = json.loads(installed.read_text("direct_url.json") or "{}")  # pip writes it, see PEP 610
        if "vcs_info" in origin:
            return f"{ENGINE} @ {origin['vcs_info']['vcs']}+{origin['url']}@{origin['vcs_info']['commit_id']}"
        if "url" in origin:
            return f"{ENGINE} @ {origin['url']}"
        return f"{ENGINE}=={installed.version}"
    return ENGINE
