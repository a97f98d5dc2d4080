"""Functions that make no known mistake: nonsense, and right or wrong answers as values of other types."""

from collections.abc import Callable
from typing import Any

import numpy as np

Function = Callable[..., Any]


def nonsense(right: Function) -> dict[str, Function]:
    """Wrong answers that are not a known mistake, by name. Some have the shape that the right answer has."""
    rng = np.random.default_rng(0)

    def shaped(make: Callable[[tuple[int, ...]], Any]) -> Function:
        def answer(*args: Any, **keywords: Any) -> Any:
            value = right(*args, **keywords)
            return make(np.shape(value)) if not isinstance(value, (bool, dict)) else make(())

        return answer

    def fails(*args: Any, **keywords: Any) -> Any:
        raise KeyError("nonsense")

    return {
        "None": lambda *args, **keywords: None,
        "text": lambda *args, **keywords: "right",
        "a number": lambda *args, **keywords: 0.123,
        "0": lambda *args, **keywords: 0,
        "1": lambda *args, **keywords: 1,
        "True": lambda *args, **keywords: True,
        "an empty array": lambda *args, **keywords: np.array([]),
        "an empty list": lambda *args, **keywords: [],
        "zeros": shaped(np.zeros),
        "its first argument": lambda *args, **keywords: args[0] if args else 0,
        "random": shaped(lambda shape: rng.normal(size=shape)),
        "sevens": shaped(lambda shape: np.full(shape, 7)),
        "fails": fails,
        "a function": lambda *args, **keywords: max,
    }


def other_types(function: Function) -> dict[str, Function]:
    """The same answers as values of other types."""
    return {
        "list": lambda *args, **keywords: _plain(function(*args, **keywords)),
        "tuple": lambda *args, **keywords: _tuple(_plain(function(*args, **keywords))),
        "float32": lambda *args, **keywords: _float32(function(*args, **keywords)),
        "objects": lambda *args, **keywords: _objects(function(*args, **keywords)),
    }


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, (list, tuple)) else value


def _float32(value: Any) -> Any:
    return (
        value.astype(np.float32) if isinstance(value, np.ndarray) and np.issubdtype(value.dtype, np.floating) else value
    )


def _objects(value: Any) -> Any:
    return value.astype(object) if isinstance(value, np.ndarray) else value
