"""Measure the way from `git clone` to the pages of the demo class, beside what installing the packages alone takes.

Both need a package index or pip's cache. So that none of them profits from the other, each begins with an empty folder,
and pip's cache is filled first.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.classes import REPOSITORY

LOCK = REPOSITORY / "requirements.lock"
PIP = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r", str(LOCK))


def pip_and_clone(folder: Path) -> tuple[float, float]:
    """Seconds of `pip install -r requirements.lock` in a new environment, and from the clone to the pages."""
    pip_alone(folder / "first")
    return pip_alone(folder / "alone"), clone_to_pages(folder / "clone")


def pip_alone(folder: Path) -> float:
    start = time.monotonic()
    _run(sys.executable, "-m", "venv", folder)
    _run(folder / "bin" / "pip", "install", *PIP)
    return time.monotonic() - start


def clone_to_pages(folder: Path) -> float:
    start = time.monotonic()
    _run("git", "clone", "--quiet", REPOSITORY, folder)
    _run("make", "--silent", "-C", folder, "grade", f"PYTHON={sys.executable}")
    seconds = time.monotonic() - start
    if not (folder / "build" / "demo" / "report" / "index.html").is_file():
        raise RuntimeError(f"no report in {folder}")
    return seconds


def _run(*command) -> None:
    plain = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(list(map(str, command)), env=plain, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
