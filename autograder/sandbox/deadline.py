"""The deadline of what the grader itself computes on a student's demand."""

import contextlib
import signal
import threading
import time

SOON = 0.001  # seconds; 0 would mean never


class Late(BaseException):
    """The time is over. No Exception, so that nobody takes it for one of their own."""


@contextlib.contextmanager
def until(deadline: float):
    """Raise Late in the block when `time.monotonic()` reaches the deadline. Works in a process's main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(*_):
        raise Late

    before, start = signal.signal(signal.SIGALRM, late), time.monotonic()
    outer, _ = signal.setitimer(signal.ITIMER_REAL, max(deadline - start, SOON))
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # also where Late came in the line above
        signal.signal(signal.SIGALRM, before)
        if outer:  # somebody's timer around this one goes on
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - start), SOON))
