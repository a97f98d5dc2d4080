"""Whatever a file contains and whatever its name: the answer in it is graded, or a plain sentence says why not."""

import contextlib
import io
import json
import os
import zipfile

import nbformat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.authoring.notebook_json import file_text
from autograder.errors import Unreadable, UsageError
from autograder.gradebook.autograded_notebook import repair
from autograder.grading.grade import grade
from autograder.grading.program import python_source, to_program
from autograder.running.single_files import submissions_in
from autograder.submissions.filenames import MAX_FILES
from autograder.submissions.formats import MAX_BYTES, size_problem
from autograder.submissions.notebook import read_notebook, read_submission
from autograder.submissions.submission import Submission

KNOWN = ("sums", "shifts", "shifts_in_2d")


def notebook(*sources, **extra):
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | extra).encode()


def zipped(*files, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, data in files:
            file.writestr(name, data)
    return stream.getvalue()


ONE = notebook("a = 1")


@pytest.mark.parametrize(("data", "said"), [
    (zipped(("sums.ipynb", ONE)), "zip archive: sums.ipynb in it"),
    (zipped(("../../etc/any.ipynb", ONE), ("__MACOSX/._any.ipynb", b"\0")), "any.ipynb in it"),
    (zipped(("a\\sums.ipynb", ONE), ("a/shifts.ipynb", b"{}"), (r"a\originals\sums.ipynb", b"")), "in it"),
    (zipped(("sums.ipynb", ONE), ("copy/sums (1).ipynb", ONE), ("help.py", b"")), "zip archive: sums.ipynb"),
    (zipped(("sums.py", b"import numpy as np\na = 1")), "sums.py in it is used. The file is Python code"),
    (b"import numpy as np\na = 1", "Python code"),
    ("\ufeff# %%\r\na = 1\r\n".encode("utf-16"), "Python code"),
    (ONE + b"\0" * 512, ""), (notebook("a = 1", huge=int("9" * 4000)).replace(b"999", b"9999"), ""),
    (notebook("a = 1", x=float("nan")).replace(b'"cells"', b'"cells": 3, "cells"'), ""),
    (notebook(["b = 2\n", 3, None, "a = 1"]), ""), (notebook(cells=[3, {"source": "a = 1"}, None, [], "x"]), ""),
])  # fmt: skip
def test_what_can_be_read_is_read_with_a_remark(data, said):
    """Archives, scripts and odd JSON give their code, and a remark if the file is not a notebook."""
    cells, remark = read_submission(data, "sums", KNOWN)
    assert cells[0].source.splitlines()[-1] == "a = 1"
    assert said in remark
    assert bool(said) == bool(remark)


@pytest.mark.parametrize(("data", "said"), [
    (b"", "empty"), (b"\0" * 999, "empty"), (b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n", "picture"), (b"\x1f\x8b\x08", "zip"),
    (b"\n<!DOCTYPE html><html>", "web page"), ("\ufeff<html lang=en>".encode(), "web page"), (ONE[:-9], "part of one"),
    (b"{\\rtf1", "text document"), (ONE + b"\n" + ONE, "more text after the end"),
    (zipped(("[Content_Types].xml", b"")), "Word"), (b"\xd0\xcf\x11\xe0", "Word"),
    (b'{"cells": [\n<<<<<<< HEAD\n{}', "merge conflict of git"),
    (b"version https://git-lfs.github.com/spec", "Git LFS"),
    (zipped(("a.txt", b"")), "without a notebook"), (zipped(("a.ipynb", ONE), ("b.ipynb", b"{}")), "several"),
    (zipped(("shifts.ipynb", ONE)), "without a notebook"), (zipped(("a.ipynb", ONE))[:-30], "broken"),
    (zipped(("a.zip", zipped(("a.ipynb", ONE)))), "without a notebook"), (zipped(("a.ipynb", b"")), "empty"),
    (zipped(("a.ipynb", ONE), method=zipfile.ZIP_LZMA), "unusual"),
    (b"Hello,\nfrom Monday on I am ill.", "not a note"),
    (zipped(("a.ipynb", ONE)).replace(b"PK\1\2\x14\x03\x14\0\0\0", b"PK\1\2\x14\x03\x14\0\1\0"), "password"),
    (b'{"nbformat": 3, "worksheets": [{"cells": [3]}]}', "no entry in its list of cells"),
    (b'{"cells": {}}', "no list of cells"),
    (b'{"a": ' * 10**5, "nested"), (b'{"cells": [3, null]}', "no entry in its list of cells"),
    (b"[1]", "no list of cells"),
    (b'{"cells": [' + b"{}," * 10_000 + b"{}]}", "more than 10000 cells"),
    (b"# %%\nimport a\n" * 10_001, "more than 10000 cells"),
    (notebook("\n" * 150_000, "\n" * 60_000), "more than 200000 lines"),
])  # fmt: skip
def test_each_kind_of_wrong_file_has_its_own_sentence(data, said):
    """The sentence says what the file is, in one line."""
    with pytest.raises(Unreadable, match=said) as caught:
        read_submission(data, "sums", KNOWN)
    assert "\n" not in str(caught.value)


PLAIN, NAMELESS = zipped(("a.ipynb", ONE)), zipped(("zzz", ONE)).replace(b"zzz", b"\0zz")


@given(st.sampled_from([PLAIN, NAMELESS]), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=8))
@settings(max_examples=200, deadline=None, database=None)
@example(NAMELESS, [])
def test_an_archive_of_any_bytes_is_read_or_refused(data, changes):
    """Nothing in a zip file raises another error than Unreadable."""
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(data)] = value
    with contextlib.suppress(Unreadable):
        read_submission(b"PK\3\4" + bytes(changed[4:]), "sums", KNOWN)


