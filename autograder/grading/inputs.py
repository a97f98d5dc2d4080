"""Choose the inputs of hidden tests: cases in which all pairs of properties occur, and views of arrays."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from allpairspy import AllPairs


def covering(is_legal: Callable[..., bool] | None = None, **properties: Sequence[Any]) -> list[dict[str, Any]]:
    """Few cases in which every value of a property occurs with every value of every other property.

    `is_legal` gets the properties of a case by their names. Pairs that occur in no legal case are left out.

        covering(height=[4, 5], stride=[1, 2, 3], padding=[0, 1])

    Finding them takes much longer than asking for their results. Without `is_legal`, it is done once for all students.
    A test that uses `is_legal` should call this at the top of its file, or in a function with `functools.cache`.
    """
    if is_legal is not None:
        return _legal_cases(is_legal, properties)
    places = _pairs_of_places(tuple(map(len, properties.values())))
    return [
        {name: values[place] for (name, values), place in zip(properties.items(), case, strict=True)} for case in places
    ]


@functools.cache
def _pairs_of_places(lengths: tuple[int, ...]) -> list[list[int]]:
    """The places of the values in each case: which ones are chosen depends only on how many values there are."""
    return list(AllPairs([list(range(length)) for length in lengths]))


def _legal_cases(is_legal: Callable[..., bool], properties: dict[str, Sequence[Any]]) -> list[dict[str, Any]]:
    names = list(properties)
    wanted = set(inspect.signature(is_legal).parameters) & set(names)

    def fits(values: Sequence[Any]) -> bool:
        known = dict(zip(names, values, strict=False))
        return not wanted <= known.keys() or is_legal(**known)  # early: it takes long to find all that fit to the end

    return [dict(zip(names, values, strict=True)) for values in AllPairs(list(properties.values()), filter_func=fits)]


def views(arguments: Iterable[Any]) -> tuple[Any, ...]:
    """The arguments of a call, with each array as a slice of a larger one. Other arguments are as they were."""
    return tuple(_view(one) if isinstance(one, np.ndarray) and one.ndim else one for one in arguments)


def _view(array: np.ndarray) -> np.ndarray:
    return np.repeat(array, 2, axis=-1)[..., ::2]
