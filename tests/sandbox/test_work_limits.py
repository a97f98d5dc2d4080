"""Work of the grader's own process ends at its deadline."""

import signal
import time

import pytest

from autograder.sandbox.work_limits import DeadlineExceeded, until


def test_work_ends_at_its_deadline_and_an_outer_deadline_still_holds():
    """Endless work is stopped, also by the deadline of an outer block, and no timer is left."""
    with pytest.raises(DeadlineExceeded), until(time.monotonic() + 0.3):
        with pytest.raises(DeadlineExceeded), until(time.monotonic() + 0.1):
            signal.pause()
        with until(time.monotonic() + 9):
            pass
        signal.pause()
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
