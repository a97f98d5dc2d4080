"""What check_submission.py finds: the exercise that a word names, other versions, and its own folder."""

import ast
import os
import re
import shutil
import subprocess
import sys
import time

import nbformat
import pytest

from autograder.toolkit import checks
from tests.check_submission.received import one_line, program


def test_another_notebook_is_not_ready(folder, capsys):
    """A notebook with no function of the exercise is named as such."""
    shutil.copy(folder.root / "shifts" / "shifts.ipynb", folder.path)
    assert folder.check("sums") == 1
    assert "It would get no points: no function of sums is found in it" in one_line(capsys.readouterr().out)


def test_a_notebook_beside_its_folder_is_named(folder, capsys):
    """The message says where to move it, and does not offer to start over."""
    folder.path.rename(folder.root / "sums (2).ipynb")
    assert folder.check("sums") == 1
    out = one_line(capsys.readouterr().out)
    assert f"There is sums (2).ipynb: move it to {os.path.join('sums', 'sums.ipynb')}" in out  # noqa: PTH118
    assert "as you received it" not in out


@pytest.mark.parametrize(("name", "said"), [
    ("sums (1).ipynb", "The file is not named sums.ipynb."), ("mine.ipynb", "The file is not named sums.ipynb."),
])  # fmt: skip
def test_a_notebook_can_be_checked_by_its_path(folder, no_run, capsys, name, said):
    """Whatever its name and its place, the exercise is the one whose functions it defines."""
    path = folder.root / name
    folder.save(folder.solved(), path)
    assert folder.check(path) == 0
    assert said in one_line(capsys.readouterr().out)


def test_a_typed_path_whose_name_the_grader_does_not_take_is_refused(folder, capsys):
    """The grader skips backups, so a backup is not ready."""
    path = folder.root / "sums-2026-10-05-180000.ipynb"
    folder.save(folder.solved(), path)
    assert folder.check(path) == 1
    assert "is ignored: rename it to sums.ipynb" in one_line(capsys.readouterr().out)


def test_a_newer_copy_beside_the_notebook_is_named(folder, no_run, capsys):
    """The command tells a student who worked in the wrong copy that it is ignored."""
    folder.save(folder.solved())
    copy = folder.path.with_name("sums-Copy1.ipynb")
    folder.save(folder.solved(), copy)
    os.utime(copy, (time.time() + 60,) * 2)
    assert folder.check("sums.ipynb") == 0
    assert "sums-Copy1.ipynb was saved later" in capsys.readouterr().out


def test_an_older_copy_is_named_if_nothing_is_written_in_the_notebook(folder, capsys):
    """The work may be in the copy."""
    copy = folder.path.with_name("sums-Copy1.ipynb")
    folder.save(folder.solved(), copy)
    os.utime(copy, (time.time() - 60,) * 2)
    assert folder.check("sums") == 1
    assert "The folder also contains sums-Copy1.ipynb, which is not graded: if the work is in it" in one_line(
        capsys.readouterr().out
    )


def test_another_exercise_is_not_another_version(folder, no_run, capsys):
    """Notebooks of different exercises can lie in one folder."""
    for name in ("sums", "shifts"):
        folder.save(folder.solved(name), folder.root / f"{name}.ipynb")
    os.utime(folder.root / "shifts.ipynb", (time.time() + 60,) * 2)
    assert folder.check(folder.root / "sums.ipynb") == 0
    assert "is ignored" not in capsys.readouterr().out


def test_untouched_notebooks_are_not_begun(folder, course, capsys):
    """Each has one line, no cell is run, and none is ready."""
    assert folder.check() == 1
    assert capsys.readouterr().out.count(", not begun") == len(course.names)


def test_an_unknown_exercise_is_refused_with_the_known_ones(folder, course, capsys):
    """Outside of the course's folder, the script says where it belongs."""
    assert folder.check("smus") == 2
    assert ", ".join(course.names) in capsys.readouterr().err
    (folder.root / "originals" / "course.json").unlink()
    assert folder.check() == 2
    assert "beside originals" in capsys.readouterr().err


def test_a_python_without_the_packages_names_the_right_one(received):
    """The system's Python prints the command to type instead, and what it lacks: also the course's packages."""
    run = program("-I", "-S", received / "check_submission.py")
    assert run.returncode == 2
    assert "check_submission.py\n" in run.stdout
    assert "nbformat, jupyter_client, ipykernel, numpy, matplotlib" in run.stdout
    assert run.stderr == ""


def test_a_python_that_is_too_old_says_so(received):
    """The script has no syntax that stops an old Python, even 2.7, and says which version is needed."""
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
    """Copied out of its folder, without its package, it says so and prints no traceback."""
    shutil.copy(received / "check_submission.py", tmp_path)
    run = program(tmp_path / "check_submission.py")
    assert run.returncode == 2
    assert "the folder that you received, beside originals" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_output_can_be_cut_off(received):
    """Piped into `head`, the script ends without a traceback."""
    command = [sys.executable, "-u", received / "check_submission.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_the_notebooks_last_cell_prints_what_the_script_prints(folder, monkeypatch, capsys):
    """It runs the script in the folder above. Signs and umlauts arrive although the console does not know them."""
    folder.path.rename(folder.path.with_name("sums (für Übung).ipynb"))
    nbformat.write(folder.original, folder.path.with_name("sums (für später).ipynb"))
    folder.path.with_name("sums (für Übung).ipynb").write_bytes(b"")
    monkeypatch.setattr(checks, "_shell", lambda: "a notebook's")
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    monkeypatch.chdir(folder.path.parent)
    checks.before_handing_in("sums.ipynb")
    out = one_line(capsys.readouterr().out)
    assert "✗ It cannot be graded: there is no sums.ipynb but sums (für später).ipynb, sums (für Übung).ipynb" in out
