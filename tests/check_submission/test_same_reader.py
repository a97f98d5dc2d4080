"""check_submission.py and the grader read the same files: neither takes what the other refuses."""

import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest

import autograder
from autograder.errors import Unreadable
from autograder.submissions.files import find_notebook
from autograder.submissions.formats import MAX_BYTES
from autograder.submissions.notebook import read_submission
from autograder.submissions.submission import Submission
from tests.check_submission.received import one_line


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


REFUSED = {
    "empty": lambda data: b"",
    "zero bytes": lambda data: b"\0" * 99,
    "cut off": lambda data: data[:9000],
    "two notebooks": lambda data: data + data,
    "damaged": lambda data: b'{"cells": [1,, 2]}',
    "PDF": lambda data: b"%PDF-1.4",
    "picture": lambda data: b"\xff\xd8\xff\xe0" * 9,
    "web page": lambda data: b"<!DOCTYPE html><html>",
    "conflict": lambda data: b"{\n<<<<<<< HEAD\n" + data,
    "nested": lambda data: b"[" * 10**5,
    "list": lambda data: b"[]",
    "no cells": lambda data: b'{"nbformat": 3}',
    "cells of numbers": lambda data: b'{"cells": [3], "nbformat": 4, "nbformat_minor": 5}',
    "zip without a notebook": lambda data: zipped(a__txt=b""),
    "zip of another exercise": lambda data: zipped(shifts__ipynb=data),
}


@pytest.mark.parametrize("damage", REFUSED)
def test_what_the_grader_refuses_is_refused_with_its_sentence(folder, course, capsys, damage):
    """The student reads the grader's reason and where copies are; the file stays as it is."""
    data = REFUSED[damage](folder.path.read_bytes())
    with pytest.raises(Unreadable) as refused:
        read_submission(data, "sums", course.names)
    copy = folder.path.parent / ".ipynb_checkpoints" / "sums-checkpoint.ipynb"
    copy.parent.mkdir()
    shutil.copy(folder.path, copy)
    folder.path.write_bytes(data)
    assert folder.check("sums") == 1
    out = one_line(capsys.readouterr().out)
    assert f"It cannot be graded: {refused.value}." in out
    assert "An earlier copy, saved today" in out
    assert copy.name in out
    assert os.path.join("originals", "sums.ipynb") in out  # noqa: PTH118
    assert folder.path.read_bytes() == data


def test_a_file_that_is_too_large_is_refused(folder, capsys):
    """A notebook that the grader does not read is never called ready."""
    with folder.path.open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    assert folder.check("sums") == 1
    assert "notebooks of more than 50 MB are not read: clear the outputs" in one_line(capsys.readouterr().out)


def without(cell, *keys):
    return {key: value for key, value in cell.items() if key not in keys}


def changed(data, change, **more):
    """A notebook's bytes with each cell changed, and with other facts about the notebook."""
    content = json.loads(data)
    content["cells"] = [change(cell) for cell in content["cells"]]
    return json.dumps({key: value for key, value in (content | more).items() if value is not None}).encode()


def joined_lines(cell):
    return cell | {"source": "".join(cell["source"]).split("\n")}


def old_format(data):
    notebook = nbformat.convert(nbformat.reads(data.decode(), as_version=4), 3)
    return nbformat.v3.writes_json(notebook).encode()


