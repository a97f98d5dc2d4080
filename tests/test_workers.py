"""Workers: each ends when it shall, in order where it can, and whoever waits for it waits no longer."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from autograder.course.config import ROOT
from autograder.running import process_pool
from autograder.running.process_pool import ProcessPool
from tests.callees import LONG, die, hang, own_cores, process, size, swallow, take_for_an_error
from tests.processes import SEEN, descendants, descriptors, running, serving, wait_for

LARGE = bytes(2**23)  # more than any pipe or socket takes at once
pytestmark = [SEEN]

# A command that has two things hang, each in a worker.
COMMAND = """
import signal
from autograder.workers import Workers
from tests import callees, processes
signal.signal(signal.SIGINT, signal.default_int_handler)
workers = Workers(2)
{}
"""
WAITING = "with workers: [future.result() for future in [workers.submit(callees.{}, mark) for mark in {}]]"
LEAVING = "[workers.submit(callees.{}, mark) for mark in {}]; processes.wait_for({})"


@pytest.fixture
def marks(tmp_path):
    return [str(tmp_path / name) for name in ("one", "two")]


def texts(marks):
    return [Path(mark).read_text() for mark in marks]


@pytest.fixture
def start(marks):
    """Starts a command, in a group of its own as a shell does, and returns it with its workers when both hang."""
    started = []

    def begin(template, function=hang):
        command = [sys.executable, "-c", COMMAND.format(template.format(function.__name__, marks, marks))]
        started.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True))
        wait_for(marks)
        return started[0], descendants(started[0].pid)

    yield begin
    for one in started:
        one.kill()
        one.communicate()


def test_stopping_ends_what_is_under_way_in_order_and_begins_no_more(marks):
    """What hangs is unwound, which closes its sandbox; what waits is never done; no process stays."""
    stopped = ProcessPool(2)
    futures = [stopped.submit(hang, mark) for mark in [*marks, *marks]]
    wait_for(marks)
    stopped.shutdown(cancel_futures=True)
    assert texts(marks) == ["unwound"] * 2
    assert [type(future.exception()) for future in futures[:2]] == [BrokenExecutor] * 2
    assert [future.cancelled() for future in futures[2:]] == [True] * 2
    assert serving() == []


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes have no cores of their own here")
@pytest.mark.parametrize("there", [1, 2, 3])
def test_as_many_workers_as_cores_have_one_each(marks, monkeypatch, there):
    """Where there are more or fewer, each may use all."""
    real = process_pool.cores()
    ours = (real * there)[:there]  # this machine may have fewer
    monkeypatch.setattr(process_pool, "cores", lambda: ours)
    with ProcessPool(2) as two:
        futures = [two.submit(own_cores, *marks), two.submit(own_cores, *reversed(marks))]
        found = sorted(future.result() for future in futures)
    assert found == ([[core] for core in ours] if there == 2 else [real, real])


def test_who_has_shut_down_may_do_so_again_and_gets_no_more(marks):
    """First in peace, then at once: as it is with two signals."""
    with ProcessPool(2) as ours:
        first = ours.submit(hang, marks[0])
        wait_for(marks[:1])
        in_peace = threading.Thread(target=ours.shutdown)
        in_peace.start()
        while not ours._shut:
            time.sleep(0.01)
        ours.shutdown(cancel_futures=True)
        in_peace.join()
        with pytest.raises(RuntimeError, match="shut down"):
            ours.submit(process)
    assert isinstance(first.exception(), BrokenExecutor)


def test_what_does_not_hear_is_killed(monkeypatch, marks):
    """Also what takes the end for something else, and what cannot even do that."""
    monkeypatch.setattr(process_pool, "END_SECONDS", 0.5)
    stopped = ProcessPool(2)
    futures = [stopped.submit(swallow, mark) for mark in marks]
    wait_for(marks)
    os.kill(serving()[0], signal.SIGSTOP)
    stopped.shutdown(cancel_futures=True)
    assert [type(future.exception()) for future in futures] == [BrokenExecutor] * 2
    assert serving() == []


def test_a_worker_that_is_being_started_while_the_others_stop_ends_too(monkeypatch):
    """It does nothing of what it was started for."""
    stopped, start = ProcessPool(1), subprocess.Popen

    def start_late(*arguments, **settings):
        while not stopped._stopped:
            time.sleep(0.01)
        return start(*arguments, **settings)

    monkeypatch.setattr(process_pool.subprocess, "Popen", start_late)
    future = stopped.submit(process)
    while not future.running():
        time.sleep(0.01)
    stopped.shutdown(cancel_futures=True)
    assert isinstance(future.exception(), BrokenExecutor)
    assert serving() == []


def test_a_second_signal_does_not_break_off_the_unwinding(marks):
    """Whoever ends a whole group, and then each of it, leaves no sandbox open."""
    with ProcessPool(1) as ours:
        future = ours.submit(hang, marks[0])
        for text in ("", "unwinds"):
            wait_for(marks[:1], text)
            os.kill(serving()[0], signal.SIGTERM)
        assert isinstance(future.exception(), BrokenExecutor)
    assert texts(marks[:1]) == ["unwound"]


def test_who_takes_the_end_for_an_error_gives_no_answer(marks):
    """What would come of it is not what the call gives: it is lost, and may be tried again."""
    with ProcessPool(1) as ours:
        future = ours.submit(take_for_an_error, marks[0])
        wait_for(marks[:1])
        os.kill(serving()[0], signal.SIGTERM)
        assert isinstance(future.exception(), BrokenExecutor)
        ours.submit(process).result()


@pytest.mark.parametrize("function", [hang, swallow])
def test_nothing_survives_a_command_that_was_killed(start, marks, function):
    """The workers end by themselves, in order where they can."""
    command, family = start(WAITING, function)
    command.kill()
    command.wait()
    deadline = time.monotonic() + LONG / 2
    while any(map(running, family)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in family if running(pid)] == []
    assert function is swallow or texts(marks) == ["unwound"] * 2


def test_ctrl_c_is_for_the_command_alone(start, marks):
    """It ends its workers in order; none of them prints what it was at."""
    command, family = start(WAITING)
    os.killpg(command.pid, signal.SIGINT)
    _, errors = command.communicate(timeout=LONG / 2)
    assert errors.count("Traceback") == 1
    assert errors.endswith("KeyboardInterrupt\n")
    assert [pid for pid in family if running(pid)] == []
    assert texts(marks) == ["unwound"] * 2


def test_a_command_that_ends_waits_for_nobody(start):
    """Also one that never ended its workers, as Dask's do not."""
    command, _ = start(LEAVING)
    command.communicate(timeout=LONG / 2)
    assert command.returncode == 0


