"""check_submission.py and answers of other kinds: classes, variables, words, and read-only text."""

import shutil
import zipfile
from importlib.util import find_spec

import nbformat
import pytest

from autograder.authoring import handout
from tests.authoring.kinds import course_of
from tests.check_submission.received import by_mark, one_line, part, verdicts
from tests.source_notebooks import source_notebook

pytestmark = pytest.mark.skipif(find_spec("pandas") is None, reason="the course uses pandas")


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """The course with a task of each kind, and the folder that students receive."""
    root = tmp_path_factory.mktemp("kinds")
    course = course_of(root / "course")
    handout.write_zip(course, root / "course.zip")
    with zipfile.ZipFile(root / "course.zip") as archive:
        archive.extractall(root)
    return course, root / "kinds"


@pytest.fixture
def check(handed_out, tmp_path, import_from, capsys):
    """Check a notebook: its cells after the check by mark, and what was printed as one line."""
    course, received = handed_out
    root = tmp_path / "received"
    shutil.copytree(received, root)
    import_from(root)
    path = root / "kinds" / "kinds.ipynb"

    def run(change=lambda cells: None, solved=True):
        notebook = nbformat.read(path, as_version=4)
        if solved:
            source = by_mark(source_notebook(course.exercises[0]))
            for mark, cell in by_mark(notebook).items():
                cell.source = source[mark].source if mark.endswith("_answer") or mark == "why" else cell.source
        notebook.cells = change(notebook.cells) or notebook.cells
        path.write_text(nbformat.v4.writes_json(notebook), encoding="utf-8")
        part("command_line").check_all([str(path)])
        out, err = capsys.readouterr()
        assert err == ""
        return nbformat.read(path, as_version=4).cells, one_line(out)

    return run


def test_a_solved_notebook_of_all_kinds_is_ready(check):
    """Classes, variables and choices pass their visible checks; the answer in words is there."""
    _, out = check()
    assert "Ready to hand in" in out
    assert set(verdicts(out).values()) == {"✓"}
    assert "✓ why (4 points): written, graded by a person" in out


def test_an_empty_answer_in_words_is_named(check):
    """A notebook without an answer in words is not ready, and its points are counted."""

    def change(cells):
        by_mark(cells)["why"].source = " "
        by_mark(cells)["means_answer"].source = "table = ...  # your answer"
        by_mark(cells)["bound_answer"].source = "low = 1.0"

    _, out = check(change)
    assert "✗ why (4 points): nothing is written" in out
    assert "✗ means (2 points): not written yet" in out
    assert "✗ bound (1 point): not defined after the run" in out
    assert "means and why would get no points (6 of 16)" in out


def test_only_words_are_a_beginning(check):
    """A notebook in which only the answer in words is written has been begun."""

    def change(cells):
        by_mark(cells)["why"].source = "Because."

    _, out = check(change, solved=False)
    assert "✓ why (4 points): written" in out
    _, out = check(lambda cells: None, solved=False)
    assert "✓ why" in out


def test_an_unchanged_notebook_is_not_begun(check):
    """The notebook as it was received is not begun."""
    _, out = check(solved=False)
    assert "not begun: the saved file is as you received it" in out


def test_answers_in_words_and_read_only_text_are_repaired(check):
    """A changed question gets its text again, a lost mark is put back, copies without an answer go."""

    def change(cells):
        marked = by_mark(cells)
        question = next(cell for cell in cells if cell.source.startswith("**Question.**"))
        question.source = "What?"
        why = marked["why"]
        copy = nbformat.from_dict({**why, "source": "", "id": "copy"})
        code = nbformat.v4.new_code_cell(why.source, metadata=why.metadata, id="code")
        return [code if cell is why else cell for cell in cells] + [copy]

    cells, out = check(change)
    assert "was changed: its own text was put back" in out
    marked = by_mark(cells)
    assert marked["why"].source.endswith("### END SOLUTION")
    assert [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells].count("why") == 1
    assert "Ready to hand in" in out


def test_an_answer_in_words_that_lost_its_mark_is_found(check):
    """The text behind the cell before it is the answer."""

    def change(cells):
        by_mark(cells)["why"].metadata.pop("nbgrader")

    cells, out = check(change)
    assert by_mark(cells)["why"].source.endswith("### END SOLUTION")
    assert "The answer to why had lost the hidden mark" in out
    assert "Ready to hand in" in out
