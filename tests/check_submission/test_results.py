"""What check_submission.py reports after it has run a notebook."""

import re

import nbformat
import pytest

from tests.check_submission.received import Folder, by_mark, one_line, program

new_code = nbformat.v4.new_code_cell


def test_a_sound_notebook_is_ready_and_not_touched(folder):
    """The file to upload is named in full; its bytes and its time stay as they are."""
    folder.save(folder.solved())
    before, saved = folder.path.read_bytes(), folder.path.stat().st_mtime_ns
    run = program(folder.root / "check_submission.py", "sums/")
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stderr == ""
    assert str(folder.path.resolve()) in run.stdout.splitlines()[-2]
    assert run.stdout.count("visible checks pass") == 2
    assert "The hidden tests check more" in run.stdout
    assert folder.path.read_bytes() == before
    assert folder.path.stat().st_mtime_ns == saved
    assert not (folder.root / "backups").exists()
    assert not list(folder.root.rglob("__pycache__"))


@pytest.fixture(scope="module")
def messy(received, tmp_path_factory, course):
    """What is printed of a notebook that has one of every mistake and needs no repair.

    Each "Cell 7 `first line`" in it is without its number, after that number has been compared with the notebook.
    """
    folder = Folder(received, tmp_path_factory.mktemp("messy"), course)
    notebook = folder.quick(folder.solved())
    answers = by_mark(notebook)
    answers["window_sums_answer"].source = "%%time\ndef window_sums(x, size):\n    return np.convolve(x, np.ones(size))"
    answers["window_means_answer"].source = "def window_means(x:\n    return x"
    notebook.cells.insert(3, new_code("early = helper(3)"))
    notebook.cells += [
        new_code("def helper(x):\n    return x"),
        new_code("import torch, numpy.linalg\nfrom scipy import signal\nfrom IPython.display import display"),
        new_code("# who\nname = input('who? ')"),
        new_code("!touch shell.txt\n%run other.py\n%matplotlib inline\nsix = %time 3 + 3\nexit()"),
        new_code("while True:\n    pass"),
        new_code("import time\ntime.sleep(1.8)"),
        new_code("import os\nassert os.environ['CHECKING_SUBMISSION'] == '1' and six == 6, 'not so'"),
        new_code("from pathlib import Path\nassert 2 == 3, 'Two is not 3'\nopen('data.csv')"),
        new_code("# data\nopen('data.csv')"),
    ]
    folder.save(notebook)
    run = program(folder.root / "check_submission.py", folder.path)
    assert run.stderr == ""
    assert run.returncode == 1
    assert not (folder.path.parent / "shell.txt").exists()
    out = one_line(run.stdout)
    first_lines = [cell.source.partition("\n")[0] for cell in notebook.cells if cell.cell_type == "code"]
    for number, first_line in re.findall(r"Cell (\d+) `(.*?)`", out):
        assert first_lines[int(number) - 1].startswith(first_line.removesuffix(" …"))
    return re.sub(r"Cell \d+ `", "Cell `", out)


@pytest.mark.parametrize("said", [
    "✗ window_sums (4 points): 0 of 3 visible checks pass. The first that fails: window_sums(numbers, 2): the call "
    "raised RuntimeError: numpy.convolve is not available in this exercise: this exercise asks you to add up",
    "✗ window_means (3 points): not defined after the run: see Cell `def window_means(x:`",
    "window_means would get no points (3 of 7), and window_sums would lose points",
])  # fmt: skip
def test_each_function_is_listed_with_what_it_would_cost(messy, said):
    """A function that is missing or fails costs points; the message says how many."""
    assert said in messy


@pytest.mark.parametrize("said", [
    "Cell `early = helper(3)` raises NameError: name 'helper' is not defined (line 1 of the cell). "
    "helper is defined only below, in Cell `def helper(x):`: move this definition up.",
    "raises SyntaxError: '(' was never closed (line 1 of the cell).",
    "Cell `# who` raises an error at input(): when it is graded, there is no input",
    "Cell `while True:` was stopped after 3 s.",
    "Cell `import time` took 2 s. The limit is 3 s.",
    "Cell `from pathlib import Path` raises AssertionError: Two is not 3 (line 2 of the cell).",
    "Cell `# data` raises FileNotFoundError: [Errno 2] No such file or directory: 'data.csv' (line 2 of the cell). "
    "When it is graded, only files that your code has written are there.",
])  # fmt: skip
def test_each_cell_that_fails_is_listed_with_its_place(messy, said):
    """An exception, a question, an endless loop: the cell's number and first line, and what to do. Later cells run."""
    assert said in messy
    assert "`import os`" not in messy


