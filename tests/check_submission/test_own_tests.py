"""check_submission.py and tests that students write: whether there are some, and how many the own function passes."""

import shutil
import zipfile

import nbformat
import pytest

from autograder.authoring import handout
from tests.check_submission.received import by_mark, one_line, part
from tests.running.own_tests_course import with_own_tests
from tests.source_notebooks import source_notebook

GOOD = 'window_sums_tests = {"window_sums(numbers, 5)": [20], "window_sums(numbers, 0)": ValueError}'
BAD = 'window_sums_tests = {"window_sums(numbers, 5)": [20], "window_sums(numbers, 1)": [1]}'
EMPTY = "window_sums_tests = {}"


@pytest.fixture(scope="module")
def handouts(course, tmp_path_factory):
    """Points of the own tests → the course, and the folder that students receive."""
    made = {}
    for points in (0, 2):
        root = tmp_path_factory.mktemp("own")
        own = with_own_tests(course, root / "course", points).course()
        handout.write_zip(own, root / "course.zip")
        with zipfile.ZipFile(root / "course.zip") as archive:
            archive.extractall(root)
        made[points] = own, root / own.id
    return made


@pytest.mark.parametrize(
    ("points", "tests", "says", "is_ready"),
    [
        (2, GOOD, "✓ window_sums_tests (2 points): your function passes 2 of your 2 tests", True),
        (2, BAD, "✗ window_sums_tests (2 points): your function passes 1 of your 2 tests", False),
        (2, EMPTY, "✗ window_sums_tests (2 points): no test is written", False),
        (0, GOOD, "✓ window_sums_tests (no points): your function passes 2 of your 2 tests", True),
        (0, BAD, "– window_sums_tests (no points): your function passes 1 of your 2 tests", True),
        (0, EMPTY, "", True),
    ],
)
def test_tests_are_counted(handouts, tmp_path, import_from, capsys, points, tests, says, is_ready):
    """Missing tests, and tests that the own function fails, are named if they have points. Without points, the notebook
    is ready in any case, and tests that are not written are not mentioned."""
    course, received = handouts[points]
    root = tmp_path / "received"
    shutil.copytree(received, root)
    import_from(root)
    path = root / "sums" / "sums.ipynb"
    notebook = nbformat.read(path, as_version=4)
    source = by_mark(source_notebook(course.exercise("sums")))
    for mark, cell in by_mark(notebook).items():
        cell.source = source[mark].source if mark.endswith("_answer") else cell.source
    by_mark(notebook)["window_sums_tests_answer"].source = tests
    path.write_text(nbformat.v4.writes_json(notebook), encoding="utf-8")
    part("command_line").check_all([str(path)])
    out, err = capsys.readouterr()
    assert err == ""
    out = one_line(out)
    assert says in out
    assert ("Ready to hand in" in out) == is_ready
    assert says or "window_sums_tests" not in out
