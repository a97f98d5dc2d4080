"""Stop a call that does not return in time, or that would end the kernel.

On Unix, in the main thread, a timer interrupts the call: a line of the student's code, and only if
none comes, a library that this code has called. Elsewhere (Windows, a browser, another
thread) Python calls a trace function for each line of the notebook's code, which looks at the
clock. It can raise an exception only once, so there a loop with `except:` may go on.
"""

import contextlib as _contextlib
import os as _os
import signal as _signal
import sys as _sys
import threading as _threading
import time as _time
import traceback as _traceback
from collections.abc import Iterator as _Iterator
from pathlib import Path as _Path
from typing import Any as _Any

from autograder.toolkit.notebook import _shell

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
