"""Find out whether a function of a notebook may call another one, by the names in the notebook's code.

It is a rule of thumb that errs on one side: it may say yes for a function that never makes the call. Every statement
that may give a name its value counts, and so does every name in it, also in texts. Code that looks up names in another
way (`eval`, `globals`) may call anything that is mentioned.
"""

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator

DEFERRED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)  # what is in them is run later
DYNAMIC = {
    "eval", "exec", "compile", "globals", "locals", "vars", "getattr", "setattr", "modules", "import_module",
    "__import__", "__main__", "__dict__", "__globals__", "__code__",
}  # fmt: skip
WORD = re.compile(r"\w+")


class NameUses:
    """The names in the code of some cells. Cells that are not valid Python define nothing."""

    def __init__(self, sources: Iterable[str]):
        statements = [statement for source in sources for statement in _statements(source)]
        imported = {name for one in statements for name in _imported(one)}
        own = {name for one in statements for name in _bound(one, imported, frozenset())} - imported
        self._in_value: dict[str, set[str]] = {}  # name → the names in all statements that may give it its value
        run: set[str] = set()  # the names in statements that do more than define something
        for statement in statements:
            mentioned = set(_mentioned(statement))
            run |= set() if isinstance(statement, DEFERRED) else mentioned
            for name in _bound(statement, imported, own):
                self._in_value.setdefault(name, set()).update(mentioned)
        self._is_dynamic = not DYNAMIC.isdisjoint(self._reached(run))

    def may_use(self, function: str, others: Collection[str]) -> bool:
        """Whether the function may use one of the others, directly or through more functions."""
        names = self._reached(self._in_value.get(function, ()))
        is_known = function in self._in_value and not self._is_dynamic and DYNAMIC.isdisjoint(names)
        return not is_known or not names.isdisjoint(set(others) - {function})

    def _reached(self, names: Iterable[str]) -> set[str]:
        """These names, and all that are in the values of reached ones."""
        reached = set(names)
        waiting = [*reached]
        while waiting:
            more = self._in_value.get(waiting.pop(), set()) - reached
            reached |= more
            waiting += more
        return reached


def _statements(source: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _imported(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _mentioned(statement: ast.stmt) -> Iterator[str]:
    """All names in a statement, and the words in its texts except docstrings."""
    documented = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docstrings = {id(one.body[0].value) for one in ast.walk(statement)
                  if isinstance(one, documented) and isinstance(one.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from WORD.findall(node.value)


def _bound(statement: ast.stmt, imported: Collection[str], own: Collection[str]) -> Iterator[str]:
    """The names to which a statement may give a value, or whose value it may change by a call.

    `own` are the functions of the notebook: one of these may change its arguments.
    """
    for node in ast.walk(statement):
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
    for node in _run_now(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            yield from _base(node)
        elif isinstance(node, ast.Call):
            changed: list[ast.AST] = [node.func] if isinstance(node.func, ast.Attribute) else []
            if isinstance(node.func, ast.Name) and node.func.id in own:
                changed += [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from (name for one in changed for name in _base(one) if name not in imported)


def _run_now(statement: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a statement that run when it does."""
    yield statement
    if not isinstance(statement, DEFERRED):
        for child in ast.iter_child_nodes(statement):
            yield from _run_now(child)


def _base(node: ast.AST) -> Iterator[str]:
    """The variable that an expression such as `a`, `a.b` or `a[0].c` is about."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
