"""The small course, in which students write tests of `window_sums`."""

import shutil

from tests.authoring.conftest import ChangedCourse

OURS = (
    '"window_sums(numbers, 2)": [5, 6, 10, 13],',
    '"window_sums(numbers, 0)": ValueError,',
    '"window_sums(numbers, 6)": ValueError,',
)
CELL = """
# %% role="tests" task="window_sums"
window_sums_tests = {{
    ### BEGIN SOLUTION
    {}
    ### END SOLUTION
}}
"""


def with_own_tests(course, root, points):
    """A copy of the small course, in the folder `root`, in which the tests are worth these points. It is released."""
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    changed = ChangedCourse(root)
    changed.edit(
        "exercises/sums/exercise.toml", "window_means = 3", f"window_means = 3\n\n[tests]\nwindow_sums = {points}"
    )
    script = root / "solutions" / "sums" / "sums.py"
    script.write_text(script.read_text() + CELL.format("\n    ".join(OURS)))
    changed.release()
    shutil.rmtree(root / "build")
    return changed
