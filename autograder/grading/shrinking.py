"""The smallest failing case: the call of a broken promise made simpler for as long as it fails in the same way.

The reference says what each simpler call should give. Arrays become smaller and their values 1, 2, 3 …, numbers
become smaller, lists shorter, optional arguments go. A simpler call has to stay legal where the first one was, and
what the contracts leave open (empty arrays, results without values) is never asked.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterator

import numpy as np

from autograder.grading.calls import Broken, Call, differs, identical, outcome
from autograder.sandbox import Crashed, Failure, TimedOut
from autograder.sandbox.call_batch import RemoteFunction
from autograder.toolkit.compare import _numbers as numbers

REMEMBERS = "the same call gives something else each time: does the function remember something from call to call?"
ROUNDS = 40
MOST_CALLS = 80  # that are tried in one round
FIRST_BATCH = 5  # of them, asked at once


def smallest(broken: Broken, function: RemoteFunction, reference: Callable) -> Broken:
    """The simplest call that breaks the promise in the same way. Calls the student's `function`."""
    if broken.kind == "sequence" or isinstance(broken.received, (TimedOut, Crashed)):
        return broken
    try:
        if _remembers(broken.call, function):
            return dataclasses.replace(broken, note=REMEMBERS)
        for _ in range(ROUNDS):
            simpler = _first_like(broken, function, reference)
            if simpler is None:
                break
            broken = simpler
    except Failure:  # a simpler call hangs, or kills the process: what is known already has to do
        pass
    return broken


def _remembers(call, function):
    """Whether the same call gives another result the second time."""
    first, second = function.each([(call.args, call.kwargs)] * 2)
    if isinstance(first, Failure) or isinstance(second, Failure):
        return type(first) is not type(second)
    values = numbers(first), numbers(second)
    return all(value is not None for value in values) and not np.array_equal(*values, equal_nan=True)


def _first_like(broken, function, reference):
    """The first simpler call that fails like `broken`; None where none does."""
    calls = itertools.islice(simpler_calls(broken.call), MOST_CALLS)
    for some in _batches(filter(_is_legal, calls)):
        expected = [outcome(reference, call) for call in some]
        asked = [(call, e) for call, e in zip(some, expected, strict=True) if _is_alike(broken, e)]
        found = _first_asked(broken, asked, function)
        if found is not None:
            return found
    return None


def _batches(calls):
    """The calls in batches, each twice as large as the one before: mostly one of the first will do."""
    size = FIRST_BATCH
    while batch := [*itertools.islice(calls, size)]:
        yield batch
        size *= 2


def _first_asked(broken, asked, function):
    """The first of the calls, of which is known what to expect, that fails like `broken`."""
    if broken.kind == "arguments":
        return next(filter(None, (_changed(broken, call, function) for call, _ in asked)), None)
    received = function.each([(call.args, call.kwargs) for call, _ in asked]) if asked else []
    for (call, e), r in zip(asked, received, strict=True):
        if _fails_alike(broken, e, r):
            return Broken(broken.kind, call, ValueError if broken.kind == "error" else e, r, broken.note)
    return None


def _is_alike(broken, expected):
    """Whether a call of which this is expected can stand for the broken one."""
    if broken.kind == "error":
        return isinstance(expected, ValueError)
    if isinstance(expected, Exception):
        return False
    array = numbers(expected)
    return array is None or (array.size > 0 and not np.isnan(array).any())


def _fails_alike(broken, expected, received):
    if isinstance(broken.received, Failure):
        return type(received) is type(broken.received)
    return not isinstance(received, Failure) and (broken.kind == "error" or differs(received, expected))


def _changed(broken, call, function):
    """The broken promise of `call`, if it changes one of its arguments."""
    try:
        after = function.arguments_after(*call.args, **call.kwargs)
    except (TimedOut, Crashed):
        raise
    except Failure:
        return None
    pairs = zip(call.args, after, strict=True)
    changed = [(before, now) for before, now in pairs if not identical(before, now)]
    return Broken("arguments", call, *changed[0], broken.note) if changed else None


