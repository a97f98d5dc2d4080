"""The student's process: runs notebook cells, then answers calls of the functions that they define.

It knows no hidden test, no expected value and no reference (see the package's theory of operation).
"""

import ast
import linecache
import marshal
import os
import random
import sys
import threading
import types

import numpy

from .. import channel, encoding
from . import fake_ipython

# What of a cell is run: all of it; or after a hang its definitions, in the hope that the hang is elsewhere, at
# first with and then without those that compute something.
PARTS = {
    "all": (ast.stmt,),
    "definitions": (
        ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef,
        ast.Assign, ast.AnnAssign, ast.If, ast.Try,
    ),
    "functions": (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
}  # fmt: skip
MOST_KEPT, MOST_KNOWN = 1024, 5000  # bytes of an array, and arrays: the notebook's memory is its own
VALUE_ERROR = ValueError  # a notebook may give the name to something else


def serve(sock, settings: dict) -> None:
    """Answer the grader's requests over this socket until it has gone. Whatever confines the process is in place."""
    sys.argv = ["notebook"]
    random.seed()
    numpy.random.seed(list(os.urandom(16)))  # two processes from one zygote draw other numbers
    fake_ipython.forbid(settings["off_limits"])
    Server(sock, settings["limits"]["output_mb"] * 2**20).serve()


class Server:
    """Carries out the grader's requests: a request is a list of steps, and each step gets a reply of its own."""

    def __init__(self, sock, message_limit):
        self.channel = channel.Channel(sock, message_limit, trusting=True)
        self.main = types.ModuleType("__main__")
        self.known = {}  # what functions of the grader give for an array, in this request
        self.lock = threading.Lock()
        sys.modules["__main__"] = self.main

    def serve(self):
        while True:
            try:
                request = self.channel.receive(proxy=self.proxy)
            except channel.ChannelError:
                os._exit(0)  # the grader has gone
            self.known = foreseen(*request.get("known", ((), ())))
            for place, step in enumerate(request["steps"]):
                self.answer(step, {"id": request["id"], "place": place})

    def answer(self, step, reply):
        try:
            self.channel.send({"cell": self.cell, "call": self.call, "replace": self.replace}[step["op"]](step) | reply)
        except encoding.TooLarge as error:
            self.channel.send(reply | {"too_large": str(error)})
        except BaseException as error:
            self.channel.send(reply | {"error": describe_error(error)})

    def cell(self, step):
        filename, source = f"<{step['name']}>", step["source"]
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        if "code" in step:
            statements = marshal.loads(step["code"].tobytes())
        else:
            statements = compile(source, filename, "exec", ast.PyCF_ONLY_AST).body
        first_error, part = None, PARTS[step["part"]]
        for statement in statements:
            if isinstance(statement, (types.CodeType, *part)):
                try:
                    exec(_code(statement, filename), self.main.__dict__)
                except BaseException as error:
                    first_error = error if first_error is None else first_error
                    if step["part"] == "all":  # what is defined further down is still there
                        part = PARTS["definitions"]
        return {} if first_error is None else {"error": describe_error(first_error)}

    def call(self, step):
        name = step["function"]
        if name not in self.main.__dict__:
            return {"undefined": True}
        function = self.main.__dict__[name]
        if not callable(function):
            return {"not_callable": type(function).__name__}
        if step["report"] == "arguments":
            [(args, kwargs)] = step["calls"]
            function(*args, **kwargs)
            return {"values": list(args)}
        one = attempt if step["report"] == "each" else lambda function, args, kwargs: function(*args, **kwargs)
        return {"values": [one(function, args, kwargs) for args, kwargs in step["calls"]]}

    def replace(self, step):
        self.main.__dict__.update(step["functions"])
        return {}

    def proxy(self, index):
        """A stand-in for a function of the grader: calling it asks the grader."""
        return encoding.Remote(index, self.call_back)

    def call_back(self, index, args, kwargs):
        asked = _asked(index, args, kwargs)
        known = self.known.get(asked)
        if known is not None:
            return encoding.as_it_travels(known)
        with self.lock:  # the student's threads take turns
            self.channel.send({"function": index, "args": args, "kwargs": kwargs})
            answer = self.channel.receive(proxy=self.proxy)
        if "error" in answer:
            kind = ValueError if answer.get("value_error") else RuntimeError
            raise kind(f"a given function could not be computed: {answer['error']}")
        value = answer["value"]
        if answer["stays"] and asked and _is_small(args[0]) and _is_small(value) and len(self.known) < MOST_KNOWN:
            self.known[asked] = encoding.as_it_travels(value)
        return value


def foreseen(arrays, tables):
    """What functions of the grader give: what stands for a call, and its result."""
    keys = [encoding.identity(array) for array in arrays]
    return {
        (function.index, *keys[given]): arrays[result]
        for function, places, results in tables
        for given, result in zip(places, results, strict=True)
    }


def _asked(index, args, kwargs):
    """What stands for a call of a function of the grader with nothing but an array; None for other calls."""
    if len(args) == 1 and not kwargs and type(args[0]) is numpy.ndarray and not args[0].dtype.hasobject:
        return index, *encoding.identity(args[0])
    return None


def _is_small(value):
    return type(value) is numpy.ndarray and value.nbytes <= MOST_KEPT


def _code(statement, filename):
    if isinstance(statement, types.CodeType):
        return statement
    return compile(ast.Module([statement], []), filename, "exec")


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
