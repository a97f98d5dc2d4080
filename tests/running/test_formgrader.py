"""What a person does in the formgrader, through its server: scores and comments reach the student's page."""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.running.batch import grade_class
from tests.conftest import solved_notebook
from tests.reports.test_feedback import in_order, words
from tests.running.classes import partly_right, submit
from tests.running.in_process_backend import InProcess

NO_LOGIN = (
    "--no-browser", "--allow-root", "--IdentityProvider.token=", "--ServerApp.password=",
    "--ServerApp.disable_check_xsrf=True",
)  # fmt: skip


class Formgrader:
    """The formgrader's interface to its own pages."""

    def __init__(self, port):
        self.address = f"http://localhost:{port}/formgrader"

    def __call__(self, method, path, **data):
        body = json.dumps(data).encode() if data else b"" if method != "GET" else None
        request = urllib.request.Request(self.address + path, body, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def of_cell(self, kind, notebook, name):
        """The grade or comment of a cell, as the formgrader's page loads it."""
        rows = json.loads(self("GET", f"/api/{kind}s?submission_id={notebook}"))
        return next(row for row in rows if row["name"] == name)


@contextlib.contextmanager
def formgrader_in(root):
    """JupyterLab in a course's folder, as `make lab` starts it, until the block ends."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("jupyter-lab")
    with (root / "log").open("w") as log:
        server = subprocess.Popen([program, *NO_LOGIN, f"--port={port}"], cwd=root, stdout=log, stderr=log)
    try:
        formgrader = Formgrader(port)
        while server.poll() is None:
            with contextlib.suppress(urllib.error.URLError):
                formgrader("GET", "/api/status")
                break
            time.sleep(0.2)
        yield formgrader
    finally:
        server.terminate()
        server.wait(60)


@pytest.mark.slow
def test_what_a_person_does_in_the_formgrader_reaches_the_student(course_copy):
    """Score, extra credit, comment, Generate Feedback; after a resubmission the note, and Resolve."""
    paths, course = ClassPaths.real(course_copy.root), load_course(course_copy.root)
    submit(paths, "ben", "sums", partly_right(course.exercise("sums")))
    grade_class(paths, course, InProcess())
    page = paths.feedback("ben", "sums")
    with formgrader_in(course_copy.root) as formgrader:
        [notebook] = json.loads(formgrader("GET", "/api/submitted_notebooks/sums/sums"))
        grade = formgrader.of_cell("grade", notebook["id"], "window_sums")
        comment = formgrader.of_cell("comment", notebook["id"], "window_sums_answer")
        formgrader("PUT", f"/api/grade/{grade['id']}", manual_score=2.5, extra_credit=0.5)
        formgrader("PUT", f"/api/comment/{comment['id']}", manual_comment="A *good* idea.")
        assert json.loads(formgrader("POST", "/api/assignment/sums/ben/generate_feedback"))["success"]
        text = words(page.read_text())
        assert in_order(text, "6 of 7 points", "Extra credit +0.5", "window_sums 2.5 of 4 points", "A good idea.")
        assert "earlier version" not in formgrader("GET", f"/submissions/{notebook['id']}/")

        submit(paths, "ben", "sums", solved_notebook(course.exercise("sums")))
        assert json.loads(formgrader("POST", "/api/submission/sums/ben/autograde"))["success"]
        assert "2.5 is for an earlier version" in formgrader("GET", f"/submissions/{notebook['id']}/")
        formgrader("PUT", f"/api/grade/{grade['id']}", manual_score=None, extra_credit=None)
        assert "earlier version" not in formgrader("GET", f"/submissions/{notebook['id']}/")
        assert json.loads(formgrader("POST", "/api/assignment/sums/generate_feedback"))["success"]
        assert "7 of 7 points" in words(page.read_text())
        before = page.read_bytes()
        grade_class(paths, course, InProcess())
        assert page.read_bytes() == before
