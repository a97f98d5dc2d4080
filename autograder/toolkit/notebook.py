"""Look at the notebook that calls the toolkit: its names, its tasks and its page."""

import inspect as _inspect
import sys as _sys
from typing import Any as _Any

_CASES: dict[str, dict[str, object]] = {}  # task -> its visible checks, from its check cell
_HINTS: dict[str, tuple[str, ...]] = {}  # task -> its three hints; the release adds them below


def _names_of_caller() -> dict[str, _Any]:
    """The global names of the notebook that called `check` or `hint`."""
    frame = _inspect.currentframe()  # this function; then `check` or `hint`; then the notebook
    for _ in range(2):
        frame = frame.f_back if frame else None
    return frame.f_globals if frame else {}


def _name(task: object, names: dict[str, _Any]) -> str:
    """The name of a task. `task` is its function or its name."""
    if isinstance(task, str):
        return task
    bound = [name for name, value in names.items() if value is task and not name.startswith("_")]
    own = str(getattr(task, "__name__", "this"))  # useless for a lambda
    likely = [name for name in bound if name in _HINTS] + [name for name in bound if name == own]
    return [*likely, *bound, own][0]


def _as_argument(name: str, names: dict[str, _Any]) -> str:
    """How to write a task in a call of `hint`: in quotes if its function is not defined."""
    return name if name in names else f'"{name}"'


def _shell() -> _Any:
    """The notebook's IPython shell; None in a terminal, in a script and while grading."""
    shell = _sys.modules["IPython"].get_ipython() if "IPython" in _sys.modules else None
    return None if "Terminal" in type(shell).__name__ else shell


def _show(text: str, markup: str) -> None:
    """Show HTML in the notebook, with a text for readers who cannot see it."""
    _shell().display_pub.publish({"text/html": markup, "text/plain": text})
