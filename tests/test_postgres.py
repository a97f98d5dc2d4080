"""A gradebook in PostgreSQL: nbgrader's `db_url` is all that it takes."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from autograder.course.paths import ClassPaths
from nbgrader.api import Gradebook

from autograder.authoring import demo_class
from autograder.errors import CourseError
from autograder.running.batch import grade_class
from tests.local import Here

pytest.importorskip("psycopg")
FOLDERS = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
FOLDERS += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
SERVER = next((folder for folder in FOLDERS if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)
STUDENTS = ("amara", "dalia", "liam")


@pytest.fixture(scope="module")
def url():
    """An empty database of a server that runs for this module. It refuses to run as root, so it runs as another."""
    if SERVER is None:
        pytest.skip("there is no PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    user = pwd.getpwuid(os.geteuid() or pwd.getpwnam("nobody").pw_uid)
    os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program, *arguments):
        who = {"user": user.pw_uid} if os.geteuid() == 0 else {}
        environment = {"LC_ALL": "C", "PATH": os.defpath}
        done = subprocess.run(
            [SERVER / program, *arguments], cwd=folder, capture_output=True, text=True, env=environment, **who
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run("initdb", "-D", folder / "data", "-U", "grader", "--auth=trust", "--encoding=UTF8")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "--wait", "start")
    yield f"postgresql+psycopg://grader@/postgres?host={quote(str(folder), safe='')}"
    run("pg_ctl", "-D", folder / "data", "--mode=immediate", "stop")
    shutil.rmtree(folder)


def test_a_class_is_recorded_in_postgresql(url, course, tmp_path):
    """nbgrader finds the scores there, a regrade replaces them, points by hand stay, and nothing is left in a file."""
    places = ClassPaths(tmp_path, tmp_path)
    for student in STUDENTS:
        path = places.submission(student, "pooling")
        path.parent.mkdir(parents=True)
        damage = "truncated" if student == "liam" else None
        path.write_text(demo_class.submission(student, course.exercise("pooling"), damage))
    database = f"c.CourseDirectory.db_url = {url!r}\n"
    demo_class.write_config(places, database)
    with pytest.raises(CourseError, match=r"Add:\nc.CourseDirectory.course_id"):
        grade_class(places, course, Here())
    demo_class.write_config(places, database + 'c.CourseDirectory.course_id = "dl101"\n')
    outcome = grade_class(places, course, Here())
    assert (outcome.graded, outcome.failures) == (3, [])
    assert outcome.gradebook == url
    with contextlib.closing(Gradebook(url)) as gradebook:
        assert {one.id: one.score for one in gradebook.students} == {"amara": 15, "dalia": 12.25, "liam": 0}
        gradebook.find_grade("max_pool", "pooling", "pooling", "dalia").manual_score = 5.5
        gradebook.db.commit()
    assert grade_class(places, course, Here()).graded == 0
    shutil.copy(course.exercise("pooling").release, places.submission("dalia", "pooling"))
    assert grade_class(places, course, Here()).graded == 1
    with contextlib.closing(Gradebook(url)) as gradebook:
        assert gradebook.find_submission("pooling", "dalia").score == 5.5
        assert gradebook.find_submission("pooling", "liam").needs_manual_grade
    assert not places.gradebook.exists()
    assert "dalia,,,,,5.5" in (places.report / "grades.csv").read_text()
