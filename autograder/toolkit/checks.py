"""Run a notebook's visible checks, and say what to do next."""

import os as _os
import re as _re
import subprocess as _subprocess
import sys as _sys
from pathlib import Path as _Path
from typing import Any as _Any

from autograder.toolkit.definitions import _stale
from autograder.toolkit.grids import _grids
from autograder.toolkit.hints import _FAILED, _stuck
from autograder.toolkit.hints import hint as hint
from autograder.toolkit.notebook import _CASES, _HINTS, _name, _names_of_caller, _shell, _show
from autograder.toolkit.running import _NOT_TRIED, _run

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
