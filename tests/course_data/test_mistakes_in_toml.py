"""Mistakes in course.toml and exercise.toml: each message has the file, the line, the key, what is wrong, and a fix."""

import tomllib

import pytest

from autograder.course.loading import load_course
from autograder.course.toml_file import read_toml
from autograder.errors import CourseError
from tests.course_data.small_files import COURSE, EXERCISE, load


def message_of(root, monkeypatch, **texts):
    """The message about a course with these texts as its files, as it is in the course's folder."""
    monkeypatch.chdir(root)
    with pytest.raises(CourseError) as caught:
        load(root, **texts)
    return str(caught.value)


@pytest.mark.parametrize(("old", "new", "text"), [
    ("seed = 1", "seeds = 1", "course.toml:5: [course] seeds is unknown. Did you mean seed? Possible here: id, title,"),
    ("seed = 1", "", "course.toml:2: [course] seed is missing. It must be a whole number. For example: seed = 2026"),
    ("seed = 1", 'seed = "x"', 'course.toml:5: [course] seed must be a whole number, not "x". For example: seed = 202'),
    ("seed = 1", "seed = true", "course.toml:5: [course] seed must be a whole number, not true."),
    ('id = "c"', "", "course.toml:2: [course] id is missing. It must be a text that can be the name of a file: "),
    ('id = "c"', "id = 5", "course.toml:3: [course] id must be a text that can be the name of a file: "),
    ('id = "c"', 'id = "a/b"', 'and spaces, not "a/b". For example: id = "my-course"'),
    ('id = "c"', 'id = ".."', "course.toml:3: [course] id must be a text that can be the name of a file: "),
    ('title = "T"', "name = 3", "course.toml:4: [course] name is unknown. Possible here: id, title, order, seed, "),
    ('title = "T"', 'title = """a\nb"""', 'course.toml:4: [course] title must be a text of one line, not "a\\nb".'),
    ("seed = 1", 'seed = 1\nreveal = "all"', "course.toml:6: [course] reveal must be one of case, message, score, not"),
    ("seed = 1", "seed = 1\nleast_tier = 3", "[course] least_tier must be 1 or 2 (tier 3 needs the option --unsafe)"),
    ("seed = 1", "seed = 1\nleast_tier = true", "(tier 3 needs the option --unsafe), not true. For example: least_"),
    ("seed = 1", "seed = 1\nexercises = 3", "exercises must be the name of a folder within the course's folder, not 3"),
    ("seed = 1", 'seed = 1\nexercises = "../x"', "exercises must be the name of a folder within the course's folder"),
    ('order = ["sums"]', "", "course.toml:2: [course] order is missing. It must be a list with the name of at least o"),
    ('order = ["sums"]', "order = []", "course.toml:6: [course] order must be a list with the name of at least one"),
    ('order = ["sums"]', 'order = "sums"', 'at least one exercise, not "sums". For example: order = ["first_steps"]'),
    ('order = ["sums"]', 'order = ["sums", "sums"]', "order (element 2) lists sums twice. Remove one of the two."),
    ('order = ["sums"]', 'order = ["../sums"]', 'order (element 1) must be a name like first_steps: a letter, then '),
    ('order = ["sums"]', 'order = ["class"]', 'no word of Python, and not shared, not "class"'),
    ('order = ["sums"]', 'order = ["shared"]', 'no word of Python, and not shared, not "shared"'),
    ('order = ["sums"]', 'order = ["sums",\n"means"]', "course.toml:6: [course] order (element 2) lists means, but "),
    ('order = ["sums"]', 'order = ["sum"]', "exercises/sum/exercise.toml is missing. Did you mean sums?"),
    ("seed = 1", 'seed = 1\ndropped = "x"', 'dropped must be a list of exercises, not "x". For example: dropped = ["f'),
    ("seed = 1", 'seed = 1\ndropped = ["x"]', "course.toml:6: [course] dropped (element 1) lists x, but exercises/x"),
    ("seed = 1", 'seed = 1\ndropped = ["sums"]', "dropped (element 1) lists sums, which is also in order. Remove one"),
    ('["numpy>=2"]', '"numpy"', 'packages must be a list of packages, not "numpy". For example: packages = ["numpy>=2'),
    ('["numpy>=2"]', '["numpy", "NumPy>=2"]', "packages (element 2) lists numpy twice. Remove one of the two."),
    ("call_seconds = 3", 'call_seconds = "3"', 'course.toml:10: [limits] call_seconds must be a number from 0.1 to 86'),
    ("call_seconds = 3", "call_seconds = inf", "call_seconds must be a number from 0.1 to 86_400, not inf."),
    ("call_seconds = 3", "call_seconds = nan", "call_seconds must be a number from 0.1 to 86_400, not nan."),
    ("call_seconds = 3", "call_seconds = -1", "call_seconds must be a number from 0.1 to 86_400, not -1."),
    ("call_seconds = 3", "call_seconds = true", "call_seconds must be a number from 0.1 to 86_400, not true."),
    ("call_seconds = 3", "call_seconds = 300", "call_seconds must be at most task_seconds, which is 60, not 300. Cha"),
    ("call_seconds = 3", "notebook_seconds = 1e9", "notebook_seconds must be a number from 0.1 to 86_400, not 100000"),
    ("call_seconds = 3", "threads = 10_000_000", "threads must be a whole number from 1 to 10_000, not 10000000."),
    ("call_seconds = 3", "scratch_files = 10.5", "scratch_files must be a whole number from 1 to 1_000_000, not 10.5"),
    ("call_seconds = 3", f"memory_mb = 1{400 * '0'}", "memory_mb must be a whole number from 256 to 1_048_576, not 10"),
    ("call_seconds", "call_second", "course.toml:10: [limits] call_second is unknown. Did you mean call_seconds?"),
    ("[limits]", "[limit]", "course.toml:9: limit is unknown. Did you mean limits? Possible here: course, limits, dem"),
    ("[limits]", "[demands]\nmistake = 3\n[limits]", "course.toml:10: [demands] mistake is unknown. Did you mean mist"),
    ("[limits]", '[demands]\nmistakes = "3"\n[limits]', '[demands] mistakes must be a whole number from 0 to 1_000, n'),
    ("[limits]", "[demands]\nmistakes = -3\n[limits]", "[demands] mistakes must be a whole number from 0 to 1_000, n"),
    ("[limits]", "[demands]\npictures = 1\n[limits]", "course.toml:10: [demands] pictures must be true or false, not "),
    ("[course]", "course = 3\n[courses]", "course.toml:2: course must be a table, [course], not 3."),
    ("[course]", '[[exercise]]\nid = "x"\n[course]', "course.toml:2: exercise is unknown. Possible here: course, limi"),
    ("seed = 1", "seed = 1\ncall_seconds = 3", "course.toml:6: [course] call_seconds is unknown. Possible here: "),
    ("seed = 1", "seed = 1\ncall_seconds = 3", "least_tier. The key call_seconds belongs below [limits]."),
    ("seed = 1", "seed = 1\nseed = 2", "course.toml:6: `seed = 2` repeats a key or a table. Remove one of the two."),
    ("[limits]", "[course]\n[limits]", "course.toml:9: `[course]` repeats a key or a table. Remove one of the two."),
    ("[course]", "[course", "course.toml:2: `[course` is no valid TOML: "),
    ("call_seconds = 3", "threads = [\n1,", "course.toml:10: `threads = [` is no valid TOML: "),
])  # fmt: skip
def test_mistakes_in_course_toml(tmp_path, monkeypatch, old, new, text):
    """A wrong course.toml is refused with the line, the key, what is possible there, and what was perhaps meant."""
    assert old in COURSE
    assert text in message_of(tmp_path, monkeypatch, course=COURSE.replace(old, new, 1))


