"""The course: what `course.toml` says, as frozen dataclasses. Unknown keys are errors."""

import dataclasses
import datetime
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The tiers of the sandbox (`sandbox/ladder.py`). Two of them hold student code; a plain process holds little.
BWRAP, LANDLOCK, UNSAFE = 1, 2, 3
CONFINED = (BWRAP, LANDLOCK)

GOES_ON = "the same command (without --force) goes on from here"  # after whatever stopped a run

# What feedback says of what failed: the case with its values; the mistake and the tests' names; the points alone.
REVEALS = ("case", "message", "score")


def source_of(exercise: str) -> Path:
    """The percent script of the exercise of this name."""
    return ROOT / "solutions" / exercise / f"{exercise}.py"


class CourseError(Exception):
    """Something in the course's own files is wrong; the message says what, where and what to do."""


class UsageError(CourseError):
    """The command was asked for something that is not there; the message says what there is."""


def shown(path: Path) -> str:
    """A path as one would type it in the course's folder."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


@dataclass(frozen=True)
class Limits:
    """What student code may use. `course.toml` says what each bounds."""

    call_seconds: float = 5.0
    task_seconds: float = 60.0
    cell_seconds: float = 10.0
    notebook_seconds: float = 180.0
    memory_mb: int = 2048
    output_mb: int = 2
    scratch_mb: int = 64
    scratch_files: int = 1000
    threads: int = 64
    callbacks: int = 10_000


@dataclass(frozen=True)
class Task:
    """One graded function: its name is also the `grade_id` of its cell in the notebook."""

    name: str
    points: float


@dataclass(frozen=True)
class Exercise:
    """One notebook: its tasks in order, when it is due (UTC), what student code must do without, and how much
    the feedback reveals, one of `REVEALS`."""

    name: str
    title: str
    tasks: tuple[Task, ...]
    due: datetime.datetime | None = None
    off_limits: tuple[str, ...] = ()
    limits: Limits = Limits()
    reveal: str = REVEALS[0]

    @property
    def max_score(self) -> float:
        return sum(task.points for task in self.tasks)

    @property
    def source(self) -> Path:
        """The percent script that is both the notebook's source and the reference."""
        return source_of(self.name)

    @property
    def release(self) -> Path:
        """The notebook that students receive."""
        return ROOT / "assignments" / self.name / f"{self.name}.ipynb"

    @property
    def grader(self) -> Path:
        """The hidden pytest file."""
        return ROOT / "autograder" / "graders" / f"test_{self.name}.py"


@dataclass(frozen=True)
class Course:
    """The whole course. `seed` is what hidden inputs derive from, `tiers` are the sandboxes that student code may
    run in (`autograder.sandbox`), the best first."""

    id: str
    title: str
    seed: int
    exercises: tuple[Exercise, ...]
    reveal: str = REVEALS[0]
    tiers: tuple[int, ...] = CONFINED

    def unsafe(self) -> "Course":
        """The course that also grades where student code cannot be confined."""
        return dataclasses.replace(self, tiers=(*CONFINED, UNSAFE))

    def exercise(self, name: str) -> Exercise:
        """The exercise called `name`. Raises UsageError, listing the others, where there is none."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        known = ", ".join(exercise.name for exercise in self.exercises)
        raise UsageError(f"There is no exercise {name!r}. The course has: {known}.")


def load(path: Path = ROOT / "course.toml") -> Course:
    """Read and check `course.toml`. Raises CourseError with the place of the first mistake."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path.name} cannot be read: {error}") from None
    _known(data, {"course", "limits", "exercise"}, path.name)
    limits = _build(Limits, data.get("limits", {}), f"{path.name} [limits]")
    common = {"reveal": data.get("course", {}).get("reveal", REVEALS[0])}
    exercises = tuple(_exercise(common | entry, limits, path.name) for entry in data.get("exercise", []))
    names = [exercise.name for exercise in exercises]
    if len(set(names)) < len(names):
        raise CourseError(f"{path.name}: two exercises have the same name.")
    place, own = f"{path.name} [course]", dict(data.get("course", {}))
    _known(own, {"id", "title", "seed", "reveal", "least_tier"}, place)
    own["tiers"] = _tiers(own.pop("least_tier", CONFINED[-1]), place)
    return _build(Course, own | {"exercises": exercises}, place)


def _tiers(least, place):
    if isinstance(least, bool) or least not in CONFINED:
        raise CourseError(f"{place}: least_tier must be 1 or 2, not {least!r}. (3 has to be asked for: --unsafe.)")
    return tuple(tier for tier in CONFINED if tier <= least)


def _exercise(entry: dict, limits: Limits, file: str) -> Exercise:
    place = f"{file} [[exercise]] {entry.get('name', '(without a name)')}"
    entry = dict(entry)
    tasks = entry.pop("tasks", None)
    if not isinstance(tasks, dict) or not tasks:
        raise CourseError(f"{place}: `tasks` must be a table of function names and points.")
    for name, points in tasks.items():
        if not isinstance(points, (int, float)) or not 0 < points < math.inf:
            raise CourseError(f"{place}: the points of {name} must be a number above 0, not {points!r}.")
    entry["tasks"] = tuple(Task(name, float(points)) for name, points in tasks.items())
    if entry["reveal"] not in REVEALS:
        raise CourseError(f"{place}: `reveal` must be one of {', '.join(REVEALS)}, not {entry['reveal']!r}.")
    entry["off_limits"] = tuple(entry.get("off_limits", ()))
    entry["due"] = _utc(entry.get("due"), place)
    own = entry.pop("limits", {})
    entry["limits"] = _build(Limits, dataclasses.asdict(limits) | own, f"{place}, limits")
    for name, value in dataclasses.asdict(entry["limits"]).items():
        whole = isinstance(getattr(Limits, name), int)
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not 0 < value < math.inf:
            raise CourseError(f"{place}: {name} must be a {'whole ' * whole}number above 0, not {value!r}.")
    return _build(Exercise, entry, place)


def _utc(due, place: str) -> datetime.datetime | None:
    """A due date as nbgrader keeps it: UTC, without saying so."""
    if due is None or (isinstance(due, datetime.datetime) and due.tzinfo is None):
        return due
    if not isinstance(due, datetime.datetime):
        raise CourseError(f"{place}: `due` must be a date and a time, like 2026-10-05 18:00:00, not {due!r}.")
    return due.astimezone(datetime.UTC).replace(tzinfo=None)


def _build(kind, values: dict, place: str):
    """A `kind` from `values`, with every key known and every needed one there."""
    fields = {field.name: field for field in dataclasses.fields(kind)}
    _known(values, set(fields), place)
    needed = {name for name, field in fields.items() if field.default is dataclasses.MISSING}
    missing = sorted(needed - set(values))
    if missing:
        raise CourseError(f"{place}: {', '.join(missing)} is missing.")
    return kind(**values)


def _known(values: dict, known: set[str], place: str) -> None:
    unknown = sorted(set(values) - known)
    if unknown:
        raise CourseError(f"{place}: unknown key {', '.join(unknown)}. Known are: {', '.join(sorted(known))}.")
