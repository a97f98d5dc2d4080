"""Put odd things where notebooks belong: files, pipes, sockets and links; and read what the gradebook recorded."""

import contextlib
import os
import socket

from nbgrader.api import Gradebook


def fill(folder, files):
    """Write files, given as relative path → bytes, into a folder. Returns the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def pipe_in(path):
    """Make a pipe, which no one writes to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def socket_in(path):
    """Make a socket."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def link_in(path, target):
    """Make a symbolic link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def rows(paths, exercise="sums"):
    """(student, task) → automatic score, from a class's gradebook."""
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        [assignment] = [one for one in gradebook.assignments if one.name == exercise]
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