READ = {
    "BOM": lambda data: data.decode().encode("utf-8-sig"),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16 without a mark": lambda data: data.decode().encode("utf-16-le"),
    "Windows-1252": lambda data: data.replace(b"Returns", "gibt zurück".encode("cp1252")),
    "zero bytes at the end": lambda data: data + b"\0" * 512,
    "format 3": old_format,
    "no metadata": lambda data: changed(data, lambda cell: without(cell, "metadata"), metadata=None),
    "null metadata": lambda data: changed(data, lambda cell: cell | {"metadata": None}),
    "no outputs": lambda data: changed(data, lambda cell: without(cell, "outputs", "execution_count")),
    "odd outputs": lambda data: changed(data, lambda cell: cell | {"outputs": [{"odd": 1}]}),
    "odd ids": lambda data: changed(data, lambda cell: cell | {"id": 7}),
    "no format": lambda data: changed(data, lambda cell: cell, nbformat=None, nbformat_minor=None),
    "odd format": lambda data: changed(data, lambda cell: cell, nbformat="4", nbformat_minor=-1),
    "lines without ends": lambda data: changed(
        data, lambda cell: cell | {"source": "".join(cell["source"]).split("\n")}
    ),
    "entries that are not cells": lambda data: data.replace(b'"cells": [', b'"cells": [null, 3, [], '),
    "lone surrogate": lambda data: data.replace(b"Returns an array", rb"Returns \ud800 an array"),
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("options", [[], ["--no-repair"]], ids=["repair", "no repair"])
@pytest.mark.parametrize("damage", READ)
def test_what_the_grader_reads_is_ready(folder, no_run, course, capsys, damage, options):
    """A sound notebook is ready whatever happened to its file. A repair makes it one that Jupyter opens."""
    folder.save(folder.solved())
    data = READ[damage](folder.path.read_bytes())
    folder.path.write_bytes(data)
    read, _ = read_submission(data, "sums", course.names)
    assert folder.check("sums", *options) == 0, capsys.readouterr().out
    if options:
        assert folder.path.read_bytes() == data
    else:
        nbformat.validate(nbformat.reads(folder.path.read_text(encoding="utf-8"), as_version=4))
        now, _ = read_submission(folder.path.read_bytes(), "sums", course.names)
        assert [(cell.kind, cell.source) for cell in now] == [(cell.kind, cell.source) for cell in read]
        assert [backup.read_bytes() for backup in folder.backups()] in ([data], [])


@pytest.mark.parametrize(("damage", "said"), [
    ("BOM", "not plain UTF-8"), ("Windows-1252", "not plain UTF-8"), ("zero bytes at the end", "zero bytes"),
    ("format 3", "old format 3"), ("null metadata", "(such as metadata): corrected"),
])  # fmt: skip
def test_what_jupyter_cannot_open_is_named(folder, no_run, capsys, damage, said):
    """The student reads what was wrong with the file; without a repair also that it can be graded."""
    folder.save(folder.solved())
    folder.path.write_bytes(READ[damage](folder.path.read_bytes()))
    folder.check("sums", "--no-repair")
    out = one_line(capsys.readouterr().out)
    assert said in out
    assert "The notebook can be graded without the repair" in out
    folder.check("sums")
    assert said in one_line(capsys.readouterr().out)


@pytest.mark.parametrize("kind", ["archive", "script"])
def test_an_archive_or_a_script_is_checked_and_left_as_it_is(folder, capsys, kind):
    """The grader takes it, so its answers are run with the visible checks of the course."""
    notebook = folder.solved()
    answers = "\n\n".join(cell.source for cell in notebook.cells if "def window" in cell.source)
    data = zipped(sums__ipynb=nbformat.writes(notebook)) if kind == "archive" else answers.encode()
    path = folder.path.with_name("sums.zip" if kind == "archive" else "sums.py")
    folder.path.unlink()
    path.write_bytes(data)
    assert folder.check("sums") == 0
    out = one_line(capsys.readouterr().out)
    assert "visible checks pass" in out
    assert ("The file is a zip archive" if kind == "archive" else "The file is Python code") in out
    assert str(path) in out
    assert path.read_bytes() == data
    assert not folder.backups()


NAMES = ["sums (1).ipynb", "Copy of sums.ipynb", "Sums.ipynb", "doejohn_123_456_sums-2.ipynb", "homework.ipynb"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_with_another_name_is_checked_as_the_grader_takes_it(folder, no_run, course, capsys, name):
    """The message names the file; it is ready, and the path to upload is that of the file."""
    path = folder.path.with_name(name)
    folder.save(folder.solved(), path)
    folder.path.unlink()
    assert folder.check("sums") == 0
    out = capsys.readouterr().out
    assert find_notebook(folder.path.parent, "sums", course.names).remark in one_line(out)
    assert str(path) in out.splitlines()[-2]


def two_versions(folder):
    for number, notebook in enumerate((folder.original, folder.solved())):
        folder.save(notebook, folder.path.with_name(f"sums ({number}).ipynb"))
    folder.path.unlink()


def link(folder):
    folder.path.rename(folder.root / "elsewhere.ipynb")
    folder.path.symlink_to(folder.root / "elsewhere.ipynb")


FOLDERS = {
    "two versions": two_versions,
    "nothing": lambda folder: folder.path.unlink(),
    "no folder": lambda folder: shutil.rmtree(folder.path.parent),
    "another exercise": lambda folder: folder.path.rename(folder.path.with_name("shifts.ipynb")),
    "an archive of another kind": lambda folder: folder.path.rename(folder.path.with_name("sums.rar")).write_bytes(
        b"Rar!"
    ),
    "a link": link,
}


@pytest.mark.parametrize("arrange", FOLDERS)
def test_a_folder_without_a_clear_notebook_is_refused_with_the_graders_sentence(folder, course, capsys, arrange):
    """The grader takes none of several different notebooks, no links, and no notebook of another exercise."""
    FOLDERS[arrange](folder)
    with pytest.raises(Unreadable) as refused:
        found = find_notebook(folder.path.parent, "sums", course.names)
        Submission("ana", "sums", found.path.read_bytes(), found.remark).cells(course.names)
    assert folder.check("sums") == 1
    assert f"It cannot be graded: {refused.value}." in one_line(capsys.readouterr().out)


def test_the_reader_is_the_graders_own(folder):
    """Each of its modules is the same, byte for byte."""
    engine = Path(autograder.__file__).parent
    modules = [engine / "errors.py", *(engine / "submissions").glob("*.py")]
    assert len(modules) > 5
    for path in modules:
        assert (folder.root / "checking" / path.relative_to(engine)).read_bytes() == path.read_bytes()
    rules = engine / "sandbox" / "inside" / "cell_rules.py"
    assert (folder.root / "checking" / "cell_rules.py").read_bytes() == rules.read_bytes()
