"""Run student code in a plain process, on a machine that cannot confine it."""

import contextlib
import os
import socket
from typing import Any

from . import child, confine


def run(settings: dict[str, Any]) -> None:
    """Set the limits that this system can set, then answer requests until the grader has gone."""
    confine.end_with_parent(settings["grader"])
    os.nice(confine.LOWEST_PRIORITY)
    for resource, most in confine.rlimits(settings["limits"]).items():
        with contextlib.suppress(ValueError, OSError):
            confine.set_rlimit(resource, most)
    child.serve(socket.socket(fileno=settings["channel"]), settings)
