"""Students change their ids, get more time, and leave; a term ends. Marks go along, and nothing is left behind."""

import contextlib
import csv
import datetime
import shutil

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde

from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError
from autograder.reports.changes import Change
from autograder.running import new_term, renaming
from autograder.running.batch import grade_class
from tests.conftest import solved_notebook
from tests.gradebook.database_rows import rows_of
from tests.running.classes import copy_of, submit
from tests.running.in_process_backend import InProcess
from tests.running.killed import killed_at

ODD = ["Zoë O'Brien", "王小明", "a+b@x.org", "'; DROP TABLE student; --", "tab\tid", "%s {0} $HOME `id`", "-ana",
       "a" * 200, "naïve", "nai\u0308ve", "C:\\ana", "x.ipynb", "ana sums", "📐"]  # fmt: skip
DUE = datetime.datetime(2026, 10, 5, 18)
ZERO_IF_LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'


def class_in(root, course, new_class, template):
    """An ungraded class in a copy of a course: `sums` is due, and ana's submission came two hours late."""
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__", "build"))
    paths, template = ClassPaths.real(root), new_class(template)
    shutil.copy(template.gradebook, paths.gradebook)
    shutil.copytree(template.root / "source", paths.build / "source")
    data = root / "exercises" / "sums" / "exercise.toml"
    data.write_text(f"due = {DUE}\n" + data.read_text())
    config = paths.root / "nbgrader_config.py"
    config.write_text(config.read_text() + ZERO_IF_LATE)
    with gradebook_of(paths) as gradebook:
        gradebook.update_or_create_assignment("sums", duedate=DUE)
    data = solved_notebook(course.exercise("sums"))
    submit(paths, "ana", "sums", data, "2026-10-05 20:00:00 UTC")
    submit(paths, "ben", "sums", data, "2026-10-05 17:00:00 UTC")
    return paths


@pytest.fixture(scope="module")
def ungraded_class(course, new_class, tmp_path_factory):
    """The class that `paths` copies."""
    folder = tmp_path_factory.mktemp("ungraded")
    return class_in(folder / "course", course, new_class, folder / "template")


@pytest.fixture(scope="module")
def graded_class(ungraded_class, tmp_path_factory):
    """The class that `graded` copies."""
    paths = copy_of(ungraded_class, tmp_path_factory.mktemp("graded") / "course")
    grade(paths)
    with gradebook_of(paths) as gradebook:
        gradebook.update_or_create_student("ana", first_name="Ana", last_name="A.", email="ana@x.org")
        gradebook.grant_extension("sums", "ana", hours=1)
        gradebook.find_grade("window_sums", "sums", "sums", "ana").manual_score = 1.5
        gradebook.find_comment("window_sums_answer", "sums", "sums", "ana").manual_comment = "See me."
    return paths


@pytest.fixture
def paths(ungraded_class, tmp_path):
    """An ungraded class in a course's folder: `sums` is due, and ana's submission came two hours late."""
    return copy_of(ungraded_class, tmp_path / "course")


@pytest.fixture
def graded(graded_class, tmp_path):
    """That class, graded. A person gave ana points and a comment, and an extension that is too short."""
    return copy_of(graded_class, tmp_path / "course")


@contextlib.contextmanager
def gradebook_of(paths):
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        yield gradebook
        gradebook.db.commit()


def grade(paths):
    return grade_class(paths, load_course(paths.root), InProcess())


def scores(paths):
    with (paths.report / "grades.csv").open() as file:
        return {row["student"]: (row["sums"], row["remarks"]) for row in csv.DictReader(file)}


def with_id(rows, new):
    """The rows of ana with another id."""
    return {
        table: sorted(
            ({key: new if value == "ana" and key in ("student", "id") else value for key, value in row.items()}
             for row in found),
            key=lambda row: repr(list(row.values())),
        )
        for table, found in rows.items()
    }  # fmt: skip


@pytest.mark.parametrize("new", ODD)
def test_a_renamed_student_keeps_everything(graded, command, new):
    """Scores, comment, extension, name and e-mail address, the submission with its time, and the pages go along."""
    expected = with_id(rows_of(graded.gradebook), new)
    files = sorted(path.name for path in (graded.submitted / "ana" / "sums").iterdir())
    code, out, err = command("rename-student", "--course", graded.root, "--", "ana", new)
    assert code == 0, err
    assert "make grade" in out
    assert rows_of(graded.gradebook) == expected
    assert sorted(path.name for path in (graded.submitted / new / "sums").iterdir()) == files
    assert graded.feedback(new, "sums").is_file()
    assert sorted(path.name for path in graded.submitted.iterdir()) == sorted(["ben", new])
    for folder in (graded.pages, graded.autograded, graded.results):
        assert "ana" not in {path.name for path in folder.iterdir()}


