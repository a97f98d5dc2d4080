"""Similar work in a class: it is read once, and shown with both pieces."""

import shutil

import pytest

from autograder.gradebook.versions import version_of
from autograder.running.class_run import key_of
from autograder.running.similarity import similar_pairs
from autograder.submissions.class_folder import find_submissions
from tests.conftest import solved_notebook
from tests.running.classes import submit

ODD = """\
def window_sums(x, size):
    # {0}
    {0}, {1} = [], 0
    while {1} < len(x) - size + 1:
        part = 0
        for offset in range(size)[::-1]:
            part = part + x[{1} + offset] * (1 if offset % 2 == 0 else 2 - 1)
        {0}.append(part if part != -1.5 else -1.5)
        {1} = {1} + (3 - 2)
    if {1} == 0 or size in (0, -1, -2):
        raise ValueError("no " + str(size) + " here")
    return np.array({0}, dtype=x.dtype) + 0
"""


@pytest.fixture
def class_of_four(new_class, course, tmp_path):
    """Two students with the same odd answer under other names, and two with the solution."""
    paths, exercise = new_class(tmp_path), course.exercise("sums")
    for student, answer in (("ada", ODD.format("out", "k")), ("ben", ODD.format("sums", "place"))):
        submit(paths, student, "sums", solved_notebook(exercise, window_sums=answer))
    for student in ("cleo", "dan"):
        submit(paths, student, "sums", solved_notebook(exercise) + b" " * len(student))
    return paths


def found_in(paths, course):
    everything, _ = find_submissions(paths.submitted, course.names)
    versions = {key_of(one): version_of(one.path.read_bytes()) for one in everything}
    return similar_pairs(paths, course, everything, versions), everything, versions


def test_both_pieces_are_shown(class_of_four, course):
    """Without the toolkit, given cells and everything that is not shared. The lines that both have are known."""
    (pair,), *_ = found_in(class_of_four, course)
    assert pair.exercise == "sums"
    assert {one.student for one in pair.pieces} == {"ada", "ben"}
    for piece in pair.pieces:
        lines = piece.code.split("\n")
        assert lines[0] == "def window_sums(x, size):"
        assert "window_means" not in piece.code
        assert lines.index("        part = 0") in piece.shared
        assert 1 not in piece.shared  # the comment


def test_what_was_read_is_not_read_again(class_of_four, course):
    """If nothing changed, the files are not needed. A new submission is compared with those that were read before."""
    before, everything, versions = found_in(class_of_four, course)
    shutil.rmtree(class_of_four.submitted)
    assert similar_pairs(class_of_four, course, everything, versions) == before
    again = solved_notebook(course.exercise("sums"))
    submit(class_of_four, "ben", "sums", again)
    assert similar_pairs(class_of_four, course, everything, versions | {("ben", "sums"): version_of(again)}) == []


def test_damaged_files_are_made_again(class_of_four, course):
    """They are only a cache."""
    before, everything, versions = found_in(class_of_four, course)
    for path in (class_of_four.build / "similar").iterdir():
        path.write_text("{", encoding="utf-8")
    assert similar_pairs(class_of_four, course, everything, versions) == before


def test_a_version_that_was_not_graded_is_left_out(class_of_four, course):
    """A file can change while the class is graded, and one that cannot be read has no version."""
    _, everything, versions = found_in(class_of_four, course)
    assert similar_pairs(class_of_four, course, everything, versions | {("ada", "sums"): None}) == []
    assert similar_pairs(class_of_four, course, everything, versions | {("ada", "sums"): "0" * 64}) == []
