"""Bound the grader's own work on one task of a submission: judging its answers, and explaining what is wrong."""

import contextlib
from collections.abc import Iterator

from autograder.sandbox import Failure
from autograder.sandbox.limits import Limits
from autograder.sandbox.work_limits import WorkExceeded, memory, processor_seconds


class TooMuchWork(Exception):
    """The work was stopped. The text says which limit it reached."""


class Unjudged(Failure):
    """The student's function gave answers, but judging them is too much work."""


@contextlib.contextmanager
def bounded(limits: Limits) -> Iterator[None]:
    """Raise TooMuchWork if the block needs more time of the processor, or more memory, than `limits` allow for judging.

    Values that honest code returns need a few milliseconds.
    """
    try:
        with memory(limits.judging_mb), processor_seconds(limits.judging_seconds):
            yield
    except WorkExceeded:
        raise TooMuchWork(f"it took more than {limits.judging_seconds:g} s") from None
    except MemoryError:
        raise TooMuchWork(f"it needed more than {limits.judging_mb} MB of memory") from None
