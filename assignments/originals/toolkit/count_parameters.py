# The course's toolkit in count_parameters.ipynb: visible checks, hints and pictures.
#
# The first code cell of the notebook contains this text, compressed. The notebook does not read
# this file, so a change of it has no effect. The parts are:
#
#   describe: Describe a value in a few words, whatever it is and however large it is.
#   compare: Compare a value with the expected one, and say where the first difference is.
#   notebook: Look at the notebook that calls the toolkit: its names, its tasks and its page.
#   time_limit: Stop a call that does not return in time, or that would end the kernel.
#   running: Run the calls of visible checks, and say what is wrong with each.
#   definitions: Find out whether the newest definition of a function has run.
#   grids: Show the expected and the received array side by side, as tables with the wrong cells
#       marked.
#   hints: Give hints: one after the other, or about a symptom that the student sees.
#   checks: Run a notebook's visible checks, and say what to do next.
#   drawing: Draw pictures in the page's text colour, with descriptions for readers who cannot see
#       them.
#   pictures: Draw the parameters of three kinds of layer, and the parameters of whole networks.
#   hints: What `hint` prints.

import ast as _ast
import collections.abc as _abc
import contextlib as _contextlib
import copy as _copy
import functools as _functools
import html as _html
import inspect as _inspect
import io as _io
import logging as _logging
import numbers as _abstract
import os as _os
import re as _re
import signal as _signal
import subprocess as _subprocess
import sys as _sys
import threading as _threading
import time as _time
import traceback as _traceback
import types as _types
import warnings as _warnings
from collections.abc import Callable as _Callable
from collections.abc import Iterable as _Iterable
from collections.abc import Iterator as _Iterator
from pathlib import Path as _Path
from typing import Any as _Any

import numpy as np


# ---- describe ------------------------------------------------------------------------------------

_NUMBER = (_abstract.Number, np.bool_)
_TEXT = (str, bytes, bytearray)
_HUGE = 10**4000  # Python does not write out much larger integers


def _describe(value: _Any) -> str:
    """A value as a student would write it: shape and numbers of an array, otherwise its repr."""
    if value is None:
        return "None (does the function return its result?)"
    if isinstance(value, np.ndarray):
        return _short(_describe_array(value), 600).replace("\n", "\n        ")
    return _short(_plain(value), 300) if isinstance(value, _NUMBER) else _text(value)


def _describe_array(array: np.ndarray) -> str:
    array = np.asarray(array)  # values under a mask are compared, so show them
    many = array.ndim > 4 and array.size > 64  # too many rows to read
    if array.dtype.kind in "biufc":
        shown = array.flat[:64] if many else array
        text = np.array2string(shown, precision=6, threshold=64, separator=", ")
        text = text.replace("\n\n", "\n")
    else:
        text = _text(array if array.size else [], 600)
    gap = "\n" if "\n" in text else " "
    return f"array of shape {array.shape}{', which begins with' if many else ''}:{gap}{text}"


def _text(value: _Any, length: int = 300) -> str:
    """The beginning of a value's repr. No more of the value is read than is shown."""
    text = ""
    for piece in _pieces(value):
        text += piece
        if len(text) > length:
            break
    return _short(text, length)


def _pieces(value: _Any) -> _abc.Iterator[str]:
    """The repr of a value, piece by piece."""
    if isinstance(value, dict):
        for place, (key, item) in enumerate(value.items()):
            yield ", " if place else "{"
            yield from _pieces(key)
            yield ": "
            yield from _pieces(item)
        yield "}" if value else "{}"
    elif isinstance(value, (list, tuple)) or _is_array_of_objects(value):
        first, last = "()" if isinstance(value, tuple) else "[]"
        yield first
        for place, item in enumerate(value):
            yield ", " if place else ""
            yield from _pieces(item)
        yield ",)" if isinstance(value, tuple) and len(value) == 1 else last
    elif type(value) in (set, frozenset) and value:
        texts = [_text(item) for _, item in zip(range(1000), value, strict=False)]
        texts.sort(key=lambda text: (len(text), text))  # its own order is different each time
        text = "{" + ", ".join(texts) + "}"
        yield text if type(value) is set else f"frozenset({text})"
    else:
        yield _repr(value)


def _is_array_of_objects(value: _Any) -> bool:
    """Texts, for example: its repr can be long, so it is written as a list."""
    array = isinstance(value, np.ndarray) and value.ndim > 0 and value.size > 0
    return array and value.dtype.kind not in "biufc"


def _repr(value: _Any) -> str:
    """The repr of a value without parts; of text, its beginning."""
    if isinstance(value, int) and abs(value) > _HUGE:
        return f"an integer of {value.bit_length()} bits"
    if isinstance(value, np.ndarray) and value.size > 100:
        value = value.flat[:100]
    if isinstance(value, np.generic) and value.dtype.kind in "biufcUS":
        value = value.item()  # 3 instead of np.int64(3)
    try:
        return repr(value[:300] if isinstance(value, _TEXT) else value)
    except Exception:
        return f"an object of type {type(value).__name__}"


def _plain(value: _Any) -> str:
    """A number as people write it: 2.5 instead of np.float64(2.5) or (2.5+0j)."""
    value = value.item() if isinstance(value, np.generic) else value
    value = value.real if isinstance(value, complex) and value.imag == 0 else value
    return f"{value:.10g}" if isinstance(value, float) else _repr(value)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


# ---- compare -------------------------------------------------------------------------------------

_EXACT = 2**53  # up to here, a float has every integer
_LARGEST = 2**1023  # close to the largest float


def _difference(received: _Any, expected: _Any) -> str | None:
    """How `received` differs from `expected`, in words; None if they are equal."""
    found = _first_difference(received, expected)
    return None if found is None else found[0] + _in_words(found[1], found[2])


def _first_difference(
    received: _Any, expected: _Any, tolerance: float = 1e-5
) -> tuple[str, _Any, _Any] | None:
    """The first parts that differ: their place in words, and both parts; None if all is equal.

    These rules say what is equal. They hold for parts of a value, too.

    - Numbers, alone or in lists, tuples and arrays that form one array: the same shape, and values
      within rtol and atol `tolerance`. Types do not count: True, 1, 1.0, Fraction(1), 1 + 1e-9j and
      np.array(1) are equal. A Python int that is expected, alone or in a tuple, is a count: other
      ints must match exactly, and floats up to rounding (rtol 1e-12, atol 1e-9). NaN equals NaN,
      so it is right only where it is expected. A list without values has lost its further axes:
      [] equals an array of shape (0, 3).
    - Other lists, tuples and arrays: the same length, and equal items. Dicts: the same keys, and
      equal values.
    - All else (text, bytes, None, sets, numbers beyond a float): what `==` says.
    """
    have, want = _opened(received), _opened(expected)
    if isinstance(want, _abc.Mapping) and isinstance(have, _abc.Mapping):
        return _dict_difference(have, want, tolerance)
    numbers = _values(want)
    if numbers is not None:
        others = _values(have)
        if others is not None and _is_empty_list(have, others, numbers):
            return None
        same = (
            others is not None
            and others.shape == numbers.shape
            and not _wrong(others, numbers, want, tolerance).any()
        )
    elif _is_sequence(want) and _is_sequence(have) and len(have) == len(want):
        for place, (one, other) in enumerate(zip(have, want, strict=True)):
            found = _first_difference(one, other, tolerance)
            if found is not None:
                return f"at index {place}: {found[0]}", *found[1:]
        return None
    else:
        same = _same(have, want)
    return None if same else ("", received, expected)


