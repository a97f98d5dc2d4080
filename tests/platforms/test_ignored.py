"""Students' work and names never get into git, wherever they lie."""

import shutil
import subprocess

import pytest

from autograder.authoring.scaffold.course import new_course
from tests.conftest import REPOSITORY

PRIVATE = (
    "submitted/ana/x/x.ipynb", "collected/students/ana/x/x.ipynb", "collected/unmatched/canvas/x.ipynb",
    "collected/collected.json", "roster.csv", "grades.csv", "submissions.zip", "export.xls", "gradebook.db",
    "build/return/canvas/grades.csv", "downloaded/x/archive/x.zip", "backups/x.db",
)  # fmt: skip


@pytest.fixture
def ignored(tmp_path):
    """Which of some paths git ignores, by the .gitignore of a course."""

    def run(gitignore):
        subprocess.run(["git", "init", "--quiet", tmp_path / "git"], check=True)
        shutil.copy(gitignore, tmp_path / "git" / ".gitignore")
        command = ["git", "-C", str(tmp_path / "git"), "check-ignore", *PRIVATE]
        return set(subprocess.run(command, capture_output=True, text=True).stdout.split())

    return run


def test_git_ignores_students_work_here_and_in_the_example(ignored):
    """In this repository, and in the course in examples/."""
    for gitignore in (REPOSITORY / ".gitignore", *REPOSITORY.glob("examples/*/.gitignore")):
        assert ignored(gitignore) == set(PRIVATE), gitignore


def test_git_ignores_students_work_in_a_new_course(ignored, tmp_path):
    """In a course that `new-course` writes."""
    with new_course(tmp_path / "course", None, None):
        assert ignored(tmp_path / "course" / ".gitignore") == set(PRIVATE)
