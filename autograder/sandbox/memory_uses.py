"""Find out whether a function of a notebook may remember something from one call to the next, by the notebook's code.

It is a rule of thumb that errs on one side: it may say yes for a function that remembers nothing. It says no only if
everything that the function reaches is a plain function, a constant, a well-known module or a name of Python, and if no
function of the notebook changes what others reach, or a setting of its process.
"""

import ast
import builtins
import functools
import re
import symtable
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MODULES = {
    "collections", "collections.abc", "copy", "functools", "itertools", "math", "matplotlib", "matplotlib.pyplot",
    "numpy", "numpy.lib.stride_tricks", "numpy.linalg", "operator", "time", "typing",
}  # fmt: skip
BUILTINS = frozenset(dir(builtins))
# What changes names or settings, or reads files, in a way that is not seen here.
DYNAMIC = re.compile(
    r"__(?!main__)\w+__|\b(?:eval|exec|compile|globals|locals|vars|getattr|setattr|delattr|attrgetter|methodcaller|"
    r"open|load(?:txt)?|genfromtxt|fromfile|fromregex|memmap|imread|set\w*err\w*|seterr\w*|setbufsize|set_printoptions|"
    r"set_string_function|sys|os)\b|run_line_magic\(.time"
)
LEFT_OVER = {"empty", "empty_like"}  # arrays with what calls before have left in memory
RANDOM, GENERATOR = "random", "default_rng"  # NumPy's own numbers depend on those before, a new generator's do not
UNSEEN = (ast.Global, ast.Nonlocal, ast.ClassDef, ast.AsyncFunctionDef, ast.Await)
NO_NAME = ""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
CAPTURES = (ast.MatchAs, ast.MatchStar, ast.ExceptHandler)
MOST_SOURCES = 300  # cells that are kept: those of a few notebooks

Tables = dict[tuple[str, int], list[symtable.SymbolTable]]  # by names and lines


@dataclass(frozen=True)
class _Value:
    """What one statement gives to a name: nothing that remembers, but it uses the `names` of the notebook.

    Those `with_attributes` must be modules, because others could have attributes that are changed.
    """

    names: frozenset[str] = frozenset()
    with_attributes: frozenset[str] = frozenset()
    is_module: bool = False


@dataclass(frozen=True)
class _Cell:
    """The names that a cell may bind, each with the value, or None if that may remember something.

    `is_unusual` says that its code may change what the functions of other cells do.
    """

    bound: tuple[tuple[str, _Value | None], ...] = ()
    is_unusual: bool = False


class MemoryUses:
    """The values in the code of some cells. Those `given` by the course run first and to their end, so that only the
    last value of a name counts. In all others, each value counts."""

    def __init__(self, given: Iterable[str], students: Iterable[str], probes: Iterable[str]):
        own = [_read(source) for source in students]
        self._is_unusual = any(cell.is_unusual for cell in own)
        self._values: dict[str, list[_Value | None]] = {}
        for cell in map(_read, given):
            self._values |= {name: [value] for name, value in cell.bound}
        for cell in (*own, *map(_read, probes)):
            for name, value in cell.bound:
                self._values.setdefault(name, []).append(value)
        self._modules = {
            name for name, values in self._values.items() if all(value and value.is_module for value in values)
        }

    def may_remember(self, function: str) -> bool:
        """Whether what the function returns may depend on the calls before."""
        return self._is_unusual or function not in self._values or not all(map(self._is_plain, self._reached(function)))

    def _reached(self, function: str) -> set[str]:
        reached, waiting = {function}, [function]
        while waiting:
            values = self._values.get(waiting.pop(), ())
            more = {name for value in values if value is not None for name in value.names} - reached
            reached |= more
            waiting += more
        return reached

    def _is_plain(self, name: str) -> bool:
        """Whether no value of the name remembers anything."""
        if name not in self._values:
            return name in BUILTINS or name == NO_NAME
        return all(value is not None and self._are_modules(value.with_attributes) for value in self._values[name])

    def _are_modules(self, names: frozenset[str]) -> bool:
        """Whether these are modules, or names of Python: nothing can set their attributes."""
        return all(name in self._modules or name not in self._values for name in names)


@functools.lru_cache(MOST_SOURCES)
def _read(source: str) -> _Cell:
    """The values in a cell. One that is not valid Python defines nothing."""
    statements: list[ast.stmt] | None = None
    tables: Tables = {}
    try:
        with warnings.catch_warnings(action="ignore"):
            statements = ast.parse(source).body
            for table in symtable.symtable(source, "cell", "exec").get_children():
                tables.setdefault((table.get_name(), table.get_lineno()), []).append(table)
    except (SyntaxError, ValueError):
        return _Cell(is_unusual=statements is not None)  # else one statement is wrong, and the others are run
    except (RecursionError, MemoryError):
        return _Cell(is_unusual=True)
    bound = [one for statement in statements for one in _bound(statement, tables)]
    return _Cell(tuple(bound), bool(DYNAMIC.search(source)) or any(map(_is_unusual, statements)))


