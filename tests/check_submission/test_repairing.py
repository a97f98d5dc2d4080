"""What check_submission.py repairs: nothing is lost, and each cell of the course is there once."""

import json
import random

import nbformat
import pytest

from autograder.course.compressed import packed_sources
from tests.check_submission.received import by_mark, marks, part, repaired

new_code = nbformat.v4.new_code_cell


def test_a_lost_cell_is_put_back_in_its_place(folder, no_run, capsys):
    """A check, a given cell and an answer that were deleted are in their places again, the answer as a stub."""
    notebook = folder.solved()
    sources = [cell.source for cell in notebook.cells]
    lost = {"window_sums", "given_2", "window_means_answer", "toolkit"}
    stub = by_mark(folder.original)["window_means_answer"].source
    sources[sources.index(by_mark(notebook)["window_means_answer"].source)] = stub
    notebook.cells = [
        cell for cell, name in zip(notebook.cells, marks(notebook.cells), strict=True) if name not in lost
    ]
    folder.save(notebook)
    cells, out = repaired(folder, capsys)
    assert [cell.source for cell in cells] == sources
    assert out.count("was missing: put back") == 4
    assert "window_means was missing: put back as a stub" in out


def test_a_changed_given_cell_gets_its_text_back_and_additions_are_kept(folder, no_run, capsys):
    """Imports, functions and new names that a student wrote into a locked cell are kept in a cell below it."""
    notebook = folder.solved()
    given = by_mark(notebook)["given_1"]
    given.source = "import math\n" + given.source.replace("[1,", "[8,") + "\ndef half(x):\n    return x / 2"
    by_mark(notebook)["window_sums"].source = "check('window_sums', {'window_sums(numbers, 1)': 7})"
    folder.save(notebook)
    cells, out = repaired(folder, capsys)
    assert by_mark(cells)["given_1"].source == by_mark(folder.original)["given_1"].source
    assert by_mark(cells)["window_sums"].source == by_mark(folder.original)["window_sums"].source
    assert cells[3].source == "import math\ndef half(x):\n    return x / 2"
    assert "What you had defined there" in out
    assert len(cells) == len(notebook.cells) + 1


def test_the_toolkit_of_an_earlier_release_is_replaced(folder, no_run, capsys):
    """Nothing of it becomes the student's, also if its code was open in the cell. What the student added is kept."""
    notebook = folder.solved()
    toolkit = by_mark(notebook)["toolkit"]
    new = toolkit.source
    [source] = packed_sources(new)
    toolkit.source = f"{source}\n\n\ndef _of_an_earlier_release():\n    pass\n\n\ndef mine():\n    return 1\n"
    folder.save(notebook)
    cells, _ = repaired(folder, capsys)
    assert by_mark(cells)["toolkit"].source == new
    assert cells[[cell.source for cell in cells].index(new) + 1].source == "def mine():\n    return 1"
    assert len(cells) == len(notebook.cells) + 1


def test_a_cell_that_is_there_twice_keeps_its_mark_once(folder, no_run, capsys):
    """Equal copies are removed. Of different answers the last has the mark; the others stay as ordinary cells."""
    notebook = folder.solved()
    cells = by_mark(notebook)
    changed = cells["window_sums_answer"].copy()
    changed.source += "\n# a second attempt"
    place = notebook.cells.index(cells["window_sums"])
    notebook.cells[place + 1 : place + 1] = [changed, cells["window_sums"].copy(), cells["given_1"].copy()]
    folder.save(notebook)
    now, out = repaired(folder, capsys)
    assert by_mark(now)["window_sums_answer"].source.endswith("# a second attempt")
    assert [cell.source for cell in now].count(cells["window_sums"].source) == 1
    assert [cell.source for cell in now].count(cells["window_sums_answer"].source) == 1
    assert "window_sums is defined in Cell 3" in out
    assert sorted(filter(None, marks(now))) == sorted(by_mark(folder.original))


def test_a_stub_does_not_undo_an_answer_above_it(folder, no_run, capsys):
    """A function in a new cell above the stub gets the mark. The stub is removed."""
    notebook = folder.solved()
    answer = by_mark(notebook)["window_sums_answer"]
    notebook.cells.insert(2, new_code(answer.source))
    answer.source = by_mark(folder.original)["window_sums_answer"].source
    folder.save(notebook)
    cells, _ = repaired(folder, capsys)
    assert [cell.source for cell in cells].count(answer.source) == 0
    assert marks(cells).index("window_sums_answer") == 2


@pytest.mark.parametrize("name", ["sums", "shifts"])
def test_cells_are_recognised_by_their_text_if_all_metadata_are_lost(folder, name):
    """Pasted into a new notebook, every cell of the course gets its mark back."""
    solved, original = folder.solved(name), nbformat.read(folder.root / "originals" / f"{name}.ipynb", 4)
    pasted = nbformat.v4.new_notebook(
        cells=[new_code(c.source) if c.cell_type == "code" else nbformat.v4.new_markdown_cell(c.source)
               for c in solved.cells]
    )  # fmt: skip
    [change] = part("repair").repair(pasted, original)
    assert "lost the hidden mark" in change.text
    assert marks(pasted.cells) == marks(solved.cells)
    assert [cell.source for cell in pasted.cells] == [cell.source for cell in solved.cells]


