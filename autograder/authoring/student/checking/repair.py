"""The mending of a notebook's structure."""

import ast
import copy
import uuid

import nbformat

from .cells import (
    among,
    defines,
    label,
    mark,
    names,
    parse,
    position,
    same,
    task_of,
    title,
    unwritten,
)


def mend(notebook, original):
    """Give the notebook each marked cell of the original once. Returns what was changed, in words.

    A cell is known by its mark (nbgrader's metadata), else by its text. The student's own cells,
    the order and the outputs stay.
    """
    cells, changes, kept, marked = notebook.cells, [], {}, []
    for model in filter(mark, original.cells):
        answer = model.metadata.nbgrader.solution
        free = [cell for cell in cells if not among(cell, kept.values())]
        keep, doubles = (choose_answer if answer else choose_locked)(free, model)
        if doubles:
            cells[:] = [cell for cell in cells if not among(cell, doubles)]
            changes.append(f"{title(model)} was there twice: copy removed.")
        if keep is None:
            if answer and any(defines(cell, task_of(model)) for cell in cells):
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
            if added := additions(keep.source, model.source):
                cells.insert(position(keep, cells) + 1, nbformat.v4.new_code_cell(added))
                changes[-1] += " What you had defined there: now in a cell below it."
            changes[-1] += " All that you wrote there is in the backup."
            keep.update(source=model.source, outputs=[], execution_count=None)
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


def choose_answer(cells, model):
    """The cell that answers a task, and copies to remove. The last one counts, stubs do not."""
    task = task_of(model)
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
