"""The numbers in the text of `pooling` are what its own functions compute, and it does not give the misprint away."""

import numpy as np
import pytest

from autograder.proving.visible_checks import failed_checks
from tests.exercises.judging import COURSE
from tests.exercises.prose import notebook

POOLING = notebook("pooling")


@pytest.fixture(scope="module")
def solved():
    """The names of the solved notebook."""
    return POOLING.solved


@pytest.fixture(scope="module")
def pictures():
    """The module that draws the notebook's pictures."""
    return POOLING.pictures


@pytest.fixture(scope="module")
def shares(solved, pictures):
    """The tables that the notebook draws: what is counted → array → pool → percent, as in the picture."""
    pools = {
        "none": lambda x: x,
        "2": solved.max_pool,
        "stride 1": lambda x: solved.max_pool(x, 2, 1),
        "4": lambda x: solved.max_pool(x, 4),
        "average": solved.avg_pool,
    }

    def table(count):
        rows = pictures._shares(solved.unchanged_fraction, pools, solved.picture, count)
        return {name: {pool: float(f"{100 * share:.0f}") for pool, share in row.items()} for name, row in rows.items()}

    counts = {"all": pictures._of_all, "not zero": pictures._of_not_zero, "nearly": pictures._of_nearly}
    return {name: table(count) for name, count in counts.items()}


def test_the_shares_of_all_outputs_are_those_of_the_table(shares):
    """What the text says of maxima of 2×2 is in the table, also that the stride hardly matters."""
    found = shares["all"]
    arrays = ["chosen", "photograph", "edges", "random digits"]
    assert POOLING.stated(
        r"With 2×2 maxima, (\d+)% .*? chosen array, but only (\d+)% in the photograph, (\d+)% in its edges, and (\d+)%"
    ) == [found[name]["2"] for name in arrays]
    assert POOLING.stated(r"With pooling, (\d+)% of the outputs stay the same\. But") == [found["chosen"]["2"]]
    assert POOLING.stated(r"In the strong edges, (\d+)% .*? Without pooling it is (\d+)%: most values are 0") == [
        found["strong edges"]["2"],
        found["strong edges"]["none"],
    ]
    for name in ("photograph", "edges", "strong edges", "random digits"):
        assert found[name]["stride 1"] == pytest.approx(found[name]["2"], abs=2)
    assert max(found[name]["average"] for name in ("photograph", "random digits")) < 10


def test_most_outputs_change_where_the_summary_says_so(shares):
    """With 2×2 maxima, less than half of the outputs stay the same in the photograph, its edges and random digits."""
    found = shares["all"]
    assert "it fails for a photograph, for its edges and for random numbers" in POOLING.text
    assert max(found[name]["2"] for name in ("photograph", "edges", "random digits")) < 50
    for name in ("photograph", "edges", "strong edges", "random digits"):
        assert shares["not zero"][name]["2"] > shares["not zero"][name]["none"]


def test_the_shares_of_the_outputs_that_are_not_zero_are_those_of_the_table(shares):
    """Among the strong edges, nothing stays the same without pooling, and more with larger windows."""
    strong = shares["not zero"]["strong edges"]
    assert POOLING.stated(r"nothing stays the same .*? With 2×2 maxima, (\d+)% do, and with 4×4 maxima, (\d+)%") == [
        strong["2"],
        strong["4"],
    ]
    assert strong["none"] == 0


def test_the_shares_of_the_outputs_that_nearly_stay_the_same_are_those_of_the_table(shares, pictures):
    """Small changes are many in the photograph, and there are none among whole numbers."""
    found, exact = shares["nearly"], shares["all"]
    assert POOLING.stated(r"count as none if it is at most (\d+)% of") == [100 * pictures._NEARLY]
    assert POOLING.stated(r"nearly the same: (\d+)% with 2×2 maxima\. But without pooling it is (\d+)%") == [
        found["photograph"]["2"],
        found["photograph"]["none"],
    ]
    assert POOLING.stated(r"their maxima have the same (\d+)%") == [found["random digits"]["2"]]
    assert found["random digits"]["2"] == exact["random digits"]["2"]
    assert POOLING.stated(r"does not help here: (\d+)% .*? and (\d+)% without pooling, and (\d+)% and (\d+)% for") == [
        found[name][pool] for name in ("edges", "strong edges") for pool in ("2", "none")
    ]
    assert "2×2 maxima do not help for edges" in POOLING.text
    assert all(found[name]["2"] < found[name]["none"] for name in ("edges", "strong edges"))


