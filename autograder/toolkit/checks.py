"""Run a notebook's visible checks, and give hints."""

import copy as _copy
import html as _html
import os as _os
import re as _re
import subprocess as _subprocess
import sys as _sys
import traceback as _traceback
import warnings as _warnings
from pathlib import Path as _Path
from typing import Any as _Any

import numpy as np

from autograder.toolkit.compare import _difference, _first_difference, _numbers, _wrong
from autograder.toolkit.describe import _describe, _plain
from autograder.toolkit.hints import _FAILED, _stuck
from autograder.toolkit.hints import hint as hint
from autograder.toolkit.notebook import _CASES, _HINTS, _name, _names_of_caller, _shell, _show

_PROGRESS: dict[str, tuple[int, int]] = {}  # task -> passed and all checks of the last run
_STOPPED = "the call was interrupted. Is there a loop that never ends?"
_CHANGEABLE = (np.ndarray, list, dict, set)


def check(task: object, cases: dict[str, object] | None = None) -> None:
    """Run the visible checks of a function, `check(f)`, and print which of them pass.

    The cell below each stub passes `cases`: a dict from a call, written as text, to the value that
    the call must return or the exception that it must raise. `check` raises nothing, so the cells
    below still run. It prints failures to stderr, which nbgrader's Validate button reads.
    """
    names = _names_of_caller()
    name = _name(task, names)
    if isinstance(cases, dict):
        _CASES[name] = cases
    if not _CASES.get(name):
        advice = f"There are some for: {', '.join(_CASES)}." if _CASES else "Run the cells above."
        print(f"There are no visible checks for {name}. {advice}")
        return
    cases = _CASES[name]
    problems, results = _run(cases, names)
    _PROGRESS[name] = len(cases) - len(problems), len(cases)
    summary = f"{name}: {len(cases) - len(problems)} of {len(cases)} visible checks pass."
    if problems:
        _report(name, summary, problems, results, names)
    else:
        passed = [f"  ✓ {call}" for call in cases]
        print(f"{summary} The hidden tests check more.", *passed, sep="\n")


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
    here = [folder / "check_submission.py" for folder in (_Path.cwd(), _Path.cwd().parent)]
    script = next((path for path in here if path.is_file()), None)
    if script is None:
        print("Restart the kernel, run all cells, check the output of each, and save the notebook.")
        print("(The script check_submission.py in the course's folder does this for you.)")
        return
    # Without repairs: a file that changes on disk could cost the student unsaved work.
    command = [_sys.executable, str(script), "--no-repair", notebook]
    done = _subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    print(done.stdout + done.stderr)


def _run(
    cases: dict[str, object], names: dict[str, _Any]
) -> tuple[dict[str, str], dict[str, object]]:
    """Two dicts: from each call that fails to its problem, and from each call to its result."""
    problems: dict[str, str] = {}
    results: dict[str, object] = {}
    for call, expected in cases.items():
        if _STOPPED in problems.values():  # the other calls would hang too
            problems[call] = "not tried"
            continue
        problem, results[call] = _try(call, expected, names)
        if problem:
            problems[call] = problem
    return problems, results


def _report(
    name: str,
    summary: str,
    problems: dict[str, str],
    results: dict[str, object],
    names: dict[str, _Any],
) -> None:
    """Print which checks fail, and the first problem in full."""
    cases = _CASES[name]
    first, *others = problems
    grids = _grids(results[first], cases[first])
    # The grids show the values better than text.
    problem = problems[first].partition("\n")[0] if grids else problems[first]
    lines = [f"  ✓ {call}" for call in cases if call not in problems]
    lines += [f"  ✗ {first}", f"      {problem}", *[f"  ✗ {call}" for call in others]]
    unwritten = {f"{function} is not written yet" for function in (name, "this function")}
    if len(problems) == len(cases) and set(problems.values()) <= unwritten:
        summary, lines = f"{name} is not written yet: 0 of {len(cases)} visible checks pass.", []
    _FAILED.append(name)
    lines += filter(None, [_stuck(name, problems[first], names)])
    print(summary, *lines, sep="\n", file=_sys.stderr)
    if grids:
        _show("expected and received, side by side", grids)


