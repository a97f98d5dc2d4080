"""The judgement of one notebook: what it is worth, and what is open."""

import copy

import nbformat

from .cells import defines, is_code, label, parse, unwritten
from .files import Misnamed, NoNotebook, find, read, recognise, save, ways_out
from .looking import look
from .mending import mend
from .running import run
from .telling import NOT_BEGUN, Findings, saved, say, shown, tell


def check(exercise, path, may_mend):
    """Look at one notebook and print what there is to say. Returns the verdict in a few words."""
    heading, findings = f"{exercise.title}: {shown(path)}", Findings()
    original = nbformat.read(exercise.original, as_version=4)
    try:
        findings.notes += find(exercise, path)
        data, notebook, changes = read(path)
        recognise(notebook, exercise)
    except NoNotebook as problem:
        print(heading)
        say("✗", str(problem))
        for line in () if isinstance(problem, Misnamed) else ways_out(exercise, path):
            say(" ", line)
        print()
        return "cannot be handed in"
    if code_of(notebook) == code_of(original):
        print(f"{heading}, {NOT_BEGUN}: the saved file is as it was handed out")
        for note in findings.notes:
            say("·", note)
        print()
        return NOT_BEGUN
    print(f"{heading}, as saved {saved(path)}", flush=True)
    mended = copy.deepcopy(notebook)
    changes += mend(mended, original)
    if changes and put_back(path, data, mended, changes, may_mend, findings):
        data, notebook = path.read_bytes(), mended
    look(exercise, notebook.cells, original, findings)
    try:
        state = run(exercise, notebook.cells, path.parent, findings)
    except (OSError, RuntimeError) as error:
        findings.open.append(f"Python could not be started to run the cells: {error}")
        state = None
    if state is None:
        findings.open.append("Whether the functions are right could not be looked at.")
    judge(exercise, notebook.cells, state, findings)
    if path.name != exercise.notebook.name:
        findings.open.append(f"The file's name must be {exercise.notebook.name}: rename it.")
    if len(data) > 5e6:
        size = f"{len(data) / 1e6:.0f} MB"
        findings.notes.append(f"The file has {size}. In Jupyter: Edit, Clear Outputs of All Cells.")
    if not path.is_file() or path.read_bytes() != data:
        findings.open.append("The notebook was saved while this ran: run this once more.")
    return tell(exercise, path, findings)


def code_of(notebook):
    return [cell.source for cell in filter(is_code, notebook.cells)]


def put_back(path, data, mended, changes, may_mend, findings):
    """Save the mended notebook if that may be, tell the changes, return whether it is saved."""
    backup, reason = None, "--no-repair"
    if may_mend:
        try:
            backup = save(path, data, mended)
        except OSError as error:
            reason = f"it cannot be written ({error.strerror or error})"
    print("\n  Mended" if backup else f"\n  To be mended, but left as it is: {reason}")
    for change in changes:
        say("+", change)
    if backup:
        say(" ", f"The notebook as it was: {shown(backup)}")
        say("!", "Is it open in Jupyter? Choose File, Reload Notebook from Disk, before you go on.")
    else:
        findings.open.append("The notebook needs mending, see above.")
    return backup is not None


def judge(exercise, cells, state, findings):
    """Say of each function whether it is there and what its visible checks gave."""
    for task, points in exercise.tasks.items():
        defining = [cell for cell in cells if defines(cell, task)]
        passed, total = progress(task, state)
        checks = f"{passed} of {total} visible checks pass"
        blame, sign = None, "✗"
        if defining and unwritten(defining[-1], task) and not passed:
            blame, text = findings.lost, "not written yet"
        elif state is None:
            sign, text = "–", "not looked at"
        elif task in state["defined"] and passed == total:
            sign, text = "✓", checks if total else "written"
        elif task in state["defined"]:
            blame, text = findings.failing, checks
        elif defining:
            broken = not parse(defining[-1].source).body
            blame = findings.lost if broken else findings.failing
            text = f"not there after the run: see {label(defining[-1], cells)}"
        else:
            blame, text = findings.lost, "no cell defines it (did its name change?)"
        worth = f"{points:g} point{'s' * (points != 1)}"
        findings.functions.append((sign, f"{task} ({worth}): {text}"))
        if blame is not None:
            blame.append(task)
        if len(defining) > 1:
            where = " and ".join(label(cell, cells) for cell in defining)
            findings.notes.append(f"{task} is defined in {where}. The last one counts.")


def progress(task, state):
    """How many of a task's visible checks passed, and of how many; (0, 0) where nobody knows."""
    table = state and state["progress"]
    pair = table.get(task) if isinstance(table, dict) else None
    known = isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, int) for n in pair)
    return pair if known else (0, 0)
