"""The archive: the notebook inside a zip file, taken out in memory.

Whatever an archive claims, no more than `MOST_FILES` entries are listed and no more than `LARGEST` bytes unpacked of
each candidate; nothing is written to disk. Names in it choose between files and are never paths.
"""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.errors import Unreadable
from autograder.submissions.filenames import MOST_CANDIDATES, MOST_FILES, meant, told
from autograder.submissions.formats import LARGEST, OFFICE

ENTRY = b"PK\x01\x02"  # stands before each entry of an archive's list


def is_archive(data: bytes) -> bool:
    """Whether these bytes are a zip archive, as Office documents are, too."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def notebook_in(data: bytes, exercise: str | None, known: Sequence[str]) -> tuple[str, bytes]:
    """(name, bytes) of the exercise's notebook in an archive. Raises Unreadable where it is not exactly one."""
    if data.count(ENTRY) > MOST_FILES:
        raise Unreadable(f"the file is a zip archive of more than {MOST_FILES} files: the notebook alone is needed")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _chosen(archive, exercise, known)
    except Unreadable:
        raise
    except Exception:  # zipfile raises whatever comes of bytes that it did not expect
        raise Unreadable("the file is a zip archive that is broken or cut off: upload it again, unpacked") from None


def _chosen(archive, exercise, known):
    listed = [entry for entry in archive.infolist() if not entry.is_dir()]
    entries = {PurePosixPath(entry.filename.replace("\\", "/")): entry for entry in listed}
    if PurePosixPath("[Content_Types].xml") in entries or PurePosixPath("mimetype") in entries:
        raise Unreadable(OFFICE)
    files = [file for file in entries if file.suffix.lower() != ".zip"]
    candidates = meant(files, exercise, known)
    if not candidates:
        raise Unreadable("the file is a zip archive without a notebook in it: the notebook alone is needed")
    if len(candidates) <= MOST_CANDIDATES:
        digests = {hashlib.sha256(_unpacked(archive, entries[file])).digest() for file in candidates}
        if len(digests) == 1:
            return str(candidates[0]), _unpacked(archive, entries[candidates[0]])
    names = ", ".join(told(str(file)) for file in candidates[:3])
    raise Unreadable(f"the file is a zip archive of several notebooks ({names}): the right one alone is needed")


def _unpacked(archive, entry):
    if entry.flag_bits & 1:
        raise Unreadable("the file is a zip archive with a password: the notebook itself is needed")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others unpack without bounds
        raise Unreadable("the file is a zip archive of an unusual kind: the notebook itself is needed")
    with archive.open(entry) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(f"the notebook in the zip archive has more than {LARGEST / 1e6:.0f} MB: clear its outputs")
    return data
