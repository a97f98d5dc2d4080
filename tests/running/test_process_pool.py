"""Each worker ends when it must, in order if it can, and no caller waits for it any longer."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from autograder.running import process_pool
from autograder.running.process_pool import NoWorker, ProcessPool
from tests.conftest import REPOSITORY
from tests.running.callees import LONG, die, hang, leave_a_cycle, own_cores, process, size, swallow, take_for_an_error
from tests.running.processes import HAS_PROC, descendants, descriptors, running, wait_for, wait_for_end, workers

LARGE = bytes(2**23)  # more than any pipe or socket buffers
DEAF = f"import time; time.sleep({LONG})  # {{}} {{}} {{}}"  # a worker's program that answers nothing
pytestmark = [HAS_PROC]

# A command with two workers that hang. If nothing else ends a worker, it ends itself after END_SECONDS.
COMMAND = """
import signal
from autograder.running import process_pool
from tests.running import callees, processes
signal.signal(signal.SIGINT, signal.default_int_handler)
process_pool.PROGRAM = process_pool.PROGRAM.replace("worker.serve", "worker.END_SECONDS = 1.5; worker.serve")
pool = process_pool.ProcessPool(2)
{}
"""
WAITING = "with pool: [future.result() for future in [pool.submit(callees.{}, mark) for mark in {}]]"
LEAVING = "[pool.submit(callees.{}, mark) for mark in {}]; processes.wait_for({})"


@pytest.fixture
def marks(tmp_path):
    return [str(tmp_path / name) for name in ("one", "two")]


def texts(marks):
    return [Path(mark).read_text() for mark in marks]


@pytest.fixture
def start(marks):
    """Start a command, in a process group of its own as a shell does. Returns it and its workers once both hang."""
    started = []

    def begin(template, function=hang):
        command = [sys.executable, "-c", COMMAND.format(template.format(function.__name__, marks, marks))]
        process = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True, start_new_session=True)
        started.append(process)
        wait_for(marks)
        return process, descendants(process.pid)

    yield begin
    for one in started:
        one.kill()
        one.communicate()


def test_stopping_ends_running_calls_in_order_and_starts_no_more(marks):
    """A call that hangs is unwound, which closes its sandbox; a waiting call is cancelled; no process is left."""
    stopped = ProcessPool(2)
    futures = [stopped.submit(hang, mark) for mark in [*marks, *marks]]
    wait_for(marks)
    stopped.shutdown(cancel_futures=True)
    assert texts(marks) == ["unwound"] * 2
    assert [type(future.exception()) for future in futures[:2]] == [BrokenExecutor] * 2
    assert [future.cancelled() for future in futures[2:]] == [True] * 2
    assert workers() == []


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes cannot be bound to cores here")
@pytest.mark.parametrize("count", [1, 2, 3])
def test_as_many_workers_as_cores_have_one_each(marks, monkeypatch, count):
    """If there are more cores or fewer, each worker may use all of them."""
    real = process_pool.cores()
    ours = (real * count)[:count]  # this machine may have fewer
    monkeypatch.setattr(process_pool, "cores", lambda: ours)
    with ProcessPool(2) as two:
        futures = [two.submit(own_cores, *marks), two.submit(own_cores, *reversed(marks))]
        found = sorted(future.result() for future in futures)
    assert found == ([[core] for core in ours] if count == 2 else [real, real])


def test_a_pool_can_be_shut_down_twice_and_takes_no_more_calls(marks):
    """First after all calls, then at once: as with two signals."""
    with ProcessPool(2) as pool:
        first = pool.submit(hang, marks[0])
        wait_for(marks[:1])
        patient = threading.Thread(target=pool.shutdown)
        patient.start()
        with pytest.raises(RuntimeError, match="shut down"):
            while True:
                pool.submit(process)
                time.sleep(0.01)
        pool.shutdown(cancel_futures=True)
        patient.join()
    assert isinstance(first.exception(), BrokenExecutor)


def test_a_worker_that_does_not_react_is_killed(monkeypatch, marks):
    """Whether it catches the exception that should end it, or is suspended."""
    monkeypatch.setattr(process_pool, "END_SECONDS", 0.5)
    stopped = ProcessPool(2)
    futures = [stopped.submit(swallow, mark) for mark in marks]
    wait_for(marks)
    os.kill(workers()[0], signal.SIGSTOP)
    stopped.shutdown(cancel_futures=True)
    assert [type(future.exception()) for future in futures] == [BrokenExecutor] * 2
    assert workers() == []


def test_a_worker_that_is_being_started_while_the_pool_stops_ends_too(monkeypatch):
    """It does not run the call for which it was started."""
    pool, start = ProcessPool(1), subprocess.Popen

    def start_late(*arguments, **settings):
        while not waiting.cancelled():  # the pool cancels it after it has stopped
            time.sleep(0.01)
        return start(*arguments, **settings)

    monkeypatch.setattr(subprocess, "Popen", start_late)
    first, waiting = pool.submit(process), pool.submit(process)
    while not first.running():
        time.sleep(0.01)
    pool.shutdown(cancel_futures=True)
    assert isinstance(first.exception(), BrokenExecutor)
    assert workers() == []


def test_a_second_signal_does_not_interrupt_the_unwinding(marks):
    """Signals to a whole group, and then to each of its processes, leave no sandbox open."""
    with ProcessPool(1) as pool:
        future = pool.submit(hang, marks[0])
        for text in ("", "unwinds"):
            wait_for(marks[:1], text)
            os.kill(workers()[0], signal.SIGTERM)
        assert isinstance(future.exception(), BrokenExecutor)
    assert texts(marks[:1]) == ["unwound"]


def test_a_call_that_catches_the_end_gives_no_answer(marks):
    """What it would return is not its result: the call is lost, and may be tried again."""
    with ProcessPool(1) as pool:
        future = pool.submit(take_for_an_error, marks[0])
        wait_for(marks[:1])
        os.kill(workers()[0], signal.SIGTERM)
        assert isinstance(future.exception(), BrokenExecutor)
        assert pool.submit(process).result() > 0


@pytest.mark.parametrize("function", [hang, swallow])
def test_no_worker_survives_a_command_that_was_killed(start, marks, function):
    """The workers end by themselves, in order if they can."""
    command, family = start(WAITING, function)
    command.kill()
    command.wait()
    assert wait_for_end(family) == []
    assert function is swallow or texts(marks) == ["unwound"] * 2


def test_ctrl_c_reaches_only_the_command(start, marks):
    """The command ends its workers in order, and none of them prints a traceback."""
    command, family = start(WAITING)
    os.killpg(command.pid, signal.SIGINT)
    _, errors = command.communicate(timeout=LONG / 2)
    assert errors.count("Traceback") == 1
    assert errors.endswith("KeyboardInterrupt\n")
    assert [pid for pid in family if running(pid)] == []
    assert texts(marks) == ["unwound"] * 2


def test_a_command_that_ends_does_not_wait_for_workers(start):
    """Also if it never shuts down its pool, as a Dask worker."""
    command, _ = start(LEAVING)
    command.communicate(timeout=LONG / 2)
    assert command.returncode == 0


def test_a_cancelled_call_is_not_run(marks):
    """A call can be cancelled until it has begun."""
    with ProcessPool(1) as pool:
        first, second = (pool.submit(hang, mark) for mark in marks)
        wait_for(marks[:1])
        assert second.cancel()
        assert not first.cancel()
        os.kill(workers()[0], signal.SIGKILL)
        pool.submit(process).result()
    assert not Path(marks[1]).exists()


def test_a_worker_runs_one_call_after_another():
    """One process stays, whatever calls raise; another takes its place when it died."""
    with ProcessPool(1) as pool:
        first = pool.submit(process).result()
        with pytest.raises(RuntimeError, match=r"^TypeError: object of type .int. has no len\(\)$"):
            pool.submit(size, 1).result()
        assert pool.submit(process).result() == first
        with pytest.raises(BrokenExecutor, match="exit code 3"):
            pool.submit(die, 3).result()
        assert pool.submit(process).result() != first


def test_what_a_call_leaves_is_freed_before_the_next_one():
    """Also what only the garbage collector can free: so the memory does not grow with the number of calls."""
    with ProcessPool(1) as pool:
        assert [pool.submit(leave_a_cycle).result() for _ in range(3)] == [0, 0, 0]


def test_a_worker_that_does_not_begin_is_ended(monkeypatch):
    """A process that hangs while it is started takes too long."""
    monkeypatch.setattr(process_pool, "PROGRAM", DEAF)
    monkeypatch.setattr(process_pool, "START_SECONDS", 0.2)
    with ProcessPool(1) as pool, pytest.raises(BrokenExecutor, match="took too long"):
        pool.submit(process).result()


def test_a_worker_that_does_not_listen_yet_is_ended_by_a_signal(monkeypatch):
    """The pool neither waits for it nor kills it."""
    started, start = [], subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: started.append(start(*a, **k)) or started[0])
    monkeypatch.setattr(process_pool, "PROGRAM", DEAF)
    pool = ProcessPool(1)
    pool.submit(process)
    while not started:
        time.sleep(0.01)
    pool.shutdown(cancel_futures=True)
    assert started[0].returncode == -signal.SIGTERM


def test_if_a_thread_is_refused_the_others_end(monkeypatch):
    """Repeated attempts do not leave more and more threads."""
    before, start = threading.active_count(), threading.Thread.start

    def refused(thread):
        if threading.active_count() > before + 1:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(NoWorker):
        ProcessPool(9)
    while threading.active_count() > before:
        time.sleep(0.01)


def test_a_worker_that_stops_within_a_message_is_ended(monkeypatch):
    """A message of any size has a time limit."""
    with ProcessPool(1) as pool:
        os.kill(pool.submit(process).result(), signal.SIGSTOP)
        monkeypatch.setattr(process_pool, "START_SECONDS", 0.2)
        monkeypatch.setattr(process_pool, "END_SECONDS", 0.2)
        with pytest.raises(BrokenExecutor, match="took too long"):
            pool.submit(size, LARGE).result()


def test_dead_workers_leave_nothing_open():
    """Any number of workers may die in a run."""
    with ProcessPool(1) as pool:
        pool.submit(process).result()
        before = descriptors()
        for _ in range(3):
            assert isinstance(pool.submit(die, 1).exception(), BrokenExecutor)
        pool.submit(process).result()
        assert descriptors() == before
