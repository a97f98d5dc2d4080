"""The deadline of the grader's own work."""

import signal
import time

import pytest

from autograder.sandbox.deadline import Late, until


def test_work_ends_at_its_deadline_and_an_outer_one_goes_on():
    """What never ends is stopped, and the timer of somebody around it still comes."""
    with pytest.raises(Late), until(time.monotonic() + 0.3):
        with pytest.raises(Late), until(time.monotonic() + 0.1):
            signal.pause()
        with until(time.monotonic() + 9):
            pass
        signal.pause()
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
