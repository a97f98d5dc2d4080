"""`autograder check`: the whole course or one exercise; what is half-finished does not hide the state of the rest."""

import pytest

from autograder.course.loading import load_readable
from autograder.errors import CourseError, UsageError
from autograder.proving.checks import CHECKS, check

SUMS, SHIFTS = "solutions/sums/sums.py", "solutions/shifts/shifts.py"
TODO = "exercises/sums/mistakes.py", "You leave out the last window", "TODO: what the student reads"
BROKEN = "exercises/shifts/test_shifts.py", "import numpy as np", "import numpy as"


def checked(course, name=None):
    """Whether nothing is wrong, and the lines that are said, without the path of the course."""
    said = []
    good = check(*load_readable(course.root), name, said.append)
    return good, [line.replace(f"{course.root}/", "") for line in said]


def marks(said, mark):
    return [line[2:] for line in said if line.startswith(mark)]


def test_a_good_course_and_each_of_its_exercises_pass(course):
    """With a name, the checks of the course as a whole are left out."""
    good, said = checked(course)
    assert (good, marks(said, "✓")) == (True, [one.promise for one in CHECKS])
    for name in course.names:
        good, said = checked(course, name)
        assert (good, marks(said, "✓")) == (True, [one.promise for one in CHECKS if not one.of_course])


def test_every_todo_is_listed_with_its_line(edited):
    """The check of the whole course and that of the exercise list it, and that of another exercise does not."""
    course = edited(TODO, (SUMS, "# 2. The window at positi", "# 2. TODO: the idea. The window at positi"))
    for name in (None, "sums"):
        good, said = checked(course, name)
        assert not good
        at = said.index("✗ Nothing is left to write: no line contains TODO.")
        first, second = sorted(said[at + 1 : at + 3])
        assert first.startswith("    exercises/sums/mistakes.py:23: TODO: what the student reads")
        assert second.startswith("    solutions/sums/sums.py:") and ": TODO: the idea." in second
    assert not any("TODO:" in line for line in checked(course, "shifts")[1])


def test_a_half_finished_exercise_does_not_hide_the_others(edited):
    """A broken file is reported once. Every check looks at the other exercises, and finds what is wrong there."""
    course = edited(BROKEN, (SUMS, "# ## 1. Sums\n", "# ## 1. Sums!\n"))
    good, said = checked(course)
    assert not good
    assert any("test_shifts.py:3: SyntaxError" in line for line in said)
    assert "    assignments/sums/sums.ipynb does not match solutions/. Write it with: make release" in said
    assert len(marks(said, "✓")) + len(marks(said, "✗")) == len(CHECKS)
    assert said[-1].startswith("– shifts: skipped ")
    good, said = checked(course, "shifts")
    assert not good
    assert not any("sums" in line for line in said)


@pytest.mark.parametrize("change", [
    BROKEN,
    ("exercises/shifts/exercise.toml", "[points]", "[pionts]"),
    ("exercises/shifts/exercise.toml", "title", "title = "),
    ("exercises/shifts/class/class.toml", "[ada]", "[ada"),
    (SHIFTS, "    ### END SOLUTION", "    ### END"),
], ids=["hidden tests", "keys", "no TOML", "the demo class", "markers"])  # fmt: skip
def test_one_exercise_passes_whatever_the_state_of_another(course, edited, change, tmp_path):
    """The name of a finished exercise is enough to see that it is finished."""
    edited()
    path = tmp_path / "course" / change[0]
    text = path.read_text()
    assert change[1] in text
    path.write_text(text.replace(change[1], change[2]))
    said = []
    course, unreadable = load_readable(tmp_path / "course")
    assert check(course, unreadable, "sums", said.append), said
    if unreadable:
        with pytest.raises(CourseError, match=r"exercise\.toml"):
            check(course, unreadable, "shifts", said.append)
        assert not check(course, unreadable, None, said.append)
        assert said[-1].startswith("– Skipped the checks of the whole course")


@pytest.mark.parametrize(("change", "text"), [
    ((SUMS, "numbers = np.array", f"long = {'1 + ' * 30}1\nnumbers = np.array"),
     "    solutions/sums/sums.py:15: the line has 128 characters, but a screen shows 100: long = 1 + 1"),
    (("exercises/sums/pictures.py", "_figure(5, 2.4, 2, 1)", "_figure(5, 2.4, 2)[1]"),
     "    solutions/sums/sums.py: draw_sums(window_sums, numbers): no picture for the reference."),
    (("exercises/shifts/wrong/agrees.py", "def values", "def _values"),
     "    exercises/shifts/wrong/agrees.py: a comment"),
    (("docs/fairness.md", "", "| `shift` | rolls |"), "    docs/fairness.md has no row for agrees always_true, "),
])  # fmt: skip
def test_what_only_tests_noticed_before_is_noticed(edited, changed_release, change, text):
    """Wide cells, broken pictures, wrong answers that cannot be read, and pages that are out of date are named."""
    course = edited(change)
    changed_release(course)
    good, said = checked(course)
    assert not good
    assert any(line.startswith(text) for line in said), said


def test_a_stub_without_a_description_is_named(edited, changed_release):
    """Students read in the docstring what to write."""
    course = edited((SHIFTS, '''    """The number that has this name in a novel by Douglas Adams, and its half.

    Returns a tuple of two ints.
    """
''', ""))  # fmt: skip
    changed_release(course)
    _, said = checked(course, "shifts")
    assert "    solutions/shifts/shifts.py: answer has no docstring. Students read there what to write" in said


def test_an_exercise_that_is_not_in_use_is_an_error(edited):
    """The message says how to use it; for an unknown name, it lists the exercises."""
    course = edited(("course.toml", 'order = ["sums", "shifts"]', 'order = ["sums"]\ndropped = ["shifts"]'))
    with pytest.raises(UsageError, match=r"shifts is dropped. To use it again, move it from `dropped` to `order`"):
        checked(course, "shifts")
    with pytest.raises(UsageError, match=r"There is no exercise 'smus'. The course has: sums"):
        checked(course, "smus")
