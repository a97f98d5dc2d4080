# The course's toolkit in convolution.ipynb: visible checks, hints and pictures.
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
#   own_tests: Run a student's own tests of a function on the student's own function.
#   drawing: Draw pictures in the page's text colour, with descriptions for readers who cannot see
#       them.
#   pictures: Draw where kernels are placed, what they compute and how long it takes, and their
#       matrix.
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


# ---- own_tests -----------------------------------------------------------------------------------

_TESTED: dict[str, tuple[int, int]] = {}  # task -> passed and all tests of the last run
_FORM = """\
Write one line of the dict for each test: a call, as text, and what it must return, or the exception
that it must raise.
"""
_MORE = """\
Grading finds out more: does every right function pass them, and which mistakes do they notice?
"""


def run_tests(task: object) -> None:
    """Run your own tests of a function, the dict `<function>_tests`, on your function.

    Prints which of them pass, and raises nothing, so the cells below still run.
    """
    names = _names_of_caller()
    name = _name(task, names)
    tests = names.get(f"{name}_tests")
    if not isinstance(tests, dict):
        kind = "not defined" if tests is None else f"no dict, but of type {type(tests).__name__}"
        print(f"{name}_tests is {kind}. Run the cell above.")
        return
    if not tests:
        print(f"{name}_tests is still empty.\n{_FORM}", end="")
        return
    problems = {call: _why_no_test(call, name) for call in tests}
    problems = {call: problem for call, problem in problems.items() if problem}
    ran = {call: expected for call, expected in tests.items() if call not in problems}
    failed, _ = _run(ran, names)
    _TESTED[f"{name}_tests"] = len(tests) - len(problems | failed), len(tests)
    _print_tests(name, [*tests], problems | failed)


def _print_tests(name: str, calls: list[object], problems: dict[object, str]) -> None:
    """Print which tests pass, and the problem of each other one in a line."""
    unwritten = set(problems.values()) == {f"{name} is not written yet"}
    if unwritten and len(problems) == len(calls):
        print(f"{name} is not written yet, so your tests have nothing to test.")
        return
    passed = len(calls) - len(problems)
    summary = f"{name}_tests: your {name} passes {passed} of your {len(calls)} tests."
    if not problems:
        print(summary)
        print(_MORE, end="")
        return
    lines: list[str] = []
    for call in calls:
        if call not in problems:
            lines += [f"  ✓ {call}"]
        else:
            one_line = " ".join(str(problems[call]).split())
            lines += [f"  ✗ {call}", f"      {_short(one_line, 200)}"]
    end = "Which of the two is wrong, the test or the function?"
    print(summary, *lines, end, sep="\n", file=_sys.stderr)


def _why_no_test(text: object, function: str) -> str:
    """Why a text is no test of a function, in words; "" if it is one: a call of this function."""
    wanted = f"write one call of {function} and nothing around it, as {function}(...)"
    if not isinstance(text, str):
        return f"this is no text: {wanted}, in quotes"
    try:
        call = _ast.parse(text.strip(), mode="eval").body
    except Exception as error:  # SyntaxError, or what a very long text leads to
        return f"this is no Python ({getattr(error, 'msg', error)}): {wanted}"
    if isinstance(call, _ast.Call) and _ast.unparse(call.func) == function:
        return ""
    return f"this is no call of {function}: {wanted}"


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

_EDGE = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])  # Sobel's
_KERNELS = {"A": _EDGE, "B": _EDGE.T, "C": np.ones((7, 7), int)}
_SCALES = {"A": 4, "B": 4, "C": 49}  # outputs are divided by them before they are drawn
_MIXED = "BCA"  # the order of the outputs in the puzzle


