"""The visible checks: what a student reads at once below each stub, and the hints on request."""

import copy as _copy
import html as _html
import os as _os
import re as _re
import subprocess as _subprocess
import sys as _sys
import traceback as _traceback
import warnings as _warnings
from pathlib import Path as _Path

import numpy as np

from autograder.toolkit.compare import _describe, _difference, _numbers, _plain, _wrong

_CASES = {}  # task -> its visible checks, from its check cell
_PROGRESS = {}  # task -> (how many of them pass, of how many), as they were last tried
_HINTS = {}  # task -> its three hints; the release writes them below
_HINTED = {}  # task -> how many of them have been asked for
_STOPPED = "it was stopped. Is there a loop that never ends?"
_CHANGEABLE = (np.ndarray, list, dict)


def check(task, cases=None):
    """Try the visible checks of a function, `check(f)`, and say what passes and what does not.

    `cases`, in the cell below each stub, is a dict from a call, written as text, to the value that
    it should return or the exception that it should raise. Nothing is raised here, so that the
    cells below still run. What fails is told on stderr, where nbgrader's Validate button looks.
    """
    names = _sys._getframe(1).f_globals
    task = _name(task, names)
    if isinstance(cases, dict):
        _CASES[task] = cases
    cases = _CASES.get(task)
    if not cases:
        known = ", ".join(_CASES) or "none yet: run the cells below the stubs first"
        return print(f"There are no visible checks for {task}, but for: {known}.")
    problems, received = {}, {}
    for call, expected in cases.items():
        if _STOPPED in problems.values():  # the others would hang, too
            problems[call] = "not tried"
            continue
        problem, received[call] = _try(call, expected, names)
        if problem:
            problems[call] = problem
    _PROGRESS[task] = len(cases) - len(problems), len(cases)
    summary = f"{task}: {len(cases) - len(problems)} of {len(cases)} visible checks pass."
    if not problems:
        return print(f"{summary} Hidden tests go further.", *[f"  ✓ {c}" for c in cases], sep="\n")
    first, *others = problems
    grids = _grids(received[first], cases[first])
    if grids:  # they show the values better than text
        problems[first] = problems[first].partition("\n")[0]
    lines = [f"  ✓ {call}" for call in cases if call not in problems]
    lines += [f"  ✗ {first}", f"      {problems[first]}", *[f"  ✗ {call}" for call in others]]
    unwritten = {f"{name} is not written yet" for name in (task, "this function")}
    if len(problems) == len(cases) and set(problems.values()) <= unwritten:
        summary, lines = f"{task} is not written yet: 0 of {len(cases)} visible checks pass.", []
    lines += [f"Stuck? hint({task}) gives a nudge."] if task in _HINTS else []
    print(summary, *lines, sep="\n", file=_sys.stderr)
    if grids:
        _show("expected and received, side by side", grids)


def hint(task, number=None):
    """Give a hint for a function: first a nudge, at the next call the idea, then the outline."""
    task = _name(task, _sys._getframe(1).f_globals)
    if task not in _HINTS:
        known = ", ".join(_HINTS) or "none here"
        return print(f"There are no hints for {task}, but for: {known}.")
    hints = _HINTS[task]
    following = _HINTED.get(task, 0) + 1
    number = min(max(number if isinstance(number, int) else following, 1), len(hints))
    _HINTED[task] = number
    kind = ("a nudge", "the idea", "the outline")[number - 1]
    more = f"\n\nhint({task}) once more tells more." if number < len(hints) else ""
    print(f"Hint {number} of {len(hints)} for {task}, {kind}:\n\n{hints[number - 1]}{more}")


def before_handing_in(notebook):
    """Say how far this notebook is, then let check_submission.py try the file as it was saved."""
    if _shell() is None or "CHECKING_SUBMISSION" in _os.environ:  # set while that script runs us
        return
    print("As this notebook runs now:")
    for task in _HINTS:
        passed, total = _PROGRESS.get(task, (0, 0))
        said = f"{passed} of {total} visible checks pass" if total else "its checks have not run"
        print(f"  {'✓' if passed == total > 0 else '✗'} {task}: {said}")
    print("Hidden tests go further.\n")
    here = [folder / "check_submission.py" for folder in (_Path.cwd(), _Path.cwd().parent)]
    script = next((path for path in here if path.is_file()), None)
    if script is None:
        print("Restart the kernel, run all cells, look at each of them, and save the notebook.")
        print("(check_submission.py, in the course's folder, does this for you.)")
    else:
        # Without repairs: what has not been saved yet must not be lost by a file that changes.
        command = [_sys.executable, str(script), "--no-repair", notebook]
        output = {"capture_output": True, "encoding": "utf-8", "errors": "replace"}
        done = _subprocess.run(command, **output)
        print(done.stdout + done.stderr)


