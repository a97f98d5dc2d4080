"""Remember which version of a submission was graded last, in a table of our own in nbgrader's database.

nbgrader keeps the time of a submission, but not what was in it. The digest of its bytes tells whether a manual score
was given for this version or for an earlier one. It is in the gradebook, so that a copy of the gradebook is complete.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from autograder.gradebook.bulk import insert

NO_FILE = ""  # the version of a submission without a file that can be read
VERSIONS = Table(
    "autograder_version",
    MetaData(),
    Column("notebook_id", String(32), primary_key=True),  # the id of a row in `submitted_notebook`
    Column("digest", String(64), nullable=False),
)


def version_of(data: bytes) -> str:
    """The version of a submission: the digest of its file."""
    return hashlib.sha256(data).hexdigest()


def are_known(connection: Connection) -> bool:
    """Whether the gradebook has versions. An older one has none."""
    return inspect(connection).has_table(VERSIONS.name)


def known(connection: Connection, notebooks: Iterable[str]) -> dict[str, str]:
    """Id of a submitted notebook → the version of it that was recorded last."""
    if not are_known(connection):
        return {}
    query = select(VERSIONS).where(VERSIONS.c.notebook_id.in_(notebooks))
    return {row.notebook_id: row.digest for row in connection.execute(query)}


def record(connection: Connection, versions: Mapping[str, str], old: Collection[str] | None = None) -> set[str]:
    """Record the versions of submitted notebooks, by their ids. Returns the ids of those that had this version already.

    An id without a recorded version is not among them: nobody knows what was graded before. Only the `old` notebooks
    can have one, unless that is None.
    """
    VERSIONS.create(connection, checkfirst=True)
    before = {} if old is not None and not old else known(connection, versions if old is None else old)
    same = {one for one, version in versions.items() if before.get(one) == version}
    changed = before.keys() - same
    if changed:
        connection.execute(VERSIONS.delete().where(VERSIONS.c.notebook_id.in_(changed)))
    new = [{"notebook_id": one, "digest": version} for one, version in versions.items() if one not in same]
    insert(connection, VERSIONS, new)
    return same