def test_what_was_cancelled_is_not_done(marks):
    """As long as it has not begun."""
    with ProcessPool(1) as ours:
        first, second = (ours.submit(hang, mark) for mark in marks)
        wait_for(marks[:1])
        assert second.cancel()
        assert not first.cancel()
        os.kill(serving()[0], signal.SIGKILL)
        ours.submit(process).result()
    assert not Path(marks[1]).exists()


def test_a_worker_goes_on_with_the_next():
    """One process does one thing after another, whatever was raised; another takes its place when it died."""
    with ProcessPool(1) as ours:
        first = ours.submit(process).result()
        with pytest.raises(RuntimeError, match=r"^TypeError: object of type .int. has no len\(\)$"):
            ours.submit(size, 1).result()
        assert ours.submit(process).result() == first
        with pytest.raises(BrokenExecutor, match="exit code 3"):
            ours.submit(die, 3).result()
        assert ours.submit(process).result() != first


def test_a_worker_that_does_not_begin_is_ended(monkeypatch):
    """One that hangs while it is started, takes too long."""
    monkeypatch.setattr(process_pool, "PROGRAM", f"import time; time.sleep({LONG})  # {{}} {{}} {{}}")
    monkeypatch.setattr(process_pool, "START_SECONDS", 0.5)
    with ProcessPool(1) as ours, pytest.raises(BrokenExecutor, match="took too long"):
        ours.submit(process).result()


def test_a_worker_that_does_not_listen_yet_is_told_by_a_signal(monkeypatch):
    """It need not be waited for, and killed."""
    started, start = [], subprocess.Popen
    monkeypatch.setattr(process_pool.subprocess, "Popen", lambda *a, **k: started.append(start(*a, **k)) or started[0])
    monkeypatch.setattr(process_pool, "PROGRAM", f"import time; time.sleep({LONG})  # {{}} {{}} {{}}")
    stopped = ProcessPool(1)
    stopped.submit(process)
    while not started:
        time.sleep(0.01)
    stopped.shutdown(cancel_futures=True)
    assert started[0].returncode == -signal.SIGTERM


def test_where_a_thread_is_refused_the_others_end(monkeypatch):
    """Who tries again and again does not gather them."""
    before, start = threading.active_count(), threading.Thread.start

    def refused(thread):
        if threading.active_count() > before + 1:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(process_pool.NoWorker):
        ProcessPool(9)
    while threading.active_count() > before:
        time.sleep(0.01)


def test_a_worker_that_stops_in_the_midst_of_a_message_is_ended(monkeypatch):
    """No message is so large that there would be no bound for it."""
    with ProcessPool(1) as ours:
        os.kill(ours.submit(process).result(), signal.SIGSTOP)
        monkeypatch.setattr(process_pool, "START_SECONDS", 0.5)
        monkeypatch.setattr(process_pool, "END_SECONDS", 0.5)
        with pytest.raises(BrokenExecutor, match="took too long"):
            ours.submit(size, LARGE).result()


def test_who_died_leaves_nothing_open():
    """Any number of workers may die in a run."""
    with ProcessPool(1) as ours:
        ours.submit(process).result()
        before = descriptors()
        for _ in range(3):
            assert isinstance(ours.submit(die, 1).exception(), BrokenExecutor)
        ours.submit(process).result()
        assert descriptors() == before
