"""Define the rules for students' cells that hold in the sandbox and in check_submission.py.

The release copies this module into what students receive, so it uses only the standard library. It must not tell
anything about the sandbox.
"""

import ast
import importlib
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

Place = tuple[str, types.ModuleType, str]  # a function as "numpy.convolve", a module, and a name in it

# What is still run of a cell after one of its statements has failed or hung.
DEFINITIONS: tuple[type[ast.AST], ...] = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef,
    ast.Assign, ast.AnnAssign, ast.If, ast.Try,
)  # fmt: skip


def disable_functions(names: Sequence[str], reason: str) -> None:
    """Replace functions that an exercise does not allow ("numpy.convolve") by ones that raise RuntimeError.

    They are replaced in all modules of their package. `reason` tells the student why they are not allowed.
    """
    replace_functions(places_of(names), reason)


def places_of(names: Sequence[str]) -> list[Place]:
    """Where functions ("numpy.convolve") are found: modules of their packages, which are imported, and names there."""
    places: list[Place] = []
    for dotted in names:
        package, _, attribute = dotted.rpartition(".")
        importlib.import_module(package)
        for module in [m for name, m in sys.modules.items() if f"{name}.".startswith(f"{package}.")]:
            own = [name for name in vars(module) if name.rstrip("0123456789") == attribute]  # correlate2, too
            places += [(dotted, module, name) for name in own]
    return places


def replace_functions(places: Sequence[Place], reason: str) -> None:
    """Replace what is in these places."""
    for dotted, module, name in places:
        setattr(module, name, _refusal(dotted, reason))


def _refusal(dotted: str, reason: str) -> Callable[..., Any]:
    message = f"{dotted} is not available in this exercise"
    if reason:
        message += f": {reason}"

    def unavailable(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(message)

    return unavailable
