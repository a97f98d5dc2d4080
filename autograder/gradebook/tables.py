"""Make nbgrader's tables in a database that has none.

For the SQLite file of a new class, `nbgrader_tables.sql` has them: importing nbgrader takes seconds, more than grading
a small class. Other databases, and another version of nbgrader, get them from nbgrader.
"""

import contextlib
import sqlite3
from importlib import metadata
from pathlib import Path

from sqlalchemy import create_engine, inspect

from autograder.gradebook.sqlite_file import file_of, is_filled

KNOWN_VERSION = "0.9.6"  # of nbgrader, whose tables are in TABLES
TABLES = Path(__file__).with_name("nbgrader_tables.sql")


def make_tables(url: str) -> None:
    """Make nbgrader's tables in a database without tables. Raises the database's errors."""
    file = file_of(url)
    if file is None or metadata.version("nbgrader") != KNOWN_VERSION:
        _make_with_nbgrader(url)
    elif not is_filled(file):
        with contextlib.closing(sqlite3.connect(file)) as database:
            database.executescript(TABLES.read_text(encoding="utf-8"))


def _make_with_nbgrader(url: str) -> None:
    """The same with nbgrader's code.

    nbgrader itself starts the program `alembic` for this, which imports all of nbgrader once more.
    """
    import nbgrader
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from nbgrader.api import Base

    engine = create_engine(url)
    if not inspect(engine).get_table_names():
        migrations = ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic")))
        with engine.begin() as connection:  # first: if this process ends here, nbgrader makes the other tables
            MigrationContext.configure(connection).stamp(migrations, "head")
        Base.metadata.create_all(engine)
    engine.dispose()