@pytest.mark.parametrize("cell", [
    "x = '" + "a" * 2_100_000 + "'", "x = [" + "1," * 170_000 + "]", "x = '" + "," * 170_000 + "'",
    "%%time\n" * 2000 + "x = 1", "%%time\n\n  %%timeit\n" * 1000 + "x = 1",
], ids=["long", "many values", "many commas", "magics", "magics between blanks"])  # fmt: skip
def test_a_cell_of_any_length_costs_no_other(course, cell):
    """Pasted data and repeated magics: the functions in other cells have their points."""
    data = notebook(cell, "def answer():\n    return 42, 21")
    result = grade(Submission("ana", "shifts", data), course)
    assert (result.status, result.score) == ("graded", 1), result.message
    assert ("longer than 2 MB" in result.message) == (len(cell) > 2**21)


def test_files_and_archives_of_any_size_cost_bounded_memory():
    """A file that is too large is not parsed, a zip bomb not unpacked, an endless list of files not read."""
    for data, said in (
        (b" " * MAX_BYTES + ONE, "more than 50 MB are not read: clear the outputs"),
        (zipped(("a.ipynb", b" " * MAX_BYTES + ONE)), "more than 50 MB: clear its outputs"),
        (zipped(*((f"{number}.ipynb", ONE) for number in range(MAX_FILES + 1))), "more than 2000 files"),
    ):
        with pytest.raises(Unreadable, match=said):
            read_submission(data, "sums", KNOWN)
    assert size_problem(MAX_BYTES) is None


@pytest.mark.parametrize("cell", [
    {"source": {"a": 1}}, {"source": None}, {"source": 5}, {"source": [[["x"]]]}, {"source": "a\0b = 1"},
    {"source": "x = '\ud800'"}, {"source": "a", "cell_type": ["code"]}, {"source": "a", "cell_type": {}},
    {"source": "a", "metadata": {"nbgrader": {"grade_id": {}, "grade": "yes"}}}, {}, {"source": "%" * 10**6},
    {"source": "(" * 5000}, {"source": "!ls\n" * 300 + "def f(:"}, {"source": "-" * 10**5 + "1"},
    {"source": "a", "metadata": {"nbgrader": {"grade_id": "window_sums_answer\ud800"}}}, {"source": "", "id": 7},
])  # fmt: skip
def test_any_cell_is_run_and_recorded_or_left_out(course, cell):
    """A cell of odd types, with NUL characters or endless brackets stops neither grading nor recording."""
    exercise = course.exercise("sums")
    cells = read_notebook(json.dumps({"cells": [cell]}).encode())
    assert to_program(cells, exercise)
    nbformat.validate(nbformat.reads(file_text(repair(cells, exercise)).encode("utf-8").decode(), as_version=4))


