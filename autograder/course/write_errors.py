"""Say what to do if a file or a database cannot be written."""

import errno
import sqlite3

FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
FORBIDDEN_IN_SQLITE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

MAKE_ROOM = "Make room on that disk"
ALLOW = "Make sure that you may write there, and that the disk is not read-only"
CLOSE = "Another program uses it: close that program (the formgrader, nbgrader)"


def remedy(error: object) -> str:
    """What to do about an error of the file system or of SQLite, as a sentence without its full stop; "" if unknown."""
    number, code = getattr(error, "errno", None), getattr(error, "sqlite_errorcode", 0) & 0xFF
    if number in FULL or code == sqlite3.SQLITE_FULL:
        return MAKE_ROOM
    if number in FORBIDDEN or code in FORBIDDEN_IN_SQLITE:
        return ALLOW
    return CLOSE if code in HELD else ""
