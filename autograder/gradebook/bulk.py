"""Read and write many rows of a database at once: a few statements serve hundreds of submissions."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.exc import DBAPIError

DatabaseRow = dict[str, Any]  # column → value


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, which all have the same columns.

    PostgreSQL's COPY is faster than INSERT. Of its drivers, psycopg 3 has it as a method of its cursor.
    """
    if rows and connection.dialect.driver == "psycopg":
        _copy(connection, table, rows)
    elif rows:
        connection.execute(table.insert(), rows)


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows with COPY. Raises SQLAlchemy's errors, as `Connection.execute` does."""
    names, quote = list(rows[0]), connection.dialect.identifier_preparer.quote
    statement = f"COPY {quote(table.name)} ({', '.join(map(quote, names))}) FROM STDIN"
    cursor: Any = connection.connection.cursor()
    try:
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error


def _new_ids(count: int) -> Iterator[str]:
    """New ids, as nbgrader's are: 32 hexadecimal digits. (`uuid4` takes longer than all else that makes a row.)

    They begin with the time, as those of version 7 in RFC 9562: so an index grows at its end, and not everywhere.
    """
    time_digits, digits = f"{time.time_ns() // 10**6:012x}", os.urandom(10 * count).hex()
    return (time_digits + digits[start : start + 20] for start in range(0, len(digits), 20))


class BulkRows:
    """Rows of some tables, within one transaction. `tables` are those of the database, by name.

    What is missing is inserted by `insert_new`, and what was changed is written by `update`.
    """

    def __init__(self, connection: Connection, tables: Mapping[str, Table]):
        self.connection, self.tables = connection, tables
        self._new: dict[str, list[DatabaseRow]] = {}  # by table
        self._before: dict[str, DatabaseRow] = {}  # those in the database, by id, as they were

    def old(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that are in the database already."""
        return self._before.keys() & set(ids)

    def ensure(
        self,
        name: str,
        keys: tuple[str, str] | tuple[str],
        wanted: Sequence[DatabaseRow],
        first: set[str] | None = None,
    ) -> list[DatabaseRow]:
        """The rows of a table that have the keys of the wanted ones. Missing rows are inserted at the end.

        Rows can only be in the database if the first of the keys is one of `first`, unless that is None.
        """
        table = self.tables[name]
        first = {row[keys[0]] for row in wanted} if first is None else first
        existing: list[DatabaseRow] = []
        if first:
            others = (table.c[key].in_({row[key] for row in wanted}) for key in keys[1:])
            query = select(table).where(table.c[keys[0]].in_(first), *others)
            existing = [dict(row) for row in self.connection.execute(query).mappings()]
            self._before |= {row["id"]: dict(row) for row in existing}
        known = {tuple(row[key] for key in keys) for row in existing}
        empty = dict.fromkeys(table.c.keys())
        missing = [row for row in wanted if tuple(row[key] for key in keys) not in known]
        new = [{**empty, "id": own_id, **row} for row, own_id in zip(missing, _new_ids(len(missing)), strict=True)]
        self._new.setdefault(name, []).extend(new)
        return [*existing, *new]

    def insert_new(self) -> None:
        """Insert the new rows, each after those that it refers to."""
        for name, rows in self._new.items():
            insert(self.connection, self.tables[name], rows)
        self._new = {}

    def update(self, name: str, rows: Iterable[DatabaseRow], *columns: str) -> None:
        """Write these columns of the rows that were in the database, if they have changed."""
        table = self.tables[name]
        statement = table.update().where(table.c.id == bindparam("own_id"))
        statement = statement.values({column: bindparam(f"new_{column}") for column in columns})
        values = [
            {"own_id": row["id"]} | {f"new_{column}": row[column] for column in columns}
            for row in rows
            if row["id"] in self._before and any(row[one] != self._before[row["id"]][one] for one in columns)
        ]
        if values:
            self.connection.execute(statement, values)
