"""Prepare the gradebook of a class: its tables, and the exercises as they are now released."""

import contextlib
from pathlib import Path

import nbgrader
from alembic.script import ScriptDirectory
from nbgrader.api import Base
from nbgrader.api import Gradebook as NbgraderGradebook
from sqlalchemy import create_engine, inspect, text

from autograder.authoring import release
from autograder.course.config import Course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths


def prepare(paths: ClassPaths, course: Course) -> None:
    """Have nbgrader write the course's exercises, as they are now released, into the gradebook."""
    coursedir, config = course_directory(paths)
    make_tables(coursedir.db_url)
    release.write_sources(course, paths.root / coursedir.source_directory)
    coursedir.release_directory = str(paths.build / "release")
    release.generate(course, coursedir, config)
    with contextlib.closing(NbgraderGradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        for exercise in course.exercises:
            gradebook.update_or_create_assignment(exercise.name, duedate=exercise.due)


def make_tables(url: str) -> None:
    """Make the tables of a new gradebook. nbgrader's own way starts a process that imports all of nbgrader."""
    engine = create_engine(url)
    if not inspect(engine).get_table_names():
        version = ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic"))).get_current_head()
        with engine.begin() as connection:  # first: nbgrader makes whatever else is missing at any time
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
        Base.metadata.create_all(engine)
    engine.dispose()
