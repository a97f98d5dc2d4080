"""Read `course.toml` and each `exercise.toml`. A message about a mistake in them has the file, the line and the key.

`schema.py` has the types of single keys. What is checked here concerns several keys, or other files.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.course import off_limits
from autograder.course.config import ANSWER, COURSE_FILE, EXERCISE_FILE, OWN_TESTS, Course, Exercise, OwnTests, Task
from autograder.course.schema import CourseFile, ExerciseFile
from autograder.course.toml_file import Keys, TomlFile, read_toml
from autograder.course.validation import Problem, refuse, similar, validated
from autograder.errors import CourseError, UsageError, display_path
from autograder.sandbox.limits import CONFINED, Limits

STUDENTS = ("submitted", "build", "archive")  # folders of a course with files of students
WITHIN = {"call_seconds": "task_seconds", "cell_seconds": "notebook_seconds"}  # limit → the limit of all of them
YEARS = range(2000, 2101)  # of due dates


def find_root(start: Path | None = None) -> Path:
    """The nearest folder with a `course.toml`, from `start` (by default the current folder) upwards.

    Raises UsageError if there is none.
    """
    start = (start or Path.cwd()).resolve()
    found = [folder for folder in (start, *start.parents) if (folder / COURSE_FILE).is_file()]
    for root in found:
        if not any(_belongs_to_students(root, outer) for outer in found):
            return root
    raise UsageError(
        f"There is no {COURSE_FILE} in {start} or above it. Work in a course's folder, or name it: --course DIR"
    )


def _belongs_to_students(folder: Path, root: Path) -> bool:
    """Whether a folder is where submissions, or what is made of them, are kept: its code must never be loaded."""
    return folder != root and folder.is_relative_to(root) and folder.relative_to(root).parts[0] in STUDENTS


def load_course(root: Path | None = None) -> Course:
    """Read the course in the folder `root`, by default the one that the current folder belongs to.

    Raises CourseError, which names the place of each mistake in a file, and UsageError if there is no course.
    """
    root = find_root() if root is None else root.resolve()
    if not (root / COURSE_FILE).is_file():
        raise UsageError(f"There is no {COURSE_FILE} in {root}. Name a course's folder: --course DIR")
    file = read_toml(root / COURSE_FILE)
    values = validated(CourseFile, file)
    own = values.course
    folder = root / own.exercises
    limits = _limits(Limits(), file)
    refuse(file, _course_problems(values, folder, file, limits))
    course = Course(
        id=own.id,
        title=own.title,
        seed=own.seed,
        root=root,
        folder=folder,
        exercises=(),
        requirements=tuple(map(str, own.packages)),
        reveal=own.reveal,
        tiers=tuple(tier for tier in CONFINED if tier <= own.least_tier),
        demands=values.demands,
        dropped=tuple(own.dropped),
    )
    return _with_exercises(course, own.order, limits)


def _with_exercises(course: Course, order: Sequence[str], limits: Limits) -> Course:
    """The course with its exercises. Raises CourseError with the mistakes in all their files."""
    exercises, requirements, problems = [], list(course.requirements), []
    for name in order:
        try:
            file = read_toml(course.folder / name / EXERCISE_FILE)
            values = validated(ExerciseFile, file)
            exercises.append(_exercise(name, values, file, course, limits))
            requirements += map(str, values.packages or ())
        except CourseError as error:
            problems.append(str(error))
    if problems:
        raise CourseError("\n".join(problems))
    return replace(course, exercises=tuple(exercises), requirements=tuple(dict.fromkeys(requirements)))


def _exercise(name: str, own: ExerciseFile, file: TomlFile, course: Course, limits: Limits) -> Exercise:
    packages = own.packages if own.packages is not None else map(Requirement, course.requirements)
    exercise = Exercise(
        name=name,
        title=own.title,
        tasks=tuple(Task(task, points) for task, points in own.points.items()),
        root=course.root,
        folder=course.folder / name,
        notes=own.notes,
        due=None if own.due is None else _utc(own.due),
        off_limits=tuple(own.off_limits),
        off_limits_reason=own.off_limits_reason,
        packages=tuple(package.name for package in packages),
        limits=_limits(limits, file),
        reveal=own.reveal or course.reveal,
        written=tuple(Task(task, points) for task, points in own.written.items()),
        own_tests=tuple(
            OwnTests(OWN_TESTS.format(function), points, function) for function, points in own.tests.items()
        ),
    )
    refuse(file, _exercise_problems(exercise, own, file))
    return exercise


def _limits(common: Limits, file: TomlFile) -> Limits:
    """The limits, with those in place of some that a valid file has."""
    own: dict[str, Any] = file.values.get("limits", {})
    return replace(common, **own)


def _utc(due: datetime.datetime) -> datetime.datetime:
    """A due date as nbgrader stores it: in UTC, without a time zone. Other years may have no such time in UTC."""
    return due if due.tzinfo is None or due.year not in YEARS else due.astimezone(datetime.UTC).replace(tzinfo=None)


def _course_problems(values: CourseFile, folder: Path, file: TomlFile, limits: Limits) -> Iterator[Problem]:
    """What is wrong in course.toml beyond the types of its values."""
    order = values.course.order
    yield from _repeated(order, ("course", "order"))
    yield from _repeated(values.course.dropped, ("course", "dropped"))
    yield from _repeated([canonicalize_name(one.name) for one in values.course.packages], ("course", "packages"))
    yield from _unreachable(limits, file)
    for place, name in enumerate(values.course.dropped):
        if name in order:
            yield Problem(("course", "dropped", place), f"lists {name}, which is also in order. Remove one of the two.")
    yield from _missing(order, folder, ("course", "order"))
    yield from _missing(values.course.dropped, folder, ("course", "dropped"))


def _missing(names: Sequence[str], folder: Path, keys: Keys) -> Iterator[Problem]:
    """The names of exercises that have no file in the folder with all exercises."""
    there = [path.parent.name for path in sorted(folder.glob(f"*/{EXERCISE_FILE}"))]
    for place, name in enumerate(names):
        if name not in there:
            path = display_path(folder / name / EXERCISE_FILE)
            meant = similar(name, there) or " Write the file, or remove the name."
            yield Problem((*keys, place), f"lists {name}, but {path} is missing.{meant}")


def _exercise_problems(exercise: Exercise, own: ExerciseFile, file: TomlFile) -> Iterator[Problem]:
    """What is wrong in exercise.toml beyond the types of its values."""
    yield from _repeated(own.off_limits, ("off_limits",))
    yield from _repeated([canonicalize_name(one.name) for one in own.packages or ()], ("packages",))
    yield from _unreachable(exercise.limits, file)
    if own.due is not None and own.due.year not in YEARS:
        yield Problem(("due",), f"must be in one of the years {YEARS[0]} to {YEARS[-1]}, not {own.due}.")
    for function in own.tests:
        if function not in own.points:
            yield Problem(("tests", function), f"has no line in [points].{similar(function, own.points)}")
    yield from _clashes(exercise)
    yield from off_limits.not_found(exercise.off_limits, exercise.packages)


def _clashes(exercise: Exercise) -> Iterator[Problem]:
    """Tasks with a name that is taken: each name is the id of a cell, and so is that of each answer cell."""
    tables = {"points": exercise.tasks, "tests": exercise.own_tests, "written": exercise.written}
    keys = [
        (table, task.function if isinstance(task, OwnTests) else task.name, task.name)
        for table, tasks in tables.items()
        for task in tasks
    ]
    answers = {ANSWER.format(name): name for *_, name in keys}
    first: dict[str, str] = {}  # name → the table that has it
    for table, key, name in keys:
        other = first.setdefault(name, table)
        if name in answers:
            text = f"cannot be a task beside {answers[name]}, whose answer cell has this name. Choose another name."
            yield Problem((table, key), text)
        if other != table:
            yield Problem((table, key), f"gives a task the name {name}, which [{other}] has, too. Choose another name.")


def _repeated(names: Sequence[str], keys: Keys) -> Iterator[Problem]:
    for place, name in enumerate(names):
        if name in names[:place]:
            yield Problem((*keys, place), f"lists {name} twice. Remove one of the two.")


def _unreachable(limits: Limits, file: TomlFile) -> Iterator[Problem]:
    """Each limit of the file that another one always comes before."""
    amounts = asdict(limits)
    for one, together in WITHIN.items():
        if one in file.values.get("limits", {}) and amounts[one] > amounts[together]:
            most = f"at most {together}, which is {amounts[together]:g}"
            yield Problem(("limits", one), f"must be {most}, not {amounts[one]:g}. Change one of them.")
