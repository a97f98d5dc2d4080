"""Give functions of the grader to the student's functions, and answer when these call them.

A hidden test passes functions as arguments. They stay in the grader: the student's process knows them by their index in
a list, and calls them back. What student code passes to them is converted to arrays of numbers first, because a
function that is written for arrays could do anything with other data: a list of texts, for example, becomes an array
in which each text takes as much memory as the longest one.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import numpy as np

from autograder.sandbox.replies import MAX_VALUES, count_values

REFUSED = "it does not accept these arguments"  # no text of the exception: it may name the function, or its parameters
TOO_MANY = f"more than {MAX_VALUES} values were passed to it"
Function = TypeVar("Function", bound=Callable[..., Any])


def pure(function: Function) -> Function:
    """Mark a function that always returns the same for the same array, and does not change it.

    It may have an attribute `likely_arguments`: arrays that students' functions probably pass to it, besides those that
    they receive in the same call. Its results for these are computed in advance, too (`precomputed.py`).
    """
    # The mark is the function itself and not True, because `functools.wraps` copies marks to functions that wrap it.
    cast(Any, function).pure = function
    return function


def is_pure(function: Any) -> bool:
    """Whether the function itself is marked as `pure`."""
    return function is not None and getattr(function, "pure", None) is function


def takes_any_data(function: Function) -> Function:
    """Mark a function that gets what student code passes to it as it is. It must bound its own work."""
    cast(Any, function).takes_any_data = function
    return function


def sends_further_results(function: Function, further: "Further") -> Function:
    """Mark a function with whose answers further ones are sent (`sealed.py`).

    `further(given, args, kwargs, result)` gets a call that was answered, and what was given in this request. It returns
    the further results, or None if there are none. Student code gets these without asking, until the next request.
    """
    cast(Any, function).further_results = further
    return function


class GivenFunctions:
    """The functions that the student's process may call back, each once. It knows them by their indices."""

    def __init__(self, functions: Iterable[Callable[..., Any]] = ()):
        self._functions = list(functions)
        self._indices = {id(function): index for index, function in enumerate(self._functions)}
        self._are_refused = False

    def index_of(self, value: Any) -> int | None:
        """The index of a function, which is added if it is new. None for a value that is not callable."""
        if not callable(value):
            return None
        index = self._indices.setdefault(id(value), len(self._functions))
        if index == len(self._functions):
            self._functions.append(value)
        return index

    def all(self) -> tuple[Callable[..., Any], ...]:
        """The functions by their indices."""
        return tuple(self._functions)

    def at(self, index: int) -> Callable[..., Any]:
        """The function with this index. Raises IndexError if there is none."""
        return self._functions[index]

    def to_call(self, index: int) -> Callable[..., Any]:
        """What is called if student code calls the function with this index. Raises IndexError if there is none."""
        return _refuse if self._are_refused else self._functions[index]

    def refuse_calls(self) -> None:
        """Answer no call any more: the results are not needed."""
        self._are_refused = True


Further = Callable[[GivenFunctions, list[Any], dict[str, Any], Any], bytes | None]


def answer_call(
    function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], given: GivenFunctions
) -> dict[str, Any]:
    """Call a given function as the student's process asks. Returns the answer to send."""
    values = [*args, *kwargs.values()]
    if count_values(values) > MAX_VALUES:
        return {"error": TOO_MANY, "value_error": False}
    try:
        if getattr(function, "takes_any_data", None) is not function:
            args, kwargs = list(map(_as_array, args)), {name: _as_array(value) for name, value in kwargs.items()}
        value = function(*args, **kwargs)
        further = getattr(function, "further_results", None)
        more = {} if further is None else {"further": further(given, args, kwargs, value)}
        return {"value": value, "stays": is_pure(function)} | more
    except Exception as error:  # student code called it with values that it cannot work on
        return {"error": REFUSED, "value_error": isinstance(error, ValueError)}


def _as_array(value: Any) -> Any:
    """An array of numbers. Raises TypeError if the value does not consist of numbers."""
    if not _is_numeric(value):
        raise TypeError("no array of numbers")
    array = np.asarray(value)
    if array.dtype.kind not in "biufc":  # an integer is too large for an array
        raise TypeError("no array of numbers")
    return array


def _is_numeric(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_numeric, value))
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "biufc"
    return isinstance(value, (int, float, complex))


def _refuse(*args: Any, **kwargs: Any) -> Any:
    raise RuntimeError("the call is over")
