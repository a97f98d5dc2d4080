"""What check_submission.py mends: nothing is lost, each cell of the course is there once."""

import json
import random

import nbformat
import pytest

from autograder.course import config as course_file
from tests.received import by_mark, marks, mended, part

EXERCISES = [exercise.name for exercise in course_file.load().exercises]

new_code = nbformat.v4.new_code_cell


def test_a_lost_cell_comes_back_where_it_stood(folder, no_run, capsys):
    """A check, a given cell and an answer that were deleted are in their places again, the answer as a stub."""
    notebook = folder.solved()
    sources = [cell.source for cell in notebook.cells]
    lost = {"max_pool", "given_2", "avg_pool_answer", "toolkit"}
    stub = by_mark(folder.original)["avg_pool_answer"].source
    sources[sources.index(by_mark(notebook)["avg_pool_answer"].source)] = stub
    notebook.cells = [
        cell for cell, name in zip(notebook.cells, marks(notebook.cells), strict=True) if name not in lost
    ]
    folder.save(notebook)
    cells, out = mended(folder, capsys)
    assert [cell.source for cell in cells] == sources
    assert out.count("was missing: put back") == 4
    assert "avg_pool was missing: put back as a stub" in out


def test_a_changed_given_cell_has_its_text_again_and_what_was_added_stays(folder, no_run, capsys):
    """Imports, functions and new names that a student wrote into a locked cell are kept in a cell below it."""
    notebook = folder.solved()
    given = by_mark(notebook)["given_1"]
    given.source = "import math\n" + given.source.replace("[9,", "[8,") + "\ndef half(x):\n    return x / 2"
    by_mark(notebook)["max_pool"].source = "check('max_pool', {'max_pool(figure_3)': 7})"
    folder.save(notebook)
    cells, out = mended(folder, capsys)
    assert by_mark(cells)["given_1"].source == by_mark(folder.original)["given_1"].source
    assert by_mark(cells)["max_pool"].source == by_mark(folder.original)["max_pool"].source
    assert cells[3].source == "import math\ndef half(x):\n    return x / 2"
    assert "What you had defined there" in " ".join(out.split())
    assert len(cells) == len(notebook.cells) + 1


def test_a_cell_that_is_there_twice_keeps_its_mark_once(folder, no_run, capsys):
    """Identical copies go; of differing answers the last has the mark and the others stay as ordinary cells."""
    notebook = folder.solved()
    cells = by_mark(notebook)
    changed = cells["max_pool_answer"].copy()
    changed.source += "\n# a second attempt"
    place = notebook.cells.index(cells["max_pool"])
    notebook.cells[place + 1 : place + 1] = [changed, cells["max_pool"].copy(), cells["given_1"].copy()]
    folder.save(notebook)
    now, out = mended(folder, capsys)
    assert by_mark(now)["max_pool_answer"].source.endswith("# a second attempt")
    assert [cell.source for cell in now].count(cells["max_pool"].source) == 1
    assert [cell.source for cell in now].count(cells["max_pool_answer"].source) == 1
    assert "max_pool is defined in Cell 3" in out
    assert sorted(filter(None, marks(now))) == sorted(by_mark(folder.original))


def test_a_stub_never_stands_in_the_way_of_what_is_written(folder, no_run, capsys):
    """Who writes the function in a new cell above the stub gets it marked; the stub, which would undo it, goes."""
    notebook = folder.solved()
    answer = by_mark(notebook)["max_pool_answer"]
    notebook.cells.insert(2, new_code(answer.source))
    answer.source = by_mark(folder.original)["max_pool_answer"].source
    folder.save(notebook)
    cells, _ = mended(folder, capsys)
    assert [cell.source for cell in cells].count(answer.source) == 0
    assert marks(cells).index("max_pool_answer") == 2


@pytest.mark.parametrize("name", EXERCISES)
def test_cells_are_known_by_their_text_when_all_metadata_are_lost(folder, name):
    """Pasted into a new notebook, every cell of the course gets its mark back."""
    solved, original = folder.solved(name), nbformat.read(folder.root / "originals" / f"{name}.ipynb", 4)
    pasted = nbformat.v4.new_notebook(
        cells=[new_code(c.source) if c.cell_type == "code" else nbformat.v4.new_markdown_cell(c.source)
               for c in solved.cells]
    )  # fmt: skip
    [change] = part("mending").mend(pasted, original)
    assert "lost the hidden mark" in change
    assert marks(pasted.cells) == marks(solved.cells)
    assert [cell.source for cell in pasted.cells] == [cell.source for cell in solved.cells]