@pytest.mark.parametrize("said", [
    "Cell `import torch, numpy.linalg` imports scipy and torch. "
    "When it is graded, only numpy, matplotlib and the standard library can be imported.",
    "Cell `%%time` uses numpy.convolve, which raises an error when it is graded.",
    "Cell `!touch shell.txt`: `!touch shell.txt` and `%run other.py` have no effect, "
    "neither here nor when it is graded.",
])  # fmt: skip
def test_what_is_not_available_when_graded_is_listed(messy, said):
    """Packages, functions that are off limits and magics are found in the code."""
    assert said in messy


def test_a_function_that_is_not_written_costs_its_points(folder, capsys):
    """A stub that is left counts as not written; without a cell, the function is missing."""
    notebook = folder.quick(folder.solved("shifts"))
    answers, stubs = by_mark(notebook), by_mark(nbformat.read(folder.root / "originals" / "shifts.ipynb", 4))
    answers["shift_answer"].source = stubs["shift_answer"].source
    answers["agrees_answer"].source = "def is_agreed(f, g, x):\n    return True"
    path = folder.root / "shifts" / "shifts.ipynb"
    folder.save(notebook, path)
    assert folder.check(path) == 1
    out = one_line(capsys.readouterr().out)
    assert "✗ shift (3 points): not written yet" in out
    assert "✗ agrees (2 points): no cell defines it (did its name change?)" in out
    assert "✓ answer (1 point): 2 of 2 visible checks pass" in out
    assert "shift and agrees would get no points (5 of 6)" in out


@pytest.mark.parametrize(("source", "said"), [
    ("import os\nos._exit(1)", "ends Python itself"),
    ("import time\nwhile True:\n    try:\n        time.sleep(9)\n    except:\n        pass", "still runs after 3 s"),
])  # fmt: skip
def test_a_cell_that_ends_the_run_is_named(folder, capsys, source, said):
    """A crash, a loop that cannot be interrupted: the cell is named, and nothing is claimed about the functions."""
    notebook = folder.quick(folder.solved())
    notebook.cells.append(new_code(source))
    folder.save(notebook)
    assert folder.check("sums") == 1
    out = one_line(capsys.readouterr().out)
    assert said in out
    assert "The cells below it did not run." in out
    assert out.count("points): not checked") == 2
    assert "Not ready" in out


def test_a_loop_in_a_check_costs_that_function_alone(folder, capsys):
    """A function that never ends is named, and the others are checked."""
    notebook = folder.quick(folder.solved())
    by_mark(notebook)["window_means_answer"].source = "def window_means(x, size):\n    while True:\n        pass"
    folder.save(notebook)
    assert folder.check("sums") == 1
    out = one_line(capsys.readouterr().out)
    assert "was stopped after 3 s. Does a loop never end?" in out
    assert "window_means (3 points): 0 of 2 visible checks pass" in out
    assert "✓ window_sums" in out


def test_the_last_definition_counts(folder, capsys):
    """A right answer that a later cell overwrites is not ready, whatever its check printed before."""
    notebook = folder.quick(folder.solved())
    notebook.cells.append(new_code("def window_sums(x, size):\n    return 0"))
    folder.save(notebook)
    assert folder.check("sums") == 1
    out = one_line(capsys.readouterr().out)
    assert "window_sums (4 points): 0 of 3 visible checks pass" in out
    assert "The last one counts" in out


def test_a_workflow_gets_the_result_as_a_summary_and_only_begun_notebooks_can_fail(folder):
    """With --summary, the file has in a block of code what is printed, and nothing is repaired."""
    notebook = folder.quick(folder.solved())
    folder.save(notebook)
    summary = folder.root / "summary.md"
    summary.write_text("before\n")
    script = folder.root / "check_submission.py"
    run = program(script, "--summary", summary)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "not begun" in run.stdout
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n```text\n") and text.endswith("\n```\n")
    assert text.removeprefix("before\n```text\n").removesuffix("\n```\n") == run.stdout.strip("\n")
    by_mark(notebook)["window_means_answer"].source = "def window_means(x, size):\n    return 0"
    folder.save(notebook)
    assert program(script, "--summary", summary).returncode == 1
    assert not (folder.root / "backups").exists()
