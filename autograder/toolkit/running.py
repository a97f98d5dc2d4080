"""Run the calls of visible checks, and say what is wrong with each."""

import copy as _copy
import re as _re
import traceback as _traceback
import types as _types
import warnings as _warnings
from typing import Any as _Any

import numpy as np

from autograder.toolkit.compare import _difference, _first_difference
from autograder.toolkit.describe import _describe
from autograder.toolkit.time_limit import _limited, _TimeUp

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