@_picture
def show_puzzle():
    """Draw a photograph, three kernels, and their outputs in another order."""
    x = _photograph()
    figure, axes = _figure(6.6, 3.8, 2, 4)
    axes[0].imshow(x, cmap="gray", vmin=0, vmax=1)
    axes[0].set_title("photograph", loc="left")
    for (name, kernel), axis in zip(_KERNELS.items(), axes[1:4], strict=True):
        _cells(axis, kernel, f"kernel {name}", size=6 if kernel.size > 9 else 10)
    for number, (name, axis) in enumerate(zip(_MIXED, axes[5:], strict=True), start=1):
        _show_output(axis, _convolved(x, _KERNELS[name]), name, f"output {number}")
    return figure, (
        "A photograph of Grace Hopper. Kernel A has the rows -1 0 1, -2 0 2 and -1 0 1. Kernel B "
        "is A with rows and columns exchanged. Kernel C has 7 rows of seven ones. Output 1 is "
        "large at the horizontal edges of the photograph, output 2 is the photograph, but blurred, "
        "and output 3 is large at the vertical edges."
    )


def _convolved(x, w):
    """The convolution of an image with a kernel, through the Fourier transform."""
    spectrum = np.fft.rfft2(x) * np.fft.rfft2(w, x.shape).conj()
    rows, columns = np.subtract(x.shape, w.shape) + 1
    return np.fft.irfft2(spectrum, x.shape)[:rows, :columns]


def _show_output(axes, output, name, title):
    """Draw what a kernel gives for the photograph. Edges: positive orange, negative blue."""
    output = output / _SCALES[name]
    axes.imshow(output if name == "C" else _signed(output), cmap="gray", vmin=0, vmax=1)
    axes.set_title(title, loc="left")


@_picture
def draw_kernels(conv2d):
    """Draw the outputs of the three kernels of the puzzle."""
    x = _photograph()
    meanings = {"A": "vertical edges", "B": "horizontal edges", "C": "blur"}
    figure, axes = _figure(7.4, 2.9, 1, 3)
    for axis, (name, kernel) in zip(axes, _KERNELS.items(), strict=True):
        output = np.asarray(conv2d(x, kernel))
        size = "×".join(map(str, output.shape))
        _show_output(axis, output, name, f"{name}: {meanings[name]}, {size}")
    return figure, (
        "Three outputs of your conv2d for a photograph of Grace Hopper: kernel A gives the "
        "vertical edges of her face and her uniform, kernel B the horizontal edges, and kernel C a "
        "blurred photograph."
    )


@_picture
def show_places(x, w):
    """Draw the first two places of a kernel on a row, and the first output."""
    x, w = x[np.newaxis], w[np.newaxis]
    first = np.sum(x[:, : w.size] * w)
    outputs = [["?"] * (x.size - w.size + 1) for _ in range(2)]
    outputs[0][0] = outputs[1][0] = _plain(first)
    figure, axes = _figure(7.4, 1.9, 2, 3, width_ratios=[w.size, x.size, x.size - w.size + 1])
    for place in (0, 1):
        kernel, inputs, output = axes[3 * place : 3 * place + 3]
        _cells(kernel, w, "" if place else "kernel w", [[_tint(_ORANGE)] * w.size])
        _cells_with_kernel(inputs, x, w, 0, place, f"place {place}")
        fill = [[_tint(_BLUE) if i == place else None for i in range(len(outputs[0]))]]
        _cells(
            output,
            np.zeros((1, len(outputs[0]))),
            "" if place else "output",
            fill,
            [outputs[place]],
        )
    return figure, (
        f"The kernel {w[0].tolist()} on the inputs {x[0].tolist()}: at its first place it covers "
        f"the first {w.size} inputs, and the sum of the products is {first}. At its second place "
        "it has moved to the right by one input."
    )


def _cells_with_kernel(axes, x, w, r, c, title):
    """Draw an array with a kernel at (r, c): the factors of its products."""
    labels, tints = _blank(x, text=True), _blank(x)
    for i, j in np.ndindex(w.shape):
        weight = _plain(w[i, j]) if w[i, j] >= 0 else f"({_plain(w[i, j])})"
        labels[r + i][c + j] += f"·{weight}"
        tints[r + i][c + j] = _tint(_ORANGE)
    _cells(axes, x, title, tints, labels)


def _blank(array, text=False):
    """Nested lists with the shape of an array: its numbers as text, or None."""
    return [[_plain(value) if text else None for value in row] for row in array]