def _dict_difference(
    received: _abc.Mapping[_Any, _Any], expected: _abc.Mapping[_Any, _Any], tolerance: float
) -> tuple[str, _Any, _Any] | None:
    have, want = _by_key(received), _by_key(expected)
    for key, value in want.items():
        if key not in have:
            return "", received, expected
        found = _first_difference(have[key], value, tolerance)
        if found is not None:
            return f"under {_text(key)}: {found[0]}", *found[1:]
    return None if len(have) == len(want) else ("", received, expected)


def _by_key(values: _abc.Mapping[_Any, _Any]) -> dict[_Any, _Any]:
    return {_key(key): value for key, value in values.items()}


def _key(key: _Any) -> _Any:
    """A key that is found again: NaN is not equal to itself, but the object np.nan is found."""
    if isinstance(key, tuple):
        return tuple(map(_key, key))
    return np.nan if isinstance(key, _NUMBER) and key != key else key


def _same(received: _Any, expected: _Any) -> bool:
    """Whether two values without parts are equal."""
    try:
        if isinstance(received, _abc.Set) and isinstance(expected, _abc.Set):
            return set(map(_key, received)) == set(map(_key, expected))
        if received is expected or received == expected:
            return True
        return bool(received != received and expected != expected)  # NaN, or no date
    except Exception:  # objects that cannot be compared
        return False


def _opened(value: _Any) -> _Any:
    """The item of an array without axes, the fields of a record, an array without its mask."""
    if isinstance(value, np.ndarray):
        value = np.asarray(value)
        value = value if value.ndim else value[()]
    return value.item() if isinstance(value, np.void) else value


def _is_empty_list(value: _Any, have: np.ndarray, want: np.ndarray) -> bool:
    """Whether `value`, a list from which `have` was made, is what `tolist` makes of `want`."""
    empty = have.size == want.size == 0 and isinstance(value, (list, tuple))
    return empty and have.shape == want.shape[: have.ndim]


def _is_sequence(value: _Any) -> bool:
    return isinstance(value, (np.ndarray, _abc.Sequence)) and not isinstance(value, _TEXT)


def _wrong(
    have: np.ndarray, want: np.ndarray, expected: _Any, tolerance: float = 1e-5
) -> np.ndarray:
    """A mask of the values in `have` that differ from `want`, the array made from `expected`."""
    with np.errstate(all="ignore"):
        wrong: np.ndarray = np.logical_not((have == want) | ((have != have) & (want != want)))
        if tolerance and wrong.any():
            one, other = _floats(have), _floats(want)
            apart, size = np.abs(one - other), np.abs(other)
            rounded = (apart <= 1e-9 + 1e-12 * size) & (have.dtype.kind in "fc")
            close = np.where(
                _counts(expected, want.shape), rounded, apart <= tolerance + tolerance * size
            )
            wrong &= ~(close & np.isfinite(other))
    return wrong


def _counts(expected: _Any, shape: tuple[int, ...]) -> np.ndarray:
    """A mask of the values that are Python ints, alone or in tuples."""
    if isinstance(expected, tuple) and expected:
        return np.stack([_counts(item, shape[1:]) for item in expected])
    return np.broadcast_to(isinstance(expected, int), shape)


def _floats(array: np.ndarray) -> np.ndarray:
    """The numbers as float64 or complex128. An integer that is too large becomes infinite."""
    if array.dtype.kind != "O":
        return array.astype(complex if array.dtype.kind == "c" else float, copy=False)
    fits = [not isinstance(item, int) or abs(item) < _LARGEST for item in array.flat]
    items = zip(array.flat, fits, strict=True)
    return np.array([complex(item) if fit else np.inf for item, fit in items]).reshape(array.shape)


def _numbers(value: _Any) -> np.ndarray | None:
    """`value` as an array of complex numbers; None if it does not consist of numbers."""
    array = _values(value)
    try:
        return None if array is None else array.astype(complex)
    except OverflowError:
        return None


def _values(value: _Any) -> np.ndarray | None:
    """`value` as an array of numbers in their own type; None if it does not consist of numbers.

    If there are Python ints that a float does not have, the array has the dtype object.
    """
    try:
        return _array(value)
    except Exception:  # not rectangular, no number, or a number that is too large for a float
        return None


def _array(value: _Any) -> np.ndarray:
    """What `_values` returns, or an exception."""
    if not isinstance(value, (list, tuple)):
        # No mask, no matrix. Texts are not copied: NumPy would make all as long as the longest.
        array = np.asarray(value if isinstance(value, np.ndarray) else np.asarray(value, object))
        if array.dtype.kind in "biufc":
            return array
        if array.dtype.kind != "O" and array.size:
            raise TypeError
        items, shape = array.ravel().tolist() if array.size else [], array.shape
    else:
        items, shape = list(value), (len(value),)
    if not items:
        return np.zeros(shape)
    if all(isinstance(item, _NUMBER) for item in items):
        return _row(items).reshape(shape)
    if not any(map(_is_sequence, items)):
        raise TypeError
    parts = [_array(item) for item in items]
    return np.stack(parts).reshape(shape + parts[0].shape)


def _row(items: _abc.Sequence[_Any]) -> np.ndarray:
    """Numbers as an array with one axis."""
    large = any(isinstance(item, int) and abs(item) > _EXACT for item in items)
    array = np.empty(0, object) if large else np.array(items)
    if array.dtype.kind == "O":  # Fraction, Decimal
        numbers = [item if isinstance(item, int) else complex(item) for item in items]
        array = np.array(numbers, object if large else complex)
    if array.dtype.kind not in "biufcO":  # a time is a number for NumPy
        raise TypeError
    return array


def _in_words(received: _Any, expected: _Any) -> str:
    """How two values differ that differ themselves, not only in their parts."""
    if isinstance(received, _abc.Mapping) and isinstance(expected, _abc.Mapping):
        there, wanted = _by_key(received), _by_key(expected)
        missing = [key for key in wanted if key not in there]
        extra = [key for key in there if key not in wanted]
        return (
            f"the key {_text((missing or extra)[0])} is {'missing' if missing else 'not expected'}"
        )
    have, want = _values(received), _values(expected)
    if have is None or want is None:
        return _both(received, expected)
    if have.shape != want.shape:
        shapes = f"the shapes differ: expected {want.shape}, received {have.shape}"
        return f"{shapes}\n      {_both(received, expected)}"
    return _first_wrong(have, want, _wrong(have, want, expected)) + _both(received, expected)


def _both(received: _Any, expected: _Any) -> str:
    wanted = "None" if expected is None else _describe(expected)
    return f"expected {wanted}\n      received {_describe(received)}"


def _first_wrong(have: np.ndarray, want: np.ndarray, wrong: np.ndarray) -> str:
    """The first wrong value and its index, for arrays with several values."""
    if want.size < 2:
        return ""
    where = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = where[0] if len(where) == 1 else where
    values = [_short(_plain(array[where]), 60) for array in (want, have)]
    return (
        f"{int(wrong.sum())} of {want.size} values differ; the first at index {place}: "
        f"expected {values[0]}, received {values[1]}\n      "
    )


# ---- notebook ------------------------------------------------------------------------------------

_CASES: dict[str, dict[str, object]] = {}  # task -> its visible checks, from its check cell
_HINTS: dict[str, tuple[str, ...]] = {}  # task -> its three hints; the release adds them below


def _names_of_caller() -> dict[str, _Any]:
    """The global names of the notebook that called `check` or `hint`."""
    frame = _inspect.currentframe()  # this function; then `check` or `hint`; then the notebook
    for _ in range(2):
        frame = frame.f_back if frame else None
    return frame.f_globals if frame else {}


