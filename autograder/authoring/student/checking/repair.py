"""Repair a notebook: each of the course's cells is in it once, with its own text and its mark.

A mark is nbgrader's metadata in a cell. A cell is recognised by its mark, or else by its text. The student's own cells,
the order of the cells and the outputs stay as they are.
"""

import ast
import copy
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from .cells import (
    assigned_names,
    contains,
    defines,
    defines_in,
    grade_id,
    is_code,
    is_empty,
    is_stub,
    is_written,
    label,
    names_of,
    parse,
    position,
    same_text,
    task_of,
    title,
)
from .submissions.notebook import TOOLKIT


@dataclass(frozen=True)
class Change:
    """One thing that was repaired, in words. `is_needed` is False if the notebook is fine for the grader without it."""

    text: str
    is_needed: bool


def restore_types(notebook: NotebookNode, original: NotebookNode) -> None:
    """Give the course's cells the type again that they had, as the grader does: code that was turned into text is code.

    A cell stays text if a code cell has the same mark or defines the function.
    """
    for one in filter(grade_id, original.cells):
        marked = [cell for cell in notebook.cells if grade_id(cell) == grade_id(one)]
        is_elsewhere = one.metadata.nbgrader.solution and any(defines(cell, names_of(one)) for cell in notebook.cells)
        if marked and not is_elsewhere and all(cell.cell_type != one.cell_type for cell in marked):
            defining = [cell for cell in marked if defines_in(cell.source, names_of(one))]
            make_type((defining or marked)[-1], one.cell_type)


def make_type(cell: NotebookNode, kind: str) -> None:
    """Make a cell one of another type, code or markdown, with the same text."""
    for key in ("attachments", "outputs", "execution_count"):
        cell.pop(key, None)
    cell.update(cell_type=kind, **({"outputs": [], "execution_count": None} if kind == "code" else {}))


def repair(notebook: NotebookNode, original: NotebookNode) -> list[Change]:
    """Repair a notebook in place, by the one that the student received. Returns the changes."""
    repairs = _Repairs(notebook.cells, original.cells)
    for cell in filter(grade_id, original.cells):
        repairs.restore(cell)
    repairs.report_lost_marks()
    repairs.remove_wrong_marks()
    return repairs.changes + _make_ids_unique(notebook, bool(repairs.changes))


class _Repairs:
    """The repairs of one list of cells. `kept` has, by grade_id, the cells that are found or put back so far."""

    def __init__(self, cells: list[NotebookNode], originals: Sequence[NotebookNode]) -> None:
        self.cells, self.originals = cells, originals
        self.changes: list[Change] = []
        self.kept: dict[str, NotebookNode] = {}
        self.lost_marks: list[str] = []

    def restore(self, original: NotebookNode) -> None:
        """Make sure that one of the course's cells is in the notebook exactly once."""
        is_answer = original.metadata.nbgrader.solution
        free = [cell for cell in self.cells if not contains(self.kept.values(), cell)]
        if is_written(original):
            cell, copies = choose_written(free, original, self._behind_question(original))
        else:
            cell, copies = (choose_answer if is_answer else choose_locked)(free, original)
        if copies:
            self.cells[:] = [cell for cell in self.cells if not contains(copies, cell)]
            self._add(f"{title(original)} was there more than once: copy removed.", is_needed=False)
        if cell is None:
            if is_answer and any(defines(other, names_of(original)) for other in self.cells):
                return  # one cell contains several answers: a stub behind it would undo this one
            cell = self._put_back(original)
        self._restore_content(cell, original)
        self.kept[grade_id(original)] = cell

    def report_lost_marks(self) -> None:
        """Report the marks that were put back, in one sentence."""
        if self.lost_marks:
            count = len(self.lost_marks)
            which = ", ".join(self.lost_marks) if count < 4 else f"{count} cells of the course"
            self._add(f"{which} had lost the hidden mark that identifies the cell: put back.", is_needed=False)

    def remove_wrong_marks(self) -> None:
        """Remove marks from cells that are not the course's."""
        for cell in self.cells:
            if "nbgrader" in cell.metadata and not contains(self.kept.values(), cell):
                for key in ("nbgrader", "deletable", "editable"):
                    cell.metadata.pop(key, None)
                self._add(f"{label(cell, self.cells)} had the mark of another cell: mark removed.", is_needed=False)

    def _add(self, text: str, is_needed: bool = True) -> None:
        self.changes.append(Change(text, is_needed))

    def _put_back(self, original: NotebookNode) -> NotebookNode:
        """Insert a lost cell behind the nearest earlier cell of the original notebook that is there."""
        cell = copy.deepcopy(original)
        self.cells.insert(self._place(original), cell)
        as_what = " as a stub" if original.metadata.nbgrader.solution else ""
        self._add(f"{title(original)} was missing: put back{as_what}.")
        return cell

    def _behind_question(self, original: NotebookNode) -> list[NotebookNode]:
        """The cells of text without a mark behind the cell that precedes an answer in the original notebook."""
        before = self.originals[max(position(original, self.originals) - 1, 0)]
        pairs = zip(self.cells, self.cells[1:], strict=False)
        found = [cell for one, cell in pairs if same_text(one, before) and cell.cell_type == "markdown"]
        return [cell for cell in found if not grade_id(cell)]

    def _place(self, original: NotebookNode) -> int:
        for earlier in reversed(self.originals[: position(original, self.originals)]):
            for number, cell in enumerate(self.cells, start=1):
                if cell is self.kept.get(grade_id(earlier)) or (not grade_id(earlier) and same_text(cell, earlier)):
                    return number
        return 0

    def _restore_content(self, cell: NotebookNode, original: NotebookNode) -> None:
        if cell.cell_type != original.cell_type:
            make_type(cell, original.cell_type)
            was, becomes = ("text", "code") if cell.cell_type == "code" else ("code", "text")
            self._add(f"{title(original)} was a {was} cell: changed back to a {becomes} cell.", is_needed=False)
        if not original.metadata.nbgrader.solution and not same_text(cell, original):
            self._restore_text(cell, original)
        if cell.metadata.get("nbgrader") != original.metadata.nbgrader:
            cell.metadata.update(copy.deepcopy(original.metadata))
            self.lost_marks.append(title(original))

    def _restore_text(self, cell: NotebookNode, original: NotebookNode) -> None:
        """Give a locked cell its text again. What the student defined in it moves to a cell below."""
        text = f"{title(original)} was changed: its own text was put back."
        additions = added_code(cell.source, original.source, grade_id(original) == TOOLKIT)
        if additions:
            self.cells.insert(position(cell, self.cells) + 1, nbformat.v4.new_code_cell(additions))
            text += " What you had defined there is now in a cell below it."
        # An earlier release had another toolkit, which works as well.
        self._add(f"{text} All that you wrote there is in the backup.", is_needed=grade_id(original) != TOOLKIT)
        cell.update(source=original.source, **({"outputs": [], "execution_count": None} if is_code(cell) else {}))