@_picture
def draw_sliding(conv2d, image, kernel):
    """Draw a kernel at three places of an image, each with the output so far."""
    output = np.asarray(conv2d(image, kernel))
    places = list(np.ndindex(output.shape))
    figure, axes = _figure(8.4, 3.6, 2, 4, width_ratios=[2, 4, 4, 4])
    kernel_tint = [[_tint(_ORANGE)] * kernel.shape[1]] * kernel.shape[0]
    _cells(axes[0], kernel, "kernel", kernel_tint)
    for step, above, below in zip((0, 1, len(places) - 1), axes[1:4], axes[5:8], strict=True):
        r, c = places[step]
        _cells_with_kernel(above, image, kernel, r, c, f"place {r, c}")
        labels, tints = _blank(output, text=True), _blank(output)
        for i, j in places[step + 1 :]:
            labels[i][j] = ""
        tints[r][c] = _tint(_BLUE)
        _cells(below, output, "output", tints, labels)
    return figure, (
        f"The kernel {kernel.tolist()} slides over the image {image.tolist()}. The picture shows "
        "its first, second and last place. At each place, the products of the kernel with the "
        f"cells under it are added. The output is {output.tolist()}."
    )


@_picture
def show_windows(image, kernel_shape, cases):
    """Draw where the windows begin, and the shape of the output, for each (stride, padding)."""
    figure, axes = _figure(7.2, 3.3, 2, len(cases), height_ratios=[5, 2.4])
    texts = []
    for number, (stride, padding) in enumerate(cases):
        above, below = axes[number], axes[number + len(cases)]
        padded = np.pad(image, padding)
        last = np.subtract(padded.shape, kernel_shape)
        rows, columns = (range(0, end + 1, stride) for end in last)
        fill = [[None] * padded.shape[1] for _ in range(padded.shape[0])]
        for r in rows:
            for c in columns:
                fill[r][c] = _tint(_ORANGE)
        _cells(above, padded, f"stride {stride}, padding {padding}", fill)
        for r, c, colour in ((0, 0, _ORANGE), (rows[-1], columns[-1], _BLUE)):
            _box(
                above,
                r,
                c,
                *kernel_shape,
                facecolor="none",
                edgecolor=colour,
                linewidth=3,
                zorder=3,
            )
        _box(above, padding, padding, *image.shape, facecolor="none", edgecolor=_INK, linewidth=2)
        labels = [[""] * len(columns)] * len(rows)
        size = f"{len(rows)}×{len(columns)}"
        _cells(below, np.zeros((len(rows), len(columns))), f"output: {size}", labels=labels)
        texts.append(f"stride {stride} and padding {padding} give {size} windows")
    return figure, (
        f"An image of {image.shape[0]}×{image.shape[1]} cells with a frame of zeros where there is "
        f"padding, and the first and the last window of {kernel_shape[0]}×{kernel_shape[1]} cells: "
        f"{'; '.join(texts)}."
    )


@_picture
def show_channels():
    """Draw how a filter makes one output channel of an image with two channels."""
    x = np.array([[[1, 2, 0], [3, 0, 1]], [[0, 1, 4], [2, 2, 0]]])
    w = np.array([[[1, 1]], [[2, 0]]])
    bias = 10
    parts = [x[c, :, :-1] * w[c, 0, 0] + x[c, :, 1:] * w[c, 0, 1] for c in range(2)]
    figure, axes = _figure(7.4, 2.6, 2, 4, width_ratios=[3, 2, 2, 2.4])
    for c, colour in enumerate([_ORANGE, _GREEN]):
        image, kernel, part, last = axes[4 * c : 4 * c + 4]
        _cells(image, x[c], f"channel {c}", [[_tint(colour)] * 3] * 2)
        _cells(kernel, w[c], f"its kernel {c}", [[_tint(colour)] * 2])
        _cells(part, parts[c], "convolved", [[_tint(colour)] * 2] * 2)
        if c == 0:
            pairs = zip(parts[0].tolist(), parts[1].tolist(), strict=True)
            labels = [[f"{a}+{b}" for a, b in zip(*rows, strict=True)] for rows in pairs]
            _cells(last, parts[0], "sum", labels=labels)
        else:
            title = f"output: sum + bias {bias}"
            _cells(last, sum(parts) + bias, title, [[_tint(_BLUE)] * 2] * 2)
    return figure, (
        f"An image with two channels, {x.tolist()}, and a filter with two kernels, {w.tolist()}. "
        f"Each channel is convolved with its own kernel, which gives {parts[0].tolist()} and "
        f"{parts[1].tolist()}. Their sum plus the bias {bias} is the output channel, "
        f"{(sum(parts) + bias).tolist()}."
    )


