"""Choose the best sandbox that this machine has and that the course allows.

Tier 1: a zygote within bwrap. Each job is forked from it, and confined by Landlock, seccomp and rlimits.
Tier 2: the same without bwrap. It needs no program, no root and no user namespace.
Tier 3: a plain process with limits, only with the option --unsafe.
"""

import contextlib
import os
import threading
from collections.abc import Iterator

from autograder.errors import CourseError
from autograder.sandbox.job import Job
from autograder.sandbox.limits import CONFINED, UNSAFE, Limits
from autograder.sandbox.packages import DEFAULT
from autograder.sandbox.program import Program
from autograder.sandbox.unconfined import UnconfinedJob
from autograder.sandbox.zygote_client import TierTemporarilyUnavailable, TierUnavailable, Zygote

Key = tuple[int, tuple[str, ...]]  # tier and packages
Zygotes = dict[Key, Zygote | TierUnavailable]


class _Local(threading.local):
    """The zygotes of one thread of one process. Their sockets cannot be shared."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.zygotes: Zygotes = {}


_local = _Local()


class NoSandbox(CourseError):
    """No sandbox that the course allows works on this machine."""


class SandboxLost(CourseError):
    """The zygote of a student's process died and took the process with it. Another process may have caused it."""


def start_process(tiers: tuple[int, ...], limits: Limits, program: Program) -> Job | UnconfinedJob:
    """Start a process for one notebook, in the first of `tiers` that works here. Raises NoSandbox if none does."""
    tier = best_tier(tiers, program.packages)
    if tier == UNSAFE:
        return UnconfinedJob(limits, program)
    try:
        return _working_zygote(tier, program.packages).start(limits, program)
    except OSError:  # the zygote has just died; the next one is new
        return _working_zygote(tier, program.packages).start(limits, program)


def best_tier(tiers: tuple[int, ...], packages: tuple[str, ...] = DEFAULT) -> int:
    """The first of `tiers` that works here for student code with these packages.

    Raises NoSandbox if none works, and CourseError if a package is not installed.
    """
    reasons = []
    for tier in tiers:
        if tier == UNSAFE:
            return tier
        found = _zygote(tier, packages)
        if isinstance(found, Zygote):
            return tier
        reasons.append(f"tier {tier}: {found}")
    raise NoSandbox(
        f"Student code cannot be confined on this machine ({'; '.join(reasons)}). Grade on Linux 5.13 or newer, with "
        "Landlock. On macOS and Windows, a container is such a machine: docs/operators.md. If you trust the students "
        "with all your files on this machine: make grade ARGS=--unsafe"
    )


def available_tiers(packages: tuple[str, ...] = DEFAULT) -> tuple[int, ...]:
    """The confined tiers that work on this machine for student code with these packages, the best first."""
    return tuple(tier for tier in CONFINED if isinstance(_zygote(tier, packages), Zygote))


@contextlib.contextmanager
def fresh_zygotes() -> Iterator[Zygotes]:
    """Use new zygotes in the block and stop them at its end. Afterwards this thread has those from before again."""
    before, _local.zygotes = _local.zygotes, {}
    started = _local.zygotes
    try:
        yield started
    finally:
        for zygote in started.values():
            if isinstance(zygote, Zygote):
                zygote.stop()
        _local.zygotes = before


def stop_zygotes() -> None:
    """Stop this thread's zygotes. New ones are started when they are needed."""
    for zygote in _local.zygotes.values():
        if isinstance(zygote, Zygote):
            zygote.stop()


def _working_zygote(tier: int, packages: tuple[str, ...]) -> Zygote:
    found = _zygote(tier, packages)
    if isinstance(found, Zygote):
        return found
    raise NoSandbox(f"Student code cannot be confined on this machine any more (tier {tier}: {found}).")


def _zygote(tier: int, packages: tuple[str, ...]) -> Zygote | TierUnavailable:
    """This thread's zygote for the tier and the packages, or the reason why there is none."""
    if _local.owner != os.getpid():  # this process was forked: the zygotes belong to its parent
        _local.owner, _local.zygotes = os.getpid(), {}
    known = _local.zygotes.get((tier, packages))
    if isinstance(known, Zygote) and not known.alive:
        known.stop()  # removes what it left behind
        known = None
    if known is None:
        try:
            known = Zygote(tier, packages)
        except TierTemporarilyUnavailable as reason:
            return reason
        except TierUnavailable as reason:
            known = reason
        _local.zygotes[tier, packages] = known
    return known
