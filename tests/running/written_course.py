"""The small course with a written task in `sums`, and classes of it."""

import shutil

from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from tests.authoring.conftest import ChangedCourse

QUESTION = "**Question.** Why are there fewer windows than values?"
CELLS = f"""
# %% [markdown] role="given"
# {QUESTION}

# %% [markdown] role="written" task="why"
# Because the last window ends with the last value.
"""


def with_written_task(course, root):
    """A copy of the small course, in the folder `root`, in which `why` is worth 3 points. It is released."""
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    changed = ChangedCourse(root)
    changed.edit("exercises/sums/exercise.toml", "window_means = 3", "window_means = 3\n\n[written]\nwhy = 3")
    script = root / "solutions" / "sums" / "sums.py"
    script.write_text(script.read_text() + CELLS)
    changed.release()
    shutil.rmtree(root / "build")
    return load_course(root)


def copy_of(course, root):
    """A copy of a course in the folder `root`, and the folders of its class."""
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    return load_course(root), ClassPaths.real(root)
