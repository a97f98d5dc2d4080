"""Find the notebook in a zip archive, and unpack it in memory.

Whatever an archive claims, at most `MAX_FILES` entries are listed and at most `MAX_BYTES` bytes of each candidate are
unpacked. Nothing is written to disk. Names in the archive are compared and never used as paths.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from ..errors import Unreadable
from .filenames import MAX_COMPARED, MAX_FILES, candidates, is_ignored, other_exercise, printable_name
from .formats import MAX_BYTES, OFFICE

ENTRY = b"PK\x01\x02"  # stands before each entry of an archive's list

Entries = Mapping[PurePosixPath, zipfile.ZipInfo]


def is_archive(data: bytes) -> bool:
    """Whether these bytes are a zip archive. Office documents are zip archives, too."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def notebook_in(data: bytes, exercise: str | None, known: Sequence[str]) -> tuple[str, bytes]:
    """(name, bytes) of the exercise's notebook in an archive. Raises Unreadable if there is not exactly one."""
    if data.count(ENTRY) > MAX_FILES:
        raise Unreadable(f"the file is a zip archive of more than {MAX_FILES} files: hand in the notebook alone")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _notebook(archive, exercise, known)
    except Unreadable:
        raise
    except Exception:  # zipfile raises all kinds of errors for bytes that it does not expect
        raise Unreadable("the file is a zip archive that is broken or cut off: hand in the notebook alone") from None


def _notebook(archive: zipfile.ZipFile, exercise: str | None, known: Sequence[str]) -> tuple[str, bytes]:
    listed = [entry for entry in archive.infolist() if not entry.is_dir()]
    entries = {PurePosixPath(entry.filename.replace("\\", "/")): entry for entry in listed}
    if PurePosixPath("[Content_Types].xml") in entries or PurePosixPath("mimetype") in entries:
        raise Unreadable(OFFICE)
    files = [file for file in entries if file.suffix.lower() != ".zip"]
    possible = candidates(files, exercise, known)
    if not possible:
        raise Unreadable(_no_notebook(files, exercise, known))
    if len(possible) <= MAX_COMPARED and _are_copies(archive, entries, possible):
        return str(possible[0]), _unpacked(archive, entries[possible[0]])
    names = ", ".join(printable_name(str(file)) for file in possible[:3])
    raise Unreadable(f"the file is a zip archive of several notebooks ({names}): hand in the right one alone")


def _no_notebook(files: Sequence[PurePosixPath], exercise: str | None, known: Sequence[str]) -> str:
    visible = [file for file in files if not any(map(is_ignored, file.parts))]
    owners = {file: other_exercise(file.name, exercise, known) for file in visible if exercise}
    for file in filter(owners.get, visible):
        which = f"{printable_name(str(file))} in it is named after {owners[file]}"
        return f"the file is a zip archive without a notebook of {exercise} ({which}): hand in the right notebook alone"
    return "the file is a zip archive without a notebook in it: hand in the notebook alone"


def _are_copies(archive: zipfile.ZipFile, entries: Entries, files: Sequence[PurePosixPath]) -> bool:
    return len({hashlib.sha256(_unpacked(archive, entries[file])).digest() for file in files}) == 1


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & 1:
        raise Unreadable("the file is a zip archive with a password: hand in the notebook alone")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # zipfile unpacks others without a limit
        raise Unreadable("the file is a zip archive of an unusual kind: hand in the notebook alone")
    with archive.open(entry) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(f"the notebook in the zip archive has more than {MAX_BYTES / 1e6:.0f} MB: clear its outputs")
    return data
