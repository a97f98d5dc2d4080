r"""Before you hand in: this mends what broke in your notebooks, runs them, and says what is open.

    env/bin/python check_submission.py              every notebook of this folder
    env/bin/python check_submission.py pooling      one exercise (or the path of a notebook)
    env/bin/python check_submission.py --no-repair  look only, change no file

On Windows: env\Scripts\python check_submission.py. Only what is saved is seen: save first. Before a
notebook is changed, a copy of it goes to backups/.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.util
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import textwrap
import time
import uuid
import warnings
from dataclasses import dataclass, field
from pathlib import Path

NEEDED = ("nbformat", "jupyter_client", "ipykernel", "numpy", "matplotlib")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

if MISSING or sys.version_info < (3, 11):
    python = r"env\Scripts\python" if os.name == "nt" else "env/bin/python"
    print(f"This is Python {sys.version.split()[0]} ({sys.executable}).")
    print(f"It has no {', '.join(MISSING)}." if MISSING else "It is too old: 3.11 is needed.")
    print("Use the one that your notebooks run in. Type, in the folder of this script:\n")
    print(f"    {python} check_submission.py\n")
    print('If there is no folder env here, make it as README.md says under "Start".')
    sys.exit(2)

import nbformat  # noqa: E402
from ipykernel.kernelspec import get_kernel_dict  # noqa: E402
from IPython.core.inputtransformer2 import TransformerManager  # noqa: E402
from jupyter_client import KernelManager  # noqa: E402
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager  # noqa: E402

HERE = Path(__file__).resolve().parent
READY = "ready to hand in"


class WrongUse(Exception):
    """The command cannot be followed. The text says what can."""


class NoNotebook(Exception):
    """No notebook can be read from the file. The text says why."""


class KernelDied(Exception):
    """The Python that ran the cells has ended."""


@dataclass(eq=False)
class Exercise:
    """One exercise, as originals/course.json has it: its functions' points, and its limits."""

    name: str
    title: str
    tasks: dict[str, float]
    cell_seconds: float
    off_limits: list[str]
    packages: list[str]

    def __post_init__(self):
        self.notebook = HERE / self.name / f"{self.name}.ipynb"
        self.original = HERE / "originals" / f"{self.name}.ipynb"


@dataclass
class Findings:
    """What there is to say of a notebook."""

    open: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    functions: list[tuple[str, str]] = field(default_factory=list)  # a sign and a sentence each
    lost: list[str] = field(default_factory=list)  # functions that get no points
    failing: list[str] = field(default_factory=list)  # functions that lose some


