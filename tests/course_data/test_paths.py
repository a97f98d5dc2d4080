"""The folders of a class, its lock, and files that are written completely or not at all."""

import errno
import os

import pytest

from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import UsageError
from tests.running.classes import locked_elsewhere


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_real_class_and_the_demo_class_have_their_own_folders(tmp_path):
    """No file of the demo class is where a file of the real class can be."""
    real, demo = ClassPaths.real(tmp_path), ClassPaths.demo(tmp_path)
    assert (real.submitted, real.gradebook) == (tmp_path / "submitted", tmp_path / "gradebook.db")
    assert (real.results, real.report) == (tmp_path / "build" / "results", tmp_path / "build" / "report")
    assert real.autograded == tmp_path / "build" / "autograded"
    inner = tmp_path / "build" / "demo"
    for path in (demo.submitted, demo.gradebook, demo.autograded, demo.results, demo.report):
        assert path.is_relative_to(inner)


def test_submissions_and_feedback_are_where_nbgrader_has_them(tmp_path):
    """The paths are those of nbgrader's own commands."""
    paths = ClassPaths.real(tmp_path)
    assert paths.submission("ada", "sums") == tmp_path / "submitted" / "ada" / "sums" / "sums.ipynb"
    assert paths.feedback("ada", "sums") == tmp_path / "build" / "feedback" / "ada" / "sums" / "sums.html"


def test_a_class_is_locked_for_one_command(tmp_path):
    """A second command on the same class is refused; after the first has ended, the next one can run."""
    paths = ClassPaths.real(tmp_path)
    with locked_elsewhere(paths):
        with pytest.raises(UsageError, match="Another command is working on this class"), paths.locked():
            pass
        with ClassPaths.demo(tmp_path).locked():
            pass
    with paths.locked():
        pass


@pytest.mark.parametrize("content", ["grüße\n", "grüße\n".encode(), ["grü", "ße\n"], iter(["grü", "ße", "\n"])])
def test_a_file_is_written_with_its_folders(tmp_path, content):
    """Text, bytes, or pieces of text: the file has the whole content, in UTF-8."""
    write_atomic(tmp_path / "a" / "b.txt", content)
    assert (tmp_path / "a" / "b.txt").read_bytes() == "grüße\n".encode()
    assert names_in(tmp_path / "a") == ["b.txt"]


def test_a_file_can_have_a_mode(tmp_path):
    """nbgrader makes autograded notebooks read-only, and they can be written again."""
    for content in ("first", "second"):
        write_atomic(tmp_path / "b.txt", content, 0o444)
    assert (tmp_path / "b.txt").read_text() == "second"
    assert (tmp_path / "b.txt").stat().st_mode & 0o777 == 0o444


def test_a_file_stays_as_it_was_if_writing_fails(tmp_path):
    """An error in the middle leaves the old file, and no unfinished one."""

    def pieces():
        yield "half of it"
        raise RuntimeError

    write_atomic(tmp_path / "b.txt", "first")
    with pytest.raises(RuntimeError):
        write_atomic(tmp_path / "b.txt", pieces())
    assert (tmp_path / "b.txt").read_text() == "first"
    assert names_in(tmp_path) == ["b.txt"]


def test_an_error_while_writing_names_the_file(tmp_path):
    """A full disk is an error without a name: the message must say which file could not be written."""

    def pieces():
        yield "some text"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left") as caught:
        write_atomic(tmp_path / "grades.csv", pieces())
    assert caught.value.filename == str(tmp_path / "grades.csv")
    assert [*tmp_path.iterdir()] == []


def test_unfinished_files_of_killed_processes_are_removed(tmp_path):
    """Files of processes that still run, and files with other names, stay."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    names = [f".writing-{child}-b.txt", f".writing-{child}-c.txt", f".writing-{os.getppid()}-b.txt", ".writing-x-b.txt"]
    for name in names:
        (tmp_path / name).write_text("half")
    write_atomic(tmp_path / "b.txt", "whole")
    assert names_in(tmp_path) == sorted([*names[1:], "b.txt"])
