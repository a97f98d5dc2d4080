"""What functions of ours will be asked: told to the student's process before it asks.

A call back costs more than what most functions compute, and the exercises' functions `f`, `g` and `pool` are called
thousands of times. Those that are marked as `pure` are therefore computed at the arrays that stand beside them in a
call, and at what the others make of these, whoever needs it: what travels says nothing about the answer.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.encoding import as_it_travels, identity

MOST_VALUES = 4096  # in an array


def pure(function: Callable) -> Callable:
    """Mark a function that gives the same for the same array, whenever and however often it is called."""
    function.pure = True
    return function


def is_pure(function: Callable) -> bool:
    return getattr(function, "pure", False)


def foreseen(calls: list[tuple[tuple, dict]]) -> list[tuple[Callable, list[np.ndarray], list[np.ndarray]]]:
    """Each pure function in the calls, with arrays that it will be given, and what it makes of them."""
    tables: dict[Callable, _Table] = {}
    for args, kwargs in calls:
        values = [*args, *kwargs.values()]
        functions = list(_all(values, is_pure))
        own = [tables.setdefault(function, _Table(function)) for function in functions]
        first = [table for table in own if any(table.function is value for value in values)]  # not within a dict
        pairs = [pair for pair in itertools.permutations(own, 2) if pair[0] in first or pair[1] in first]
        for array in map(_Travelling, _all(values, _is_array) if own else ()):
            for table in own:
                table.add(array)
            for one, other in pairs:
                other.add(one.add(array))
    return [(table.function, *table.columns()) for table in tables.values() if table.results]


def _all(values, wanted) -> Iterator[Any]:
    """The wanted among values, and in lists, tuples and dicts of them."""
    for value in values:
        if isinstance(value, (list, tuple, dict)):
            yield from _all(value.values() if isinstance(value, dict) else value, wanted)
        elif wanted(value):
            yield value


def _is_array(value):
    return type(value) is np.ndarray and value.size <= MOST_VALUES


class _Travelling:
    """An array as it arrives where it is sent, and what it is known by there."""

    def __init__(self, array):
        self.array = as_it_travels(array)
        self.identity = identity(self.array)


class _Table:
    """A function's results, by what the arrays are known by; None for those without one."""

    def __init__(self, function):
        self.function = function
        self.results: dict[tuple, tuple[_Travelling, _Travelling | None]] = {}

    def add(self, given: _Travelling | None) -> _Travelling | None:
        """The function's result. There is none of nothing."""
        if given is None:
            return None
        if given.identity not in self.results:
            self.results[given.identity] = given, self._result(given.array)
        return self.results[given.identity][1]

    def _result(self, array):
        try:
            result = self.function(array)
        except Exception:  # the student's function will be told, if it asks
            return None
        return _Travelling(result) if _is_array(result) else None

    def columns(self):
        pairs = [(given.array, result.array) for given, result in self.results.values() if result is not None]
        return [given for given, _ in pairs], [result for _, result in pairs]