def test_the_next_run_writes_the_pages_of_a_renamed_student(graded, command):
    """They show the new id. Nothing is graded again, and the scores in the gradebook are as before."""
    before = with_id(rows_of(graded.gradebook), "Zoë O'Brien")
    assert command("rename-student", "ana", "Zoë O'Brien", "--course", graded.root)[0] == 0
    summary = grade(graded)
    assert (summary.graded, summary.changes) == (0, [])
    page = graded.feedback("Zoë O'Brien", "sums").read_text()
    assert "Zoë" in page and "ana" not in page.split("<body")[1]
    assert rows_of(graded.gradebook)["grade"] == before["grade"] != []
    assert set(scores(graded)) == {"Zoë O'Brien", "ben"}


def test_a_renamed_student_is_no_change(graded, command):
    """The next run compares with the scores of the old id, and says what changed. The new name is no reason."""
    grade(graded)
    assert command("rename-student", "ben", "bo", "--course", graded.root)[0] == 0
    data = graded.root / "exercises" / "sums" / "exercise.toml"
    data.write_text(data.read_text().replace("window_means = 3", "window_means = 2"))
    assert grade(graded).changes == [Change("bo", "sums", 7, 6, "points changed")]


def test_a_folder_that_was_renamed_by_hand_is_reported(graded, command):
    """The next run names the marks that stayed behind. The refusal to mix two students says how they get the new id."""
    (graded.submitted / "ana").rename(graded.submitted / "zoe")
    [remark] = grade(graded).remarks
    assert "Not in submitted/, but in the gradebook: ana sums." in remark and "rename-student OLD NEW" in remark
    code, _, err = command("rename-student", "ana", "zoe", "--course", graded.root)
    assert (code, "nbgrader db student remove --force zoe" in err) == (2, True), err
    with gradebook_of(graded) as gradebook:
        gradebook.remove_student("zoe")  # what that command does
    assert command("rename-student", "ana", "zoe", "--course", graded.root)[0] == 0
    assert grade(graded).remarks == []
    assert "See me." in graded.feedback("zoe", "sums").read_text()


def test_the_page_of_a_withdrawn_submission_has_the_new_id(graded, command):
    """Its file is not there any more, but the page is made again, with the marks of people."""
    shutil.rmtree(graded.submitted / "ana")
    assert command("rename-student", "ana", "zoe", "--course", graded.root)[0] == 0
    assert grade(graded).graded == 0
    body = graded.feedback("zoe", "sums").read_text().split("<body")[1]
    assert "zoe" in body and "See me." in body and "ana" not in body


def test_a_manual_score_is_for_the_same_version_after_a_renaming(graded, command):
    """The gradebook still knows for which notebook it was given. A later notebook is another version."""
    assert command("rename-student", "ana", "zoe", "--course", graded.root)[0] == 0
    assert grade_class(graded, load_course(graded.root), InProcess(), force=True).remarks == []
    graded.submission("zoe", "sums").write_bytes(graded.submission("zoe", "sums").read_bytes() + b"\n")
    (remark,) = grade(graded).remarks
    assert remark.startswith("zoe sums: the manual score of window_sums (1.5) is for an earlier version")


def test_a_folder_that_nbgrader_cannot_use_can_be_renamed(graded, solved, command):
    """`make grade` skips such a folder and says: rename it. A gradebook cannot have an id that is not UTF-8."""
    for old, new in (("x*", "x"), (b"caf\xe9".decode("utf-8", "surrogateescape"), "café"), ("two\nlines", "lines")):
        submit(graded, old, "sums", solved("sums"))
        code, _, err = command("rename-student", old, new, "--course", graded.root)
        assert code == 0, err
        assert graded.submission(new, "sums").is_file()