@pytest.mark.parametrize(("old", "new", "text"), [
    ('title = "Sums"', "", "toml: title is missing. It must be a text of one line. For example: title = "),
    ('title = "Sums"', "title = 1", "toml:2: title must be a text of one line, not 1. For example: title = "),
    ('title = "Sums"', 'title = "Sums"\ndue = "Friday"', 'toml:3: due must be a date and a time, not "Friday". For ex'),
    ('title = "Sums"', 'title = "Sums"\ndue = "2026-10-05 18:00:00"', 'toml:3: due must be a date and a time, not "20'),
    ('title = "Sums"', 'title = "Sums"\ndue = 2026-10-05', "a time, not 2026-10-05. For example: due = 2026-10-05 18:"),
    ('title = "Sums"', 'title = "Sums"\ndue = 0001-01-01 00:00:00+02:00', "toml:3: due must be in one of the years "),
    ('title = "Sums"', 'title = "Sums"\ndue = 9999-12-31 23:59:59-02:00', "2000 to 2100, not 9999-12-31 23:59:59-0"),
    ('title = "Sums"', 'title = "Sums"\nname = "other"', "toml:3: name is unknown. Possible here: title, points, note"),
    ('title = "Sums"', 'title = "Sums"\nreveal = "all"', "toml:3: reveal must be one of case, message, score, not "),
    ('["scipy>=1.11"]', '[">=1.11"]', "toml:3: packages (element 1) must be a package and its versions as pip takes"),
    ('["scipy>=1.11"]', '["scipy>>1.11"]', 'like numpy>=2, not "scipy>>1.11".'),
    ('["scipy>=1.11"]', "[1]", "toml:3: packages (element 1) must be a package and its versions as pip takes them"),
    ('["numpy.convolve"]', '"numpy.convolve"', 'toml:4: off_limits must be a list of functions, not "numpy.convolve".'),
    ("numpy.convolve", "convolve", 'off_limits (element 1) must be a function with its module, like numpy.convolve, n'),
    ("numpy.convolve", "numpy.convolv", "toml:4: off_limits (element 1) names numpy.convolv, but numpy has no functio"),
    ("numpy.convolve", "numpy.convolv", "has no function convolv. Did you mean convolve?"),
    ("numpy.convolve", "numpy.linalgs.norm", "names numpy.linalgs.norm, but the module numpy.linalgs cannot be import"),
    ("numpy.convolve", "numpy.pi", "toml:4: off_limits (element 1) names numpy.pi, but numpy has no function pi."),
    ('["numpy.convolve"]', '["math.comb", "math.comb"]', "off_limits (element 2) lists math.comb twice. Remove one"),
    ("window_sums = 2", "window_sums = nan", "toml:7: [points] window_sums must be a number above 0 and at most 10000"),
    ("window_sums = 2", "window_sums = 0", "[points] window_sums must be a number above 0 and at most 10000, not 0. F"),
    ("window_sums = 2", "window_sums = 1e9", "[points] window_sums must be a number above 0 and at most 10000, not 10"),
    ("window_sums = 2", "window_sums = true", "toml:7: [points] window_sums must be a number above 0 and at most 1000"),
    ("window_sums = 2", 'window_sums = "2"', 'at most 10000, not "2". For example: window_sums = 5'),
    ("window_sums = 2", "window_sums = {tests = 2}", 'at most 10000, not {"tests": 2}. For example: window_sums = 5'),
    ("window_sums = 2", "window_sums = 2\nwindow_sums = 3", "toml:8: `window_sums = 3` repeats a key or a table. Rem"),
    ("window_sums = 2", "window_means_answer = 1", "window_means_answer cannot be a task beside window_means, whose a"),
    ("window_sums = 2", '"a b" = 2', "toml:7: [points] a b must be the name of a function: a letter, then letters, di"),
    ("window_sums = 2", "close = 2", "toml:7: [points] close must be the name of a function: "),
    ("window_sums = 2", "tier = 2", 'starts, tier, not "tier".'),
    ("window_sums = 2", "lambda = 2", "toml:7: [points] lambda must be the name of a function: "),
    ("window_sums = 2", "due = 2026-10-05 18:00:00", "10000, not 2026-10-05 18:00:00. The key due belongs above the f"),
    ("[points]\nwindow_sums = 2\nwindow_means = 1.5", "", "toml: points is missing. It must be a table, [points], wit"),
    ("[points]\nwindow_sums = 2\nwindow_means = 1.5", "[points]", "toml:6: points must be a table, [points], with a f"),
    ("[points]", "[point]", "toml:6: point is unknown. Did you mean points?"),
    ("memory_mb", "memory", "toml:11: [limits] memory is unknown. Did you mean memory_mb?"),
    ("memory_mb = 512", "memory_mb = 1", "toml:11: [limits] memory_mb must be a whole number from 256 to 1_048_576, n"),
    ("memory_mb = 512", "memory_mb = [512]", "from 256 to 1_048_576, not [512]."),
    ("[limits]", "[written]\nwhy = 0\n[limits]", "toml:11: [written] why must be a number above 0 and at most 10000,"),
    ("[limits]", '[written]\n"a b" = 1\n[limits]', "toml:11: [written] a b must be a name like why: a letter, then l"),
    ("[limits]", "[written]\nwindow_sums = 1\n[limits]", "toml:11: [written] window_sums gives a task the name windo"),
    ("[limits]", "[written]\nwindow_sums = 1\n[limits]", "a task the name window_sums, which [points] has, too. Choos"),
    ("[limits]", "[written]\nwindow_sums_answer = 1\n[limits]", "toml:11: [written] window_sums_answer cannot be a t"),
    ("[limits]", "[tests]\nwindow_sums = -1\n[limits]", "toml:11: [tests] window_sums must be a number from 0 to 100"),
    ("[limits]", "[tests]\nwindow_sum = 1\n[limits]", "window_sum has no line in [points]. Did you mean window_sum"),
    ("[limits]", "[written]\nwindow_sums_tests = 1\n[tests]\nwindow_sums = 1\n[limits]", "which [tests] has, too. Ch"),
    ("[points]", "[test]\nf = 1\n[points]", "toml:6: test is unknown. Did you mean tests?"),
    ("[points]", "[points", "toml:6: `[points` is no valid TOML: "),
])  # fmt: skip
def test_mistakes_in_exercise_toml(tmp_path, monkeypatch, old, new, text):
    """A wrong exercise.toml is refused with the line, the key, what is possible there, and what was perhaps meant."""
    assert old in EXERCISE
    message = message_of(tmp_path, monkeypatch, exercise=EXERCISE.replace(old, new, 1))
    assert message.startswith("exercises/sums/exercise.toml")
    assert text in message


