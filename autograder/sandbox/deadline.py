"""Stop work of the grader's own process at a deadline, such as a function that a student's code calls back."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

SOON = 0.001  # seconds; 0 would switch the timer off


class DeadlineExceeded(BaseException):
    """The time is over. This is not an Exception, so that an `except Exception` does not catch it."""


@contextlib.contextmanager
def until(deadline: float) -> Iterator[None]:
    """Raise DeadlineExceeded in the block when `time.monotonic()` reaches the deadline.

    This works in a process's main thread only. In other threads the block has no deadline.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise DeadlineExceeded

    before, start = signal.signal(signal.SIGALRM, stop), time.monotonic()
    outer, _ = signal.setitimer(signal.ITIMER_REAL, max(deadline - start, SOON))
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # also if the signal came in the line above
        signal.signal(signal.SIGALRM, before)
        if outer:  # the timer of a block around this one goes on
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - start), SOON))
