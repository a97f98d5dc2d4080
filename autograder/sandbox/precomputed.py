"""Compute results of the grader's functions before the student's process asks for them.

A hidden test gives functions of the grader to the student's functions, which may call them thousands of times. Each
call back costs more than what most of them compute. Functions that are marked as `pure` are therefore computed in
advance, at the arrays in the same call, and at what the other pure functions return for these. The results are sent
with the call. They say nothing about the right answer, because they depend on the arguments alone.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.call_batch import Arguments
from autograder.sandbox.encoding import DTYPES, Array, array_key, as_received
from autograder.sandbox.given import is_pure

MAX_SIZE = 4096  # values of an array
Table = tuple[Callable[..., Any], list[int], list[int]]  # a function, places of arguments, places of results


def precomputed(calls: Iterable[Arguments]) -> tuple[list[Array], list[Table]]:
    """Results of the pure functions that occur in these calls.

    Returns arrays, and for each function the places (in the list of arrays) of its arguments and of its results.
    """
    results = _Results()
    for args, kwargs in calls:
        values = [*args, *kwargs.values()]
        functions = list(_all(values, is_pure))
        direct = [function for function in functions if any(function is value for value in values)]  # not in a dict
        pairs = [pair for pair in itertools.permutations(functions, 2) if pair[0] in direct or pair[1] in direct]
        for array in _all(values, _is_array) if functions else ():
            place = results.place(array)
            for function in functions:
                results.result(function, place)
            for inner, outer in pairs:
                results.result(outer, results.result(inner, place))
    return results.arrays, results.tables()


def _all(values: Iterable[Any], wanted: Callable[[Any], bool]) -> Iterator[Any]:
    """The wanted ones among the values, and among the items of lists, tuples and dicts."""
    for value in values:
        if isinstance(value, (list, tuple, dict)):
            yield from _all(value.values() if isinstance(value, dict) else value, wanted)
        elif wanted(value):
            yield value


def _is_array(value: Any) -> bool:
    return type(value) is np.ndarray and value.dtype.str in DTYPES and value.size <= MAX_SIZE


class _Results:
    """Arrays, each once and as the student's process receives them, and the results of functions for them."""

    def __init__(self) -> None:
        self.arrays: list[Array] = []
        self._places: dict[Any, int] = {}
        self._results: dict[Callable[..., Any], dict[int, int | None]] = {}

    def place(self, array: Array) -> int:
        """The array's place in `arrays`."""
        array = as_received(array)
        place = self._places.setdefault(array_key(array), len(self.arrays))
        if place == len(self.arrays):
            self.arrays.append(array)
        return place

    def result(self, function: Callable[..., Any], argument: int | None) -> int | None:
        """The place of the function's result for the array in this place; None if it has none."""
        if argument is None:
            return None
        results = self._results.setdefault(function, {})
        if argument not in results:
            results[argument] = self._compute(function, self.arrays[argument])
        return results[argument]

    def _compute(self, function: Callable[..., Any], array: Array) -> int | None:
        try:
            result = function(array)
        except Exception:  # the student's function gets this exception if it makes the same call
            return None
        return self.place(result) if _is_array(result) else None

    def tables(self) -> list[Table]:
        """Each function with the places of its arguments and results."""
        found = {
            function: {argument: result for argument, result in results.items() if result is not None}
            for function, results in self._results.items()
        }
        return [(function, list(own), list(own.values())) for function, own in found.items() if own]
