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
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")


def command(own: Path, packages: tuple[str, ...]) -> list[str] | None:
    """The words to put before a command so that bwrap runs it; None if bwrap is not installed.

    `own` is the folder with the sandbox's code. `packages` are the distributions that the command may import. The
    command has no network, and sees no other process and no other file.
    """
    program = shutil.which("bwrap", path=os.defpath + ":/usr/local/bin")
    if program is None:
        return None
    words = [program, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
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
    return [*words, "--"]
