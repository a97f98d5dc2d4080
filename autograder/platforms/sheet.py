"""A CSV file of a platform, of which only the cells change that are filled in.

Every other byte stays: the encoding and its mark, separators, quotes, line ends, rows and columns. Python's `csv`
cannot do that, because it forgets how a cell was written.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import Unreadable, UsageError, display_path
from autograder.submissions.files import read_regular_file
from autograder.submissions.zip_archive import is_archive

SEPARATORS = ",;\t"
MARKS = (  # UTF-32 first: its mark for little-endian begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
CELL = r'"(?:[^"]|"")*"|[^"\r\n{0}][^\r\n{0}]*|'  # quoted, plain, or empty
EXCEL = "{} is an Excel file. Export it as CSV, or save it as CSV (UTF-8)."
ARCHIVE = "{} is a zip archive, and this must be a CSV file. If it has submissions in it: make collect FROM=FILE"
SPREADSHEETS = (b"[Content_Types].xml", b"opendocument.spreadsheet")  # names in zip archives that are spreadsheets

BROKEN = "{}:{}: this line is no line of a CSV file: a quotation mark is missing. Export the file again."
EMPTY = "{} is empty. Export it again."


@dataclass
class Sheet:
    """The cells of a file, as they are written in it, and what stands after each row."""

    name: str
    rows: list[list[str]]
    ends: Sequence[str]
    separator: str
    mark: bytes
    encoding: str

    @classmethod
    def read(cls, path: Path) -> "Sheet":
        """Read a file that a person named. Raises UsageError if it is no CSV file."""
        name = display_path(path)
        try:
            data = read_regular_file(path, follow=True)
        except Unreadable as problem:
            why = str(problem).removeprefix(f"{path.name} ")
            raise UsageError(f"{name}: {why}. Name the file that you exported from the platform.") from None
        if is_archive(data) and not any(one in data for one in SPREADSHEETS):
            raise UsageError(ARCHIVE.format(name))
        if is_archive(data) or data.startswith(b"\xd0\xcf\x11\xe0"):
            raise UsageError(EXCEL.format(name))
        mark, encoding = next(((mark, one) for mark, one in MARKS if data.startswith(mark)), (b"", "utf-8"))
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            encoding = "cp1252"
            text = data.decode(encoding, "replace")
        if not text.strip():
            raise UsageError(EMPTY.format(name))
        separator = _separator(text)
        parsed = list(_parsed(text, separator, name))
        return cls(name, [cells for cells, _ in parsed], [end for _, end in parsed], separator, mark, encoding)

    def text(self, row: int, column: int) -> str:
        """What a cell says, without its quotes; "" if the row is shorter."""
        cells = self.rows[row]
        cell = cells[column] if column < len(cells) else ""
        return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell

    def texts(self, row: int) -> list[str]:
        """What the cells of a row say, without spaces around it."""
        return [self.text(row, column).strip() for column in range(len(self.rows[row]))]

    def put(self, row: int, column: int, text: str) -> None:
        """Fill in a cell, quoted as it was, or if it must be."""
        cells = self.rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        needed = any(char in text for char in f'{self.separator}"\r\n')
        cells[column] = '"{}"'.format(text.replace('"', '""')) if needed or cells[column].startswith('"') else text

    def to_bytes(self) -> bytes:
        """The file, as it is to be written."""
        lines = (self.separator.join(cells) + end for cells, end in zip(self.rows, self.ends, strict=True))
        return self.mark + "".join(lines).encode(self.encoding, "replace")


def _separator(text: str) -> str:
    """The separator that is most frequent in the first line, outside of quotes."""
    line = re.sub(r'"(?:[^"]|"")*"', "", text).lstrip("\r\n").splitlines() or [""]
    counts = Counter(char for char in line[0] if char in SEPARATORS)
    return counts.most_common(1)[0][0] if counts else ","


def _parsed(text: str, separator: str, name: str) -> Iterator[tuple[list[str], str]]:
    """The rows of a text, each with its line end."""
    cell, after = re.compile(CELL.format(separator)), re.compile(rf"{separator}|\r\n|\r|\n|\Z")
    position, cells = 0, list[str]()
    while position < len(text) or cells:
        found = cell.match(text, position)
        end = after.match(text, found.end()) if found else None
        if found is None or end is None:
            line = max(text.count(one, 0, position) for one in "\r\n") + 1
            raise UsageError(BROKEN.format(name, line))
        cells.append(found[0])
        position = end.end()
        if end[0] != separator:
            yield cells, end[0]
            cells = []