def choose_answer(
    cells: Sequence[NotebookNode], original: NotebookNode
) -> tuple[NotebookNode | None, list[NotebookNode]]:
    """The cell that answers a task, and copies to remove. The last one counts, but not a stub."""
    task, names = task_of(original), names_of(original)
    marked = [cell for cell in cells if grade_id(cell) == grade_id(original)]
    defining = [cell for cell in cells if defines(cell, names)]
    written = [cell for cell in defining if not is_stub(cell, task, names)]
    choices = [cell for cell in written if contains(marked, cell)] or written or marked or defining
    if not choices:
        return None, []
    while len(choices) > 1 and same_text(choices[-2], choices[-1]):
        choices.pop()
    chosen = choices[-1]
    others = [cell for cell in cells if cell is not chosen]
    stubs = [cell for cell in others if same_text(cell, original)]
    copies = [cell for cell in others if same_text(cell, chosen) and contains(marked, cell)]
    return chosen, stubs + copies


def choose_written(
    cells: Sequence[NotebookNode], original: NotebookNode, unmarked: Sequence[NotebookNode]
) -> tuple[NotebookNode | None, list[NotebookNode]]:
    """The cell with an answer in words, and copies to remove. `unmarked` can be the answer without its mark."""
    marked = [cell for cell in cells if grade_id(cell) == grade_id(original)]
    written = [cell for cell in marked if not is_empty(cell, original)]
    choices = written or [cell for cell in unmarked if cell.source.strip()] or marked
    if not choices:
        return None, []
    chosen = choices[-1]
    others = [cell for cell in marked if cell is not chosen]
    return chosen, [cell for cell in others if is_empty(cell, original) or same_text(cell, chosen)]


def choose_locked(
    cells: Sequence[NotebookNode], original: NotebookNode
) -> tuple[NotebookNode | None, list[NotebookNode]]:
    """The cell that is a given cell or a check of the course, and copies to remove."""
    marked = [cell for cell in cells if grade_id(cell) == grade_id(original)]
    unchanged = [cell for cell in cells if same_text(cell, original)]
    choices = [cell for cell in marked if contains(unchanged, cell)] or unchanged or marked
    if not choices:
        return None, []
    chosen = choices[0]
    return chosen, [cell for cell in marked if cell is not chosen and same_text(cell, chosen)]


def added_code(changed: str, original: str, is_toolkit: bool = False) -> str:
    """What a student added to a locked cell and may need: imports, functions and new names.

    Names that begin with an underscore are the toolkit's own: an earlier release had other ones.
    """
    known = assigned_names(parse(original).body)
    names = [(statement, assigned_names([statement]) - known) for statement in parse(changed).body]
    if is_toolkit:
        names = [(one, {name for name in found if not name.startswith("_")}) for one, found in names]
    new = [statement for statement, found in names if found]
    return "\n".join(ast.unparse(statement) for statement in new)


def _make_ids_unique(notebook: NotebookNode, is_changed: bool) -> list[Change]:
    """Give each cell an id of its own, as format 4.5 requires."""
    seen, renamed = set(), 0
    if notebook.nbformat_minor < 5 and not is_changed:
        return []
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
    for cell in notebook.cells:
        if cell.get("id") in {None, *seen}:
            cell.id = uuid.uuid4().hex[:8]
            renamed += 1
        seen.add(cell.id)
    return [Change(f"Cells without an id of their own ({renamed}): each has one now.", False)] if renamed else []
