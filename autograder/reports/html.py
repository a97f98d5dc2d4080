"""Render HTML pages from templates. The pages need no network, and Jinja escapes every value in them."""

import base64
import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import numpy as np

from autograder.grading.counterexample import RenderedValue
from autograder.reports.compiled_templates import CompiledTemplates
from autograder.reports.safe_markdown import comment_html
from autograder.reports.text import counted, number, one_digit, printable, rounded, student_id

TEMPLATES = Path(__file__).parent / "templates"


@functools.cache
def templates() -> jinja2.Environment:
    """The templates, loaded once in each process."""
    filters = {
        "number": number,
        "counted": counted,
        "printable": printable,
        "student_id": student_id,
        "percent": percent,
        "rounded": rounded,
        "one_digit": one_digit,
        "digest": digest,
        "hanging": hanging,
        "grids": grids,
        "comment_html": comment_html,
    }
    files = {Path(one.__code__.co_filename) for one in filters.values()}
    parts = *sorted(filters), *(path.read_bytes() for path in sorted(files))
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(TEMPLATES, parts),
    )
    environment.filters |= filters
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    return environment


def render(template: str, **values: Any) -> str:
    """Render a template with these values. Returns the HTML."""
    return templates().get_template(template).render(**values)


def render_stream(template: str, **values: Any) -> Iterator[str]:
    """Render a template piece by piece, for pages that grow with the class."""
    return templates().get_template(template).generate(**values)


def percent(share: float) -> int:
    """A share between 0 and 1 in whole percent."""
    return round(100 * share)


def digest(script: str) -> str:
    """What a page's Content-Security-Policy calls a script: so only this one can run, whatever else is on the page."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def hanging(text: str, width: int) -> str:
    """Text of several lines of which all but the first are indented."""
    return text.replace("\n", "\n" + " " * width)


@dataclass(frozen=True)
class GridCell:
    """One value of an array: its text, and how it is highlighted."""

    text: str
    marked: bool
    window: bool


@dataclass(frozen=True)
class Grid:
    """A two-dimensional part of an array: `index` is its index in the axes before the last two, such as "0, 1"."""

    index: str
    rows: list[list[GridCell]]


def grids(value: RenderedValue) -> list[Grid]:
    """Split an array into grids of rows and columns, in reading order. A vector is a grid with one row."""
    *leading, rows, columns = (1, *value.shape) if len(value.shape) == 1 else value.shape
    cells = _cells(value)
    lines = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    return [
        Grid(", ".join(map(str, index)), lines[place * rows : (place + 1) * rows])
        for place, index in enumerate(np.ndindex(*leading))
    ]


def _cells(value: RenderedValue) -> list[GridCell]:
    marked, window = set(value.marked), set(value.window)
    return [GridCell(text, place in marked, place in window) for place, text in enumerate(value.cells)]