@pytest.mark.parametrize(("old", "new", "message"), [
    ("anna", "zoe", "There is no student 'anna' in the gradebook or in"), ("anna", "zoe", "Similar ids: ana."),
    ("ana", "ben", "'ben' has submissions or extensions of its own in the gradebook: sums."),
    ("ana", "dora", "dora/ exists already"), ("ana", "ana", "are the same"),
    ("ana", ".ana", "begin with a dot"), ("ana", "..", "begin with a dot"), ("ana", "a/b", "cannot have the id 'a/b'"),
    ("ana", "", "cannot have the id"), ("ana", "a*", "as a pattern"), ("ana", "a\nb", "line break"),
    ("ana", "é" * 128, "longer than 255 bytes"), ("../submitted/ana", "zoe", "There is no student"),
    ("ana/sums", "zoe", "There is no student"), ("", "zoe", "There is no student"),
])  # fmt: skip
def test_a_student_is_not_renamed_if_work_could_be_mixed(graded, solved, command, old, new, message):
    """A wrong old id, a new one that is taken, or one that cannot be used: nothing is changed."""
    submit(graded, "dora", "sums", solved("sums"))
    before = rows_of(graded.gradebook), sorted(graded.root.rglob("*"))
    code, _, err = command("rename-student", old, new, "--course", graded.root)
    assert code == 2
    assert message in err
    assert (rows_of(graded.gradebook), sorted(graded.root.rglob("*"))) == before


def test_a_student_of_the_roster_takes_over(graded, command):
    """The new id may be in the gradebook already, without submissions: its name stays."""
    with gradebook_of(graded) as gradebook:
        gradebook.add_student("a17", first_name="Anna")
    assert command("rename-student", "ana", "a17", "--course", graded.root)[0] == 0
    with gradebook_of(graded) as gradebook:
        assert sorted((one.id, one.first_name) for one in gradebook.students) == [("a17", "Anna"), ("ben", None)]
        assert gradebook.find_submission("sums", "a17").extension == datetime.timedelta(hours=1)


def contents(root):
    """Path → bytes of what a class has, without locks, copies of the gradebook, and the gradebook itself."""
    files = [path for path in root.rglob("*") if path.is_file() and "backups" not in path.parts]
    skipped = (".grading", "gradebook.db")
    return {path.relative_to(root): path.read_bytes() for path in files if path.name not in skipped}


def test_a_killed_rename_is_completed_by_the_same_command(graded):
    """Killed before any change of a file: no other command works in between, and then everything is as it should be."""
    complete, course = copy_of(graded, graded.root.with_name("complete")), load_course(graded.root)
    renaming.rename_student(complete, course, "ana", "zoe")
    expected, refused = contents(complete.root), 0
    for step in range(1, 1000):
        paths = copy_of(graded, graded.root.with_name(f"course-{step}"))
        if not killed_at(step, lambda paths=paths: renaming.rename_student(paths, course, "ana", "zoe")):
            break
        if (paths.root / ".unfinished.json").exists():
            refused += 1
            with pytest.raises(UsageError, match="`autograder rename-student ana zoe` was stopped"):
                grade(paths)
            with pytest.raises(UsageError, match="was stopped before its end"):
                renaming.rename_student(paths, course, "ben", "bob")
        renaming.rename_student(paths, course, "ana", "zoe")
        assert contents(paths.root) == expected
        assert rows_of(paths.gradebook) == with_id(rows_of(graded.gradebook), "zoe")
        shutil.rmtree(paths.root)
    assert step > 8 and refused > 3


def test_a_killed_new_term_is_completed_by_the_same_command(graded):
    """Killed before any change of a file: then everything is in one archive, and nothing is left of the last term."""
    course = load_course(graded.root)
    before = contents(graded.root)
    for step in range(1, 1000):
        paths = copy_of(graded, graded.root.with_name(f"course-{step}"))
        if not killed_at(step, lambda paths=paths: new_term.begin_term(paths, course)):
            break
        archived = new_term.begin_term(paths, course).folder
        kept = {path: data for path, data in before.items() if not (paths.root / path).exists()}
        assert {path: data for path, data in contents(archived).items() if path.name != "term.txt"} == kept
        assert rows_of(archived / "gradebook.db") == rows_of(graded.gradebook)
        assert [path.name for path in archived.parent.iterdir()] == [archived.name]
        shutil.rmtree(paths.root)
    assert step > 5


