"""Say in a digest what the file system knows about files: so a change is noticed without reading them.

As in git, these are size, times and inode. A file that changes twice within one tick of the file system's clock could
be missed. `settled` says whether all files are older than that (https://git-scm.com/docs/racy-git).
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

TRIES, PAUSE = 20, 0.005  # seconds: a tick of the clock is a few milliseconds


class Doubtful(Exception):
    """The file system does not know whether something has changed."""


class FileState:
    """The state of some files, and of everything in some folders.

    Raises Doubtful for a link, whose target can change alone, and for files in several file systems, whose clocks can
    differ.
    """

    def __init__(self, paths: Iterable[Path]):
        digest = hashlib.sha256()
        self.newest = 0
        self._devices: set[int] = set()
        for path in paths:
            for name, found in _files(str(path)):
                digest.update(f"{name}\0{_facts(found)}\n".encode("utf-8", "surrogateescape"))
                self.newest = max(self.newest, found.st_ctime_ns)
                self._devices.add(found.st_dev)
        self.digest = digest.hexdigest()

    def settled(self, folder: Path) -> bool:
        """Whether a change from now on is seen: all files are older than one that is written in `folder` now."""
        own = folder / f".clock-{os.getpid()}"
        try:
            for _ in range(TRIES):
                own.write_bytes(b"")
                now = own.stat()
                if not self._devices <= {now.st_dev}:
                    return False
                if now.st_ctime_ns > self.newest:
                    return True
                own.unlink()
                time.sleep(PAUSE)
            return False
        finally:
            own.unlink(missing_ok=True)


def _facts(found: os.stat_result) -> tuple[int, ...]:
    return found.st_mode, found.st_uid, found.st_gid, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _files(path: str) -> Iterator[tuple[str, os.stat_result]]:
    """A file or a folder with everything in it, each with what the file system says about it."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Doubtful(path) from error
    if stat.S_ISLNK(found.st_mode):
        raise Doubtful(path)
    yield path, found
    if stat.S_ISDIR(found.st_mode):
        try:
            with os.scandir(path) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            raise Doubtful(path) from error
        for name in names:
            yield from _files(f"{path}/{name}")
