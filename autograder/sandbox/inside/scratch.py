"""The scratch folders: what a job has written is counted while it runs and removed when it has ended."""

import contextlib
import itertools
import os
import stat
from pathlib import Path

BLOCK = 512  # bytes, the unit of st_blocks
SHARED_MEMORY = b"/dev/zero (deleted)"  # what /proc calls shared memory that is no file
MOST_MAPS = 1 << 20  # bytes of /proc/<pid>/maps; with Matplotlib they are a tenth of that


class Unclear(Exception):
    """What a process keeps cannot be told, in words about the process."""


def used(folder: Path, pid: int, most_files: int) -> tuple[int, int]:
    """(files, bytes) that the process `pid` keeps: all in its folder, and those that it removed but has open.

    Counts no further than `most_files`, which is enough to know that they are too many. Raises Unclear where nothing
    can be told.
    """
    files = size = 0
    folders = [str(folder)]
    while folders and files <= most_files:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in itertools.islice(entries, most_files + 1 - files):
                    with contextlib.suppress(FileNotFoundError):
                        status = entry.stat(follow_symlinks=False)
                        files, size = files + 1, size + status.st_blocks * BLOCK
                        if stat.S_ISDIR(status.st_mode):
                            folders.append(entry.path)
        except FileNotFoundError:  # removed just now
            continue
        except OSError:  # one without rights, or nested so deeply that no path leads there
            raise Unclear("made a folder that cannot be looked into") from None
    removed = _removed_in_memory(pid)
    if removed and removed - _removed_in_memory("self"):  # these may be libraries that were brought up to date
        raise Unclear("kept removed files in its memory, where nobody can tell their size")
    return files, size + _open_without_a_name(pid)


def _open_without_a_name(pid):
    size = 0
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                status = descriptor.stat()
                if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                    size += status.st_blocks * BLOCK
    return size


def _removed_in_memory(pid):
    """The removed files (device and inode) of which a part is mapped, so that they stay on the disk."""
    maps = b""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/maps", "rb") as file:  # noqa: PTH123
        maps = file.read(MOST_MAPS + 1)
    if len(maps) > MOST_MAPS:
        raise Unclear("divided its memory into more parts than anybody can look at")
    parts = (line.split(maxsplit=5) for line in maps.split(b"\n")[:-1])  # names hold any other character
    return {tuple(part[3:5]) for part in parts if part[-1].endswith(b" (deleted)") and part[-1] != SHARED_MEMORY}


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