def _name(task: object, names: dict[str, _Any]) -> str:
    """The name of a task. `task` is its function or its name."""
    if isinstance(task, str):
        return task
    bound = [name for name, value in names.items() if value is task and not name.startswith("_")]
    own = str(getattr(task, "__name__", "this"))  # useless for a lambda
    likely = [name for name in bound if name in _HINTS] + [name for name in bound if name == own]
    return [*likely, *bound, own][0]


def _as_argument(name: str, names: dict[str, _Any]) -> str:
    """How to write a task in a call of `hint`: in quotes if its function is not defined."""
    return name if name in names else f'"{name}"'


def _shell() -> _Any:
    """The notebook's IPython shell; None in a terminal, in a script and while grading."""
    shell = _sys.modules["IPython"].get_ipython() if "IPython" in _sys.modules else None
    return None if "Terminal" in type(shell).__name__ else shell


def _show(text: str, markup: str) -> None:
    """Show HTML in the notebook, with a text for readers who cannot see it."""
    _shell().display_pub.publish({"text/html": markup, "text/plain": text})


# ---- time_limit ----------------------------------------------------------------------------------

_SECONDS = 5.0  # that a call may take
_NEXT_TIME = 1.0  # the same, for a function that did not return before
_TOTAL = 4  # times as long for all calls of a picture, whose arrays are larger
_AGAIN = 0.05  # a loop with `except:` is interrupted again
_PATIENCE = 1.0  # to wait for a line of the student's code before a library is interrupted
_HANGING: list[object] = []  # the functions that did not return in time
_LIBRARIES = (str(_Path(_os.__file__).parent), "<frozen")  # code that is not the student's
_FILE = (lambda: None).__code__.co_filename  # all of the toolkit, in a notebook
_OWN = str(_Path(_FILE).parent) if _Path(_FILE).is_absolute() else _FILE


class _TimeUp(BaseException):
    """The call took too long. A student's `except Exception` does not catch it."""

    is_noted = is_counted = False  # whether the function that was running is known


@_contextlib.contextmanager
def _limited(functions: _Any, seconds: float | None = None) -> _Iterator[None]:
    """Limit the time of a call of these functions, and let exit() and quit() raise SystemExit.

    Raises _TimeUp. The one that was running is remembered: then the limit is shorter. A function
    that returns is forgotten, and a new definition is another function.
    """
    hangs = any(one is other for one in functions for other in _HANGING)
    seconds = _SECONDS if seconds is None else seconds
    seconds = min(_NEXT_TIME, seconds) if hangs else seconds
    try:
        with _no_exit(), (_timer if _has_timer() else _tracing)(seconds):
            yield
    except _TimeUp as error:
        if not error.is_noted:  # by a limit inside this one
            error.is_noted = True
            _HANGING.extend(_running(functions, error))
        raise
    _HANGING[:] = [one for one in _HANGING if not any(one is other for other in functions)]


def _running(functions: _Any, error: BaseException) -> list[object]:
    """Which of the functions was running when an exception was raised: the last one called."""
    codes = [frame.f_code for frame, _ in _traceback.walk_tb(error.__traceback__)]
    for code in reversed(codes):
        found = [one for one in functions if getattr(one, "__code__", None) is code]
        if found:
            return found
    return []


def _time_up(seconds: float) -> _TimeUp:
    number = f"{round(seconds, 1):g} second"
    return _TimeUp(f"the call did not return within {number}{'s' * (number != '1 second')}")


class _TotalLimit:
    """The limit of all calls of a picture together. Calls inside others are not counted again."""

    def __init__(self) -> None:
        self.seconds = _TOTAL * _SECONDS
        self.is_slow = False  # the call that took too long was not the first of its function
        self._spent, self._depth, self._start = 0.0, 0, 0.0
        self._returned: list[object] = []  # the function of each call that returned

    @_contextlib.contextmanager
    def call(self, function: object) -> _Iterator[None]:
        """Limit a call of this function. Raises _TimeUp."""
        self._start = self._start if self._depth else _time.monotonic()
        spent = self._spent + _time.monotonic() - self._start
        returned = sum(one is function for one in self._returned)
        self._depth += 1
        try:
            # A function that returned several times is slow: it is not remembered as endless.
            with _limited([] if returned > 1 else [function], max(self.seconds - spent, 0.01)):
                yield
        except _TimeUp as error:
            self.is_slow = self.is_slow or (returned > 1 and not error.is_counted)
            error.is_counted = True  # the calls around this one are not meant
            raise
        finally:
            self._depth -= 1
            if not self._depth:
                self._spent += _time.monotonic() - self._start
        self._returned.append(function)


def _has_timer() -> bool:
    is_main = _threading.current_thread() is _threading.main_thread()
    return is_main and hasattr(_signal, "setitimer") and _sys.platform != "emscripten"


@_contextlib.contextmanager
def _timer(seconds: float) -> _Iterator[None]:
    """Interrupt the block after so many seconds, with a timer.

    A timer that runs already goes on behind it, or is left alone if it comes first.
    """
    outer, again = _signal.getitimer(_signal.ITIMER_REAL)
    if 0 < outer <= seconds:
        yield
        return
    is_open, end = True, _time.monotonic() + seconds + _PATIENCE

    def stop(_: object, frame: _Any) -> None:
        if is_open and (_is_students(frame) or _time.monotonic() > end):
            raise _time_up(seconds)
        # An exception in a callback of a library is printed and lost: wait for the student's line.
        while is_open and frame and not _is_students(frame):
            frame = frame.f_back
        if is_open and frame:
            frame.f_trace = stop_at_line
            _sys.settrace(lambda *_: None)  # otherwise f_trace has no effect

    def stop_at_line(*_: object) -> None:
        if is_open:
            raise _time_up(seconds)

    trace = _sys.gettrace()
    before, start = _signal.signal(_signal.SIGALRM, stop), _time.monotonic()
    try:
        try:
            _signal.setitimer(_signal.ITIMER_REAL, seconds, _AGAIN)
            yield
        finally:
            is_open = False
    finally:  # also if the timer has just interrupted the line above
        is_open = False
        _sys.settrace(trace)
        _signal.setitimer(_signal.ITIMER_REAL, 0)
        _signal.signal(_signal.SIGALRM, before)
        if outer:
            left = outer - (_time.monotonic() - start)
            _signal.setitimer(_signal.ITIMER_REAL, max(left, 0.001), again)


def _is_students(frame: _Any) -> bool:
    return not _is_library(frame) and not frame.f_code.co_filename.startswith(_OWN)


def _is_library(frame: _Any) -> bool:
    name = frame.f_code.co_filename
    return name.startswith(_LIBRARIES) or "site-packages" in name


@_contextlib.contextmanager
def _tracing(seconds: float) -> _Iterator[None]:
    """Stop the block after so many seconds at the next line of the notebook's code."""
    end = _time.monotonic() + seconds
    before = _sys.gettrace()

    def trace(frame: _Any, *_: object) -> _Any:
        if not _is_students(frame):
            return None
        if _time.monotonic() > end:
            raise _time_up(seconds)
        return trace

    _sys.settrace(trace)
    try:
        yield
    finally:
        _sys.settrace(before)


@_contextlib.contextmanager
def _no_exit() -> _Iterator[None]:
    """Let exit() and quit() raise SystemExit: those of IPython ask the kernel to end."""
    shell = _shell()
    if not hasattr(shell, "ask_exit"):
        yield
        return
    keeps = getattr(shell, "keepkernel_on_exit", None)

    def refuse() -> None:
        raise SystemExit

    own = "ask_exit" in vars(shell)
    before = shell.ask_exit
    shell.ask_exit = refuse
    try:
        yield
    finally:
        shell.keepkernel_on_exit = keeps
        if own:
            shell.ask_exit = before
        else:
            del shell.ask_exit


