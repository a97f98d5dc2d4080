"""Collect what student code finds on this machine: files that it may read, and environment variables."""

import functools
import os
import pwd
import random
import sys
import sysconfig
from pathlib import Path

from autograder.sandbox.packages import package_files

STANDARD_LIBRARY = Path(os.__file__).resolve().parent
UNUSED_USERS = ((2_000_000_000, 2_100_000_000), (60_002, 61_183))  # ranges that no system gives to its users
INSTALLED_THERE = ("site-packages", "dist-packages")  # folders for other packages within the standard library


def readable(packages: tuple[str, ...]) -> list[str]:
    """All files and folders that student code with these packages may read."""
    return [*standard_library(), *shared_libraries(), *package_files(packages).paths]


def standard_library() -> list[str]:
    """The standard library, entry by entry: other packages may be installed within its folder."""
    return [str(entry) for entry in STANDARD_LIBRARY.iterdir() if entry.name not in INSTALLED_THERE]


@functools.cache
def shared_libraries() -> list[str]:
    """The places of the system's libraries, found by those that this process has loaded.

    Each is a folder. If the folder also contains the standard library, its libraries are listed file by file.
    """
    known = [*_package_folders(), STANDARD_LIBRARY]
    places: list[str] = []
    for folder in _folders_of_loaded():
        if not any(folder.is_relative_to(place) for place in known):
            inside = STANDARD_LIBRARY.is_relative_to(folder)
            places += map(str, sorted(folder.glob("*.so*")) if inside else [folder])
    return places


def _package_folders() -> list[Path]:
    """The folders into which pip installs packages for this Python."""
    paths = sysconfig.get_paths()
    return [Path(os.path.realpath(paths[kind])) for kind in ("purelib", "platlib")]


def _folders_of_loaded() -> list[Path]:
    """The folders of the libraries that this process has loaded."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    files = {Path(line.split(maxsplit=5)[5]) for line in lines if "/" in line and ".so" in line}
    return sorted({file.parent for file in files})


def interpreter() -> str:
    """The path of Python itself, not of the virtual environment's link to it."""
    return os.path.realpath(sys.executable)


def environment(folder: str) -> dict[str, str]:
    """The environment variables of student code, whose home and temporary folder is `folder`."""
    own = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}  # Python may need it
    return own | {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": folder,
        "TMPDIR": folder,
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": folder,
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # each further arena takes 128 MB of address space
    }


@functools.cache
def font_lists() -> tuple[Path, ...]:
    """Matplotlib's lists of this machine's fonts. They are made if necessary, because making one takes seconds."""
    import matplotlib.font_manager  # slow, and most notebooks never need it

    return tuple(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


def unused_users() -> list[int]:
    """Numbers of users whom this machine does not have. Some containers allow only numbers below 65536."""
    return [user for user in (random.randrange(*numbers) for numbers in UNUSED_USERS) if not _is_user(user)]


def _is_user(number: int) -> bool:
    try:
        pwd.getpwuid(number)
    except KeyError:
        return False
    return True
