"""The surroundings: what student code finds on this machine, which is files to read, packages and variables."""

import functools
import os
import sys
import sysconfig
from pathlib import Path

# NumPy, Matplotlib and what Matplotlib needs. Nothing else that is installed here can be imported there.
PACKAGES = [
    "numpy", "matplotlib", "mpl_toolkits", "pylab", "PIL", "contourpy", "cycler", "dateutil",
    "fontTools", "kiwisolver", "packaging", "pyparsing", "six",
]  # fmt: skip
LIBRARIES = ["numpy.libs", "pillow.libs", "contourpy.libs", "kiwisolver.libs", "matplotlib.libs"]  # as wheels have them
STANDARD_LIBRARY = Path(os.__file__).resolve().parent
INSTALLED_THERE = ("site-packages", "dist-packages")  # whatever else somebody installed


def package_folders() -> list[str]:
    """Where the course's packages are installed."""
    paths = sysconfig.get_paths()
    return sorted({os.path.realpath(paths["purelib"]), os.path.realpath(paths["platlib"])})


def packages() -> list[str]:
    """The files and folders of the course's packages."""
    names = [*PACKAGES, *(f"{name}.py" for name in PACKAGES), *LIBRARIES]
    places = (Path(folder, name) for folder in package_folders() for name in names)
    return [str(place) for place in places if place.exists()]


def standard_library() -> list[str]:
    """The standard library, entry by entry: other packages may be installed within it."""
    return [str(entry) for entry in STANDARD_LIBRARY.iterdir() if entry.name not in INSTALLED_THERE]


@functools.cache
def shared_libraries() -> list[str]:
    """Where the system's libraries are, by those that this very process has loaded: a folder, or file by file where
    the folder holds the standard library, too."""
    known = [*map(Path, package_folders()), STANDARD_LIBRARY]
    places = []
    for folder in _folders_of_loaded():
        if not any(folder.is_relative_to(place) for place in known):
            inside = STANDARD_LIBRARY.is_relative_to(folder)
            places += map(str, sorted(folder.glob("*.so*")) if inside else [folder])
    return places


def _folders_of_loaded():
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    files = {Path(line.split(maxsplit=5)[5]) for line in lines if "/" in line and ".so" in line}
    return sorted({file.parent for file in files})


def interpreter() -> str:
    """The Python itself, not the virtual environment's link to it."""
    return os.path.realpath(sys.executable)


def environment(folder: str) -> dict[str, str]:
    """The variables that student code sees."""
    own = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}  # the interpreter's need
    return own | {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": folder,
        "TMPDIR": folder,
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": folder,
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # each further one would take 128 MB of address space
    }


@functools.cache
def font_lists() -> tuple[Path, ...]:
    """Matplotlib's own files of the fonts on this machine, made if need be: finding fonts anew takes seconds."""
    import matplotlib.font_manager  # slow, and most notebooks never need it

    return tuple(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))
