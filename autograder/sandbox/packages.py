"""Find the files of the installed packages that student code may import.

A course lists distributions, as `pip install` names them. Each brings the distributions that it requires. The file
lists that pip wrote when it installed them say which files they have.
"""

import functools
import inspect
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.errors import CourseError

NUMPY = "numpy"  # always there, because arrays travel between the processes
DEFAULT = (NUMPY,)


@dataclass(frozen=True)
class PackageFiles:
    """The files of a set of distributions.

    `modules` are the names that can be imported, `folders` the folders in which they are installed, and `paths` all
    files and folders that may be read, such as `numpy`, `numpy.libs` and `pylab.py`.
    """

    modules: tuple[str, ...]
    folders: tuple[str, ...]
    paths: tuple[str, ...]


@functools.cache
def package_files(packages: tuple[str, ...]) -> PackageFiles:
    """The files of these distributions, of all that they require, and of NumPy.

    Raises CourseError, which says what to install, if one of them is missing.
    """
    modules, folders, paths = set(), set(), set()
    for distribution in _with_requirements((NUMPY, *packages)):
        folder = Path(os.path.realpath(str(distribution.locate_file(""))))
        for entry in _top_level(distribution):
            module = inspect.getmodulename(entry) or entry
            if module.isidentifier():
                modules.add(module)
            folders.add(str(folder))
            paths.add(str(folder / entry))
    there = sorted(path for path in paths if Path(path).exists())
    return PackageFiles(tuple(sorted(modules)), tuple(sorted(folders)), tuple(there))


def modules_of(package: str) -> tuple[str, ...]:
    """The names under which a distribution alone is imported: "dateutil" for python-dateutil.

    Raises CourseError if it is not installed.
    """
    modules = {inspect.getmodulename(entry) or entry for entry in _top_level(_installed(package, ""))}
    return tuple(sorted(module for module in modules if module.isidentifier() and not module.startswith("_")))


def _with_requirements(names: tuple[str, ...]) -> Iterator[metadata.Distribution]:
    """These distributions and, recursively, what they require on this machine. Extras are ignored."""
    waiting = [(name, "") for name in names]
    seen = set()
    while waiting:
        name, needed_by = waiting.pop()
        if canonicalize_name(name) in seen:
            continue
        seen.add(canonicalize_name(name))
        distribution = _installed(name, needed_by)
        yield distribution
        for requirement in map(Requirement, distribution.requires or ()):
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append((requirement.name, name))


def _installed(name: str, needed_by: str) -> metadata.Distribution:
    try:
        return metadata.distribution(name)
    except (metadata.PackageNotFoundError, ValueError):
        reason = f"{needed_by} needs it" if needed_by else "the course's `packages` list it"
        raise CourseError(f"The package {name} is not installed: {reason}. Install it: pip install {name}") from None


def _top_level(distribution: metadata.Distribution) -> set[str]:
    """The names of the modules, folders and libraries that a distribution has put into its folder."""
    entries = set()
    for file in distribution.files or ():
        first, *rest = file.parts
        if rest:
            is_code = (first.isidentifier() and first != "__pycache__") or first.endswith(".libs")
        else:
            is_code = inspect.getmodulename(first) is not None
        if is_code:
            entries.add(first)
    if not entries:
        name = distribution.name
        raise CourseError(
            f"The package {name} is installed without a list of its files, so that student code cannot import it. "
            f"Install it again: pip install --force-reinstall {name}"
        )
    return entries
