"""Work of the grader's own process ends at its limits."""

import resource
import signal
import time

import pytest

from autograder.sandbox import Cell, Program, Student, available_tiers
from autograder.sandbox.limits import Limits
from autograder.sandbox.work_limits import (
    AGAIN,
    DeadlineExceeded,
    LimitExceeded,
    WorkExceeded,
    memory,
    processor_seconds,
    until,
)


def test_work_ends_at_its_deadline_and_an_outer_deadline_still_holds():
    """Endless work is stopped, also by the deadline of an outer block, and no timer is left."""
    with pytest.raises(DeadlineExceeded), until(time.monotonic() + 0.3):
        with pytest.raises(DeadlineExceeded), until(time.monotonic() + 0.1):
            signal.pause()
        with until(time.monotonic() + 9):
            pass
        signal.pause()
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_only_time_of_the_processor_counts_as_work():
    """Waiting is no work; computing is, and it is stopped."""
    with processor_seconds(0.2):
        time.sleep(0.4)
    with pytest.raises(WorkExceeded), processor_seconds(0.2):
        while True:
            pass
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_a_limit_that_was_swallowed_is_raised_again():
    """Code that catches everything does not get past the limit."""
    swallowed = 0
    with pytest.raises(LimitExceeded), until(time.monotonic() + 0.05):
        try:
            time.sleep(10 * AGAIN)
        except LimitExceeded:
            swallowed += 1
        time.sleep(10 * AGAIN)
    assert swallowed == 1


def fill(size):
    """Use up all memory, in pieces of this size. The exception's traceback keeps them."""
    kept = []
    while True:
        kept.append(bytes(size))


def test_timers_are_set_back_after_a_block_that_ended_without_memory(monkeypatch):
    """If a timer cannot be set back for want of memory, this happens when there is memory again."""
    set_handler = signal.signal

    def without_memory(number, handler):
        if handler is signal.SIG_DFL and resource.getrlimit(resource.RLIMIT_AS)[0] != limit:
            raise MemoryError
        return set_handler(number, handler)

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    monkeypatch.setattr(signal, "signal", without_memory)
    with pytest.raises(MemoryError), memory(50), processor_seconds(9), until(time.monotonic() + 9):
        fill(1_000_000)
    assert signal.getsignal(signal.SIGPROF) is signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_PROF)[0] == signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_memory_beyond_the_limit_is_refused():
    """The limit counts what is added in the block, and ends with it."""
    kept = bytearray(200 * 2**20)
    with memory(100), pytest.raises(MemoryError):
        bytearray(500 * 2**20)  # far more: this process may have free memory from before
    assert len(bytearray(500 * 2**20) + kept[:1]) > 500 * 2**20


@pytest.mark.skipif(not available_tiers(), reason="nothing confines here")
def test_the_grader_s_limit_does_not_apply_to_student_code():
    """A process that starts while the grader's memory is limited has its own limit."""
    cell = Cell("cell 1", "import numpy as np\ndef f(): return int(np.ones(2**27, np.uint8).sum())")
    with memory(50):
        student = Student(Program((), (cell,)), Limits())
        assert student.f() == 2**27
        student.close()


def test_a_limit_that_is_reached_at_once_leaves_no_timer(monkeypatch):
    """If the signal comes while the limit is set, as on a busy machine, everything is as before after the block."""
    set_timer, before = signal.setitimer, signal.getsignal(signal.SIGALRM)

    def late(which, seconds, *again):
        found = set_timer(which, seconds, *again)
        time.sleep(0.005 if seconds else 0)
        return found

    monkeypatch.setattr(signal, "setitimer", late)
    with pytest.raises(DeadlineExceeded), until(time.monotonic() - 1):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before
