"""Keep Python and NumPy ready, fork a process for each notebook, watch it, and clean up when it has ended.

The zygote runs no student code itself. The grader sends requests over its control socket: `{"start": id, …}` with the
descriptors of the channel and of its memory, and `{"kill": id}`. The zygote sends `{"ready": …}` once, and
`{"ended": id, …}` when a job has ended and its folder is removed. When the grader ends, for whatever reason, the socket
closes, and the zygote ends with all its jobs.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from . import MESSAGE_BYTES, cell_rules, child, confine, grader_channel, landlock, scratch

WATCH_SECONDS = 0.05
MAX_DESCRIPTORS = 16  # in one request: the channel, its memory, and Matplotlib's lists of fonts
STATE, NUM_THREADS = 0, 17  # places in /proc/<pid>/stat, counted after the process's name (proc(5))


@dataclass
class Watched:
    """A running job: its limits, its folder, and why it was stopped.

    `ended` is a descriptor that becomes readable when the process has ended.
    """

    number: int
    pid: int
    ended: int
    folder: Path
    limits: dict[str, Any]
    why: str | None = None


def run(settings: dict[str, Any]) -> None:
    """Serve the grader until it has gone, and leave no file, even if the grader ends before the zygote is ready."""
    try:
        _serve(settings)
    finally:
        scratch.remove(Path(settings["work"]))


def _serve(settings: dict[str, Any]) -> None:
    control = socket.socket(fileno=settings["control"])
    memory = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))  # the grader's lower limit is for its own work
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4 * confine.DESCRIPTORS, most), most))  # each job closes all
    for name in settings["preload"]:
        importlib.import_module(name)
    if not Path("/proc/self/stat").exists():
        raise OSError("/proc is not mounted; without it, a process's threads and files cannot be counted")
    base = confine.base_rules(settings["readable"], settings["work"])
    gc.collect()
    gc.freeze()  # so that jobs share the memory of these objects
    zygote = Zygote(control, base, settings["work"], settings["users"])
    control.send(json.dumps({"ready": os.getpid()}).encode())
    try:
        zygote.serve()
    finally:
        zygote.reap_all()


class Zygote:
    """Starts jobs, watches them, and reports to the grader how they ended."""

    def __init__(self, control: socket.socket, base: landlock.Ruleset, work: str, users: list[int]):
        self.control, self.base, self.work, self.users = control, base, Path(work), users
        self.jobs: dict[int, Watched] = {}
        self.off_limits: dict[tuple[str, ...], tuple[int, list[cell_rules.Place]]] = {}  # see `_off_limits`
        self.events = selectors.DefaultSelector()
        self.events.register(control, selectors.EVENT_READ, None)

    def serve(self) -> None:
        """Handle requests and ended jobs, and watch the running ones, until the grader has gone."""
        due = time.monotonic()
        while True:
            for event, _ in self.events.select(max(due - time.monotonic(), 0) if self.jobs else None):
                if event.data is not None:
                    self._reap(event.data)
                elif not self._handle_request():
                    return
            if time.monotonic() >= due:  # not after each event, because watching takes longer than most requests
                due = time.monotonic() + WATCH_SECONDS
                for job in self.jobs.values():
                    self._watch(job)

    def _handle_request(self) -> bool:
        """Do what the grader asks next. False if it has gone."""
        message, descriptors, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, MAX_DESCRIPTORS)
        if not message:
            return False
        request = json.loads(message)
        if "start" in request:
            self._start(request, descriptors)
        elif request["kill"] in self.jobs:
            self._kill(self.jobs[request["kill"]])
        for descriptor in descriptors:
            os.close(descriptor)
        return True

    def _start(self, request: dict[str, Any], descriptors: list[int]) -> None:
        channel, memory, *fonts = descriptors
        for name in request["preload"]:
            if name not in sys.modules:
                importlib.import_module(name)
                gc.freeze()
        if request["draws"] and "matplotlib.pyplot" not in sys.modules:
            with contextlib.suppress(Exception):  # the same error comes in the job, where the student sees it
                self._preload_pyplot(dict(zip(request["font_lists"], fonts, strict=True)))
        off_limits = self._off_limits(tuple(request["off_limits"]))
        folder = self.work / str(request["start"])
        folder.mkdir(mode=0o700)
        zygote = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._run_job(request, channel, memory, folder, zygote, off_limits)
        job = Watched(request["start"], pid, os.pidfd_open(pid), folder, request["limits"])
        self.jobs[job.number] = job
        self.events.register(job.ended, selectors.EVENT_READ, job)

    def _off_limits(self, names: tuple[str, ...]) -> list[cell_rules.Place] | None:
        """Where these functions are, found once for all jobs; None if a package of them is not imported here."""
        if not all(name.rpartition(".")[0] in sys.modules for name in names):
            return None
        count, places = self.off_limits.get(names, (0, []))
        if count != len(sys.modules):
            places = cell_rules.places_of(names)
            self.off_limits[names] = len(sys.modules), places
        return places

    def _run_job(
        self,
        request: dict[str, Any],
        socket_: int,
        memory: int,
        folder: Path,
        zygote: int,
        off_limits: list[cell_rules.Place] | None,
    ) -> NoReturn:
        """Confine the forked process, then answer the grader's requests. It ends within this function."""
        try:
            os.setsid()
            sock, limit = socket.socket(fileno=socket_), request["limits"]["output_mb"] * 2**20
            channel = grader_channel.GraderChannel(sock, memory, limit)
            _close_all_but(socket_, self.base.descriptor)
            os.chdir(folder)
            os.environ.update(dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR"), str(folder)))
            for which, most in confine.rlimits(request["limits"]).items():
                confine.set_rlimit(which, most)
            confine.confine(self.base, str(folder), self.users, zygote)
            os.dup2(0, 2)
        except BaseException:
            with contextlib.suppress(BaseException):
                traceback.print_exc()
            os._exit(1)
        try:
            child.serve(channel, request, off_limits)
        finally:
            os._exit(1)

    def _preload_pyplot(self, font_lists: dict[str, int]) -> None:
        """Import pyplot once for all jobs that draw, with the grader's list of fonts: making one takes seconds."""
        folder = self.work / "matplotlib"
        folder.mkdir(exist_ok=True)
        for name, descriptor in font_lists.items():
            with open(descriptor, "rb", closefd=False) as file:
                (folder / name).write_bytes(file.read())
        os.environ["MPLCONFIGDIR"] = str(folder)
        importlib.import_module("matplotlib.pyplot")
        gc.freeze()

    def _watch(self, job: Watched) -> None:
        """Stop a job that has more files, bytes or threads than it may, or that cannot be watched."""
        if job.why is None:
            try:
                job.why = _excess(job)
            except scratch.CannotCount as problem:
                job.why = str(problem)
            except Exception as error:  # the other jobs must go on after any error of this one
                job.why = f"could not be watched ({type(error).__name__})"
            if job.why is not None:
                self._kill(job)

    def _kill(self, job: Watched) -> None:
        os.kill(job.pid, signal.SIGKILL)  # it was not waited for yet, so no other process can have its number

    def _reap(self, job: Watched) -> None:
        """Wait for a job that has ended, remove its folder, and tell the grader."""
        self.events.unregister(job.ended)
        os.close(job.ended)
        _, status = os.waitpid(job.pid, 0)
        del self.jobs[job.number]
        scratch.remove(job.folder)
        code = os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError):
            self.control.send(json.dumps({"ended": job.number, "code": code, "why": job.why}).encode())

    def reap_all(self) -> None:
        """End all running jobs."""
        for job in list(self.jobs.values()):
            self._kill(job)
            self._reap(job)


