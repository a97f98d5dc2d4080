"""Start a zygote, and ask it for one process for each notebook (the grader's side of `inside/zygote.py`)."""

import contextlib
import dataclasses
import errno
import itertools
import json
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from autograder.sandbox import bwrap, environment
from autograder.sandbox.channel import ChannelTimeout, new_channel
from autograder.sandbox.frames import ChannelError
from autograder.sandbox.inside import MESSAGE_BYTES, scratch
from autograder.sandbox.job import END_SECONDS, Job
from autograder.sandbox.limits import BWRAP, Limits
from autograder.sandbox.packages import DEFAULT, package_files
from autograder.sandbox.pickled import pickled
from autograder.sandbox.program import Program
from autograder.sandbox.steps import Steps

FOLDER = Path(__file__).parent
BOOTSTRAP = FOLDER / "inside" / "bootstrap.py"
# What most cells import, and the toolkit.
PRELOAD = ["numpy", "numpy.random", "numpy.linalg", "numpy.fft", "html", "logging", "subprocess"]
START_SECONDS = 30  # only a machine in trouble needs so long
STDERR_BYTES = 4000
TEMPORARY_ERRORS = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT}

# A job that can do one of these things is not confined, even if the kernel reported no error.
PROBE = """
import os, socket
def refused(attempt, *args):
    try:
        attempt(*args)
    except OSError:
        return
    raise RuntimeError(f"{attempt.__name__}{args} works")
refused(os.listdir, "/")
refused(open, "/proc/self/environ")
refused(open, "/etc/passwd")
refused(os.fork)
refused(socket.socket)
refused(os.kill, os.getppid(), 0)
open("probe", "w").close()
"""


class TierUnavailable(Exception):
    """This machine cannot confine student code in this way. The text says why."""


class TierTemporarilyUnavailable(TierUnavailable):
    """This machine was too slow, or the zygote was lost. Another attempt may work."""


