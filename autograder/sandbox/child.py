"""The student's process: runs notebook cells, then answers calls of the functions that they define.

Started as a script, isolated from the course (see the package's theory of operation). It knows no
hidden test, no expected value and no reference. Arguments: the channel's file descriptor, and the
settings as JSON.
"""

import ast
import builtins
import importlib.machinery
import importlib.util
import json
import linecache
import os
import socket
import sys
import threading
import types
from pathlib import Path

# What of a cell is run: all of it; or after a hang its definitions, in the hope that the hang is elsewhere, at
# first with and then without those that compute something.
PARTS = {
    "all": (ast.stmt,),
    "definitions": (
        ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef,
        ast.Assign, ast.AnnAssign, ast.If, ast.Try,
    ),
    "functions": (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    "nothing": (),
}  # fmt: skip
VALUE_ERROR = ValueError  # a notebook may give the name to something else


def main():
    settings = json.loads(sys.argv[2])
    sys.argv = ["notebook"]
    sys.meta_path.append(CoursePackages(settings["packages"], settings["package_folders"]))
    channel_module = load_beside("channel")
    imitate_notebook()
    forbid(settings["off_limits"])
    limit(settings["memory_mb"])
    sock = socket.socket(fileno=int(settings["channel"]))
    Server(channel_module, sock, settings["message_mb"] * 2**20).serve()


def load_beside(name):
    """The module `name` from this file's folder, which is not on the path."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    """Replace what an exercise rules out by something that says so."""
    for dotted in names:
        module_name, _, attribute = dotted.rpartition(".")
        module = importlib.import_module(module_name)
        setattr(module, attribute, _refusal(dotted.replace("numpy.", "np.", 1)))


def _refusal(name):
    def unavailable(*args, **kwargs):
        raise RuntimeError(f"{name} is not available in this exercise: computing the sum yourself is the point of it")

    return unavailable


def limit(memory_mb):
    """Bound this process, where the system can; end it when the grader ends."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**24, 2**24))
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    except (ImportError, ValueError, OSError):
        pass
    if sys.platform == "linux":
        import ctypes

        PR_SET_PDEATHSIG, SIGKILL = 1, 9
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL)


class Server:
    """Answers the grader's requests, one at a time."""

    def __init__(self, channel_module, sock, message_limit):
        self.channel = channel_module.Channel(sock, message_limit)
        self.errors = channel_module
        self.main = types.ModuleType("__main__")
        self.lock = threading.Lock()
        sys.modules["__main__"] = self.main

    def serve(self):
        while True:
            try:
                request = self.channel.receive(proxy=self.proxy)
            except self.errors.ChannelError:
                os._exit(0)  # the grader has gone
            try:
                reply = {"cell": self.cell, "call": self.call, "replace": self.replace}[request["op"]](request)
                self.channel.send(reply | {"id": request["id"]})
            except self.errors.TooLarge as error:
                self.channel.send({"id": request["id"], "too_large": str(error)})
            except BaseException as error:
                self.channel.send({"id": request["id"], "error": describe_error(error)})

    def cell(self, request):
        filename = f"<{request['name']}>"
        source = request["source"]
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        first_error, part = None, PARTS[request["part"]]
        for statement in compile(source, filename, "exec", ast.PyCF_ONLY_AST).body:
            if isinstance(statement, part):
                try:
                    exec(compile(ast.Module([statement], []), filename, "exec"), self.main.__dict__)
                except BaseException as error:
                    first_error = error if first_error is None else first_error
                    if request["part"] == "all":  # what is defined further down is still there
                        part = PARTS["definitions"]
        return {} if first_error is None else {"error": describe_error(first_error)}

    def call(self, request):
        name = request["function"]
        if name not in self.main.__dict__:
            return {"undefined": True}
        function = self.main.__dict__[name]
        if not callable(function):
            return {"not_callable": type(function).__name__}
        if request["report"] == "arguments":
            [(args, kwargs)] = request["calls"]
            function(*args, **kwargs)
            return {"values": list(args)}
        one = attempt if request["report"] == "each" else lambda function, args, kwargs: function(*args, **kwargs)
        return {"values": [one(function, args, kwargs) for args, kwargs in request["calls"]]}

    def replace(self, request):
        self.main.__dict__.update(request["functions"])
        return {}

    def proxy(self, index, name):
        """A stand-in for a function of the grader: calling it asks the grader."""
        return self.errors.Remote(index, name, self.call_back)

    def call_back(self, index, name, args, kwargs):
        with self.lock:  # the student's threads take turns
            self.channel.send({"op": "callback", "function": index, "args": args, "kwargs": kwargs})
            answer = self.channel.receive(proxy=self.proxy)
        if "error" in answer:
            kind = ValueError if answer.get("value_error") else RuntimeError
            raise kind(f"{name} could not be computed: {answer['error']}")
        return answer["value"]


def attempt(function, args, kwargs):
    """The call's value or error; other calls follow, whatever it gives."""
    try:
        return {"value": function(*args, **kwargs)}
    except BaseException as error:
        return {"error": describe_error(error)}


def describe_error(error):
    """An exception as data: its type, its text, whether it is a ValueError, and where it was raised."""
    try:
        message = str(error)[:2000]
    except BaseException:
        message = ""
    described = {"type": str(type(error).__name__)[:100], "message": message}
    described["value_error"] = isinstance(error, VALUE_ERROR)
    if isinstance(error, SyntaxError) and isinstance(error.lineno, int):
        place = {"place": str(error.filename).strip("<>"), "line": error.lineno}
        return described | place | {"message": str(error.msg), "code": str(error.text or "").strip()[:200]}
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith("<cell"):
            line = trace.tb_lineno
            described |= {"place": filename.strip("<>"), "line": line}
            described |= {"code": linecache.getline(filename, line).strip()[:200]}
        trace = trace.tb_next
    return described


if __name__ == "__main__":
    main()
