"""Limit the work of the grader's own process: how long it takes, and how much memory it needs.

What a student's process sends is bounded, but the work on it (comparing, describing, calling a given function) could
still take too long. These limits apply to the block of a `with` statement. Signals reach a process's main thread only,
so in other threads there is no limit of time: all grading runs in main threads. The limit of memory is the process's.
"""

import contextlib
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SOON = 0.001  # seconds; 0 would switch the timer off
AGAIN = 1.0  # seconds after which an exception that was caught by accident is raised again
PAGE = resource.getpagesize()


class LimitExceeded(BaseException):
    """A limit is reached. This is not an Exception, so that an `except Exception` does not catch it."""


class DeadlineExceeded(LimitExceeded):
    """The time is over."""


class WorkExceeded(LimitExceeded):
    """The work took more time of the processor than it may."""


@contextlib.contextmanager
def until(deadline: float) -> Iterator[None]:
    """Raise DeadlineExceeded in the block when `time.monotonic()` reaches the deadline."""
    with _timer(signal.ITIMER_REAL, signal.SIGALRM, deadline - time.monotonic(), DeadlineExceeded, time.monotonic):
        yield


@contextlib.contextmanager
def processor_seconds(most: float) -> Iterator[None]:
    """Raise WorkExceeded in the block when this process has used more seconds of the processor.

    The time in which it waits, for example for the student's process, does not count.
    """
    with _timer(signal.ITIMER_PROF, signal.SIGPROF, most, WorkExceeded, time.process_time):
        yield


@contextlib.contextmanager
def _timer(
    which: int, number: signal.Signals, seconds: float, error: type[LimitExceeded], clock: Callable[[], float]
) -> Iterator[None]:
    """Raise `error` in the block after so many seconds of a timer, whose time `clock` measures."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise error

    (outer, again), start = signal.getitimer(which), clock()
    before = signal.signal(number, stop)
    try:
        try:
            signal.setitimer(which, max(seconds, SOON), AGAIN)
            yield
        finally:
            signal.setitimer(which, 0)
    finally:  # also if the signal came in the line above
        signal.signal(number, before)
        if outer:  # the timer of a block around this one goes on
            signal.setitimer(which, max(outer - (clock() - start), SOON), again)


@contextlib.contextmanager
def memory(megabytes: int) -> Iterator[None]:
    """Raise MemoryError in the block if this process needs so much more memory than it has now (on Linux only).

    Processes that are started in the block inherit the limit, but may raise it again. Afterwards, timers and handlers
    of signals are as before: a block that ends without memory may have failed to set them back.
    """
    timers = [_Timer(*timer) for timer in TIMERS]
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _address_space() + megabytes * 2**20
    limits = [limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY]
    if most > megabytes * 2**20:
        resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        for timer in timers:
            timer.restore()


class _Timer:
    """The state of one of the timers, with the handler of its signal."""

    def __init__(self, which: int, number: signal.Signals, clock: Callable[[], float]):
        self._which, self._number, self._clock, self._start = which, number, clock, clock()
        self._handler, (self._seconds, self._again) = signal.getsignal(number), signal.getitimer(which)

    def restore(self) -> None:
        """Set back what was not set back."""
        if signal.getsignal(self._number) is not self._handler:
            signal.setitimer(self._which, 0)
            signal.signal(self._number, self._handler)
        if self._seconds and not signal.getitimer(self._which)[0]:
            left = self._seconds - (self._clock() - self._start)
            signal.setitimer(self._which, max(left, SOON), self._again)


TIMERS = (
    (signal.ITIMER_REAL, signal.SIGALRM, time.monotonic),
    (signal.ITIMER_PROF, signal.SIGPROF, time.process_time),
)


def _address_space() -> int:
    """The bytes of this process's address space; 0 if this system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * PAGE
    except (OSError, ValueError):
        return 0
