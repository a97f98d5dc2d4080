"""Compute digests of everything that a result, or a file made from it, depends on.

A result depends on the submission, the course's seed, the exercise's values, its hidden tests and reference, and the
packages that grade. What is made from a result (the autograded notebook, the feedback page) also depends on the code
and the texts that make it, and on nbgrader's files beside the notebook.
"""

import dataclasses
import functools
import hashlib
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path

from autograder.course.config import EXERCISE_FILE, SHARED, Course, Exercise
from autograder.errors import CourseError, display_path
from autograder.grading import right_answers
from autograder.reports.marks import Marks
from autograder.sandbox.limits import Limits
from autograder.submissions.class_folder import SidecarFiles
from autograder.submissions.submission import Submission

ENGINE = Path(__file__).resolve().parent.parent
# What decides a score, and what else decides how the files look that are made from a result. Nothing else decides them.
GRADING = ("__init__.py", "errors.py", "toolkit", "sandbox", "course", "submissions", "grading")
MAKING = ("reports", "authoring/notebook_json.py", "gradebook/autograded_notebook.py")
# In the folders of exercises: what only the author's checks and the demo class use. The values in exercise.toml count
# instead of its text. Right answers judge the tests that students write.
NOT_GRADING = ("right", "wrong", "class", "class.toml", "equivalent.toml", EXERCISE_FILE)
SUBMISSION = "submission"  # the part of the key with the student's file

MOST_SHARED = 1024  # different parts without a submission's own that are shared


class Parts(Mapping[str, str]):
    """What a score depends on: name → digest of each part.

    The parts beside the student's file are one object for all submissions that have the same: a class can be large.
    """

    __slots__ = ("_own", "_shared")

    def __init__(self, parts: Mapping[str, str]):
        self._own = parts.get(SUBMISSION)
        self._shared = _shared_parts(tuple((name, digest) for name, digest in parts.items() if name != SUBMISSION))

    def __getitem__(self, name: str) -> str:
        if name == SUBMISSION and self._own is not None:
            return self._own
        return self._shared[name]

    def __iter__(self) -> Iterator[str]:
        if self._own is not None:
            yield SUBMISSION
        yield from self._shared

    def __len__(self) -> int:
        return len(self._shared) + (self._own is not None)

    def __repr__(self) -> str:
        return repr(dict(self))


