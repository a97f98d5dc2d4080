"""Give cells what they expect of a notebook: `get_ipython`, `display`, an importable IPython, the course's packages."""

import builtins
import importlib.machinery
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any


class PackageFinder:
    """Finds the modules of the course's packages, and no others that are installed in the same folders."""

    def __init__(self, modules: Sequence[str], folders: Sequence[str]):
        self.modules = frozenset(modules)
        self.folders = folders

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a top-level module, if it may be imported (see `importlib.abc.MetaPathFinder`)."""
        if path is None and name in self.modules:
            return importlib.machinery.PathFinder.find_spec(name, self.folders, target)
        return None


def _do_nothing(*args: Any, **kwargs: Any) -> None:
    return None


def imitate_notebook() -> None:
    """Define what cells use in a notebook: `get_ipython`, `display`, `help`, `exit`, `quit` and the module IPython."""
    shell = FakeShell()
    names = dict.fromkeys(("display", "help", "exit", "quit"), _do_nothing)
    vars(builtins).update(names, get_ipython=lambda: shell)
    display = _fake_module("IPython.display")
    # Matplotlib calls get_ipython and would wait for a real shell. It also asks for version_info.
    _fake_module("IPython", __path__=[], version_info=(9, 0, 0, ""), display=display)


def _fake_module(name: str, **attributes: Any) -> types.ModuleType:
    """Make a module importable whose other attributes are functions that do nothing."""
    module = types.ModuleType(name)
    vars(module).update(display=_do_nothing, get_ipython=lambda: None, __getattr__=lambda attribute: _do_nothing)
    vars(module).update(attributes)
    sys.modules[name] = module
    return module


class FakeShell:
    """Takes the place of IPython's shell: `%time` runs its line, and all other magics do nothing."""

    def run_line_magic(self, magic: str, line: str, *args: Any, **kwargs: Any) -> None:
        """Run the line of `%time`, with the variables of the function that contains it."""
        if magic == "time":
            caller = sys._getframe(1)
            exec(compile(line, "<magic>", "exec"), caller.f_globals, caller.f_locals)

    def getoutput(self, *args: Any, **kwargs: Any) -> list[str]:
        """The output of a shell command, which is not run."""
        return []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _do_nothing
