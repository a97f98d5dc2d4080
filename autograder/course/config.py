"""Define a course as data: frozen dataclasses, which `loading.py` reads from `course.toml` and each `exercise.toml`."""

import datetime
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from autograder.errors import UsageError
from autograder.sandbox.limits import CONFINED, UNSAFE, Limits

COURSE_FILE, EXERCISE_FILE = "course.toml", "exercise.toml"
OWN_TESTS = "{}_tests"  # the name of the task with a student's own tests of a function
ANSWER = "{}_answer"  # the grade_id of a task's answer cell; that of its visible checks is the task itself
SHARED = "shared"  # the folder, beside the exercises, with code that several of them use
# What feedback shows of a failure: the call with its values; only the mistake and the tests' names; only the points.
REVEALS = ("case", "message", "score")


@dataclass(frozen=True)
class Task:
    """One graded function: its name is also the `grade_id` of its cell in the notebook."""

    name: str
    points: float


@dataclass(frozen=True)
class OwnTests(Task):
    """A student's own tests of a function, which are graded by the mistakes that they notice.

    `name` is also the name of the variable that the student defines. `points` can be 0.
    """

    function: str


@dataclass(frozen=True)
class Exercise:
    """One notebook with its tasks.

    `tasks` are graded by hidden tests, `own_tests` by known mistakes, and `written` by a person.

    `root` is the course's folder, and `folder` the exercise's own, with its hidden tests. `notes` is the section of the
    lecture notes that it is about. `due` is in UTC, without a time zone. Student code can import `packages`. It cannot
    use the functions that are `off_limits` ("numpy.convolve"), and `off_limits_reason` tells students why. `reveal`,
    one of `REVEALS`, is how much the feedback shows.
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
    limits: Limits = field(default=Limits())
    reveal: str = REVEALS[0]
    written: tuple[Task, ...] = ()
    own_tests: tuple[OwnTests, ...] = ()

    @property
    def max_score(self) -> float:
        """The points of everything, also of what a person grades."""
        return self.automatic_points + self.written_points

    @property
    def automatic_points(self) -> float:
        """The points of what is graded automatically."""
        return sum(task.points for task in (*self.tasks, *self.own_tests))

    @property
    def written_points(self) -> float:
        """The points of what a person grades."""
        return sum(task.points for task in self.written)

    @property
    def task_names(self) -> tuple[str, ...]:
        """The names of the tasks that hidden tests grade, in order."""
        return tuple(task.name for task in self.tasks)

    @property
    def written_names(self) -> tuple[str, ...]:
        """The names of the written tasks, in order."""
        return tuple(task.name for task in self.written)

    @property
    def all_points(self) -> dict[str, float]:
        """Name → points of everything that is graded: hidden tests, a student's own tests, then written tasks."""
        return {task.name: task.points for task in (*self.tasks, *self.own_tests, *self.written)}

    @property
    def data(self) -> Path:
        """The file with its title, its tasks and their points."""
        return self.folder / EXERCISE_FILE

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
    """The least that authors must write: how many known mistakes and right answers in other styles each task needs.

    `pictures` says whether each exercise needs pictures. By default, nothing is demanded.
    """

    mistakes: Annotated[int, Meta(ge=0, le=1000)] = 0
    right_answers: Annotated[int, Meta(ge=0, le=1000)] = 0
    pictures: bool = False


@dataclass(frozen=True)
class Course:
    """The whole course.

    `root` is its folder, `folder` the one with its exercises. Hidden inputs derive from `seed`. `requirements` are the
    packages that student code can import, with their versions ("numpy>=2"). `tiers` are the tiers of the sandbox in
    which student code may run, the best first. `dropped` are the names of exercises that are here, but not in use.
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
    dropped: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The exercises' names, in order."""
        return tuple(exercise.name for exercise in self.exercises)

    @property
    def shared(self) -> Path:
        """The folder with code that the hidden tests of several exercises use."""
        return self.folder / SHARED

    @property
    def assignments(self) -> Path:
        """The folder that students receive."""
        return self.root / "assignments"

    def is_of_dropped(self, path: Path) -> bool:
        """Whether a file belongs to an exercise that is not in use."""
        folders = (self.root / "solutions", self.folder)
        return any(path.is_relative_to(folder / name) for folder in folders for name in self.dropped)

    def unsafe(self) -> "Course":
        """The same course, which is also graded on machines that cannot confine student code."""
        return replace(self, tiers=(*CONFINED, UNSAFE))

    def exercise(self, name: str) -> Exercise:
        """The exercise called `name`. Raises UsageError, which says what there is, if it is not in use."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        if name in self.dropped:
            raise UsageError(f"{name} is dropped. To use it again, move it from `dropped` to `order` in {COURSE_FILE}.")
        raise UsageError(f"There is no exercise {name!r}. The course has: {', '.join(self.names)}.")