def test_all_mistakes_of_a_file_are_reported_at_once(tmp_path, monkeypatch):
    """All mistakes of a file are reported at once, not one after another."""
    course = COURSE.replace('id = "c"', 'id = "a/b"').replace("seed = 1", 'seed = "x"').replace("= 3", "= -3")
    lines = message_of(tmp_path, monkeypatch, course=course).splitlines()
    assert [line.split(" must")[0] for line in lines] == [
        "course.toml:3: [course] id",
        "course.toml:5: [course] seed",
        "course.toml:10: [limits] call_seconds",
    ]


def test_mistakes_in_several_exercises_are_reported_at_once(tmp_path, monkeypatch):
    """A mistake in one exercise does not hide another one's."""
    other = tmp_path / "exercises" / "means"
    other.mkdir(parents=True)
    (other / "exercise.toml").write_text('titel = "Means"\n')
    course, exercise = COURSE.replace('["sums"]', '["means", "sums"]'), EXERCISE.replace("= 2", "= -2")
    lines = message_of(tmp_path, monkeypatch, course=course, exercise=exercise).splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        "exercises/means/exercise.toml:1:",
        "exercises/means/exercise.toml:",
        "exercises/means/exercise.toml:",
        "exercises/sums/exercise.toml:7:",
    ]


