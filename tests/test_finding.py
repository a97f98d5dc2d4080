"""What check_submission.py finds: a file that is no notebook, or not where it belongs, is told with the way out."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time

import nbformat
import pytest

from autograder.course import config as course_file
from autograder.toolkit import checks
from tests.received import program

EXERCISES = [exercise.name for exercise in course_file.load().exercises]


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
