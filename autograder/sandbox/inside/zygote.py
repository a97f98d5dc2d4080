"""The zygote: has Python and NumPy ready, forks a process for each notebook, watches and buries it.

It runs no student code itself. On its control socket the grader asks for jobs: `{"start": id, …}` with the channel's
descriptor, and `{"kill": id}`; it answers `{"ready": …}` once, and `{"ended": id, …}` when a job is over and its
folder removed. When the grader goes, however that happens, the socket ends, and with it the zygote and all jobs.
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

from . import MESSAGE_BYTES, child, confine, scratch

WATCH_SECONDS = 0.05
MOST_DESCRIPTORS = 16  # in one request: the channel and Matplotlib's lists of fonts
NUM_THREADS = 17  # the field's place in /proc/<pid>/stat, counted behind the process's name (proc(5))


@dataclass
class Watched:
    """A process under way: the limits that are watched here, its folder, and why it was stopped."""

    number: int
    pid: int
    ended: int  # a descriptor, readable when the process has ended
    folder: Path
    limits: dict
    why: str | None = None


def run(settings: dict) -> None:
    """Serve the grader until it has gone, and leave no file, though it may go before we are ready."""
    try:
        _serve(settings)
    finally:
        scratch.remove(Path(settings["work"]))


def _serve(settings):
    control = socket.socket(fileno=settings["control"])
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4 * confine.DESCRIPTORS, most), most))  # few to close in each job
    for name in settings["preload"]:
        importlib.import_module(name)
    if not Path("/proc/self/stat").exists():
        raise OSError("/proc is not mounted, without which nobody can count a process's threads and files")
    base = confine.base_rules(settings["readable"], settings["work"])
    gc.collect()
    gc.freeze()  # jobs then share these objects' memory
    zygote = Zygote(control, base, settings["work"])
    control.send(json.dumps({"ready": os.getpid()}).encode())
    try:
        zygote.serve()
    finally:
        zygote.bury_all()


class Zygote:
    """Starts jobs, watches them, tells the grader how they ended."""

    def __init__(self, control, base, work):
        self.control, self.base, self.work = control, base, Path(work)
        self.jobs: dict[int, Watched] = {}
        self.events = selectors.DefaultSelector()
        self.events.register(control, selectors.EVENT_READ, None)

    def serve(self):
        due = time.monotonic()
        while True:
            for event, _ in self.events.select(max(due - time.monotonic(), 0) if self.jobs else None):
                if event.data is not None:
                    self._bury(event.data)
                elif not self._obey():
                    return
            if time.monotonic() >= due:  # not after each event: looking takes longer than what there is to do
                due = time.monotonic() + WATCH_SECONDS
                for job in self.jobs.values():
                    self._watch(job)

    def _obey(self):
        """Do what the grader asks next. False when it has gone."""
        message, descriptors, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, MOST_DESCRIPTORS)
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

    def _start(self, request, descriptors):
        channel, *fonts = descriptors
        if request["draws"] and "matplotlib.pyplot" not in sys.modules:
            with contextlib.suppress(Exception):  # where that fails, it fails in the job, which tells the student
                self._preload_pyplot(dict(zip(request["font_lists"], fonts, strict=True)))
        folder = self.work / str(request["start"])
        folder.mkdir(mode=0o700)
        zygote = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become(request, channel, folder, zygote)
        job = Watched(request["start"], pid, os.pidfd_open(pid), folder, request["limits"])
        self.jobs[job.number] = job
        self.events.register(job.ended, selectors.EVENT_READ, job)

    def _become(self, request, channel, folder, zygote):
        """The forked process: confine it, then serve. It never comes back from here."""
        try:
            confine.die_with(zygote)
            os.setsid()
            _keep_only(channel, self.base.descriptor)
            os.chdir(folder)
            os.environ.update(dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR"), str(folder)))
            for what, most in confine.bounds(request["limits"]).items():
                confine.bound(what, most)
            confine.confine(self.base, str(folder))
            os.dup2(0, 2)
        except BaseException:
            with contextlib.suppress(BaseException):
                traceback.print_exc()
            os._exit(1)
        try:
            child.serve(socket.socket(fileno=channel), request)
        finally:
            os._exit(1)

    def _preload_pyplot(self, font_lists):
        """Import pyplot once for all jobs that draw, with the grader's list of fonts: making one takes seconds."""
        folder = self.work / "matplotlib"
        folder.mkdir(exist_ok=True)
        for name, descriptor in font_lists.items():
            with open(descriptor, "rb", closefd=False) as file:
                (folder / name).write_bytes(file.read())
        os.environ["MPLCONFIGDIR"] = str(folder)
        importlib.import_module("matplotlib.pyplot")
        gc.freeze()

    def _watch(self, job):
        """Stop a job that keeps more files, bytes or threads than it may, or that cannot be watched."""
        if job.why is None:
            try:
                job.why = _excess(job)
            except scratch.Unclear as problem:
                job.why = str(problem)
            except Exception as error:  # whatever it did to be passed over: the others are not to suffer from it
                job.why = f"could not be watched ({type(error).__name__})"
            if job.why is not None:
                self._kill(job)

    def _kill(self, job):
        os.kill(job.pid, signal.SIGKILL)  # it is ours and not yet waited for: no other process has the number

    def _bury(self, job):
        """A job has ended: clear away what is left of it and tell the grader."""
        self.events.unregister(job.ended)
        os.close(job.ended)
        _, status = os.waitpid(job.pid, 0)
        del self.jobs[job.number]
        scratch.remove(job.folder)
        code = os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError):
            self.control.send(json.dumps({"ended": job.number, "code": code, "why": job.why}).encode())

    def bury_all(self):
        """End all that is under way."""
        for job in list(self.jobs.values()):
            self._kill(job)
            self._bury(job)


def _keep_only(channel, rules):
    """Close every descriptor but these two and, for now, that of errors; input and output go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    kept = sorted((channel, rules))
    os.closerange(3, kept[0])
    os.closerange(kept[0] + 1, kept[1])
    os.closerange(kept[1] + 1, os.sysconf("SC_OPEN_MAX"))


def _excess(job):
    """What a job has more of than it may, in words; None where all is well."""
    files, size = scratch.used(job.folder, job.pid, job.limits["scratch_files"])
    if size > job.limits["scratch_mb"] * 2**20:
        return f"wrote more than {job.limits['scratch_mb']} MB of files"
    if files > job.limits["scratch_files"]:
        return f"made more than {job.limits['scratch_files']} files"
    state, threads = _state(job.pid)
    if threads > job.limits["threads"]:
        return f"had more than {job.limits['threads']} threads"
    if state == b"Z" and threads > 1:  # what the others have open is not to be seen
        return "ended its main thread alone"
    return None


def _state(pid):
    """The state of a process (Z: ended), and how many threads it has; 0 when it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()  # its name can be anything
    except OSError:
        return b"Z", 0
    return fields[0], int(fields[NUM_THREADS])
