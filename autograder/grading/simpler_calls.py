"""Make a call simpler by one step: smaller arrays, the values 1, 2, 3 …, smaller numbers, fewer options."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.grading.calls import Call, with_items


def simpler_calls(call: Call) -> Iterator[Call]:
    """Calls that are simpler by one step, the largest steps first."""
    for key in call.kwargs:
        yield Call(call.function, call.args, {k: v for k, v in call.kwargs.items() if k != key})
    if len(call.args) > 1:
        yield Call(call.function, call.args[:-1], call.kwargs)
    fixed = any(map(_has_functions, call.args))  # functions may need arrays of the size that they are made for
    if not fixed:
        yield from _with_smaller_arrays(call)
    for position, arg in enumerate(call.args):
        for simpler in () if fixed and isinstance(arg, int) else _simpler(arg):
            yield Call(call.function, (*call.args[:position], simpler, *call.args[position + 1 :]), call.kwargs)
    for key, arg in call.kwargs.items():
        for simpler in _simpler(arg):
            yield Call(call.function, call.args, call.kwargs | {key: simpler})


def _has_functions(arg: Any) -> bool:
    return callable(arg) or (isinstance(arg, dict) and any(map(callable, arg.values())))


def _with_smaller_arrays(call: Call) -> Iterator[Call]:
    """Cut all axes of one length in all arrays, because they may have to stay equal; then each axis alone."""
    arrays = {p: arg for p, arg in enumerate(call.args) if isinstance(arg, np.ndarray)}
    axes = [(position, axis, length) for position, a in arrays.items() for axis, length in enumerate(a.shape)]
    together = [
        [(position, axis) for position, axis, length in axes if length == common]
        for common in sorted({length for _, _, length in axes}, reverse=True)
    ]
    alone = [[(position, axis)] for position, axis, _ in axes] if len(axes) > 1 else []
    for group in [*together, *alone]:
        position, axis = group[0]
        now = arrays[position].shape[axis]
        for length in sorted({1, 2, 3, now // 2, now - 1}):
            if 0 < length < now:
                yield Call(call.function, _cut(call.args, group, length), call.kwargs)


def _cut(args: tuple[Any, ...], axes: list[tuple[int, int]], length: int) -> tuple[Any, ...]:
    """The arguments with these axes (position of the argument, axis) cut to a length."""
    cut = list(args)
    for position, axis in axes:
        cut[position] = cut[position][(slice(None),) * axis + (slice(length),)]
    return tuple(cut)


def _simpler(value: Any) -> Iterator[Any]:
    """Simpler values of the same type."""
    if isinstance(value, np.ndarray):
        yield from _plainer_array(value)
    elif isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.timedelta64)):
        number, kind = int(value), type(value) if isinstance(value, np.integer) else int
        order = [0, 1, 2, 3, number // 2, number - 1] if number > 0 else [0, -1, number // 2]
        yield from (kind(n) for n in order if (abs(n), n < 0) < (abs(number), number < 0))
    elif isinstance(value, list):
        if len(value) > 3:
            middle = len(value) // 2
            yield from (value[:middle], value[middle:])
        yield from ([item] for item in value if len(value) > 1)
        yield from (value[:i] + value[i + 1 :] for i in range(len(value)))
        yield from _with_simpler_items(value)
    elif isinstance(value, tuple):
        yield from _with_simpler_items(value)
    elif isinstance(value, dict) and _has_functions(value):
        yield from ({k: f for k, f in value.items() if k != key} for key in value)
    elif isinstance(value, dict):
        simpler_items = ((key, simpler) for key, item in value.items() for simpler in _simpler(item))
        yield from ({**value, key: simpler} for key, simpler in simpler_items if not _is_nothing(simpler))


def _with_simpler_items(value: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    """The list or tuple with one item made simpler."""
    for place, item in enumerate(value):
        yield from (with_items(value, [*value[:place], simpler, *value[place + 1 :]]) for simpler in _simpler(item))


def _is_nothing(value: Any) -> bool:
    """0, or a structure without items."""
    return value.size == 0 if isinstance(value, np.ndarray) else not value


def _plainer_array(array: np.ndarray) -> Iterator[np.ndarray]:
    """The array with the values 1, 2, 3 … or their negatives; then rounded; then with one value set to 0."""
    if array.dtype.kind not in "iufc":
        return  # truth values, texts, objects: no value is simpler than another
    with np.errstate(over="ignore"):  # 70,000 is infinite in 16 bits
        count = np.arange(1, array.size + 1).reshape(array.shape).astype(array.dtype)
    for plain in (count,) if array.dtype.kind == "u" else (count, -count):
        if np.array_equal(array, plain):
            return
        yield plain
    whole = np.rint(array)
    if not np.array_equal(array, whole, equal_nan=True):
        yield whole
    elif array.size <= 16:
        for place in np.ndindex(array.shape):
            if array[place]:
                less = array.copy()
                less[place] = 0
                yield less
