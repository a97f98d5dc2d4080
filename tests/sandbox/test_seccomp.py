"""The seccomp filter allows and refuses the right system calls: its program is interpreted here, step by step."""

import errno
import re
import struct
from pathlib import Path

import pytest

from autograder.sandbox.inside import seccomp
from autograder.sandbox.inside.syscalls import ARCHITECTURES, NUMBERS, numbers

PID, WHOLE = 4711, 0xFFFFFFFF


def verdict(machine, number, *args, arch=None):
    """What the kernel would do with this call: "allow", "kill", or the number of the error."""
    arch = ARCHITECTURES[machine][1] if arch is None else arch
    data = struct.pack("<IIQ6Q", number, arch, 0, *args, *[0] * (6 - len(args)))
    program = list(struct.iter_unpack("HBBI", seccomp.program(PID, machine)))
    place = value = 0
    while True:
        code, if_true, if_false, k = program[place]
        place += 1
        if code == seccomp.LOAD:
            value = struct.unpack_from("<I", data, k)[0]
        elif code == seccomp.AND:
            value &= k
        elif code == seccomp.RETURN:
            return {seccomp.ALLOW: "allow", seccomp.KILL: "kill"}.get(k, k & 0xFFFF)
        else:
            place += if_true if (value == k if code == seccomp.EQUAL else value >= k) else if_false


CASES = [
    ("read", (0,), "allow"),
    ("clone", (0x3D0F00,), "allow"),  # how threads are started
    ("clone", (17,), errno.EPERM),  # a fork
    ("clone", (0x3D0F00 | 0x10000000,), errno.EPERM),  # CLONE_NEWUSER
    ("clone", (0x3D0F00 & ~0x400,), errno.EPERM),  # a thread with open files of its own
    ("close_range", (3, 9, 4), "allow"),
    ("close_range", (3, 9, 2), errno.EPERM),  # the same
    ("clone3", (1,), errno.ENOSYS),
    ("openat", (0, 0, 0x241), "allow"),  # overwriting a file
    ("openat", (0, 0, 0x200), errno.EACCES),  # O_TRUNC, read-only
    ("openat", (0, 0, 0x410002), errno.EACCES),  # O_TMPFILE
    ("socketpair", (1, 0x80001), "allow"),
    ("socketpair", (1, 2), errno.EPERM),  # datagrams
    ("socketpair", (2, 1), errno.EPERM),
    ("sendto", (3, 1, 1, 0, 0), "allow"),
    ("sendto", (3, 1, 1, 0, 1 << 32), errno.EPERM),  # an address whose lower half is 0
    ("kill", (PID, 9), "allow"),
    ("kill", (PID + 1, 0), errno.EPERM),
    ("kill", (2**64 - 1, 9), errno.EPERM),
    ("tgkill", (PID, 1, 6), "allow"),
    ("prlimit64", (0, 7, 0), "allow"),
    ("prlimit64", (0, 7, 1), errno.EPERM),
    ("prlimit64", (1, 7, 0), errno.EPERM),
    ("prctl", (15,), "allow"),
    ("prctl", (1,), errno.EPERM),  # PR_SET_PDEATHSIG
    ("fcntl", (3, 1030), "allow"),
    ("fcntl", (3, 8), errno.EPERM),  # F_SETOWN
    ("ioctl", (3, 0x5451), "allow"),
    ("ioctl", (3, 0x5412), errno.ENOTTY),  # TIOCSTI
    ("fchmodat", (0, 0, 0), 0),
    ("clock_gettime", (2, 1), "allow"),  # its own processor time
    ("clock_gettime", (-38 & WHOLE, 1), errno.EPERM),  # another process's
    ("get_robust_list", (0,), "allow"),
    ("get_robust_list", (1,), errno.EPERM),
    ("getsid", (0,), "allow"),
    ("getsid", (PID + 1,), errno.EPERM),
    ("getpriority", (0, PID), "allow"),
    ("getpriority", (0, PID + 1), errno.EPERM),
]


@pytest.mark.parametrize("machine", ARCHITECTURES)
@pytest.mark.parametrize(("name", "args", "wanted"), CASES)
def test_a_call_is_judged_by_its_arguments(machine, name, args, wanted):
    """A call is allowed with harmless arguments and refused with others."""
    assert verdict(machine, numbers(machine)[name], *args) == wanted


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_what_is_not_on_the_list_is_refused(machine):
    """Numbers that are not on the list are refused: with EPERM, and newer ones with ENOSYS."""
    listed = set(numbers(machine).values())
    assert {verdict(machine, number) for number in range(seccomp.NEWER) if number not in listed} == {errno.EPERM}
    assert verdict(machine, 1000) == errno.ENOSYS


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_another_architectures_numbers_end_the_process(machine):
    """A call of the 32-bit or the x32 interface ends the process."""
    assert verdict(machine, numbers(machine)["read"], arch=0x40000003) == "kill"
    assert verdict(machine, 0x40000000) == "kill"


HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",  # that architecture has no table of its own
}
RENAMED = {"newfstatat": "fstatat"}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_the_kernels(machine):
    """The table agrees with the kernel's headers, if they are installed."""
    path = Path(HEADERS[machine])
    if not path.exists():
        pytest.skip("the headers are not installed")
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text()))
    later = {name for name in NUMBERS if name not in found and RENAMED.get(name) not in found}
    own = numbers(machine)
    wrong = {
        name: n for name, n in own.items() if name not in later and int(found.get(name) or found[RENAMED[name]]) != n
    }
    assert not wrong
    assert later & own.keys() <= {"fchmodat2"}  # younger than some headers
