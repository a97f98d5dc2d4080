"""The zygote and the ladder: what starts, what replaces it, and what remains when a process is killed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder import sandbox
from autograder.course import ROOT, CourseError
from autograder.sandbox import Cell, NoSandbox, Program, Student, bwrap, ladder, zygotes
from tests.conftest import QUICK

TIERS = sandbox.tiers()
pytestmark = pytest.mark.skipif(not TIERS, reason="nothing confines here")


@pytest.fixture
def fresh(monkeypatch):
    """A ladder that knows of no zygote yet."""
    zygotes_here = {}
    monkeypatch.setattr(ladder._here, "zygotes", zygotes_here)
    yield zygotes_here
    for zygote in zygotes_here.values():
        if isinstance(zygote, zygotes.Zygote):
            zygote.stop()


def answer(tiers):
    """What a notebook's function gives, and the tier in which it ran."""
    student = Student(Program((), (Cell("cell 1", "def f(): return 1"),)), QUICK, tiers)
    try:
        return student.f(), student.tier
    finally:
        student.close()


GRADER = """
import sys
from autograder.course import Limits
from autograder.sandbox import Cell, Program, Student
source = "import os\\nopen('left', 'w').close()\\ndef f(): return os.getcwd()\\ndef g():\\n    while True: pass"
student = Student(Program((), (Cell("cell 1", source),)), Limits(call_seconds=60), ({tier},))
print(student.f(), flush=True)
student.g()
"""


@pytest.mark.parametrize("tier", TIERS)
def test_nothing_survives_a_killed_grader(tier):
    """When the grader is killed, its zygote and the student's process end, and the folder goes."""
    grader = subprocess.Popen(
        [sys.executable, "-c", GRADER.format(tier=tier)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    folder = Path(grader.stdout.readline().strip())
    processes = descendants(grader.pid)
    assert len(processes) >= 2
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    for _ in range(100):
        if not any(map(running, processes)) and not folder.parent.exists():
            break
        time.sleep(0.05)
    assert not any(map(running, processes))
    assert not folder.parent.exists()


def descendants(pid):
    """The processes that a process started, and those that they started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [*map(int, children), *(one for child in children for one in descendants(child))]


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(zygote):
    zygote._process.kill()
    zygote._process.wait()


def test_a_zygote_that_died_is_replaced(fresh):
    """When the zygote was killed, the next notebook gets a new one, and the old one's folder goes."""
    assert answer(TIERS[-1:])[0] == 1
    old = fresh[TIERS[-1]]
    kill(old)
    assert answer(TIERS[-1:])[0] == 1
    assert old._work is None or not Path(old._work).exists()


def test_a_zygote_that_dies_under_way_is_our_fault(fresh):
    """A notebook that loses its zygote loses no points: it is the grader's error, and it is graded again."""
    student = Student(Program((), (Cell("cell 1", "def f(): return 1"),)), QUICK, TIERS[-1:])
    student.f()
    kill(fresh[TIERS[-1]])
    with pytest.raises(CourseError, match="grade again"):
        student.f()
    student.close()


@pytest.mark.parametrize("command", [None, ["false"], ["sh", "-c", "echo it has no rights >&2; exit 1"]])
def test_without_a_working_bwrap_the_second_tier_is_taken(fresh, monkeypatch, command):
    """A bwrap that is missing or fails is no reason to stop, unless the course demands it."""
    monkeypatch.setattr(bwrap, "command", lambda own: command)
    assert answer((1, 2)) == (1, 2)
    with pytest.raises(NoSandbox, match=r"tier 1: .*--unsafe"):
        answer((1,))


def test_a_process_that_is_not_confined_is_not_used(fresh, monkeypatch):
    """The first process of a zygote tries what is forbidden; if that works, the tier is none."""
    monkeypatch.setattr(zygotes, "PROBE", "raise RuntimeError('fork works')")
    with pytest.raises(NoSandbox, match="is not: fork works"):
        answer(TIERS)


def test_the_unsafe_tier_is_the_last(fresh, monkeypatch):
    """Where nothing confines, --unsafe still runs code, and says in which tier."""
    monkeypatch.setattr(zygotes, "PROBE", "raise RuntimeError")
    assert answer((1, 2, 3)) == (1, 3)
