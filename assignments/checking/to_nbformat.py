"""Convert what the grader reads to a notebook of format 4, which Jupyter opens, and say what was wrong with the file.

The text of each cell is the one that the grader reads. Metadata, outputs and attachments come from the file.
"""

import copy
import re
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from .submissions.formats import encoding_of, text_of
from .submissions.notebook import NotebookCell, json_cells, parse_notebook
from .submissions.scripts import is_script
from .submissions.zip_archive import is_archive

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def is_notebook(data: bytes) -> bool:
    """Whether a file that the grader can read is a notebook, rather than a zip archive, a script or Markdown."""
    return not is_archive(data) and not is_script(text_of(data))


def to_nbformat(data: bytes, cells: Sequence[NotebookCell]) -> NotebookNode:
    """The notebook in a file that the grader reads as these cells."""
    if not is_notebook(data):
        return _notebook({}, [_cell({}, cell) for cell in cells])
    content = parse_notebook(text_of(data))
    return _notebook(content, [_cell(raw, cell) for raw, cell in zip(json_cells(content), cells, strict=True)])


def format_changes(data: bytes, notebook: NotebookNode) -> list[str]:
    """What Jupyter could not open in a notebook's file, and how the conversion changed it."""
    changes, content = [], parse_notebook(text_of(data))
    if not _is_plain_utf8(data):
        changes.append("The file was not plain UTF-8, which Jupyter needs: saved as UTF-8.")
    if data.rstrip().endswith(b"\0"):
        changes.append("There were zero bytes after the end of the notebook: removed.")
    version = content.get("nbformat")
    if version in (1, 2, 3):
        changes.append(f"The file had the old format {version}: converted to format 4, without outputs.")
    elif not _opens_in_jupyter(content, notebook):
        changes.append("Parts of the file were missing or not as Jupyter needs them (such as metadata): corrected.")
    return changes


def _notebook(content: Mapping[str, Any], cells: list[NotebookNode]) -> NotebookNode:
    metadata, minor = content.get("metadata"), content.get("nbformat_minor")
    is_current = content.get("nbformat") == 4 and isinstance(minor, int) and 0 <= minor <= 5
    notebook = nbformat.from_dict({
        "cells": cells,
        "metadata": metadata if isinstance(metadata, dict) and is_current else {},
        "nbformat": 4,
        "nbformat_minor": minor if is_current else 5,
    })  # fmt: skip
    if not _is_valid(notebook):  # each cell is valid, so it is the metadata of the notebook
        notebook.metadata = NotebookNode()
    return notebook


def _cell(raw: Mapping[str, Any], cell: NotebookCell) -> NotebookNode:
    """A cell with all that is valid of the file's metadata, outputs and attachments."""
    metadata = raw.get("metadata")
    bare = {"cell_type": cell.kind, "source": cell.source, "metadata": {}}
    if cell.kind == "code":
        bare |= {"outputs": [], "execution_count": None}
    if isinstance(raw.get("id"), str) and CELL_ID.fullmatch(raw["id"]):
        bare["id"] = raw["id"]
    with_metadata = bare | ({"metadata": metadata} if isinstance(metadata, dict) else {})
    names = ("outputs", "execution_count") if cell.kind == "code" else ("attachments",)
    complete = with_metadata | {name: raw[name] for name in names if name in raw}
    choices = (nbformat.from_dict(copy.deepcopy(choice)) for choice in (complete, with_metadata))
    return next(filter(_is_valid_cell, choices), nbformat.from_dict(bare))


def _is_valid_cell(cell: NotebookNode) -> bool:
    minor = 5 if "id" in cell else 4
    return _is_valid(NotebookNode(cells=[cell], metadata=NotebookNode(), nbformat=4, nbformat_minor=minor))


def _is_valid(notebook: NotebookNode) -> bool:
    """Whether a notebook is valid; missing and repeated ids of cells apart, which nbformat only warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            nbformat.validate(copy.deepcopy(notebook))
        except Exception:  # nbformat raises all kinds of errors for JSON that it does not expect
            return False
    return True


def _opens_in_jupyter(content: Mapping[str, Any], notebook: NotebookNode) -> bool:
    """Whether Jupyter reads a valid notebook with the same cells as the grader."""
    try:
        read = nbformat.from_dict(copy.deepcopy(content))
        texts = [(cell.cell_type, _joined(cell.source)) for cell in read.cells]
    except (AttributeError, TypeError):
        return False
    return texts == [(cell.cell_type, cell.source) for cell in notebook.cells] and _is_valid(read)


def _joined(source: str | list[str]) -> str:
    return (source if isinstance(source, str) else "".join(source)).replace("\r\n", "\n")


def _is_plain_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return encoding_of(data) == "utf-8"
