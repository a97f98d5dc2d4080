"""The pages: HTML files that need no network. Everything in them goes through Jinja's escaping."""

import functools
from collections.abc import Iterator

import jinja2

from autograder.grading.counterexample import RenderedValue
from autograder.submissions.filenames import JOINERS


@functools.cache
def templates() -> jinja2.Environment:
    """The templates, loaded once and for all in this process."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"number": number, "printable": printable, "grids": grids, "shape": shape}
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    return environment


def render(template: str, **values) -> str:
    """The HTML that a template makes of the values."""
    return templates().get_template(template).render(**values)


def render_stream(template: str, **values) -> Iterator[str]:
    """The same bit by bit, for pages that grow with the class."""
    return templates().get_template(template).generate(**values)


def number(value: float | None) -> str:
    """Points as people write them: 7.5, 15, and a dash where there are none."""
    return "–" if value is None else f"{value:g}"


def printable(text: str) -> str:
    """Text of unknown origin without control characters, which could change what a reader sees."""
    kept = "\n" + JOINERS
    return "".join(char if char.isprintable() or char in kept else "\N{REPLACEMENT CHARACTER}" for char in str(text))


def shape(lengths: tuple[int, ...]) -> str:
    """A shape as NumPy writes it."""
    return str(tuple(lengths))


def grids(shown: RenderedValue) -> list[tuple[str, list[list[dict]]]]:
    """An array's cells as grids of rows and columns, each with its place in the axes before the last two."""
    cells = [
        {"text": text, "marked": place in shown.marked, "window": place in shown.window}
        for place, text in enumerate(shown.cells)
    ]
    *before, rows, columns = (1, *shown.shape) if len(shown.shape) == 1 else shown.shape
    found, size = [], rows * columns
    for count in range(len(cells) // size):
        place, rest = [], count
        for length in reversed(before):
            rest, index = divmod(rest, length)
            place.insert(0, str(index))
        own = cells[count * size : (count + 1) * size]
        found.append((", ".join(place), [own[row * columns : (row + 1) * columns] for row in range(rows)]))
    return found
