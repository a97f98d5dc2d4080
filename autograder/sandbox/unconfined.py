"""Run student code in a plain process: tier 3, for machines that cannot confine it.

Such a process is restricted only by the deadlines, the limits that the system can set, and a folder of its own.
"""

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
from typing import Any

from autograder.sandbox import environment
from autograder.sandbox.channel import new_channel
from autograder.sandbox.inside import scratch
from autograder.sandbox.limits import UNSAFE, Limits
from autograder.sandbox.packages import package_files
from autograder.sandbox.program import Program
from autograder.sandbox.zygote_client import BOOTSTRAP

SET_DUMPABLE = 4  # of prctl(2)


class UnconfinedJob:
    """One process and the channel to it, with the methods of `job.Job`."""

    tier = UNSAFE

    def __init__(self, limits: Limits, program: Program):
        _hide_memory()
        self._closed = False
        settings = _settings(limits, program)
        self.channel, theirs, memory = new_channel(limits.output_mb * 2**20)
        self._folder = Path(tempfile.mkdtemp(prefix="notebook-"))
        try:
            for path in environment.font_lists() if program.draws else ():
                shutil.copy(path, self._folder)
            self._process = _start(settings, theirs, memory, self._folder)
        except BaseException:
            self.channel.close()
            scratch.remove(self._folder)
            raise
        finally:
            theirs.close()

    def ended(self, seconds: float = 1) -> dict[str, Any] | None:
        """How it ended by itself, {"code", "why"}, waiting for at most so many seconds; None if it has not."""
        try:
            return {"code": self._process.wait(seconds), "why": None}
        except subprocess.TimeoutExpired:
            return None

    def stderr_tail(self) -> str:
        """Nothing: what student code writes is not kept."""
        return ""

    def close(self) -> None:
        """End the process and its process group, and remove its folder. This may be called any number of times."""
        if not self._closed:  # later, another process may have its number
            self._closed = True
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self.channel.close()
        scratch.remove(self._folder)


def _settings(limits: Limits, program: Program) -> dict[str, Any]:
    files = package_files(program.packages)
    return {
        "grader": os.getpid(),
        "modules": files.modules,
        "package_folders": files.folders,
        "limits": dataclasses.asdict(limits),
        "off_limits": program.off_limits,
        "off_limits_reason": program.off_limits_reason,
    }


def _start(settings: dict[str, Any], channel: socket.socket, memory: int, folder: Path) -> subprocess.Popen[bytes]:
    arguments = json.dumps(settings | {"channel": channel.fileno(), "memory": memory})
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(BOOTSTRAP), "unconfined", arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment.environment(str(folder)),
        pass_fds=[channel.fileno(), memory],
        start_new_session=True,
    )


def _hide_memory() -> None:
    """Keep other processes of the same user from reading the memory of this process, until it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0)
