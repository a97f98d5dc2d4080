"""Plant secrets and services for a run of attacks, and list all that an attacker could know about them."""

import contextlib
import ctypes
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from autograder.authoring.leaks import REGION, SHORTEST_LINE
from autograder.course.config import Course, Exercise
from tests.attacks.traces import remove

LIBC = ctypes.CDLL(None, use_errno=True)
KEYCTL_INVALIDATE, SESSION_KEYRING, ADD_KEY, KEYCTL = 21, -3, 248, 250
REPOSITORY = Path(__file__).resolve().parents[2]


def hidden_lines(courses: Sequence[Course]) -> dict[str, str]:
    """A line of each hidden file of these courses → what it comes from. No other text contains such a line."""
    found = {}
    for course in courses:
        found[_long_line((course.root / "course.toml").read_text(encoding="utf-8"))] = "the course's file"
        for exercise in course.exercises:
            found[_long_line(exercise.hidden_tests.read_text(encoding="utf-8"))] = "the hidden tests"
            solutions = "".join(REGION.findall(exercise.source.read_text(encoding="utf-8")))
            found[_long_line(solutions)] = "the reference"
    return found


def _long_line(text: str) -> str:
    """The first long line that is the same in JSON and HTML."""
    lines = (line.strip(' #"') for line in text.splitlines())
    return next(line for line in lines if len(line) >= SHORTEST_LINE and not set("\"'&<>\\") & set(line))


class Targets:
    """Everything that is planted. `canaries` maps secrets to their names; `target` is what attackers get."""

    def __init__(self, courses: Sequence[Course]):
        self.courses = courses
        self.run = secrets.token_hex(6)
        self.marker, self.prefix, self.name = (f"{word}{self.run}" for word in ("worked", "canary", "left"))
        self.canaries = {self.marker: "it worked"} | hidden_lines(courses)
        self.root = Path(tempfile.mkdtemp(prefix="range-")).resolve()
        self.root.chmod(0o755)
        self.planted = self.root / "planted"
        self.victim = None
        self._texts = {}
        self._plant()
        self._listen()
        self._remember()
        self.environment = {f"COURSE_{name}": self._canary(f"{name} in the environment") for name in ("TOKEN", "KEY")}

    def _canary(self, what):
        canary = f"{self.prefix}{secrets.token_hex(8)}"
        self.canaries[canary] = what
        return canary

    def _plant(self):
        """Write the planted folders; the second time with the same secrets."""
        remove(self.planted)
        for name in FILES:
            if name not in self._texts:
                self._texts[name] = FILES[name].format(canary=self._canary(name))
            path = self.planted / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".db":
                with sqlite3.connect(path) as database:
                    database.execute("create table grade (student text, secret text)")
                    database.execute("insert into grade values ('mallory', ?)", [self._texts[name]])
                database.close()
            else:
                path.write_text(self._texts[name])
        for name in FOLDERS:
            (self.planted / name).mkdir(parents=True, exist_ok=True)
        (self.root / "temp").mkdir(exist_ok=True)
        (self.planted / "home" / "latest").symlink_to(self._given("where a link leads"))
        with contextlib.suppress(OSError):  # not on every file system
            note = self._given("an attribute").encode()
            os.setxattr(self.planted / "home" / "secret.txt", "user.note", note)
        self._old()

    def _old(self):
        """Give everything planted old times, so that a change shows."""
        for path in self.planted.rglob("*"):
            os.utime(path, (10**9, 10**9), follow_symlinks=False)

    def _listen(self):
        """Open sockets. What reaches them stays in the kernel until it is counted."""
        self.sockets = {
            "tcp": socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
            "abstract": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
            "unix_datagrams": socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM),
            "abstract_datagrams": socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM),
        }
        for name, one in self.sockets.items():
            inet, abstract = one.family == socket.AF_INET, name.startswith("abstract")
            path = f"\0{self.prefix}{name}" if abstract else str(self.root / f"{name}.sock")
            one.bind(("127.0.0.1", 0) if inet else path)
            one.setblocking(False)
            if one.type == socket.SOCK_STREAM:
                one.listen(64)

    def _remember(self):
        """Secrets that are not files: in this process's memory, an open file, shared memory, a key."""
        self.memory = ctypes.create_string_buffer(self._canary("the grader's memory").encode(), 64)
        self.before = self.memory.raw
        descriptor, path = tempfile.mkstemp(dir=self.root)
        os.write(descriptor, self._canary("the grader's open file").encode())
        Path(path).unlink()
        self.open_file = descriptor
        self.ipc_key = secrets.randbits(30)
        self.segment = LIBC.shmget(0, 4096, 0o1600)  # IPC_CREAT
        LIBC.shmat.restype = ctypes.c_void_p
        address = LIBC.shmat(self.segment, None, 0)
        ctypes.memmove(address, self._canary("shared memory").encode(), 40)
        LIBC.shmdt(ctypes.c_void_p(address))
        secret = self._canary("a key").encode()
        self.key = LIBC.syscall(ADD_KEY, b"user", self.prefix.encode(), secret, len(secret), SESSION_KEYRING)

    def revive(self):
        """Plant everything again, and start a new victim."""
        self._plant()
        self.end_victim()
        self.memory.raw = self.before
        # A process of the same user. The name shows in its command line, the secret in its environment.
        self.victim = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", "import time; time.sleep(3600)", self._given("the victim's command")],
            env={"SECRET": self._given("the victim's environment")},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _given(self, what):
        return next((canary for canary, name in self.canaries.items() if name == what), None) or self._canary(what)

    def end_victim(self):
        if self.victim is not None:
            self.victim.send_signal(signal.SIGKILL)
            self.victim.wait()

    def target(self, exercise: Exercise) -> dict[str, object]:
        """What the attacker knows: where everything is, but no secret."""
        planted = self.planted
        names = {name: (f"{planted}/{path}") for name, path in PATHS.items()}
        ports = {name: self.sockets[name].getsockname()[1] for name in ("tcp", "udp")}
        paths = {name: one.getsockname() for name, one in self.sockets.items() if name not in ports}
        paths = {name: path.decode() if isinstance(path, bytes) else path for name, path in paths.items()}
        return {
            **names,
            **ports,
            **paths,
            "marker": self.marker,
            "prefix": self.prefix,
            "name": self.name,
            "victim": self.victim.pid,
            "grader": os.getpid(),
            "grader_address": ctypes.addressof(self.memory),
            "grader_file": self.open_file,
            "segment": self.segment,
            "ipc_key": self.ipc_key,
            "key": self.key,
            "environment": sorted(self.environment),
            "real_course": str(exercise.root),
            "hidden_tests": str(exercise.hidden_tests),
            "reference": str(exercise.source),
            "numpy": str(Path(sys.modules["numpy"].__file__).resolve()),
            "writable": [str(folder) for folder in self.writable],
        }

    @property
    def writable(self):
        """Folders in which this user may write."""
        shared = [Path(folder) for folder in ("/tmp", "/var/tmp", "/dev/shm")]
        return [*shared, REPOSITORY, *(folder for course in self.courses for folder in (course.root, course.folder))]

    def close(self):
        self.end_victim()
        for one in self.sockets.values():
            one.close()
        os.close(self.open_file)
        LIBC.shmctl(self.segment, 0, None)  # IPC_RMID
        if self.key > 0:
            LIBC.syscall(KEYCTL, KEYCTL_INVALIDATE, self.key)
        remove(self.root)


