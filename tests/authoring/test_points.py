"""Points stand in exercise.toml; the points that hidden tests give themselves are shares of them."""

from autograder.authoring.demo_class import demo_submissions, notebook_text
from autograder.grading.grade import grade
from autograder.submissions.submission import Submission


def graded(course):
    """Task → its result, of the demo student who makes mistakes in `sums`."""
    [one] = [one for one in demo_submissions(course) if (one.student, one.exercise.name) == ("ben", "sums")]
    result = grade(Submission("ben", "sums", notebook_text(one).encode()), course)
    return result, {task.task: task for task in result.tasks}


def test_twice_the_points_double_everything(changed, course):
    """With 8 instead of 4 points for a task, each of its tests is worth twice as much; other tasks stay as they are."""
    changed.edit("exercises/sums/exercise.toml", "window_sums = 4", "window_sums = 8")
    changed.release()
    (before, old), (after, new) = graded(course), graded(changed.course())
    assert 0 < old["window_sums"].score < old["window_sums"].max_score
    assert new["window_sums"].score == 2 * old["window_sums"].score
    assert new["window_sums"].max_score == 8
    doubled = [(2 * test.points, 2 * test.earned, test.verdict) for test in old["window_sums"].tests]
    assert [(test.points, test.earned, test.verdict) for test in new["window_sums"].tests] == doubled
    assert new["window_means"] == old["window_means"]
    assert (before.max_score, after.max_score) == (7, 11)
    assert after.score == before.score + old["window_sums"].score


def test_points_that_do_not_divide_evenly_still_add_up(changed):
    """Full marks are full marks, whatever the shares."""
    changed.edit("exercises/sums/exercise.toml", "window_means = 3", "window_means = 0.1")
    changed.release()
    course = changed.course()
    [one] = [one for one in demo_submissions(course) if (one.student, one.exercise.name) == ("ada", "sums")]
    result = grade(Submission("ada", "sums", notebook_text(one).encode()), course)
    assert result.score == result.max_score == 4.1