# ---- running -------------------------------------------------------------------------------------

_HANGS = "Is there a loop that never ends?"
_NO_EXIT = "exit() would end the notebook's kernel. Use return to leave a function"
_NOT_TRIED = "not tried"
_NESTED = "a function that is tested calls its own tests. Write this line below the function"
_CHANGEABLE = (np.ndarray, list, dict, set)
_RUNNING: list[dict[str, object]] = []  # the checks that run


def _run(
    cases: dict[str, object], names: dict[str, _Any]
) -> tuple[dict[str, str], dict[str, object]]:
    """Two dicts: from each call that fails to its problem, and from each call to its result.

    Raises RuntimeError within one of these calls: it would go on for hours.
    """
    if _RUNNING:
        raise RuntimeError(_NESTED)
    _RUNNING.append(cases)
    try:
        return _run_calls(cases, names)
    finally:
        _RUNNING.clear()


def _run_calls(
    cases: dict[str, object], names: dict[str, _Any]
) -> tuple[dict[str, str], dict[str, object]]:
    """What `_run` returns."""
    problems: dict[str, str] = {}
    results: dict[str, object] = {}
    for call, expected in cases.items():
        results[call] = None
        if any(problem.endswith(_HANGS) for problem in problems.values()):
            problems[call] = _NOT_TRIED  # it would hang, too
            continue
        problem, results[call] = _try(call, expected, names)
        if problem:
            problems[call] = problem
    return problems, results


def _try(call: str, expected: object, names: dict[str, _Any]) -> tuple[str | None, object]:
    """What is wrong with a call, in words (None if it is right), and its result, if any."""
    exception = expected if isinstance(expected, type) and issubclass(expected, Exception) else None
    given = {name: names.get(name) for name in _re.findall(r"\w+", call)}
    given = {name: value for name, value in given.items() if isinstance(value, _CHANGEABLE)}
    try:
        copies = _copy.deepcopy(given)  # a call that changes its arguments affects no other check
        with _warnings.catch_warnings():
            _warnings.simplefilter("ignore")  # a warning is not a failure
            with _limited(_functions(call, names)):
                received = eval(call, names | copies)
    except NotImplementedError as error:
        return f"{_message(error) or 'this function'} is not written yet", None
    except _TimeUp as error:
        return f"{error}. {_HANGS}", None
    except KeyboardInterrupt:
        return f"the call was interrupted. {_HANGS}", None
    except SystemExit as error:
        return _NO_EXIT + _place(error, names), None
    except BaseException as error:
        if exception and isinstance(error, exception):
            return None, None
        place = _place(error, names)
        if isinstance(error, NameError) and not place:  # a name in the call itself
            question = "Run the cell that defines it. Does it raise an error?"
            return f"{_message(error)}. {question}", None
        wanted = f"expected {exception.__name__}, " if exception else ""
        return f"{wanted}the call raised {type(error).__name__}: {_message(error)}{place}", None
    try:
        changed = [name for name in given if _first_difference(copies[name], given[name], 0)]
        if changed:
            return f"the call changes {changed[0]}: a function must not change its arguments", None
        if exception:
            returned = received is exception or isinstance(received, exception)
            advice = ". Use raise instead of return" if returned else ""
            return f"expected {exception.__name__}, received {_describe(received)}{advice}", None
        return _difference(received, expected), received
    except Exception as error:  # the result cannot be compared, or it has no repr
        return f"the result cannot be compared or shown: {type(error).__name__}", None


def _functions(call: str, names: dict[str, _Any]) -> list[object]:
    """The notebook's own functions that a call names."""
    found = [names.get(name) for name in _re.findall(r"\w+", call)]
    return [one for one in found if isinstance(one, _types.FunctionType)]


def _message(error: BaseException) -> str:
    """The message of an exception; "" if it has none."""
    try:
        return str(error)
    except Exception:
        return ""


def _place(error: BaseException, names: dict[str, _Any]) -> str:
    """The line of the student's code that raised an exception."""
    lines: list[str | None] = []
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_globals is names:
            lines += [_traceback.extract_tb(trace, limit=1)[0].line]
        trace = trace.tb_next
    return f"\n      in the line: {lines[-1]}" if lines and lines[-1] else ""


# ---- definitions ---------------------------------------------------------------------------------

def _stale(name: str, names: dict[str, _Any]) -> str:
    """Why the newest cell that defines a function did not define it, in words; "" if it did.

    Also "" if nobody knows: outside a notebook, and for functions with decorators.
    """
    shell = _shell()
    cells = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
    defines = _re.compile(rf"^(?:(?:async\s+)?def|class)\s+{_re.escape(name)}\b", _re.MULTILINE)
    function = names.get(name)
    own = _lines(function)
    for cell in reversed(cells):
        has_run = bool(own) and own in _squeezed(cell)
        if has_run or defines.search(cell):
            return "" if has_run else _why_not(cell, name, function)
    return ""


def _why_not(cell: str, name: str, function: object) -> str:
    """Why a cell did not define a function, in words; "" if nobody knows."""
    older = "so it is not defined" if function is None else "so this is about an older definition"
    head = f"The newest cell that defines {name} did not run, {older}"
    try:
        _ast.parse(_shell().transform_cell(cell))
    except SyntaxError as error:
        line = f"\n      {error.text.strip()}" if error.text else ""
        return f"{head}:\n      {type(error).__name__} in line {error.lineno}: {error.msg}{line}"
    except Exception:
        return ""
    is_known = function is None or (_is_plain(function) and bool(_lines(function)))
    return f"{head}. Run this cell again, and read its error." if is_known else ""


def _is_plain(function: object) -> bool:
    """Whether it is a function that a `def` made, without a decorator."""
    return isinstance(function, _types.FunctionType) and not hasattr(function, "__wrapped__")


def _lines(function: _Any) -> str:
    """The lines of a function's source; "" if they are not known."""
    try:
        return _squeezed(_inspect.getsource(function))
    except Exception:
        return ""