FILES = {
    "home/secret.txt": "{canary}\n",
    "home/.ssh/id_ed25519": "-----BEGIN OPENSSH PRIVATE KEY-----\n{canary}\n",
    "home/.bashrc": "# {canary}\n",
    "home/.ipython/profile_default/startup/00-first.py": "# {canary}\n",
    "home/.config/matplotlib/matplotlibrc": "# {canary}\n",
    "home/.jupyter/nbgrader_config.py": "# {canary}\n",
    "spool/cron/crontabs/teacher": "# {canary}\n",
    "course/course.toml": 'seed = "{canary}"\n',
    "course/nbgrader_config.py": "# {canary}\n",
    "course/gradebook.db": "{canary}",
    "course/exercises/sums/test_sums.py": "expected = '{canary}'\n",
    "course/solutions/sums/sums.py": "# {canary}\n",
    "course/submitted/neighbour/sums/sums.ipynb": '{{"cells": [], "metadata": {{"name": "{canary}"}}}}\n',
    "site-packages/numpy/__init__.py": "# {canary}\n",
}
FOLDERS = ("site-packages/numpy/__pycache__", "mountpoint", "course/exercises/sums/__pycache__")
PATHS = {
    "home": "home", "secret": "home/secret.txt", "link": "home/latest",
    "ssh_key": "home/.ssh/id_ed25519", "bashrc": "home/.bashrc",
    "startup": "home/.ipython/profile_default/startup", "matplotlibrc": "home/.config/matplotlib/matplotlibrc",
    "crontabs": "spool/cron/crontabs", "course": "course", "course_toml": "course/course.toml",
    "nbgrader_config": "course/nbgrader_config.py", "gradebook": "course/gradebook.db",
    "exercise_folder": "course/exercises/sums", "submitted": "course/submitted", "packages": "site-packages",
    "neighbour": "course/submitted/neighbour/sums/sums.ipynb", "mountpoint": "mountpoint",
}  # fmt: skip
