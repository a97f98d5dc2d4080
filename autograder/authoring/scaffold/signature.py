"""Read the signature of a task with its points, as an author types it: "f(x, w, dilation=1): 6"."""

import ast
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.schema import MOST_POINTS
from autograder.errors import UsageError

EXAMPLE = '"f(x, size=2): 6"'
TAKEN = {"self": "models have it", "np": "it is NumPy"}  # names that mean something else where arguments are used


@dataclass(frozen=True)
class Option:
    """An argument with a default. `other` is another value in Python, or "" if none can be guessed from the default."""

    name: str
    default: str
    other: str

    @property
    def value(self) -> float:
        """What the default adds to the placeholder's result."""
        return float(ast.literal_eval(self.default) or 0)

    @property
    def other_value(self) -> float:
        """What the other value adds."""
        return float(ast.literal_eval(self.other))

    @property
    def number(self) -> str:
        """What the placeholder of the solution adds for this argument."""
        return f"({self.name} or 0)" if self.default == "None" else self.name

    @property
    def default_number(self) -> str:
        """The same for the default."""
        return "0" if self.default == "None" else self.default


@dataclass(frozen=True)
class Signature:
    """A task: its name, its points, the names of the arguments without a default, and those with one."""

    name: str
    points: str
    required: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All arguments, in order."""
        return (*self.required, *(option.name for option in self.options))

    @property
    def text(self) -> str:
        """The arguments as they stand in Python."""
        return ", ".join([*self.required, *(f"{option.name}={option.default}" for option in self.options)])

    @property
    def variable(self) -> tuple[Option, ...]:
        """The options of which another value is known."""
        return tuple(option for option in self.options if option.other)

    @property
    def title(self) -> str:
        """The name of its mistake model: LargestValue for largest_value."""
        return "".join(part[:1].upper() + part[1:] for part in self.name.split("_"))


def read_signature(text: str) -> Signature:
    """Read one task. Raises UsageError, which says what to type instead."""
    head, colon, points = text.rpartition(":")
    if not colon:
        raise UsageError(f"{text!r} has no points. Write a colon and the points after the signature: {EXAMPLE}")
    function = _function(head.strip(), text)
    arguments = function.args
    if arguments.vararg or arguments.kwarg:
        raise _wrong(text, "*args and **kwargs are not possible", "Name each argument")
    if arguments.kwonlyargs:
        raise _wrong(text, "keyword-only arguments are not possible", "Leave out the *")
    if arguments.posonlyargs:
        raise _wrong(text, "positional-only arguments are not possible", "Leave out the /")
    if any(one.annotation for one in arguments.args) or function.returns:
        raise _wrong(text, "annotations are not possible", "Describe types in the docstring")
    split = len(arguments.args) - len(arguments.defaults)
    required = tuple(one.arg for one in arguments.args[:split])
    pairs = zip(arguments.args[split:], arguments.defaults, strict=True)
    options = tuple(_option(one.arg, default, text) for one, default in pairs)
    if options and not required:
        raise _wrong(text, "each argument has a default", "Leave out the default of the first one, and add it later")
    for name in (*required, *(option.name for option in options)):
        if name in TAKEN:
            raise _wrong(text, f"{name} is no name for an argument, because {TAKEN[name]}", "Choose another one")
    return Signature(function.name, _points(points.strip(), text), required, options)


def read_signatures(texts: Sequence[str]) -> tuple[Signature, ...]:
    """Read the tasks of an exercise. Raises UsageError, also for two of the same name."""
    found = tuple(map(read_signature, texts))
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"The function {name} is there twice. Choose another name for one of them.")
        if name.lower().startswith("test"):
            raise UsageError(f"The name {name} begins like a test of pytest. Choose another name.")
    return found


def _function(head: str, text: str) -> ast.FunctionDef:
    """The signature as Python parses it."""
    if not re.fullmatch(r"\w+\s*\(.*\)\s*(->.*)?", head, re.DOTALL):
        raise _wrong(text, "it is not of the form name(arguments): points", "For example")
    try:
        code = f"def {head}: pass"
        compile(code, "signature", "exec", dont_inherit=True)  # finds what the parser does not: an argument twice
        [found] = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:  # ValueError: null bytes, two statements
        reason = error.msg if isinstance(error, SyntaxError) else "it is more than one signature"
        raise _wrong(text, f"Python cannot read it ({reason})", "For example") from None
    if not isinstance(found, ast.FunctionDef) or len(found.body) > 1:
        raise _wrong(text, "it is more than one signature", "For example")
    return found


def _option(name: str, default: ast.expr, text: str) -> Option:
    try:
        value = ast.literal_eval(default)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        raise _wrong(
            text, f"the default of {name} is no plain value", "Write a number, a text, True, False or None"
        ) from None
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else ast.unparse(default)
    return Option(name, text, _other(value))


def _other(value: Any) -> str:
    """Another value of the same type, in Python; "" if there is none to guess. For None, an int is guessed."""
    if value is None:
        return "2"
    if isinstance(value, bool):
        return str(not value)
    return repr(value + 1) if isinstance(value, (int, float)) and value + 1 != value else ""


def _points(points: str, text: str) -> str:
    try:
        number = float(points)
    except ValueError:
        number = math.nan
    if not (re.fullmatch(r"\d+(\.\d+)?|\.\d+", points, re.ASCII) and 0 < number <= MOST_POINTS):
        problem = f"the points must be a number above 0 and at most {MOST_POINTS}, not {points!r}"
        raise _wrong(text, problem, "For example")
    return f"{number:g}" if number != int(number) else str(int(number))


def _wrong(text: str, problem: str, advice: str) -> UsageError:
    example = f": {EXAMPLE}" if advice == "For example" else f". For example: {EXAMPLE}"
    return UsageError(f"{text!r}: {problem}. {advice}{example}")
