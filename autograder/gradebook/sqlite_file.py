"""Copy, check and compare SQLite files, also while another program uses them."""

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy

from autograder.course.write_errors import HELD

BESIDE = ("-journal", "-wal", "-shm")  # SQLite's own files beside a database: they belong to it
# The parts of a file that say how often it was changed, not what it contains.
COUNTERS = (slice(24, 28), slice(92, 100))
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Locked(sqlite3.OperationalError):
    """Another program holds the database."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


def file_of(url: str) -> Path | None:
    """The file of the database with this URL; None if it is not an SQLite file."""
    try:
        parsed = sqlalchemy.make_url(url)
    except sqlalchemy.exc.ArgumentError:
        return None  # opening it will say what is wrong
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def is_filled(file: Path) -> bool:
    """Whether there is a file with something in it. An SQLite database without tables is an empty file."""
    return file.is_file() and file.stat().st_size > 0


def is_damage(error: object) -> bool:
    """Whether an error of SQLite says that the file is damaged."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in DAMAGED


def is_held(file: Path, wait: float) -> bool:
    """Whether another program writes to the database, and does not stop for `wait` seconds."""
    try:
        with opened(file, wait) as database:
            database.execute("BEGIN EXCLUSIVE")
            database.rollback()
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", None) in HELD
    return False


@contextlib.contextmanager
def opened(file: Path, wait: float | None = None) -> Iterator[sqlite3.Connection]:
    """An existing database. Without `wait`, nothing else uses it or changes it: it is read as it is.

    `wait` is how many seconds to wait for another program.
    """
    mode = "mode=ro&immutable=1" if wait is None else "mode=rw"
    database = sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", timeout=wait or 0, uri=True)
    with contextlib.closing(database):
        yield database


def copy_into(source: sqlite3.Connection, path: Path, wait: float, new: bool) -> None:
    """Copy a database into a file, in one transaction: the file has its old or its new content, whatever happens.

    A `new` file needs no journal. Raises Locked if another program holds one of the two for longer than `wait`.
    """
    deadline = time.monotonic() + wait

    def give_up(status: int, remaining: int, total: int) -> None:
        if status in HELD and time.monotonic() > deadline:
            raise Locked("database is locked")

    with contextlib.closing(sqlite3.connect(path, timeout=wait)) as target:
        if new:
            target.execute("PRAGMA journal_mode=OFF")
        source.backup(target, progress=give_up)


def problem(database: sqlite3.Connection) -> str:
    """What is wrong with a database; "" if nothing is."""
    first = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if first == "ok" else str(first)


def digest(path: Path) -> str:
    """A digest of what a database contains."""
    data = bytearray(path.read_bytes())
    for part in COUNTERS:
        data[part] = bytes(part.stop - part.start)
    return hashlib.sha256(data).hexdigest()
