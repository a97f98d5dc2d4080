"""Mutants: copies of a function's syntax tree, each with one small change that a programmer could make by mistake."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE), ast.NotEq: (ast.Eq, ast.Lt, ast.Gt), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
OPERATORS = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Add, ast.FloorDiv), ast.Div: (ast.FloorDiv, ast.Mult),
    ast.FloorDiv: (ast.Div, ast.Mult), ast.Mod: (ast.FloorDiv,), ast.Pow: (ast.Mult,), ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}  # fmt: skip
NAMES = {
    "max": "min", "min": "max", "any": "all", "all": "any", "sum": "max", "mean": "sum", "nanmean": "nanmax",
    "abs": "float",
    "zeros": "ones", "zeros_like": "ones_like", "inf": "nan", "nan": "inf", "width": "height", "height": "width",
    "here": "there", "there": "here", "ndim": "size", "int": "bool",
}  # fmt: skip
Node = TypeVar("Node", bound=ast.AST)
Definition = ast.FunctionDef | ast.ClassDef
SYMMETRIC = {"min", "max", "distance"}  # calls whose arguments can change places


@dataclass(frozen=True)
class Mutant:
    """A function or class changed in one place: `change` says where and how, `tree` is the changed definition."""

    function: str
    change: str
    tree: Definition


def mutants(function: Definition) -> Iterator[Mutant]:
    """All mutants of the body of a function or class, its docstring and the texts of its errors left alone."""
    for number, node in enumerate(_walk(function)):
        for changed in _changes(node):
            tree = copy.deepcopy(function)
            place = list(_walk(tree))[number]
            line = ast.unparse(_statement(tree, place)).splitlines()[0]
            before = _text(place)
            place.__class__, place.__dict__ = changed.__class__, copy.deepcopy(changed.__dict__)
            if ast.unparse(tree) != ast.unparse(function):
                yield Mutant(function.name, f"{line}: {before} → {_text(place)}", ast.fix_missing_locations(tree))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it; not what stands in a `raise`, since messages are free."""
    yield node
    if not isinstance(node, ast.Raise):
        for child in ast.iter_child_nodes(node):
            yield from _walk(child)


def _text(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0]


def _statement(tree: ast.AST, place: ast.AST) -> ast.stmt:
    """The innermost statement around a node."""
    around = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and place in ast.walk(node)]
    return around[-1]


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a node could become."""
    for kind in (_operators, _conditions, _constants, _names, _arguments, _results):
        yield from kind(node)


def _operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[*operators]):
            for place, operator in enumerate(operators):
                for other in COMPARISONS.get(type(operator), ()):
                    yield _with(node, ops=[*operators[:place], other(), *operators[place + 1 :]])
        case ast.BinOp(op=operator):
            yield from (_with(node, op=other()) for other in OPERATORS.get(type(operator), ()))
        case ast.UnaryOp(operand=operand):
            yield operand


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BoolOp(op=operator, values=values):
            yield _with(node, op=ast.Or() if isinstance(operator, ast.And) else ast.And())
            yield from values
        case ast.IfExp(body=body, orelse=other):
            yield from (body, other)
        case ast.If():
            yield from (_with(node, test=ast.Constant(value)) for value in (True, False))


def _constants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield from (ast.Constant(value + step) for step in (1, -1))
        case ast.Constant(value=None):
            yield ast.Constant(1)


def _names(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Name(id=name) if name in NAMES:
            yield _with(node, id=NAMES[name])
        case ast.Attribute(attr=name) if name in NAMES:
            yield _with(node, attr=NAMES[name])


def _arguments(node: ast.AST) -> Iterator[ast.AST]:
    """Arguments of slices and calls left out or exchanged, defaults changed."""
    match node:
        case ast.Slice():
            yield from (_with(node, **{name: None}) for name in ("lower", "upper", "step") if getattr(node, name))
        case ast.Call(args=args, keywords=keywords):
            yield from (_with(node, keywords=[k for k in keywords if k is not keyword]) for keyword in keywords)
            if len(args) > 1 and ast.unparse(node.func) not in SYMMETRIC:
                yield _with(node, args=[args[1], args[0], *args[2:]])
            if len(args) > 1:
                yield _with(node, args=args[:-1])
            if isinstance(node.func, ast.Attribute) and not args and not keywords:
                yield node.func.value
        case ast.arguments(defaults=[*defaults]):
            for place in range(len(defaults)):
                if not isinstance(getattr(defaults[place], "value", None), bool):  # those are exchanged as constants
                    yield _with(node, defaults=[*defaults[:place], ast.Constant(3), *defaults[place + 1 :]])


def _results(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.AST() as value):
            yield _with(node, value=ast.Constant(None))
            if isinstance(value, ast.Tuple):
                yield _with(node, value=_with(value, elts=value.elts[::-1]))
        case ast.Raise():
            yield ast.Pass()


def _with(node: Node, **fields: Any) -> Node:
    """A copy of a node with some fields replaced."""
    return type(node)(**dict(ast.iter_fields(node)) | fields)
