"""Zygotes start, are replaced when they die, and leave nothing behind; a tier that does not work is not used."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from autograder import sandbox
from autograder.errors import CourseError
from autograder.sandbox import Cell, NoSandbox, Program, Student, bwrap, tiers, zygote_client
from autograder.sandbox.limits import BWRAP, Limits
from tests.running.processes import descendants, running

LONG = 60  # seconds: more than a process may take to end
LIMITS = Limits(call_seconds=5, task_seconds=20)
NUMPY = ("numpy",)
ROOT = Path(sandbox.__file__).parents[2]
TIERS = sandbox.available_tiers()
pytestmark = pytest.mark.skipif(not TIERS, reason="this machine cannot confine student code")


@pytest.fixture
def zygotes():
    """The zygotes that the test has started, by tier and packages. There are none at its beginning."""
    with tiers.fresh_zygotes() as started:
        yield started


def answer(allowed, body="return 1", packages=NUMPY):
    """The result of a notebook's function, and the tier in which it ran."""
    student = Student(Program((), (Cell("cell 1", f"def f(): {body}"),), packages=packages), LIMITS, allowed)
    try:
        return student.f(), student.tier
    finally:
        student.close()


def wait_until(condition):
    """Whether a condition holds within five seconds."""
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.05)
    return False


# A grader whose student's function runs for a long time.
CALLING = """
from autograder.sandbox import Cell, Program, Student
from autograder.sandbox.limits import Limits
source = "import os\\nopen('left', 'w').close()\\ndef f(): return os.getcwd()\\ndef g():\\n    while True: pass"
student = Student(Program((), (Cell("cell 1", source),)), Limits(call_seconds=60), ({tier},))
print(student.f(), flush=True)
student.g()
"""

# A grader that is still waiting for its zygote.
STARTING = """
import time
from autograder.sandbox import zygote_client
class Slow(zygote_client.Zygote):
    def _wait_until_ready(self):
        print("started", flush=True)
        time.sleep({seconds})
Slow({tier})
"""


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize(("source", "fewest"), [(CALLING, 2), (STARTING, 1)], ids=["calling", "starting"])
def test_nothing_survives_a_killed_grader(source, fewest, tier, tmp_path):
    """When a grader is killed, its zygote and the student's process end, and their folders are removed."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", source.format(tier=tier, seconds=LONG)]
    grader = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True, env=environment)
    with grader:
        assert grader.stdout.readline()
        processes = descendants(grader.pid)
        assert len(processes) >= fewest
        grader.kill()
    assert wait_until(lambda: not any(map(running, processes)))
    assert wait_until(lambda: not list(tmp_path.iterdir()))


def test_a_module_is_loaded_when_the_first_notebook_mentions_it(zygotes):
    """To import it takes a third of the zygote's start. The notebook has it before its first cell runs."""
    loaded = "'numpy.te' + 'sting' in __import__('sys').modules"
    assert answer(TIERS[:1], f"return {loaded}") == (False, TIERS[0])
    assert answer(TIERS[:1], f"return {loaded}  # np.testing") == (True, TIERS[0])


def kill(zygote):
    """Kill the zygote itself, which in tier 1 is the innermost of three processes."""
    os.kill([zygote.pid, *descendants(zygote.pid)][2 if zygote.tier == BWRAP else 0], signal.SIGKILL)


@pytest.mark.parametrize("tier", TIERS)
def test_a_zygote_that_died_is_replaced(zygotes, monkeypatch, tmp_path, tier):
    """The next notebook gets a new zygote at once, and the folder of the old one is removed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for _ in range(4):  # a zygote that was killed still accepts messages for a moment
        assert answer((tier,))[0] == 1
        kill(zygotes[tier, NUMPY])
    zygotes[tier, NUMPY].stop()
    assert list(tmp_path.iterdir()) == []


class Loss:
    """Kills the zygote when a student's function is called, the first so many times."""

    def __init__(self, zygotes, tier, times):
        self.zygotes, self.tier, self.times = zygotes, tier, times

    def __call__(self, x):
        if self.times:
            self.times -= 1
            zygote = self.zygotes[self.tier, NUMPY]
            processes = descendants(zygote.pid)  # the student's process among them
            kill(zygote)
            wait_until(lambda: not any(map(running, processes)))
        return x


@pytest.mark.parametrize("tier", TIERS)
def test_a_notebook_that_loses_its_zygote_gets_another(zygotes, tier):
    """A call whose process is lost with its zygote is made again in a new process."""
    student = Student(Program((), (Cell("cell 1", "def f(g): return g(1)"),)), LIMITS, (tier,))
    assert student.f(Loss(zygotes, tier, times=1)) == 1
    student.close()


