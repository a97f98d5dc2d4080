"""Restrict which system calls this process can make, with seccomp: a filter program for the kernel's BPF machine.

The filter refuses what Landlock cannot: new processes, sockets that reach other processes, signals to them, shared
memory, namespaces, and changes of their limits. Calls that are not on the list fail with EPERM. Calls that are newer
than the list fail with ENOSYS, so that libraries use older ones instead.
"""

import ctypes
import errno
import platform
import struct

from .syscalls import ARCHITECTURES, numbers

Condition = tuple[int, int, list[int]]  # a word, a mask, and the values that it may have

ALLOW, KILL = 0x7FFF0000, 0x80000000  # what the kernel does: SECCOMP_RET_…
LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06  # the BPF machine's operations
NUMBER, ARCH = 0, 4  # their offsets in the data of the program
NEWER = 450  # calls from this number on are newer than the list
X32 = 0x40000000  # this bit selects the other table of x86-64

THREAD, NAMESPACES = 0x00010400, 0x7E020080  # clone(2): CLONE_THREAD | CLONE_FILES, and CLONE_NEW… of all kinds
UNSHARE = 2  # close_range(2): CLOSE_RANGE_UNSHARE. Threads must share their open files, so that these can be counted.
READ_ONLY_TRUNC, TMPFILE = 0x203, 0x400000  # open(2): O_TRUNC and the access mode; __O_TMPFILE
NEVER = [(0, 0, [1])]  # a condition that is always false: 0 is 1
SCHEDULING = ("sched_getaffinity", "sched_getparam", "sched_getscheduler")
SIGN, CLOCKS = 0x80000000, ("clock_gettime", "clock_getres", "clock_nanosleep")
UNCHANGING = (
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("utime", "utimes", "utimensat", "futimesat"),
)


def failing(number: int) -> int:
    """The filter's answer that makes a call fail with this error number; with 0 the call does nothing and succeeds."""
    return 0x00050000 | number


def conditions(pid: int) -> dict[str, tuple[int, list[Condition]]]:
    """Calls that the process `pid` may make with some arguments only: the answer otherwise, and the conditions.

    A condition is (word, mask, values). Words are halves of arguments: 2 * i is the lower half of argument i, and
    2 * i + 1 the upper half.
    """
    whole, denied = 0xFFFFFFFF, failing(errno.EPERM)
    own = [0, pid]
    # Before its version 3, Landlock allows truncating without the right to write. A file without a name cannot be
    # found in any folder, and so is not counted.
    opening = [0, 1, 2, 0x201, 0x202]
    return {
        "clone": (denied, [(0, THREAD | NAMESPACES, [THREAD])]),
        "open": (failing(errno.EACCES), [(2, READ_ONLY_TRUNC | TMPFILE, opening)]),
        "openat": (failing(errno.EACCES), [(4, READ_ONLY_TRUNC | TMPFILE, opening)]),
        "socketpair": (denied, [(0, whole, [1]), (2, 0xF, [1])]),  # AF_UNIX, SOCK_STREAM: others reach any address
        "sendto": (denied, _is_null(4)),
        # SO_TYPE, SO_ERROR, SO_PROTOCOL, SO_DOMAIN: Python and asyncio ask for these. Others describe the grader.
        "getsockopt": (denied, [(2, whole, [1]), (4, whole, [3, 4, 38, 39])]),
        "close_range": (denied, [(4, UNSHARE, [0])]),
        "kill": (denied, [(0, whole, [pid])]),
        "tgkill": (denied, [(0, whole, [pid])]),
        "prlimit64": (denied, [(0, whole, [0]), *_is_null(2)]),  # only reading one's own
        "prctl": (denied, [(0, whole, [15, 16])]),  # the thread's name
        "fcntl": (denied, [(2, whole, [0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030])]),  # not F_SETOWN: it sends signals
        "ioctl": (failing(errno.ENOTTY), [(2, whole, [0x541B, 0x5421, 0x5450, 0x5451])]),  # FIONREAD … FIOCLEX
        # These would tell whether other processes exist, and how they are scheduled.
        **{name: (denied, [(0, whole, own)]) for name in ("getpgid", "getsid", *SCHEDULING)},
        "get_robust_list": (denied, [(0, whole, [0])]),
        **{name: (denied, [(0, SIGN, [0])]) for name in CLOCKS},  # negative numbers are the clocks of other processes
        "getpriority": (denied, [(2, whole, own)]),
        "clone3": (failing(errno.ENOSYS), NEVER),  # the filter cannot see its arguments
        **{name: (failing(0), NEVER) for name in UNCHANGING},
    }


def _is_null(argument: int) -> list[Condition]:
    """The condition that both halves of an argument are 0."""
    return [(2 * argument, 0xFFFFFFFF, [0]), (2 * argument + 1, 0xFFFFFFFF, [0])]


def program(pid: int, machine: str) -> bytes:
    """The filter for the process `pid` on this architecture. Raises KeyError for an unknown one."""
    calls, conditional = numbers(machine), conditions(pid)
    code = [
        *[_load(ARCH), _op(EQUAL, ARCHITECTURES[machine][1], 1, 0), _op(RETURN, KILL), _load(NUMBER)],
        *[_op(AT_LEAST, X32, 0, 1), _op(RETURN, KILL)],
    ]
    for name, number in calls.items():
        body = _body(*conditional[name]) if name in conditional else [_op(RETURN, ALLOW)]
        code += [_op(EQUAL, number, 0, len(body)), *body]
    code += [_op(AT_LEAST, NEWER, 0, 1), _op(RETURN, failing(errno.ENOSYS)), _op(RETURN, failing(errno.EPERM))]
    return b"".join(code)


def _body(otherwise: int, checks: list[Condition]) -> list[bytes]:
    """Code that allows a call if each word, masked, is one of its values, and gives the answer `otherwise` if not."""
    code: list[bytes] = []
    for word, mask, values in checks:
        code += [_load(16 + 4 * word), _op(AND, mask)]
        code += [_op(EQUAL, value, len(values) - place, 0) for place, value in enumerate(values)]
        code += [_op(RETURN, otherwise)]
    return [*code, _op(RETURN, ALLOW)]


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _load(offset: int) -> bytes:
    return _op(LOAD, offset)


def install(libc: ctypes.CDLL, pid: int) -> None:
    """Filter the calls of this process and all its threads from now on. Raises OSError if the kernel refuses."""
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise OSError(f"there is no list of system calls for {machine}, only for {' and '.join(ARCHITECTURES)}")
    code = program(pid, machine)
    buffer = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    argument = Program(len(code) // 8, ctypes.addressof(buffer))
    SET_MODE_FILTER, ALL_THREADS = 1, 1
    if libc.syscall(ARCHITECTURES[machine][2], SET_MODE_FILTER, ALL_THREADS, ctypes.byref(argument)) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
