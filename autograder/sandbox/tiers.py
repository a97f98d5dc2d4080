"""The ladder: which sandboxes this machine has, and the best one that the course allows.

1   a zygote within bwrap; each job forked from it and confined by Landlock, seccomp and rlimits
2   the same without bwrap: needs no program, no root, no user namespace
3   a plain process with limits, for those who asked for it by --unsafe
"""

import os
import threading

from autograder.errors import CourseError
from autograder.sandbox.limits import CONFINED, UNSAFE, Limits
from autograder.sandbox.unconfined import PlainJob
from autograder.sandbox.zygote_client import Job, NotHere, NotYet, Zygote


class _Here(threading.local):
    """The zygotes of one thread of one process: the pipe to each is nobody else's."""

    def __init__(self):
        self.owner, self.zygotes = os.getpid(), {}


_here = _Here()


class NoSandbox(CourseError):
    """No sandbox that the course allows works here."""


class SandboxLost(CourseError):
    """The process in which student code ran went down with its zygote, which may have been another's doing."""


def start_process(tiers: tuple[int, ...], limits: Limits, off_limits: tuple[str, ...], draws: bool) -> Job | PlainJob:
    """A process for one notebook, in the first of `tiers` that works here. Raises NoSandbox where none does."""
    tier = best_tier(tiers)
    if tier == UNSAFE:
        return PlainJob(limits, off_limits, draws)
    try:
        return _zygote(tier).start(limits, off_limits, draws)
    except OSError:  # it died just now; the next one is new
        return _zygote(best_tier((tier,))).start(limits, off_limits, draws)


def best_tier(tiers: tuple[int, ...]) -> int:
    """The first of `tiers` that works here. Raises NoSandbox where none does."""
    reasons = []
    for tier in tiers:
        if tier == UNSAFE or isinstance(found := _zygote(tier), Zygote):
            return tier
        reasons.append(f"tier {tier}: {found}")
    raise NoSandbox(
        f"Student code cannot be confined on this machine ({'; '.join(reasons)}). Grade on Linux 5.13 or newer, with "
        "Landlock. Only for students whom you trust with your files there is: make grade ARGS=--unsafe"
    )


def available_tiers() -> tuple[int, ...]:
    """The confined tiers that work on this machine, the best first."""
    return tuple(tier for tier in CONFINED if isinstance(_zygote(tier), Zygote))


def _zygote(tier):
    """This thread's zygote of the tier, or the NotHere that says why there is none."""
    if _here.owner != os.getpid():  # forked from another grader
        _here.__init__()
    known = _here.zygotes.get(tier)
    if isinstance(known, Zygote) and not known.alive:
        known.stop()  # clears away what it could not
        known = None
    if known is None:
        try:
            known = Zygote(tier)
        except NotYet as reason:
            return reason
        except NotHere as reason:
            known = reason
        _here.zygotes[tier] = known
    return known