def _bound(statement: ast.stmt, tables: Tables) -> Iterator[tuple[str, _Value | None]]:
    """The names that a statement may bind, with their values."""
    names = {name for node in ast.walk(statement) for name in _names_of(node)}
    if isinstance(statement, ast.FunctionDef):
        names = {name for node in ast.walk(statement) if isinstance(node, ast.Global) for name in node.names}
        names |= {name for node in _run_with_definition(statement) for name in _names_of(node)}
        yield statement.name, _function(statement, tables.get((statement.name, statement.lineno), []))
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        value = _Value(is_module=True) if _is_known(statement) else None
        yield from ((name, value) for name in names)
        return
    elif isinstance(statement, ast.Assign) and all(map(_is_variable, statement.targets)):
        value = _Value() if _is_constant(statement.value) else None
        yield from ((name, value) for name in names)
        return
    yield from ((name, None) for name in names)


def _names_of(node: ast.AST) -> Iterator[str]:
    """The names that a node binds, or whose value it changes."""
    if isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.Global):
        yield from node.names
    elif isinstance(node, (*CAPTURES, ast.MatchMapping)):
        yield from filter(None, [node.rest if isinstance(node, ast.MatchMapping) else node.name])
    elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        yield _root(node)


def _run_with_definition(statement: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function's decorators, defaults and annotations."""
    for part in (statement.args, *statement.decorator_list, *filter(None, [statement.returns])):
        yield from ast.walk(part)


def _function(statement: ast.FunctionDef, tables: list[symtable.SymbolTable]) -> _Value | None:
    """The value of a function; None if it may remember something."""
    defaults = (*statement.args.defaults, *filter(None, statement.args.kw_defaults))
    if len(tables) != 1 or not all(map(_is_constant, defaults)):
        return None
    names = frozenset(_global_names(tables[0]))
    nodes = [*ast.walk(statement)]
    if any(map(_is_remembered, nodes)) or any(map(names.__contains__, _changed(nodes))) or _draws_random(nodes):
        return None
    if not LEFT_OVER.isdisjoint(names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}):
        return None
    bases = {_root(node) for node in nodes if isinstance(node, ast.Attribute)}
    return _Value(names, names & bases)


def _is_remembered(node: ast.AST) -> bool:
    """Whether a node of a function may keep something, or does what is not looked at here."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return not _is_known(node)
    if isinstance(node, ast.Attribute):
        return not isinstance(node.ctx, ast.Load)
    return isinstance(node, UNSEEN) or (isinstance(node, ast.FunctionDef) and bool(node.decorator_list))


def _changed(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The variables whose items a function changes; NO_NAME stands for another expression."""
    return (_root(node) for node in nodes if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load))


def _draws_random(nodes: Iterable[ast.AST]) -> bool:
    """Whether a function may use NumPy's own random numbers."""
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    new = {id(node.value) for node in attributes if node.attr == GENERATOR}
    return any(node.attr == RANDOM and id(node) not in new for node in attributes)


def _global_names(table: symtable.SymbolTable) -> Iterator[str]:
    """The names of the notebook, or of Python, that a function uses; NO_NAME is among them."""
    yield NO_NAME
    yield from (symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
    for inner in table.get_children():
        yield from _global_names(inner)


def _is_unusual(statement: ast.stmt) -> bool:
    """Whether a statement may change what is not its own: it imports a module that is not well known, or defines what
    sets an attribute when it is called."""
    nodes = [*ast.walk(statement)]
    if any(isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_known(node) for node in nodes):
        return True
    changed = [node for node in nodes if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load)]
    is_deferred = any(isinstance(node, FUNCTIONS) for node in nodes)
    return is_deferred and any(_root(node) != "self" for node in changed)


def _is_known(node: ast.Import | ast.ImportFrom) -> bool:
    """Whether an import is of well-known modules, or of named things in one."""
    if isinstance(node, ast.Import):
        return all(alias.name in MODULES for alias in node.names)
    return node.module in MODULES and not any(alias.name in ("*", RANDOM, *LEFT_OVER) for alias in node.names)


def _is_constant(node: ast.expr) -> bool:
    """Whether an expression is a number, a text or the like, or a tuple of these."""
    if isinstance(node, ast.Tuple):
        return all(map(_is_constant, node.elts))
    if isinstance(node, ast.UnaryOp):
        return _is_constant(node.operand)
    return isinstance(node, ast.Constant)


def _is_variable(node: ast.AST) -> bool:
    """A variable, or a tuple of them."""
    return all(map(_is_variable, node.elts)) if isinstance(node, ast.Tuple) else isinstance(node, ast.Name)


def _root(node: ast.AST) -> str:
    """The variable that an expression such as `a`, `a.b` or `a[0].c` is about; NO_NAME if there is none."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else NO_NAME
