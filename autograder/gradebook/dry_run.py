"""Copy the gradebook of a class, so that a dry run can write to the copy and show what a run would change."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy

from autograder.course.nbgrader_config import database_url, read_config
from autograder.course.paths import ClassPaths
from autograder.gradebook.database import WAIT_SECONDS, database_errors, name_of
from autograder.gradebook.sqlite_file import copy_into, opened
from autograder.gradebook.tables import make_tables
from autograder.gradebook.versions import VERSIONS


@contextlib.contextmanager
def copied_gradebook(paths: ClassPaths) -> Iterator[ClassPaths]:
    """The class with a copy of its gradebook, and another build folder, as long as the block runs.

    The copy is always an SQLite file. Raises CourseError if the gradebook cannot be read.
    """
    config = read_config(paths)
    url = database_url(paths, config)
    sources = paths.root / config.CourseDirectory.get("source_directory", "source")
    with tempfile.TemporaryDirectory(prefix="autograder-dry-run-") as folder:
        database = Path(folder) / "gradebook.db"
        with database_errors(name_of(url)):
            _copy(url, database)
        if sources.is_dir():
            shutil.copytree(sources, Path(folder) / "source")
        yield ClassPaths(paths.root, Path(folder), database)


def _copy(url: str, database: Path) -> None:
    """Copy the gradebook at a URL to an SQLite file. If there is no gradebook yet, there is no copy."""
    if not url.startswith("sqlite"):
        _copy_rows(url, database)
        return
    original = Path(sqlalchemy.make_url(url).database or "")
    if original.exists():
        with opened(original, WAIT_SECONDS) as source:
            copy_into(source, database, WAIT_SECONDS, new=True)


def _copy_rows(url: str, database: Path) -> None:
    """Copy what nbgrader and we keep in another kind of database."""
    from nbgrader.api import Base  # takes seconds

    make_tables(f"sqlite:///{database}")
    source, target = sqlalchemy.create_engine(url), sqlalchemy.create_engine(f"sqlite:///{database}")
    try:
        with source.connect() as reading, target.begin() as writing:
            known = set(sqlalchemy.inspect(reading).get_table_names())
            VERSIONS.create(writing)
            for table in (*Base.metadata.sorted_tables, VERSIONS):
                rows = [dict(row) for row in reading.execute(table.select()).mappings()] if table.name in known else []
                if rows:
                    writing.execute(table.insert(), rows)
    finally:
        source.dispose()
        target.dispose()
