"""Define what `course.toml` and `exercise.toml` may contain: the type and the range of each key.

The description of a type completes the sentence "It must be …", and the example is a value that could stand there. The
ranges of limits are in `sandbox/limits.py`, those of demands in `config.py`.
"""

import datetime
import keyword
from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta
from packaging.requirements import Requirement

from autograder.course.config import REVEALS, SHARED, Demands
from autograder.sandbox import Student
from autograder.sandbox.limits import CONFINED, Limits

MOST_POINTS = 10_000
NAME = r"[^\W\d_]\w*"  # a name in Python that is not private


def _name_except(names: list[str]) -> str:
    """A pattern for all names but these and the words of Python."""
    return rf"\A(?!(?:{'|'.join([*keyword.kwlist, *names])})\Z){NAME}\Z"


OF_STUDENT = [name for name in {*dir(Student), *Student.__annotations__} if not name.startswith("_")]
Line = Annotated[str, Meta(pattern=r"\A[^\n\r]*\Z", description="a text of one line", examples=[""])]
Title = Annotated[str, Meta(pattern=r"\A\S([^\n\r]*\S)?\Z", description="a text of one line", examples=["My course"])]
Id = Annotated[
    str,
    Meta(
        pattern=r"\A\w([\w .-]*\w)?\Z",
        description="a text that can be the name of a file: letters, digits, and between them also - _ . and spaces",
        examples=["my-course"],
    ),
]
Seed = Annotated[int, Meta(description="a whole number", examples=[2026])]
Folder = Annotated[
    str,
    Meta(
        pattern=r"\A(?!/)(?!(.*/)?\.\.(/|\Z))[^\n\r]+\Z",
        description="the name of a folder within the course's folder",
        examples=["exercises"],
    ),
]
ExerciseName = Annotated[
    str,
    Meta(
        pattern=_name_except([SHARED]),
        description="a name like first_steps: a letter, then letters, digits and _, no word of Python, and not "
        + SHARED,
    ),
]
Exercises = Annotated[
    list[ExerciseName],
    Meta(min_length=1, description="a list with the name of at least one exercise", examples=[["first_steps"]]),
]
Dropped = Annotated[list[ExerciseName], Meta(description="a list of exercises", examples=[["first_steps"]])]
Package = Annotated[Requirement, Meta(description="a package and its versions as pip takes them, like numpy>=2")]
Packages = Annotated[list[Package], Meta(description="a list of packages", examples=[["numpy>=2.0"]])]
Reveal = Annotated[
    str,
    Meta(
        pattern=rf"\A({'|'.join(REVEALS)})\Z",
        description=f"one of {', '.join(REVEALS)}",
        examples=[REVEALS[0]],
    ),
]
LeastTier = Annotated[
    int,
    Meta(
        ge=CONFINED[0],
        le=CONFINED[-1],
        description="1 or 2 (tier 3 needs the option --unsafe)",
        examples=[CONFINED[-1]],
    ),
]
Due = Annotated[datetime.datetime, Meta(description="a date and a time", examples=[datetime.datetime(2026, 10, 5, 18)])]
Function = Annotated[
    str,
    Meta(pattern=rf"\A{NAME}(\.\w+)+\Z", description="a function with its module, like numpy.convolve"),
]
Functions = Annotated[list[Function], Meta(description="a list of functions", examples=[["numpy.convolve"]])]
TaskName = Annotated[
    str,
    Meta(
        pattern=_name_except(OF_STUDENT),
        description="the name of a function: a letter, then letters, digits and _, no word of Python, and none of "
        + ", ".join(sorted(OF_STUDENT)),
    ),
]
WrittenName = Annotated[
    str,
    Meta(
        pattern=_name_except([]),
        description="a name like why: a letter, then letters, digits and _, and no word of Python",
    ),
]
Points = Annotated[
    float, Meta(gt=0, le=MOST_POINTS, description=f"a number above 0 and at most {MOST_POINTS}", examples=[5])
]
Tasks = Annotated[
    dict[TaskName, Points],
    Meta(min_length=1, description="a table, [points], with a function and its points on each line, like f = 5"),
]
Written = Annotated[
    dict[WrittenName, Points],
    Meta(description="a table, [written], with a written task and its points on each line, like why = 3"),
]
PointsOrNone = Annotated[
    float, Meta(ge=0, le=MOST_POINTS, description=f"a number from 0 to {MOST_POINTS}", examples=[2])
]
OwnTestsTable = Annotated[
    dict[TaskName, PointsOrNone],
    Meta(description="a table, [tests], with a function and the points for tests of it on each line, like f = 2"),
]


@dataclass(frozen=True, kw_only=True)
class CourseTable:
    """[course] in course.toml."""

    id: Id
    title: Title
    order: Exercises
    seed: Seed
    dropped: Dropped = field(default_factory=list)
    packages: Packages = field(default_factory=list)
    exercises: Folder = "exercises"
    reveal: Reveal = REVEALS[0]
    least_tier: LeastTier = CONFINED[-1]


@dataclass(frozen=True, kw_only=True)
class CourseFile:
    """course.toml."""

    course: CourseTable
    limits: Limits = field(default=Limits())
    demands: Demands = field(default=Demands())


@dataclass(frozen=True, kw_only=True)
class ExerciseFile:
    """exercise.toml. What is None here is the course's."""

    title: Title
    points: Tasks
    notes: Line = ""
    due: Due | None = None
    off_limits: Functions = field(default_factory=list)
    off_limits_reason: Line = ""
    packages: Packages | None = None
    reveal: Reveal | None = None
    written: Written = field(default_factory=dict)
    tests: OwnTestsTable = field(default_factory=dict)
    limits: Limits | None = None