def test_no_stub_undoes_an_answer_in_a_cell_with_others(folder, no_run, capsys):
    """Where one cell holds all answers, no stub is put behind it."""
    notebook = folder.solved()
    answers = [cell.source for name, cell in by_mark(notebook).items() if name.endswith("_answer")]
    folder.save(nbformat.v4.new_notebook(cells=[new_code("\n\n".join(answers))]))
    cells, _ = mended(folder, capsys)
    assert not any("raise NotImplementedError" in cell.source for cell in cells)
    assert "\n\n".join(answers) in [cell.source for cell in cells]


def test_an_answer_that_became_text_is_code_again(folder, no_run, capsys):
    """One wrong key makes a cell Markdown; the answer in it still counts."""
    notebook = folder.solved()
    place = notebook.cells.index(by_mark(notebook)["max_pool_answer"])
    notebook.cells[place] = nbformat.v4.new_markdown_cell(
        notebook.cells[place].source, metadata=notebook.cells[place].metadata
    )
    folder.save(notebook)
    cells, out = mended(folder, capsys)
    assert cells[place].cell_type == "code"
    assert "had become a text cell" in out


@pytest.mark.parametrize("seed", range(20))
def test_whatever_happens_to_the_cells_mending_ends_and_loses_no_text(folder, seed):
    """After any deletions, copies and moves each cell of the course is there once; mending again does nothing."""
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
    answers = {cell.source for cell in notebook.cells if "def max_pool" in cell.source}
    part("mending").mend(notebook, folder.original)
    nbformat.validate(notebook)
    assert sorted(filter(None, marks(notebook.cells))) == sorted(by_mark(folder.original))
    assert [cell.source for cell in notebook.cells if cell.source.startswith("own =")] == own
    assert answers <= {cell.source for cell in notebook.cells}
    assert part("mending").mend(notebook, folder.original) == []


def test_a_backup_is_written_before_a_notebook_is_changed(folder, no_run, capsys):
    """The bytes as they were stand in backups/; outputs and the student's own cells stay in the notebook."""
    notebook = folder.solved()
    notebook.cells.append(new_code("mine", outputs=[nbformat.v4.new_output("stream", text="5")]))
    notebook.cells.append(new_code("mine too"))
    del by_mark(notebook)["max_pool"].metadata["nbgrader"]
    folder.save(notebook)
    before = folder.path.read_bytes()
    cells, out = mended(folder, capsys)
    [backup] = (folder.root / "backups").iterdir()
    assert backup.read_bytes() == before
    assert backup.name in out
    assert cells[-2].outputs == notebook.cells[-2].outputs
    assert not list(folder.path.parent.glob("*.new"))


def test_cells_have_ids_of_their_own(folder, no_run, capsys):
    """Ids that are there twice are made different."""
    notebook = json.loads(nbformat.writes(folder.solved()))
    notebook["cells"][3]["id"] = notebook["cells"][2]["id"]
    folder.path.write_text(json.dumps(notebook))
    _, out = mended(folder, capsys)
    assert "Cells without an id of their own (1)" in out
    ids = [cell["id"] for cell in json.loads(folder.path.read_text())["cells"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("reason", ["--no-repair", "no place for backups"])
def test_nothing_is_changed_where_it_may_not_be(folder, no_run, capsys, reason):
    """With --no-repair, or where no backup can be written, the notebook stays as it is and that is told."""
    notebook = folder.solved()
    notebook.cells.remove(by_mark(notebook)["max_pool"])
    folder.save(notebook)
    before = folder.path.read_bytes()
    if reason != "--no-repair":
        (folder.root / "backups").write_text("a file where the folder should be")
    assert folder.check("pooling", *[reason] * (reason == "--no-repair")) == 1
    assert folder.path.read_bytes() == before
    assert "left as it is: " in capsys.readouterr().out
