"""Find out whether a function of a notebook may call another one, by the names in the notebook's code.

It is a rule of thumb that errs on one side: it may say yes for a function that never makes the call. Every statement
that may give a name its value counts, and so does every name in it, also in texts. Code that looks up names in another
way (`eval`, `globals`) may call anything that is mentioned.
"""

import ast
import functools
import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

DEFERRED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)  # what is in them is run later
DYNAMIC = {
    "eval", "exec", "compile", "globals", "locals", "vars", "getattr", "setattr", "modules", "import_module",
    "__import__", "__main__", "__dict__", "__globals__", "__code__",
}  # fmt: skip
WORD = re.compile(r"\w+")
MOST_SOURCES = 300  # cells whose names are kept: those of a few notebooks


@dataclass(frozen=True)
class _Uses:
    """The names in one statement.

    `bound` may get a value, `changed` may be changed by a call of their methods. `passed` are pairs: a function that is
    called by its name, and a variable among its arguments.
    """

    is_deferred: bool
    mentioned: frozenset[str]
    imported: frozenset[str]
    bound: frozenset[str]
    changed: frozenset[str]
    passed: frozenset[tuple[str, str]]

    def given_values(self, imported: Collection[str], own: Collection[str]) -> frozenset[str]:
        """The names to which the statement may give a value, or whose value it may change by a call.

        `own` are the functions of the notebook: one of these may change its arguments.
        """
        changed = self.changed | {name for function, name in self.passed if function in own}
        return self.bound | changed.difference(imported)


class NameUses:
    """The names in the code of some cells. Cells that are not valid Python define nothing."""

    def __init__(self, sources: Iterable[str]):
        statements = [statement for source in sources for statement in _uses_in(source)]
        imported = frozenset[str]().union(*(one.imported for one in statements))
        own = frozenset[str]().union(*(one.given_values(imported, ()) for one in statements)) - imported
        self._in_value: dict[str, set[str]] = {}  # name → the names in all statements that may give it its value
        run: set[str] = set()  # the names in statements that do more than define something
        for statement in statements:
            run |= set() if statement.is_deferred else statement.mentioned
            for name in statement.given_values(imported, own):
                self._in_value.setdefault(name, set()).update(statement.mentioned)
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


@functools.lru_cache(MOST_SOURCES)
def _uses_in(source: str) -> tuple[_Uses, ...]:
    """The names in each statement of a cell. Most cells of a notebook are as they were handed out."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return tuple(map(_uses, ast.parse(source).body))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _uses(statement: ast.stmt) -> _Uses:
    nodes = [*ast.walk(statement)]
    bound, changed, passed = set[str](), set[str](), set[tuple[str, str]]()
    for node in nodes:
        if isinstance(node, ast.Global):
            bound.update(node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            bound.add(node.attr)
    for node in _run_now(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            bound.update(_base(node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            changed.update(_base(node.func))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            arguments = (*node.args, *(keyword.value for keyword in node.keywords))
            passed.update((node.func.id, name) for argument in arguments for name in _base(argument))
    return _Uses(
        isinstance(statement, DEFERRED),
        frozenset(_mentioned(nodes)),
        frozenset(_imported(nodes)),
        frozenset(bound),
        frozenset(changed),
        frozenset(passed),
    )


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _mentioned(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """All names, and the words in all texts except docstrings."""
    documented = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docstrings = {id(one.body[0].value) for one in nodes
                  if isinstance(one, documented) and isinstance(one.body[0], ast.Expr)}  # fmt: skip
    for node in nodes:
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from WORD.findall(node.value)


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
