"""Make one source from the toolkit's modules, the exercise's pictures and its hints: the code in the toolkit's cell."""

import ast
import functools
import textwrap
from collections.abc import Mapping
from pathlib import Path

from autograder.authoring.percent_script import Hints
from autograder.course.config import Exercise
from autograder.errors import CourseError, display_path

TOOLKIT = Path(__file__).resolve().parent.parent / "toolkit"
OURS = "autograder.toolkit."
MODULES = (  # of every notebook; each uses only those before it
    "describe", "compare", "notebook", "time_limit", "running", "definitions", "grids", "hints", "checks",
)  # fmt: skip
NUMPY = "import numpy as np"
HINTS = "hints"  # the last part
MOST_KEPT = 64  # modules that are read once for all exercises
WIDTH = 100  # characters of a headline
TITLE = """\
# The course's toolkit in {exercise}.ipynb: visible checks, hints and pictures.
#
# The first code cell of the notebook contains this text, compressed. The notebook does not read
# this file, so a change of it has no effect. The parts are:
#
{parts}

"""


def toolkit_code(exercise: Exercise, draws: bool, hints: Mapping[str, Hints]) -> str:
    """The source that replaces the imports from the toolkit in a notebook. It includes the exercise's hints.

    Every notebook has the `MODULES`; one in which students write tests also has `own_tests`, and one that `draws` has
    `drawing` and its own pictures.
    """
    names = [*MODULES, *(["own_tests"] if exercise.own_tests else []), *(["drawing"] if draws else [])]
    modules = [TOOLKIT / f"{name}.py" for name in names] + ([exercise.folder / "pictures.py"] if draws else [])
    imports: set[str] = set()
    parts, bodies = [], []
    owners: dict[str, Path] = {}
    for path in modules:
        title, needed, defined, body = _parts(path)
        imports |= needed
        for name in defined:
            if owners.setdefault(name, path) != path:
                first, second = display_path(owners[name]), display_path(path)
                raise CourseError(f"{second} defines {name}, and so does {first}. A notebook has both: rename one.")
        parts.append(textwrap.fill(f"{path.stem}: {title}", WIDTH, initial_indent="#   ", subsequent_indent="#       "))
        bodies.append(f"{_headline(path.stem)}\n\n{body}")
    head = TITLE.format(exercise=exercise.name, parts="\n".join([*parts, f"#   {HINTS}: What `hint` prints."]))
    others = sorted(imports - {NUMPY}, key=lambda line: (line.startswith("from"), line))
    top = head + "\n".join([*others, "", NUMPY])
    return "\n\n\n".join([top, *bodies, f"{_headline(HINTS)}\n\n{_hints(hints)}"]) + "\n"


def _headline(name: str) -> str:
    return f"# ---- {name} ".ljust(WIDTH, "-")


def _parts(path: Path) -> tuple[str, frozenset[str], frozenset[str], str]:
    """A module's title, its imports without those from the toolkit, the names it defines, and the code below these."""
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{display_path(path)} is missing, but the exercise's script imports it.") from None
    title, imports, names, body = _parts_of(source)
    relative = sorted(line for line in imports if line.startswith("from ."))
    if relative:
        raise CourseError(f"{display_path(path)} is copied into the notebook, where this does not work: {relative[0]}")
    return title, imports, names, body


@functools.lru_cache(MOST_KEPT)  # all exercises have the toolkit's modules
def _parts_of(source: str) -> tuple[str, frozenset[str], frozenset[str], str]:
    """The same of a module's text, also with its relative imports."""
    tree = ast.parse(source)
    nodes = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    imports = frozenset(ast.unparse(node) for node in nodes if not _is_from_toolkit(node))
    title = (ast.get_docstring(tree) or "").partition("\n")[0]
    head = nodes or tree.body[: ast.get_docstring(tree) is not None]
    last = max((node.end_lineno or node.lineno for node in head), default=0)
    return title, imports, _defined(tree), "\n".join(source.splitlines()[last:]).strip()


def _defined(tree: ast.Module) -> frozenset[str]:
    """The names that a module defines, without imported ones."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return frozenset(names)


def _is_from_toolkit(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith(OURS)


def _hints(hints: Mapping[str, Hints]) -> str:
    """Code that gives the toolkit its hints and the advice on symptoms."""
    lines = ["_HINTS.update({"]
    for task, own in hints.items():
        lines += [f"    {task!r}: (", *(line for text in own.numbered for line in _literal(text, 8)), "    ),"]
    lines += ["})", "_SYMPTOMS.update({"]
    for task, own in hints.items():
        lines += [f"    {task!r}: ("] if own.symptoms else []
        for pair in own.symptoms:
            lines += ["        (", *(line for text in pair for line in _literal(text, 12)), "        ),"]
        lines += ["    ),"] if own.symptoms else []
    return "\n".join([*lines, "})"])


def _literal(text: str, indent: int) -> list[str]:
    """The lines of a string literal, with a comma behind it."""
    *rows, last = textwrap.wrap(text, 92 - indent)
    return [" " * indent + line for line in [*(repr(row + "\n") for row in rows), f"{last!r},"]]
