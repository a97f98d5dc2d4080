"""The zygote, seen from the grader: started once, asked for one process for each notebook."""

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

from autograder.sandbox import bwrap, environment
from autograder.sandbox.channel import Channel, ChannelError, Deadline
from autograder.sandbox.inside import MESSAGE_BYTES, scratch
from autograder.sandbox.limits import BWRAP, Limits

OWN = Path(__file__).parent
PRELOAD = ["numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.testing", "html"]  # what cells import
START_SECONDS = 30  # slow only on a machine in trouble
END_SECONDS = 10
COMPLAINT_BYTES = 4000
PASSING = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT}  # want of something

# A job that can do one of these is not confined, whatever the kernel said.
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


class NotHere(Exception):
    """This machine cannot confine student code in this way. The text says why."""


class NotYet(NotHere):
    """This machine was too slow, or the zygote was lost: another attempt may do."""


class Zygote:
    """The process from which jobs are forked; in tier 1 it lives within bwrap. Raises NotHere where that cannot be."""

    def __init__(self, tier: int):
        self.tier = tier
        self._numbers = itertools.count(1)
        self._ended: dict[int, dict] = {}
        before = bwrap.command(OWN) if tier == BWRAP else []
        if before is None:
            raise NotHere("bwrap is not installed")
        if not hasattr(os, "pidfd_open"):
            raise NotHere("this is no Linux, or this Python does not know pidfd_open")
        self._lost = False
        self._resources = contextlib.ExitStack()
        try:
            self._start(before)
            self._expect_ready()
            self._probe()
        except OSError as error:
            self.stop()
            raise (NotYet if error.errno in PASSING else NotHere)(str(error)) from None
        except BaseException:
            self.stop()
            raise

    def _start(self, before):
        self._errors = self._resources.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        work = bwrap.WORK
        if not before:
            work = tempfile.mkdtemp(prefix="notebooks-")
            self._resources.callback(scratch.remove, Path(work))  # the zygote does it, unless it was killed
        self._control, control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._resources.callback(self._control.close)
        settings = {
            "control": control.fileno(),
            "work": work,
            "preload": PRELOAD,
            "packages": environment.PACKAGES,
            "package_folders": environment.package_folders(),
            "readable": [*environment.standard_library(), *environment.shared_libraries(), *environment.packages()],
        }
        python = [environment.interpreter(), "-I", "-S", "-B", str(OWN / "inside" / "bootstrap.py")]
        with control:
            self._process = subprocess.Popen(
                [*before, *python, "zygote", json.dumps(settings)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd="/",
                env=environment.environment(work),
                pass_fds=[control.fileno()],
                start_new_session=True,  # Ctrl-C is for the grader
            )
        self._resources.callback(self._end)

    def _expect_ready(self):
        self._control.settimeout(START_SECONDS)
        try:
            ready = self._control.recv(MESSAGE_BYTES)
        except TimeoutError:
            raise NotYet(f"nothing was ready after {START_SECONDS} s") from None
        if not ready:
            self._end()
            raise NotHere(self.complaint() or "the process from which others are forked does not start")

    def _probe(self):
        job = self.start(Limits(), (), draws=False)
        try:
            step = {"op": "cell", "name": "probe", "source": PROBE, "part": "all"}
            job.channel.send({"id": "", "steps": [step]})
            reply = job.channel.receive(time.monotonic() + START_SECONDS)
        except Deadline:
            raise NotYet(f"the first process did not answer within {START_SECONDS} s") from None
        except ChannelError:
            why = (job.ended() or {}).get("why")
            raise NotHere(why or self.complaint() or "the first process ends without an answer") from None
        finally:
            job.close()
        if reply != {"id": "", "place": 0}:
            raise NotHere(f"a process that should be confined is not: {reply['error']['message']}")

    def complaint(self) -> str:
        """The last line that the zygote, or a process that could not be confined, wrote; or nothing."""
        if self._errors.closed:
            return ""
        size = os.fstat(self._errors.fileno()).st_size
        end = os.pread(self._errors.fileno(), COMPLAINT_BYTES, max(size - COMPLAINT_BYTES, 0))
        return end.decode(errors="replace").strip().rpartition("\n")[2]

    @property
    def alive(self) -> bool:
        return not self._lost and self._process.poll() is None

    def start(self, limits: Limits, off_limits: tuple[str, ...], draws: bool) -> "Job":
        """A new process that answers on a channel. Raises OSError where the zygote has gone."""
        number = next(self._numbers)
        fonts = environment.font_lists() if draws else ()
        ours, theirs = socket.socketpair()
        request = {"start": number, "limits": dataclasses.asdict(limits), "off_limits": off_limits, "draws": draws}
        request |= {"font_lists": [path.name for path in fonts]}
        try:
            with contextlib.ExitStack() as files:
                opened = [files.enter_context(path.open("rb")).fileno() for path in fonts]
                socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno(), *opened])
        except BaseException as error:
            self._lost = isinstance(error, OSError)  # also where its process takes a while to end
            ours.close()
            raise
        finally:
            theirs.close()
        return Job(self, number, Channel(ours, limits.output_mb * 2**20))

    def kill(self, number: int) -> None:
        with contextlib.suppress(OSError):
            self._control.send(json.dumps({"kill": number}).encode())

    def wait(self, number: int, seconds: float) -> dict | None:
        """How a job ended: its exit code and why it was stopped; None if it has not. {} where the zygote has gone."""
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

    def _end(self):
        self._control.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Job:
    """One process of a zygote, and the channel to it."""

    def __init__(self, zygote: Zygote, number: int, channel: Channel):
        self.tier = zygote.tier
        self.channel = channel
        self._zygote = zygote
        self._number = number
        self._how = None

    def ended(self, seconds: float = 1) -> dict | None:
        """How it ended by itself, within so many seconds: {"code", "why"}; None if it has not."""
        if self._how is None:
            self._how = self._zygote.wait(self._number, seconds)
        return self._how

    def complaint(self) -> str:
        """What the zygote said last."""
        return self._zygote.complaint()

    def close(self) -> None:
        """End it; its folder is removed. Any number of times."""
        self.channel.sock.close()
        if self._how is None:
            self._zygote.kill(self._number)
            if self.ended(END_SECONDS) is None:
                self._zygote.stop()  # it does what it is told at once, or not at all
