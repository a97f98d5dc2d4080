"""The filter: which system calls the kernel still answers (seccomp, as a program for its BPF machine).

What Landlock cannot forbid is forbidden here: new processes, sockets that reach others, signals to others, shared
memory, namespaces, changing what other processes may use. What is not on the list fails with EPERM; numbers newer
than the list with ENOSYS, so that libraries fall back on older ones.
"""

import ctypes
import errno
import platform
import struct

from .syscalls import ARCHITECTURES, numbers

ALLOW, KILL = 0x7FFF0000, 0x80000000  # what the kernel shall do: SECCOMP_RET_…
LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06  # the BPF machine's operations
NUMBER, ARCH = 0, 4  # where the kernel puts them for the program
NEWER = 450  # above are calls that came after the list
X32 = 0x40000000  # this bit would select x86-64's other table

THREAD, NAMESPACES = 0x00010400, 0x7E020080  # clone(2): CLONE_THREAD | CLONE_FILES, and CLONE_NEW… of all kinds
UNSHARE = 2  # close_range(2): CLOSE_RANGE_UNSHARE. All threads have the same files open, so that they can be counted.
READ_ONLY_TRUNC, TMPFILE = 0x203, 0x400000  # open(2): O_TRUNC and the access mode; __O_TMPFILE
NEVER = [(0, 0, [1])]  # a word that is always 0 and should be 1
SCHEDULING = ("sched_getaffinity", "sched_getparam", "sched_getscheduler")
SIGN, CLOCKS = 0x80000000, ("clock_gettime", "clock_getres", "clock_nanosleep")
UNCHANGING = (
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("utime", "utimes", "utimensat", "futimesat"),
)


def failing(number: int) -> int:
    """The answer "this error"; 0 pretends success."""
    return 0x00050000 | number


def conditions(pid: int) -> dict[str, tuple[int, list[tuple[int, int, list[int]]]]]:
    """Calls that are allowed for some arguments only: the answer otherwise, and (word, mask, values) for each argument.

    Words are halves of arguments: 2 * i is the lower half of argument i, 2 * i + 1 the upper.
    """
    whole, denied = 0xFFFFFFFF, failing(errno.EPERM)
    null = lambda argument: [(2 * argument, whole, [0]), (2 * argument + 1, whole, [0])]  # noqa: E731
    own = [0, pid]
    # Truncating needs no right to write before Landlock's third version; a file without a name is in no folder.
    opening = [0, 1, 2, 0x201, 0x202]
    return {
        "clone": (denied, [(0, THREAD | NAMESPACES, [THREAD])]),
        "open": (failing(errno.EACCES), [(2, READ_ONLY_TRUNC | TMPFILE, opening)]),
        "openat": (failing(errno.EACCES), [(4, READ_ONLY_TRUNC | TMPFILE, opening)]),
        "socketpair": (denied, [(0, whole, [1]), (2, 0xF, [1])]),  # AF_UNIX, SOCK_STREAM: others reach any address
        "sendto": (denied, null(4)),
        "close_range": (denied, [(4, UNSHARE, [0])]),
        "kill": (denied, [(0, whole, [pid])]),
        "tgkill": (denied, [(0, whole, [pid])]),
        "prlimit64": (denied, [(0, whole, [0]), *null(2)]),  # reading one's own
        "prctl": (denied, [(0, whole, [15, 16])]),  # the thread's name
        "fcntl": (denied, [(2, whole, [0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030])]),  # not F_SETOWN: it sends signals
        "ioctl": (failing(errno.ENOTTY), [(2, whole, [0x541B, 0x5421, 0x5450, 0x5451])]),  # FIONREAD … FIOCLEX
        # Whether other processes are there, and how they are scheduled, is theirs.
        **{name: (denied, [(0, whole, own)]) for name in ("getpgid", "getsid", *SCHEDULING)},
        "get_robust_list": (denied, [(0, whole, [0])]),
        **{name: (denied, [(0, SIGN, [0])]) for name in CLOCKS},  # below zero they are other processes'
        "getpriority": (denied, [(2, whole, own)]),
        "clone3": (failing(errno.ENOSYS), NEVER),  # its arguments are out of the filter's sight
        **{name: (failing(0), NEVER) for name in UNCHANGING},
    }


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


def _body(otherwise, checks):
    """Allowed if every word, masked, is one of its values."""
    code = []
    for word, mask, values in checks:
        code += [_load(16 + 4 * word), _op(AND, mask)]
        code += [_op(EQUAL, value, len(values) - place, 0) for place, value in enumerate(values)]
        code += [_op(RETURN, otherwise)]
    return [*code, _op(RETURN, ALLOW)]


def _op(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value)


def _load(offset):
    return _op(LOAD, offset)


def install(libc: ctypes.CDLL, pid: int) -> None:
    """From here on this process, with all its threads, is filtered. Raises OSError where the kernel will not."""
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise OSError(f"no list of system calls for {machine}; there is one for {' and '.join(ARCHITECTURES)}")
    code = program(pid, machine)
    buffer = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    argument = Program(len(code) // 8, ctypes.addressof(buffer))
    SET_MODE_FILTER, ALL_THREADS = 1, 1
    if libc.syscall(ARCHITECTURES[machine][2], SET_MODE_FILTER, ALL_THREADS, ctypes.byref(argument)) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
