"""Write the archive of one exercise for Gradescope.

    setup.sh, run_autograder     Gradescope starts these
    gradescope.json              what the instructor chose
    failed.json                  the result if the grader itself fails
    requirements.txt             the packages of the container
    engine/autograder/           the engine, without any course
    course/                      course.toml, each exercise.toml, and what this exercise is graded with

Hidden tests and the reference are in it, because expected values are computed when a submission is graded. The tests
and solutions of other exercises are not, except what is in shared/. Nothing of a class is: no submission, no roster.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.course.config import COURSE_FILE, EXERCISE_FILE, Course, Exercise
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError
from autograder.gradebook.cache_key import ENGINE, grading_files
from autograder.reports.gradescope import VISIBLE
from autograder.running.gradescope.grade import SETTINGS, Settings, failed_text
from autograder.running.gradescope.requirements import requirements
from autograder.sandbox.limits import CONFINED

HERE = Path(__file__).resolve().parent
PROGRAMS = ("setup.sh", "run_autograder")
NOT_ENGINE = ("exercises", "__pycache__")  # in the engine's folder: a course's content, and what Python writes
LEAST_TIER = "course.toml sets least_tier, so student code cannot run unconfined. Remove least_tier, or UNSAFE=yes."


@dataclass(frozen=True)
class Choice:
    """What the instructor chooses: when students see results, and whether student code may run without a sandbox."""

    visibility: str = VISIBLE
    unsafe: bool = False


def write_archive(course: Course, exercise: Exercise, choice: Choice = Choice()) -> Path:
    """Write build/gradescope/<exercise>.zip, the same bytes for the same files. Returns its path."""
    if choice.unsafe and course.tiers != CONFINED:
        raise UsageError(LEAST_TIER)
    path = ClassPaths.real(course.root).build / "gradescope" / f"{exercise.name}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(course, exercise, choice):
            entry = zipfile.ZipInfo(name)  # its date is always the same
            entry.external_attr = (0o755 if name in PROGRAMS else 0o644) << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    unfinished.replace(path)
    return path


def _files(course: Course, exercise: Exercise, choice: Choice) -> Iterator[tuple[str, bytes]]:
    """Name in the archive → bytes."""
    settings = Settings(exercise.name, choice.visibility, choice.unsafe)
    yield from ((name, (HERE / name).read_bytes()) for name in PROGRAMS)
    yield SETTINGS, msgspec.json.encode(settings)
    yield "failed.json", failed_text(exercise).encode()
    yield "requirements.txt", requirements(course).encode()
    for path in _engine():
        yield f"engine/autograder/{path.relative_to(ENGINE).as_posix()}", path.read_bytes()
    for path in _content(course, exercise):
        yield f"course/{path.relative_to(course.root).as_posix()}", path.read_bytes()


def _engine() -> Iterator[Path]:
    for path in sorted(ENGINE.rglob("*")):
        parts = path.relative_to(ENGINE).parts
        if path.is_file() and not any(part in NOT_ENGINE or part.startswith(".") for part in parts):
            yield path


def _content(course: Course, exercise: Exercise) -> list[Path]:
    """What the exercise is graded with, and the points of all exercises, by which a notebook is recognised."""
    data = [course.folder / name / EXERCISE_FILE for name in (*course.names, *course.dropped)]
    graded = [path for path in grading_files(exercise) if ENGINE not in path.parents or course.folder in path.parents]
    return sorted({course.root / COURSE_FILE, *data, *graded})
