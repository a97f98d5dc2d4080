"""bwrap: a place in which there is nothing but what student code may read (https://github.com/containers/bubblewrap)."""

import os
import shutil
from pathlib import Path

from autograder.sandbox import environment

WORK = "/.notebooks"  # a file system in memory, gone with the place
WORK_BYTES = 2**30  # which no `scratch_mb` can go beyond
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")


def command(own: Path) -> list[str] | None:
    """The words to put before a command, so that it runs in a place of its own; None where there is no bwrap.

    `own` is the folder with the sandbox's code. No network, no other process, no file of anybody's.
    """
    program = shutil.which("bwrap", path=os.defpath + ":/usr/local/bin")
    if program is None:
        return None
    words = [program, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    words += ["--hostname", "notebook", "--chdir", "/", "--proc", "/proc", "--dev", "/dev"]
    # Before the others, one of which may lie within:
    words += ["--size", str(WORK_BYTES), "--tmpfs", "/tmp", "--size", str(WORK_BYTES), "--tmpfs", WORK]
    for place in SYSTEM:
        words += ["--ro-bind-try", place, place]
    words += ["--ro-bind", str(environment.STANDARD_LIBRARY), str(environment.STANDARD_LIBRARY)]
    for name in environment.INSTALLED_THERE:
        if (environment.STANDARD_LIBRARY / name).is_dir():
            words += ["--tmpfs", str(environment.STANDARD_LIBRARY / name)]
    for place in (environment.interpreter(), *environment.shared_libraries(), *environment.packages(), str(own)):
        words += ["--ro-bind", place, place]
    return [*words, "--"]
