"""What functions of ours will be asked: told to the student's process before it asks.

A call back costs more than what most functions compute, and the exercises' functions `f`, `g` and `pool` are called
thousands of times. Those that are marked as `pure` are therefore computed at the arrays that stand beside them in a
call, and at what the others make of these, whoever needs it: what travels says nothing about the answer.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.encoding import DTYPES, as_it_travels, identity

MOST_VALUES = 4096  # in an array


def pure(function: Callable) -> Callable:
    """Mark a function that gives the same for the same array, whenever and however often it is called."""
    function.pure = function  # itself, not True, which `functools.wraps` would copy to one that is not pure
    return function


def is_pure(function: Callable) -> bool:
    return function is not None and getattr(function, "pure", None) is function


def foreseen(calls: list[tuple[tuple, dict]]) -> tuple[list[np.ndarray], list[tuple[Callable, list[int], list[int]]]]:
    """Arrays; and for each pure function in the calls, the places of those that it is given and of what it returns."""
    known = _Known()
    for args, kwargs in calls:
        values = [*args, *kwargs.values()]
        functions = list(_all(values, is_pure))
        first = [function for function in functions if any(function is value for value in values)]  # not within a dict
        pairs = [pair for pair in itertools.permutations(functions, 2) if pair[0] in first or pair[1] in first]
        for array in _all(values, _is_array) if functions else ():
            place = known.place(array)
            for function in functions:
                known.result(function, place)
            for one, other in pairs:
                known.result(other, known.result(one, place))
    return known.arrays, known.tables()


def _all(values, wanted) -> Iterator[Any]:
    """The wanted among values, and in lists, tuples and dicts of them."""
    for value in values:
        if isinstance(value, (list, tuple, dict)):
            yield from _all(value.values() if isinstance(value, dict) else value, wanted)
        elif wanted(value):
            yield value


def _is_array(value):
    return type(value) is np.ndarray and value.dtype.str in DTYPES and value.size <= MOST_VALUES


class _Known:
    """Arrays as they arrive where they are sent, each once, and what functions make of one of another."""

    def __init__(self):
        self.arrays: list[np.ndarray] = []
        self._places: dict[tuple, int] = {}
        self._results: dict[Callable, dict[int, int | None]] = {}

    def place(self, array: np.ndarray) -> int:
        """The array's place among the arrays."""
        array = as_it_travels(array)
        place = self._places.setdefault(identity(array), len(self.arrays))
        if place == len(self.arrays):
            self.arrays.append(array)
        return place

    def result(self, function: Callable, given: int | None) -> int | None:
        """The place of what the function makes of an array; None where that is none, or there was none."""
        if given is None:
            return None
        results = self._results.setdefault(function, {})
        if given not in results:
            results[given] = self._computed(function, self.arrays[given])
        return results[given]

    def _computed(self, function, array):
        try:
            result = function(array)
        except Exception:  # the student's function will be told, if it asks
            return None
        return self.place(result) if _is_array(result) else None

    def tables(self):
        found = {function: {g: r for g, r in own.items() if r is not None} for function, own in self._results.items()}
        return [(function, list(own), list(own.values())) for function, own in found.items() if own]