def test_functions_off_limits_must_be_within_reach(tmp_path, monkeypatch):
    """A function of a package that student code cannot import could not be taken away: grading would fail."""
    exercise = EXERCISE.replace('["scipy>=1.11"]', '["numpy"]').replace("numpy.convolve", "packaging.version.parse")
    assert message_of(tmp_path, monkeypatch, exercise=exercise) == (
        "exercises/sums/exercise.toml:4: off_limits (element 1) names packaging.version.parse, but student code cannot "
        "import packaging. Add it to `packages`, or remove packaging.version.parse."
    )
    (tmp_path / "exercises" / "sums" / "exercise.toml").write_text(exercise.replace('["numpy"]', '["packaging"]'))
    assert load_course(tmp_path).exercises[0].off_limits == ("packaging.version.parse",)


def test_a_limit_that_another_limit_replaces_may_stay(tmp_path):
    """A limit of a whole task may be below the default limit of a single call."""
    course = load(tmp_path, COURSE.replace("call_seconds = 3", "task_seconds = 2\nnotebook_seconds = 2"))
    assert (course.exercises[0].limits.call_seconds, course.exercises[0].limits.task_seconds) == (5, 2)


def test_a_file_that_begins_with_a_mark_is_read(tmp_path):
    """Some editors of Windows write a byte order mark, and end lines with two characters."""
    load(tmp_path, "\ufeff" + COURSE.replace("\n", "\r\n"))


def test_a_file_in_another_encoding_is_named(tmp_path, monkeypatch):
    """TOML is UTF-8."""
    load(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "course.toml").write_bytes(COURSE.replace('"T"', '"Ü"').encode("latin-1"))
    with pytest.raises(CourseError, match=r"course\.toml cannot be read: .*utf-8"):
        load_course(tmp_path)


ODD = '''\
# a = 1
first = [
    1,  # "first"
    2,
]
text = """
a = 3
"""
"quoted key" = 1
dotted.inner.key = 2
inline = { a = 1, b = [{ c = 2 }] }

[table]
a = 'a = 1'
"b" = 1
[[many]]
x = 1
[[many]]
y = 2
'''


@pytest.mark.parametrize(("keys", "line"), [
    (("first",), 2), (("first", 1), 2), (("text",), 6), (("quoted key",), 9), (("dotted", "inner", "key"), 10),
    (("inline", "a"), 11), (("inline", "b", 0, "c"), 11), (("table",), 13), (("table", "a"), 14), (("table", "b"), 15),
    (("many",), 16), (("many", 0, "x"), 17), (("many", 1, "y"), 19), (("table", "missing"), 13),
])  # fmt: skip
def test_the_line_of_a_key(tmp_path, monkeypatch, keys, line):
    """It is the line on which the key begins, however TOML allows to write it; that of its table if it is missing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.toml").write_text(ODD)
    assert tomllib.loads(ODD)
    file = read_toml(tmp_path / "odd.toml")
    assert file.place(keys) == f"odd.toml:{line}"
    assert file.place(("a",)) == file.place() == "odd.toml"
