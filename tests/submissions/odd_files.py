"""Odd files that students hand in: what is in them, and what the grader and the student's check must make of them.

`ODD_FILES` has, by a name for messages, one `OddFile` each: how to make it from the bytes of a solved notebook of the
exercise `sums`, the name of the file, and the outcome: the score, or None if no score can be given, and a part of what
is said. Files that are odd by their names are handed in beside nothing else.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import nbformat

from autograder.submissions.formats import MAX_BYTES
from autograder.submissions.notebook import MAX_COMMAS, MAX_NESTED

FULL = 7.0  # points of `sums`


@dataclass(frozen=True)
class OddFile:
    """One odd file. `score` is None if it is unreadable; `said` is a part of the remark or of the reason."""

    make: Callable[[bytes], bytes]
    score: float | None = FULL
    said: str = ""
    name: str = "sums.ipynb"


def zipped(*files: tuple[str, bytes]) -> bytes:
    """A zip archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def changed(data: bytes, change: Callable[[dict], dict], **more: object) -> bytes:
    """A notebook's bytes with each cell changed, and with other facts about the notebook. None removes a fact."""
    content = json.loads(data)
    content["cells"] = [change(cell) for cell in content["cells"]]
    return json.dumps({key: value for key, value in (content | more).items() if value is not None}).encode()


def without(cell: dict, *keys: str) -> dict:
    """A cell without some of its keys."""
    return {key: value for key, value in cell.items() if key not in keys}


def with_type(cell: dict, kind: str) -> dict:
    """A cell of another type, as Jupyter converts it: without outputs."""
    return without(cell, "outputs", "execution_count") | {"cell_type": kind}


def marked(cell: dict) -> dict:
    """nbgrader's metadata of a cell; {} if it has none."""
    return cell["metadata"].get("nbgrader", {})


def converted(kind: str, *flags: str) -> Callable[[bytes], bytes]:
    """Convert the cells to another type for which one of nbgrader's flags is set."""
    return lambda data: changed(
        data, lambda cell: with_type(cell, kind) if any(marked(cell).get(flag) for flag in flags) else cell
    )


def unmarked_text(kind: str) -> Callable[[bytes], bytes]:
    """Lose all metadata, and turn the cell of window_means into text."""

    def change(cell: dict) -> dict:
        bare = cell | {"metadata": {}}
        return with_type(bare, kind) if "def window_means" in "".join(cell["source"]) else bare

    return lambda data: changed(data, change)


def old_format(data: bytes) -> bytes:
    """A notebook of format 3."""
    return nbformat.v3.writes_json(nbformat.convert(nbformat.reads(data.decode(), as_version=4), 3)).encode()


def long_output(data: bytes) -> bytes:
    """A notebook with an output that is larger than what is read."""
    output = {"output_type": "stream", "name": "stdout", "text": "x" * (MAX_BYTES + 5_000_000)}
    return changed(
        data, lambda cell: cell | {"outputs": [output]} if "def window_means" in "".join(cell["source"]) else cell
    )


def answers(data: bytes) -> str:
    """The answers as a script."""
    cells = ["".join(cell["source"]) for cell in json.loads(data)["cells"]]
    return "import numpy as np\n\n" + "\n\n".join(cell for cell in cells if cell.startswith("def window"))


def markdown(opening: str, head: str = "---\njupyter: x\n---\n\n", fence: str = "```") -> Callable[[bytes], bytes]:
    """Markdown with the answers in one block, between a first and a last paragraph."""
    return lambda data: (
        f"{head}# Sums\n\nIt's mine.\n\n{fence}{opening}\n{answers(data)}\n{fence}\n\nThe end.\n".encode()
    )


def marimo(data: bytes) -> bytes:
    """A notebook of marimo: each cell is a function."""
    body = re.sub("^", "    ", answers(data), flags=re.MULTILINE)
    return (
        f"import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n{body}\n    return\n\n\n"
        'if __name__ == "__main__":\n    app.run()\n'
    ).encode()


def mail(before: str, after: str = "") -> Callable[[bytes], bytes]:
    """Prose with the answers in it."""
    return lambda data: f"{before}\n\n{answers(data)}\n\n{after}".encode()


def handout(data: bytes) -> bytes:
    """The folder of the whole course."""
    other = changed(data, lambda cell: cell | {"source": "pass"})
    return zipped(
        ("course/README.md", b""),
        ("course/check_submission.py", b""),
        ("course/checking/cells.py", b"def window_sums(): ..."),
        ("course/originals/sums.ipynb", other),
        ("course/shifts/shifts.ipynb", other),
        ("course/sums/sums.ipynb", data),
    )


def same(data: bytes) -> bytes:
    """The notebook as it is."""
    return data


NOT_CODE, MARKDOWN, CUT_OFF = "text or code that is not valid Python", "The file is Markdown", "only part of one"
TOO_MANY = "too many lists and numbers: clear the outputs"

