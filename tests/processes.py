"""What other processes are there, seen through /proc."""

import os
import time
from pathlib import Path

import pytest

from tests.callees import LONG

SEEN = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no other process can be seen here")


def descendants(pid):
    """The processes that a process started, and those that they started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it has ended
        return []
    return [*map(int, children), *(one for child in children for one in descendants(child))]


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def serving():
    """The processes of workers that we started, and that have not ended."""
    return [pid for pid in descendants(os.getpid()) if "workers.serve" in _command(pid) and running(pid)]


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def descriptors():
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def wait_for(marks, text=""):
    """Wait until what these marks are of has begun, or has come so far."""
    deadline = time.monotonic() + LONG / 2
    while not all(Path(mark).exists() and Path(mark).read_text() >= text for mark in marks):
        assert time.monotonic() < deadline, f"{marks} did not come to {text!r}"
        time.sleep(0.01)
