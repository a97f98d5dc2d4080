"""Find Pyodide, which is Python and its packages for the browser: at an address, or as files in a folder."""

import json
import shutil
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from autograder.errors import CourseError, display_path

VERSION = "0.27.7"  # what `make browser` tests; it fits the version of jupyterlite-pyodide-kernel in site.lock
CDN = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
IN_SITE = "static/pyodide/"
LOCK = "pyodide-lock.json"  # name → version, file and requirements of each package
CORE = (LOCK, "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
# What jupyterlite-pyodide-kernel loads itself, and the course's toolkit.
ALWAYS = ("micropip", "ssl", "sqlite3", "jedi", "ipython", "numpy")
WAIT = 20  # seconds for an answer of the address


@dataclass(frozen=True)
class Pyodide:
    """Pyodide's packages, from its lock file. `folder` is where its files are, None if the browser loads them.

    `url` is where the browser finds them. `packages` is empty if the lock file could not be read at an address.
    """

    url: str
    folder: Path | None
    packages: dict[str, dict[str, Any]]

    def loaded(self, requirements: Iterable[str]) -> list[str]:
        """The names, in Pyodide, of what the course's notebooks import. Raises CourseError for what Pyodide lacks."""
        names: list[str] = [canonicalize_name(Requirement(one).name) for one in requirements]
        lacking = [name for name in names if name not in self.packages] if self.packages else []
        if lacking:
            raise CourseError(
                f"Pyodide has no {', '.join(lacking)}, which the course's `packages` name. So the notebooks cannot "
                "be used in a browser: students need Jupyter."
            )
        return names

    def notes(self, requirements: Iterable[str]) -> list[str]:
        """What the instructor should know about Pyodide's versions."""
        if not self.packages:
            return [
                f"{self.url}{LOCK} cannot be read now, so nobody has checked that Pyodide has the course's packages."
            ]
        wanted = [(Requirement(one), self.packages[canonicalize_name(Requirement(one).name)]) for one in requirements]
        return [
            f"Pyodide has {own['name']} {own['version']}, and the course's `packages` want {requirement}. "
            "Try the notebooks in the browser."
            for requirement, own in wanted
            if not requirement.specifier.contains(Version(own["version"]), prereleases=True)
        ]

    def copy(self, names: Iterable[str], target: Path) -> None:
        """Copy the files that these packages need into the site. At an address, they stay where they are."""
        if self.folder is None:
            return
        needed = [*CORE, *sorted({self.packages[name]["file_name"] for name in self._with_requirements(names)})]
        missing = [name for name in needed if not (self.folder / name).is_file()]
        if missing:
            raise CourseError(f"{display_path(self.folder)} lacks files of Pyodide: {', '.join(missing)}")
        target.mkdir(parents=True)
        for name in needed:
            shutil.copyfile(self.folder / name, target / name)

    def _with_requirements(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        waiting = [*ALWAYS, *names]
        while waiting:
            name = canonicalize_name(waiting.pop())
            if name not in found:
                found.add(name)
                waiting += self.packages[name]["depends"]
        return found


def find_pyodide(place: str) -> Pyodide:
    """Pyodide in a folder, or at the address of one. Raises CourseError if it is not there or has another version."""
    if place.startswith(("https://", "http://")):
        url = place if place.endswith("/") else f"{place}/"
        try:
            with urllib.request.urlopen(f"{url}{LOCK}", timeout=WAIT) as answer:
                text = answer.read()
        except OSError:
            return Pyodide(url, None, {})
        return Pyodide(url, None, _packages(text, url))
    folder = Path(place)
    try:
        text = (folder / LOCK).read_bytes()
    except OSError:
        raise CourseError(
            f"{display_path(folder)} has no file {LOCK}. Name a folder with the files of Pyodide {VERSION}: those of "
            f"pyodide-{VERSION}.tar.bz2 at https://github.com/pyodide/pyodide/releases"
        ) from None
    return Pyodide(f"./{IN_SITE}", folder, _packages(text, display_path(folder)))


def _packages(text: bytes, place: str) -> dict[str, dict[str, Any]]:
    try:
        lock = json.loads(text)
        version, packages = lock["info"]["version"], dict(_named(lock["packages"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CourseError(f"{place}: {LOCK} is not a lock file of Pyodide.") from None
    if version.split(".")[:2] != VERSION.split(".")[:2]:
        raise CourseError(f"{place} is Pyodide {version}, but JupyterLite's kernel needs {VERSION}.")
    return packages


def _named(packages: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((canonicalize_name(name), package) for name, package in packages.items())
