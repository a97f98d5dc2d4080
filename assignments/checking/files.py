"""The notebook's file: finding it, reading it, and writing it with a backup."""

import json
import os
import shutil
import time

import nbformat

from .cells import defines, mark
from .course import HERE
from .telling import saved, shown


class NoNotebook(Exception):
    """No notebook can be read from the file. The text says why."""


class Misnamed(NoNotebook):
    """The notebook is there, with another name."""


def find(exercise, path):
    """Notes on other notebooks beside this one. Raises NoNotebook where it is not there itself."""
    folders = dict.fromkeys([path.parent, HERE])
    there = [file for folder in folders for file in sorted(folder.glob("*.ipynb"))]
    known = [file.stem for file in exercise.original.parent.glob("*.ipynb")]
    alike = [file for file in there if named_after(file, known) == exercise.name]
    if path in there and path.name in [file.name for file in there]:  # letter by letter
        newer = [file for file in alike if file.stat().st_mtime > path.stat().st_mtime]
        return [f"{shown(file)} was saved later, but is not looked at." for file in newer]
    if not alike:
        raise NoNotebook(f"There is no {shown(path)}.")
    names = " and ".join(shown(file) for file in alike)
    raise Misnamed(f"There is no {shown(path)}, but there is {names}: give it the right name.")


def named_after(file, known):
    """The longest of the known names that a file's name begins with: convolutional_layer (1)."""
    return max(filter(file.stem.lower().startswith, known), key=len, default=None)


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
