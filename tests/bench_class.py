"""The benchmark's class: as many students as one likes, whose pooling notebooks are those of the demo class in turn.

Three of seven are right, in different styles; four have mistakes, which cost more: they are named, and shown in the
smallest case. All finish in time, since a notebook that hangs costs others what is set as its limit.
"""

import shutil
from pathlib import Path

from autograder.authoring import demo_class
from autograder.authoring.release import write_sources
from autograder.course.config import ROOT, Course

EXERCISE = "pooling"
NOTEBOOKS = ("amara", "bjorn", "chen", "dalia", "emeka", "hana", "jonas")
EVERYWHERE = ("amara", "dalia")  # hand in each exercise: one has all of it right, one makes mistakes


def notebooks(course: Course, exercise: str = EXERCISE, authors: tuple[str, ...] = NOTEBOOKS) -> dict[str, str]:
    """The class's seven notebooks, or other ones, by their authors."""
    return {name: demo_class.submission(name, course.exercise(exercise)) for name in authors}


def hand_in(root: Path, course: Course, count: int) -> None:
    """Have so many students hand in."""
    own = notebooks(course)
    for number in range(count):
        author = NOTEBOOKS[number % len(NOTEBOOKS)]
        path = root / "submitted" / f"student_{number:05}" / EXERCISE / f"{EXERCISE}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(own[author], encoding="utf-8")


def course_folder(root: Path) -> None:
    """A course of its own, as a clone has it."""
    for name in ("assignments", "autograder", "solutions"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root)


def stock_folder(root: Path, course: Course) -> None:
    """A course of stock nbgrader with the same exercise: its kernel runs the notebooks."""
    write_sources(course, root / "source")
    for other in (root / "source").iterdir():
        if other.name != EXERCISE:
            shutil.rmtree(other)
    (root / "nbgrader_config.py").write_text("")
