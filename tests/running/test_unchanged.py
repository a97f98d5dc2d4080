"""A class in which nothing has changed: a run says the same without looking at each submission, and sees changes."""

import contextlib
import dataclasses
import os
import shutil
import sqlite3

import pytest

from autograder.course.loading import load_course
from autograder.reports.class_figures import class_figures
from autograder.reports.terminal import print_class
from autograder.running import batch, unchanged
from autograder.running.batch import grade_class
from autograder.running.unchanged import known_summary
from tests.conftest import solved_notebook
from tests.running.classes import partly_right, submit
from tests.running.in_process_backend import InProcess


@pytest.fixture(scope="module")
def graded(course, new_class, tmp_path_factory):
    """A copy of the small course with a graded class of two students, and what the second run over it says."""
    root = tmp_path_factory.mktemp("unchanged") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    own = load_course(root)
    (root / "class").mkdir()
    paths = new_class(root / "class")
    submit(paths, "ada", "sums", solved_notebook(own.exercise("sums")))
    submit(paths, "ben", "sums", partly_right(own.exercise("sums")))
    grade_class(paths, own, InProcess())
    return own, paths


def state(graded):
    """What is known now, if the class is graded until nothing changes any more."""
    own, paths = graded
    grade_class(paths, own, InProcess())
    grade_class(paths, own, InProcess())
    return known_summary(paths, own)


def test_the_next_run_says_the_same_as_one_that_looks_at_everything(graded, capsys):
    """Figures, remarks and what is printed are those of a run that reads each submission."""
    own, paths = graded
    known = state(graded)
    summary = grade_class(paths, own, InProcess())
    assert known is not None and (known.graded, known.unchanged) == (0, 2)
    for name in ("graded", "unchanged", "remarks", "failures", "new", "gradebook", "unread"):
        assert getattr(known, name) == getattr(summary, name), name
    assert known.counted(own) == class_figures(own, summary.results, summary.scores, summary.class_list)
    printed = []
    for one in (known, summary):
        print_class(paths, own, one)
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert "ada" in printed[0]


def test_what_is_kept_does_not_grow_with_the_class(graded):
    """No submission is in it: a class of thousands is compared as quickly as a small one."""
    known = state(graded)
    assert not known.results and known.scores is None
    assert not any(vars(known.class_list).values())


def _resubmit(own, paths):
    path = paths.submission("ada", "sums")
    before, text = path.stat(), path.read_text()
    path.write_text(text.replace("size", "sizf", 1))  # as long as before
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # and as old


def _new_student(own, paths):
    submit(paths, "cleo", "sums", b"{}")


def _page_removed(own, paths):
    paths.feedback("ben", "sums").unlink()


def _result_damaged(own, paths):
    (paths.results / "ben" / "sums.json").write_text("{}")


def _table_changed(own, paths):
    (paths.report / "grades.csv").write_text("")


def _manual_score(own, paths):
    with contextlib.closing(sqlite3.connect(paths.gradebook)) as database:
        database.execute("UPDATE grade SET manual_score = 2")
        database.commit()


def _roster(own, paths):
    paths.roster.write_text("id,name\nada,Ada Lovelace\n")


def _time(own, paths):
    paths.submission("ada", "sums").with_name("timestamp.txt").write_text("2026-10-05 18:00:00 UTC")


def _configuration(own, paths):
    config = paths.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.LateSubmissionPlugin.penalty_method = 'zero'\n")


def _hidden_test(own, paths):
    path = own.exercise("sums").hidden_tests
    path.write_text(path.read_text() + "\n# changed\n")


def _course(own, paths):
    path = own.root / "course.toml"
    path.write_text(path.read_text().replace("seed = 7", "seed = 8"))


def _due_date(own, paths):
    path = own.root / "exercises" / "sums" / "exercise.toml"
    path.write_text("due = 2026-10-05T18:00:00Z\n" + path.read_text())


def _link(own, paths):
    (paths.submitted / "cleo").symlink_to(paths.submitted / "ada")


CHANGES = [
    _resubmit, _new_student, _page_removed, _result_damaged, _table_changed, _manual_score, _roster, _time,
    _configuration, _hidden_test, _course, _due_date, _link,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_every_change_is_noticed(graded, tmp_path, change):
    """Whatever students, people and authors change, the next run looks at everything again."""
    own, paths = graded
    before = known_summary(paths, own) or state(graded)
    assert before is not None
    saved = tmp_path / "saved"
    shutil.copytree(own.root, saved, symlinks=True)
    try:
        change(own, paths)
        assert known_summary(paths, load_course(own.root)) is None
    finally:
        shutil.rmtree(own.root)
        shutil.copytree(saved, own.root, symlinks=True)


@pytest.mark.parametrize("name", ["options", "engine"])
def test_a_change_of_the_engine_is_noticed(graded, monkeypatch, name):
    """Another engine, or another sandbox, looks at everything."""
    own, paths = graded
    assert state(graded) is not None
    if name == "options":
        assert known_summary(paths, dataclasses.replace(own, tiers=(1,))) is None
    else:
        monkeypatch.setattr(unchanged, "everything_fingerprint", lambda course: "another")
        assert known_summary(paths, own) is None


def test_what_happens_during_a_run_is_not_lost(graded, monkeypatch):
    """A file that was handed in, or a score that was given, while the run wrote its report, is seen by the next run."""
    own, paths = graded
    assert state(graded) is not None
    summary_of = batch.summary_of
    for change in (_new_student, _manual_score):

        def meanwhile(*arguments, change=change):
            change(own, paths)
            return summary_of(*arguments)

        monkeypatch.setattr(batch, "summary_of", meanwhile)
        grade_class(paths, own, InProcess())
        assert known_summary(paths, own) is None
        monkeypatch.setattr(batch, "summary_of", summary_of)
        assert state(graded) is not None


def test_a_damaged_memory_is_no_error(graded):
    """If the file cannot be read, everything is looked at."""
    own, paths = graded
    assert state(graded) is not None
    (paths.build / unchanged.FILE).write_bytes(b"\x93")
    assert known_summary(paths, own) is None
