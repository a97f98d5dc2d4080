"""The archive for Gradescope, unpacked and run in a folder that is laid out like Gradescope's container."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata

import pytest
from packaging.utils import canonicalize_name

from autograder.reports.gradescope import VISIBILITIES
from autograder.running.gradescope import grade
from autograder.running.gradescope.archive import Choice, write_archive
from autograder.running.gradescope.requirements import requirements
from autograder.sandbox import available_tiers
from autograder.sandbox.limits import CONFINED, UNSAFE

WHO = {"id": 12, "created_at": "2026-10-05T18:00:00-07:00", "users": [{"email": "zoe@x.edu"}, {"email": "ana@x.edu"}]}
WRONG = "def window_means(x, size):\n    return window_sums(x, size)"
NO_SANDBOX = "\nPROBE = \"raise RuntimeError('open works')\"\n"
MODULES = """
import json, sys
from importlib.metadata import packages_distributions
from pathlib import Path
from autograder.running.gradescope.grade import main
main(Path(sys.argv[1]))
known = packages_distributions()
print(json.dumps(sorted({one for name in list(sys.modules) for one in known.get(name.partition(".")[0], ())})))
"""
needs_sandbox = pytest.mark.skipif(not available_tiers(), reason="nothing confines student code here")


class Container:
    """A folder like /autograder on Gradescope, in which an archive is unpacked."""

    def __init__(self, archive, root):
        self.root, self.submission = root, root / "submission"
        for name in ("source", "submission", "results"):
            (root / name).mkdir(parents=True)
        subprocess.run(["unzip", "-q", archive, "-d", root / "source"], check=True, timeout=60)
        shutil.copy(root / "source" / "run_autograder", root)
        (root / "submission_metadata.json").write_text(json.dumps(WHO))

    def submit(self, **files):
        """Put files into the submission: `name_ipynb=b"..."` is name.ipynb."""
        for name, data in files.items():
            (self.submission / ".".join(name.rsplit("_", 1))).write_bytes(data)

    @property
    def results(self):
        """What is in results.json."""
        return json.loads((self.root / "results" / "results.json").read_text())

    def grade(self):
        """What the autograder writes into results.json, run by this process."""
        grade.main(self.root)
        return self.results

    def run(self, **environment):
        """Run the autograder as Gradescope does it: (results.json, what it printed)."""
        own = {"AUTOGRADER_ROOT": str(self.root), "AUTOGRADER_PYTHON": sys.executable} | environment
        command = [self.root / "run_autograder"]
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            command,
            cwd=self.root,
            env=kept | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout
        return self.results, done.stdout


@pytest.fixture(scope="module")
def archive(course, tmp_path_factory):
    """The archive of an exercise."""
    return write_archive(course, course.exercise("sums")).rename(tmp_path_factory.mktemp("archive") / "sums.zip")


@pytest.fixture
def container(archive, tmp_path):
    return Container(archive, tmp_path / "autograder")


def test_only_what_the_exercise_is_graded_with_is_in_the_archive(course_copy, course, command, monkeypatch):
    """No test and solution of another exercise, no wrong answers, no demo class, and nothing of a class."""
    shutil.copytree(course.assignments, course_copy.root / "assignments", dirs_exist_ok=True)
    for name in ("roster.csv", "gradebook.db", "lti_key.pem", "submitted/ana/sums/sums.ipynb", "collected/a.ipynb"):
        path = course_copy.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("9f3c private")
    monkeypatch.chdir(course_copy.root)
    code, out, err = command("gradescope", "--exercise", "sums")
    assert code == 0, err
    assert "wrote build/gradescope/sums.zip: Autograder Points 7" in out
    with zipfile.ZipFile(course_copy.root / "build" / "gradescope" / "sums.zip") as archive:
        names = archive.namelist()
        assert not [name for name in names if b"9f3c private" in archive.read(name)]
    content = [name.removeprefix("course/") for name in names if name.startswith("course/")]
    assert [name for name in content if "shifts" in name] == ["exercises/shifts/exercise.toml"]
    assert {"exercises/sums/test_sums.py", "solutions/sums/sums.py", "assignments/sums/sums.ipynb"} <= {*content}
    assert not [name for name in content if re.search("/(wrong|class)", name)]
    assert not [name for name in names if "__pycache__" in name or name.startswith("engine/autograder/exercises")]
    assert {"setup.sh", "run_autograder"} <= {*names}  # Gradescope looks for them at the top


def test_the_same_course_makes_the_same_archive(course, archive):
    """Byte by byte."""
    again = write_archive(course, course.exercise("sums"))
    assert again.read_bytes() == archive.read_bytes()


@needs_sandbox
@pytest.mark.parametrize("answers", [{}, {"window_means": WRONG}], ids=["right", "wrong"])
def test_scores_are_those_of_the_grade_command(container, course, command, solved, tmp_path, answers):
    """The same score for each test, each time. The first e-mail address decides the numbers."""
    data = solved("sums", **answers)
    path = tmp_path / "sums.ipynb"
    path.write_bytes(data)
    code, out, err = command("--course", course.root, "grade", path, "--student", "ana@x.edu", "--format", "json")
    assert code == 0, err
    [expected] = json.loads(out)
    container.submit(sums_ipynb=data)
    results, said = container.run()
    assert results["score"] == expected["score"]
    assert [one["score"] for one in results["tests"]] == [
        one["earned"] for task in expected["tasks"] for one in task["tests"]
    ]
    assert results["extra_data"]["tier"] in CONFINED
    assert f"ana@x.edu: {expected['score']:g} of 7 points. Student code ran in the sandbox of tier" in said
    assert container.grade() == results


@needs_sandbox
def test_other_names_and_archives_are_read(container, solved):
    """A notebook with another name, and a zip archive with a notebook, have their points."""
    container.submit(Homework_ipynb=solved("sums"))
    results = container.grade()
    assert results["score"] == 7 and "There is no sums.ipynb: Homework.ipynb is read instead." in results["output"]
    (container.submission / "Homework.ipynb").unlink()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("work/sums.ipynb", solved("sums"))
    container.submit(work_zip=packed.getvalue())
    assert container.grade()["score"] == 7


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there is no sums.ipynb, and no other file that could be it"),
        ({"sums_ipynb": b'{"cells": ['}, "the file is not a notebook, or only part of one"),
        ({"a_ipynb": b"{}", "b_ipynb": b"{ }"}, "a.ipynb, b.ipynb: the right one must be named sums.ipynb"),
        ({"shifts_ipynb": b"{}"}, "shifts.ipynb, which is named after shifts"),
    ],
    ids=["nothing", "damaged", "two", "another exercise"],
)
def test_a_student_learns_what_is_wrong_with_the_file(container, files, said):
    """The message is visible at once, and says that the 0 is no score."""
    container.submit(**files)
    results = container.grade()
    assert said in results["output"]
    assert results["output"].startswith("No score yet") and "submit again" in results["output"]
    assert (results["score"], results["visibility"], results["extra_data"]["status"]) == (0, "visible", "unreadable")


def test_without_a_sandbox_no_student_code_runs(container, solved):
    """Students are asked to tell the instructor; the reason is printed for instructors alone."""
    _break_sandbox(container)
    container.submit(sums_ipynb=solved("sums"))
    results, said = container.run()
    assert "please tell your instructor" in results["output"] and results["tests"] == []
    assert "open works" in said and "open works" not in json.dumps(results)
    assert results["stdout_visibility"] == "hidden"


def test_without_a_sandbox_an_instructor_can_allow_it(course, solved, tmp_path):
    """UNSAFE=yes is in the archive. The instructor is warned for each submission."""
    container = Container(write_archive(course, course.exercise("sums"), Choice(unsafe=True)), tmp_path / "autograder")
    _break_sandbox(container)
    container.submit(sums_ipynb=solved("sums"))
    results, said = container.run()
    assert (results["score"], results["extra_data"]["tier"]) == (7, UNSAFE)
    assert "student code was NOT confined" in said


def _break_sandbox(container):
    """Let the first process in the sandbox find out that it is not confined."""
    with (container.root / "source/engine/autograder/sandbox/zygote_client.py").open("a") as file:
        file.write(NO_SANDBOX)


@pytest.mark.parametrize("fault", ["no python", "killed", "course", "settings"])
def test_whatever_fails_there_is_a_result(container, solved, fault):
    """Also if Python is missing, is killed or raises, students read a sentence, and instructors the reason."""
    container.submit(sums_ipynb=solved("sums"))
    (container.root / "results" / "results.json").write_text('{"score": 7}')
    environment, reason = {}, "Traceback"
    if fault == "no python":
        environment, reason = {"AUTOGRADER_PYTHON": "/nonexistent/python"}, "ended with code 127"
    elif fault == "killed":
        environment, reason = {"AUTOGRADER_SECONDS": "0.1"}, "It took longer than 0.1 seconds."
    else:
        name = "gradescope.json" if fault == "settings" else "course/course.toml"
        (container.root / "source" / name).write_text("{")
    results, said = container.run(**environment)
    assert reason in said
    assert results["score"] == 0 and "please tell your instructor" in results["output"]
    assert "Traceback" not in results["output"]


@needs_sandbox
def test_results_can_wait_for_the_due_date(course, solved, tmp_path):
    """Then scores and tests are hidden until then, but not the message about a file that cannot be read."""
    archive = write_archive(course, course.exercise("sums"), Choice(VISIBILITIES[1]))
    container = Container(archive, tmp_path / "autograder")
    assert container.grade()["visibility"] == "visible"
    container.submit(sums_ipynb=solved("sums"))
    results = container.grade()
    assert (results["score"], results["visibility"]) == (7, "after_due_date")


@needs_sandbox
def test_the_container_gets_each_package_that_grading_imports(container, course, solved):
    """Also for a wrong answer with a magic and a picture. Python's own packages do not count."""
    before = "%timeit 1\nimport matplotlib.pyplot as plt\nplt.plot([1])"
    container.submit(sums_ipynb=solved("sums", before=before, window_means=WRONG))
    done = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", MODULES, container.root],
        env=os.environ | {"PYTHONPATH": str(container.root / "source" / "engine")},
        cwd=container.root, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    imported = {canonicalize_name(name) for name in json.loads(done.stdout.splitlines()[-1])}
    there = {
        canonicalize_name(re.split("[=; ]", line)[0]) for line in requirements(course).splitlines() if "==" in line
    }
    assert {"numpy", "matplotlib", "msgspec"} <= imported & there
    assert imported - there - {"autograder", "setuptools", "pip"} == set()
    assert "nbgrader" not in there


def test_the_real_lock_has_the_hashes_of_all_of_them(real_course):
    """pip then installs exactly these files."""
    text = requirements(real_course)
    entries = re.findall(r"^\S+==.*(?:\n .*)*", text, re.MULTILINE)
    assert len(entries) > 20 and all("--hash=sha256:" in entry for entry in entries)
    assert not [line for line in text.splitlines() if line.lstrip().startswith("#")]


def test_a_course_without_a_lock_pins_what_is_installed(course):
    """The container has the versions of the course's environment."""
    assert f"numpy=={metadata.version('numpy')}\n" in requirements(course)


def test_unsafe_is_refused_if_the_course_demands_a_tier(course_copy, command):
    """least_tier and --unsafe contradict each other."""
    file = course_copy.root / "course.toml"
    file.write_text(file.read_text().replace("seed = 7", "seed = 7\nleast_tier = 1"))
    code, _, err = command("gradescope", "--exercise", "sums", "--unsafe", "--course", course_copy.root)
    assert code == 2 and "course.toml sets least_tier" in err
