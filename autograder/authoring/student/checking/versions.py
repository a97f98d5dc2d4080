"""Compare the installed packages with those that notebooks are graded with."""

import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from .report import shown


def find_other_versions(requirements: Sequence[str]) -> list[str]:
    """A sentence on each package whose installed version is not the one that notebooks are graded with, and what to do.

    `requirements` are the lines of requirements.txt. Packages that are not installed are left out.
    """
    others = []
    for line in requirements:
        wanted = Requirement(line)
        version = _installed(wanted.name)
        if version and not wanted.specifier.contains(version, prereleases=True):
            has = f"This Python has {wanted.name} {version}"
            others.append(f"{has}, but notebooks are graded with {line}: results can differ.")
    if others:
        others.append(f"Type: {shown(Path(sys.executable))} -m pip install -r requirements.txt")
    return others


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
