"""Read code that is not in a notebook: Python scripts, and Markdown with blocks of Python.

Scripts come from an editor, or from a tool that exports notebooks (nbconvert, jupytext, VS Code). Markdown comes from
jupytext, MyST, Quarto, R Markdown and nbconvert. A text in which no code is valid Python is refused: it can be an
e-mail with code in it, and a person has to look.
"""

import ast
import builtins
import re
import textwrap
import warnings
from collections.abc import Iterator
from itertools import islice

from ..errors import Unreadable

MAX_CELLS = 10_000
MAX_LINES = 200_000  # of code and text
LONGEST_PARSED = 200_000  # characters of code that are looked at; longer code is taken to be Python

CELL_MARKER = re.compile(r"^# ?(?:%%(?P<rest>.*)|In\s?\[[ \d]*\]:?.*)$", re.MULTILINE)  # jupytext, VS Code; nbconvert
PYTHON = re.compile(
    r"^(?:(?:async )?def \w+\s*\(|class \w+\s*[:(]|\w+ *= *lambda\b"
    r"|import [\w.]+(?: as \w+)?\s*$|from [\w.]+ import |# ?%%|# In\s?\[)",
    re.MULTILINE,
)
MARIMO = re.compile(r"^\w+ = marimo\.App\(", re.MULTILINE)
MAGIC = re.compile(r"^([ \t]*)(?:\w+ *= *)?[%!].*$|^([ \t]*)\?*[\w.]+\?+$", re.MULTILINE)  # IPython's, and `name?`

FENCE = re.compile(r"^(?P<indent> {0,3})(?P<fence>`{3,99}|~{3,99})[ \t]*(?P<info>[^\s`][^`\n]*)?$", re.MULTILINE)
# Behind the fence: Quarto, R Markdown and MyST run the blocks ```{python} and ```{code-cell}, and only show ```python.
RUN_BLOCK = re.compile(r"\{python[^}\n]*\}|\{code-cell\}[ \t]*(?:i?python\d?)?[ \t\r]*$", re.IGNORECASE)
SHOWN_BLOCK = re.compile(r"(?:i?python\d?|py\d?)(?![\w-])|\{\.python\b", re.IGNORECASE)
PYTHON_FENCE = re.compile(
    rf"^ {{0,3}}(?:`{{3,99}}|~{{3,99}})[ \t]*(?:{RUN_BLOCK.pattern}|{SHOWN_BLOCK.pattern})",
    re.MULTILINE | re.IGNORECASE,
)
BLOCK_OPTIONS = re.compile(r"\A(?:---\n(?:.*\n)*?---\n|(?::[\w-]+:.*\n)+)")  # MyST's, at the top of a block

MARKDOWN_REMARK = "The file is Markdown and not a notebook: the Python blocks in it are used."
PYTHON_REMARK = "The file is Python code and not a notebook: the code is used."
MARIMO_NOTEBOOK = (
    "the file is a notebook of marimo, not of Jupyter: convert it with `marimo export ipynb FILE.py -o FILE.ipynb` and "
    "hand in the .ipynb file"
)


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown with blocks of Python. Python can contain such blocks in its texts and comments."""
    fence = None if text.startswith("{") else PYTHON_FENCE.search(text)
    if fence is None or CELL_MARKER.search(text, endpos=fence.start()):
        return False
    return len(text) > LONGEST_PARSED or _syntax_problem(text) is not None


def is_python(text: str) -> bool:
    """Whether a text that is no Markdown seems to contain Python code rather than JSON or prose."""
    return not text.startswith(("{", "[")) and PYTHON.search(text) is not None


def is_script(text: str) -> bool:
    """Whether a text is read as Markdown or Python, and not as a notebook's JSON."""
    return is_python(text) or is_markdown(text)


def script_remark(text: str) -> str:
    """What to say about a text that is read as Markdown or Python; "" for others."""
    if is_markdown(text):
        return MARKDOWN_REMARK
    return PYTHON_REMARK if is_python(text) else ""


