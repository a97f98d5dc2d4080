"""Exercises in the gradebook: what we write without nbgrader are the rows that nbgrader writes."""

import contextlib
import dataclasses
import shutil
import sqlite3

import pytest

from autograder.authoring import demo_class, release
from autograder.authoring.source_notebook import write_sources
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.gradebook import setup, tables
from autograder.gradebook.database import Gradebook
from tests.authoring.conftest import ChangedCourse
from tests.gradebook.test_database import DUE
from tests.running.own_tests_course import with_own_tests
from tests.running.written_course import with_written_task

TABLES = ("assignment", "notebook", "base_cell", "grade_cells", "solution_cells", "task_cells", "source_cell")


def class_of(course, root):
    root.mkdir(exist_ok=True)
    paths = ClassPaths(root, root)
    demo_class.write_config(course, paths)
    return paths


def rows_in(path):
    """Table → its rows, with names in place of the random ids."""
    with contextlib.closing(sqlite3.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        rows = {table: [dict(row) for row in opened.execute(f"SELECT * FROM {table}")] for table in TABLES}
    names = {row["id"]: (row["name"], row.get("type")) for table in TABLES for row in rows[table] if "name" in row}
    return {
        table: sorted([(key, names.get(value, value)) for key, value in row.items()] for row in rows[table])
        for table in TABLES
    }


def by_nbgrader(course, root):
    """The gradebook after `nbgrader generate_assignment` of each exercise."""
    paths = class_of(course, root)
    tables.make_tables(f"sqlite:///{paths.gradebook}")
    write_sources(course, root / "source")
    coursedir, config = course_directory(paths)
    release.generate(course, coursedir, config)
    return paths.gradebook


@pytest.fixture(scope="module")
def own(course, tmp_path_factory):
    """The small course with a task of each kind: functions, written answers, and tests that students write."""
    folder = tmp_path_factory.mktemp("kinds")
    return with_own_tests(with_written_task(course, folder / "written"), folder / "both", points=2).course()


def test_a_new_exercise_has_the_rows_that_nbgrader_writes(own, tmp_path):
    """All rows and columns are the same, whatever kinds of tasks there are."""
    paths = class_of(own, tmp_path / "ours")
    setup.prepare(paths, own)
    found = rows_in(paths.gradebook)
    assert found == rows_in(by_nbgrader(own, tmp_path / "theirs"))
    assert [len(found[table]) for table in ("assignment", "notebook", "grade_cells")] == [2, 2, 7]


def test_an_assignment_that_a_person_made_keeps_its_row(own, tmp_path):
    """The formgrader can make an assignment before the first run: it gets the cells and the course's due date."""
    paths = class_of(own, tmp_path)
    tables.make_tables(f"sqlite:///{paths.gradebook}")
    with contextlib.closing(sqlite3.connect(paths.gradebook)) as opened:
        opened.execute("INSERT INTO assignment VALUES ('made-by-hand', 'sums', '2030-01-01 00:00:00', 'another')")
        opened.commit()
    due = dataclasses.replace(own.exercise("sums"), due=DUE)
    setup.prepare(paths, dataclasses.replace(own, exercises=(due,)))
    with Gradebook(f"sqlite:///{paths.gradebook}") as gradebook:
        assert gradebook.released("sums").due == DUE
        assert set(gradebook.released("sums").points) == set(due.all_points)
    with contextlib.closing(sqlite3.connect(paths.gradebook)) as opened:
        assert opened.execute("SELECT id, course_id FROM assignment").fetchall() == [("made-by-hand", "another")]


def test_a_changed_exercise_is_written_by_nbgrader(own, tmp_path):
    """A text that changed is the new one in the gradebook; the rows of others stay."""
    root = tmp_path / "course"
    changed = ChangedCourse(shutil.copytree(own.root, root, ignore=shutil.ignore_patterns("__pycache__")))
    paths = class_of(changed.course(), tmp_path / "class")
    setup.prepare(paths, changed.course())
    before = rows_in(paths.gradebook)
    changed.edit("solutions/sums/sums.py", "Why are there fewer", "Why are there less")
    changed.release()
    setup.prepare(paths, changed.course())
    after = rows_in(paths.gradebook)
    changes = [new for new in after["source_cell"] if new not in before["source_cell"]]
    assert [dict(one)["name"] for one in changes] == ["given_3"]
    assert "Why are there less" in dict(changes[0])["source"]
    assert len(after["source_cell"]) == len(before["source_cell"])


def test_the_tables_of_a_new_gradebook_are_those_of_nbgrader(tmp_path, monkeypatch):
    """They have the same SQL and the same version, and another version of nbgrader makes them itself."""
    tables.make_tables(f"sqlite:///{tmp_path}/ours.db")
    monkeypatch.setattr(tables, "KNOWN_VERSION", "an older one")
    tables.make_tables(f"sqlite:///{tmp_path}/theirs.db")
    assert tables_in(tmp_path / "ours.db") == tables_in(tmp_path / "theirs.db")


def tables_in(path):
    """Table → the statement that makes it, and the version of all tables."""
    with contextlib.closing(sqlite3.connect(path)) as opened:
        statements = opened.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: sql.split() for name, sql in statements}, opened.execute(
            "SELECT * FROM alembic_version"
        ).fetchall()