def test_a_new_term_leaves_nothing_of_the_last_one(graded, command, solved):
    """No page, result, copy, submission or row is left; the next steps are named; the next class begins at zero."""
    exchange = graded.root / "exchange"
    for name in ("inbound", "feedback"):
        (exchange / "small-course" / name).mkdir(parents=True)
        (exchange / "small-course" / name / "ana+sums").write_text("")
    config = graded.root / "nbgrader_config.py"
    config.write_text(config.read_text() + f"c.Exchange.root = {str(exchange)!r}\n")
    before = rows_of(graded.gradebook)
    submit(graded, "ben", "sums", solved("sums") + b" ", "2026-10-05 17:00:00 UTC")
    grade(graded)  # keeps a copy
    code, out, err = command("new-term", "--course", graded.root)
    assert code == 0, err
    [archive] = (graded.root / "archive").iterdir()
    assert sorted(path.name for path in archive.iterdir()) == [
        "backups", "build", "gradebook.db", "submitted", "term.txt",
    ]  # fmt: skip
    assert "seed = 7" in (archive / "term.txt").read_text()
    assert len(list((archive / "backups").iterdir())) == 1
    assert rows_of(archive / "gradebook.db")["grade"] == before["grade"]
    assert "write seed = " in out and "(now 7)" in out
    assert "2026-10-05 18:00 UTC" in out and "sums/exercise.toml" in out
    assert "inbound, feedback" in out and "make release" in out
    left = {path.name for path in graded.root.iterdir()}
    assert left & {"gradebook.db", "submitted", "build", "backups", ".unfinished.json"} == set()
    submit(graded, "zoe", "sums", solved("sums"))
    assert grade(graded).graded == 1
    assert {row["id"] for row in rows_of(graded.gradebook)["student"]} == {"zoe"}
    assert not list((graded.root / "backups").glob("*.db"))


def test_a_second_new_term_on_the_same_day_has_a_folder_of_its_own(graded, command):
    """Nothing in an archive is replaced. Without anything to archive, the command says so."""
    assert command("new-term", "--course", graded.root)[0] == 0
    code, _, err = command("new-term", "--course", graded.root)
    assert code == 2 and "nothing to archive" in err
    submit(graded, "zoe", "sums", b"{}")
    assert command("new-term", "--course", graded.root)[0] == 0
    assert sorted((graded.root / "archive").glob("*/submitted/*/sums/sums.ipynb"))[-1].read_bytes() == b"{}"
    assert len(list((graded.root / "archive").iterdir())) == 2


@pytest.mark.parametrize("dropped", [True, False])
def test_a_dropped_exercise_is_one_remark(graded, command, dropped):
    """Not one for each student. It says what happens to the submissions and to their scores, and how to undo it."""
    submit(graded, "ben", "shifts", b"{}")
    course = graded.root / "course.toml"
    used = course.read_text()
    more = 'dropped = ["sums"]\n' if dropped else ""
    course.write_text(used.replace('order = ["sums", "shifts"]\n', f'order = ["shifts"]\n{more}'))
    skipped, scores = grade(graded).remarks
    if dropped:
        assert skipped.startswith("sums is dropped in course.toml: 2 submissions are skipped. To use it again, move ")
    else:
        assert "ana/sums, " in skipped and "ben/sums are skipped: course.toml has no exercise 'sums'." in skipped
    assert scores.startswith("sums is not in `order` of course.toml: 2 scores of it stay in the gradebook, but ")
    code, _, err = command("explain", "ben", "sums", "--course", graded.root)
    assert (code, ("sums is dropped. To use it again, move" in err) == dropped) == (2, True), err
    course.write_text(used)
    assert grade(graded).remarks == []


def test_pages_of_removed_students_are_removed(graded, solved):
    """A student or a submission that is neither in submitted/ nor in the gradebook leaves no page to release."""
    for student in ("ana maria", "王小明"):
        submit(graded, student, "sums", solved("sums"))
    submit(graded, "ben", "shifts", solved("shifts"))
    grade(graded)
    for folder in (graded.submitted / "ana", graded.submitted / "ana maria", graded.submitted / "ben" / "shifts"):
        shutil.rmtree(folder)
    [remark] = grade(graded).remarks  # all of them are still in the gradebook
    assert remark.startswith("Not in submitted/, but in the gradebook: ana sums, ana maria sums, ben shifts. ")
    assert graded.feedback("ana maria", "sums").is_file()
    with gradebook_of(graded) as gradebook:
        gradebook.remove_student("ana maria")
        gradebook.remove_submission("shifts", "ben")
    remarks = grade(graded).remarks
    assert [one.partition(" is neither")[0] for one in remarks[:2]] == ["ana maria", "ben shifts"]
    assert remarks[2:] == [remark.replace(", ana maria sums, ben shifts", "")]
    for folder in (graded.pages, graded.autograded, graded.results):
        assert sorted(path.name for path in folder.iterdir()) == ["ana", "ben", "王小明"]
        assert len(list((folder / "ben").iterdir())) == 1
    assert grade(graded).remarks == remarks[2:]


