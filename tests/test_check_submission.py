"""What students run before they hand in: nothing is lost, and what is said is what happens."""

import ast
import importlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import zipfile

import nbformat
import pytest

from autograder import course as course_file
from autograder import handout
from autograder.release import source_notebook
from autograder.toolkit import checks

EXERCISES = [exercise.name for exercise in course_file.load().exercises]

new_code = nbformat.v4.new_code_cell


@pytest.fixture(scope="module")
def received(course, tmp_path_factory):
    """The folder as students unpack it, with blanks and an umlaut in its path."""
    root = tmp_path_factory.mktemp("received")
    handout.write_zip(course, root / "course.zip")
    with zipfile.ZipFile(root / "course.zip") as archive:
        archive.extractall(root)
    return (root / course.id).rename(root / "my exercises (ü)")


class Folder:
    """A student's folder; most tests are about its pooling notebook."""

    def __init__(self, received, parent, course):
        self.root, self.course = parent / received.name, course
        shutil.copytree(received, self.root)
        self.path = self.root / "pooling" / "pooling.ipynb"
        self.original = nbformat.read(self.root / "originals" / "pooling.ipynb", as_version=4)

    def solved(self, name="pooling"):
        """The exercise's notebook with all answers in it."""
        notebook = nbformat.read(self.root / "originals" / f"{name}.ipynb", as_version=4)
        source = by_mark(source_notebook(self.course.exercise(name)))
        for grade_id, cell in by_mark(notebook).items():
            cell.source = source[grade_id].source if grade_id.endswith("_answer") else cell.source
        return notebook

    def save(self, notebook, path=None):
        nbformat.write(notebook, path or self.path)

    def cells(self):
        return nbformat.read(self.path, as_version=4).cells

    def quick(self, notebook):
        """Let a cell take three seconds, and leave out the cells that are not the course's: most of them draw."""
        path = self.root / "originals" / "course.json"
        path.write_text(re.sub(r'"cell_seconds": \d+', '"cell_seconds": 3', path.read_text()))
        notebook.cells = list(by_mark(notebook).values())
        return notebook

    def check(self, *arguments):
        """The exit code of one run in this process."""
        return part("command").check_all([str(argument) for argument in arguments])


@pytest.fixture
def folder(received, tmp_path, course, monkeypatch):
    """A folder whose script's package is the one that this process imports."""
    folder = Folder(received, tmp_path, course)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(folder.root)
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "checking"]:
        del sys.modules[name]


def part(name):
    """A module of the package in the test's own folder."""
    return importlib.import_module(f"checking.{name}")


@pytest.fixture
def no_run(folder, monkeypatch):
    """Nothing is run: all functions are there, and nothing is known of their checks."""
    state = lambda exercise, *rest: {"defined": list(exercise.tasks), "progress": None}  # noqa: E731
    monkeypatch.setattr(part("judging"), "run", state)


def program(*arguments):
    """A finished run of Python, in no folder of the course and free to write __pycache__."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd="/", env=environment)


def by_mark(notebook):
    cells = notebook.cells if "cells" in notebook else notebook
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells if "nbgrader" in cell.metadata}


def marks(cells):
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]


def mended(folder, capsys):
    """Check pooling; the notebook's cells afterwards and what was printed."""
    folder.check("pooling")
    return folder.cells(), capsys.readouterr().out


# ---- The structure


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
    assert "What you had added" in out
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


# ---- The file


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"\0" * 99, "The file is empty"),
        ("half", "breaks off in line"),
        (b'{"cells": [1,, 2]}', "is damaged"),
        (b"%PDF-1.4", "something else with its name"),
        (b"\xff\xd8\xff\xe0" * 9, "something else with its name"),
        (b"[" * 10**5, "something else with its name"),
        (b"[]", "JSON, but no notebook"),
        (b'{"cells": [3], "nbformat": 4, "nbformat_minor": 5}', "JSON, but no notebook"),
        (b'{"nbformat": 3}', "JSON, but no notebook"),
        ("another", "No function of pooling is in it"),
        (None, "There is no "),
    ],
)
def test_what_is_no_notebook_is_told_with_the_way_out(folder, capsys, data, said):
    """The message says what is wrong, names the copies that there are, and touches nothing."""
    texts = {"half": folder.path.read_bytes()[:9000]}
    texts["another"] = (folder.root / "convolution" / "convolution.ipynb").read_bytes()
    data = texts.get(data, data)
    kept = folder.path.parent / ".ipynb_checkpoints" / "pooling-checkpoint.ipynb"
    kept.parent.mkdir()
    shutil.copy(folder.path, kept)
    folder.path.unlink() if data is None else folder.path.write_bytes(data)
    assert folder.check("pooling") == 1
    out = capsys.readouterr().out
    assert said in out
    assert "checkpoint.ipynb" in out
    assert os.path.join("originals", "pooling.ipynb") in out  # noqa: PTH118
    assert not folder.path.is_file() if data is None else folder.path.read_bytes() == data


@pytest.mark.parametrize("make", ["BOM", "UTF-16", "version 3"])
def test_odd_encodings_and_old_formats_are_put_right(folder, no_run, capsys, make):
    """What Jupyter would not open, or only after converting it, is a plain notebook again."""
    text = nbformat.writes(folder.solved())
    old = nbformat.v3.writes_json(nbformat.convert(folder.solved(), 3)) if make == "version 3" else ""
    data = {"BOM": text.encode("utf-8-sig"), "UTF-16": text.encode("utf-16"), "version 3": old.encode()}[make]
    folder.path.write_bytes(data)
    assert folder.check("pooling") == 0
    assert json.loads(folder.path.read_text(encoding="utf-8"))["nbformat"] == 4
    assert ": made " in capsys.readouterr().out


