"""The sandbox process, seen from the grader: started, asked with a deadline, ended for good."""

import contextlib
import functools
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from autograder.course import Limits
from autograder.sandbox.channel import Channel, ChannelError, Deadline, TooLarge

# NumPy, Matplotlib and what Matplotlib needs. Nothing else that is installed here can be imported there.
PACKAGES = [
    "numpy", "matplotlib", "mpl_toolkits", "pylab", "PIL", "contourpy", "cycler", "dateutil",
    "fontTools", "kiwisolver", "packaging", "pyparsing", "six",
]  # fmt: skip
START_SECONDS = 30  # an empty process that imports NumPy; slow only on a machine in trouble


class ProcessEnded(Exception):
    """The process is gone or talks nonsense. The text says how it ended."""


class Overdue(Exception):
    """The process did not answer in time; it has been ended."""


class Sandbox:
    """One process that runs one notebook's code. Close it, or use it in a `with` statement.

    `draws` says that the notebook uses Matplotlib, whose list of fonts is then laid ready: finding
    the fonts anew would take it seconds in each empty folder.
    """

    def __init__(self, limits: Limits, off_limits: tuple[str, ...] = (), draws: bool = False):
        self.limits = limits
        self.replacements = []  # ours that stand for functions of the notebook
        self.folder = tempfile.mkdtemp(prefix="notebook-")
        for path in _font_lists() if draws else ():
            shutil.copy(path, self.folder)
        ours, theirs = socket.socketpair()
        self.channel = Channel(ours, limits.message_mb * 2**20)
        try:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    "-S",
                    "-B",
                    Path(__file__).with_name("child.py"),
                    "notebook",
                    self._settings(theirs.fileno(), off_limits),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env=self._environment(),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        finally:
            theirs.close()

    def _settings(self, descriptor, off_limits):
        paths = sysconfig.get_paths()
        return json.dumps(
            {
                "channel": descriptor,
                "packages": PACKAGES,
                "package_folders": sorted({paths["purelib"], paths["platlib"]}),
                "off_limits": off_limits,
                "memory_mb": self.limits.memory_mb,
                "message_mb": self.limits.message_mb,
            }
        )

    def _environment(self):
        return {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "HOME": self.folder,
            "TMPDIR": self.folder,
            "MPLBACKEND": "Agg",
            "MPLCONFIGDIR": self.folder,
            "OPENBLAS_NUM_THREADS": "1",
        }

    def run_cell(self, name: str, source: str, part: str, seconds: float) -> dict:
        """Run one cell, or the part of it that `child.PARTS` describes. The reply has an "error" where it raised."""
        return self._ask({"op": "cell", "name": name, "source": source, "part": part}, seconds)

    def call(self, function: str, calls: list, report: str, seconds: float) -> dict:
        """Call a function for each (args, kwargs) in `calls`.

        The reply has "values": the results after the last call (`report="results"`), the arguments of the one call
        (`report="arguments"`), or for each call a dict with "value" or "error" (`report="each"`). Otherwise
        "error", "too_large", "undefined" or "not_callable".
        """
        return self._ask({"op": "call", "function": function, "calls": calls, "report": report}, seconds)

    def replace(self, functions: dict, seconds: float) -> None:
        """From now on, calls of these functions of the notebook are calls back to the grader's own."""
        self.replacements = list(functions.values())
        self._ask({"op": "replace", "functions": functions}, seconds, [])

    def _ask(self, request, seconds, callables=None):
        deadline = time.monotonic() + seconds
        request_id = secrets.token_hex(8)
        callables = [*self.replacements] if callables is None else callables
        try:
            self.channel.send(request | {"id": request_id}, deadline, callables)
            callbacks = 0
            while True:
                reply = self.channel.receive(deadline, lambda index, name: callables[index])
                if not isinstance(reply, dict):
                    raise ChannelError("no reply")
                if isinstance(reply.get("id"), str) and reply["id"] == request_id:
                    return checked(reply)
                callbacks += 1
                if callbacks > self.limits.callbacks:
                    raise Overdue
                answer = _answer(reply, callables)
                try:
                    self.channel.send(answer, deadline)
                except TooLarge as error:
                    self.channel.send({"error": str(error)}, deadline)
        except Deadline:
            self.close()
            raise Overdue from None
        except ChannelError:
            raise ProcessEnded(self._how_it_ended()) from None

    def _how_it_ended(self):
        try:
            code = self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            code = None
        self.close()
        if code is None:
            return "its process sent something that is no answer"
        if code < 0:
            with contextlib.suppress(ValueError):
                return f"its process was ended by {signal.Signals(-code).name}"
        return f"it ended its process (exit code {code})"

    def close(self):
        """End the process and its group, and remove its folder. Any number of times."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.channel.sock.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


@functools.cache
def _font_lists():
    """Matplotlib's own files of the fonts on this machine, made if need be."""
    import matplotlib.font_manager  # slow, and most notebooks never need it

    return tuple(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


def checked(reply):
    """The reply, if an error in it is described as ours are."""
    if "error" in reply:
        error = reply["error"]
        texts = ("type", "message", "place", "code")
        if not isinstance(error, dict) or not all(isinstance(error.get(key, ""), str) for key in texts):
            raise ChannelError("no description of an error")
        if type(error.get("line", 0)) is not int or not {"type", "message"} <= error.keys():
            raise ChannelError("no description of an error")
    return reply


def _answer(reply, callables):
    """Carry out one call back of a function that the grader handed out."""
    try:
        function = callables[reply["function"]]
        args, kwargs = reply["args"], reply["kwargs"]
    except (KeyError, IndexError, TypeError):
        raise ChannelError("no callback") from None
    try:
        return {"value": function(*args, **kwargs)}
    except Exception as error:  # the student called it with what it cannot work on
        return {"error": f"{type(error).__name__}: {error}", "value_error": isinstance(error, ValueError)}