@pytest.mark.parametrize("tier", TIERS)
def test_losing_the_second_zygote_is_an_error_of_the_course(zygotes, tier):
    """The second loss is reported as CourseError, and not as a failure of the student."""
    student = Student(Program((), (Cell("cell 1", "def f(g): return g(1)"),)), LIMITS, (tier,))
    with pytest.raises(CourseError, match="was lost"):
        student.f(Loss(zygotes, tier, times=2))
    student.close()


def test_zygotes_are_kept_for_a_set_of_packages(zygotes):
    """Notebooks with the same packages share a zygote, and others get their own."""
    tier = TIERS[-1]
    for packages in (NUMPY, ("numpy", "matplotlib"), NUMPY):
        assert answer((tier,), packages=packages) == (1, tier)
    assert set(zygotes) == {(tier, NUMPY), (tier, ("numpy", "matplotlib"))}


def test_a_package_that_is_not_installed_is_an_error_of_the_course(zygotes):
    """The message says what to install, and no zygote is started."""
    with pytest.raises(CourseError, match="pip install no-such-package"):
        answer(TIERS, packages=("numpy", "no-such-package"))
    assert not zygotes


@pytest.mark.parametrize("command", [None, ["false"], ["sh", "-c", "echo it has no rights >&2; exit 1"]])
def test_without_a_working_bwrap_the_second_tier_is_used(zygotes, monkeypatch, command):
    """If bwrap is missing or fails, tier 2 is used, unless the course demands tier 1."""
    monkeypatch.setattr(bwrap, "commands", lambda own, packages: [command] if command else [])
    assert answer((1, 2)) == (1, 2)
    with pytest.raises(NoSandbox, match=r"tier 1: .*--unsafe"):
        answer((1,))


def test_a_process_that_is_not_confined_is_not_used(zygotes, monkeypatch):
    """If the first process of a zygote can do something forbidden, the tier is not used."""
    monkeypatch.setattr(zygote_client, "PROBE", "raise RuntimeError('fork works')")
    with pytest.raises(NoSandbox, match="is not: fork works"):
        answer(TIERS)


def test_a_first_process_that_dies_is_no_sandbox(zygotes, monkeypatch):
    """If the first process of a zygote ends without an answer, the tier is not used, and the message says so."""
    monkeypatch.setattr(zygote_client, "PROBE", "import os; os._exit(3)")
    with pytest.raises(NoSandbox, match="tier 2: the first process ended without an answer"):
        answer((2,))


def test_a_slow_start_is_tried_again(zygotes, monkeypatch):
    """After a zygote was not ready in time, the next notebook tries again."""
    with monkeypatch.context() as hurried:
        hurried.setattr(zygote_client, "START_SECONDS", 0.001)
        with pytest.raises(NoSandbox, match=r"0\.001 s"):
            answer((2,))
    assert answer((2,)) == (1, 2)


@pytest.mark.parametrize("tier", TIERS)
def test_a_zygote_that_hangs_is_ended(zygotes, monkeypatch, tier):
    """Stopping a zygote ends all its processes, also if they do not react."""
    answer((tier,))
    own = [zygotes[tier, NUMPY].pid, *descendants(zygotes[tier, NUMPY].pid)]
    for pid in own:
        os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(zygote_client, "END_SECONDS", 0.5)
    zygotes[tier, NUMPY].stop()
    assert wait_until(lambda: not any(map(running, own)))


def test_the_unsafe_tier_is_the_last(zygotes, monkeypatch):
    """If no tier confines student code, and the unsafe tier is allowed, it is used."""
    monkeypatch.setattr(zygote_client, "PROBE", "raise RuntimeError")
    assert answer((1, 2, 3)) == (1, 3)


def test_the_unsafe_tier_has_the_same_packages_and_rules():
    """In tier 3, packages that are not listed cannot be imported, and functions can be off limits."""
    cell = Cell("cell 1", "import numpy\ndef f(name): __import__(name)\ndef g(): numpy.convolve([1], [1])")
    student = Student(Program((), (cell,), ("numpy.convolve",), "do it yourself"), LIMITS, (3,))
    assert student.f("numpy.fft") is None
    with pytest.raises(sandbox.Raised, match="ModuleNotFoundError"):
        student.f("matplotlib")
    with pytest.raises(sandbox.Raised, match="exercise: do it yourself"):
        student.g()
    student.close()


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs root and setpriv")
def test_root_in_a_container_can_confine_student_code():
    """Root there cannot open the private folders of other users, which jobs are."""
    program = "from autograder.sandbox.tiers import best_tier; print(best_tier((2,)))"
    without = ["--bounding-set=-dac_read_search", "--inh-caps=-dac_read_search"]
    done = subprocess.run(
        ["setpriv", *without, sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout == "2\n", done.stderr
