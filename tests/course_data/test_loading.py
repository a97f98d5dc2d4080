"""Read course.toml and exercise.toml: a message about a mistake in them names its place."""

import datetime

import pytest

from autograder.course.loading import find_root, load_course
from autograder.errors import CourseError, UsageError

COURSE = """
[course]
id = "c"
title = "T"
seed = 1
order = ["sums"]
packages = ["numpy>=2"]

[limits]
call_seconds = 3
"""
EXERCISE = """
title = "Sums"
packages = ["scipy>=1.11"]
off_limits = ["numpy.convolve"]

[points]
window_sums = 2
window_means = 1.5

[limits]
memory_mb = 100
"""


def load(root, course=COURSE, exercise=EXERCISE, folder="exercises"):
    (root / folder / "sums").mkdir(parents=True)
    (root / folder / "sums" / "exercise.toml").write_text(exercise)
    (root / "course.toml").write_text(course)
    return load_course(root)


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
    assert (exercise.limits.call_seconds, exercise.limits.memory_mb) == (3, 100)
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


@pytest.mark.parametrize(("old", "new", "text"), [
    ("seed = 1", "seeds = 1", "course.toml [course]: unknown key seeds"),
    ("seed = 1", "", "course.toml [course]: seed is missing"),
    ("seed = 1", 'seed = "1"', "course.toml [course]: seed must be a whole number, not '1'"),
    ('id = "c"', "", "course.toml [course]: id is missing"),
    ('id = "c"', "id = 5", "course.toml [course]: id must be a text, not 5"),
    ("seed = 1", 'seed = 1\nreveal = "all"', "`reveal` must be one of case, message, score, not 'all'"),
    ("seed = 1", "seed = 1\nleast_tier = 3", "least_tier must be 1 or 2, not 3"),
    ("seed = 1", "seed = 1\nleast_tier = true", "least_tier must be 1 or 2, not True"),
    ("seed = 1", "seed = 1\nexercises = 3", "exercises must be a text, not 3"),
    ('order = ["sums"]', 'order = "sums"', "`order` must be a list of names, not 'sums'"),
    ('order = ["sums"]', 'order = ["sums", "sums"]', "`order` names an exercise twice"),
    ('order = ["sums"]', 'order = ["../sums"]', "an exercise needs a name like first_steps, not '../sums'"),
    ('order = ["sums"]', 'order = ["sums", "means"]', "lists means in `order`, but "),
    ('packages = ["numpy>=2"]', 'packages = "numpy"', "`packages` must be a list of names, not 'numpy'"),
    ("call_seconds = 3", 'call_seconds = "3"', "course.toml [limits]: call_seconds must be a number above 0"),
    ("call_seconds = 3", "call_seconds = inf", "call_seconds must be a number above 0"),
    ("call_seconds = 3", "call_seconds = -1", "call_seconds must be a number above 0"),
    ("call_seconds = 3", "call_seconds = true", "call_seconds must be a number above 0"),
    ("call_seconds = 3", "scratch_files = 10.5", "scratch_files must be a whole number above 0"),
    ("call_seconds", "call_second", "course.toml [limits]: unknown key call_second"),
    ("[limits]", "[limit]", "course.toml: unknown key limit"),
    ("[limits]", "[demands]\nmistake = 3\n[limits]", "course.toml [demands]: unknown key mistake"),
    ("[limits]", '[demands]\nmistakes = "3"\n[limits]', "[demands]: mistakes must be a whole number, not '3'"),
    ("[limits]", "[demands]\nmistakes = -3\n[limits]", "[demands]: the numbers must be 0 or more"),
    ('order = ["sums"]', 'order = ["class"]', "an exercise needs a name like first_steps, not 'class'"),
    ("[limits]", "[demands]\npictures = 1\n[limits]", "[demands]: pictures must be true or false, not 1"),
    ("[course]", "[course", "course.toml cannot be read"),
])  # fmt: skip
def test_mistakes_in_course_toml_are_named_with_their_place(tmp_path, old, new, text):
    """A wrong course.toml is refused with the key, the table, and what is possible there."""
    assert old in COURSE
    with pytest.raises(CourseError) as caught:
        load(tmp_path, COURSE.replace(old, new, 1))
    assert text in str(caught.value)


@pytest.mark.parametrize(("old", "new", "text"), [
    ('title = "Sums"', "", "sums/exercise.toml: title is missing"),
    ('title = "Sums"', "title = 1", "sums/exercise.toml: title must be a text, not 1"),
    ('title = "Sums"', 'title = "Sums"\ndue = "Friday"', "`due` must be a date and a time"),
    ('title = "Sums"', 'title = "Sums"\ndue = 2026-10-05', "`due` must be a date and a time"),
    ('title = "Sums"', 'title = "Sums"\nname = "other"', "sums/exercise.toml: unknown key name"),
    ('title = "Sums"', 'title = "Sums"\nreveal = "all"', "sums/exercise.toml: `reveal` must be one of"),
    ('["scipy>=1.11"]', '[">=1.11"]', "`packages` must be requirements like 'numpy>=2', not '>=1.11'"),
    ('["scipy>=1.11"]', "[1]", "`packages` must be a list of names, not [1]"),
    ('["numpy.convolve"]', '"numpy.convolve"', "`off_limits` must be a list of names, not 'numpy.convolve'"),
    ("window_sums = 2", "window_sums = nan", "[points]: window_sums must be a number above 0"),
    ("window_sums = 2", "window_sums = 0", "[points]: window_sums must be a number above 0"),
    ("window_sums = 2", "window_sums = true", "[points]: window_sums must be a number above 0"),
    ("[points]\nwindow_sums = 2\nwindow_means = 1.5", "", "[points] must be a table of function names and points"),
    ("memory_mb", "memory", "sums/exercise.toml [limits]: unknown key memory"),
    ("[points]", "[points", "sums/exercise.toml cannot be read"),
    ("window_sums = 2", '"a b" = 2', "[points]: a function cannot be called 'a b'"),
    ("window_sums = 2", "close = 2", "[points]: a function cannot be called 'close'"),
    ("window_sums = 2", "tier = 2", "[points]: a function cannot be called 'tier'"),
])  # fmt: skip
def test_mistakes_in_exercise_toml_are_named_with_their_place(tmp_path, old, new, text):
    """A wrong exercise.toml is refused with the file, the key, and what is possible there."""
    assert old in EXERCISE
    with pytest.raises(CourseError) as caught:
        load(tmp_path, exercise=EXERCISE.replace(old, new, 1))
    assert text in str(caught.value)


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