def main(arguments=None):
    """Check what is asked for. Returns 0 if all is ready, 1 if something is open, 2 if misused."""
    parser = argparse.ArgumentParser(
        usage="check_submission.py [--no-repair] [exercise or notebook ...]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("notebooks", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--no-repair", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        course = load_course()
        wanted = [target(word, course) for word in options.notebooks or course]
    except WrongUse as problem:
        print(problem, file=sys.stderr)
        return 2
    verdicts = {path: check(exercise, path, not options.no_repair) for exercise, path in wanted}
    if len(verdicts) > 1:
        print("All together")
        for path, verdict in verdicts.items():
            sign = {READY: "✓", "not begun": "–"}.get(verdict, "✗")
            say(sign, f"{shown(path)}: {verdict}")
    return 0 if set(verdicts.values()) == {READY} else 1


def load_course():
    """The exercises by name. Raises WrongUse outside the course's folder."""
    try:
        text = (HERE / "originals" / "course.json").read_text(encoding="utf-8")
        facts = ("title", "tasks", "cell_seconds", "off_limits", "packages")
        entries = json.loads(text)["exercises"].items()
        course = {name: Exercise(name, *(entry[fact] for fact in facts)) for name, entry in entries}
        for exercise in course.values():
            exercise.original.stat()
        return course
    except (OSError, ValueError, KeyError) as error:
        raise WrongUse(
            f"This is not the course's folder, or a part of it is missing ({error}).\n"
            "check_submission.py works in the folder that you received, beside originals/."
        ) from None


# ---- Which file, and what is in it --------------------------------------------------------------


def target(word, course):
    """The exercise and the path that a word of the command means. Raises WrongUse for none."""
    path = Path(word)
    if path.suffix.lower() == ".ipynb":
        for file in (Path.cwd() / path, HERE / path):
            exercise = course.get(file.stem) or course.get(file.parent.name) or guess(file, course)
            if file.is_file() and exercise:
                return exercise, file
        path = path.with_suffix("")
    exercise = course.get(path.name.lower())
    if exercise:
        return exercise, exercise.notebook
    known = ", ".join(course)
    raise WrongUse(f"{word} is no exercise and no notebook of one. The course has: {known}.")


def guess(file, course):
    """The exercise of which most functions are defined in the file; None if none is."""
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    counts = {sum(f"def {task}(" in text for task in e.tasks): e for e in course.values()}
    return counts[max(counts)] if max(counts) else None


def find(exercise, path):
    """Notes on other notebooks beside this one. Raises NoNotebook where it is not there itself."""
    folders = dict.fromkeys([path.parent, HERE])
    there = [file for folder in folders for file in sorted(folder.glob("*.ipynb"))]
    alike = [file for file in there if file.stem.lower().startswith(exercise.name)]
    if path in there and path.name in [file.name for file in there]:  # letter by letter
        newer = [file for file in alike if file.stat().st_mtime > path.stat().st_mtime]
        return [f"{shown(file)} was saved later, but is not looked at." for file in newer]
    if not alike:
        raise NoNotebook(f"There is no {shown(path)}.")
    names = " and ".join(shown(file) for file in alike)
    raise NoNotebook(f"There is no {shown(path)}, but there is {names}: give it the right name.")


def read(path):
    """A file's bytes, the notebook in them, and what was converted. Raises NoNotebook."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NoNotebook(f"The file cannot be opened: {error.strerror}.") from None
    if not data.strip(b"\0 \t\r\n"):
        raise NoNotebook("The file is empty.")
    try:
        encoding = json.detect_encoding(data)
        text = data.decode(encoding)
        content = json.loads(text)
    except (UnicodeDecodeError, RecursionError):
        raise NoNotebook("The file is no notebook but something else with its name.") from None
    except json.JSONDecodeError as error:
        if not text.lstrip().startswith("{"):
            raise NoNotebook("The file is no notebook but something else with its name.") from None
        cut = error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg
        what = "breaks off" if cut else f"is damaged ({error.msg})"
        raise NoNotebook(f"The file {what} in line {error.lineno}.") from None
    changes = []
    try:
        if encoding != "utf-8":
            changes.append(f"The file was written as {encoding}: made plain UTF-8.")
        if content["nbformat"] < 4:
            changes.append(f"The file had the old format {content['nbformat']}: made format 4.")
        notebook = nbformat.convert(nbformat.reader.reads(text), 4)
        for cell in notebook.cells:
            (cell.source + cell.cell_type + "").strip(), cell.setdefault("metadata", {}).keys()
            if cell.cell_type == "code":
                cell.update({"outputs": [], "execution_count": None} | cell)
        return data, notebook, changes
    except Exception:  # whatever nbformat makes of JSON that is no notebook
        raise NoNotebook("The file is JSON, but no notebook.") from None


def recognise(notebook, exercise):
    """Raises NoNotebook where nothing of the exercise is in the notebook."""
    known = {name for task in exercise.tasks for name in (task, f"{task}_answer")}
    for cell in notebook.cells:
        if mark(cell) in known or any(defines(cell, task) for task in exercise.tasks):
            return
    raise NoNotebook(f"No function of {exercise.name} is in it: this is another notebook.")


def ways_out(exercise, path):
    """Where a sound copy of a notebook that is missing or unreadable may be."""
    copies = [path.parent / ".ipynb_checkpoints" / f"{path.stem}-checkpoint.ipynb"]
    copies += (HERE / "backups").glob(f"{exercise.name}-*.ipynb")
    copies = sorted((c for c in copies if c.is_file() and c.stat().st_size), key=os.path.getmtime)
    lines = [f"An earlier copy, saved {saved(file)}: {shown(file)}" for file in copies[-2:]]
    lines.append(f"The notebook as it was handed out: {shown(exercise.original)}")
    return [*lines, f"Copy one of these to {shown(exercise.notebook)}; first rename what is there."]


# ---- Mend its structure -------------------------------------------------------------------------


def mend(notebook, original):
    """Give the notebook each marked cell of the original once. Returns what was changed, in words.

    A cell is known by its mark (nbgrader's metadata), else by its text. The student's own cells,
    the order and the outputs stay.
    """
    cells, changes, kept, marked = notebook.cells, [], {}, []
    for model in filter(mark, original.cells):
        task, answer = mark(model).removesuffix("_answer"), model.metadata.nbgrader.solution
        free = [cell for cell in cells if not among(cell, kept.values())]
        keep, doubles = choose_answer(free, model, task) if answer else choose_locked(free, model)
        if doubles:
            cells[:] = [cell for cell in cells if not among(cell, doubles)]
            changes.append(f"{title(model)} was there twice: copy removed.")
        if keep is None:
            if answer and any(defines(cell, task) for cell in cells):
                continue  # a cell holds several answers, and a stub would undo this one
            keep = copy.deepcopy(model)
            cells.insert(place(model, original.cells, cells, kept), keep)
            changes.append(f"{title(model)} was missing: put back{' as a stub' * answer}.")
        elif keep.cell_type != "code":
            keep.pop("attachments", None)
            keep.update(cell_type="code", outputs=[], execution_count=None)
            changes.append(f"{title(model)} had become a text cell: made a code cell again.")
        if not answer and not same(keep, model):
            changes.append(f"{title(model)} was changed: its own text put back.")
            added = additions(keep.source, model.source)
            keep.update(source=model.source, outputs=[], execution_count=None)
            if added:
                cells.insert(position(keep, cells) + 1, nbformat.v4.new_code_cell(added))
                changes[-1] += " What you had added: now in a cell of its own below it."
        if keep.metadata.get("nbgrader") != model.metadata.nbgrader:
            keep.metadata.update(copy.deepcopy(model.metadata))
            marked.append(title(model))
        kept[mark(model)] = keep
    if marked:
        which = ", ".join(marked) if len(marked) < 4 else f"{len(marked)} cells of the course"
        changes.append(f"{which} had lost the hidden mark that says which it is: put back.")
    for cell in cells:
        if "nbgrader" in cell.metadata and not among(cell, kept.values()):
            for key in ("nbgrader", "deletable", "editable"):
                cell.metadata.pop(key, None)
            changes.append(f"{label(cell, cells)} had the mark of another cell: mark removed.")
    return changes + unique_ids(notebook, bool(changes))


def choose_answer(cells, model, task):
    """The cell that answers a task, and copies to remove. The last one counts, stubs do not."""
    carrying = [cell for cell in cells if mark(cell) == mark(model)]
    defining = [cell for cell in cells if defines(cell, task)]
    written = [cell for cell in defining if not unwritten(cell, task)]
    pool = [cell for cell in written if among(cell, carrying)] or written or carrying or defining
    while len(pool) > 1 and same(pool[-2], pool[-1]):
        pool.pop()
    keep = pool[-1] if pool else None
    others = [cell for cell in cells if pool and cell is not keep]
    return keep, [c for c in others if same(c, model) or (same(c, keep) and among(c, carrying))]


def choose_locked(cells, model):
    """The cell that is a given cell or a check, and copies to remove."""
    carrying = [cell for cell in cells if mark(cell) == mark(model)]
    sound = [cell for cell in cells if same(cell, model)]
    pool = [cell for cell in carrying if among(cell, sound)] or sound or carrying
    return (pool or [None])[0], [c for c in carrying if c is not pool[0] and same(c, pool[0])]


def place(model, originals, cells, kept):
    """Where a lost cell belongs: behind the nearest earlier cell of the original that is there."""
    for earlier in reversed(originals[: position(model, originals)]):
        for number, cell in enumerate(cells, start=1):
            if cell is kept.get(mark(earlier)) or (not mark(earlier) and same(cell, earlier)):
                return number
    return 0


def additions(changed, own):
    """What a student wrote into a locked cell and may need: imports, definitions, names."""
    known = names(parse(own).body)
    new = [statement for statement in parse(changed).body if names([statement]) - known]
    return "\n".join(ast.unparse(statement) for statement in new)


def unique_ids(notebook, changed):
    """Have the cells' ids differ, as format 4.5 wants. Returns what was changed."""
    seen, renamed = set(), 0
    if notebook.nbformat_minor < 5 and not changed:
        return []
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
    for cell in notebook.cells:
        if cell.get("id") in {None, *seen}:
            cell.id = uuid.uuid4().hex[:8]
            renamed += 1
        seen.add(cell.id)
    return [f"Cells without an id of their own ({renamed}): given one."] if renamed else []


def save(path, data, notebook):
    """Write the notebook in place of the `data` that were read. Returns the backup's path."""
    backup = HERE / "backups" / f"{path.stem}-{time.strftime('%Y-%m-%d-%H%M%S')}.ipynb"
    backup.parent.mkdir(exist_ok=True)
    with backup.open("xb") as file:
        file.write(data)
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_text(nbformat.v4.writes_json(notebook) + "\n", encoding="utf-8", newline="\n")
        shutil.copymode(path, fresh)
        if path.read_bytes() != data:
            raise OSError("it was saved meanwhile, so run this once more")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return backup


# ---- Cells and their code -----------------------------------------------------------------------


def mark(cell):
    """The name that nbgrader's metadata give to a cell of the course; None for other cells."""
    nbgrader = cell.metadata.get("nbgrader")
    return nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None


def same(cell, other):
    """Whether two cells have the same text, spaces at the ends of lines apart."""
    one, two = ([line.rstrip() for line in c.source.strip().splitlines()] for c in (cell, other))
    return one == two


def among(cell, cells):
    return any(cell is other for other in cells)


def position(cell, cells):
    return next(number for number, other in enumerate(cells) if other is cell)


def is_code(cell):
    return cell.cell_type == "code" and bool(cell.source.strip())


def defines(cell, task):
    pattern = rf"^(?:def\s+{task}\s*\(|{task}\s*=[^=])"
    return is_code(cell) and bool(re.search(pattern, cell.source, re.MULTILINE))


def unwritten(cell, task):
    """Whether the stub's line is still there."""
    return bool(re.search(rf'^\s*raise NotImplementedError\("{task}"\)', cell.source, re.MULTILINE))


def title(model):
    """What a marked cell is called."""
    if model.metadata.nbgrader.grade:
        return f"The check of {mark(model)}"
    if model.metadata.nbgrader.solution:
        return f"The answer cell of {mark(model).removesuffix('_answer')}"
    return f"The given cell `{first_line(model)}`"


def label(cell, cells):
    """A code cell's number, as Jupyter shows it after Run All, and its first line."""
    number = sum(map(is_code, cells[: position(cell, cells) + 1]))
    return f"Cell {number} `{first_line(cell)}`" if is_code(cell) else "A cell of text"


def first_line(cell):
    return textwrap.shorten(cell.source.strip().partition("\n")[0], 50, placeholder=" …")


HARMLESS = ("time", "timeit", "matplotlib", "config", "load_ext", "autoreload")
TIMED = re.compile(r"\A\s*%%(time|timeit|capture|prun)\b.*\n")


def parse(source):
    """A cell as a syntax tree, magics as calls of get_ipython(); empty where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(TransformerManager().transform_cell(TIMED.sub("\n", source)))
    except Exception:  # it is the student's text: running it will tell
        return ast.Module([], [])


def names(statements):
    """The names that statements give to something."""
    found = set()
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(statement.name)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            found |= dict(imported(statement)).keys()
        else:
            loose = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            found |= {node.id for node in loose if isinstance(node.ctx, ast.Store)}
    return found


def imported(node):
    """The names that an import gives, each with what it stands for; nothing for other code."""
    if isinstance(node, ast.Import):
        pairs = [(name.asname, name.name) for name in node.names]
        return [(alias, name) if alias else (name.partition(".")[0],) * 2 for alias, name in pairs]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [(name.asname or name.name, f"{node.module}.{name.name}") for name in node.names]
    return []


def dotted(node, aliases):
    """What code stands for: numpy.convolve for np.convolve; None where it is no name."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    owner = dotted(node.value, aliases) if isinstance(node, ast.Attribute) else None
    return owner and f"{owner}.{node.attr}"


def magic(node):
    """The magic or the shell's line that code stands for; None for other code and harmless ones."""
    called = node.func if isinstance(node, ast.Call) else None
    if not isinstance(called, ast.Attribute) or ast.unparse(called.value) != "get_ipython()":
        return None
    words = [word.value for word in node.args[:2] if isinstance(word, ast.Constant)]
    if not words or words[0] in HARMLESS:
        return None
    sign = {"run_line_magic": "%", "run_cell_magic": "%%"}.get(called.attr, "!")
    return sign + " ".join(words).strip()


def look(exercise, cells, original, findings):
    """Find in the student's code what is not there when graded."""
    locked = [cell for cell in original.cells if mark(cell) and cell.metadata.nbgrader.locked]
    own = [c for c in filter(is_code, cells) if not any(same(c, model) for model in locked)]
    nodes = {label(cell, cells): list(ast.walk(parse(cell.source))) for cell in own}
    given = [node for model in locked for node in ast.walk(parse(model.source))]
    everything = [given, *nodes.values()]
    aliases = dict(pair for part in everything for node in part for pair in imported(node))
    there = {*exercise.packages, "IPython", "__main__"} | sys.stdlib_module_names
    off_limits = set(exercise.off_limits)
    for where, part in nodes.items():
        packages = {meant.partition(".")[0] for node in part for _, meant in imported(node)}
        absent = ", ".join(sorted(packages - there))
        forbidden = ", ".join(sorted({dotted(node, aliases) for node in part} & off_limits))
        magics = ", ".join(dict.fromkeys(f"`{magic(node)}`" for node in part if magic(node)))
        if absent:
            only = f"only {', '.join(exercise.packages)} and the standard library are"
            findings.open.append(f"{where} imports {absent}. When graded, {only} there.")
        if forbidden:
            findings.open.append(f"{where} uses {forbidden}, which raises an error when graded.")
        if magics:
            findings.notes.append(f"{where}: {magics} will do nothing when graded, as here.")


# ---- Run it -------------------------------------------------------------------------------------


# As when graded: magics and lines for the shell do nothing (but %time), and no cell leaves.
PRELUDE = """
def _prepare(shell, nothing=lambda *args, **kwargs: None):
    run = shell.run_line_magic
    shell.run_line_magic = lambda name, *a, **k: run(name, *a, **k) if name == "time" else None
    shell.run_cell_magic = shell.system = nothing
    shell.getoutput = lambda *args, **kwargs: []
    shell.user_ns.update(exit=nothing, quit=nothing)
_prepare(get_ipython())
del _prepare
"""
STATE = """__import__("json").dumps({
    "defined": [name for name in TASKS if callable(globals().get(name))],
    "progress": globals().get("_PROGRESS"),
}, default=repr)"""


class ThisPython(KernelSpecManager):
    """Knows one kernel, that of the Python that runs this script, whatever else is registered."""

    def get_kernel_spec(self, kernel_name):
        argv = get_kernel_dict(["--HistoryManager.enabled=False"])["argv"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


class Kernel:
    """A fresh kernel that works in a folder."""

    def __init__(self, folder):
        self.manager = KernelManager(kernel_spec_manager=ThisPython())
        environment = os.environ | {"CHECKING_SUBMISSION": "1"}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.manager.start_kernel(cwd=str(folder), env=environment, **silent)
        self.client = self.manager.client()

    def __enter__(self):
        try:
            self.client.start_channels()
            self.client.wait_for_ready(timeout=60)
            self.client.iopub_channel.stop()  # what cells print is not read
            self.ask(PRELUDE, 60)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def ask(self, code, seconds, **more):
        """The reply to code; None where it does not come in time. Raises KernelDied."""
        quiet = {"store_history": False, "allow_stdin": False, "stop_on_error": False}
        self.request = self.client.execute(code, **quiet, **more)
        return self.reply(seconds)

    def reply(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self.client.get_shell_msg(timeout=0.2)
            except queue.Empty:
                if not self.manager.is_alive():
                    raise KernelDied from None
            else:
                if message["parent_header"].get("msg_id") == self.request:
                    return message["content"]
        return None

    def stops(self):
        """Interrupt what runs. Whether that ends it within two seconds."""
        self.manager.interrupt_kernel()
        return self.reply(2) is not None

    def state(self, tasks):
        """Which tasks are functions now, and how many of their visible checks passed."""
        code = STATE.replace("TASKS", repr(list(tasks)))
        try:
            reply = self.ask("", 10, user_expressions={"state": code}) or {}
            text = reply["user_expressions"]["state"]["data"]["text/plain"]
            return json.loads(ast.literal_eval(text))
        except (KernelDied, KeyError, ValueError, SyntaxError):
            return None


def run(exercise, cells, folder, findings):
    """Run the cells from top to bottom. Returns what is there then; None where nobody can tell."""
    limit = f"{exercise.cell_seconds:g} s"
    with Kernel(folder) as kernel:
        for cell in filter(is_code, cells):
            where, start, end = label(cell, cells), time.monotonic(), None
            try:
                reply = kernel.ask(TIMED.sub("\n", cell.source), exercise.cell_seconds)
                if reply is None and not kernel.stops():
                    end = f"goes on after {limit}, also when interrupted (a loop with `except:`?)"
            except KernelDied:
                end = "ends Python itself (os._exit, or no memory left?)"
            if end:
                findings.open.append(f"{where} {end}. The cells below it did not run.")
                return None
            seconds = time.monotonic() - start
            if reply is None:
                findings.open.append(f"{where} was stopped after {limit}. Does a loop never end?")
            elif reply["status"] == "error":
                findings.open.append(f"{where} raises {explain(reply, cell, cells)}")
            elif seconds > exercise.cell_seconds / 2:
                findings.notes.append(f"{where} took {seconds:.0f} s; it may take {limit}.")
        return kernel.state(exercise.tasks)


def explain(error, cell, cells):
    """An exception in a line, with its place in the cell and, for a name, where that is defined."""
    kind, text = error["ename"], " ".join(str(error["evalue"]).split())
    if kind == "StdinNotImplementedError":
        return "an error at input(): nobody answers when graded. Write the value into the cell."
    trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(error["traceback"]))
    syntax = re.search(r" \(\S+, line (\d+)\)$", text)
    place = syntax or re.search(r"Cell In\[\d+\], line (\d+)", trace)
    text = text[: syntax.start()] if syntax else text
    told = textwrap.shorten(f"{kind}: {text}".removesuffix(": "), 200, placeholder=" …").rstrip(".")
    told += f" (its line {place[1]})." if place else "."
    unknown = re.match(r"name '(\w+)' is not defined", text)
    for later in cells[position(cell, cells) + 1 :] if unknown else ():
        if is_code(later) and unknown[1] in names(parse(later.source).body):
            where = label(later, cells)
            return f"{told} {unknown[1]} is defined further down, in {where}: move that up."
    return told


# ---- Judge and tell -----------------------------------------------------------------------------


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
        for line in ways_out(exercise, path):
            say(" ", line)
        print()
        return "cannot be handed in"
    if code_of(notebook) == code_of(original):
        print(f"{heading}, not begun\n")
        return "not begun"
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


def tell(exercise, path, findings):
    """Print the findings and the verdict. Returns the verdict."""
    print("\n  Functions")
    for sign, text in findings.functions:
        say(sign, text)
    if findings.open:
        print("\n  Open")
    for text in findings.open:
        say("✗", text)
    if findings.notes:
        print("\n  Good to know")
    for text in findings.notes:
        say("·", text)
    print()
    if not (findings.open or findings.lost or findings.failing):
        say("→", "Ready to hand in, as far as this can tell; hidden tests go further. Upload:")
        print(f"\n      {path}\n")
        return READY
    costs = []
    if findings.lost:
        points = sum(exercise.tasks[task] for task in findings.lost)
        lost = f"{points:g} of {sum(exercise.tasks.values()):g} points"
        costs.append(f"{', '.join(findings.lost)} would get no points ({lost})")
    if findings.failing:
        costs.append(f"{', '.join(findings.failing)} would lose points")
    cost = " and ".join(costs) or "it is graded, but what stands above may cost points"
    say("→", f"Not ready. Handed in as it is, {cost}.")
    print()
    return "open, see above"


def say(sign, text):
    """Print a paragraph behind a sign. Paths in it stay whole."""
    fill = textwrap.TextWrapper(96, f"  {sign} ", "    ", break_on_hyphens=False)
    fill.break_long_words = False
    print(fill.fill(text))


def shown(path):
    """A path as one would type it in the course's folder."""
    return str(path.relative_to(HERE) if path.is_relative_to(HERE) else path)


def saved(path):
    """When a file was saved: "today at 14:02"."""
    when = time.localtime(path.stat().st_mtime)
    day = "today" if when[:3] == time.localtime()[:3] else time.strftime("on %Y-%m-%d", when)
    return f"{day} at {time.strftime('%H:%M', when)}"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console may not know ✓
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
