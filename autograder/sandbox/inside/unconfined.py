"""A plain process: what is left to do for student code where nothing can confine it."""

import contextlib
import socket

from . import child, confine


def run(settings: dict) -> None:
    """Bound what this system can bound, then serve."""
    confine.die_with(settings["grader"])
    for what, most in confine.bounds(settings["limits"]).items():
        with contextlib.suppress(ValueError, OSError):
            confine.bound(what, most)
    child.serve(socket.socket(fileno=settings["channel"]), settings)
