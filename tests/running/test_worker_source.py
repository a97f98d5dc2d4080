"""Workers that are copies of one process behave as those that are started alone."""

import contextlib
import functools
import os
import signal
import sys
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from autograder.course.content import load_reference
from autograder.running import preloaded, worker_source
from autograder.running.early_workers import early_workers
from autograder.running.process_pool import ProcessPool
from autograder.running.scheduler import LocalBackend
from autograder.running.worker_source import WorkerSource
from autograder.submissions.class_folder import FoundSubmission
from tests.running.callees import LONG, die, hang, process
from tests.running.processes import HAS_PROC, descendants, descriptors, wait_for, wait_for_end

pytestmark = [HAS_PROC, pytest.mark.skipif(not worker_source.IS_POSSIBLE, reason="there are no copies here")]


@pytest.fixture
def source():
    with contextlib.closing(WorkerSource(list)) as own:
        yield own


def parent_of(pid):
    return int(
        next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("PPid")).split()[
            1
        ]
    )


def test_a_copy_runs_one_call_after_another(source):
    """It has a session of its own, so that Ctrl-C does not reach it; another takes its place when it died."""
    with ProcessPool(1, source=source) as pool:
        first = pool.submit(process).result()
        assert pool.submit(process).result() == first == pool.submit(os.getsid, 0).result()
        assert pool.submit(parent_of, first).result() == source.pid
        with pytest.raises(BrokenExecutor, match="exit code 3"):
            pool.submit(die, 3).result()
        assert pool.submit(process).result() != first


def test_copies_end_with_the_pool(source, tmp_path):
    """In order if they can, also while they work; no descriptor is left."""
    before = descriptors()
    pool = ProcessPool(2, source=source)
    marks = [str(tmp_path / name) for name in ("one", "two")]
    for mark in marks:
        pool.submit(hang, mark)
    wait_for(marks)
    copies = descendants(source.pid)
    assert len(copies) == 2
    pool.shutdown(cancel_futures=True)
    assert not wait_for_end(copies)
    assert descriptors() == before


def test_without_the_source_workers_are_started_alone(source):
    """If it was killed, for example because the memory was used up, the class is graded all the same."""
    os.kill(source.pid, signal.SIGKILL)
    with ProcessPool(1, source=source) as pool:
        assert pool.submit(parent_of, pool.submit(process).result()).result() == os.getpid()


def test_a_copy_that_comes_too_late_gets_no_call(source):
    """Its place was taken: it must not read from the same connection, and its number is not taken for another one's."""
    source._socket.settimeout(0.2)
    os.kill(source.pid, signal.SIGSTOP)
    with ProcessPool(1, source=source) as pool:
        own = pool.submit(process).result()
        os.kill(source.pid, signal.SIGCONT)
        assert not wait_for_end([source.pid])
        assert [pool.submit(process).result() for _ in range(5)] == 5 * [own]
        with pytest.raises(BrokenExecutor, match="exit code 3"):
            pool.submit(die, 3).result()
        assert pool.submit(parent_of, pool.submit(process).result()).result() == os.getpid()


@pytest.mark.parametrize("name", ["fork", "pidfd_open"])
def test_a_source_that_cannot_make_a_copy_ends(name, capfd):
    """It shows no traceback, and workers are started without it."""

    def refuse(*_):
        raise BlockingIOError(11, "no more")

    with (
        contextlib.closing(WorkerSource(lambda: setattr(os, name, refuse))) as source,
        ProcessPool(1, source=source) as pool,
    ):
        assert pool.submit(parent_of, pool.submit(process).result()).result() == os.getpid()
    assert "Traceback" not in capfd.readouterr().err


def test_what_the_source_has_called_all_copies_have(source):
    """And this process does not. What it raises ends nothing."""
    before = sys.getrecursionlimit()
    source.have_called(functools.partial(int, "no number"))
    source.have_called(functools.partial(sys.setrecursionlimit, before + 1))
    with ProcessPool(2, source=source) as pool:
        assert {pool.submit(sys.getrecursionlimit).result() for _ in range(5)} == {before + 1}
    assert sys.getrecursionlimit() == before


def test_the_source_has_a_session_of_its_own(source):
    """Ctrl-C does not reach it: the command ends its workers in order."""
    with ProcessPool(1, source=source) as pool:
        pool.submit(process).result()
    assert os.getsid(source.pid) == source.pid


def test_a_run_that_fails_does_not_wait_for_its_source(course, source):
    """Hidden tests may take long to load, or hang."""
    source.have_called(functools.partial(time.sleep, LONG))
    found = FoundSubmission(Path("submitted"), ("ada", course.names[0]), "ada.ipynb")
    start = time.monotonic()
    with (
        pytest.raises(KeyboardInterrupt),
        early_workers(LocalBackend(2, source=source), course, [found, found]),
    ):
        while not source._lock.locked():  # until a worker waits for its start
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert time.monotonic() - start < LONG / 2


def test_a_killed_copy_is_noticed(source):
    """Its call is lost, and its exit code is known."""
    with ProcessPool(1, source=source) as pool:
        own = pool.submit(process).result()
        with pytest.raises(BrokenExecutor, match="exit code -9"):
            pool.submit(os.kill, own, signal.SIGKILL).result()


def test_the_source_ends_with_the_command(source):
    """It has no connection any more."""
    own = source.pid
    source._socket.close()
    assert not wait_for_end([own])


@pytest.fixture
def unloaded(monkeypatch):
    """As in a new process: nothing of a course is loaded."""
    monkeypatch.setattr(preloaded, "is_loaded", lambda exercise: False)


def test_no_source_has_older_code_than_the_files(course, unloaded, monkeypatch):
    """A file that was changed while the command started may have been read before. Then workers read it themselves."""
    files = preloaded.engine_files()
    monkeypatch.setattr(preloaded, "_age", lambda: 0.0)
    newest = max(path.stat().st_mtime for path in files)
    monkeypatch.setattr(preloaded.time, "time", lambda: newest + 1)
    assert preloaded.worker_source(course) is None
    monkeypatch.setattr(preloaded.time, "time", lambda: newest + 60)
    with contextlib.closing(preloaded.worker_source(course)) as own:
        assert own.pid in descendants(os.getpid())


def test_no_source_has_code_of_the_course(course):
    """Hidden tests that this process has loaded can be older than the files."""
    load_reference(course.exercises[0])
    assert preloaded.worker_source(course) is None


def test_the_age_of_a_process_is_known(source):
    """It is the time since the process was made, by the clock with which the kernel noted its beginning."""
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    with ProcessPool(1, source=source) as pool:
        age = pool.submit(preloaded._age).result()
    assert 0 <= age <= time.clock_gettime(time.CLOCK_BOOTTIME) - before + 1 / os.sysconf("SC_CLK_TCK")
