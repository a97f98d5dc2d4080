"""course.toml: what is wrong in it is named with its place."""

import datetime

import pytest

from autograder.course import config as course_file
from autograder.errors import CourseError, UsageError

GOOD = """
[course]
id = "c"
title = "T"
seed = 1
[limits]
call_seconds = 3
[[exercise]]
name = "pooling"
title = "Pooling"
tasks = { max_pool = 2, avg_pool = 1.5 }
limits = { memory_mb = 100 }
"""


def load(tmp_path, text):
    path = tmp_path / "course.toml"
    path.write_text(text)
    return course_file.load(path)


def test_exercises_have_tasks_points_and_limits(tmp_path):
    """An exercise's limits are the course's, with its own on top."""
    [exercise] = load(tmp_path, GOOD).exercises
    assert [(task.name, task.points) for task in exercise.tasks] == [("max_pool", 2), ("avg_pool", 1.5)]
    assert exercise.max_score == 3.5
    assert (exercise.limits.call_seconds, exercise.limits.memory_mb) == (3, 100)


@pytest.mark.parametrize("due", ["2026-10-05 18:00:00", "2026-10-05 18:00:00Z", "2026-10-05 20:00:00+02:00"])
def test_a_due_date_is_utc(tmp_path, due):
    """With a zone it is converted, without one it is UTC already: what nbgrader expects."""
    [exercise] = load(tmp_path, GOOD.replace('title = "Pooling"', f'title = "Pooling"\ndue = {due}')).exercises
    assert exercise.due == datetime.datetime(2026, 10, 5, 18)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("seed = 1", "seeds = 1", "unknown key seeds"),
        ("call_seconds = 3", 'call_seconds = "3"', "call_seconds must be a number above 0"),
        ("call_seconds = 3", "call_seconds = inf", "call_seconds must be a number above 0"),
        ("call_seconds = 3", "scratch_files = 10.5", "scratch_files must be a whole number above 0"),
        ("max_pool = 2", "max_pool = nan", "the points of max_pool"),
        ("call_seconds", "call_second", "[limits]: unknown key call_second"),
        ("memory_mb", "memory", "pooling, limits: unknown key memory"),
        ('title = "Pooling"', "", "pooling: title is missing"),
        ("max_pool = 2", "max_pool = 0", "the points of max_pool"),
        ("tasks = {", "tasks = [", "cannot be read"),
        ('id = "c"', "", "id is missing"),
        ('title = "Pooling"', 'title = "Pooling"\ndue = "Friday"', "`due` must be a date and a time"),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path, old, new, named):
    """A wrong course.toml is refused with what is wrong and where."""
    with pytest.raises(CourseError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    assert named in str(caught.value)


def test_two_exercises_of_one_name_are_refused(tmp_path):
    """A name stands for one exercise."""
    with pytest.raises(CourseError, match="same name"):
        load(tmp_path, GOOD + GOOD[GOOD.index("[[exercise]]") :])


def test_an_unknown_exercise_is_refused_with_the_known_ones(course):
    """Whoever mistypes an exercise reads which there are."""
    with pytest.raises(UsageError, match="count_parameters, convolution"):
        course.exercise("poling")
