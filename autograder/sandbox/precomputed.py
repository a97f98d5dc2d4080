"""Compute results of the grader's functions before the student's process asks for them.

A hidden test gives functions of the grader to the student's functions, which may call them thousands of times. Each
call back costs more than what most of them compute. Functions that are marked as `pure` are therefore computed in
advance: at the arrays in the same call, at what the other pure functions return for these, and at a function's own
`likely_arguments`. The results are sent with the call. They say nothing about the right answer, because they depend on
the arguments alone.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.call_batch import Arguments
from autograder.sandbox.encoding import DTYPES, Array, array_key, as_received
from autograder.sandbox.given import is_pure

MAX_SIZE = 4096  # values of an array
Stack = tuple[Array, bool]  # arrays of the same shape and type along the first axis, and whether they are contiguous
Table = tuple[Callable[..., Any], list[int], list[int]]  # a function, places of arguments, places of results


def precomputed(calls: Iterable[Arguments]) -> tuple[list[Stack], list[Table]]:
    """Results of the pure functions that occur in these calls.

    Returns arrays, and for each function the places of its arguments and of its results among all these arrays. The
    arrays are sent in stacks: one large array takes much less time than many small ones.
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
        for function in functions:
            results.likely(function)
    return results.stacks(), results.tables()


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
        self._alike: dict[Any, list[int]] = {}  # shape and type → places
        self._likely: set[Callable[..., Any]] = set()  # functions that were computed at their likely arguments

    def place(self, array: Array) -> int:
        """The array's place in `arrays`."""
        array = as_received(array)
        key = array_key(array)
        place = self._places.setdefault(key, len(self.arrays))
        if place == len(self.arrays):
            self.arrays.append(array)
            self._alike.setdefault(key[:3], []).append(place)
        return place

    def likely(self, function: Callable[..., Any]) -> None:
        """Compute a function's results for its likely arguments, once."""
        if function not in self._likely:
            self._likely.add(function)
            for array in getattr(function, "likely_arguments", ()):
                self.result(function, self.place(array))

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

    def stacks(self) -> list[Stack]:
        """All arrays, those with the same shape and type together."""
        return [
            (np.stack([self.arrays[place] for place in places]), contiguous)
            for (_, _, contiguous), places in self._alike.items()
        ]

    def tables(self) -> list[Table]:
        """Each function with the places of its arguments and results in the stacks."""
        order = itertools.chain.from_iterable(self._alike.values())
        sent = {place: number for number, place in enumerate(order)}
        found = {
            function: {sent[argument]: sent[result] for argument, result in results.items() if result is not None}
            for function, results in self._results.items()
        }
        return [(function, list(own), list(own.values())) for function, own in found.items() if own]