def test_an_extension_counts_at_the_next_run(paths, command):
    """The submission that came two hours late has its points; a second extension replaces the first; +0h removes it."""
    grade(paths)
    assert scores(paths)["ana"][0] == "0"
    for time, extension, score in (("+1h", 1, "0"), ("+1d", 24, "7"), ("+2h", 2, "7"), ("+0h", None, "0")):
        code, out, err = command("extend", "ana", "sums", time, "--course", paths.root)
        assert code == 0, err
        assert "make grade" in out and "2026-10-0" in out
        with gradebook_of(paths) as gradebook:
            hours = datetime.timedelta(hours=extension) if extension else None
            assert gradebook.find_submission("sums", "ana").extension == hours
        grade(paths)
        assert scores(paths)["ana"][0] == score


@pytest.mark.parametrize("student", ODD)
def test_an_extension_before_anything_is_handed_in(paths, solved, command, student):
    """The student has handed in nothing yet, in every report. What comes in the extended time is not late."""
    with gradebook_of(paths) as gradebook:
        gradebook.add_student(student)
    code, out, err = command("extend", "--course", paths.root, "--", student, "sums", "+24h")
    assert code == 0, err
    assert "an extension of 24 hours" in out and "2026-10-06 18:00" in out
    grade(paths)
    assert (("", "nothing handed in")) in scores(paths).values()
    submit(paths, student, "sums", solved("sums"), "2026-10-06 17:00:00 UTC")
    grade(paths)
    assert [score for score, _ in scores(paths).values()].count("7") == 2


def test_nbgrader_grades_a_student_with_an_extension(paths, solved, command):
    """`nbgrader autograde` finds the rows that it expects, and what came in the extended time is not late."""
    grade(paths)
    with gradebook_of(paths) as gradebook:
        gradebook.add_student("zoe")
    assert command("extend", "zoe", "sums", "+24h", "--course", paths.root)[0] == 0
    submit(paths, "zoe", "sums", solved("sums"), "2026-10-06 17:00:00 UTC")
    coursedir, config = course_directory(paths)
    coursedir.assignment_id, coursedir.student_id = "sums", "zoe"
    Autograde(coursedir=coursedir, config=config).start()
    with gradebook_of(paths) as gradebook:
        assert gradebook.find_submission("sums", "zoe").score == 7
        gradebook.remove_submission("sums", "zoe")
        theirs = gradebook.add_submission("sums", "zoe")
        rows = len(theirs.notebooks), len(theirs.notebooks[0].grades), len(theirs.notebooks[0].comments)
        gradebook.remove_submission("sums", "zoe")
    assert command("extend", "zoe", "sums", "+24h", "--course", paths.root)[0] == 0
    with gradebook_of(paths) as gradebook:
        ours = gradebook.find_submission("sums", "zoe")
        assert (len(ours.notebooks), len(ours.notebooks[0].grades), len(ours.notebooks[0].comments)) == rows
        assert ours.needs_manual_grade


@pytest.mark.parametrize(("arguments", "message"), [
    (["anna", "sums", "+24h"], "Similar ids: ana."), (["ana", "sum", "+24h"], "There is no exercise 'sum'"),
    (["ana", "sums", "24"], "must be a time like +24h"), (["ana", "sums", "tomorrow"], "must be a time like +24h"),
    (["ana", "sums", "+9999d"], "at most 365 days"), (["ana", "sums", "+"], "must be a time like +24h"),
])  # fmt: skip
def test_a_wrong_extension_is_explained(paths, command, arguments, message):
    """A mistyped id gets no rows in the gradebook."""
    before = rows_of(paths.gradebook)
    code, _, err = command("extend", *arguments, "--course", paths.root)
    assert code == 2
    assert message in err
    assert rows_of(paths.gradebook) == before
