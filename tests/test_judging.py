"""What check_submission.py says of a notebook that it has run: what is said is what happens."""

import re

import nbformat
import pytest

from tests.received import Folder, by_mark, program

new_code = nbformat.v4.new_code_cell


def test_a_sound_notebook_is_ready_and_not_touched(folder):
    """From any folder: the file to upload is named in full, and its bytes and its time stay."""
    folder.save(folder.solved())
    before, saved = folder.path.read_bytes(), folder.path.stat().st_mtime_ns
    run = program(folder.root / "check_submission.py", "pooling/")
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stderr == ""
    assert str(folder.path.resolve()) in run.stdout.splitlines()[-2]
    assert run.stdout.count("visible checks pass") == 4
    assert "hidden tests go further" in run.stdout
    assert folder.path.read_bytes() == before
    assert folder.path.stat().st_mtime_ns == saved
    assert not (folder.root / "backups").exists()
    assert not list(folder.root.rglob("__pycache__"))


@pytest.fixture(scope="module")
def messy(received, tmp_path_factory, course):
    """What is printed of a notebook with one of every mistake, and of which nothing needs mending.

    Each "Cell 7 `first line`" in it is without its number once that number has proved right.
    """
    folder = Folder(received, tmp_path_factory.mktemp("messy"), course)
    notebook = folder.quick(folder.solved("convolution"))
    answers, stubs = by_mark(notebook), by_mark(nbformat.read(folder.root / "originals" / "convolution.ipynb", 4))
    answers["conv1d_answer"].source = "%%time\ndef conv1d(*args):\n    return np.convolve(*args[:2])"
    answers["conv2d_answer"].source = stubs["conv2d_answer"].source
    answers["conv2d_layer_answer"].source = "def conv2d_layer(x:\n    return x"
    answers["convolution_matrix_answer"].source = "def convolutionmatrix(x):\n    return x"
    notebook.cells.insert(3, new_code("early = helper(3)"))
    notebook.cells += [
        new_code("def helper(x):\n    return x"),
        new_code("import torch, numpy.linalg\nfrom scipy import signal\nfrom IPython.display import display"),
        new_code("# who\nname = input('who? ')"),
        new_code("!touch shell.txt\n%run other.py\n%matplotlib inline\nsix = %time 3 + 3\nexit()"),
        new_code("while True:\n    pass"),
        new_code("import time\ntime.sleep(1.8)"),
        new_code("import os\nassert os.environ['CHECKING_SUBMISSION'] == '1' and six == 6, 'not so'"),
        new_code("from pathlib import Path\nassert Path('convolution.ipynb').exists() and 2 == 3, 'Two is not 3'"),
    ]
    path = folder.root / "convolution" / "convolution.ipynb"
    folder.save(notebook, path)
    run = program(folder.root / "check_submission.py", path)
    assert run.stderr == ""
    assert run.returncode == 1
    assert not (path.parent / "shell.txt").exists()
    out = " ".join(run.stdout.split())
    first_lines = [cell.source.partition("\n")[0] for cell in notebook.cells if cell.cell_type == "code"]
    for number, first_line in re.findall(r"Cell (\d+) `(.*?)`", out):
        assert first_lines[int(number) - 1].startswith(first_line.removesuffix(" …"))
    return re.sub(r"Cell \d+ `", "Cell `", out)


@pytest.mark.parametrize(
    "said",
    [
        "✗ conv1d (5 points): 1 of 4 visible checks pass",
        "✗ conv2d (8 points): not written yet",
        "✗ conv2d_layer (8 points): not there after the run: see Cell `def conv2d_layer(x:`",
        "✗ convolution_matrix (4 points): no cell defines it",
        "conv2d, conv2d_layer, convolution_matrix would get no points (20 of 25 points) and conv1d would lose points",
    ],
)
def test_each_function_is_told_with_what_it_would_cost(messy, said):
    """Not written, not there, failing: each is said, with the points that it would cost."""
    assert said in messy


@pytest.mark.parametrize(
    "said",
    [
        "Cell `early = helper(3)` raises NameError: name 'helper' is not defined (its line 1). "
        "helper is defined further down, in Cell `def helper(x):`: move that up.",
        "raises SyntaxError: '(' was never closed (its line 1).",
        "Cell `# who` raises an error at input(): nobody answers",
        "Cell `while True:` was stopped after 3 s.",
        "Cell `import time` took 2 s; it may take 3 s.",
        "Cell `from pathlib import Path` raises AssertionError: Two is not 3 (its line 2).",
    ],
)
def test_each_cell_that_fails_is_told_with_its_place(messy, said):
    """An exception, a question, an endless loop: the cell's number, its first line, and what to do; later cells run."""
    assert said in messy
    assert "`import os`" not in messy


@pytest.mark.parametrize(
    "said",
    [
        "Cell `import torch, numpy.linalg` imports scipy, torch. When graded, only numpy, matplotlib",
        "Cell `%%time` uses numpy.convolve, which raises an error when graded.",
        "Cell `!touch shell.txt`: `!touch shell.txt`, `%run other.py` will do nothing when graded, as here.",
    ],
)
def test_what_is_not_there_when_graded_is_told(messy, said):
    """Packages, functions that are off limits and magics are found in the code."""
    assert said in messy


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os\nos._exit(1)", "ends Python itself"),
        ("import time\nwhile True:\n    try:\n        time.sleep(9)\n    except:\n        pass", "goes on after 3 s"),
    ],
)
def test_a_cell_that_takes_python_with_it_is_named(folder, capsys, source, said):
    """A crash, a loop that cannot be interrupted: the cell is named, and nothing is claimed of the functions."""
    notebook = folder.quick(folder.solved())
    notebook.cells.append(new_code(source))
    folder.save(notebook)
    assert folder.check("pooling") == 1
    out = " ".join(capsys.readouterr().out.split())
    assert said in out
    assert "The cells below it did not run." in out
    assert out.count("points): not looked at") + out.count("point): not looked at") == 4
    assert "Not ready" in out


def test_a_loop_in_a_check_costs_that_function_alone(folder, capsys):
    """A function that never ends is told as such, and the others are looked at."""
    notebook = folder.quick(folder.solved())
    by_mark(notebook)["avg_pool_answer"].source = "def avg_pool(x, **more):\n    while True:\n        pass"
    folder.save(notebook)
    assert folder.check("pooling") == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "was stopped after 3 s. Does a loop never end?" in out
    assert "avg_pool (5 points): 0 of 4 visible checks pass" in out
    assert out.count("✓") == 3


def test_the_last_definition_counts(folder, capsys):
    """A right answer that is overwritten further down is not ready, whatever its check has said before."""
    notebook = folder.quick(folder.solved())
    notebook.cells.append(new_code("def max_pool(x, *more, **keywords):\n    return 0"))
    folder.save(notebook)
    assert folder.check("pooling") == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "max_pool (6 points): 0 of 5 visible checks pass" in out
    assert "The last one counts" in out