def test_no_stub_undoes_an_answer_in_a_cell_with_others(folder, no_run, capsys):
    """If one cell contains all answers, no stub is put behind it."""
    notebook = folder.solved()
    answers = [cell.source for name, cell in by_mark(notebook).items() if name.endswith("_answer")]
    folder.save(nbformat.v4.new_notebook(cells=[new_code("\n\n".join(answers))]))
    cells, _ = repaired(folder, capsys)
    assert not any("raise NotImplementedError" in cell.source for cell in cells)
    assert "\n\n".join(answers) in [cell.source for cell in cells]


def test_an_answer_that_became_text_is_code_again(folder, no_run, capsys):
    """One wrong key makes a cell Markdown. The answer in it still counts."""
    notebook = folder.solved()
    place = notebook.cells.index(by_mark(notebook)["window_sums_answer"])
    notebook.cells[place] = nbformat.v4.new_markdown_cell(
        notebook.cells[place].source, metadata=notebook.cells[place].metadata
    )
    folder.save(notebook)
    cells, out = repaired(folder, capsys)
    assert cells[place].cell_type == "code"
    assert "was a text cell" in out


@pytest.mark.parametrize("seed", range(20))
def test_whatever_happened_to_the_cells_a_repair_loses_no_text(folder, seed):
    """After any deletions, copies and moves each cell of the course is there once. A second repair does nothing."""
    rng, notebook = random.Random(seed), folder.solved()
    for _ in range(12):
        cell = rng.choice(notebook.cells)
        act = rng.choice(["delete", "copy", "move", "unmark", "edit", "add"])
        if act in ("delete", "move"):
            notebook.cells = [other for other in notebook.cells if other is not cell]
        if act in ("copy", "move"):
            notebook.cells.insert(
                rng.randrange(len(notebook.cells) + 1), nbformat.from_dict(json.loads(json.dumps(cell)))
            )
        if act == "unmark":
            cell.metadata.pop("nbgrader", None)
        if act == "edit":
            cell.source += f"\nedited = {rng.random()}"
        if act == "add":
            notebook.cells.insert(rng.randrange(len(notebook.cells) + 1), new_code(f"own = {rng.random()}"))
    own = [cell.source for cell in notebook.cells if cell.source.startswith("own =")]
    answers = {cell.source for cell in notebook.cells if "def window_sums" in cell.source}
    part("repair").repair(notebook, folder.original)
    nbformat.validate(notebook)
    assert sorted(filter(None, marks(notebook.cells))) == sorted(by_mark(folder.original))
    assert [cell.source for cell in notebook.cells if cell.source.startswith("own =")] == own
    assert answers <= {cell.source for cell in notebook.cells}
    assert part("repair").repair(notebook, folder.original) == []


def test_a_backup_is_written_before_a_notebook_is_changed(folder, no_run, capsys):
    """The old bytes are in backups/. Outputs and the student's own cells stay in the notebook."""
    notebook = folder.solved()
    notebook.cells.append(new_code("mine", outputs=[nbformat.v4.new_output("stream", text="5")]))
    notebook.cells.append(new_code("mine too"))
    del by_mark(notebook)["window_sums"].metadata["nbgrader"]
    folder.save(notebook)
    before = folder.path.read_bytes()
    cells, out = repaired(folder, capsys)
    [backup] = folder.backups()
    assert backup.read_bytes() == before
    assert backup.name in out
    assert cells[-2].outputs == notebook.cells[-2].outputs
    assert not list(folder.path.parent.glob("*.new"))


def test_cells_have_ids_of_their_own(folder, no_run, capsys):
    """Of two equal ids, one is changed."""
    notebook = json.loads(nbformat.writes(folder.solved()))
    notebook["cells"][3]["id"] = notebook["cells"][2]["id"]
    folder.path.write_text(json.dumps(notebook))
    _, out = repaired(folder, capsys)
    assert "Cells without an id of their own (1)" in out
    ids = [cell["id"] for cell in json.loads(folder.path.read_text())["cells"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("reason", ["--no-repair", "no place for backups"])
def test_nothing_is_changed_without_permission_or_backup(folder, no_run, capsys, reason):
    """With --no-repair, or if no backup can be written, the notebook stays as it is, and the output says so."""
    notebook = folder.solved()
    notebook.cells.remove(by_mark(notebook)["window_sums"])
    folder.save(notebook)
    before = folder.path.read_bytes()
    if reason != "--no-repair":
        (folder.root / "backups").write_text("a file where the folder should be")
    assert folder.check("sums", *([reason] if reason == "--no-repair" else [])) == 1
    assert folder.path.read_bytes() == before
    assert "left as it is: " in capsys.readouterr().out
