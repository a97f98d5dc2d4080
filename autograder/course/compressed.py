"""Make a short cell from a long source, and find the source in such a cell again.

The toolkit is hundreds of lines, and some editors and pages show every cell open. So the cell of a notebook contains it
compressed. What checks read, and the file that students can read, come from the compressed text itself.

The source has a namespace of its own. So it goes on working if a student redefines `np` or `sum`, or imports all of
NumPy with `*`, whose `any` is another function.
"""

import ast
import base64
import functools
import marshal
import re
import textwrap
import zlib

FILE = "originals/toolkit/{exercise}.py"  # the source in the course's folder; the grader ignores all in originals/
NAME = "<toolkit>"  # the file in tracebacks
OWN = "_TOOLKIT_NAMES"  # the variable with all names of the source; check_submission.py reads it
PUBLIC = "_PUBLIC"  # the variable of the source that lists what the notebook calls
LINE = 100  # characters
PART = re.compile(r"^(?=# ---- )", re.MULTILINE)  # a source consists of parts with headlines
MOST_KEPT = 64  # parts that are read once for all exercises
GLUE = "\0"  # a space at which no line ends
CELL = """\
# The course's toolkit: visible checks, hints and pictures.
# You need not change anything here: run this cell and go on.
# It is compressed, so that it takes little space. You can read the same code in the file
# {file} of the course's folder, or here with print(_TOOLKIT).
import base64 as _base64, linecache as _linecache, zlib as _zlib

_TOOLKIT = _zlib.decompress(_base64.b85decode("{data}")).decode()
_linecache.cache["{name}"] = len(_TOOLKIT), None, _TOOLKIT.splitlines(True), "{name}"
exec({compile}, {own} := {{"__name__": __name__}})
"""
COMPILE = f'compile(_TOOLKIT, "{NAME}", "exec")'
# In JSON, there is a backslash before each quote. Base 85 has neither.
PACKED = re.compile(r'_zlib\.decompress\(_base64\.b85decode\(\\?"(?P<data>[^"\\\n]*)\\?"\)\)\.decode\(\)')


@functools.lru_cache(maxsize=16)
def compressed_cell(source: str, exercise: str) -> str:
    """A cell that runs a source. Its last line names what the source defines, for editors that look for names."""
    names = public_names(source)
    listed = f"{PUBLIC} = (\n{textwrap.fill(', '.join(map(repr, names)) + ',', LINE)}\n)"
    data = base64.b85encode(zlib.compress(f"{source}\n\n{listed}\n".encode(), 9)).decode()
    # With a comma at the end, one name is a tuple, too.
    text = f"({', '.join(names)},)" + f" = map({OWN}.get, {OWN}['{PUBLIC}'])".replace(" ", GLUE)
    values = textwrap.fill(text, LINE, subsequent_indent=" ").replace(GLUE, " ")
    file = FILE.format(exercise=exercise)
    return CELL.format(file=file, data=data, name=NAME, compile=COMPILE, own=OWN) + values


def packed_sources(text: str) -> list[str]:
    """The sources that `compressed_cell` put into a cell, or into any cell of a notebook's JSON."""
    return [source for found in PACKED.finditer(text) if (source := _unpacked(found["data"])) is not None]


def expanded(text: str) -> str:
    """The text of a cell or of a notebook, with each source in place of its compressed text.

    The compressed text depends on the version of zlib, and nobody can read it. Damaged text stays as it is.
    """
    return PACKED.sub(lambda found: f"\n{source}" if (source := _unpacked(found["data"])) else found[0], text)


@functools.cache
def ready(cell: str) -> str:
    """A cell that does the same as this one, but need not decompress and compile a source: this takes longer than all
    else in it. It is for this version of Python only."""
    sources = packed_sources(cell)
    if len(sources) != 1:
        return cell
    code = marshal.dumps(compile(sources[0], NAME, "exec"))
    return PACKED.sub(lambda _: repr(sources[0]), cell).replace(COMPILE, f'__import__("marshal").loads({code!r})')


def public_names(source: str) -> list[str]:
    """The names without an underscore that a source defines or imports, in its order."""
    parts = PART.split(source)
    try:
        return [name for part in parts for name in _names_of(part)]
    except SyntaxError:  # a text of several lines contains what looks like a headline
        return [*_names_of(source)]


@functools.lru_cache(MOST_KEPT)  # the sources of all exercises have most parts in common
def _names_of(part: str) -> tuple[str, ...]:
    names: list[str] = []
    for node in ast.parse(part).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names += [alias.asname or alias.name for alias in node.names]
    return tuple(name for name in names if not name.startswith("_"))


def _unpacked(data: str) -> str | None:
    try:
        return zlib.decompress(base64.b85decode(data)).decode()
    except (ValueError, zlib.error):
        return None