@pytest.mark.parametrize("encode", [
    lambda text: text.encode("cp1252"), lambda text: text.encode("utf-8-sig"), lambda text: text.encode("utf-16-be"),
    lambda text: "# für\n".encode() + text.encode("cp1252"), lambda text: text.encode("utf-32"),
], ids=["Windows-1252", "BOM", "UTF-16", "mixed", "UTF-32"])  # fmt: skip
def test_letters_of_other_encodings_are_kept(encode):
    """Byte order marks and zero bytes show the encoding. What is not UTF-8 is read as Windows-1252."""
    [cell] = read_notebook(encode("import numpy\ngröße = 1  # für"))
    assert cell.source.endswith("import numpy\ngröße = 1  # für")


@pytest.mark.parametrize(("script", "wanted"), [
    ("def f():\n    return 1\n", [("code", "def f():\n    return 1")]),
    ("# ---\n# jupytext: x\n# ---\n\n# %% [markdown]\n# # Title\n\n# %%\na = 1\n# %% tags=[1]\nb = 1",
     [("code", "# ---\n# jupytext: x\n# ---"), ("markdown", "# Title"), ("code", "a = 1"), ("code", "b = 1")]),
    ("#!/usr/bin/env python\n\n# In[ ]:\n\n\na = 1\n\n# In[12]:\nb = 1",
     [("code", "#!/usr/bin/env python"), ("code", "a = 1"), ("code", "b = 1")]),
])  # fmt: skip
def test_a_script_has_the_cells_of_the_notebook_it_was_exported_from(script, wanted):
    """jupytext, VS Code and nbconvert mark cells in scripts; a script without marks is one cell."""
    assert [(cell.kind, cell.source) for cell in read_notebook(script.encode())] == wanted


def damaged(data, **changes):
    return json.dumps(json.loads(data) | changes).encode()


def with_cells(data, *sources):
    book = json.loads(data)
    book["cells"][:0] = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    return json.dumps(book).encode()


@pytest.mark.parametrize("damage", [
    lambda data: damaged(with_cells(data, "a"), metadata={}, cells=json.loads(data)["cells"] * 2),
    lambda data: with_cells(data, "exit()", "input('?')", "%matplotlib inline", "!pip install torch", "1/0"),
    lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") + b" " * 3 * 10**7,
    lambda data: zipped(("me/sums.ipynb", data), ("me/numpy.py", b"1/0")),
    lambda data: "\n".join(cell.source for cell in read_notebook(data) if cell.kind == "code").encode("utf-16"),
], ids=["doubled, no kernelspec", "exit, input, magics", "CRLF, BOM, 30 MB", "zip", "script"])  # fmt: skip
def test_right_answers_have_full_marks_whatever_happened_to_the_file(course, solved, damage):
    """Nothing but the functions decides the score."""
    result = grade(Submission("ana", "sums", damage(solved("sums"))), course)
    assert (result.status, result.score) == ("graded", 7.0), result.message


def test_a_long_cell_is_not_translated():
    """IPython reads a cell once for each magic in it: a long cell would keep the grader busy for minutes."""
    source = "!ls\n" * 100_000
    assert python_source(source) == source


def test_a_file_given_by_path_is_read_like_any_other(course, tmp_path):
    """`autograder grade` takes archives and scripts, and follows a link if a person typed its path."""
    (tmp_path / "mail.zip").write_bytes(zipped(("x.ipynb", notebook("def window_sums(x): ..."))))
    (tmp_path / "page.ipynb").write_bytes(b"<html>")
    (tmp_path / "link.ipynb").symlink_to("mail.zip")
    paths = [tmp_path / name for name in ("mail.zip", "page.ipynb", "link.ipynb")]
    submissions, results = submissions_in(paths, course, None, None)
    assert [submissions[path].exercise for path in (paths[0], paths[2])] == ["sums", "sums"]
    assert "web page" in results[paths[1]].message


def test_a_path_of_no_file_is_refused(course, tmp_path):
    """A folder, a pipe and a broken link are named as what they are; nothing waits for the pipe."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for path, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "pipe", "not a regular file"),
        (tmp_path / "loop", "opened"),
    ):
        with pytest.raises(UsageError, match=said):
            submissions_in([path], course, None, None)
