"""Odd folders for the tests: files, pipes, sockets and links where notebooks belong, and what was recorded of them."""

import contextlib
import os
import socket

from nbgrader.api import Gradebook


def fill(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def pipe_in(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def socket_in(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def link_in(path, target):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def rows(places):
    """(student, task) → automatic score."""
    with contextlib.closing(Gradebook(f"sqlite:///{places.gradebook}")) as gradebook:
        [assignment] = [one for one in gradebook.assignments if one.name == "pooling"]
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
