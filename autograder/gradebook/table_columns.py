"""The columns of a database's tables, read from the database itself.

SQLAlchemy asks SQLite some hundred questions for this, and a run opens its gradebook several times. SQLite keeps each
table as the statement that made it: from the same statements, the answer is the same.
"""

import functools
from collections.abc import Collection, Mapping

import sqlalchemy
from sqlalchemy import Engine, MetaData, Table
from sqlalchemy.exc import SQLAlchemyError

STATEMENTS = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"


def tables_in(engine: Engine, names: Collection[str]) -> Mapping[str, Table]:
    """Those of the named tables that the database has, and the tables that they refer to, by their names.

    Raises the database's errors.
    """
    if engine.dialect.name != "sqlite":
        return _reflected(engine, frozenset(names))
    with engine.connect() as connection:
        statements = tuple(connection.exec_driver_sql(STATEMENTS).scalars())
    try:
        return _made_by(statements, frozenset(names))
    except SQLAlchemyError:  # other tables, of full-text search for example, which cannot be made like this
        return _reflected(engine, frozenset(names))


@functools.lru_cache(maxsize=8)
def _made_by(statements: tuple[str, ...], names: frozenset[str]) -> Mapping[str, Table]:
    """The tables that these statements make in SQLite."""
    engine = sqlalchemy.create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        return _reflected(engine, names)
    finally:
        engine.dispose()


def _reflected(engine: Engine, names: frozenset[str]) -> Mapping[str, Table]:
    metadata = MetaData()
    existing = names.intersection(sqlalchemy.inspect(engine).get_table_names())
    metadata.reflect(engine, only=sorted(existing))
    return dict(metadata.tables)
