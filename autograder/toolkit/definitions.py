"""Find out whether the newest definition of a function has run."""

import ast as _ast
import inspect as _inspect
import re as _re
import types as _types
from typing import Any as _Any

from autograder.toolkit.notebook import _shell


def _stale(name: str, names: dict[str, _Any]) -> str:
    """Why the newest cell that defines a function did not define it, in words; "" if it did.

    Also "" if nobody knows: outside a notebook, and for functions with decorators.
    """
    shell = _shell()
    cells = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
    defines = _re.compile(rf"^(?:(?:async\s+)?def|class)\s+{_re.escape(name)}\b", _re.MULTILINE)
    function = names.get(name)
    own = _lines(function)
    for cell in reversed(cells):
        has_run = bool(own) and own in _squeezed(cell)
        if has_run or defines.search(cell):
            return "" if has_run else _why_not(cell, name, function)
    return ""


def _why_not(cell: str, name: str, function: object) -> str:
    """Why a cell did not define a function, in words; "" if nobody knows."""
    older = "so it is not defined" if function is None else "so this is about an older definition"
    head = f"The newest cell that defines {name} did not run, {older}"
    try:
        _ast.parse(_shell().transform_cell(cell))
    except SyntaxError as error:
        line = f"\n      {error.text.strip()}" if error.text else ""
        return f"{head}:\n      {type(error).__name__} in line {error.lineno}: {error.msg}{line}"
    except Exception:
        return ""
    is_known = function is None or (_is_plain(function) and bool(_lines(function)))
    return f"{head}. Run this cell again, and read its error." if is_known else ""


def _is_plain(function: object) -> bool:
    """Whether it is a function that a `def` made, without a decorator."""
    return isinstance(function, _types.FunctionType) and not hasattr(function, "__wrapped__")


def _lines(function: _Any) -> str:
    """The lines of a function's source; "" if they are not known."""
    try:
        return _squeezed(_inspect.getsource(function))
    except Exception:
        return ""


def _squeezed(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
