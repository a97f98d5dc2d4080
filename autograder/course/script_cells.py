"""Read the cells of a percent script, as jupytext and VS Code write them.

A cell begins with `# %%`; `# %% [markdown]` begins a cell of text, whose lines are comments. Behind it stand values
such as `role="answer"`. jupytext reads the same cells
(https://jupytext.readthedocs.io/en/latest/formats-scripts.html), but its import takes a second, and each `make grade`
would wait for it. Magics stay comments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CODE, MARKDOWN = "code", "markdown"
CELL = "# %%"
MARKER = re.compile(r"^# ?%%(.*)$", re.MULTILINE)
HEADER = re.compile(r"\A# ---\n(?:#.*\n)*?# ---\n")  # jupytext's, about the whole file
VALUE = re.compile(r"""\b(\w+)=("[^"]*"|'[^']*'|\S+)""")
KIND = re.compile(r"^\s*\[(?:markdown|md)\]")


@dataclass(frozen=True)
class PercentCell:
    """A cell of a script: its kind, the values behind its marker, its text without empty lines around it, the number
    of its `first` line, and of the `line` where its text begins.
    """

    kind: str
    values: dict[str, str]
    source: str
    first: int
    line: int


def cells_of(text: str) -> Iterator[PercentCell]:
    """The cells of a script. What stands before the first marker is a cell of code, unless it is empty."""
    header = HEADER.match(text)
    begin, marker = header.end() if header else 0, None
    for following in [*MARKER.finditer(text, begin), None]:
        end = following.start() if following else len(text)
        if marker or text[begin:end].strip():
            yield _cell(marker[1] if marker else "", text, begin, end)
        begin, marker = following.end() if following else end, following


def _cell(head: str, text: str, begin: int, end: int) -> PercentCell:
    """The cell between these places, with the marker `head` in the line of the first one."""
    kind = MARKDOWN if KIND.match(head) else CODE
    source = text[begin:end].strip("\n")
    first = text.count("\n", 0, begin) + 1
    line = first + len(text[begin:end]) - len(text[begin:end].lstrip("\n"))
    if kind == MARKDOWN:
        source = re.sub(r"^# ?", "", source, flags=re.MULTILINE)
    values = {name: value.strip("\"'") for name, value in VALUE.findall(head)}
    return PercentCell(kind, values, source, first, line)
