"""Make the kernel of a notebook work as the grader's sandbox does, and run the visible checks in it.

The kernel imports this module before it runs any cell. The sandbox refuses processes, network and files with means of
the operating system. Here Python refuses them, on every system, and the message says why. That is no protection, and
need not be: students check their own notebooks.
"""

import ast
import builtins
import contextlib
import inspect
import io
import json
import linecache
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from . import cell_rules

PROCESSES = "student code cannot start processes when it is graded"
NETWORK = "student code cannot use the network when it is graded"
# What Python reports before it does it (its table of audit events), and why it is refused.
REFUSED = dict.fromkeys(
    ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn")
    + ("subprocess.Popen", "webbrowser.open"),
    PROCESSES,
) | dict.fromkeys(
    ("socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname")
    + ("socket.sendmsg", "socket.sendto"),
    NETWORK,
)
LOCAL = ("127.0.0.1", "::1")  # Windows has pairs of sockets only through these addresses
ALWAYS_AVAILABLE = {"IPython", "__main__", *sys.stdlib_module_names}
# What the visible checks of each task printed, and the seconds that each call took.
_results: dict[str, tuple[str, dict[str, float]]] = {}


def prepare(shell: InteractiveShell, settings: Mapping[str, Any]) -> None:
    """Refuse what is refused when the notebook is graded. `settings` are the facts about the exercise."""
    _disable_magics(shell)
    _limit_memory(settings["limits"]["memory_mb"])
    _limit_threads(settings["limits"]["threads"])
    _limit_imports(shell.user_ns, {*ALWAYS_AVAILABLE, *settings["modules"]})
    _refuse_multiprocessing()
    cell_rules.disable_functions(settings["off_limits"], settings["off_limits_reason"])
    places = {sys.prefix, sys.exec_prefix, sys.base_prefix, Path.cwd(), os.devnull}
    _refuse_events(shell.user_ns, [Path(os.path.realpath(place)) for place in places])


def run_definitions(shell: InteractiveShell, source: str, line: int) -> None:
    """Run the definitions of a cell that failed, below this line, as the grader does."""
    source, name = shell.transform_cell(source), f"<rest of cell {shell.execution_count}>"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    for statement in ast.parse(source).body:
        if statement.lineno > line and isinstance(statement, cell_rules.DEFINITIONS):
            with contextlib.suppress(Exception):  # the cell has failed already
                exec(compile(ast.Module([statement], []), name, "exec"), shell.user_ns)


def run_checks(names: dict[str, Any], task: str) -> None:
    """Run the visible checks of a task again: the last definition counts, wherever it stands.

    `names` are the notebook's. The toolkit keeps the checks in _CASES, runs each call with _try, and prints failures
    to stderr.
    """
    toolkit = _toolkit(names)
    if task not in toolkit.get("_CASES", {}):
        return
    seconds: dict[str, float] = {}
    original, printed = toolkit.get("_try"), io.StringIO()
    toolkit["_try"] = _timed(original, seconds)
    try:
        with contextlib.redirect_stderr(printed):
            exec(f"check({task!r})", names)  # `check` looks for the functions where it is called
    finally:
        toolkit["_try"] = original
        _results[task] = printed.getvalue(), seconds


def state(names: Mapping[str, Any], tasks: Mapping[str, Sequence[str]]) -> str:
    """The state after the run as JSON: which tasks are defined, and the results of their checks.

    A task is defined if all its names have values; its own name must be a function.
    """
    facts = {
        "defined": [
            task
            for task, own in tasks.items()
            if all(names.get(name, ...) is not ... for name in own) and (task not in own or callable(names[task]))
        ],
        "results": _toolkit(names).get("_PROGRESS"),
        "own_tests": _toolkit(names).get("_TESTED"),
        "failures": {task: printed for task, (printed, _) in _results.items()},
        "seconds": {task: seconds for task, (_, seconds) in _results.items()},
    }
    return json.dumps(facts, default=repr)


