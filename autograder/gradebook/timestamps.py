"""Read nbgrader's own files beside a notebook, `timestamp.txt` and `submission_secret.txt`, whatever is in them.

Both can come from a student or another system. nbgrader itself stops at many of them, for the whole class. So what we
write beside autograded notebooks and feedback is what nbgrader reads.
"""

import codecs
import contextlib
import datetime
import os
from pathlib import Path

from autograder.errors import Unreadable, display_path
from autograder.gradebook.time_text import TimeSettings, utc_in
from autograder.submissions.class_folder import SidecarFiles
from autograder.submissions.filenames import printable_name
from autograder.submissions.files import read_regular_file

TIME, SECRET = "timestamp.txt", "submission_secret.txt"
LONGEST = 1000  # bytes of such a file
# UTF-32 first: its mark for little-endian begins like that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
CLOCKS_DIFFER = datetime.timedelta(days=1)
TOO_LONG = "contains no time: it is too long"
IN_FUTURE = f"{TIME} contains a time in the future"
NOT_LATE = ", so it has no time, and there is no late penalty"
FIX = "{}: {}{}. Write the time there with its offset, such as 2026-10-05 20:00:00+02:00"


def time_of(folder: Path, settings: TimeSettings) -> datetime.datetime | None:
    """The time in the `timestamp.txt` of a folder, in UTC; None if there is no such file.

    Raises Unreadable if the file cannot be read, or contains no time or one that is not clear.
    """
    path = folder / TIME
    if not os.path.lexists(path):
        return None
    try:
        data = read_regular_file(path)
    except Unreadable as error:
        problem = str(error).removesuffix(": the notebook itself is needed")
        raise Unreadable(problem if problem.startswith(TIME) else f"{TIME} {TOO_LONG}") from None
    try:
        return utc_in(_text(data), settings)
    except Unreadable as error:
        raise Unreadable(f"{TIME} {error}") from None


def known_time(folder: Path, settings: TimeSettings) -> tuple[datetime.datetime | None, str]:
    """That time, or None and what is wrong with the file, with its path and how to fix it."""
    try:
        return time_of(folder, settings), ""
    except Unreadable as problem:
        return None, explained(printable_name(display_path(folder / TIME)), str(problem))


def explained(path: str, problem: str) -> str:
    """A problem with the time in the file at a path, with what follows from it and what fixes it."""
    return FIX.format(path, problem, "" if problem == IN_FUTURE else NOT_LATE)


def time_problem(folder: Path, settings: TimeSettings, now: datetime.datetime) -> str:
    """What is wrong with the time of a submission; "" if nothing is. `now` is in UTC."""
    try:
        time = time_of(folder, settings)
    except Unreadable as problem:
        return str(problem)
    if time is not None and time > now + CLOCKS_DIFFER:
        return IN_FUTURE
    return ""


def nbgrader_files(folder: Path, settings: TimeSettings) -> SidecarFiles:
    """nbgrader's own files beside a notebook, as nbgrader can read them. What it cannot read is left out."""
    found: list[tuple[str, bytes]] = []
    with contextlib.suppress(Unreadable):
        time = time_of(folder, settings)
        if time is not None:
            found.append((TIME, f"{time.isoformat(' ')} UTC".encode()))
    secret = secret_in(folder)
    if secret is not None:
        found.append((SECRET, secret.encode()))
    return tuple(found)


def secret_in(folder: Path) -> str | None:
    """The secret by which a student's nbgrader finds the feedback; None if there is none that can be used.

    A link to another student's folder has none.
    """
    if folder.is_symlink():
        return None
    try:
        data = read_regular_file(folder / SECRET)
        text = data.decode("utf-8") if len(data) <= LONGEST else ""
    except (Unreadable, UnicodeDecodeError):
        return None
    return text if text.strip() else None


def _text(data: bytes) -> str:
    """The text of a file, in the encodings that editors and shells write, without NULs at its end."""
    if len(data) > LONGEST:
        raise Unreadable(TOO_LONG)
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding).rstrip("\0 \t\r\n")
    except UnicodeDecodeError:
        raise Unreadable("is not UTF-8 text") from None