def _squeezed(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


# ---- grids ---------------------------------------------------------------------------------------

_MOST = 150  # values of a table
_SLICES = 2  # of an array with more than two axes


def _grids(received: object, expected: object) -> str:
    """HTML with two arrays side by side, wrong cells marked; "" for other and large values.

    Of an array with three or four axes, these are the first 2-D slices that differ.
    """
    have, want = _numbers(received), _numbers(expected)
    if _shell() is None or have is None or want is None or not 0 < have.ndim == want.ndim < 5:
        return ""
    same = have.shape == want.shape
    wrong = _wrong(have, want, expected) if same else np.zeros(have.shape, bool)
    places: list[tuple[int, ...]] = [()]
    if want.ndim > 2:
        outer = np.argwhere(wrong.any(axis=(-2, -1))).tolist() if same and want.size else []
        places = [tuple(place) for place in outer[:_SLICES]]
    rows = [_table_row(have[place], want[place], wrong[place], place) for place in places]
    return "".join(rows) if all(rows) else ""


def _table_row(
    have: np.ndarray, want: np.ndarray, wrong: np.ndarray, place: tuple[int, ...]
) -> str:
    """Both tables of one slice; "" if they are too large."""
    if not all(0 < array.size <= _MOST for array in (have, want)):
        return ""
    index = f"[{', '.join(map(str, place))}]" if place else ""
    grids = _grid(f"expected{index}", want, np.zeros(want.shape, bool))
    grids += _grid(f"received{index}", have, wrong)
    style = "display: flex; flex-wrap: wrap; gap: 0.5em 2.5em; align-items: flex-start"
    return f'<div style="{style}">{grids}</div>'


def _grid(title: str, array: np.ndarray, wrong: np.ndarray) -> str:
    """An HTML table of numbers; wrong cells have a cross and a frame."""
    border = "border: 1px solid rgba(128, 128, 128, 0.5); padding: 0.3em 0.6em; text-align: right"
    frame = "; outline: 3px solid #d55e00; outline-offset: -3px; font-weight: bold"
    rows = ""
    for values, flags in zip(np.atleast_2d(array), np.atleast_2d(wrong), strict=True):
        cells = [
            f'<td style="{border}{frame if bad else ""}">{"✗ " if bad else ""}'
            f"{_html.escape(_plain(value))}</td>"
            for value, bad in zip(values, flags, strict=True)
        ]
        rows += f"<tr>{''.join(cells)}</tr>"
    caption = f"{title}, shape {array.shape}"
    left = "text-align: left; white-space: nowrap; padding: 0.3em 0"
    style = "border-collapse: collapse; margin: 0; font-variant-numeric: tabular-nums"
    table = f'<table style="{style}"><caption style="{left}">{caption}</caption>{rows}</table>'
    return f'<div style="overflow-x: auto; max-width: 100%">{table}</div>'


# ---- hints ---------------------------------------------------------------------------------------

_HINTED: dict[str, int] = {}  # task -> the number of the last hint that was shown
# task -> pairs of a symptom, as in "I get an IndexError", and the advice; the release adds them
_SYMPTOMS: dict[str, tuple[tuple[str, str], ...]] = {}
_FAILED: list[str] = []  # the task whose checks failed last
_KINDS = ("a first step", "the idea", "the outline")
_FORBIDDEN = """\
Which sentence of the description forbids this call? NumPy may not notice it. Check it yourself and
raise ValueError."""
_OWN_RAISE = _re.compile(r"in the line: raise\b")
_ERROR = _re.compile(r"\b[A-Z]\w*(?:Error|Exception|Warning)\b")
# Words of a problem that a symptom can be about, besides the names of exceptions.
_SIGNS = ("shape", "None", "nan", "inf", "change", "loop")
# How any array is described, and an exception that was not raised: no symptoms.
_NO_SIGN = _re.compile(r"array of shape|expected \w+,")


def hint(task: object = None, about: object = None) -> None:
    """Print a hint for a function: a first step, at the next call the idea, then the outline.

    `hint(f, 2)` prints the second hint, and `hint(f, "IndexError")` what to look at if you see an
    IndexError. `hint()` is about the function whose checks failed last.
    """
    names = _names_of_caller()
    if task is None:
        if not _FAILED:
            print("No check has failed so far. Name the function, as in hint(f).")
            return
        task = _FAILED[-1]
    name = _name(task, names)
    if name not in _HINTS:
        advice = f" There are some for: {', '.join(_HINTS)}." if _HINTS else ""
        print(f"There are no hints for {name}.{advice}")
    elif isinstance(about, str):
        _print_advice(name, about, names)
    else:
        _print_hint(name, about, names)


def _print_hint(name: str, number: object, names: dict[str, _Any]) -> None:
    """Print one of the numbered hints, and what else can be asked for."""
    hints = _HINTS[name]
    following = _HINTED.get(name, 0) + 1
    number = min(max(number if isinstance(number, int) else following, 1), len(hints))
    _HINTED[name] = number
    print(f"Hint {number} of {len(hints)} for {name}, {_KINDS[number - 1]}:\n\n{hints[number - 1]}")
    own = _as_argument(name, names)
    if number < len(hints):
        print(f"\nCall hint({own}) again for the next hint.")
    symptoms = _SYMPTOMS.get(name, ())
    if symptoms:
        example = _example(name, own)
        print(f"\nThere is also advice on what you may see. Ask with a word of it, {example}:")
        print(*[f"  - {symptom}" for symptom, _ in symptoms], sep="\n")


def _print_advice(name: str, word: str, names: dict[str, _Any]) -> None:
    """Print the advice on each symptom that contains a word; if none does, whose advice does."""
    symptoms = _SYMPTOMS.get(name, ())
    asked = word.lower()
    found = [pair for pair in symptoms if asked in pair[0].lower()]
    found = found or [pair for pair in symptoms if asked in pair[1].lower()]
    if not found and asked.strip() == "valueerror":
        print(_FORBIDDEN)
    elif found:
        print("\n\n".join(f"{symptom}:\n\n{advice}" for symptom, advice in found))
    elif symptoms:
        print(f'There is no advice on "{word}" for {name}. There is some on:')
        print(*[f"  - {symptom}" for symptom, _ in symptoms], sep="\n")
    else:
        print(f"There is no advice on symptoms of {name}. Call hint({_as_argument(name, names)}).")


def _example(name: str, own: str) -> str:
    """An example of how to ask about a symptom."""
    words = [word for symptom, _ in _SYMPTOMS[name] for word in _key_words(symptom)]
    word = words[0] if words else _SYMPTOMS[name][0][0].split()[-1].strip(".`'\"")
    return f'as in hint({own}, "{word}")'


def _key_words(symptom: str) -> list[str]:
    """The words of a symptom that can also be in the text of a problem."""
    signs = [sign for sign in _SIGNS if _re.search(rf"\b{sign}", symptom, _re.IGNORECASE)]
    return _ERROR.findall(symptom) + signs


def _stuck(name: str, problem: str, names: dict[str, _Any]) -> str:
    """What to call for help with a problem; "" if there are no hints for the task."""
    if name not in _HINTS:
        return ""
    own = _as_argument(name, names)
    if _OWN_RAISE.search(problem) and "expected" not in problem.split(",")[0]:
        return f"Your own check raised this: which arguments reached it? Or call hint({own})."
    if problem.startswith("expected ValueError, received"):
        return f'Stuck? Call hint({own}), or hint({own}, "ValueError").'
    words = [word for symptom, _ in _SYMPTOMS.get(name, ()) for word in _key_words(symptom)]
    seen = _NO_SIGN.sub("", problem)
    fitting = [word for word in words if _re.search(rf"\b{word}", seen, _re.IGNORECASE)]
    more = f', or hint({own}, "{fitting[0]}")' if fitting else ""
    return f"Stuck? Call hint({own}){more}."


# ---- checks --------------------------------------------------------------------------------------

_IN_BROWSER = """\
Your notebook runs in the browser, so check_submission.py cannot run here. Before you hand in:
  1. Choose Kernel, Restart Kernel and Run All Cells, and read the output of each check.
  2. Save the notebook, then choose File, Download. The file is in your folder of downloads.
  3. If its name is not {0}, rename it. Then hand in this file.
The browser keeps your work on this computer only, and forgets it if you delete the data of this
site: download the notebook whenever you stop. If you have Python, check_submission.py in the
course's folder checks the file that you downloaded."""
_UNSAVED = """\
The saved file differs from what runs here. Save it (Ctrl-S), then run this cell again."""
_PROGRESS: dict[str, tuple[int, int]] = {}  # task -> passed and all checks of the last run


def check(task: object = None, cases: object = None, *others: object) -> None:
    """Run the visible checks of a function, `check(f)`, and print which of them pass.

    `check(f, g)` runs those of several functions, and `check()` those of all. The cell below each
    stub passes `cases`: a dict from a call, written as text, to the value that the call must return
    or the exception that it must raise. `check` raises nothing, so the cells below still run. It
    prints failures to stderr, which nbgrader's Validate button reads.
    """
    names = _names_of_caller()
    if task is None:
        _check_all(names)
        return
    if isinstance(cases, dict):
        _CASES[_name(task, names)] = cases
    more = [] if cases is None or isinstance(cases, dict) else [cases]
    for one in [task, *more, *others]:
        _check_one(_name(one, names), names)


def _check_one(name: str, names: dict[str, _Any]) -> None:
    """Run the checks of a task, and print which of them pass."""
    if not _CASES.get(name):
        others = [other for other in _CASES if _CASES[other]]
        advice = f"There are some for: {', '.join(others)}." if others else "Run the cells above."
        print(f"There are no visible checks for {name}. {advice}")
        return
    problems, results = _results(name, names)
    if problems:
        _report(name, problems, results, names)
    else:
        passed = [f"  ✓ {call}" for call in _CASES[name]]
        print(f"{_summary(name)} The hidden tests check more.", *passed, sep="\n")


def _results(name: str, names: dict[str, _Any]) -> tuple[dict[str, str], dict[str, object]]:
    """Run the checks of a task: the problem of each call that fails, and the result of each."""
    stale = _stale(name, names)
    if stale:
        print(stale, file=_sys.stderr)
    if stale and name in names:
        problems: dict[str, str] = dict.fromkeys(_CASES[name], _NOT_TRIED)
        results: dict[str, object] = dict.fromkeys(_CASES[name])
    else:
        problems, results = _run(_CASES[name], names)
    _PROGRESS[name] = len(_CASES[name]) - len(problems), len(_CASES[name])
    if problems:
        _FAILED.append(name)
    return problems, results


def _summary(name: str) -> str:
    passed, total = _PROGRESS[name]
    return f"{name}: {passed} of {total} visible checks pass."


def _check_all(names: dict[str, _Any]) -> None:
    """Run the checks of all tasks: a line for each, and the first failure in full."""
    failed = []
    for name in dict.fromkeys([*_HINTS, *_CASES]):
        if not _CASES.get(name):
            print(f"  - {name}: its check cell has not run.")
            continue
        problems, results = _results(name, names)
        if problems:
            failed.append((name, problems, results))
        written = "" if not _is_unwritten(name, problems) else " It is not written yet."
        print(f"  {'✗' if problems else '✓'} {_summary(name)}{written}")
    started = [one for one in failed if not _is_unwritten(one[0], one[1])]
    if failed:
        print()
        _report(*(started or failed)[0], names)
        _FAILED.append((started or failed)[0][0])
    elif _CASES:
        print("The hidden tests check more.")


def _is_unwritten(name: str, problems: dict[str, str]) -> bool:
    """Whether all checks fail because the function is still a stub."""
    unwritten = {f"{function} is not written yet" for function in (name, "this function")}
    return len(problems) == len(_CASES[name]) and set(problems.values()) <= unwritten


def _report(
    name: str, problems: dict[str, str], results: dict[str, object], names: dict[str, _Any]
) -> None:
    """Print which checks fail, and the first problem in full."""
    cases = _CASES[name]
    first, *others = problems
    if _is_unwritten(name, problems):
        _print_unwritten(name, names)
        return
    if problems[first] == _NOT_TRIED:  # the newest definition did not run, as was just said
        print(f"{_summary(name)} The older definition is not checked.", file=_sys.stderr)
        return
    grids = _grids(results[first], cases[first])
    # The grids show the values better than text.
    problem = problems[first].partition("\n")[0] if grids else problems[first]
    lines = [f"  ✓ {call}" for call in cases if call not in problems]
    lines += [f"  ✗ {first}", f"      {problem}", *[f"  ✗ {call}" for call in others]]
    lines += filter(None, [_stuck(name, problems[first], names)])
    print(_summary(name), *lines, sep="\n", file=_sys.stderr)
    if grids:
        _show("expected and received, side by side", grids)


def _print_unwritten(name: str, names: dict[str, _Any]) -> None:
    """Say that a stub is not written.

    That is no error, so it is not on stderr, which looks red. But nbgrader's Validate button calls
    every notebook correct that has nothing there.
    """
    lines = [f"{name} is not written yet: 0 of {len(_CASES[name])} visible checks pass."]
    lines += filter(None, [_stuck(name, "", names)])
    is_validating = "NBGRADER_VALIDATING" in _os.environ
    print(*lines, sep="\n", file=_sys.stderr if is_validating else _sys.stdout)


def before_handing_in(notebook: str) -> None:
    """Print which tasks pass, then run check_submission.py on the saved file."""
    # check_submission.py sets the variable when it runs this notebook.
    if _shell() is None or "CHECKING_SUBMISSION" in _os.environ:
        return
    print("The visible checks of this notebook, as it runs now:")
    for task in _HINTS:
        passed, total = _PROGRESS.get(task, (0, 0))
        text = f"{passed} of {total} visible checks pass" if total else "its checks have not run"
        print(f"  {'✓' if passed == total > 0 else '✗'} {task}: {text}")
    print("The hidden tests check more.\n")
    if _sys.platform == "emscripten":
        print(_IN_BROWSER.format(notebook))
        return
    here = [folder / "check_submission.py" for folder in (_Path.cwd(), _Path.cwd().parent)]
    script = next((path for path in here if path.is_file()), None)
    if script is None:
        print("Restart the kernel, run all cells, check the output of each, and save the notebook.")
        print("(The script check_submission.py in the course's folder does this for you.)")
        return
    # Without repairs: a file that changes on disk could cost the student unsaved work.
    print("Now the saved file runs in a new process. This takes about 10 seconds …", flush=True)
    command = [_sys.executable, str(script), "--no-repair", notebook]
    done = _subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    print(done.stdout + done.stderr)
    if any(_differs(task, done.stdout) for task in _HINTS):
        print(_UNSAVED)


def _differs(task: str, printed: str) -> bool:
    """Whether check_submission.py found another result of a task in the saved file."""
    here, text = _PROGRESS.get(task), " ".join(printed.split())
    result = r"(?:(\d+) of (\d+) visible checks|(not written yet))"
    result = rf"(?:^| ){_re.escape(task)} \([^()]*\): {result}"
    found = _re.search(result, text)
    if not found or not here:
        return False
    return here[0] > 0 if found[3] else here != (int(found[1]), int(found[2]))


# ---- drawing -------------------------------------------------------------------------------------

_INK = "#010203"  # becomes the page's text colour, in the light and in the dark theme
# Okabe and Ito's colours, which colour-blind readers can distinguish.
_BLUE, _ORANGE, _GREEN, _RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
_AFTER = "When the checks above pass, run this cell again."
_SLOW = """\
all calls for it take more than {0:g} seconds. This is slow here, but there is no
endless loop: each of the calls before returned. The picture is not graded."""
_STYLE: _Any = {
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 11,
    "figure.dpi": 96,
    "font.size": 10,
    "image.interpolation": "none",  # the browser enlarges the pixels
    "legend.frameon": False,
    "svg.fonttype": "path",
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}


def _picture(draw: _Callable[..., tuple[_Any, str]]) -> _Callable[..., None]:
    """Decorate `draw`, which returns a figure and its description: show the figure in the notebook.

    An error in the student's function is printed, not raised. Outside a notebook nothing happens.
    """

    @_functools.wraps(draw)
    def show(*arguments: object) -> None:
        if _shell() is None or "CHECKING_SUBMISSION" in _os.environ:
            return
        # In a browser, Matplotlib says at each start that it is building its font cache.
        _logging.getLogger("matplotlib.font_manager").setLevel(_logging.ERROR)
        import matplotlib

        limit = _TotalLimit()
        try:
            with matplotlib.rc_context(_STYLE):
                figure, description = draw(*_in_time(arguments, limit))
                picture = _svg(figure, description)
        except NotImplementedError as error:
            name = str(error) or "the function"
            print(f"A picture appears here as soon as {name} is written.")
        except _TimeUp as error:
            why = _SLOW.format(limit.seconds) if limit.is_slow else f"{error}. {_HANGS}\n{_AFTER}"
            print(f"There is no picture yet: {why}")
        except SystemExit:
            print(f"There is no picture yet: {_NO_EXIT}.\n{_AFTER}")
        except Exception as error:
            print(f"There is no picture yet: {type(error).__name__}: {_message(error)}\n{_AFTER}")
        else:
            _show(description, picture)

    return show


def _in_time(argument: _Any, limit: _TotalLimit) -> _Any:
    """The argument, a function of which may only take some time. Drawing itself has no limit:
    loading Matplotlib can take seconds in a browser, and must not be interrupted.
    """
    if isinstance(argument, (list, tuple)):
        return type(argument)(_in_time(one, limit) for one in argument)
    if isinstance(argument, dict):
        return {key: _in_time(one, limit) for key, one in argument.items()}
    if not callable(argument) or isinstance(argument, type):
        return argument

    @_functools.wraps(argument)
    def call(*arguments: object, **keywords: object) -> object:
        with limit.call(argument):
            return argument(*arguments, **keywords)

    return call


def _svg(figure: _Any, description: str) -> str:
    """The figure as HTML, in the page's text colour."""
    buffer = _io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, bbox_inches="tight", pad_inches=0.05)
    svg = _re.sub(r"^.*?(?=<svg)|<metadata>.*?</metadata>", "", buffer.getvalue(), flags=_re.DOTALL)
    style = "max-width: 100%; height: auto"
    label = f'<svg role="img" style="{style}" aria-label="{_html.escape(description)}"'
    return svg.replace("<svg", label, 1).replace(_INK, "currentColor")


