"""Restrict which files this process can use, with Landlock. The restriction applies to root, too.

Landlock restricts opening, making and removing files, but not `stat`: a process that knows a path can see whether the
file exists, and its size.
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

NETWORK = 0b11  # binding and connecting TCP sockets: version 4 of Landlock and newer
SCOPED = 0b11  # abstract sockets and signals to processes outside: version 6 and newer
READ = READ_FILE | READ_DIR
USE = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER  # no links, no sockets
REASONS = {
    errno.ENOSYS: "this kernel has no Landlock: it came with Linux 5.13",
    errno.EOPNOTSUPP: "Landlock is switched off: add it to the kernel's parameter lsm=",
    errno.EPERM: "Landlock is forbidden here, for example by the profile of an old container",
}
KNOWN_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # version → number of file rights; newer versions have 16


def version(libc: ctypes.CDLL) -> int:
    """The kernel's version of Landlock; 0 if it has none."""
    return max(0, int(libc.syscall(CREATE, None, 0, 1)))


class Ruleset:
    """A list of what is allowed. Everything else is refused after `enforce`.

    It also refuses TCP, abstract sockets, and signals to other processes, if the kernel's version can do that.
    """

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
        """Allow `rights` on a file, or on a folder with everything in it. A path that does not exist is skipped."""
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
        """Apply the rules, in addition to those of earlier rulesets. The process must have set no_new_privs."""
        if self._libc.syscall(RESTRICT, self.descriptor, 0) != 0:
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
