"""Decide what a file contains by its bytes, whatever its name says.

A file that is neither a notebook nor Python is refused with a sentence of its own. The student reads it after "There is
no score because", the instructor after "No score yet".
"""

import codecs
import re

from ..errors import Unreadable

MAX_BYTES = 50_000_000  # of a file, and of a notebook in an archive. Parsing can take twenty times as much memory.
BLANK = b"\0 \t\r\n"

OFFICE = "the file is a Word or Office document: hand in the .ipynb file itself"
PICTURE = "the file is a picture: hand in the .ipynb file itself"
ARCHIVE = "the file is an archive, but not a zip archive: unpack it and hand in the .ipynb file itself"
SIGNATURES = {
    b"%PDF": "the file is a PDF, which shows the notebook but does not contain it: hand in the .ipynb file itself",
    b"{\\rtf": "the file is a text document: hand in the .ipynb file itself",
    b"\xd0\xcf\x11\xe0": OFFICE,
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"\x1f\x8b": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"Rar!": ARCHIVE,
    b"version https://git-lfs": "the file is a pointer of Git LFS, not the notebook: `git lfs pull` downloads it",
}
WEB_PAGE = (
    "the file is a web page that shows the notebook: download the notebook itself, whose name ends with .ipynb, from "
    "GitHub, Colab or Jupyter"
)
WEB_PAGE_START = re.compile(r"<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)  # Markdown can begin with "<", too
CONFLICT_MARK = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
CONFLICT = "the file contains a merge conflict of git, that is, two versions of the notebook: keep one of them"

BYTE_ORDER_MARKS = (  # the longer ones first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# Python's `surrogateescape` decodes byte b, if it is not UTF-8, to U+DC00 + b. This makes it Windows' letter.
WINDOWS_LETTERS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def size_problem(size: int) -> str | None:
    """Why a file of `size` bytes is not read; None if it is."""
    if size <= MAX_BYTES:
        return None
    return (
        f"the file has {size / 1e6:,.0f} MB, and notebooks of more than {MAX_BYTES / 1e6:.0f} MB are not read: clear "
        "the outputs of all cells and save it again"
    )


def text_of(data: bytes) -> str:
    """The text of a file that may be a notebook or Python. Raises Unreadable for what is clearly neither."""
    problem = size_problem(len(data))
    if problem is None and not data.strip(BLANK):
        problem = "the file is empty"
    if problem is None:
        problem = next((message for start, message in SIGNATURES.items() if data.startswith(start)), None)
    if problem is not None:
        raise Unreadable(problem)
    text = _decoded(data).strip("\ufeff\0\x1a \t\r\n")
    if ("<<<<<<<" in text or ">>>>>>>" in text) and CONFLICT_MARK.search(text):
        raise Unreadable(CONFLICT)
    if WEB_PAGE_START.match(text):
        raise Unreadable(WEB_PAGE)
    return text


def encoding_of(data: bytes) -> str:
    """The encoding of a text file, by its byte order mark, or by where its first characters have zero bytes."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    if len(data) < 4:
        return "utf-8"
    if data[0] == 0:
        return "utf-16-be" if data[1] else "utf-32-be"
    if data[1] == 0:
        return "utf-16-le" if data[2] or data[3] else "utf-32-le"
    return "utf-8"


def _decoded(data: bytes) -> str:
    """A file's text. Bytes that are not UTF-8 are read as Windows-1252, which old editors on Windows write."""
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if not encoding.startswith("utf-8"):
            return data.decode(encoding, "replace")
        return data.decode(encoding, "surrogateescape").translate(WINDOWS_LETTERS)