@_picture
def draw_speed(conv2d):
    """Draw how long a function needs for the photograph, and how long NumPy needs without loops."""
    x, w = _photograph()[:64, :48], _EDGE
    own = _seconds(lambda: conv2d(x, w))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    fast = _seconds(lambda: np.tensordot(windows, w, 2))
    factor = own / fast
    found = f"{factor:.0f} times as long" if factor >= 2 else "about as long as NumPy"
    figure, [axes] = _figure(7, 1.3)
    axes.set_axis_on()
    names = ["your conv2d", "all windows at once"]
    bars = axes.barh(names, [own * 1e3, fast * 1e3], color=[_ORANGE, _BLUE], height=0.7)
    axes.bar_label(bars, [f"{1e3 * one:.3g} ms" for one in (own, fast)], padding=4, color=_INK)
    axes.set_title(f"your conv2d needs {found}", loc="left")
    axes.margins(x=0.16)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure, (
        f"Your conv2d needs {1e3 * own:.3g} ms for an image of 64×48 pixels, and NumPy needs "
        f"{1e3 * fast:.3g} ms without loops in Python: your conv2d needs {found}."
    )


def _seconds(call):
    """The time of a call. Quick ones are repeated: a browser's clock has steps of a millisecond."""
    calls, start = 0, _time.perf_counter()
    while (passed := _time.perf_counter() - start) < 0.03:
        call()
        calls += 1
    return passed / calls


@_picture
def draw_matrix(convolution_matrix, x):
    """Draw the matrix of a convolution, with a colour for each parameter, and its product."""
    colours = {1: _ORANGE, 2: _BLUE, 3: _GREEN}
    matrix = np.asarray(convolution_matrix(np.array([1, 2, 3]), len(x)))
    fill = [[_tint(colours[v], 0.5) if v in colours else None for v in row] for row in matrix]
    n = len(matrix)
    figure, axes = _figure(8.4, 0.45 * max(n, len(x)) + 0.6, 1, 3, width_ratios=[len(x), 1.6, 1.6])
    nonzero = np.count_nonzero(matrix)
    _cells(axes[0], matrix, f"{n}×{len(x)} matrix: {nonzero} nonzero entries, 3 parameters", fill)
    _cells(axes[1], np.asarray(x)[:, np.newaxis], "x")
    _cells(axes[2], (matrix @ x)[:, np.newaxis], "matrix @ x")
    return figure, (
        f"The matrix of the convolution with the kernel [1, 2, 3]: {matrix.tolist()}. Each "
        "parameter has its own colour and its own diagonal. "
        f"The product with {x.tolist()} is {(matrix @ x).tolist()}."
    )


# ---- hints ---------------------------------------------------------------------------------------