ODD_FILES = {
    # encodings and bytes around the notebook
    "BOM": OddFile(lambda data: data.decode().encode("utf-8-sig")),
    "UTF-16": OddFile(lambda data: data.decode().encode("utf-16")),
    "UTF-16 without a mark": OddFile(lambda data: data.decode().encode("utf-16-le")),
    "Windows-1252": OddFile(lambda data: data.replace(b"Returns", "gibt zurück".encode("cp1252"))),
    "CRLF": OddFile(lambda data: data.replace(b"\n", b"\r\n")),
    "zero bytes at the end": OddFile(lambda data: data + b"\0" * 4096),
    "end-of-file character": OddFile(lambda data: data + b"\x1a"),
    "two notebooks": OddFile(lambda data: data + b"\n" + data, None, "more text after the end of the notebook"),
    "text at the end": OddFile(lambda data: data + b"\nSent from my phone", None, "more text after the end"),
    "zero bytes and text at the end": OddFile(lambda data: data + b"\0" * 9 + b"}", None, "more text after the end"),
    # the notebook's JSON
    "no metadata": OddFile(lambda data: changed(data, lambda cell: without(cell, "metadata"), metadata=None)),
    "no metadata of the notebook": OddFile(lambda data: changed(data, dict, metadata=None)),
    "null metadata": OddFile(lambda data: changed(data, lambda cell: cell | {"metadata": None})),
    "format 3": OddFile(old_format),
    "no outputs": OddFile(lambda data: changed(data, lambda cell: without(cell, "outputs", "execution_count"))),
    "odd outputs": OddFile(lambda data: changed(data, lambda cell: cell | {"outputs": [{"odd": 1}]})),
    "odd ids": OddFile(lambda data: changed(data, lambda cell: cell | {"id": 7})),
    "no format": OddFile(lambda data: changed(data, dict, nbformat=None, nbformat_minor=None)),
    "odd format": OddFile(lambda data: changed(data, dict, nbformat="4", nbformat_minor=-1)),
    "lines without ends": OddFile(
        lambda data: changed(data, lambda cell: cell | {"source": "".join(cell["source"]).split("\n")})
    ),
    "entries that are not cells": OddFile(lambda data: data.replace(b'"cells": [', b'"cells": [null, 3, [], ')),
    "lone surrogate": OddFile(lambda data: data.replace(b"Returns an array", rb"Returns \ud800 an array")),
    # cells of another type
    "answers as Markdown": OddFile(converted("markdown", "solution"), said="window_sums was a Markdown cell: it is"),
    "answers as raw text": OddFile(converted("raw", "solution"), said="window_means was a raw cell: it is read"),
    "given cells as Markdown": OddFile(converted("markdown", "locked"), said="was a Markdown cell: it is read as code"),
    "checks as raw text": OddFile(converted("raw", "grade"), said="The check of window_sums was a raw cell"),
    "unmarked answer as Markdown": OddFile(
        unmarked_text("markdown"), 4.0, "window_means is defined in a Markdown cell, which is not run: make it"
    ),
    "unmarked answer as raw text": OddFile(unmarked_text("raw"), 4.0, "window_means is defined in a raw cell"),
    # no notebooks, under any name
    "empty": OddFile(lambda data: b"", None, "the file is empty"),
    "zero bytes": OddFile(lambda data: b"\0" * 99, None, "the file is empty"),
    "cut off": OddFile(lambda data: data[:9000], None, CUT_OFF),
    "damaged": OddFile(lambda data: b'{"cells": [1,, 2]}', None, CUT_OFF),
    "PDF": OddFile(lambda data: b"%PDF-1.4", None, "PDF"),
    "picture": OddFile(lambda data: b"\xff\xd8\xff\xe0" * 9, None, "picture"),
    "web page": OddFile(lambda data: b"<!DOCTYPE html><html>", None, "web page"),
    "conflict": OddFile(lambda data: b"{\n<<<<<<< HEAD\n" + data, None, "merge conflict of git"),
    "nested": OddFile(lambda data: b"[" * 10**5, None, "nested too deeply"),
    "list": OddFile(lambda data: b"[]", None, "no list of cells"),
    "no cells": OddFile(lambda data: b'{"nbformat": 3}', None, "no list of cells"),
    "cells of numbers": OddFile(
        lambda data: b'{"cells": [3], "nbformat": 4, "nbformat_minor": 5}', None, "no entry in its list of cells"
    ),
    "note": OddFile(lambda data: b"From Monday on I am ill.", None, "not a notebook, but text or data"),
    "too large": OddFile(long_output, None, "notebooks of more than 50 MB are not read: clear the outputs"),
    "too many lists": OddFile(lambda data: b'{"a": [' + b"[]," * MAX_NESTED + b"[]]}", None, TOO_MANY),
    "too many numbers": OddFile(lambda data: b'{"a": [' + b"1," * (MAX_COMMAS + 1) + b"1]}", None, TOO_MANY),
    # code in other formats
    "script": OddFile(lambda data: answers(data).encode(), said="The file is Python code", name="sums.py"),
    "script with magics": OddFile(
        lambda data: f"%matplotlib inline\n!pip install x\n{answers(data)}".encode(), said="Python code", name="sums.py"
    ),
    "script with a broken cell": OddFile(
        lambda data: f"# %%\ndef f(:\n# %%\n{answers(data)}".encode(), said="Python code", name="sums.py"
    ),
    "script with Markdown in its docstring": OddFile(
        lambda data: f'"""Run:\n\n```python\nf()\n```\n"""\n{answers(data)}'.encode(), said="Python", name="sums.py"
    ),
    "broken script": OddFile(lambda data: b"import numpy\ndef window_sums(:\n    x", None, NOT_CODE, "sums.py"),
    "Markdown of jupytext": OddFile(markdown("python"), said=MARKDOWN, name="sums.md"),
    "Markdown named as a notebook": OddFile(markdown('python tags=["a"]'), said=MARKDOWN),
    "Markdown in a script's name": OddFile(markdown("py", fence="~~~~"), said=MARKDOWN, name="sums.py"),
    "Markdown beginning with a badge": OddFile(markdown("python", "[![x](y)](z)\n<!-- x -->\n"), said=MARKDOWN),
    "Markdown beginning with a tag": OddFile(markdown("python", "<!-- #region -->\n"), said=MARKDOWN),
    "Markdown with CRLF": OddFile(lambda data: markdown("python")(data).replace(b"\n", b"\r\n"), said=MARKDOWN),
    "Markdown that is indented": OddFile(
        lambda data: re.sub(b"(?m)^", b"  ", markdown("python")(data)), said=MARKDOWN, name="sums.md"
    ),
    "MyST": OddFile(markdown("{code-cell} ipython3\n:tags: [x]\n"), said=MARKDOWN, name="sums.md"),
    "MyST with CRLF": OddFile(
        lambda data: markdown("{code-cell}\n---\ntags: [x]\n---")(data).replace(b"\n", b"\r\n"), said=MARKDOWN
    ),
    "Quarto": OddFile(
        markdown("{python}\n#| echo: false", "```python\nwindow_sums = None\n```\n"), said=MARKDOWN, name="sums.qmd"
    ),
    "R Markdown": OddFile(
        markdown("{python, echo=FALSE}", "```{r setup}\nx <- 1\n```\n"), said=MARKDOWN, name="sums.Rmd"
    ),
    "Markdown without a language": OddFile(markdown(""), None, NOT_CODE, "sums.md"),
    "Markdown without valid code": OddFile(
        lambda data: b"# Sums\n```python\ndef window_sums(x):\nreturn x\n```\n", None, NOT_CODE, "sums.md"
    ),
    "marimo": OddFile(marimo, None, "a notebook of marimo, not of Jupyter: convert it with `marimo export", "sums.py"),
    "marimo named as a notebook": OddFile(marimo, None, "marimo"),
    "e-mail": OddFile(mail("Dear all,\n\nhere's my code:", "Best,\nJ."), None, NOT_CODE, "sums.txt"),
    "e-mail named as a notebook": OddFile(mail("Dear all,\n\nhere is my code:"), None, NOT_CODE),
    "e-mail that begins as Python does": OddFile(mail("Hello,", "Best,\nJ"), None, NOT_CODE, "sums.txt"),
    # archives
    "zip": OddFile(lambda data: zipped(("me/sums.ipynb", data)), said="The file is a zip archive", name="sums.zip"),
    "zip of the course's folder": OddFile(
        handout, said="course/sums/sums.ipynb in it is used", name="sums-and-shifts.zip"
    ),
    "zip of the course's folder, named after another exercise": OddFile(
        handout, said="course/sums/sums.ipynb in it is used", name="shifts.zip"
    ),
    "zip with Markdown": OddFile(
        lambda data: zipped(("sums.md", markdown("python")(data))), said=MARKDOWN, name="x.zip"
    ),
    "zip without a notebook": OddFile(lambda data: zipped(("a.txt", b"")), None, "zip archive without a notebook"),
    "zip of another exercise": OddFile(
        lambda data: zipped(("shifts.ipynb", data)), None, "without a notebook of sums (shifts.ipynb in it is named"
    ),
    # names
    "another download": OddFile(same, said="sums (1).ipynb is read instead", name="sums (1).ipynb"),
    "name of Colab": OddFile(same, said="Copy of sums.ipynb is read instead", name="Copy of sums.ipynb"),
    "name of Canvas": OddFile(same, said="doejohn_123456_7890123_", name="doejohn_123456_7890123_sums-2.ipynb"),
    "another name": OddFile(same, said="homework.ipynb is read instead", name="homework.ipynb"),
    "capital letters": OddFile(same, said="Sums.ipynb is read instead", name="Sums.ipynb"),
    "title of the course": OddFile(same, said="is read instead", name="Shifts and sums - J Doe.ipynb"),
    "two exercises": OddFile(same, said="shifts-sums.ipynb is read instead", name="shifts-sums.ipynb"),
    "two exercises, another download": OddFile(same, said="is read instead", name="sums and shifts (2).ipynb"),
    "name of another exercise": OddFile(
        same, None, "shifts.ipynb, which is named after shifts: if it is the notebook of sums, rename", "shifts.ipynb"
    ),
}
