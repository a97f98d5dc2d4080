"""Look at other processes, through /proc."""

import os
import time
from pathlib import Path

import pytest

from tests.running.callees import LONG

HAS_PROC = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="other processes cannot be seen here")


def descendants(pid):
    """The processes that a process has started, and those that they have started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it has ended
        return []
    return [*map(int, children), *(one for child in children for one in descendants(child))]


def running(pid):
    """Whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(pids, seconds=LONG / 2):
    """Wait until these processes have ended, at most so long. Returns those that still run."""
    deadline = time.monotonic() + seconds
    while any(map(running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [pid for pid in pids if running(pid)]


def workers():
    """The workers' processes of this process that run."""
    return [pid for pid in descendants(os.getpid()) if "worker.serve" in _command(pid) and running(pid)]


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def descriptors():
    """The open descriptors of this process."""
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def wait_for(marks, text=""):
    """Wait until the calls with these marks (`callees.hang`) have begun, or have come as far as `text` says."""
    deadline = time.monotonic() + LONG / 2
    while not all(Path(mark).exists() and Path(mark).read_text() >= text for mark in marks):
        assert time.monotonic() < deadline, f"{marks} did not come to {text!r}"
        time.sleep(0.01)
