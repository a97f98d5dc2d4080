"""Read `course.toml` and each `exercise.toml`. Messages about unknown keys and wrong values say where they are."""

import dataclasses
import datetime
import keyword
import math
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from autograder.course.config import REVEALS, SHARED, Course, Demands, Exercise, Task
from autograder.errors import CourseError, UsageError, display_path
from autograder.sandbox import Student
from autograder.sandbox.limits import CONFINED, Limits

COURSE_FILE, EXERCISE_FILE = "course.toml", "exercise.toml"
STUDENTS = ("submitted", "build", "archive")  # folders of a course with files of students
Kind = TypeVar("Kind")


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

    Raises CourseError, which names the place of the first mistake, and UsageError if there is no course.
    """
    root = find_root() if root is None else root.resolve()
    if not (root / COURSE_FILE).is_file():
        raise UsageError(f"There is no {COURSE_FILE} in {root}. Name a course's folder: --course DIR")
    place = display_path(root / COURSE_FILE)
    data = _read(root / COURSE_FILE)
    _refuse_unknown(data, {"course", "limits", "demands"}, place)
    own = dict(data.get("course", {}))
    fields = {"id", "title", "seed", "reveal", "least_tier", "exercises", "order", "packages"}
    _refuse_unknown(own, fields, f"{place} [course]")
    _require_types(own, {"id": str, "title": str, "seed": int, "exercises": str}, f"{place} [course]")
    own["tiers"] = _tiers(own.pop("least_tier", CONFINED[-1]), f"{place} [course]")
    limits = _limits(Limits(), data.get("limits", {}), f"{place} [limits]")
    demands = _demands(data.get("demands", {}), f"{place} [demands]")
    folder = root / own.pop("exercises", "exercises")
    files = {name: _read_listed(folder / name / EXERCISE_FILE, place) for name in _order(own, f"{place} [course]")}
    own.pop("order", None)
    common = {"reveal": own.get("reveal", REVEALS[0]), "packages": own.pop("packages", ()), "root": root}
    requirements = _names(common, "packages", f"{place} [course]")
    exercises = tuple(_exercise(name, folder / name, file, limits, common) for name, file in files.items())
    for file in files.values():
        requirements += tuple(file.get("packages", ()))
    facts = own | {"root": root, "folder": folder, "exercises": exercises, "demands": demands}
    facts["requirements"] = tuple(dict.fromkeys(requirements))
    return _build(Course, facts, f"{place} [course]")


def _order(own: dict[str, Any], place: str) -> tuple[str, ...]:
    """The names of the exercises, which are also names of Python packages."""
    order = _names(own, "order", place)
    if len(set(order)) < len(order):
        raise CourseError(f"{place}: `order` names an exercise twice.")
    for name in order:
        if not _is_name(name) or name == SHARED:
            raise CourseError(f"{place}: an exercise needs a name like first_steps, not {name!r}.")
    return order


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{display_path(path)} cannot be read: {error}") from None


def _read_listed(path: Path, place: str) -> dict[str, Any]:
    """The exercise.toml of an exercise that course.toml, at `place`, lists."""
    if not path.is_file():
        raise CourseError(f"{place} lists {path.parent.name} in `order`, but {display_path(path)} is missing.")
    return _read(path)


def _exercise(name: str, folder: Path, own: dict[str, Any], limits: Limits, common: dict[str, Any]) -> Exercise:
    place = display_path(folder / EXERCISE_FILE)
    known = {field.name for field in dataclasses.fields(Exercise)} - {"name", "root", "folder", "tasks"}
    _refuse_unknown(own, known | {"points"}, place)
    _require_types(own, {"title": str, "notes": str, "off_limits_reason": str}, place)
    facts = common | own | {"name": name, "folder": folder, "tasks": _tasks(own.get("points"), place)}
    facts.pop("points", None)
    if facts["reveal"] not in REVEALS:
        raise CourseError(f"{place}: `reveal` must be one of {', '.join(REVEALS)}, not {facts['reveal']!r}.")
    facts["off_limits"] = _names(facts, "off_limits", place)
    facts["packages"] = tuple(_package(one, place) for one in _names(facts, "packages", place))
    facts["due"] = _utc(own.get("due"), place)
    facts["limits"] = _limits(limits, own.get("limits", {}), f"{place} [limits]")
    return _build(Exercise, facts, place)


def _tasks(points: Any, place: str) -> tuple[Task, ...]:
    if not isinstance(points, dict) or not points:
        raise CourseError(f"{place}: [points] must be a table of function names and points.")
    for name, worth in points.items():
        if not _is_name(name) or name in {*dir(Student), *Student.__annotations__}:
            raise CourseError(f"{place} [points]: a function cannot be called {name!r}. Choose another name.")
        if isinstance(worth, bool) or not isinstance(worth, (int, float)) or not 0 < worth < math.inf:
            raise CourseError(f"{place} [points]: {name} must be a number above 0, not {worth!r}.")
    return tuple(Task(name, float(worth)) for name, worth in points.items())


def _is_name(name: str) -> bool:
    """Whether a function or a package can have this name."""
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")


def _names(values: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
    """A list of names, as a tuple."""
    names = values.get(key, ())
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
        raise CourseError(f"{place}: `{key}` must be a list of names, not {names!r}.")
    return tuple(names)


def _package(requirement: str, place: str) -> str:
    """The name in a requirement like "numpy>=2"."""
    match = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement)
    if match is None:
        raise CourseError(f"{place}: `packages` must be requirements like 'numpy>=2', not {requirement!r}.")
    return match[0]


def _tiers(least: Any, place: str) -> tuple[int, ...]:
    if isinstance(least, bool) or least not in CONFINED:
        raise CourseError(f"{place}: least_tier must be 1 or 2, not {least!r}. (Tier 3 needs the option --unsafe.)")
    return tuple(tier for tier in CONFINED if tier <= least)


def _require_types(values: dict[str, Any], types: dict[str, type], place: str) -> None:
    words = {str: "a text", int: "a whole number", bool: "true or false"}
    for name, kind in types.items():
        if name in values and type(values[name]) is not kind:
            raise CourseError(f"{place}: {name} must be {words[kind]}, not {values[name]!r}.")


def _demands(own: dict[str, Any], place: str) -> Demands:
    _require_types(own, {"mistakes": int, "right_answers": int, "pictures": bool}, place)
    if any(value < 0 for value in own.values()):
        raise CourseError(f"{place}: the numbers must be 0 or more.")
    return _build(Demands, own, place)


def _limits(common: Limits, own: dict[str, Any], place: str) -> Limits:
    limits = _build(Limits, dataclasses.asdict(common) | own, place)
    for name, value in dataclasses.asdict(limits).items():
        kinds, wanted = (int, "whole number") if isinstance(getattr(Limits, name), int) else ((int, float), "number")
        if isinstance(value, bool) or not isinstance(value, kinds) or not 0 < value < math.inf:
            raise CourseError(f"{place}: {name} must be a {wanted} above 0, not {value!r}.")
    return limits


def _utc(due: Any, place: str) -> datetime.datetime | None:
    """A due date as nbgrader stores it: in UTC, without a time zone."""
    if due is None or (isinstance(due, datetime.datetime) and due.tzinfo is None):
        return due
    if not isinstance(due, datetime.datetime):
        raise CourseError(f"{place}: `due` must be a date and a time, like 2026-10-05 18:00:00, not {due!r}.")
    return due.astimezone(datetime.UTC).replace(tzinfo=None)


def _build(kind: type[Kind], values: dict[str, Any], place: str) -> Kind:
    """A dataclass of these values. Raises CourseError if one is unknown or missing."""
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    _refuse_unknown(values, set(fields), place)
    needed = {name for name, field in fields.items() if field.default is dataclasses.MISSING}
    missing = sorted(needed - set(values))
    if missing:
        raise CourseError(f"{place}: {', '.join(missing)} is missing.")
    return kind(**values)


def _refuse_unknown(values: dict[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(set(values) - known)
    if unknown:
        raise CourseError(f"{place}: unknown key {', '.join(unknown)}. Known are: {', '.join(sorted(known))}.")
