"""Limit the memory and the processes of a worker and of all that it starts, if systemd can do that here.

Each process has limits of its own in any case (`sandbox/limits.py`). A scope of systemd limits their sum, which nothing
else does without root. It works where the user has a systemd instance with the memory and pids controllers.
"""

import functools
import os
import shutil
import subprocess

from autograder.course.config import Course

TRY_SECONDS = 5
OWN_MB, OWN_TASKS = 1024, 64  # of a worker and its zygotes, beside student code and judging


def scope_prefix(course: Course) -> tuple[str, ...]:
    """The words to put before a worker's command, so that systemd limits it; () if systemd cannot do that here."""
    limits = [exercise.limits for exercise in course.exercises]
    megabytes = max(one.memory_mb + one.judging_mb for one in limits) + OWN_MB
    return working_prefix(megabytes, max(one.threads for one in limits) + OWN_TASKS)


@functools.cache
def working_prefix(megabytes: int, tasks: int) -> tuple[str, ...]:
    """The words for these limits. They are tried once; () if that fails."""
    program = shutil.which("systemd-run")
    if program is None:
        return ()
    manager = "--system" if os.geteuid() == 0 else "--user"
    properties = ("-p", f"MemoryMax={megabytes}M", "-p", "MemorySwapMax=0", "-p", f"TasksMax={tasks}")
    prefix = (program, manager, "--scope", "--quiet", "--collect", *properties, "--")
    try:
        done = subprocess.run([*prefix, "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=TRY_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return prefix if done.returncode == 0 else ()
