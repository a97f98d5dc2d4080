"""A plain process: tier 3, where nothing can confine student code. Held by time, by those limits that the system can
set, and by a folder of its own, no more."""

import contextlib
import ctypes
import dataclasses
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.sandbox import environment
from autograder.sandbox.channel import Channel
from autograder.sandbox.inside import scratch
from autograder.sandbox.limits import UNSAFE, Limits
from autograder.sandbox.zygote_client import OWN

SET_DUMPABLE = 4


class PlainJob:
    """One process and the channel to it, like `zygote_client.Job`."""

    tier = UNSAFE

    def __init__(self, limits: Limits, off_limits: tuple[str, ...], draws: bool):
        _hide_memory()
        self._closed = False
        ours, theirs = socket.socketpair()
        self.channel = Channel(ours, limits.output_mb * 2**20)
        self._folder = Path(tempfile.mkdtemp(prefix="notebook-"))
        settings = {
            "channel": theirs.fileno(),
            "grader": os.getpid(),
            "packages": environment.PACKAGES,
            "package_folders": environment.package_folders(),
            "limits": dataclasses.asdict(limits),
            "off_limits": off_limits,
        }
        try:
            for path in environment.font_lists() if draws else ():
                shutil.copy(path, self._folder)
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    "-S",
                    "-B",
                    str(OWN / "inside" / "bootstrap.py"),
                    "unconfined",
                    json.dumps(settings),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder,
                env=environment.environment(str(self._folder)),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            scratch.remove(self._folder)
            raise
        finally:
            theirs.close()

    def ended(self, seconds: float = 1) -> dict | None:
        """How it ended by itself, within so many seconds: {"code", "why"}; None if it has not."""
        try:
            return {"code": self._process.wait(seconds), "why": None}
        except subprocess.TimeoutExpired:
            return None

    def close(self) -> None:
        """End the process and its group, and remove its folder. Any number of times."""
        if not self._closed:  # later its number may be another's
            self._closed = True
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self.channel.sock.close()
        scratch.remove(self._folder)


def _hide_memory():
    """Other processes of the same user shall not read the grader's, from now on to its end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0)
