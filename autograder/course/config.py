"""The course as data: frozen dataclasses, which `loading.py` reads from `course.toml` and each `exercise.toml`."""

import datetime
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.sandbox.limits import CONFINED, UNSAFE, Limits

# What feedback says of what failed: the case with its values; the mistake and the tests' names; the points alone.
REVEALS = ("case", "message", "score")


@dataclass(frozen=True)
class Task:
    """One graded function: its name is also the `grade_id` of its cell in the notebook."""

    name: str
    points: float


@dataclass(frozen=True)
class Exercise:
    """One notebook.

    `root` is the course's folder and `folder` the exercise's own, with its hidden tests. `notes` is the section that
    it is about. `due` is in UTC. `packages` can be imported by student code, which must do without `off_limits`;
    `off_limits_reason` tells students why. `reveal`, one of `REVEALS`, is how much the feedback shows.
    """

    name: str
    title: str
    tasks: tuple[Task, ...]
    root: Path
    folder: Path
    notes: str = ""
    due: datetime.datetime | None = None
    off_limits: tuple[str, ...] = ()
    off_limits_reason: str = ""
    packages: tuple[str, ...] = ()
    limits: Limits = Limits()
    reveal: str = REVEALS[0]

    @property
    def max_score(self) -> float:
        return sum(task.points for task in self.tasks)

    @property
    def task_names(self) -> tuple[str, ...]:
        return tuple(task.name for task in self.tasks)

    @property
    def source(self) -> Path:
        """The percent script that is both the notebook's source and the reference."""
        return self.root / "solutions" / self.name / f"{self.name}.py"

    @property
    def release(self) -> Path:
        """The notebook that students receive."""
        return self.root / "assignments" / self.name / f"{self.name}.ipynb"

    @property
    def hidden_tests(self) -> Path:
        """The file with the hidden tests."""
        return self.folder / f"test_{self.name}.py"


@dataclass(frozen=True)
class Demands:
    """What every task must have at least, which `make check` and the author's checks ask: known mistakes, right answers
    in other styles, and whether each exercise has pictures. A new course begins with nothing."""

    mistakes: int = 0
    right_answers: int = 0
    pictures: bool = False


@dataclass(frozen=True)
class Course:
    """The whole course.

    `root` is its folder, `folder` the one with its exercises. Hidden inputs derive from `seed`. `requirements` name the
    packages that student code can import, with their versions. `tiers` are the sandboxes that student code may run in,
    the best first.
    """

    id: str
    title: str
    seed: int
    root: Path
    folder: Path
    exercises: tuple[Exercise, ...]
    requirements: tuple[str, ...] = ()
    reveal: str = REVEALS[0]
    tiers: tuple[int, ...] = CONFINED
    demands: Demands = field(default=Demands())

    @property
    def names(self) -> tuple[str, ...]:
        """The exercises' names, in order."""
        return tuple(exercise.name for exercise in self.exercises)

    @property
    def shared(self) -> Path:
        """The folder with what several exercises' hidden tests use."""
        return self.folder / "shared"

    @property
    def assignments(self) -> Path:
        """The folder that students receive."""
        return self.root / "assignments"

    def unsafe(self) -> "Course":
        """The course that also grades where student code cannot be confined."""
        return replace(self, tiers=(*CONFINED, UNSAFE))

    def exercise(self, name: str) -> Exercise:
        """The exercise called `name`. Raises UsageError, which lists the others, if there is none."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise UsageError(f"There is no exercise {name!r}. The course has: {', '.join(self.names)}.")
