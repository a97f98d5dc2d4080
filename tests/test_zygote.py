"""The zygote and the ladder: what starts, what replaces it, and what remains when a process is killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace

import pytest

from autograder import sandbox
from autograder.course.config import ROOT
from autograder.grading.grade import Submission, grade
from autograder.sandbox import Cell, NoSandbox, Program, Student, bwrap, tiers, zygote_client
from autograder.sandbox.limits import BWRAP
from autograder.sandbox.session import Sandbox
from tests.callees import LONG
from tests.conftest import QUICK
from tests.processes import descendants, running

TIERS = sandbox.available_tiers()
pytestmark = pytest.mark.skipif(not TIERS, reason="nothing confines here")


@pytest.fixture
def fresh(monkeypatch):
    """A ladder that knows of no zygote yet."""
    zygotes_here = {}
    monkeypatch.setattr(tiers._here, "zygotes", zygotes_here)
    yield zygotes_here
    for zygote in zygotes_here.values():
        if isinstance(zygote, zygote_client.Zygote):
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


STARTER = """
import time
from autograder.sandbox import zygote_client as zygotes
zygotes.Zygote._expect_ready = lambda zygote: print("started", flush=True) or time.sleep({seconds})
zygotes.Zygote({tier})
"""


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize(("source", "fewest"), [(GRADER, 2), (STARTER, 1)], ids=["that asks", "that starts"])
def test_nothing_survives_a_killed_grader(source, fewest, tier, tmp_path):
    """When the grader is killed, its zygote and the student's process end, and the folder goes; also where the zygote
    was not ready yet."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", source.format(tier=tier, seconds=LONG)]
    grader = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True, env=environment)
    assert grader.stdout.readline()
    processes = descendants(grader.pid)
    assert len(processes) >= fewest
    grader.kill()
    grader.wait()
    for _ in range(100):
        if not any(map(running, processes)) and not list(tmp_path.iterdir()):
            break
        time.sleep(0.05)
    assert not any(map(running, processes))
    assert list(tmp_path.iterdir()) == []


def kill(zygote):
    """Kill the zygote itself, which in tier 1 is the innermost of three processes."""
    os.kill([zygote._process.pid, *descendants(zygote._process.pid)][2 if zygote.tier == BWRAP else 0], signal.SIGKILL)


@pytest.mark.parametrize("tier", TIERS)
def test_a_zygote_that_died_is_replaced(fresh, monkeypatch, tmp_path, tier):
    """When the zygote was killed, the next notebook gets a new one at once, and the old one's folder goes."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for _ in range(4):  # it takes a moment to go, during which it still listens
        assert answer((tier,))[0] == 1
        kill(fresh[tier])
    fresh[tier].stop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize(("times", "status", "score"), [(1, "graded", 15), (9, "error", None)])
def test_a_submission_that_loses_its_zygote_gets_another(
    fresh, monkeypatch, course, solved, tier, times, status, score
):
    """Whoever killed it, no points are lost; where the second one is lost, too, it is our error."""
    calls = iter(range(times))
    inner = Sandbox.carry_out

    def carry_out(sandbox, steps, seconds):
        if steps[0]["op"] == "call" and next(calls, None) is not None:
            kill(fresh[tier])
        return inner(sandbox, steps, seconds)

    monkeypatch.setattr(Sandbox, "carry_out", carry_out)
    result = grade(Submission("ana", "pooling", solved("pooling")), replace(course, tiers=(tier,)))
    assert (result.status, result.score) == (status, score), result.message


@pytest.mark.parametrize("command", [None, ["false"], ["sh", "-c", "echo it has no rights >&2; exit 1"]])
def test_without_a_working_bwrap_the_second_tier_is_taken(fresh, monkeypatch, command):
    """A bwrap that is missing or fails is no reason to stop, unless the course demands it."""
    monkeypatch.setattr(bwrap, "command", lambda own: command)
    assert answer((1, 2)) == (1, 2)
    with pytest.raises(NoSandbox, match=r"tier 1: .*--unsafe"):
        answer((1,))


def test_a_process_that_is_not_confined_is_not_used(fresh, monkeypatch):
    """The first process of a zygote tries what is forbidden; if that works, the tier is none."""
    monkeypatch.setattr(zygote_client, "PROBE", "raise RuntimeError('fork works')")
    with pytest.raises(NoSandbox, match="is not: fork works"):
        answer(TIERS)


def test_a_first_process_that_dies_is_no_sandbox(fresh, monkeypatch):
    """Where the process that should try the confinement dies, the tier is none, and the reason is told."""
    monkeypatch.setattr(zygote_client, "PROBE", "import os; os._exit(3)")
    with pytest.raises(NoSandbox, match="tier 2: the first process ends without an answer"):
        answer((2,))


def test_a_slow_start_is_not_remembered(fresh, monkeypatch):
    """A machine that was too busy once is asked again."""
    with monkeypatch.context() as hurried:
        hurried.setattr(zygote_client, "START_SECONDS", 0.001)
        with pytest.raises(NoSandbox, match=r"0\.001 s"):
            answer((2,))
    assert answer((2,)) == (1, 2)


@pytest.mark.parametrize("tier", TIERS)
def test_a_zygote_that_hangs_is_ended(fresh, monkeypatch, tier):
    """Stopping ends all of it, also when it does not listen."""
    answer((tier,))
    own = [pid for pid in descendants(os.getpid()) if pid == fresh[tier]._process.pid]
    own += [one for pid in own for one in descendants(pid)]
    for pid in own:
        os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(zygote_client, "END_SECONDS", 0.5)
    fresh[tier].stop()
    for _ in range(100):
        if not any(map(running, own)):
            break
        time.sleep(0.05)
    assert not any(map(running, own))


def test_the_unsafe_tier_is_the_last(fresh, monkeypatch):
    """Where nothing confines, --unsafe still runs code, and says in which tier."""
    monkeypatch.setattr(zygote_client, "PROBE", "raise RuntimeError")
    assert answer((1, 2, 3)) == (1, 3)