@functools.lru_cache(MOST_SHARED)
def _shared_parts(parts: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(parts)


def fingerprint(submission: Submission, course: Course) -> str:
    """A digest of everything that a submission's result depends on, and of the student, whose name is in it."""
    return _joined({"student": _digest_of((), ascii(submission.student)), **key_parts(submission, course)})


def key_parts(submission: Submission, course: Course) -> Parts:
    """Everything that a submission's score depends on."""
    version = hashlib.sha256(submission.data).hexdigest()
    return parts_of(version, submission.remark, submission.others, course.exercise(submission.exercise), course.seed)


def parts_of(version: str, remark: str, others: tuple[str, ...], exercise: Exercise, seed: int) -> Parts:
    """The same, from the digest of the student's file, and what is said of its name and of other files."""
    name = _digest_of((), repr((remark, others)))
    return Parts({SUBMISSION: version, "name of the file": name, **graders_parts(exercise, seed)})


def artifact_hash(entry: bytes, sidecars: SidecarFiles, exercise: Exercise, course: Course) -> str:
    """A digest of everything that the files depend on that are made from an entry of the result cache.

    It is written into these files: a later run sees in them whether they are up to date.
    """
    digest = hashlib.sha256(_texts_of(exercise, course).encode() + entry)
    for name, data in sidecars:
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def page_stamp(stamp: str, marks: Marks) -> str:
    """The hash in a feedback page: that of its notebook, and one of what people decided."""
    return f"{stamp}-{hashlib.sha256(repr(marks).encode()).hexdigest()}" if stamp and marks else stamp


def code_fingerprint(exercise: Exercise, course: Course) -> str:
    """A digest of everything that results, notebooks and pages of an exercise depend on, except the submission.

    Workers return it with what they made: if it is not what the main process has, a file was changed in the meantime.
    """
    return f"{_joined(graders_parts(exercise, course.seed))} {_texts_of(exercise, course)}"


def forget_files() -> None:
    """Read again what digests are made of, when this process is next asked: it is a copy, and loads files itself."""
    for kept in graders_parts, _engine, _texts, _version:
        kept.cache_clear()


def everything_fingerprint(course: Course) -> str:
    """A digest of all that a run depends on beside the class: the whole engine, the exercises, and the course."""
    own = [code_fingerprint(exercise, course) for exercise in course.exercises]
    folders = sorted({exercise.folder.parent for exercise in course.exercises})
    content = [path for folder in folders for path in _files(folder.parent, [folder.name])]
    engine = _files(ENGINE, sorted(path.name for path in ENGINE.iterdir() if path.name != "exercises"))
    return _digest_of([*engine, *content], repr((course, own)))


def engine_files() -> list[Path]:
    """The files of the engine that decide scores, or how files look that are made from results."""
    return [*_files(ENGINE, GRADING), *_files(ENGINE, MAKING)]


def grading_files(exercise: Exercise) -> list[Path]:
    """All files that decide the scores of an exercise, without its submissions."""
    return [*_files(ENGINE, GRADING), *_content(exercise), exercise.source, exercise.release]


def _content(exercise: Exercise) -> Iterator[Path]:
    """The files that several exercises use, if there are any, and those of the exercise's folder that grade."""
    for folder in (exercise.folder.parent / SHARED, exercise.folder):
        if folder.is_dir():
            unused = {*NOT_GRADING} - ({right_answers.FOLDER} if exercise.own_tests else set())
            yield from _files(folder, sorted(path.name for path in folder.iterdir() if path.name not in unused))


@functools.cache
def graders_parts(exercise: Exercise, seed: int) -> Mapping[str, str]:
    """The parts of the key without the submission, as they were when this process first asked. Names are for people."""
    no_score = dataclasses.replace(exercise, title="", notes="", due=None, reveal="", root=Path(), folder=Path())
    others = dataclasses.replace(no_score, tasks=(), own_tests=(), written=(), limits=Limits())
    versions = [f"{package} {_version(package)}" for package in ("numpy", *exercise.packages)]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return {
        "hidden tests": _digest_of(_content(exercise), ""),
        "reference or release": _digest_of((exercise.source, exercise.release), ""),
        "points": _digest_of((), repr((exercise.tasks, exercise.own_tests, exercise.written))),
        "limits": _digest_of((), repr(exercise.limits)),
        "other values of the exercise": _digest_of((), repr(others)),
        "seed": _digest_of((), repr(seed)),
        "autograder": _engine(),
        "Python or its packages": _digest_of((), repr((python, versions))),
    }


@functools.cache
def _engine() -> str:
    """A digest of the packages that grade."""
    return _digest_of(_files(ENGINE, GRADING), "")


def _joined(parts: Mapping[str, str]) -> str:
    return _digest_of((), repr(sorted(parts.items())))


@functools.cache
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"  # grading says so


def _texts_of(exercise: Exercise, course: Course) -> str:
    return _texts(course.title, exercise.title, exercise.reveal)


@functools.cache
def _texts(*shown: str) -> str:
    """A digest of the code and the texts that notebooks and pages are made with."""
    return _digest_of(_files(ENGINE, MAKING), repr(shown))


def _files(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """The files with these names in a folder, and all files in its folders with these names.

    Compiled and hidden files are left out: other programs write them.
    """
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from map(Path, () if _is_written_by_tools(name) else _all_files(str(path)))
        elif not any(map(_is_written_by_tools, Path(name).parts)):
            yield path


def _all_files(folder: str) -> Iterator[str]:
    """The files in a folder and in the folders in it, in the order of their names."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if _is_written_by_tools(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _all_files(entry.path)
        elif not entry.is_dir():
            yield entry.path


def _is_written_by_tools(name: str) -> bool:
    return name.endswith(".pyc") or name.startswith(".")


def _digest_of(paths: Iterable[Path], text: str) -> str:
    digest = hashlib.sha256(text.encode())
    for path in paths:
        try:
            name = "/".join(path.parts[-2:])  # where it is in its course or package, but not where these are
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
        except FileNotFoundError:
            raise CourseError(f"{display_path(path)} is missing. Releases are written with `make release`.") from None
    return digest.hexdigest()
