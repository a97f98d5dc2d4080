"""A CSV file in which only what is filled in changes."""

import pytest

from autograder.errors import UsageError
from autograder.platforms.sheet import Sheet

TEXTS = [
    'a,"b, with ""quotes""",c\r\n1,,"x\r\ny"\r\n',
    "a;b;c\n1;;3",
    '"a"\t"b"\t"c"\n"1"\t""\t"3"\n\n',
    "a,b,c\r1,,3\r",
]


@pytest.fixture
def read(tmp_path):
    """Read bytes as a file."""

    def make(data):
        (tmp_path / "sheet.csv").write_bytes(data)
        return Sheet.read(tmp_path / "sheet.csv")

    return make


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", TEXTS)
def test_what_is_not_filled_in_stays_byte_by_byte(read, text, encoding):
    """Reading and writing gives the same bytes in each encoding, with each separator, line end and kind of quotes."""
    data = text.replace("a", "Ä").encode(encoding)
    assert read(data).to_bytes() == data


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('a,"b, c"\r\n1,\r\n', 'a,"b, c"\r\n1,7.5\r\n'),
        ('"a"\t"b"\n"1"\t""\n\n', '"a"\t"b"\n"1"\t"7.5"\n\n'),
        ("a;b;c\n1;;3", "a;b;c\n1;7.5;3"),
        ("a,b\n1\n", "a,b\n1,7.5\n"),
    ],
)
def test_only_the_cell_that_is_filled_in_changes(read, text, after):
    """The other cells stay as they are, and the cell keeps its quotes."""
    sheet = read(text.encode())
    sheet.put(1, 1, "7.5")
    assert sheet.to_bytes().decode() == after


def test_a_text_that_needs_quotes_gets_them(read):
    """A decimal comma in a file with commas is quoted."""
    sheet = read(b"a,b\n1,\n")
    sheet.put(1, 1, "7,5")
    assert sheet.to_bytes() == b'a,b\n1,"7,5"\n'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04[Content_Types].xml", "is an Excel file. Export it as CSV"),
        (b"PK\x03\x04rest", "is a zip archive, and this must be a CSV file. If it has submissions in it: make collect"),
        (b" \n", "is empty. Export it again."),
        (b'a,b\n1,"x\n2,y\n', "sheet.csv:2: this line is no line of a CSV file: a quotation mark is missing"),
    ],
)
def test_what_is_no_csv_file_is_said(read, data, said):
    """The message names the file, and the line if there is one."""
    with pytest.raises(UsageError, match=said):
        read(data)