def _figure(
    width: float, height: float, rows: int = 1, columns: int = 1, **keywords: _Any
) -> tuple[_Any, _Any]:
    """A figure of this size in inches, and an array of its axes, without frames."""
    from matplotlib.figure import Figure  # not pyplot, which holds the student's own figures

    figure = Figure((width, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **keywords).ravel()
    for one in axes:
        one.set_axis_off()
    return figure, axes


def _cells(
    axes: _Any,
    array: _Any,
    title: str = "",
    fill: _Any = None,
    labels: _Any = None,
    marked: _Iterable[_Any] = (),
    size: float = 10,
) -> None:
    """Draw a 1-D or 2-D array as a grid of numbers.

    `fill` has a colour or None for each cell, `labels` has texts to show instead of the numbers,
    and `marked` has the (row, column) of each cell with a thick frame.
    """
    array = np.asarray(array)
    array = array[np.newaxis] if array.ndim == 1 else array
    if array.ndim != 2 or not 0 < array.size <= 400:
        raise ValueError(f"an array of shape {array.shape} cannot be drawn")
    rows, columns = array.shape
    for r, c in np.ndindex(rows, columns):
        colour = fill[r][c] if fill is not None else None
        _box(axes, r, c, 1, 1, facecolor=colour or "none", edgecolor=_INK, linewidth=0.6, zorder=1)
        text = labels[r][c] if labels is not None else _plain(array[r, c])
        axes.text(c + 0.5, r + 0.5, text, ha="center", va="center", fontsize=size)
    for r, c in marked:
        _box(axes, r, c, 1, 1, facecolor="none", edgecolor=_RED, linewidth=3, zorder=3)
    axes.set(xlim=(-0.1, columns + 0.1), ylim=(rows + 0.1, -0.1), aspect="equal")
    axes.set_title(title, loc="left")


def _box(axes: _Any, row: float, column: float, height: float, width: float, **style: _Any) -> None:
    """Draw a rectangle over cells of a grid."""
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((column, row), width, height, **style))


