"""Say which packages a container needs to grade, in the versions of the course's own environment.

These are far fewer than the course has: no nbgrader, no JupyterLab. They are found from what is installed here, for
each version of Python that the container can have.
"""

import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.course.config import Course

LOCK = "requirements.lock"
ENTRY = re.compile(r"^(?P<name>[\w.-]+)(?:\[.*?\])?==.*(?:\n[ \t].*)*", re.MULTILINE)  # with its hashes, on lines below
# What the modules import that grade and write the result. The packages that student code can import come in addition.
ROOTS = ("numpy", "matplotlib", "msgspec", "packaging", "pytest", "allpairspy", "ipython")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def requirements(course: Course) -> str:
    """The text of requirements.txt: with the hashes of the course's lock, if it has one that has all of them."""
    names = sorted(_needed([*ROOTS, *(Requirement(one).name for one in course.requirements)]))
    locked = _locked(course.root / LOCK)
    if all(name in locked for name in names):
        return "".join(entry for name in names for entry in locked[name])
    return "".join(f"{name}=={metadata.version(name)}\n" for name in names if _is_installed(name))


def _needed(roots: Iterable[str]) -> set[str]:
    """These packages, and all that they need on Linux."""
    found: set[str] = set()
    waiting: list[str] = [canonicalize_name(name) for name in roots]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _direct(name)
    return found


def _direct(name: str) -> Iterator[str]:
    """What a package needs with one of the versions of Python. Nothing is known of a package that is not installed."""
    if not _is_installed(name):
        return
    for text in metadata.requires(name) or ():
        one = Requirement(text)
        if one.marker is None or any(one.marker.evaluate(_linux(python)) for python in PYTHONS):
            yield canonicalize_name(one.name)


def _linux(python: str) -> dict[str, str]:
    return {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux", "extra": ""}


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _locked(path: Path) -> dict[str, list[str]]:
    """Package → its entries in the lock: one, or several for several versions of Python."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found: dict[str, list[str]] = {}
    for entry in ENTRY.finditer(text):
        lines = [line for line in entry[0].splitlines() if not line.lstrip().startswith("#")]
        found.setdefault(canonicalize_name(entry["name"]), []).append("\n".join(lines) + "\n")
    return found
