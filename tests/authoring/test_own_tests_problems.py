"""Students' own tests: what `make check` says about those of the course, and what a release makes of them."""

import nbformat
import pytest

from autograder.authoring.own_tests_problems import own_tests_notice_every_mistake
from autograder.course.compressed import expanded
from tests.running.own_tests_course import OURS, with_own_tests
from tests.source_notebooks import source_notebook

TOML, SCRIPT = "exercises/sums/exercise.toml", "solutions/sums/sums.py"


@pytest.fixture
def changed(course, tmp_path):
    """A copy of the small course in which students write tests of `window_sums`, for 2 points."""
    return with_own_tests(course, tmp_path / "own", 2)


def test_tests_that_notice_everything_are_good(changed):
    """The course's tests notice each mistake of the model, so there is nothing to say."""
    assert own_tests_notice_every_mistake(changed.course()) == []


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (OURS[1], "", "notices 3 of 4 known mistakes. Write tests that notice accepts_a_size_below_one."),
        ("[5, 6, 10, 13]", "[5, 6, 10]", "window_sums(numbers, 2). Right answers do something else. It expects [5, 6,"),
        ('"window_sums(numbers, 6)"', '"len(window_sums(numbers, 6))"', "this is no call of window_sums"),
        ('# %% role="tests" task="window_sums"', "# %%", 'Write a cell: # %% role="tests" task="window_sums", with'),
    ],
)
def test_what_is_wrong_with_the_courses_tests_is_named(changed, old, new, text):
    """A mistake that is missed, a wrong expectation, a test that is none, and a missing cell are problems."""
    changed.edit(SCRIPT, old, new)
    [problem] = own_tests_notice_every_mistake(changed.course())
    assert problem.startswith("sums: ")
    assert text in problem


def test_too_many_tests_are_a_problem(changed):
    """Only fifty tests of a student are judged, so the course's own must not be more."""
    changed.edit(SCRIPT, OURS[1], "**{f'window_sums(numbers, {-n})': ValueError for n in range(60)},")
    [problem] = own_tests_notice_every_mistake(changed.course())
    assert "has 62 tests. Only 50 are judged" in problem


def test_students_receive_no_tests(changed):
    """The release has an empty dict and a locked cell with the points. A test outside the solution is a problem."""
    release = nbformat.read(changed.root / "assignments" / "sums" / "sums.ipynb", as_version=4)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in release.cells}
    answer, check = cells["window_sums_tests_answer"], cells["window_sums_tests"]
    assert answer.source == "window_sums_tests = {\n    # YOUR TESTS HERE\n}"
    assert "stub" not in answer.metadata
    assert check.source == 'run_tests("window_sums")'
    assert (check.metadata.nbgrader.grade, check.metadata.nbgrader.locked, check.metadata.nbgrader.points) == (
        True, True, 2,
    )  # fmt: skip
    assert "def run_tests(" in expanded(cells["toolkit"].source)
    changed.edit_cell("sums", "window_sums_tests_answer", 'window_sums_tests = {"window_sums(numbers, 5)": [20]}')
    [problem] = own_tests_notice_every_mistake(changed.course())
    assert "students receive tests in window_sums_tests" in problem


def test_other_notebooks_do_not_contain_the_code(changed):
    """A notebook in which nobody writes tests has no code that runs them."""
    cells = source_notebook(changed.course().exercise("shifts")).cells
    assert not any("def run_tests(" in expanded(cell.source) for cell in cells)
