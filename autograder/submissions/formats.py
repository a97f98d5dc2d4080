"""The contents: what the bytes of a file are, whatever its name says.

A file that is something else than a notebook or Python is refused with a sentence of its own, which the student
reads behind "There is no score because" and the instructor behind "No score yet".
"""

import json
import re

# Bytes of a file, and of a notebook in an archive. Parsing may take twenty times as much memory.
LARGEST = 50_000_000

OFFICE = "the file is a Word or Office document: the .ipynb itself is needed"
SIGNATURES = {
    b"%PDF": "the file is a PDF, which is only a picture of the notebook: the .ipynb itself is needed",
    b"{\\rtf": "the file is a text document: the .ipynb itself is needed",
    b"\xd0\xcf\x11\xe0": OFFICE,
    b"\x89PNG": "the file is a picture: the .ipynb itself is needed",
    b"\xff\xd8\xff": "the file is a picture: the .ipynb itself is needed",
    b"\x1f\x8b": "the file is an archive that is not looked into: only zip archives are. Unpack it",
    b"7z\xbc\xaf": "the file is an archive that is not looked into: only zip archives are. Unpack it",
    b"Rar!": "the file is an archive that is not looked into: only zip archives are. Unpack it",
    b"version https://git-lfs": "the file is git's note that it is elsewhere (git LFS): `git lfs pull` brings it",
}
WEB_PAGE = (
    "the file is a web page that shows the notebook: on GitHub, Colab or Jupyter, download the notebook itself, whose "
    "name ends with .ipynb"
)
CONFLICT = "the file holds two versions that git could not merge: choose one of them"

MARKER = re.compile(r"^# ?(?:%%(?P<rest>.*)|In\s?\[[ \d]*\]:?.*)$", re.MULTILINE)  # jupytext and VS Code; nbconvert
PYTHON = re.compile(
    r"^(?:(?:async )?def \w+\s*\(|class \w+\s*[:(]|\w+ *= *lambda\b"
    r"|import [\w.]+(?: as \w+)?\s*$|from [\w.]+ import |# ?%%|# In\s?\[)",
    re.MULTILINE,
)


class Unreadable(Exception):
    """No notebook can be read from what was handed in. The text says why."""


def size_problem(size: int) -> str | None:
    """Why a file of so many bytes is not looked into; None for those that are."""
    if size <= LARGEST:
        return None
    return (
        f"the file has {size / 1e6:,.0f} MB, and notebooks of more than {LARGEST / 1e6:.0f} MB are not read: clear the "
        "outputs of all cells and save it again"
    )


def text_of(data: bytes) -> str:
    """The text of a file that may be a notebook or Python. Raises Unreadable for what is known to be neither."""
    problem = size_problem(len(data))
    if problem is None and not data.strip(b"\0 \t\r\n"):
        problem = "the file is empty"
    if problem is None:
        problem = next((said for start, said in SIGNATURES.items() if data.startswith(start)), None)
    if problem is not None:
        raise Unreadable(problem)
    text = data.decode(json.detect_encoding(data), errors="replace").strip("\ufeff\0 \t\r\n")
    if re.search(r"^(?:<{7}|>{7}) ", text, re.MULTILINE):
        raise Unreadable(CONFLICT)
    if text.startswith("<"):
        raise Unreadable(WEB_PAGE)
    return text


def is_python(text: str) -> bool:
    """Whether this seems to be Python's source rather than JSON or prose."""
    return not text.startswith(("{", "[")) and PYTHON.search(text) is not None


def python_cells(text: str) -> list[tuple[str, str]]:
    """(kind, source) of the cells of a script: one for each `# %%`, or one in all."""
    text = text.replace("\r\n", "\n")
    marks = list(MARKER.finditer(text))
    ends = [mark.start() for mark in marks] + [len(text)]
    cells = [("code", text[: ends[0]].strip())]
    for mark, end in zip(marks, ends[1:], strict=True):
        source = text[mark.end() : end].strip()
        if re.search(r"\[(?:markdown|md)\]", mark["rest"] or ""):
            cells.append(("markdown", re.sub(r"^# ?", "", source, flags=re.MULTILINE)))
        else:
            cells.append(("code", source))
    return [cell for cell in cells if cell[1]]