@pytest.mark.parametrize("name", ["pooling (1).ipynb", "Pooling.ipynb", "pooling-final.ipynb"])
def test_a_notebook_with_another_name_is_found_and_must_be_renamed(folder, no_run, capsys, name):
    """The message names the file that is there; asked for by its path, it is checked but is not ready."""
    folder.save(folder.solved(), folder.path.with_name(name))
    folder.path.unlink()
    assert folder.check("pooling") == 1
    assert f"but there is {os.path.join('pooling', name)}" in capsys.readouterr().out  # noqa: PTH118
    assert folder.check(folder.path.with_name(name)) == 1
    assert "name must be pooling.ipynb" in capsys.readouterr().out


def test_a_newer_copy_beside_the_notebook_is_named(folder, no_run, capsys):
    """Who worked in the wrong copy learns that it is not looked at."""
    folder.save(folder.solved())
    copy = folder.path.with_name("pooling-Copy1.ipynb")
    folder.save(folder.solved(), copy)
    os.utime(copy, (time.time() + 60,) * 2)
    assert folder.check("pooling.ipynb") == 0
    assert "pooling-Copy1.ipynb was saved later" in capsys.readouterr().out


def test_another_exercise_is_no_copy(folder, no_run, capsys):
    """convolutional_layer.ipynb is not taken for a copy of convolution.ipynb, where all lie in one folder."""
    for name in ("convolution", "convolutional_layer"):
        folder.save(folder.solved(name), folder.root / f"{name}.ipynb")
    os.utime(folder.root / "convolutional_layer.ipynb", (time.time() + 60,) * 2)
    assert folder.check(folder.root / "convolution.ipynb") == 0
    assert "saved later" not in capsys.readouterr().out


def test_untouched_notebooks_have_not_begun(folder, capsys):
    """Each has one line, nothing is run, and nothing is ready."""
    assert folder.check() == 1
    assert capsys.readouterr().out.count(", not begun") == len(EXERCISES)


def test_wrong_use_says_what_can_be_asked_for(folder, capsys):
    """An unknown exercise lists the known ones; outside the course's folder the script says where it belongs."""
    assert folder.check("poling") == 2
    assert ", ".join(EXERCISES) in capsys.readouterr().err
    (folder.root / "originals" / "course.json").unlink()
    assert folder.check() == 2
    assert "beside originals" in capsys.readouterr().err


def test_a_python_without_the_packages_is_told_which_to_use(received):
    """The system's Python names the command to type instead, with exit code 2."""
    run = program("-I", "-S", received / "check_submission.py")
    assert run.returncode == 2
    assert "check_submission.py\n" in run.stdout
    assert "nbformat" in run.stdout
    assert run.stderr == ""


def test_a_python_that_is_too_old_can_read_that_it_is(received):
    """The script itself has no syntax that an old Python, even 2.7, would stop at, and says what is needed."""
    script = received / "check_submission.py"
    text = script.read_text(encoding="utf-8")
    new = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.arg, ast.Starred, ast.Match)
    assert text.isascii()
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, new)]
    assert not re.search(r"print\(\)|file=|__future__", text)
    pretend = "import runpy, sys; sys.version_info = (2, 7, 18); runpy.run_path(sys.argv[1])"
    run = program("-S", "-c", pretend, script)
    assert run.returncode == 2
    assert "too old: 3.11 is needed" in run.stdout
    assert run.stderr == ""


def test_the_script_alone_says_where_it_belongs(received, tmp_path):
    """Copied out of its folder, without its package, it says so and gives no traceback."""
    shutil.copy(received / "check_submission.py", tmp_path)
    run = program(tmp_path / "check_submission.py")
    assert run.returncode == 2
    assert "the folder that you received, beside originals" in run.stderr
    assert "Traceback" not in run.stderr


def test_nobody_has_to_read_to_the_end(received):
    """Piped into `head`, the script ends without a traceback."""
    command = [sys.executable, "-u", received / "check_submission.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_the_notebooks_last_cell_shows_what_the_script_says(folder, monkeypatch, capsys):
    """It runs the script that lies in the folder above; its signs and umlauts arrive where consoles know none."""
    folder.path.rename(folder.path.with_name("pooling (für Übung).ipynb"))
    monkeypatch.setattr(checks, "_shell", lambda: "a notebook's")
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    monkeypatch.chdir(folder.path.parent)
    checks.before_handing_in("pooling.ipynb")
    out = " ".join(capsys.readouterr().out.split())
    assert f"✗ There is no {os.path.join('pooling', 'pooling.ipynb')}, but" in out  # noqa: PTH118
    assert "pooling (für Übung).ipynb: give it the right name" in out


# ---- The run


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
    start = time.monotonic()
    assert folder.check("pooling") == 1
    assert time.monotonic() - start < 15
    out = " ".join(capsys.readouterr().out.split())
    assert said in out
    assert "The cells below it did not run." in out
    assert out.count("points): not looked at") + out.count("point): not looked at") == 4
    assert "Not ready" in out