def script_cells(text: str) -> list[tuple[str, str]]:
    """(kind, source) of each cell of Markdown or Python. Raises Unreadable if none of its code is valid Python."""
    text = text.replace("\r\n", "\n")
    if text.count("\n") > MAX_LINES:
        raise Unreadable(f"the file has more than {MAX_LINES} lines: it may contain many copies of itself")
    if MARIMO.search(text):
        raise Unreadable(MARIMO_NOTEBOOK)
    found = _markdown_cells(text) if is_markdown(text) else _python_cells(text)
    cells = list(islice((cell for cell in found if cell[1]), MAX_CELLS + 1))
    code = [source for kind, source in cells if kind == "code"]
    problem = _syntax_problem(code[0]) if code and sum(map(len, code)) <= LONGEST_PARSED else None
    if problem and all(map(_syntax_problem, code)):
        raise Unreadable(
            f"the file is not a notebook, but text or code that is not valid Python ({problem}): hand in the .ipynb "
            "file itself"
        )
    return cells


def _python_cells(text: str) -> Iterator[tuple[str, str]]:
    """The cells of a script: one for each `# %%`, or a single one."""
    start, kind = 0, "code"
    for marker in CELL_MARKER.finditer(text):
        yield kind, _source(text[start : marker.start()], kind)
        start = marker.end()
        kind = "markdown" if re.search(r"\[(?:markdown|md)\]", marker["rest"] or "") else "code"
    yield kind, _source(text[start:], kind)


def _source(text: str, kind: str) -> str:
    source = text.strip()
    return source if kind == "code" else re.sub(r"^# ?", "", source, flags=re.MULTILINE)


def _markdown_cells(text: str) -> Iterator[tuple[str, str]]:
    """The blocks of Python as code, and everything between them as text."""
    blocks = list(islice(_fenced_blocks(text), MAX_CELLS + 1))
    is_code = RUN_BLOCK if any(RUN_BLOCK.match(fence["info"] or "") for fence, _ in blocks) else SHOWN_BLOCK
    start = 0
    for fence, closing in blocks:
        if is_code.match(fence["info"] or ""):
            yield "markdown", text[start : fence.start()].strip()
            yield "code", _block_source(text[fence.end() + 1 : closing.start()], fence["indent"])
            start = closing.end()
    yield "markdown", text[start:].strip()


def _fenced_blocks(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The first and the last line of each block between fences. A block that is not closed goes to the text's end."""
    fence = FENCE.search(text)
    while fence is not None:
        mark = fence["fence"]
        closing = re.compile(rf"^ {{0,3}}{mark}{mark[0]}*[ \t]*$|\Z", re.MULTILINE).search(text, fence.end())
        assert closing is not None  # the end of the text matches
        yield fence, closing
        fence = FENCE.search(text, closing.end())


def _block_source(source: str, indent: str) -> str:
    """The code of a block, without the indentation of its fences and without the options of MyST at its top."""
    return BLOCK_OPTIONS.sub("", textwrap.dedent(source) if indent else source).strip()


def _syntax_problem(source: str) -> str | None:
    """Why a cell is not valid Python; None if it is. Magics of IPython are valid."""
    problem = _parse_problem(source)
    return None if problem is None or _parse_problem(MAGIC.sub(r"\1\2pass", source)) is None else problem


def _parse_problem(source: str) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return type(error).__name__
    return "line 1: words" if body and _is_greeting(body[0]) else None


def _is_greeting(first: ast.stmt) -> bool:
    """Whether a cell begins with bare words, such as "Hello,": that is valid Python, but never works."""
    if not isinstance(first, ast.Expr):
        return False
    words = first.value.elts if isinstance(first.value, ast.Tuple) else [first.value]
    return bool(words) and all(isinstance(word, ast.Name) and not hasattr(builtins, word.id) for word in words)
