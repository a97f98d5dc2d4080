"""Run student code in a plain process, on a machine that cannot confine it."""

import contextlib
import os
import socket
from typing import Any

from . import child, confine, grader_channel


def run(settings: dict[str, Any]) -> None:
    """Set the limits that this system can set, then answer requests until the grader has gone."""
    confine.end_with_parent(settings["grader"])
    os.nice(confine.LOWEST_PRIORITY)
    for resource, most in confine.rlimits(settings["limits"]).items():
        with contextlib.suppress(ValueError, OSError):
            confine.set_rlimit(resource, most)
    sock = socket.socket(fileno=settings["channel"])
    channel = grader_channel.GraderChannel(sock, settings["memory"], settings["limits"]["output_mb"] * 2**20)
    os.close(settings["memory"])
    child.serve(channel, settings)
