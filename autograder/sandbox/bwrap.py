"""Build the bwrap command, which hides every file that student code may not read.

bwrap (https://github.com/containers/bubblewrap) gives a process a file system, a network and a process list of its own.
"""

import os
import shutil
from pathlib import Path

from autograder.sandbox import environment
from autograder.sandbox.packages import package_files

WORK = "/.notebooks"  # a file system in memory, which disappears with the zygote
WORK_BYTES = 2**30  # upper bound of every `scratch_mb`
# Two ways to start. The second one works without root. In its user namespace, root cannot become another user.
ANYONE = ["--unshare-all", "--cap-drop", "ALL"]
NAMESPACES = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
# What the zygote needs to start jobs as another user, to watch and end them, and to remove their files.
KEPT = ["SETUID", "SETGID", "CHOWN", "KILL", "SYS_PTRACE", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "SETPCAP"]
ROOT = [*NAMESPACES, "--cap-drop", "ALL", *(word for name in KEPT for word in ("--cap-add", f"CAP_{name}"))]
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")


def commands(own: Path, packages: tuple[str, ...]) -> list[list[str]]:
    """The words to put before a command so that bwrap runs it: the best way first, none if bwrap is not installed.

    `own` is the folder with the sandbox's code. `packages` are the distributions that the command may import. The
    command has no network, and sees no other process and no other file.
    """
    program = shutil.which("bwrap", path=os.defpath + ":/usr/local/bin")
    if program is None:
        return []
    ways = [ROOT, ANYONE] if os.geteuid() == 0 else [ANYONE]
    return [[program, *way, *_view(own, packages), "--"] for way in ways]


def _view(own: Path, packages: tuple[str, ...]) -> list[str]:
    """The options that say what the command sees."""
    words = ["--die-with-parent", "--new-session"]
    words += ["--hostname", "notebook", "--chdir", "/", "--proc", "/proc", "--dev", "/dev"]
    # These come before the other folders, because one of those may lie within /tmp.
    words += ["--size", str(WORK_BYTES), "--tmpfs", "/tmp", "--size", str(WORK_BYTES), "--tmpfs", WORK]
    for place in SYSTEM:
        words += ["--ro-bind-try", place, place]
    library = environment.STANDARD_LIBRARY
    words += ["--ro-bind", str(library), str(library)]
    for name in environment.INSTALLED_THERE:
        if (library / name).is_dir():
            words += ["--tmpfs", str(library / name)]  # hides the other packages
    places = [environment.interpreter(), *environment.shared_libraries(), *package_files(packages).paths, str(own)]
    for place in places:
        words += ["--ro-bind", place, place]
    return words
