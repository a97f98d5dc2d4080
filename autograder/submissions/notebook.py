"""Read the cells of a notebook, of any version and from any tool, or of a script.

Notebooks are read as JSON, not with nbformat: importing nbformat takes longer than grading a notebook, and it needs
minutes to update an old notebook with many outputs, which are not needed here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import Unreadable
from .filenames import printable_name
from .formats import text_of
from .scripts import MAX_CELLS, MAX_LINES, is_script, script_cells, script_remark
from .zip_archive import is_archive, notebook_in

MAX_NESTED = 2_000_000  # lists and objects in the JSON of a notebook: each takes up to 250 bytes of memory
MAX_COMMAS = 5_000_000  # values in it, by the number of commas: each takes up to 70 bytes
LONGEST_INTEGER = 100  # digits. Python refuses very long ones, and notebooks have no use for them.
SOURCES = ("source", "input", "code")  # the name of a cell's text in format 4, in 2 and 3, and in 1
# nbgrader's flags and the role of a cell that has them; the first one counts.
ROLES = ((("grade", "solution"), "written"), (("grade",), "check"), (("solution",), "answer"), (("locked",), "given"))
TOOLKIT = "toolkit"  # the grade_id of the cell that contains the toolkit
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class NotebookCell:
    """One cell: `kind` is code, markdown or raw; `grade_id` and `role` come from nbgrader's metadata.

    The role is given, answer, check, written (an answer that a person grades) or None. In a submission it proves
    nothing: students can edit it.
    """

    kind: str
    source: str
    grade_id: str | None = None
    role: str | None = None


def read_submission(data: bytes, exercise: str | None, known: Sequence[str]) -> tuple[tuple[NotebookCell, ...], str]:
    """The cells of a submission, and a remark if it is a zip archive, a script or Markdown.

    `known` are the names of all exercises. Raises Unreadable.
    """
    remarks = []
    if is_archive(data):
        name, data = notebook_in(data, exercise, known)
        remarks.append(f"The file is a zip archive: {printable_name(name)} in it is used.")
    text = text_of(data)
    remarks.append(script_remark(text))
    return _read_text(text), " ".join(filter(None, remarks))


def read_notebook(data: bytes) -> tuple[NotebookCell, ...]:
    """The cells of the notebook, script or Markdown in `data`. Raises Unreadable."""
    return _read_text(text_of(data))


def parse_notebook(text: str) -> dict[str, Any]:
    """A notebook's JSON. Raises Unreadable for other text; other JSON gives a notebook without cells."""
    if text.count("[") + text.count("{") > MAX_NESTED or text.count(",") > MAX_COMMAS:
        raise Unreadable("the file has too many lists and numbers: clear the outputs of all cells and save it again")
    try:
        notebook = json.loads(text, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise Unreadable(_parse_problem(text, error)) from None
    except RecursionError:
        raise Unreadable("the file is JSON, but not a notebook: it is nested too deeply") from None
    return notebook if isinstance(notebook, dict) else {}


def json_cells(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cells of a notebook as its JSON has them, without entries that are not cells. Raises Unreadable."""
    sheets = notebook.get("worksheets")  # up to format 3
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)] if isinstance(sheets, list) else []
    entries = [entry for one in lists if isinstance(one, list) for entry in one] if lists else notebook.get("cells")
    if not isinstance(entries, list):
        raise Unreadable("the file is JSON, but not a notebook: it has no list of cells")
    _refuse_too_many(entries)
    cells = [entry for entry in entries if isinstance(entry, dict)]
    if entries and not cells:
        raise Unreadable("the file is JSON, but not a notebook: no entry in its list of cells is a cell")
    return cells


def _read_text(text: str) -> tuple[NotebookCell, ...]:
    if is_script(text):
        script = script_cells(text)
        _refuse_too_many(script)
        return tuple(NotebookCell(kind, _clean(source)) for kind, source in script)
    cells = tuple(map(_cell, json_cells(parse_notebook(text))))
    if sum(cell.source.count("\n") for cell in cells) > MAX_LINES:
        raise Unreadable(f"the file is a notebook of more than {MAX_LINES} lines: it may contain many copies of itself")
    return cells


def _integer(digits: str) -> int:
    return int(digits) if len(digits) < LONGEST_INTEGER else 0


def _parse_problem(text: str, error: json.JSONDecodeError) -> str:
    if error.msg == "Extra data" and text.startswith("{"):
        return f"there is more text after the end of the notebook (line {error.lineno}): remove that text"
    if not text.startswith(("{", "[")):
        return "the file is not a notebook, but text or data of another kind: hand in the .ipynb file itself"
    return (
        "the file is not a notebook, or only part of one: it may have been cut off in an upload, or be another "
        f"kind of file with its name changed (line {error.lineno}: {error.msg})"
    )


def _refuse_too_many(cells: Sequence[object]) -> None:
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"the file is a notebook of more than {MAX_CELLS} cells: it may contain many copies of itself")


def _clean(source: str) -> str:
    """Text that can be written to a file: without lone surrogates."""
    return source.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")


def _cell(cell: Mapping[str, Any]) -> NotebookCell:
    kind, source = cell.get("cell_type", "code"), _source(cell)
    if kind == "heading":  # up to format 3
        kind, source = "markdown", f"# {source}"
    grade_id, role = _marks(cell)
    return NotebookCell(kind if kind in ("code", "markdown") else "raw", source, grade_id, role)


def _source(cell: Mapping[str, Any]) -> str:
    source = next((cell[name] for name in SOURCES if name in cell), "")
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        lost_newlines = len(lines) > 1 and not any("\n" in line for line in lines)
        source = ("\n" if lost_newlines else "").join(lines)
    return _clean(source) if isinstance(source, str) else ""


def _marks(cell: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """(grade_id, role) by nbgrader's metadata."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(nbgrader, dict):
        return None, None
    grade_id = nbgrader.get("grade_id")
    role = next((role for flags, role in ROLES if all(nbgrader.get(flag) is True for flag in flags)), None)
    return grade_id if isinstance(grade_id, str) else None, role