class Zygote:
    """The process from which jobs are forked; in tier 1 it runs within bwrap. Its jobs can import `packages`.

    Raises TierUnavailable if this machine cannot run it, and CourseError if a package is not installed.
    """

    def __init__(self, tier: int, packages: tuple[str, ...] = DEFAULT):
        self.tier = tier
        self.packages = packages
        self._numbers = itertools.count(1)
        self._ended: dict[int, dict[str, Any]] = {}
        prefixes = bwrap.commands(FOLDER, packages) if tier == BWRAP else [[]]
        if not prefixes:
            raise TierUnavailable("bwrap is not installed")
        if not hasattr(os, "pidfd_open"):
            raise TierUnavailable("this is not Linux, or this Python does not have pidfd_open")
        for prefix in prefixes[:-1]:
            with contextlib.suppress(TierUnavailable):
                self._start_and_probe(prefix)
                return
        self._start_and_probe(prefixes[-1])

    def _start_and_probe(self, prefix: list[str]) -> None:
        self._lost = False
        self._resources = contextlib.ExitStack()
        try:
            self._start(prefix)
            self._wait_until_ready()
            self._probe()
        except OSError as error:
            self.stop()
            kind = TierTemporarilyUnavailable if error.errno in TEMPORARY_ERRORS else TierUnavailable
            raise kind(str(error)) from None
        except BaseException:
            self.stop()
            raise

    def _start(self, prefix: list[str]) -> None:
        self._errors = self._resources.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        work = bwrap.WORK
        if not prefix:
            work = tempfile.mkdtemp(prefix="notebooks-")
            Path(work).chmod(0o711)  # as root, jobs become other users: each enters its own folder in it
            self._resources.callback(scratch.remove, Path(work))  # needed only if the zygote was killed
        self._control, control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._resources.callback(self._control.close)
        python = [environment.interpreter(), "-I", "-S", "-B", str(BOOTSTRAP)]
        with control:
            self._process = subprocess.Popen(
                [*prefix, *python, "zygote", json.dumps(self._settings(control, work))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd="/",
                env=environment.environment(work),
                pass_fds=[control.fileno()],
                start_new_session=True,  # Ctrl-C must reach the grader alone
            )
        self._resources.callback(self._end)

    def _settings(self, control: socket.socket, work: str) -> dict[str, Any]:
        files = package_files(self.packages)
        return {
            "control": control.fileno(),
            "work": work,
            "preload": PRELOAD,
            "modules": files.modules,
            "package_folders": files.folders,
            "readable": environment.readable(self.packages),
            "users": environment.unused_users(),
        }

    def _wait_until_ready(self) -> None:
        self._control.settimeout(START_SECONDS)
        try:
            ready = self._control.recv(MESSAGE_BYTES)
        except TimeoutError:
            raise TierTemporarilyUnavailable(f"nothing was ready after {START_SECONDS} s") from None
        if not ready:
            self._end()
            raise TierUnavailable(self.stderr_tail() or "the process from which others are forked did not start")

    def _probe(self) -> None:
        """Check that a job is confined: it tries what must not work."""
        job = self.start(Limits(), Program((), ()))
        try:
            step = {"op": "cell", "name": "probe", "source": PROBE, "part": "all"}
            limit = job.channel.limit
            job.channel.send(pickled(("", 0, 0), limit).data, Steps([step]).encoded(limit).data)
            reply = job.channel.receive(time.monotonic() + START_SECONDS)
        except ChannelTimeout:
            raise TierTemporarilyUnavailable(f"the first process did not answer within {START_SECONDS} s") from None
        except ChannelError:
            why = (job.ended() or {}).get("why")
            reason = why or self.stderr_tail() or "the first process ended without an answer"
            raise TierUnavailable(reason) from None
        finally:
            job.close()
        if reply != {"id": "", "place": 0}:
            raise TierUnavailable(f"a process that should be confined is not: {reply['error']['message']}")

    def stderr_tail(self) -> str:
        """The last line that the zygote, or a job that could not be confined, wrote to stderr; "" if there is none."""
        if self._errors.closed:
            return ""
        size = os.fstat(self._errors.fileno()).st_size
        tail = os.pread(self._errors.fileno(), STDERR_BYTES, max(size - STDERR_BYTES, 0))
        return tail.decode(errors="replace").strip().rpartition("\n")[2]

    @property
    def alive(self) -> bool:
        """Whether the zygote can still start jobs."""
        return not self._lost and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process that this one has started: the zygote itself, or in tier 1 bwrap."""
        return self._process.pid

    def start(self, limits: Limits, program: Program) -> Job:
        """Start a process that answers on a channel. Raises OSError if the zygote is gone."""
        number = next(self._numbers)
        fonts = environment.font_lists() if program.draws else ()
        request = {
            "start": number,
            "limits": dataclasses.asdict(limits),
            "off_limits": program.off_limits,
            "off_limits_reason": program.off_limits_reason,
            "preload": program.preload,
            "draws": program.draws,
            "font_lists": [path.name for path in fonts],
        }
        ours, theirs, memory = new_channel(limits.output_mb * 2**20)
        try:
            with contextlib.ExitStack() as files:
                opened = [files.enter_context(path.open("rb")).fileno() for path in fonts]
                socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno(), memory, *opened])
        except BaseException as error:
            self._lost = isinstance(error, OSError)  # its process may still exist for a moment
            ours.close()
            raise
        finally:
            theirs.close()
        return Job(self, number, ours)

    def kill(self, number: int) -> None:
        """Have a job ended."""
        with contextlib.suppress(OSError):
            self._control.send(json.dumps({"kill": number}).encode())

    def wait(self, number: int, seconds: float) -> dict[str, Any] | None:
        """How a job ended: its exit code and why it was stopped.

        None if it has not ended within so many seconds, {} if the zygote is gone.
        """
        deadline = time.monotonic() + seconds
        while number not in self._ended:
            try:
                self._control.settimeout(max(deadline - time.monotonic(), 0.001))
                message = self._control.recv(MESSAGE_BYTES)
            except TimeoutError:
                return None
            except OSError:
                message = b""
            if not message:
                self._lost = True
                return {}
            ended = json.loads(message)
            self._ended[ended["ended"]] = ended
        return self._ended.pop(number)

    def stop(self) -> None:
        """End the zygote and with it all its jobs."""
        self._lost = True
        self._resources.close()

    def _end(self) -> None:
        self._control.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
