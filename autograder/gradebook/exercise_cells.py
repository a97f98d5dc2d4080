"""Write an exercise into nbgrader's database, as `nbgrader generate_assignment` does.

nbgrader's converter takes half a second for each exercise, and seconds for its import. What it writes are the marked
cells of the notebook that it releases: they are in `assignments/` already, with their checksums.
"""

import datetime
import json
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, column, select, table

from autograder.authoring.notebook_json import JsonCell, Notebook

COURSE = table("course", column("id"))
GRADED, ANSWERED = "GradeCell", "SolutionCell"  # nbgrader's names for kinds of cells

Tables = Mapping[str, Table]


def write_course(connection: Connection, course: str) -> None:
    """Have the database know the course, if it has an id."""
    if course and connection.scalar(select(COURSE.c.id).where(COURSE.c.id == course)) is None:
        connection.execute(COURSE.insert(), {"id": course})


def write_due_date(
    connection: Connection, tables: Tables, course: str, exercise: str, due: datetime.datetime | None
) -> str:
    """Write when an exercise is due, in UTC. Returns the id of its row, which is made if there is none."""
    assignment = tables["assignment"]
    known: str | None = connection.scalar(select(assignment.c.id).where(assignment.c.name == exercise))
    if known is not None:
        connection.execute(assignment.update().where(assignment.c.id == known).values(duedate=due))
        return known
    new = _new_id()
    connection.execute(assignment.insert(), {"id": new, "name": exercise, "duedate": due, "course_id": course})
    return new


def write_notebook(connection: Connection, tables: Tables, assignment_id: str, name: str, released: Notebook) -> None:
    """Write a released notebook and its marked cells, of which the database knows nothing yet."""
    own = _new_id()
    kernel = json.dumps(released["metadata"].get("kernelspec", {}))
    row = {"id": own, "name": name, "assignment_id": assignment_id, "kernelspec": kernel}
    cells = [cell for cell in released["cells"] if "nbgrader" in cell["metadata"]]
    graded = [(_new_id(), cell) for cell in cells if _flags(cell).get("grade")]
    answers = [(_new_id(), cell) for cell in cells if _flags(cell).get("solution")]
    rows = {
        "notebook": [row],
        "base_cell": [_named(*one, own, GRADED) for one in graded] + [_named(*one, own, ANSWERED) for one in answers],
        "grade_cells": [
            {"id": key, "max_score": float(_flags(cell)["points"]), "cell_type": cell["cell_type"]}
            for key, cell in graded
        ],
        "solution_cells": [{"id": key} for key, _ in answers],
        "source_cell": [_source(cell, own) for cell in cells if _is_kept(cell)],
    }
    for table_name, some in rows.items():
        if some:
            connection.execute(tables[table_name].insert(), some)


def _named(key: str, cell: JsonCell, notebook_id: str, kind: str) -> dict[str, Any]:
    return {"id": key, "name": _flags(cell)["grade_id"], "notebook_id": notebook_id, "type": kind}


def _source(cell: JsonCell, notebook_id: str) -> dict[str, Any]:
    return {
        "id": _new_id(),
        "name": _flags(cell)["grade_id"],
        "cell_type": cell["cell_type"],
        "locked": _is_locked(cell),
        "source": cell["source"],
        "checksum": _flags(cell).get("checksum"),
        "notebook_id": notebook_id,
    }


def _is_kept(cell: JsonCell) -> bool:
    flags = _flags(cell)
    return bool(flags.get("grade") or flags.get("solution") or flags.get("locked"))


def _is_locked(cell: JsonCell) -> bool:
    """Whether nbgrader puts the cell's text back before it grades."""
    flags = _flags(cell)
    return not flags.get("solution") and bool(flags.get("grade") or flags.get("locked"))


def _flags(cell: JsonCell) -> dict[str, Any]:
    flags: dict[str, Any] = cell["metadata"]["nbgrader"]
    return flags


def _new_id() -> str:
    return uuid.uuid4().hex
