"""The scratch folders: what a job has written is counted while it runs and removed when it has ended."""

import contextlib
import os
import stat
from pathlib import Path

BLOCK = 512  # bytes, the unit of st_blocks


def used(folder: Path, pid: int, most_files: int) -> tuple[int, int]:
    """(files, bytes) that the process `pid` keeps: all in its folder, and those that it removed but still has open.

    Counts no further than `most_files`, which is enough to know that they are too many.
    """
    files = size = 0
    folders = [folder]
    while folders and files <= most_files:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    files, size = files + 1, size + status.st_blocks * BLOCK
                    if stat.S_ISDIR(status.st_mode):
                        folders.append(entry.path)
                if files > most_files:
                    break
    return files, size + _nameless(pid)


def _nameless(pid):
    size = 0
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                status = descriptor.stat()
                if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                    size += status.st_blocks * BLOCK
    return size


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, however deep it is nested and whatever its modes are.

    Folders within are first moved beside it, so that no path gets long. What cannot be removed stays.
    """
    folders, number = [folder], 0
    while folders:
        current = folders.pop()
        for path in _entries(current):
            with contextlib.suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    number += 1
                    path.chmod(0o700)
                    folders.append(path.rename(f"{folder}.{number}"))
                else:
                    path.unlink()
        with contextlib.suppress(OSError):
            current.rmdir()


def _entries(folder):
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
        return list(folder.iterdir())
    return []
