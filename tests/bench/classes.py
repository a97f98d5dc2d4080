"""Make the benchmark's classes: any number of students, whose notebooks are those of the demo class in turn.

All of these notebooks finish in time, since one that hangs costs the limit that is set for it. Notebooks with mistakes
cost more than right ones: mistakes are named, and shown in a minimal counterexample.
"""

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.authoring.demo_class import DemoSubmission, demo_submissions, notebook_text
from autograder.authoring.source_notebook import write_sources
from autograder.course.config import Course

REPOSITORY = Path(__file__).resolve().parents[2]
TEMPLATES = "from autograder.reports.html import templates; templates()"
EVERYWHERE = ("amara", "dalia")  # they submit each exercise: one has everything right, one makes mistakes


def authors(course: Course, exercise: str, students: Sequence[str] | None = None) -> list[DemoSubmission]:
    """The demo submissions for an exercise that are graded and earn points; or those of some students."""
    return [
        one
        for one in demo_submissions(course)
        if one.exercise.name == exercise and one.status == "graded" and one.score is None
        if students is None or one.student in students
    ]


def notebooks(submissions: Sequence[DemoSubmission]) -> dict[str, str]:
    """Author → the notebook's text."""
    return {one.student: notebook_text(one) for one in submissions}


def submit(root: Path, submissions: Sequence[DemoSubmission], count: int, first: int = 0) -> None:
    """Have `count` students, of whom the first has this number, submit these notebooks in turn."""
    texts = [(one.exercise.name, notebook_text(one)) for one in submissions]
    for number in range(first, first + count):
        exercise, text = texts[number % len(texts)]
        path = root / "submitted" / f"student_{number:05}" / exercise / f"{exercise}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


def course_folder(root: Path) -> None:
    """A course in a folder of its own, as a clone has it. The engine is compiled, as that of nbgrader is, and its
    templates are, as after the installation."""
    for name in ("assignments", "autograder", "solutions"):
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(REPOSITORY / name, root)
    compileall.compile_dir(root / "autograder", quiet=2)  # a student's file may be no Python
    writing = os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run([sys.executable, "-P", "-c", TEMPLATES], cwd=root, env=writing, check=True)


def stock_folder(root: Path, course: Course, exercise: str) -> None:
    """A course of stock nbgrader with the same exercise: its kernel runs the notebooks."""
    write_sources(course, root / "source")
    for other in (root / "source").iterdir():
        if other.name != exercise:
            shutil.rmtree(other)
    (root / "nbgrader_config.py").write_text("")
