"""Run notebook cells in the student's process, then answer calls of the functions that they define.

This process knows no hidden test, no expected value and no reference solution (see the docstring of the package).
"""

import ast
import linecache
import marshal
import os
import random
import sys
import threading
import types
from collections.abc import Callable
from typing import Any

import numpy

from .. import encoding, pickled, sealed
from . import cell_rules, grader_channel
from .probe_names import ProbeNames
from .stand_ins import StandIns

# What of a cell is run: all of it; or only its definitions after it hangs, with or without those that compute values.
PARTS: dict[str, tuple[type[ast.AST], ...]] = {
    "all": (ast.stmt,),
    "definitions": cell_rules.DEFINITIONS,
    "functions": (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
}
# Bytes of an array, and number of arrays that are kept: they take memory of the notebook.
MAX_KEPT_BYTES, MAX_KEPT = 1024, 5000
VALUE_ERROR = ValueError  # a notebook may redefine the name
Function = Callable[..., Any]
Message = dict[str, Any]


def serve(
    channel: grader_channel.GraderChannel, settings: Message, off_limits: list[cell_rules.Place] | None = None
) -> None:
    """Answer the grader's requests on this channel until the grader has gone. The process is already confined.

    `off_limits` says where the functions are that are off limits, if that is known.
    """
    sys.argv = ["notebook"]
    random.seed()
    numpy.random.seed(list(os.urandom(16)))  # otherwise all processes of a zygote would draw the same numbers
    places = cell_rules.places_of(settings["off_limits"]) if off_limits is None else off_limits
    cell_rules.replace_functions(places, settings["off_limits_reason"])
    Server(channel, settings["limits"]["callbacks"]).serve()


class Server:
    """Carries out the grader's requests. A request is a list of steps, and each step gets its own reply."""

    def __init__(self, channel: grader_channel.GraderChannel, most_callbacks: int):
        self.channel = channel
        self.most_callbacks = most_callbacks
        self.called_back = 0  # calls of the grader's functions in this step, other than precomputed ones
        self.unasked = 0  # those of them whose results came with the answer to another one
        self.main = types.ModuleType("__main__")
        self.probes = ProbeNames(self.main.__dict__)
        self.stand_ins = StandIns(self.call_back)
        self.precomputed: dict[Any, encoding.Array] = {}  # results of the grader's functions, for this request
        self.sealed: dict[int, sealed.SealedResults] = {}  # those that came with the answer to a call, by its function
        self.lock = threading.Lock()
        sys.modules["__main__"] = self.main

    def serve(self) -> None:
        """Carry out requests until the grader has gone, then exit."""
        while True:
            try:
                header, body = self.channel.receive()
            except OSError:
                os._exit(0)  # the grader has gone
            self.carry_out(header, body)

    def carry_out(self, header: bytes, body: bytes) -> None:
        """Carry out a request: first empty steps, then those in the body."""
        self.stand_ins.forget()
        self.sealed = {}
        request, empty_steps, first = pickled.unpickled(header)
        precomputed, steps = pickled.unpickled(body, lambda place: self.stand_ins.at(first + place))
        self.precomputed = self.precomputed_results(*precomputed)
        for place in range(empty_steps):
            self.channel.send({"id": request, "place": place})
        for place, step in enumerate(steps, empty_steps):
            self.answer(step, {"id": request, "place": place})

    def answer(self, step: Message, reply: Message) -> None:
        """Carry out one step and send its reply."""
        self.called_back = self.unasked = 0
        try:
            actions = {"cell": self.cell, "probe": self.cell, "call": self.call, "replace": self.replace}
            result = actions[step["op"]](step)
            self.channel.send(result | reply, index_of=self.stand_ins.index_of)
        except encoding.TooLarge as error:
            self.channel.send(reply | {"too_large": str(error)})
        except BaseException as error:
            self.channel.send(reply | {"error": describe_error(error)})

    def cell(self, step: Message) -> Message:
        """Run a cell, statement by statement. After an exception only definitions are run. Reports the first error.

        A probe of the course has global names of its own.
        """
        names = self.probes if step["op"] == "probe" else self.main.__dict__
        filename, source = f"<{step['name']}>", step["source"]
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        if "code" in step:
            statements: list[Any] = marshal.loads(step["code"])
        else:
            tree: Any = compile(source, filename, "exec", ast.PyCF_ONLY_AST)
            statements = tree.body
        first_error, part = None, PARTS[step["part"]]
        for statement in statements:
            if isinstance(statement, (types.CodeType, *part)):
                try:
                    exec(_code(statement, filename), names)
                except BaseException as error:
                    first_error = error if first_error is None else first_error
                    if step["part"] == "all":  # what the rest of the cell defines is still needed
                        part = PARTS["definitions"]
        return {} if first_error is None else {"error": describe_error(first_error)}

    def call(self, step: Message) -> Message:
        """Call a function of the notebook. `call_batch.Question` describes the reports."""
        name = step["function"]
        names = self.names_with(name)
        if name not in names:
            return {"undefined": True}
        function = names[name]
        if not callable(function):
            return {"not_callable": type(function).__name__}
        if step["report"] == "arguments":
            [(args, kwargs)] = step["calls"]
            function(*args, **kwargs)
            return {"values": list(args)}
        if step["report"] == "each":
            return {"values": [attempt(function, args, kwargs) for args, kwargs in step["calls"]]}
        return {"values": [function(*args, **kwargs) for args, kwargs in step["calls"]]}

    def replace(self, step: Message) -> Message:
        """Replace functions of the notebook by functions of the grader."""
        for name, index in step["functions"].items():
            self.names_with(name)[name] = self.stand_ins.named(name, index)
        return {}

    def names_with(self, function: str) -> dict[str, Any]:
        """Where a function is looked for: among the course's probes if it is one, else in the notebook."""
        return self.probes if function in self.probes else self.main.__dict__

    def call_back(self, index: int, args: tuple[Any, ...], kwargs: Message) -> Any:
        """The result of a function of the grader. The grader is asked, unless the result is precomputed."""
        key = _call_key(index, args, kwargs)
        found = self.precomputed.get(key)
        if found is not None:
            return encoding.as_received(found)
        further = self.sealed.get(index)
        self.called_back += 1
        if further is not None and self.called_back <= self.most_callbacks:
            result = further.result(args, kwargs, self.stand_ins.index_of)
            if result is not sealed.NOT_FOUND:
                self.unasked += 1
                return result
        with self.lock:  # one thread at a time
            message = {"function": index, "args": args, "kwargs": kwargs, "unasked": self.unasked}
            self.channel.send(message, index_of=self.stand_ins.index_of)
            answer = pickled.unpickled(self.channel.answer())
        if "error" in answer:
            kind = ValueError if answer["value_error"] else RuntimeError
            passed = ", ".join(map(_kind_of, [*args, *kwargs.values()])) or "nothing"
            raise kind(f"a given function was called with {passed}: {answer['error']}")
        if answer.get("further") is not None:
            self.sealed[index] = sealed.SealedResults(answer["further"])
        value = answer["value"]
        if answer["stays"] and key and _is_small(args[0]) and _is_small(value) and len(self.precomputed) < MAX_KEPT:
            self.precomputed[key] = encoding.as_received(value)
        return value

    def precomputed_results(self, stacks: list[Any], tables: list[Any]) -> dict[Any, encoding.Array]:
        """Key of a call → result, for the results of the grader's functions that came with a request."""
        arrays = [
            one if contiguous else encoding.non_contiguous(one)
            for stack, contiguous in stacks
            for one in (stack[number, ...] for number in range(len(stack)))
        ]
        keys = [encoding.array_key(array) for array in arrays]
        return {
            (self.stand_ins.index_of(function), *keys[argument]): arrays[result]
            for function, arguments, results in tables
            for argument, result in zip(arguments, results, strict=True)
        }


def _kind_of(value: Any) -> str:
    """The type of an argument, for a message."""
    if isinstance(value, numpy.ndarray):
        return f"an array of shape {value.shape}"
    return f"a value of type {type(value).__name__}"


def _call_key(index: int, args: tuple[Any, ...], kwargs: Message) -> Any:
    """The key of a call of a function of the grader with one array and nothing else; None for other calls."""
    if len(args) == 1 and not kwargs and type(args[0]) is numpy.ndarray and not args[0].dtype.hasobject:
        return index, *encoding.array_key(args[0])
    return None


def _is_small(value: Any) -> bool:
    return type(value) is numpy.ndarray and value.nbytes <= MAX_KEPT_BYTES


def _code(statement: Any, filename: str) -> types.CodeType:
    if isinstance(statement, types.CodeType):
        return statement
    return compile(ast.Module([statement], []), filename, "exec")


def attempt(function: Function, args: tuple[Any, ...], kwargs: Message) -> Message:
    """The call's value or error, as data."""
    try:
        return {"value": function(*args, **kwargs)}
    except BaseException as error:
        return {"error": describe_error(error)}


def describe_error(error: BaseException) -> Message:
    """An exception as data: its type, its text, whether it is a ValueError, and where it was raised."""
    try:
        message = str(error)[:2000]
    except BaseException:
        message = ""
    described: Message = {"type": str(type(error).__name__)[:100], "message": message}
    described["value_error"] = isinstance(error, VALUE_ERROR)
    if isinstance(error, SyntaxError) and isinstance(error.lineno, int):
        place = {"place": str(error.filename).strip("<>"), "line": error.lineno}
        return described | place | {"message": str(error.msg), "code": str(error.text or "").strip()[:200]}
    return described | _place(error.__traceback__)


def _place(trace: types.TracebackType | None) -> Message:
    """The innermost line of the student's code in a traceback."""
    place: Message = {}
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith("<cell"):
            line = trace.tb_lineno
            code = linecache.getline(filename, line).strip()[:200]
            place = {"place": filename.strip("<>"), "line": line, "code": code}
        trace = trace.tb_next
    return place