def _tint(colour: str, strength: float = 0.35) -> tuple[float, float, float, float]:
    """A half-transparent colour. Text on it is readable in the light and in the dark theme."""
    from matplotlib.colors import to_rgba

    return to_rgba(colour, strength)


def _signed(values: np.ndarray, largest: float = 1) -> np.ndarray:
    """The colours of an array: positive values orange, negative ones blue, zeros transparent."""
    colours = np.where((values > 0)[..., np.newaxis], _tint(_ORANGE, 1), _tint(_BLUE, 1))
    colours[..., 3] = np.clip(np.abs(values) / largest, 0, 1)
    return colours


def _photograph() -> np.ndarray:
    """A photograph of Grace Hopper from Matplotlib: 96 x 96 grey values from 0 to 1."""
    from matplotlib import cbook
    from matplotlib.image import imread

    path = cbook.get_sample_data("grace_hopper.jpg", asfileobj=False)
    grey: np.ndarray = imread(path)[40:424, 64:448].mean(axis=2) / 255
    small: np.ndarray = grey.reshape(96, 4, 96, 4).mean(axis=(1, 3))
    return small


# ---- pictures ------------------------------------------------------------------------------------

@_picture
def show_layers():
    """Draw three kinds of layer as lines from inputs to outputs, a colour for each parameter."""
    m, n, k = 5, 3, 3
    figure, axes = _figure(7.4, 2.4, 1, 3)
    for axis, (kind, matrix) in zip(axes, _numbered_parameters(m, n, k).items(), strict=True):
        shades = _shades(matrix, 1)
        for i, j in zip(*matrix.nonzero(), strict=True):
            axis.plot([j, i + 1], [0, 1], color=shades[i][j], linewidth=2.5, zorder=1)
        for row, places in ((0, range(m)), (1, range(1, n + 1))):
            axis.plot(places, [row] * len(places), "o", color=_INK, markersize=9, zorder=2)
        for i, own in enumerate(matrix):
            first, *_, last = own[own > 0]
            axis.text(i + 1, 1.16, f"{first}–{last}", ha="center", fontsize=10)
        axis.text(2, -0.38, f"{m} inputs", ha="center", fontsize=10)
        axis.set(xlim=(-0.5, m - 0.5), ylim=(-0.4, 1.35))
        axis.set_title(kind, loc="left")
    return figure, (
        f"Three layers with {m} inputs below and {n} outputs above, and lines between them, in a "
        "colour for each parameter. Dense: each output is connected to all inputs, and the outputs "
        "have the parameters 1 to 5, 6 to 10 and 11 to 15. Sparse: each output is connected to "
        "three inputs, and they have the parameters 1 to 3, 4 to 6 and 7 to 9. Shared: the same "
        "lines, but all three outputs have the parameters 1 to 3."
    )


@_picture
def show_kernels():
    """Draw all parameters of a small convolutional layer, with a number for each."""
    channels, filters, height, width = 3, 2, 2, 3
    size = channels * height * width + 1  # of a filter, with its bias
    figure, axes = _figure(6.4, 2.6, filters, channels + 1, width_ratios=[3] * channels + [1.6])
    for number, axis in enumerate(axes):
        f, c = divmod(number, channels + 1)
        first = f * size + c * height * width + 1
        cells = np.array([[first]]) if c == channels else np.arange(first, first + 6).reshape(2, 3)
        names = [*(f"for input channel {channel}" for channel in range(channels)), "bias"]
        colour = _tint([_BLUE, _ORANGE][f])
        _cells(axis, cells, "" if f else names[c], [[colour] * cells.shape[1]] * len(cells))
        if c == 0:
            axis.text(-0.3, 1, f"kernel {f}", ha="right", va="center", fontsize=11)
    return figure, (
        f"The {filters * size} parameters of a layer with {channels} input channels and {filters} "
        f"output channels, numbered. Each output channel has a grid of {height}×{width} cells for "
        f"each input channel, and one bias: {size} parameters."
    )