_HINTS.update({
    'conv1d': (
        'Write down, with numbers, all products in the second output of the example. Which\n'
        'index of x belongs to which index of w?',
        'Output i is the sum of the products of w with a slice of x. The slice begins at i\n'
        'and is as long as w. How many such slices are there?',
        'Compute the number of outputs from the two lengths. If it is below 1, raise\n'
        'ValueError. For each i, take the slice of x, multiply it by w, and add the products.\n'
        '(Or loop over j instead: add w[j] times a slice of x that covers all outputs at\n'
        'once.)',
    ),
    'conv2d': (
        'With stride 2, at which row and column of the padded input does the window of output\n'
        '(1, 0) begin?',
        'There are three steps: check the arguments, make a larger array of zeros with x in\n'
        'the middle, then fill the output place by place. The formula for OH is in the\n'
        'description; OW has the same formula with the widths.',
        'Raise ValueError for the illegal cases, and use the padded sizes to check the\n'
        'kernel. Copy x into an array of zeros with the padded shape. For each row r and\n'
        'column c of the output, take the window that begins at (r · stride, c · stride) and\n'
        'is as large as the kernel. Store the sum of window times kernel.',
    ),
    'conv2d_layer': (
        'For one image n and one filter f: how many calls of conv2d does the formula have,\n'
        'and how many biases?',
        'Two loops go through n and f, and an inner loop goes through the channels. Each\n'
        'result of conv2d is a whole 2-D array: add these arrays. How often is b added: once,\n'
        'or once for each channel?',
        'Compare the numbers of channels, compare the number of biases with F, and raise\n'
        'ValueError if they differ. For each image and each filter, convolve every channel of\n'
        "the image with the filter's kernel for this channel, add the results, and add the\n"
        "filter's bias. Put the results into an array with the axes n and f first; np.array\n"
        'of nested lists does this.',
    ),
    'convolution_matrix': (
        'Compare the row of the first output with the row of the second output. What happens\n'
        'to the kernel?',
        'Row i has the kernel in the columns i to i + k - 1, and zeros elsewhere. How many\n'
        'rows are there?',
        'Compute the number of rows as in conv1d, with the same error. Start with zeros of\n'
        'shape (m - k + 1, m), and write w into the right columns of each row. (Or add one\n'
        'diagonal for each parameter: np.eye can make a shifted one.)',
    ),
})
_SYMPTOMS.update({
    'conv1d': (
        (
            'I get an IndexError',
            'The index is larger than the last one of x. What is the largest i in your loop,\n'
            'and where does its window end?',
        ),
        (
            'I get an error about shapes (operands could not be broadcast)',
            'At the end of x, a slice can be shorter than w. Print the shape of each window.\n'
            'How many complete windows are there?',
        ),
        (
            'My result has another shape, with one value too few or too many',
            'Count the places of a kernel of length 2 on 2 inputs, then on 3 inputs. Compare\n'
            'with your range.',
        ),
    ),
    'conv2d': (
        (
            'I get an IndexError in the last row or column',
            'With a stride above 1, the window of output r does not begin in row r. Is the\n'
            'number of columns computed from the widths, and not from the heights?',
        ),
        (
            'I get an error about shapes (operands could not be broadcast)',
            'A window has another shape than the kernel. Print both shapes, and where this\n'
            'window begins. Does it extend beyond the edge, or are its height and width\n'
            'exchanged?',
        ),
        (
            'My result has another shape',
            'Count the windows by hand: how many fit from left to right, and how many from\n'
            'top to bottom? In your code, which of the numbers come from the padded input,\n'
            'and are the widths used for the columns?',
        ),
    ),
    'conv2d_layer': (
        (
            'I get an error about shapes (operands could not be broadcast)',
            'Print the shapes of both arrays. If one of them is b, NumPy puts its axis beside\n'
            'the last axis of the other one, which is the width.',
        ),
        (
            'My values are too large, and always by the same amount',
            'Call your function with a w that has only zeros and two channels. The result\n'
            'must be the bias, added once.',
        ),
        (
            'My result has another shape',
            'The images are the first axis and the filters are the second one, even if there\n'
            'is only one of them. The channels are summed, so they are no axis. The last two\n'
            'axes are those of a result of conv2d.',
        ),
    ),
    'convolution_matrix': (
        (
            'I get an error about shapes (could not broadcast input array)',
            'You write k numbers into a part of a row that has another length. Print the\n'
            'columns of this part for the last row. How many rows may the matrix have?',
        ),
        (
            'All rows of my matrix are equal',
            'Does the place of the kernel depend on the row? If it does, your rows are\n'
            'perhaps one list that is repeated: make a new one for each row.',
        ),
        (
            'My matrix has another shape',
            'There is a row for each place of the kernel on m inputs. Each row has m entries,\n'
            'because it is multiplied by an x of length m. Count the places for k = 3 and m =\n'
            '4.',
        ),
    ),
})


_PUBLIC = (
'np', 'hint', 'check', 'before_handing_in', 'run_tests', 'show_puzzle', 'draw_kernels',
'show_places', 'draw_sliding', 'show_windows', 'show_channels', 'draw_speed', 'draw_matrix',
)