def _name(task, names):
    """The name of a function that is given itself or by name."""
    if isinstance(task, str):
        return task
    bound = [name for name, value in names.items() if value is task and not name.startswith("_")]
    own = getattr(task, "__name__", "this")  # that of a lambda is of no use
    likely = [name for name in bound if name in _HINTS] + [own] * (own in bound) + bound
    return (likely + [own])[0]


def _try(call, expected, names):
    """What is wrong with a call, in words (None if nothing is), and the value that came, if any."""
    wanted = f"expected {expected.__name__}, " if _is_exception(expected) else ""
    given = {name: names.get(name) for name in _re.findall(r"\w+", call)}
    given = {name: value for name, value in given.items() if isinstance(value, _CHANGEABLE)}
    try:
        copies = _copy.deepcopy(
            given
        )  # a function that changes its arguments spoils no other check
        with _warnings.catch_warnings():
            _warnings.simplefilter("ignore")  # a warning is not what is asked about
            received = eval(call, names | copies)
    except NotImplementedError as error:
        return f"{_said(error) or 'this function'} is not written yet", None
    except KeyboardInterrupt:
        return _STOPPED, None
    except BaseException as error:  # exit() included
        if _is_exception(expected) and isinstance(error, expected):
            return None, None
        place = _place(error, names)
        if isinstance(error, NameError) and not place:  # a name in the call itself
            return f"{_said(error)}. Run the cell that defines it: does it end in an error?", None
        return f"{wanted}the call raised {type(error).__name__}: {_said(error)}{place}", None
    try:
        changed = [name for name in given if not _same(copies[name], given[name])]
        if changed:
            return f"the call changes {changed[0]}: arguments stay as they are", None
        if wanted:
            is_one = received is expected or isinstance(received, expected)
            return f"{wanted}received {_describe(received)}{': raise it' * is_one}", None
        return _difference(received, expected), received
    except Exception as error:  # a value that can be neither compared nor shown
        return f"nobody can tell what came: {type(error).__name__} on looking at it", None


def _same(one, other):
    return np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other


def _is_exception(expected):
    return isinstance(expected, type) and issubclass(expected, Exception)


def _said(error):
    """An exception's text, if it has one."""
    try:
        return str(error)
    except Exception:
        return ""


def _place(error, names):
    """The line of the notebook in which an exception arose."""
    lines, trace = [], error.__traceback__
    while trace:
        if trace.tb_frame.f_globals is names and trace.tb_frame.f_code.co_name != "_try":
            lines += [_traceback.extract_tb(trace, limit=1)[0].line]
        trace = trace.tb_next
    return f"\n      in the line: {lines[-1]}" if lines and lines[-1] else ""


def _shell():
    """The notebook's IPython shell; None in a terminal, in a script, and while being graded."""
    shell = _sys.modules["IPython"].get_ipython() if "IPython" in _sys.modules else None
    return None if "Terminal" in type(shell).__name__ else shell


def _show(text, markup):
    """Show HTML in the notebook, with a text for those who cannot see it."""
    _shell().display_pub.publish({"text/html": markup, "text/plain": text})


def _grids(received, expected):
    """HTML that shows two arrays side by side, with differing cells marked; "" where it cannot."""
    have, want = _numbers(received), _numbers(expected)
    if _shell() is None or have is None or want is None or not have.ndim == want.ndim == 2:
        return ""
    if max(have.size, want.size) > 150:
        return ""
    wrong = _wrong(have, want, expected) if have.shape == want.shape else have != have
    grids = _grid("expected", want, wrong & False if wrong.shape == want.shape else want != want)
    grids += _grid("received", have, wrong)
    style = "display: flex; flex-wrap: wrap; gap: 2.5em; align-items: flex-start"
    return f'<div style="{style}">{grids}</div>'


def _grid(title, array, wrong):
    """An HTML table of numbers; cells that are wrong have a cross and a frame."""
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
