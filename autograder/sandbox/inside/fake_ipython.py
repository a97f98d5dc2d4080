"""What cells expect of a notebook: `get_ipython`, `display`, an importable IPython, the course's packages alone."""

import builtins
import importlib
import importlib.machinery
import sys
import types


class CoursePackages:
    """A finder of the packages that the course allows, and of no others that are installed beside them."""

    def __init__(self, packages, folders):
        self.packages = frozenset(packages)
        self.folders = folders

    def find_spec(self, name, path=None, target=None):
        if path is None and name in self.packages:
            return importlib.machinery.PathFinder.find_spec(name, self.folders, target)
        return None


def imitate_notebook():
    """Give cells what they expect of a notebook: `get_ipython`, `display`, an importable IPython."""
    shell = NoShell()
    builtins.get_ipython = lambda: shell
    for name in ("display", "help", "exit", "quit"):
        setattr(builtins, name, lambda *args, **kwargs: None)
    for name in ("IPython", "IPython.display"):
        module = types.ModuleType(name)
        module.__getattr__ = lambda attribute: lambda *args, **kwargs: None
        module.display = builtins.display
        module.get_ipython = lambda: None  # Matplotlib asks here, and would wait for a real shell
        sys.modules[name] = module
    sys.modules["IPython"].__path__ = []
    sys.modules["IPython"].version_info = (9, 0, 0, "")  # Matplotlib asks this, too
    sys.modules["IPython"].display = sys.modules["IPython.display"]


class NoShell:
    """What magics become: `%time` runs its line, all others do nothing."""

    def run_line_magic(self, magic, line, *args, **kwargs):
        if magic == "time":
            caller = sys._getframe(1)  # %time in a function sees the function's variables
            exec(compile(line, "<magic>", "exec"), caller.f_globals, caller.f_locals)

    def getoutput(self, *args, **kwargs):
        return []

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


def forbid(names):
    """Replace what an exercise rules out by something that says so, wherever the package keeps it."""
    for dotted in names:
        package, _, attribute = dotted.rpartition(".")
        importlib.import_module(package)
        refusal = _refusal(dotted.replace("numpy.", "np.", 1))
        for module in [m for name, m in sys.modules.items() if f"{name}.".startswith(f"{package}.")]:
            for name in [name for name in vars(module) if name.rstrip("0123456789") == attribute]:  # correlate2, too
                setattr(module, name, refusal)


def _refusal(name):
    def unavailable(*args, **kwargs):
        raise RuntimeError(f"{name} is not available in this exercise: computing the sum yourself is the point of it")

    return unavailable
