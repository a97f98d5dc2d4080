"""Run commands as processes, and measure their time and the memory of all processes that they start."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.5  # seconds between two looks at the memory
SANDBOX = "bootstrap.py"  # in the command line of a sandbox's process; all others that a command starts are workers


@dataclass(frozen=True)
class Run:
    """A command's seconds, and its peaks in MB: of the process itself, of its largest worker, of all together.
    `busy` are the seconds that the machine's processors worked meanwhile, all together."""

    seconds: float
    parent: float
    worker: float
    together: float
    busy: float


def run(*command, folder: Path, **environment: str) -> Run:
    """Run a command in a folder. Raises RuntimeError with its output if it fails."""
    start, before = time.monotonic(), _busy()
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    peaks, ended = {}, threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peaks, ended))
    watch.start()
    output = process.communicate()[0]
    seconds, busy = time.monotonic() - start, _busy() - before
    ended.set()
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}:\n{output.decode(errors='replace')[-3000:]}")
    return Run(seconds, *(peaks.get(role, 0.0) for role in ("parent", "worker", "together")), busy)


def grade(folder: Path, *arguments) -> Run:
    """Grade the class in a course's folder."""
    return run(sys.executable, "-m", "autograder", "grade", *arguments, folder=folder, PYTHONPATH=str(folder))


def canned(folder: Path) -> Run:
    """Grade the class in a course's folder, with grading replaced by fixed results."""
    search = os.pathsep.join(map(str, (folder, Path(__file__).parents[2])))
    return run(sys.executable, "-m", "tests.bench.canned", "grade", folder=folder, PYTHONPATH=search)


def nbgrader(folder: Path, *arguments) -> Run:
    """Run nbgrader in a course's folder. It starts others of its environment by their names."""
    programs = Path(sys.executable).parent
    search = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return run(programs / "nbgrader", *arguments, folder=folder, PATH=search)


def _busy():
    """Seconds that this machine's processors have worked since it started, not counting what others stole."""
    first = Path("/proc/stat").read_text().split("\n")[0]
    user, nice, system, _idle, _waiting, interrupts, soft = map(int, first.split()[1:8])
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def _watch(pid, peaks, ended):
    while not ended.wait(EVERY):
        together = 0.0
        for one in _family(pid):
            role = "parent" if one == pid else _role(one)
            peaks[role] = max(peaks.get(role, 0.0), _memory(one, "status", "VmHWM:"))
            together += _memory(one, "smaps_rollup", "Pss:")
        peaks["together"] = max(peaks.get("together", 0.0), together)


def _family(pid):
    """The process and all that descend from it."""
    found = [pid]
    for one in found:
        try:
            for thread in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (thread / "children").read_text().split()]
        except OSError:
            continue
    return found


def _role(pid):
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return "gone"
    return "sandbox" if SANDBOX in command else "worker"


def _memory(pid, file, name):
    """A figure of one process in MB; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)
