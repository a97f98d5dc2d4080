"""State the packages that students install: those of the course, in the versions that notebooks are graded with.

A minor version of NumPy can refuse what an earlier one accepts, and accept what an earlier one refuses. So students
get the same minor versions. The last part of the version stays open: it brings corrections only, and pip can take the
one that has a wheel for the student's Python and system. A lock can have several minor versions of a package, for
several versions of Python: then all of them are allowed, and pip takes the newest that the student's Python supports.

requirements.lock is what the course's environment is made of, whatever Python it has. A course without one is graded
with what is installed.
"""

import re
from collections import defaultdict
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from autograder.course.config import Course
from autograder.errors import CourseError

LOCK = "requirements.lock"
PINNED = re.compile(r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)", re.MULTILINE)


def pinned_requirements(course: Course) -> tuple[str, ...]:
    """The course's packages with the minor versions that grading uses: "numpy==2.4.*" or "numpy>=2.4,<2.6".

    Raises CourseError if one of them is not installed, or has a version that the course does not want.
    """
    locked = _locked(course.root / LOCK)
    pinned = (_pinned(Requirement(requirement), locked) for requirement in course.requirements)
    return tuple(dict.fromkeys(pinned))


def _locked(path: Path) -> dict[str, list[Version]]:
    """Package → its versions in a lock: one, or several for several versions of Python."""
    found: dict[str, list[Version]] = defaultdict(list)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for name, version in PINNED.findall(text):
        found[canonicalize_name(name)].append(Version(version))
    return found


def _pinned(wanted: Requirement, locked: dict[str, list[Version]]) -> str:
    versions = locked.get(canonicalize_name(wanted.name))
    source = LOCK if versions else "the environment of the course"
    versions = versions or [_installed(wanted.name)]
    for version in versions:
        if not wanted.specifier.contains(version, prereleases=True):
            raise CourseError(
                f"The course's `packages` want {wanted}, but {source} has {wanted.name} {version}. Change one of them."
            )
    extras = f"[{','.join(sorted(wanted.extras))}]" if wanted.extras else ""
    marker = f"; {wanted.marker}" if wanted.marker else ""
    return f"{wanted.name}{extras}{_minor_versions(versions)}{marker}"


def _minor_versions(versions: list[Version]) -> str:
    first, last = min(versions).release[:2], max(versions).release[:2]
    if first == last:
        return f"=={_dotted(first)}.*"
    return f">={_dotted(first)},<{_dotted((*last[:-1], last[-1] + 1))}"


def _dotted(release: tuple[int, ...]) -> str:
    return ".".join(map(str, release))


def _installed(name: str) -> Version:
    try:
        return Version(metadata.version(name))
    except metadata.PackageNotFoundError:
        raise CourseError(f"The package {name} of the course is not installed. Type: pip install {name}") from None
