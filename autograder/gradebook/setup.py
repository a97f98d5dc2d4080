"""Prepare the gradebook of a class: make its tables, and write the exercises into it."""

import contextlib
from pathlib import Path

import nbgrader
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.api import Base
from nbgrader.api import Gradebook as NbgraderGradebook
from sqlalchemy import create_engine, inspect

from autograder.authoring import release
from autograder.course.config import Course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths


def prepare(paths: ClassPaths, course: Course) -> None:
    """Let nbgrader write the course's exercises, as `release` makes them now, into the gradebook."""
    coursedir, config = course_directory(paths)
    make_tables(coursedir.db_url)
    release.write_sources(course, paths.root / coursedir.source_directory)
    coursedir.release_directory = str(paths.build / "release")
    release.generate(course, coursedir, config)
    with contextlib.closing(NbgraderGradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        for exercise in course.exercises:
            gradebook.update_or_create_assignment(exercise.name, duedate=exercise.due)


def make_tables(url: str) -> None:
    """Make nbgrader's tables in a database without tables.

    nbgrader itself starts the program `alembic` for this, which imports all of nbgrader once more.
    """
    engine = create_engine(url)
    if not inspect(engine).get_table_names():
        migrations = ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic")))
        with engine.begin() as connection:  # first: if this process ends here, nbgrader makes the other tables
            MigrationContext.configure(connection).stamp(migrations, "head")
        Base.metadata.create_all(engine)
    engine.dispose()