def _toolkit(names: Any) -> Any:
    """The names of the toolkit; in a notebook of an earlier release, they are among those of the notebook."""
    return names.get("_TOOLKIT_NAMES", names)


def _timed(run: Callable[..., Any], seconds: dict[str, float]) -> Callable[..., Any]:
    def timed(call: str, *rest: Any) -> Any:
        start = time.monotonic()
        try:
            return run(call, *rest)
        finally:
            seconds[call] = time.monotonic() - start

    return timed


def _disable_magics(shell: InteractiveShell) -> None:
    """Magics and shell commands have no effect (but %time), and exit() does not exit."""

    def nothing(*args: Any, **kwargs: Any) -> None:
        return None

    run = shell.run_line_magic
    shell.run_line_magic = lambda name, *args, **more: run(name, *args, **more) if name == "time" else None
    shell.run_cell_magic = shell.system = nothing
    shell.getoutput = lambda *args, **kwargs: []
    shell.user_ns.update(exit=nothing, quit=nothing)


def _limit_memory(megabytes: int) -> None:
    """Allow so much memory in addition to what the kernel has with NumPy, on Linux: other systems do not limit it."""
    if sys.platform == "linux":
        import resource

        import numpy  # noqa: F401

        own = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = own + megabytes * 2**20
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_threads(most: int) -> None:
    start, own = threading.Thread.start, threading.active_count()

    def start_if_allowed(thread: threading.Thread) -> None:
        if threading.active_count() - own >= most:
            raise RuntimeError(f"can't start new thread: student code can have {most} threads when it is graded")
        start(thread)

    threading.Thread.start = start_if_allowed


def _limit_imports(names: dict[str, Any], available: set[str]) -> None:
    """Let the cells import only these modules. Packages can import all that they need."""
    original = builtins.__import__

    def import_if_allowed(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        if globals is names and level == 0 and name.partition(".")[0] not in available:
            raise ModuleNotFoundError(f"{name} cannot be imported when it is graded", name=name)
        return original(name, globals, locals, fromlist, level)

    builtins.__import__ = import_if_allowed


def _refuse_multiprocessing() -> None:
    """Refuse its processes and its locks: it starts processes without an event on some systems."""
    try:
        from multiprocessing import process, synchronize
    except ImportError:  # Python in a browser
        return

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise PermissionError(PROCESSES)

    process.BaseProcess.start = synchronize.SemLock.__init__ = refuse


def _refuse_events(names: Mapping[str, Any], places: list[Path]) -> None:
    """Refuse what the cells themselves do, not what packages and the kernel do. Files at `places` can be opened."""

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in REFUSED:
            is_local = event.startswith("socket.") and _host(args) in LOCAL
            if not is_local and _is_done_by_cell(names):
                raise PermissionError(REFUSED[event])
        elif event == "open" and isinstance(args[0], (str, bytes)) and _is_done_by_cell(names):
            path = Path(os.path.realpath(os.fsdecode(args[0])))
            if not any(map(path.is_relative_to, places)):
                reason = "only files that your code has written are there when it is graded"
                raise PermissionError(f"{path.name} cannot be opened: {reason}")

    sys.addaudithook(hook)


def _host(args: tuple[Any, ...]) -> Any:
    """The host of a socket's event: its arguments are a socket and an address, or begin with the host."""
    address = args[-1] if args and isinstance(args[-1], tuple) else args
    return address[0] if address else None


def _is_done_by_cell(names: Mapping[str, Any]) -> bool:
    """Whether a cell, or the standard library for it, does what is done now: no package stands between them."""
    frame = inspect.currentframe()
    while frame:
        if frame.f_globals is names:
            return True
        if re.search(r"<frozen importlib|[\\/](site|dist)-packages[\\/]", frame.f_code.co_filename):
            return False
        frame = frame.f_back
    return False
