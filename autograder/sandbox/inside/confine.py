"""Confinement: what a job forked from the zygote does to itself before it sees student code."""

import ctypes
import os
import resource
import sys

from . import landlock, seccomp

SET_PDEATHSIG, CAPBSET_READ, CAPBSET_DROP, SET_NO_NEW_PRIVS = 1, 23, 24, 38
SIGKILL = 9
CAPABILITIES = 0x20080522, 0  # _LINUX_CAPABILITY_VERSION_3, for oneself
READ_SEARCH = 2  # CAP_DAC_READ_SEARCH
DESCRIPTORS = 256

libc = ctypes.CDLL(None, use_errno=True)


def base_rules(readable: list[str], work: str) -> landlock.Ruleset:
    """What all jobs may read, and the folder `work` in which each has a folder of its own."""
    rules = landlock.Ruleset(libc)
    rules.allow(work, landlock.USE)
    for path in (*readable, "/dev/urandom", "/dev/random", "/dev/zero"):
        rules.allow(path, landlock.READ)
    rules.allow("/dev/null", landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE)
    return rules


def die_with(parent: int) -> None:
    """End this process with its parent, however that ends. (Linux; elsewhere it has to notice itself.)"""
    if sys.platform != "linux":
        return
    libc.prctl(SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def bounds(limits: dict) -> dict[int, int]:
    """How much a process may have of what the system bounds: memory, CPU time, files, descriptors."""
    return {
        resource.RLIMIT_AS: limits["memory_mb"] * 2**20,
        resource.RLIMIT_CPU: int(2 * limits["notebook_seconds"]) + 1,  # the clock on the wall is the grader's
        resource.RLIMIT_FSIZE: limits["scratch_mb"] * 2**20,
        resource.RLIMIT_NOFILE: DESCRIPTORS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }


def bound(what: int, most: int) -> None:
    """Bound one of these, for good. Who has less already keeps it."""
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def confine(base: landlock.Ruleset, scratch: str) -> None:
    """Give up everything but reading what `base` allows and using the folder `scratch`. There is no way back."""
    _drop_privileges()
    base.enforce()
    own = landlock.Ruleset(libc)
    own.allow("/", landlock.READ)
    own.allow("/dev/null", landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE)
    own.allow(scratch, landlock.USE)
    own.enforce()
    os.close(base.descriptor)
    os.close(own.descriptor)
    seccomp.install(libc, os.getpid())


def _drop_privileges():
    """No capability but the one with which root reads the packages in somebody's home folder."""
    for capability in range(64):
        if libc.prctl(CAPBSET_READ, capability, 0, 0, 0) == 1:
            libc.prctl(CAPBSET_DROP, capability, 0, 0, 0)
    if libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs")
    kept = 1 << READ_SEARCH if os.geteuid() == 0 else 0
    header = (ctypes.c_uint32 * 2)(*CAPABILITIES)
    sets = (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)  # effective, permitted, inheritable; then the upper halves
    if libc.capset(header, sets) != 0:
        sets = (ctypes.c_uint32 * 6)()  # not ours to keep
        if libc.capset(header, sets) != 0:
            raise OSError(ctypes.get_errno(), "capset")
