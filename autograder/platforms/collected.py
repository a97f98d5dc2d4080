"""Remember what was collected: which files in submitted/ came from a platform, and what the platform said of them.

Every file that was ever collected is in `collected/students/<student>/<exercise>/`, by its time and its content. What
belongs to nobody yet is in `collected/unmatched/`. `collected/collected.json` says which of them are in `submitted/`.
"""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError, display_path

SCHEMA = 1
FILE = "collected.json"
DAMAGED = (
    "{} is damaged. It says which files in submitted/ came from a platform. Remove it: then the next `make collect` "
    "takes these files for ones that were put there by hand, and leaves them as they are."
)
Key = tuple[str, str]  # student and exercise


@dataclass(frozen=True)
class Placed:
    """What `collect` put into `submitted/<student>/<exercise>/`: the digest of each file by its name.

    `timestamp` is the text of timestamp.txt; "" if it wrote none. `time` is in seconds since 1970, 0.0 without one.
    `sources` are the names in the download, by which the platform knows the files.
    """

    platform: str
    files: Mapping[str, str]
    timestamp: str = ""
    late: bool = False
    time: float = 0.0
    attempt: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def late_without_time(self) -> bool:
        """Whether the platform says that it is late, but not when it was handed in."""
        return self.late and not self.timestamp


@dataclass
class Collected:
    """All that is in submitted/ from platforms, by student and exercise."""

    placed: dict[Key, Placed] = field(default_factory=dict)

    @classmethod
    def read(cls, paths: ClassPaths) -> "Collected":
        """What was collected until now. Raises CourseError if the file is damaged."""
        path = paths.collected / FILE
        try:
            data = json.loads(path.read_bytes())
            placed = {
                (student, exercise): Placed(**one | {key: tuple(one[key]) for key in ("attempt", "sources")})
                for student, own in data["placed"].items()
                for exercise, one in own.items()
            }
            return cls(placed)
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CourseError(DAMAGED.format(display_path(path))) from None

    def write(self, paths: ClassPaths) -> None:
        """Keep it for the next time."""
        data: dict[str, dict[str, object]] = {}
        for (student, exercise), one in sorted(self.placed.items()):
            data.setdefault(student, {})[exercise] = asdict(one)
        text = json.dumps({"schema": SCHEMA, "placed": data}, indent=1, ensure_ascii=False)
        write_atomic(paths.collected / FILE, text + "\n")


def late_without_time(paths: ClassPaths) -> dict[Key, str]:
    """The submissions that a platform marks as late without saying when they were handed in → the platform.

    A timestamp.txt that a person has written since says when it was. If the file is damaged, nothing is known.
    """
    placed: Mapping[Key, Placed] = {}
    with contextlib.suppress(CourseError):
        placed = Collected.read(paths).placed
    return {
        key: one.platform
        for key, one in placed.items()
        if one.late_without_time and not paths.submission(*key).with_name("timestamp.txt").exists()
    }


def attempts_folder(paths: ClassPaths, student: str, exercise: str) -> Path:
    """Where all attempts of a student for an exercise are kept."""
    return students_folder(paths) / student / exercise


def students_folder(paths: ClassPaths) -> Path:
    """Where the attempts of all students are kept."""
    return paths.collected / "students"


def unmatched_folder(paths: ClassPaths, platform: str) -> Path:
    """Where files are that belong to nobody yet."""
    return paths.collected / "unmatched" / platform
