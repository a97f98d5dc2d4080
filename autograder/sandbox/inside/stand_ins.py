"""Make functions that take the place of the grader's functions in the student's process.

They are ordinary functions, so that code which looks at a function's type or name finds nothing special. Calling one
asks the grader.
"""

import types
from collections.abc import Callable
from typing import Any

Ask = Callable[[int, tuple[Any, ...], dict[str, Any]], Any]


class StandIns:
    """The functions of one request. `ask(index, args, kwargs)` asks the grader for a result."""

    def __init__(self, ask: Ask):
        self._ask = ask
        self._functions: dict[int, Callable[..., Any]] = {}
        self._indices: dict[int, int] = {}

    def at(self, index: int) -> Callable[..., Any]:
        """The function that takes the place of the grader's function with this index."""
        if index not in self._functions:
            function = self._functions[index] = self.named("given", index)
            self._indices[id(function)] = index
        return self._functions[index]

    def index_of(self, value: Any) -> int | None:
        """The index of one of these functions; None for other values."""
        return self._indices.get(id(value))

    def forget(self) -> None:
        """Begin a new request, in which indices have another meaning."""
        self._functions, self._indices = {}, {}

    def named(self, name: str, index: int) -> Callable[..., Any]:
        """A new function with this name, as if a notebook had defined it."""
        ask = self._ask

        def given(*args: Any, **kwargs: Any) -> Any:
            return ask(index, args, kwargs)

        code = given.__code__.replace(co_name=name, co_qualname=name)
        function = types.FunctionType(code, {"__name__": "__main__"}, name, None, given.__closure__)
        function.__qualname__ = name
        return function
