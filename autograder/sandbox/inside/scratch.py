"""Count the files that a job has written while it runs, and remove them when it has ended."""

import contextlib
import itertools
import os
import stat
from pathlib import Path

BLOCK = 512  # bytes, the unit of st_blocks
# How /proc names memory that is shared but no file: that of threads, and that of replies (`unsent.py`). Jobs cannot
# make a memfd.
SHARED_MEMORY = {b"/dev/zero (deleted)", b"/memfd:replies (deleted)"}
MAX_MAPS = 1 << 20  # bytes of /proc/<pid>/maps; Matplotlib needs a tenth of that


class CannotCount(Exception):
    """The files of a process cannot be counted. The text says what the process did."""


def used(folder: Path, pid: int, most_files: int) -> tuple[int, int]:
    """(files, bytes) of the process `pid`: all files in its folder, and removed ones that it still has open.

    Stops counting after `most_files`. Raises CannotCount if the process has hidden files.
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
        except OSError:  # it has no rights, or it is nested too deeply for a path
            raise CannotCount("made a folder that cannot be read") from None
    removed = _removed_in_memory(pid)
    if removed and removed - _removed_in_memory("self"):  # libraries that were updated are removed here, too
        raise CannotCount("kept removed files in its memory, where their size cannot be measured")
    return files, size + _open_without_a_name(pid)


def _open_without_a_name(pid: int) -> int:
    """Bytes of the files that the process has removed but still has open."""
    size = 0
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                status = descriptor.stat()
                if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                    size += status.st_blocks * BLOCK
    return size


def _removed_in_memory(pid: int | str) -> set[tuple[bytes, ...]]:
    """The removed files (device and inode) that are mapped into memory and therefore still on the disk."""
    maps = b""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/maps", "rb") as file:  # noqa: PTH123
        maps = file.read(MAX_MAPS + 1)
    if len(maps) > MAX_MAPS:
        raise CannotCount("divided its memory into too many parts")
    parts = (line.split(maxsplit=5) for line in maps.split(b"\n")[:-1])  # names can contain any other character
    return {tuple(part[3:5]) for part in parts if part[-1].endswith(b" (deleted)") and part[-1] not in SHARED_MEMORY}


def remove(folder: Path) -> None:
    """Remove a folder with everything in it, also if folders are deeply nested or have no rights.

    Folders within it are first moved beside it, so that no path gets too long. Errors are ignored.
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


def _entries(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
        return list(folder.iterdir())
    return []
