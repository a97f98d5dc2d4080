"""Find and remove the traces that an attack could leave on the machine."""

import contextlib
import ctypes
import ctypes.util
import hashlib
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

LIBC = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
RLIMITS = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
GRACE = 1.0  # seconds in which a killed process may still be seen
PR_SET_CHILD_SUBREAPER, UNLINK_LATER = 36, 2


def files(folder):
    """Path → its properties, of everything in the folder. Reading them changes nothing."""
    found = {}
    for place, names, others in os.walk(folder):
        for path in (Path(place, name) for name in [*names, *others]):
            with contextlib.suppress(OSError):
                found[str(path)] = _facts(path)
    return found


def _facts(path):
    status, content = path.lstat(), ""
    if stat.S_ISREG(status.st_mode) and status.st_size < 10**6:
        content = hashlib.sha1(path.read_bytes()).hexdigest()
    elif stat.S_ISLNK(status.st_mode):
        content = str(path.readlink())
    with contextlib.suppress(OSError):
        content += str(sorted(os.listxattr(path, follow_symlinks=False)))
    return status.st_mode, status.st_uid, status.st_gid, status.st_size, status.st_nlink, status.st_mtime_ns, content


def changed_files(before, after):
    """What is new, gone or changed, in words."""
    words = [f"new: {path}" for path in after.keys() - before.keys()]
    words += [f"gone: {path}" for path in before.keys() - after.keys()]
    words += [f"changed: {path}" for path in before.keys() & after.keys() if before[path] != after[path]]
    return sorted(words)


def named(mark, folders):
    """Files with an attack's mark in folders to which others write, too."""
    found = []
    for folder in folders:
        with contextlib.suppress(OSError):
            found += [entry.path for entry in os.scandir(folder) if mark in entry.name]
    return found


def remove(path):
    """Remove a file or folder, however deep, locked or immutable."""
    for command in (["rm", "-rf", path], ["chattr", "-R", "-f", "-i", path], ["rm", "-rf", path]):
        if os.path.lexists(path):
            with contextlib.suppress(OSError):
                subprocess.run(command, stderr=subprocess.DEVNULL, check=False)


def processes():
    """(pid, start time) → the state of every descendant of this process."""
    children, states = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            pid, fields = int(entry.name), (entry / "stat").read_text().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(pid)
            states[pid] = ((pid, fields[19]), fields[0])
    found, todo = {}, [os.getpid()]
    while todo:
        for pid in children.get(todo.pop(), []):
            todo.append(pid)
            identity, state = states[pid]
            found[identity] = state
    return found


def left_processes(before):
    """Processes that are still there a moment after grading. They are ended."""
    deadline = time.monotonic() + GRACE
    while True:
        new = {pid: state for (pid, start), state in processes().items() if (pid, start) not in before}
        for pid in [pid for pid, state in new.items() if state == "Z"]:
            with contextlib.suppress(OSError):
                os.waitpid(pid, os.WNOHANG)  # an orphan that came to us
        alive = [pid for pid, state in new.items() if state != "Z"]
        if not alive or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    for pid in alive:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return alive


@contextlib.contextmanager
def adopting():
    """Orphaned descendants become our children, so that we see every process of an attack."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def kernel_objects(mark, key, root):
    """What attacks leave besides files: System V objects, keys, message queues and mounts."""
    found = {}
    for kind in ("shm", "msg", "sem"):
        with contextlib.suppress(OSError):
            lines = [line.split() for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]]
            found |= {(kind, int(line[1])): f"System V {kind}" for line in lines if int(line[0]) == key}
    with contextlib.suppress(OSError):
        keys = [line.split() for line in Path("/proc/keys").read_text().splitlines() if mark in line]
        found |= {("key", int(fields[0], 16)): "a key" for fields in keys}
    with contextlib.suppress(OSError):
        mounts = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
        found |= {("mount", path): f"a mount on {path}" for path in mounts if Path(path).is_relative_to(root)}
    queue = LIBC.mq_open(f"/{mark}".encode(), os.O_RDONLY)
    if queue >= 0:
        os.close(queue)
        found[("queue", f"/{mark}")] = "a message queue"
    return found


def remove_kernel_object(kind, name):
    if kind == "mount":
        LIBC.umount2(name.encode(), UNLINK_LATER)
    elif kind == "queue":
        LIBC.mq_unlink(name.encode())
    elif kind == "key":
        LIBC.syscall(250, 21, name)  # keyctl, invalidate
    else:
        getattr(LIBC, f"{kind}ctl")(name, 0, 0, 0)  # IPC_RMID; semctl has one argument more


def state_of(pid):
    """The state of a process that other processes could change."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return {
        "state": "stopped" if status["State"][0] in "Tt" else "running",
        "tracer": status["TracerPid"],
        "nice": os.getpriority(os.PRIO_PROCESS, pid),
        "affinity": sorted(os.sched_getaffinity(pid)),
        "scheduler": os.sched_getscheduler(pid),
        "limits": [resource.prlimit(pid, limit) for limit in RLIMITS],
        "oom_score_adj": Path(f"/proc/{pid}/oom_score_adj").read_text(),
        "ioprio": LIBC.syscall(252, 1, pid),
        "groups": status["Uid"] + status["Gid"],
    }


def own_state():
    """The grader's own process, which is this one."""
    return state_of(os.getpid()) | {
        "environment": {name: os.environ[name] for name in os.environ if not name.startswith("PYTEST_")},
        "working folder": str(Path.cwd()),
        "path": list(sys.path),
        "temporary folder": tempfile.gettempdir(),
        "signal handlers": {number: signal.getsignal(number) for number in signal.valid_signals()},
        "open files": _descriptors(),
        "threads": threading.active_count(),
        "host name": socket.gethostname(),
        "timers": [signal.getitimer(which) == (0.0, 0.0) for which in (signal.ITIMER_REAL, signal.ITIMER_PROF)],
    }


def _descriptors():
    with contextlib.suppress(OSError):  # a process that hides its memory hides them, too, but from root
        return len(list(Path("/proc/self/fd").iterdir()))
    return None


def differences(before, after):
    """The names of what has changed."""
    return sorted(name for name in before if before[name] != after.get(name))


def restore(pid, before):
    """Undo what can be undone of changes to a process."""
    with contextlib.suppress(OSError, ValueError):
        os.setpriority(os.PRIO_PROCESS, pid, before["nice"])
        os.sched_setaffinity(pid, before["affinity"])
        for limit, value in zip(RLIMITS, before["limits"], strict=True):
            resource.prlimit(pid, limit, value)


def memory(field="VmHWM"):
    """Megabytes: the most that this process has used since `forget_peak`, or `VmRSS`, what it uses."""
    text = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) // 1024 for line in text.splitlines() if line.startswith(field))


def forget_peak():
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
