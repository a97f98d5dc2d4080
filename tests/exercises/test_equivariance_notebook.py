"""What the text of the notebook `equivariance` says is what its own functions and pictures show."""

import numpy as np
import pytest

from tests.exercises.prose import notebook

EQUIVARIANCE = notebook("equivariance")


@pytest.fixture(scope="module")
def solved():
    """The names of the solved notebook."""
    return EQUIVARIANCE.solved


def test_a_picture_comes_first():
    """The question is drawn before the third code cell and the first two hundred words."""
    code, words = EQUIVARIANCE.before("show_question()")
    assert code < 2
    assert words < 200


def test_the_notes_example_is_what_the_functions_give(solved):
    """`detect` gives the notes' outputs, equation 1 holds for them, and pooling makes both the same."""
    text = EQUIVARIANCE.text
    assert "If `[0, 3, 2, 0, 0]` gives `[0, 1, 0, 0]`, then `[0, 0, 3, 2, 0]` gives `[0, 0, 1, 0]`." in text
    assert "could be `[0, 1, 0]` for both" in text
    x, moved = np.array([0, 3, 2, 0, 0]), np.array([0, 0, 3, 2, 0])
    assert np.array_equal(solved.right(x), moved)
    assert solved.detect(x).tolist() == [0, 1, 0, 0]
    assert solved.detect(moved).tolist() == [0, 0, 1, 0]
    assert solved.pool(solved.detect(x)).tolist() == solved.pool(solved.detect(moved)).tolist() == [0, 1, 0]


def test_g_acts_on_arrays_of_two_lengths(solved):
    """The input has 5 values, and the output has 4."""
    x = np.array([0, 3, 2, 0, 0])
    assert EQUIVARIANCE.stated(r"the \*input\*, which has (\d) values.*? the \*output\*, which has only (\d)\.") == [
        len(x),
        len(solved.detect(x)),
    ]
    assert solved.equivariance_error(solved.detect, solved.right, x) == 0


def test_equation_1_fails_only_at_the_border(solved):
    """Both examples of the border fail, the photograph fails without its frame, and `spot` does not."""
    for f, x in ((solved.blur, [0, 0, 0, 0, 3]), (solved.edges, [4, 1, 0])):
        assert str(x) in EQUIVARIANCE.text
        assert solved.equivariance_error(f, solved.right, np.array(x)) > 0
        assert solved.equivariance_error(f, solved.right, solved.spot) == 0
    photograph = EQUIVARIANCE.pictures._photograph()
    assert solved.equivariance_error(solved.vertical_edges, solved.move, photograph) > 0.5
    assert solved.equivariance_error(solved.vertical_edges, solved.move, np.pad(photograph, 24)) == 0


def test_a_stride_of_2_leaves_only_moves_by_multiples_of_2(solved):
    """A move by 1 or 3 gives an output that no move gives. Moves by 2 and 4 move the output by 1 and 2."""
    x = np.array([0, 0, 3, 2, 4, 0, 0, 0, 0, 0, 0, 0])
    drawn = next(cell.source for cell in EQUIVARIANCE.cells if cell.source.startswith("draw_stride"))
    assert str(x.tolist()) in drawn
    moved_by = EQUIVARIANCE.pictures._moved_by
    found = [moved_by(solved.strided, solved.translate, solved.equivariance_error, x, offset) for offset in range(5)]
    assert found == [0, None, 1, None, 2]


def test_the_statements_of_the_summary_hold(solved):
    """`edges` is not equivariant to flipping, `relu` is not to a change of sign, and convolution is to translation."""
    found = solved.equivariances(solved.edges, solved.transforms, [solved.signed, solved.spot])
    assert found == {"right": True, "flip": False, "double": True, "negate": True}
    assert not solved.equivariances(solved.relu, solved.transforms, [solved.signed])["negate"]
    assert solved.is_equivariant(solved.strided, solved.right, [solved.spot]) is False


def test_shift_of_scipy_is_translate(solved):
    """`scipy.ndimage.shift(x, offset, order=0)` gives what `translate` gives; `np.roll` differs at the border."""
    ndimage = pytest.importorskip("scipy.ndimage")
    assert "`scipy.ndimage.shift(x, offset, order=0)`" in EQUIVARIANCE.text
    rng = np.random.default_rng(0)
    for offset in ((1, -1), (0, 2), (-3, 0), (5, 1)):
        for x in (rng.integers(-9, 9, (3, 4)), rng.normal(size=(3, 4))):
            assert np.array_equal(ndimage.shift(x, offset, order=0), solved.translate(x, offset))
    assert not np.array_equal(np.roll(solved.grid, (0, 1), (0, 1)), solved.translate(solved.grid, (0, 1)))
