"""Write the folder from which students' repositories on GitHub are made: the handout, and a workflow that checks it."""

from pathlib import Path

from autograder.authoring import handout
from autograder.course.config import Course
from autograder.course.paths import write_atomic

SOURCES = Path(__file__).with_name("student") / "github"
ADDED = {".github/workflows/check.yml": "check.yml", ".gitignore": "gitignore"}  # name in the repository → source


def write_template(course: Course, folder: Path) -> None:
    """Write the folder. Files of an earlier release are removed; git's own folder stays."""
    files = {name.as_posix(): (course.assignments / name).read_bytes() for name in handout.names(course)}
    files |= {name: (SOURCES / source).read_bytes() for name, source in ADDED.items()}
    for path in sorted(folder.rglob("*"), reverse=True):
        inside = path.relative_to(folder)
        if inside.parts[0] != ".git" and path.is_file() and inside.as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        write_atomic(folder / name, data)
