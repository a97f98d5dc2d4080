"""Read all that nbgrader's database says of submissions, with names in place of ids, so that gradebooks compare."""

import contextlib
import sqlite3

SUBMITTED = """
    FROM submitted_assignment w JOIN assignment a ON a.id = w.assignment_id
    JOIN submitted_notebook s ON s.assignment_id = w.id JOIN notebook n ON n.id = s.notebook_id
"""
CELLS = SUBMITTED + "JOIN {0} x ON x.notebook_id = s.id JOIN base_cell b ON b.id = x.cell_id"
QUERIES = {
    "student": "SELECT * FROM student",
    "assignment": "SELECT name, duedate, course_id FROM assignment",
    "submitted_assignment": "SELECT w.student_id AS student, a.name, w.timestamp, w.extension" + SUBMITTED,
    "submitted_notebook": "SELECT w.student_id AS student, n.name, s.flagged, s.late_submission_penalty AS penalty"
    + SUBMITTED,
    "grade": "SELECT w.student_id AS student, b.name AS cell, x.auto_score, x.manual_score, x.extra_credit, "
    "x.needs_manual_grade" + CELLS.format("grade"),
    "comment": "SELECT w.student_id AS student, b.name AS cell, x.auto_comment, x.manual_comment"
    + CELLS.format("comment"),
}


def rows_of(path):
    """Table → its rows, as dicts, in an order that does not depend on ids."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        rows = {table: [dict(row) for row in database.execute(query)] for table, query in QUERIES.items()}
    return {table: sorted(found, key=lambda row: repr(list(row.values()))) for table, found in rows.items()}