def _try(call: str, expected: object, names: dict[str, _Any]) -> tuple[str | None, object]:
    """What is wrong with a call, in words (None if it is right), and its result, if any."""
    exception = expected if isinstance(expected, type) and issubclass(expected, Exception) else None
    given = {name: names.get(name) for name in _re.findall(r"\w+", call)}
    given = {name: value for name, value in given.items() if isinstance(value, _CHANGEABLE)}
    try:
        copies = _copy.deepcopy(given)  # a call that changes its arguments affects no other check
        with _warnings.catch_warnings():
            _warnings.simplefilter("ignore")  # a warning is not a failure
            received = eval(call, names | copies)
    except NotImplementedError as error:
        return f"{_text(error) or 'this function'} is not written yet", None
    except KeyboardInterrupt:
        return _STOPPED, None
    except BaseException as error:  # SystemExit included
        if exception and isinstance(error, exception):
            return None, None
        place = _place(error, names)
        if isinstance(error, NameError) and not place:  # a name in the call itself
            question = "Run the cell that defines it. Does it raise an error?"
            return f"{_text(error)}. {question}", None
        wanted = f"expected {exception.__name__}, " if exception else ""
        return f"{wanted}the call raised {type(error).__name__}: {_text(error)}{place}", None
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


def _text(error: BaseException) -> str:
    """The message of an exception; "" if it has none."""
    try:
        return str(error)
    except Exception:
        return ""


def _place(error: BaseException, names: dict[str, _Any]) -> str:
    """The line of the notebook that raised an exception."""
    lines: list[str | None] = []
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_globals is names and trace.tb_frame.f_code.co_name != "_try":
            lines += [_traceback.extract_tb(trace, limit=1)[0].line]
        trace = trace.tb_next
    return f"\n      in the line: {lines[-1]}" if lines and lines[-1] else ""


def _grids(received: object, expected: object) -> str:
    """HTML with two 2-D arrays side by side, wrong cells marked; "" for other and large values."""
    have, want = _numbers(received), _numbers(expected)
    if _shell() is None or have is None or want is None or not have.ndim == want.ndim == 2:
        return ""
    if not all(0 < array.size <= 150 for array in (have, want)):
        return ""
    wrong = np.zeros(have.shape, bool)
    if have.shape == want.shape:
        wrong = _wrong(have, want, expected)
    grids = _grid("expected", want, np.zeros(want.shape, bool)) + _grid("received", have, wrong)
    style = "display: flex; flex-wrap: wrap; gap: 2.5em; align-items: flex-start"
    return f'<div style="{style}">{grids}</div>'


def _grid(title: str, array: np.ndarray, wrong: np.ndarray) -> str:
    """An HTML table of numbers; wrong cells have a cross and a frame."""
    border = "border: 1px solid rgba(128, 128, 128, 0.5); padding: 0.3em 0.6em; text-align: right"
    frame = "; outline: 3px solid #d55e00; outline-offset: -3px; font-weight: bold"
    rows = ""
    for values, flags in zip(array, wrong, strict=True):
        cells = [
            f'<td style="{border}{frame if bad else ""}">{"✗ " if bad else ""}'
            f"{_html.escape(_plain(value))}</td>"
            for value, bad in zip(values, flags, strict=True)
        ]
        rows += f"<tr>{''.join(cells)}</tr>"
    caption = f"{title}, shape {array.shape}"
    left = "text-align: left; white-space: nowrap; padding: 0.3em 0"
    style = "border-collapse: collapse; margin: 0; font-variant-numeric: tabular-nums"
    return f'<table style="{style}"><caption style="{left}">{caption}</caption>{rows}</table>'