def test_the_fraction_for_random_numbers_follows_the_formula(solved, pictures):
    """(p - s) / (p + s) of the maxima stay the same, none if the move is as large as the window."""
    assert r"the fraction is about $(p - s) / (p + s)$" in POOLING.text
    sizes = range(1, 11)
    curves = pictures._curves(solved.max_pool, solved.unchanged_fraction, solved.random_numbers, sizes)
    for shift, curve in curves.items():
        expected = [max(size - shift, 0) / (size + shift) for size in sizes]
        assert curve == pytest.approx(expected, abs=0.04)
        assert max(share for size, share in zip(sizes, curve, strict=True) if size <= shift) < 0.001


def test_the_mean_of_a_window_with_padding_is_a_convention(solved):
    """8 if padded cells are not counted, and 2 if they count as zeros."""
    ours, theirs = POOLING.stated(r"the value 8 is (\d+)\. .*? the mean of this window is (\d+)\.")
    assert solved.avg_pool(np.array([[8]]), padding=1) == [[ours]]
    assert solved.avg_pool(np.array([[0, 0], [0, 8]])) == [[theirs]]


def test_the_first_window_leaves_out_what_the_text_says(solved, pictures):
    """The pictured windows give as many outputs as the picture says; the first do not reach the last column."""
    assert pictures._WINDOWS[0] == (2, 2, 0)
    assert "in the first picture, no window contains the last column" in POOLING.text
    x = np.zeros((4, 5))
    x[:, -1] = 1
    assert not solved.max_pool(x, *pictures._WINDOWS[0]).any()


def test_the_misprint_is_not_given_away_before_its_task():
    """Before it, no cell compares averages with the printed ones, and no visible check has averages of Figure 3."""
    places = {cell.grade_id: place for place, cell in enumerate(POOLING.cells) if cell.grade_id}
    before = POOLING.cells[: places["figure_3_misprint"]]
    assert not any("draw_figure_3(" in cell.source for cell in before[1:] if "def draw" not in cell.source)
    [check] = [cell.source for cell in before if cell.grade_id == "avg_pool"]
    assert "avg_pool(figure_3)" not in check


def test_the_visible_check_wants_a_tolerance():
    """A comparison with == fails, because 0.1 + 0.2 is not exactly 0.3."""
    exact = failed_checks(
        COURSE.exercise("pooling"), "unchanged_fraction", lambda pool, x, moved: float(np.mean(pool(x) == pool(moved)))
    )
    assert "4 of 5 visible checks pass" in exact
    assert "✗ unchanged_fraction(lambda a: a, np.array([0.3])" in exact


@pytest.mark.parametrize("wrong", [(0, 0, 18), (0, 0, 54), (1, 1, 13.5), (0, 1, 3), (1, 0, 3), (1, 1, 12)])
def test_the_visible_check_refuses_wrong_corrections(wrong):
    """Neither the printed value passes, nor a wrong mean, nor an entry that is printed right."""
    assert failed_checks(COURSE.exercise("pooling"), "figure_3_misprint", lambda: wrong)


@pytest.mark.parametrize("right", [(0, 0, 13.5), [0, 0, 13.5], (0.0, 0.0, 13.5)])
def test_the_visible_check_accepts_the_right_correction(right):
    """As a tuple or a list, with indices that are ints or floats."""
    assert not failed_checks(COURSE.exercise("pooling"), "figure_3_misprint", lambda: right)


def test_a_picture_comes_first():
    """The five arrays are shown before the third code cell and the first two hundred words."""
    cells, words = POOLING.before("show_images(picture)")
    assert cells < 2
    assert words < 200
