"""Stop a call that does not return in time, or that would end the kernel.

On Unix, in the main thread, a timer interrupts the call. Elsewhere (Windows, a browser, another
thread) Python calls a trace function for each line of the notebook's code, which looks at the
clock. It can raise an exception only once, so there a loop with `except:` may go on.
"""

import contextlib as _contextlib
import os as _os
import signal as _signal
import sys as _sys
import threading as _threading
import time as _time
from collections.abc import Iterator as _Iterator
from pathlib import Path as _Path
from typing import Any as _Any

from autograder.toolkit.notebook import _shell

_SECONDS = 5.0  # that a call may take
_NEXT_TIME = 1.0  # the same, for a function that did not return before
_AGAIN = 0.05  # a loop with `except:` is interrupted again
_HANGING: list[object] = []  # the functions that did not return in time
_LIBRARIES = (str(_Path(_os.__file__).parent), "<frozen")  # code that is not the student's


class _TimeUp(BaseException):
    """The call took too long. A student's `except Exception` does not catch it."""


@_contextlib.contextmanager
def _limited(functions: _Any) -> _Iterator[None]:
    """Limit the time of a call of these functions, and let exit() and quit() raise SystemExit.

    Raises _TimeUp. Functions that did not return are remembered: then the limit is shorter.
    """
    hangs = any(one is other for one in functions for other in _HANGING)
    seconds = min(_NEXT_TIME, _SECONDS) if hangs else _SECONDS
    try:
        with _no_exit(), (_timer if _has_timer() else _tracing)(seconds):
            yield
    except _TimeUp:
        _HANGING.extend(functions)
        text = f"the call did not return within {seconds:g} second{'s' * (seconds != 1)}"
        raise _TimeUp(text) from None
    _HANGING[:] = [one for one in _HANGING if not any(one is other for other in functions)]


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
    is_open = True

    def stop(*_: object) -> None:
        if is_open:
            raise _TimeUp

    before, start = _signal.signal(_signal.SIGALRM, stop), _time.monotonic()
    try:
        try:
            _signal.setitimer(_signal.ITIMER_REAL, seconds, _AGAIN)
            yield
        finally:
            is_open = False
    finally:  # also if the timer has just interrupted the line above
        is_open = False
        _signal.setitimer(_signal.ITIMER_REAL, 0)
        _signal.signal(_signal.SIGALRM, before)
        if outer:
            left = outer - (_time.monotonic() - start)
            _signal.setitimer(_signal.ITIMER_REAL, max(left, 0.001), again)


@_contextlib.contextmanager
def _tracing(seconds: float) -> _Iterator[None]:
    """Stop the block after so many seconds at the next line of the notebook's code."""
    end = _time.monotonic() + seconds
    before = _sys.gettrace()

    def trace(frame: _Any, event: str, _: object) -> _Any:
        if _time.monotonic() > end:
            raise _TimeUp
        name = frame.f_code.co_filename
        is_library = name.startswith(_LIBRARIES) or "site-packages" in name
        return None if is_library and event == "call" else trace

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