def _numbered_parameters(m, n, k):
    """The matrices of three kinds of layer, with the number of a parameter in each connection."""
    place = np.arange(m) - np.arange(n)[:, np.newaxis]  # of an input in the window of an output
    near = (place >= 0) & (place < k)
    return {
        "dense": np.arange(1, m * n + 1).reshape(n, m),
        "sparse": np.where(near, np.cumsum(near).reshape(n, m), 0),
        "shared": np.where(near, place + 1, 0),
    }


@_picture
def draw_connections(layer_cost):
    """Draw the connections of three kinds of layer as matrices, a colour for each parameter."""
    m, n, k = 7, 5, 3
    figure, axes = _figure(8.6, 2.6, 1, 3)
    texts = []
    for axis, (kind, matrix) in zip(axes, _numbered_parameters(m, n, k).items(), strict=True):
        parameters, multiplications = layer_cost(kind, m, n, k)
        labels = [[str(number) if number else "" for number in row] for row in matrix]
        title = f"{kind}: {parameters} parameters,\n{multiplications} multiplications"
        _cells(axis, matrix, title, _shades(matrix), labels, size=8)
        texts.append(f"{kind}, {parameters} parameters and {multiplications} multiplications")
    return figure, (
        f"The connections of three layers with {m} inputs (columns) and {n} outputs (rows), "
        f"each parameter with its own number and colour: {'; '.join(texts)}."
    )


@_picture
def draw_costs(layer_cost):
    """Draw the notes' m × n, k × n and k as bars, for an image of 224×224 pixels."""
    pixels, k = 224 * 224, 9
    kinds = {"dense": "m × n", "sparse": "k × n", "shared": "k"}
    parameters = [layer_cost(kind, pixels, pixels, k)[0] for kind in kinds]
    figure, [axes] = _figure(8, 1.9)
    _bars(axes, [f"{kind}: {formula}" for kind, formula in kinds.items()], parameters, _BLUE)
    axes.set(xscale="log", xlim=(1, 1e11))
    axes.set_title("parameters for m = n = 224·224, k = 3·3, on a logarithmic scale", loc="left")
    text = ", ".join(f"{kind} {number:,}" for kind, number in zip(kinds, parameters, strict=True))
    return figure, f"Parameters of a layer from 224×224 to 224×224 pixels, k = 9: {text}."


@_picture
def draw_network(network_parameters, layers):
    """Draw a bar for each layer of a network that has parameters."""
    counted = [(layer["kind"], network_parameters([layer])) for layer in layers]
    counted = [(kind, number) for kind, number in counted if number]
    total = network_parameters(layers)
    names = [f"{number}  {kind}" for number, (kind, _) in enumerate(counted, start=1)]
    colours = [_ORANGE if kind == "dense" else _BLUE for kind, _ in counted]
    figure, [axes] = _figure(8, 0.6 + 0.26 * len(counted))
    _bars(axes, names, [number for _, number in counted], colours)
    axes.set_title(f"{total:,} parameters", loc="left")
    dense = sum(number for kind, number in counted if kind == "dense")
    return figure, (
        f"The parameters of {len(counted)} layers, {total:,} in all. The dense layers have "
        f"{dense:,} of these parameters, {dense / total:.0%}."
    )


def _shades(matrix, strength=0.55):
    """A colour for each nonzero number of a matrix, and None for 0."""
    from matplotlib import colormaps

    shades = colormaps["viridis"](np.linspace(0.15, 1, max(matrix.max(), 2)), alpha=strength)
    return [[tuple(shades[number - 1]) if number else None for number in row] for row in matrix]


def _bars(axes, names, numbers, colours):
    """Draw horizontal bars with names and numbers, the first bar on top."""
    axes.set_axis_on()
    lengths = [float(number) for number in numbers]  # in a browser, NumPy's integers have 32 bits
    bars = axes.barh(names, lengths, color=colours, height=0.72)
    axes.bar_label(bars, [f"{number:,}" for number in numbers], padding=4, color=_INK)
    axes.margins(x=0.16, y=0.02)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


# ---- hints ---------------------------------------------------------------------------------------

_HINTS.update({
    'layer_cost': (
        'Draw 4 inputs and 3 outputs, and the connections for k = 2. How many lines are\n'
        'there? How many different weights do they need if the outputs share them?',
        'In all three kinds of layer, each connection is one multiplication. The kinds differ\n'
        'in how many of the connections have their own parameter.',
        'Check for errors first: an unknown kind; m or n below 1; and, unless the layer is\n'
        'dense, a k that is None, below 1 or above m. Then count the connections, in one way\n'
        'for dense and in another way for the other two kinds. This is the number of\n'
        'multiplications. The number of parameters is the same, except for shared: there it\n'
        'is k.',
    ),
    'conv2d_parameters': (
        "How many numbers does one kernel of AlexNet's first layer have? It is a box: height,\n"
        'width, and ...?',
        'Multiply the parameters of one output channel by the number of output channels. Does\n'
        'a bias belong to a cell of the kernel, to an input channel or to an output channel?',
        'Find the height and the width. If kernel_size is a single number, use it for both;\n'
        'otherwise take the two values out of it. (np.ndim tells the two cases apart without\n'
        'checking the type.) Raise ValueError if any of the four numbers is below 1. One\n'
        'kernel has in_channels · height · width weights. Add 1 if there is a bias, then\n'
        'multiply by out_channels.',
    ),
    'network_parameters': (
        'What is the sum for a list with a single layer? And for an empty list?',
        'Each kind of layer needs something different: one of your functions, a product, or\n'
        "nothing. A key of a dict may be absent. Look up what the dict's method get does with\n"
        'a second argument.',
        'Start with 0 and go through the layers. For "conv2d", add the result of\n'
        'conv2d_parameters for the layer\'s values. For "dense", add inputs · outputs, and add\n'
        'outputs once more if the layer has a bias. For "relu" and "pool", add nothing. For\n'
        'any other kind, raise ValueError.',
    ),
})
_SYMPTOMS.update({
    'layer_cost': (
        (
            'I get a TypeError, because None is compared with a number',
            'A dense layer needs no k, and for the other kinds it can be missing. Which of\n'
            'your lines use k although it can be None?',
        ),
        (
            'The call for a dense layer is refused',
            'There k has no meaning, whatever it is: None, 0 or more than m. For which kinds\n'
            'do you check it?',
        ),
        (
            'The second number is right for sparse and wrong for shared',
            'Does an output of a shared layer have fewer connections than one of a sparse\n'
            'layer? Look at the third matrix of the picture below.',
        ),
    ),
    'conv2d_parameters': (
        (
            'I get a TypeError, because an int cannot be unpacked or has no index',
            'The kernel size is sometimes one number and sometimes a pair. How does your code\n'
            'find out which of the two it has?',
        ),
        (
            'My numbers are right without a bias and wrong with a bias',
            'How many numbers are added to the sums of one output channel? And how many\n'
            'output channels are there?',
        ),
        (
            'Only the checks with a pair fail',
            'A kernel has height · width cells in each input channel. Where do you use the\n'
            'height, and where the width?',
        ),
    ),
    'network_parameters': (
        (
            "I get a KeyError for 'bias'",
            'This key can be absent. Then the layer has a bias. Look up what the method get\n'
            'of a dict does with a second argument.',
        ),
        (
            "I get a KeyError for 'in_channels' or 'inputs'",
            'Layers of different kinds have different keys. Look at the kind of the layer\n'
            'before you read its other values.',
        ),
        (
            'The number for VGG-16 is a little too small',
            'Compare your function with a network of one layer, dense, with 3 inputs and 2\n'
            'outputs. How many numbers does it have beside the 6 weights?',
        ),
    ),
})


_PUBLIC = (
'np', 'hint', 'check', 'before_handing_in', 'show_layers', 'show_kernels', 'draw_connections',
'draw_costs', 'draw_network',
)
