"""nbgrader's exchange and formgrader: what one student's files are like stops no other student."""

import http.client
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbgrader.apps.api import NbGraderAPI

from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.running.batch import grade_class
from tests.conftest import plain
from tests.gradebook.test_timestamps import NO_TIME
from tests.running.classes import submit
from tests.running.in_process_backend import InProcess
from tests.submissions.odd import fill, pipe_in

TIME, SECRET = "timestamp.txt", "submission_secret.txt"
KOLKATA = 'c.Exchange.timezone = "Asia/Kolkata"\n'
SIX = "2026-10-05T18:00:00"


@pytest.fixture
def api(tmp_path):
    """Make nbgrader's interface to a class, as the formgrader makes it for each page. The exchange is in `tmp_path`."""

    def make(paths):
        (tmp_path / "exchange").mkdir(exist_ok=True)
        (tmp_path / "exchange").chmod(0o777)
        coursedir, config = course_directory(paths)
        config.Exchange.root = str(tmp_path / "exchange")
        return NbGraderAPI(coursedir, config=config)

    return make


def pages_in(folder):
    return [path.read_text(encoding="utf-8") for path in folder.rglob("*.html")]


def test_the_formgrader_lists_a_class_with_any_timestamp(course, new_class, tmp_path, api):
    """It shows every student before and after grading, with the right time or with none."""
    paths = new_class(tmp_path / "class", KOLKATA)
    submit(paths, "ana", "sums", b"{", "2026-10-05 23:30:00 IST")
    for name, (make, _) in NO_TIME.items():
        make(submit(paths, name, "sums", b"{").with_name(TIME))
    for graded in (False, True):
        if graded:
            assert grade_class(paths, course, InProcess()).failures == []
        shown = {one["student"]: one for one in api(paths).get_submissions("sums")}
        assert shown.keys() == {"ana", *NO_TIME}
        assert {one["timestamp"] for student, one in shown.items() if student != "ana"} == {None}
        assert {one["autograded"] for one in shown.values()} == {graded}
        assert shown["ana"]["timestamp"] == SIX
        assert all(api(paths).get_student_submissions(student) for student in shown)
        assert api(paths).get_assignment("sums")["num_submissions"] == len(shown)


def test_a_submission_without_a_clear_time_counts_as_autograded(course, new_class, solved, tmp_path, api):
    """So it does for the formgrader, which compares the times of file and gradebook."""
    paths = new_class(tmp_path / "class")
    for student, text in {"ana": "2026-10-05 20:00:00 CEST", "ben": "", "cleo": "2026-10-05 20:00 IST"}.items():
        submit(paths, student, "sums", solved("sums"), text)
    grade_class(paths, course, InProcess())
    shown = {one["student"]: (one["autograded"], one["timestamp"]) for one in api(paths).get_submissions("sums")}
    assert shown == {"ana": (True, SIX), "ben": (True, None), "cleo": (True, None)}


def test_collecting_compares_times_in_utc(new_class, tmp_path, api):
    """A newer submission replaces an older one, whatever their zones are. A bad file in submitted/ stops no one."""
    paths = new_class(tmp_path / "class", KOLKATA)
    inbound = tmp_path / "exchange" / "small-course" / "inbound"
    for student, text in {"ana": "2026-10-05 23:30:00 IST", "ben": "2026-10-05 18:30:00 UTC", "cy": "gestern"}.items():
        submit(paths, student, "sums", "old", text)
    for name in ("ana+sums+2026-10-05 18:10:00 UTC", "ben+sums+2026-10-05 23:50:00 IST+Xy", "cy+sums+gestern",
                 "d+e+sums+2026-10-05 20:00:00 +0200+Xy", "d+e+sums+2026-10-05 19:00:00 +0000"):  # fmt: skip
        fill(inbound / name, {"sums.ipynb": b"new" if "+0200" not in name else b"old"})
    outcome = api(paths).collect("sums")
    assert outcome["success"], outcome
    found = {path.parent.parent.name: path.read_text() for path in paths.submitted.rglob("sums.ipynb")}
    assert found == {"ana": "new", "ben": "old", "cy": "new", "d+e": "new"}
    assert "cy/sums/timestamp.txt: timestamp.txt contains no time" in outcome["log"]
    assert "without a clear time: cy+sums+gestern" in outcome["log"]


