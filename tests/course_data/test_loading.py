"""Read course.toml and exercise.toml. `test_mistakes_in_toml.py` is about mistakes in them."""

import datetime

import pytest

from autograder.course.config import Task
from autograder.course.loading import find_root, load_course
from autograder.errors import UsageError
from tests.course_data.small_files import COURSE, EXERCISE, load


def test_a_course_has_facts_and_exercises(tmp_path):
    """Everything that the files say is in the dataclasses; everything else has its default."""
    course = load(tmp_path)
    assert (course.id, course.title, course.seed, course.names) == ("c", "T", 1, ("sums",))
    assert (course.root, course.folder) == (tmp_path, tmp_path / "exercises")
    assert (course.reveal, course.tiers) == ("case", (1, 2))
    assert (course.demands.mistakes, course.demands.right_answers, course.demands.pictures) == (0, 0, False)
    [exercise] = course.exercises
    assert [(task.name, task.points) for task in exercise.tasks] == [("window_sums", 2), ("window_means", 1.5)]
    assert (exercise.task_names, exercise.max_score) == (("window_sums", "window_means"), 3.5)
    assert (exercise.notes, exercise.due, exercise.off_limits) == ("", None, ("numpy.convolve",))


def test_an_exercise_can_have_other_tasks_than_functions(tmp_path):
    """Written tasks and own tests have tables of their own; the maximum counts everything, `tasks` only functions."""
    [exercise] = load(tmp_path, exercise=f"{EXERCISE}\n[written]\nwhy = 3\n\n[tests]\nwindow_sums = 0\n").exercises
    assert exercise.written == (Task("why", 3),)
    assert [(own.function, own.name, own.points) for own in exercise.own_tests] == [
        ("window_sums", "window_sums_tests", 0)
    ]
    assert exercise.task_names == ("window_sums", "window_means")
    assert (exercise.max_score, exercise.automatic_points, exercise.written_points) == (6.5, 3.5, 3)
    assert exercise.all_points == {"window_sums": 2, "window_means": 1.5, "window_sums_tests": 0, "why": 3}


def test_files_of_an_exercise_are_found_by_its_name(tmp_path):
    """The script, the release and the hidden tests have fixed places in the course."""
    [exercise] = load(tmp_path, COURSE.replace("order", 'exercises = "content"\norder'), folder="content").exercises
    paths = (exercise.source, exercise.release, exercise.hidden_tests)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "solutions/sums/sums.py",
        "assignments/sums/sums.ipynb",
        "content/sums/test_sums.py",
    ]


def test_limits_of_an_exercise_replace_those_of_the_course(tmp_path):
    """An exercise has the course's limits, and its own in place of some."""
    [exercise] = load(tmp_path).exercises
    assert (exercise.limits.call_seconds, exercise.limits.memory_mb) == (3, 512)
    assert exercise.limits.cell_seconds == 10


def test_packages_of_exercises_belong_to_the_course(tmp_path):
    """The course requires all packages; an exercise with a list of its own has only these."""
    course = load(tmp_path)
    assert course.requirements == ("numpy>=2", "scipy>=1.11")
    assert course.exercises[0].packages == ("scipy",)
    other = load(tmp_path / "other", exercise=EXERCISE.replace('packages = ["scipy>=1.11"]', ""))
    assert other.requirements == ("numpy>=2",)
    assert other.exercises[0].packages == ("numpy",)


def test_reveal_of_an_exercise_replaces_that_of_the_course(tmp_path):
    """Feedback can show less for one exercise, or for the whole course."""
    own = load(tmp_path / "1", exercise='reveal = "score"\n' + EXERCISE)
    assert (own.reveal, own.exercises[0].reveal) == ("case", "score")
    common = load(tmp_path / "2", COURSE.replace("seed = 1", 'seed = 1\nreveal = "message"'))
    assert (common.reveal, common.exercises[0].reveal) == ("message", "message")


def test_a_course_can_demand_a_tier(tmp_path):
    """With least_tier = 1, student code runs in no other sandbox, unless the instructor allows everything."""
    course = load(tmp_path, COURSE.replace("seed = 1", "seed = 1\nleast_tier = 1"))
    assert course.tiers == (1,)
    assert course.unsafe().tiers == (1, 2, 3)


@pytest.mark.parametrize("due", ["2026-10-05 18:00:00", "2026-10-05 18:00:00Z", "2026-10-05 20:00:00+02:00"])
def test_a_due_date_is_utc(tmp_path, due):
    """A date with a time zone is converted; one without is UTC already, as in nbgrader."""
    [exercise] = load(tmp_path, exercise=f"due = {due}\n{EXERCISE}").exercises
    assert exercise.due == datetime.datetime(2026, 10, 5, 18)


def test_an_unknown_exercise_is_refused_with_the_known_ones(course):
    """A command with a mistyped name shows the names that exist."""
    with pytest.raises(UsageError, match=r"no exercise 'sum'\. The course has: sums, shifts\."):
        course.exercise("sum")
    assert course.exercise("shifts") is course.exercises[1]


def test_a_course_is_found_from_the_folders_in_it(tmp_path, monkeypatch):
    """Commands work in all folders of a course: the nearest course.toml upwards counts."""
    load(tmp_path)
    inner = tmp_path / "exercises" / "sums"
    assert find_root(inner) == tmp_path
    monkeypatch.chdir(inner)
    assert load_course().root == tmp_path
    (inner / "course.toml").write_text(COURSE)
    assert find_root() == inner


@pytest.mark.parametrize("folder", [
    "submitted/mallory", "build/autograded/mallory", "archive/2026-02-01/submitted/mallory",
])  # fmt: skip
def test_a_course_in_a_students_folder_is_not_used(tmp_path, folder):
    """A submission may contain a course.toml. Its code would run as the instructor."""
    load(tmp_path)
    inner = tmp_path / folder / "sums"
    inner.mkdir(parents=True)
    (inner.parent / "course.toml").write_text(COURSE)
    assert find_root(inner) == tmp_path
    (tmp_path / "course.toml").unlink()
    assert find_root(inner) == inner.parent


def test_outside_of_a_course_the_message_says_what_to_do(tmp_path):
    """Without a course.toml, the user learns how to name a course's folder."""
    with pytest.raises(UsageError, match="--course DIR"):
        find_root(tmp_path)
    with pytest.raises(UsageError, match=r"There is no course\.toml in .* --course DIR"):
        load_course(tmp_path)


def test_a_course_is_data(tmp_path):
    """Two readings of the same files are equal, and can be used as keys."""
    course = load(tmp_path)
    assert load_course(tmp_path) == course
    assert len({course.exercises[0], load_course(tmp_path).exercises[0]}) == 1