def _is_legal(call):
    """Whether no array is empty, nor a list beside one: that is a kernel."""
    arrays = [arg for arg in call.args if isinstance(arg, np.ndarray)]
    lists = [arg for arg in call.args if isinstance(arg, list)]
    return all(array.size for array in arrays) and (not arrays or all(lists))


def simpler_calls(call: Call) -> Iterator[Call]:
    """Calls that are simpler by one step, the largest steps first."""
    for key in call.kwargs:
        yield Call(call.function, call.args, {k: v for k, v in call.kwargs.items() if k != key})
    if len(call.args) > 1:
        yield Call(call.function, call.args[:-1], call.kwargs)
    fixed = any(map(_has_functions, call.args))  # those need arrays of the size that they are made for
    if not fixed:
        yield from _with_smaller_arrays(call)
    for position, arg in enumerate(call.args):
        for simpler in () if fixed and isinstance(arg, int) else _simpler(arg):
            yield Call(call.function, (*call.args[:position], simpler, *call.args[position + 1 :]), call.kwargs)
    for key, arg in call.kwargs.items():
        for simpler in _simpler(arg):
            yield Call(call.function, call.args, call.kwargs | {key: simpler})


def _has_functions(arg):
    return callable(arg) or (isinstance(arg, dict) and any(map(callable, arg.values())))


def _with_smaller_arrays(call):
    """Axes of the same length, which may have to stay equal, are cut in all arrays at once; then each alone."""
    arrays = {p: arg for p, arg in enumerate(call.args) if isinstance(arg, np.ndarray)}
    axes = [(position, axis, length) for position, a in arrays.items() for axis, length in enumerate(a.shape)]
    together = [
        [place for place in axes if place[2] == length] for length in sorted({place[2] for place in axes})[::-1]
    ]
    for group in [*together, *([place] for place in axes if len(axes) > 1)]:
        for length in sorted({1, 2, 3, group[0][2] // 2, group[0][2] - 1} - {0}):
            if length < group[0][2]:
                args = list(call.args)
                for position, axis, _ in group:
                    args[position] = args[position][(slice(None),) * axis + (slice(length),)]
                yield Call(call.function, tuple(args), call.kwargs)


def _simpler(value):
    """Simpler values of the same type."""
    if isinstance(value, np.ndarray):
        yield from _plainer(value)
    elif isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        order = [0, 1, 2, 3, value // 2, value - 1] if value > 0 else [0, -1, value // 2]
        yield from (type(value)(n) for n in order if (abs(n), n < 0) < (abs(value), value < 0))
    elif isinstance(value, list):
        yield from ([item] for item in value if len(value) > 1)
        yield from (value[:i] + value[i + 1 :] for i in range(len(value)))
        yield from (
            value[:i] + [simpler] + value[i + 1 :] for i, item in enumerate(value) for simpler in _simpler(item)
        )
    elif isinstance(value, tuple):
        yield from (
            (*value[:i], simpler, *value[i + 1 :]) for i, item in enumerate(value) for simpler in _simpler(item)
        )
    elif isinstance(value, dict) and _has_functions(value):
        yield from ({k: f for k, f in value.items() if k != key} for key in value)
    elif isinstance(value, dict):
        yield from (value | {k: simpler} for k, item in value.items() for simpler in _simpler(item) if simpler)


def _plainer(array):
    """The array with the values 1, 2, 3 …, or those negative; otherwise rounded, then with one value less."""
    count = np.arange(1, array.size + 1, dtype=array.dtype).reshape(array.shape)
    for plain in (count, -count):
        if np.array_equal(array, plain):
            return
        yield plain
    whole = np.rint(array)
    if not np.array_equal(array, whole):
        yield whole
    elif array.size <= 16:
        for place in np.ndindex(array.shape):
            if array[place]:
                less = array.copy()
                less[place] = 0
                yield less
