"""Start the process that is copied for each worker (`worker_source.py`), with what all of them need."""

import importlib
import os
import time
from pathlib import Path

from autograder.course.config import Course
from autograder.course.content import is_loaded
from autograder.gradebook.cache_key import engine_files, forget_files
from autograder.running.worker_source import WorkerSource

MODULES = "autograder.grading.grade", "autograder.running.job", "autograder.running.references"
DOUBTFUL_SECONDS = 2.0  # clocks of file systems differ a little


def worker_source(course: Course) -> WorkerSource | None:
    """A process to copy. None if this one could have older code than the files now: it was loaded before their digest
    was computed. Raises OSError if it cannot be started."""
    changed = max(path.stat().st_mtime for path in engine_files())
    is_old = changed > time.time() - _age() - DOUBTFUL_SECONDS
    return None if is_old or is_loaded(course.exercises[0]) else WorkerSource(_begin)


def _begin() -> None:
    """Load what all workers need, while the command loads what it needs itself."""
    from autograder.reports.html import templates

    for name in MODULES:
        importlib.import_module(name)
    templates()
    forget_files()


def _age() -> float:
    """The seconds since this process began (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html)."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    began = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began  # in a container, /proc/uptime can be that of the container
