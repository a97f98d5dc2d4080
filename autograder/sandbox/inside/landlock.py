"""Landlock: which files the process can still use. Access is a property of the process from then on, for root as well.

Landlock speaks of opening, making and removing files. It does not speak of `stat`: who knows a path can see that the
file is there, and its size.
"""

import contextlib
import ctypes
import errno
import os
import stat
import struct

CREATE, ADD_RULE, RESTRICT = 444, 445, 446  # the same numbers on all architectures
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in (7, 8, 13, 14, 15))
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

NETWORK = 0b11  # binding and connecting TCP sockets, since version 4
SCOPED = 0b11  # abstract sockets and signals to processes outside, since version 6
READ = READ_FILE | READ_DIR
USE = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER  # no links, no sockets
REASONS = {
    errno.ENOSYS: "this kernel has no Landlock: it came with Linux 5.13",
    errno.EOPNOTSUPP: "Landlock is switched off: add it to the kernel's parameter lsm=",
    errno.EPERM: "Landlock is forbidden here, as by an old container's profile",
}
KNOWN_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # the kernel's version → how many file rights it knows; later ones 16


def version(libc: ctypes.CDLL) -> int:
    """The kernel's version of Landlock; 0 where it has none."""
    return max(0, libc.syscall(CREATE, None, 0, 1))


class Ruleset:
    """What is allowed; all else is refused once `enforce` was called. TCP and, where the kernel can, abstract
    sockets and signals to the outside are refused altogether."""

    def __init__(self, libc: ctypes.CDLL):
        self._libc = libc
        kernel = version(libc)
        self._handled = (1 << KNOWN_FILES.get(kernel, 16)) - 1
        words = [self._handled, *([NETWORK] if kernel >= 4 else []), *([SCOPED] if kernel >= 6 else [])]
        attributes = struct.pack(f"{len(words)}Q", *words)
        self.descriptor = libc.syscall(CREATE, attributes, len(attributes), 0)
        if self.descriptor < 0:
            raise OSError(REASONS.get(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}"))

    def allow(self, path: str, rights: int) -> None:
        """Allow `rights` on a file, or on a folder with all beneath it. What is not there needs no rule."""
        with contextlib.suppress(FileNotFoundError):
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                if not stat.S_ISDIR(os.fstat(place).st_mode):
                    rights &= ON_FILES
                rule = struct.pack("=Qi", rights & self._handled, place)
                if self._libc.syscall(ADD_RULE, self.descriptor, 1, rule, 0) != 0:
                    raise OSError(ctypes.get_errno(), "landlock_add_rule", path)
            finally:
                os.close(place)

    def enforce(self) -> None:
        """From here on the rules hold, together with those of earlier rulesets. Needs no_new_privs."""
        if self._libc.syscall(RESTRICT, self.descriptor, 0) != 0:
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
