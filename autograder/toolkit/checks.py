"""The visible checks: what a student reads at once below each stub, and the hints on request."""

import html
import os
import subprocess
import sys
import traceback
import warnings
from pathlib import Path

from autograder.toolkit.compare import _describe, _difference, _numbers, _plain, _wrong

_CASES = {}  # task -> its visible checks, from its check cell
_PROGRESS = {}  # task -> (how many of them pass, of how many), as they were last tried
_HINTS = {}  # task -> its three hints; the release writes them below
_HINTED = {}  # task -> how many of them have been asked for


def check(task, cases=None):
    """Try the visible checks of a function, `check(f)`, and say what passes and what does not.

    `cases`, in the cell below each stub, is a dict from a call, written as text, to the value that
    it should return or the exception that it should raise. Nothing is raised here, so that the
    cells below still run. What fails is told on stderr, where nbgrader's Validate button looks.
    """
    names = sys._getframe(1).f_globals
    task = _name(task, names)
    cases = _CASES[task] = cases or _CASES.get(task, {})
    if not cases:
        return print(f"Run the cell with the visible checks of {task} first.")
    problems, received = {}, {}
    for call, expected in cases.items():
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
    unwritten = f"{task} is not written yet"
    if set(problems.values()) == {unwritten}:
        summary, lines = f"{unwritten}: 0 of {len(cases)} visible checks pass.", []
    lines += [f"Stuck? hint({task}) gives a nudge."] if task in _HINTS else []
    print(summary, *lines, sep="\n", file=sys.stderr)
    if grids:
        _show("expected and received, side by side", grids)


def hint(task, number=None):
    """Give a hint for a function: first a nudge, at the next call the idea, then the outline."""
    task = _name(task, sys._getframe(1).f_globals)
    if task not in _HINTS:
        known = ", ".join(_HINTS) or "none here"
        return print(f"There are no hints for {task}, but for: {known}.")
    hints = _HINTS[task]
    number = min(max(number or _HINTED.get(task, 0) + 1, 1), len(hints))
    _HINTED[task] = number
    kind = ("a nudge", "the idea", "the outline")[number - 1]
    more = f"\n\nhint({task}) once more tells more." if number < len(hints) else ""
    print(f"Hint {number} of {len(hints)} for {task}, {kind}:\n\n{hints[number - 1]}{more}")


def before_handing_in(notebook):
    """Say how far this notebook is, then let check_submission.py try the file as it was saved."""
    if _shell() is None or "CHECKING_SUBMISSION" in os.environ:  # set while that script runs us
        return
    print("As this notebook runs now:")
    for task in _HINTS:
        passed, total = _PROGRESS.get(task, (0, 0))
        said = f"{passed} of {total} visible checks pass" if total else "its checks have not run"
        print(f"  {'✓' if passed == total > 0 else '✗'} {task}: {said}")
    print("Hidden tests go further.\n")
    here = [folder / "check_submission.py" for folder in (Path.cwd(), Path.cwd().parent)]
    script = next((path for path in here if path.is_file()), None)
    if script is None:
        print("Restart the kernel, run all cells, look at each of them, and save the notebook.")
        print("(check_submission.py, in the course's folder, does this for you.)")
    else:
        command = [sys.executable, str(script), notebook]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
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
    raises = isinstance(expected, type) and issubclass(expected, Exception)
    wanted = f"expected {expected.__name__}, " if raises else ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a warning is not what is asked about
            received = eval(call, names)
    except NotImplementedError as error:
        return f"{error or 'this function'} is not written yet", None
    except NameError as error:
        return f"{error}. Run the cell that defines it, and look whether it ends in an error", None
    except KeyboardInterrupt:
        return "it was stopped. Is there a loop that never ends?", None
    except BaseException as error:  # exit() included
        if raises and isinstance(error, expected):
            return None, None
        raised = f"the call raised {type(error).__name__}: {error}"
        return f"{wanted}{raised}{_place(error, names)}", None
    if raises:
        return f"{wanted}received {_describe(received)}", None
    return _difference(received, expected), received


def _place(error, names):
    """The line of the notebook in which an exception arose."""
    lines, trace = [], error.__traceback__
    while trace:
        if trace.tb_frame.f_globals is names and trace.tb_frame.f_code.co_name != "_try":
            lines += [traceback.extract_tb(trace, limit=1)[0].line]
        trace = trace.tb_next
    return f"\n      in the line: {lines[-1]}" if lines and lines[-1] else ""


def _shell():
    """The notebook's IPython shell; None in a terminal, in a script, and while being graded."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
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
            f"{html.escape(_plain(value))}</td>"
            for value, bad in zip(values, flags, strict=True)
        ]
        rows += f"<tr>{''.join(cells)}</tr>"
    caption = f"{title}, shape {array.shape}"
    left = "text-align: left; white-space: nowrap; padding: 0.3em 0"
    style = "border-collapse: collapse; margin: 0; font-variant-numeric: tabular-nums"
    return f'<table style="{style}"><caption style="{left}">{caption}</caption>{rows}</table>'
