"""What results and files depend on, as digests.

A result depends on the submission, the exercise with its hidden tests and reference, the course's seed, and the packages
that grade. What is made from a result (the autograded notebook, the feedback page) depends on the packages and texts
that make it, too, and on the files beside the notebook.
"""

import dataclasses
import functools
import hashlib
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from autograder.course.config import Course, Exercise
from autograder.errors import CourseError, display_path
from autograder.submissions.class_folder import SidecarFiles
from autograder.submissions.submission import Submission

ENGINE = Path(__file__).resolve().parent.parent
# What decides a score, and what else is in the files that are made from a result. Everything else decides neither.
GRADING = ("errors.py", "toolkit", "sandbox", "course", "submissions", "grading")
MAKING = ("reports", "gradebook/autograded_notebook.py")
# In an exercise's folder: what only tests and the demo class use.
NOT_GRADING = ("right", "wrong", "class", "equivalent.toml")


def fingerprint(submission: Submission, course: Course) -> str:
    """What a submission's result depends on."""
    digest = hashlib.sha256(graders_digest(course.exercise(submission.exercise), course.seed).encode())
    digest.update(submission.student.encode("utf-8", "surrogateescape") + b"\0" + submission.data)
    digest.update(submission.remark.encode("utf-8", "replace"))
    return digest.hexdigest()


def artifact_hash(entry: bytes, sidecars: SidecarFiles, exercise: Exercise, course: Course) -> str:
    """What the files depend on that are made from an entry of the result cache. It is written into them."""
    digest = hashlib.sha256(_texts_of(exercise, course).encode() + entry)
    for name, data in sidecars:
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def code_fingerprint(exercise: Exercise, course: Course) -> str:
    """What results, notebooks and pages of an exercise depend on beside the submission.

    A process that has loaded all of this code can compare it with what the files contain now.
    """
    return f"{graders_digest(exercise, course.seed)} {_texts_of(exercise, course)}"


def _texts_of(exercise: Exercise, course: Course) -> str:
    return _texts(course.title, exercise.title, exercise.reveal)


@functools.cache
def _texts(*shown: str) -> str:
    """A digest of what notebooks and pages show beside the result."""
    return _digest_of(_files(ENGINE, MAKING), repr(shown))


@functools.cache
def graders_digest(exercise: Exercise, seed: int) -> str:
    """A digest of everything but the submission that decides a score."""
    neutral = dataclasses.replace(exercise, title="", notes="", due=None, reveal="", root=Path(), folder=Path())
    python = f"{platform.python_implementation()} {platform.python_version()}"
    own = [path for path in _files(exercise.folder, (".",)) if path.name != "exercise.toml" and _grades(path, exercise)]
    shared = _files(exercise.folder.parent, ("shared",))
    paths = [*_files(ENGINE, GRADING), *shared, *own, exercise.source, exercise.release]
    return _digest_of(paths, f"{neutral!r} {seed} {np.__version__} {python}")


def _grades(path: Path, exercise: Exercise) -> bool:
    return path.relative_to(exercise.folder).parts[0] not in NOT_GRADING


def _files(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """The files of these names, and in folders of these names, without what Python makes of them."""
    for name in names:
        path = folder / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in found if not one.is_dir() and one.suffix != ".pyc")


def _digest_of(paths: Iterable[Path], text: str) -> str:
    digest = hashlib.sha256(text.encode())
    for path in paths:
        try:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        except FileNotFoundError:
            raise CourseError(f"{display_path(path)} is missing. Releases are written with `make release`.") from None
    return digest.hexdigest()
