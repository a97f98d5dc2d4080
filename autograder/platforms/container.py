"""Read the files of a zip archive or a folder that a platform gave, whatever is in it.

The names are compared, printed and made harmless, and never used as paths. Links are not followed. At most `MOST_FILES`
files are listed, and at most `MAX_BYTES` bytes of each are read, whatever the archive says about their sizes.
"""

import contextlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.errors import Unreadable, UsageError, display_path
from autograder.submissions.filenames import SYSTEM_FILES, printable_name
from autograder.submissions.files import path_problem, read_regular_file
from autograder.submissions.formats import MAX_BYTES, size_problem
from autograder.submissions.zip_archive import is_archive

MOST_FILES = 50_000
UTF8_NAME = 0x800  # a flag of a zip entry: its name is UTF-8
LONGEST_CLEAN = 120  # characters of a name that we write
BROKEN = "{} is a zip archive that is broken or cut off. Download it again."
NO_ARCHIVE = (
    "{} is neither a zip archive nor a folder. Download all submissions of an assignment, and name that file. (A list "
    "of people or of grades is for `make roster` or `make return`.)"
)
MOST = f"{{}} has more than {MOST_FILES:,} files. Collect one assignment at a time."


@dataclass(frozen=True)
class Container:
    """The regular files of a download by their names in it, each with a way to read it; and what is left out, and why.

    `name` is that of the archive or the folder, without its suffix.
    """

    name: str
    files: Mapping[str, Callable[[], bytes]]
    refused: tuple[str, ...] = ()

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises Unreadable."""
        return self.files[name]()


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Container]:
    """A download, to be read inside of the block. Raises UsageError if it is no archive and no folder."""
    if path.is_dir():
        yield _folder(path)
        return
    problem = path_problem(path)
    if problem is not None:
        raise UsageError(f"{display_path(path)} {problem}. Name the file that you downloaded from the platform.")
    with path.open("rb") as file:
        if not is_archive(file.read(4)):
            raise UsageError(NO_ARCHIVE.format(display_path(path)))
    with contextlib.ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
            found = _archive(path, archive)
        except UsageError:
            raise
        except Exception:  # zipfile raises all kinds of errors for bytes that it does not expect
            raise UsageError(BROKEN.format(display_path(path))) from None
        yield found


def clean_name(name: str) -> str:
    """The last part of a name in a download, as a file that we may write: no path, nothing hidden, not too long."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(char if char.isprintable() and char not in '/\\:*?"<>|[]' else "_" for char in last).lstrip(". ")
    stem, dot, suffix = clean.rpartition(".")
    short = f"{stem[: LONGEST_CLEAN - len(suffix)]}{dot}{suffix}" if len(suffix) < 12 else clean[:LONGEST_CLEAN]
    return short or "file"


def _archive(path: Path, archive: zipfile.ZipFile) -> Container:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise UsageError(MOST.format(display_path(path)))
    files: dict[str, Callable[[], bytes]] = {}
    refused = []
    for entry in entries:
        name = _name(entry)
        if entry.is_dir() or _is_system(name):
            continue
        if stat.S_ISLNK(entry.external_attr >> 16):
            refused.append(f"{printable_name(name)} is a link, which is not followed")
        elif name in files:
            refused.append(f"{printable_name(name)} is in the archive twice: the first one is used")
        else:
            files[name] = lambda entry=entry: _unpacked(archive, entry)  # type: ignore[misc]
    return Container(path.stem, files, tuple(refused))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry. Without the flag for UTF-8, Python takes it for CP437, but most programs write UTF-8."""
    name = entry.filename
    if not entry.flag_bits & UTF8_NAME:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..", "."))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & 1:
        raise Unreadable("it has a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # zipfile unpacks others without a limit
        raise Unreadable("it is compressed in an unusual way")
    try:
        with archive.open(entry) as file:
            data = file.read(MAX_BYTES + 1)
    except Exception:  # zipfile and zlib raise all kinds of errors
        raise Unreadable("it is damaged in the archive: download it again, or ask the student for it") from None
    problem = size_problem(len(data))
    if problem is not None:
        raise Unreadable(problem)
    return data


def _folder(root: Path) -> Container:
    files: dict[str, Callable[[], bytes]] = {}
    refused = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not _is_system(one))
        for name in sorted([*names, *(one for one in folders if Path(folder, one).is_symlink())]):
            path = Path(folder, name)
            inside = path.relative_to(root).as_posix()
            if _is_system(name):
                continue
            if path.is_symlink():
                refused.append(f"{printable_name(inside)} is a link, which is not followed")
                continue
            files[inside] = lambda path=path: read_regular_file(path)  # type: ignore[misc]
            if len(files) > MOST_FILES:
                raise UsageError(MOST.format(display_path(root)))
    return Container(root.resolve().name, files, tuple(refused))


def _is_system(name: str) -> bool:
    """Whether a file is one that a system or an editor wrote beside a student's."""
    return any(part.startswith((".", "~$")) or part.lower() in SYSTEM_FILES for part in PurePosixPath(name).parts)
