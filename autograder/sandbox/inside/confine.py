"""Confine a job that was forked from the zygote, before it runs student code."""

import contextlib
import ctypes
import os
import resource
import sys
from typing import Any

from . import landlock, seccomp

SET_PDEATHSIG, SET_KEEPCAPS, CAPBSET_READ, CAPBSET_DROP, SET_NO_NEW_PRIVS = 1, 8, 23, 24, 38
LOWEST_PRIORITY = 19
SIGKILL = 9
CAPABILITIES = 0x20080522, 0  # _LINUX_CAPABILITY_VERSION_3, of this process
READ_SEARCH = 2  # CAP_DAC_READ_SEARCH
DESCRIPTORS = 256

libc = ctypes.CDLL(None, use_errno=True)


def base_rules(readable: list[str], work: str) -> landlock.Ruleset:
    """The Landlock rules of all jobs: what they may read, and the folder `work` with a folder for each of them."""
    rules = landlock.Ruleset(libc)
    rules.allow(work, landlock.USE)
    for path in (*readable, "/dev/urandom", "/dev/random", "/dev/zero"):
        rules.allow(path, landlock.READ)
    rules.allow("/dev/null", landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE)
    return rules


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent ends (on Linux only)."""
    if sys.platform != "linux":
        return
    libc.prctl(SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def rlimits(limits: dict[str, Any]) -> dict[int, int]:
    """The limits that the system sets, by their numbers: memory, CPU time, file size, descriptors."""
    return {
        resource.RLIMIT_AS: limits["memory_mb"] * 2**20,
        resource.RLIMIT_CPU: int(2 * limits["notebook_seconds"]) + 1,  # the grader measures the real time
        resource.RLIMIT_FSIZE: limits["scratch_mb"] * 2**20,
        resource.RLIMIT_NOFILE: DESCRIPTORS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }


def set_rlimit(which: int, most: int) -> None:
    """Set one of these limits so that it cannot be raised again. A lower limit stays as it is."""
    hard = resource.getrlimit(which)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (most, most))


def confine(base: landlock.Ruleset, scratch: str, users: list[int], parent: int) -> None:
    """Allow this process only to read what `base` allows and to use the folder `scratch`. This cannot be undone.

    It ends with its parent. If it runs as root, it becomes the first of `users` that this system allows.
    """
    os.nice(LOWEST_PRIORITY)
    is_root = os.geteuid() == 0
    if is_root:
        _become_one_of(users, scratch)
    _drop_privileges(is_root)
    end_with_parent(parent)  # now, because becoming another user would undo it
    base.enforce()
    own = landlock.Ruleset(libc)
    own.allow("/", landlock.READ)
    own.allow("/dev/null", landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE)
    own.allow(scratch, landlock.USE)
    own.enforce()
    os.close(base.descriptor)
    os.close(own.descriptor)
    seccomp.install(libc, os.getpid())


def _become_one_of(users: list[int], scratch: str) -> None:
    """Stop being root. This does nothing in a user namespace that has no other users."""
    libc.prctl(SET_KEEPCAPS, 1, 0, 0, 0)
    for user in users:
        with contextlib.suppress(OSError):
            os.chown(scratch, user, user)
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
            return


def _drop_privileges(was_root: bool) -> None:
    """Give up all capabilities. Root keeps the one that reads packages in the home folders of other users."""
    for capability in range(64):
        if libc.prctl(CAPBSET_READ, capability, 0, 0, 0) == 1:
            libc.prctl(CAPBSET_DROP, capability, 0, 0, 0)
    if libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs")
    kept = 1 << READ_SEARCH if was_root else 0
    header = (ctypes.c_uint32 * 2)(*CAPABILITIES)
    sets = (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)  # effective, permitted, inheritable; then the upper halves
    if libc.capset(header, sets) != 0:
        sets = (ctypes.c_uint32 * 6)()  # this root does not have that capability
        if libc.capset(header, sets) != 0:
            raise OSError(ctypes.get_errno(), "capset")
