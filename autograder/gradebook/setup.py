"""Prepare the gradebook of a class: make its tables, and write the exercises into it."""

import contextlib
from pathlib import Path

import nbgrader
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.api import Base, InvalidEntry
from nbgrader.api import Gradebook as NbgraderGradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, inspect
from tornado.log import app_log

from autograder.authoring import release
from autograder.authoring.source_notebook import write_sources
from autograder.course.config import Course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.gradebook.database import database_errors, name_of


def prepare(paths: ClassPaths, course: Course) -> None:
    """Let nbgrader write the course's exercises, as `release` makes them now, into the gradebook."""
    coursedir, config = course_directory(paths)
    with database_errors(name_of(coursedir.db_url)):
        make_tables(coursedir.db_url)
    write_sources(course, paths.root / coursedir.source_directory)
    coursedir.release_directory = str(paths.build / "release")
    release.generate(course, coursedir, config)
    with release.ErrorLog().instead_of(app_log), database_errors(name_of(coursedir.db_url)):
        _write_due_dates(course, coursedir)


def _write_due_dates(course: Course, coursedir: CourseDirectory) -> None:
    with contextlib.closing(NbgraderGradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        try:
            for exercise in course.exercises:
                gradebook.update_or_create_assignment(exercise.name, duedate=exercise.due)
        except InvalidEntry as error:  # nbgrader's, in place of the database's
            raise (error.__context__ or error) from None


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
