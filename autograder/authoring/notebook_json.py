"""Write notebooks as plain data, the JSON of their files.

Importing nbformat takes a second, and each `make grade` would wait for it.
"""

import json
from typing import Any

from autograder.course.indented_json import indented_json

JsonCell = dict[str, Any]
Notebook = dict[str, Any]


def new_cell(kind: str, source: str, cell_id: str, **metadata: Any) -> JsonCell:
    """A cell without outputs."""
    cell = {"id": cell_id, "cell_type": kind, "metadata": metadata, "source": source}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def new_notebook(cells: list[JsonCell], **metadata: Any) -> Notebook:
    """A notebook in the format that nbformat writes today."""
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def read_json(text: str) -> Notebook:
    """The notebook in a file that nbformat or `file_text` wrote. Sources are one text each."""
    notebook: Notebook = json.loads(text)
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def file_text(notebook: Notebook) -> str:
    """The text of the file, as nbformat writes it: texts are lists of lines."""
    cells = [_with_lines(cell, "source") for cell in notebook["cells"]]
    for cell in cells:
        if "outputs" in cell:
            cell["outputs"] = [
                _with_lines(output, "text") if "text" in output else output | {"data": _data_lines(output["data"])}
                for output in cell["outputs"]
            ]
    return indented_json(notebook | {"cells": cells}, ensure_ascii=False, sort_keys=True) + "\n"


def _with_lines(holder: dict[str, Any], key: str) -> dict[str, Any]:
    return holder | {key: holder[key].splitlines(keepends=True)}


def _data_lines(data: dict[str, str]) -> dict[str, list[str]]:
    return {kind: text.splitlines(keepends=True) for kind, text in data.items()}