def _close_all_but(channel: int, rules: int) -> None:
    """Close all descriptors but these two and, for now, stderr. Stdin and stdout become /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(null, stream)
    kept = sorted((channel, rules))
    os.closerange(3, kept[0])
    os.closerange(kept[0] + 1, kept[1])
    os.closerange(kept[1] + 1, os.sysconf("SC_OPEN_MAX"))


def _excess(job: Watched) -> str | None:
    """The limit that a job exceeds, in words; None if it exceeds none."""
    files, size = scratch.used(job.folder, job.pid, job.limits["scratch_files"])
    if size > job.limits["scratch_mb"] * 2**20:
        return f"wrote more than {job.limits['scratch_mb']} MB of files"
    if files > job.limits["scratch_files"]:
        return f"made more than {job.limits['scratch_files']} files"
    state, threads = _state(job.pid)
    if threads > job.limits["threads"]:
        return f"had more than {job.limits['threads']} threads"
    if state == b"Z" and threads > 1:  # /proc does not show what the other threads have open
        return "ended only its main thread"
    return None


def _state(pid: int) -> tuple[bytes, int]:
    """The state of a process (Z: ended), and its number of threads; 0 if it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()  # its name can contain anything
    except OSError:
        return b"Z", 0
    return fields[STATE], int(fields[NUM_THREADS])