@pytest.mark.filterwarnings("ignore:Passing unrecognized arguments")  # nbgrader misspells one
def test_feedback_is_released_to_all_who_came_through_the_exchange(course, new_class, solved, tmp_path, api):
    """The others are named, each with the page to send. No two students can read the same page."""
    paths = new_class(tmp_path / "class")
    files = {"ana": {SECRET: b"a"}, "bo": {}, "cy": {SECRET: b"c", TIME: b""}, "dee": {SECRET: b"d"},
             "eve": {SECRET: b"d"}, "fay": {SECRET: b""}, "gus, jr": {}}  # fmt: skip
    for student, own in files.items():
        fill(submit(paths, student, "sums", solved("sums")).parent, own)
    grade_class(paths, course, InProcess())
    outcome = api(paths).release_feedback("sums")
    assert outcome["success"], outcome
    assert len(pages_in(tmp_path / "exchange" / "small-course" / "feedback")) == 2
    reasons = dict(re.findall(r"cannot give feedback to (.*?): (.*)", outcome["log"]))
    assert reasons.keys() == files.keys() - {"ana", "cy"}
    for student, reason in reasons.items():
        assert ("another submission has the same" in reason) == (student in ("dee", "eve"))
        assert f"Send the page yourself: {paths.feedback(student, 'sums')}" in reason


def test_an_assignment_is_released_into_the_courses_folder(course_copy, tmp_path, api):
    """The exchange knows the course by its id in course.toml."""
    outcome = api(ClassPaths.real(course_copy.root)).release_assignment("sums")
    assert outcome["success"], outcome
    assert (tmp_path / "exchange" / "small-course" / "outbound" / "sums" / "sums.ipynb").is_file()


@pytest.mark.slow
@pytest.mark.ci
def test_the_exchanges_commands_work_as_the_docs_say(course_copy, command, solved):
    """Release, collect, grade, release feedback, with one submission placed by hand among the others."""
    root, paths = course_copy.root, ClassPaths.real(course_copy.root)
    exchange = root / "exchange"
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.Exchange.root = {str(exchange)!r}\n")
    done = course_copy.nbgrader("release_assignment", "sums")
    assert done.returncode == 0, done.stderr
    for student in ("ana", "cy"):
        folder = exchange / "small-course" / "inbound" / f"{student}+sums+2026-10-05 18:00:00.000000 UTC"
        fill(folder, {"sums.ipynb": solved("sums"), TIME: b"2026-10-05 18:00:00.000000 UTC", SECRET: student.encode()})
    done = course_copy.nbgrader("collect", "sums")
    assert done.returncode == 0, done.stderr
    submit(paths, "bo", "sums", solved("sums"))
    code, _, err = command("grade", "--course", root)
    assert code == 0, err
    done = course_copy.nbgrader("release_feedback", "sums")
    assert done.returncode == 0, done.stderr
    pages = pages_in(exchange)
    assert len(pages) == 2
    assert all("window_means" in page for page in pages)
    assert "cannot give feedback to bo: the submission did not come through it" in plain(done.stderr)


@pytest.mark.slow
@pytest.mark.ci
def test_the_formgraders_server_answers_for_the_whole_class(course_copy, command):
    """Not with "500 Internal Server Error", because of one student's file."""
    paths = ClassPaths.real(course_copy.root)
    submit(paths, "ana", "sums", b"{")
    submit(paths, "ben", "sums", b"{", "")
    pipe_in(submit(paths, "cleo", "sums", b"{").with_name(TIME))
    assert command("release", "--course", course_copy.root)[0] == 0
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    options = ("--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=", "--ServerApp.password=")
    program = Path(sys.executable).with_name("jupyter-lab")
    with (course_copy.root / "log").open("w") as log:
        server = subprocess.Popen([program, *options], cwd=course_copy.root, stdout=log, stderr=log)
    try:
        status, answer = answer_of(port, "/formgrader/api/submissions/sums", server)
    finally:
        server.terminate()
        server.wait(60)
    assert status == 200, (course_copy.root / "log").read_text()
    assert [f'"student": "{name}"' in answer for name in ("ana", "ben", "cleo")] == [True] * 3


def answer_of(port, path, server):
    """The status and the text of a server's answer, as soon as it answers."""
    while server.poll() is None:
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionRefusedError:
            time.sleep(0.2)
        finally:
            connection.close()
    return None, ""
