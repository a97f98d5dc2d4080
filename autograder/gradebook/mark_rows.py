"""Read what people decided about one submission from the rows of its grades and comments."""

from collections.abc import Iterable, Mapping
from typing import Any

from autograder.reports.marks import NO_MARKS, Marks, TaskMarks

ANSWER = "_answer"  # how the `grade_id` of a task's answer cell ends


def marks_from(
    grades: Mapping[str, Any], comments: Mapping[str, str | None], penalties: Iterable[float | None]
) -> Marks:
    """The marks of a submission.

    `grades` are the rows of its grades and `comments` what people wrote, both by the `grade_id` of the cell. A comment
    is on the cell with the answer of its task. `penalties` are the late penalties of its notebooks.
    """
    texts = {cell.removesuffix(ANSWER): text for cell, text in comments.items() if text}
    tasks = [
        TaskMarks(
            name,
            grade["auto_score"],
            grade["manual_score"],
            grade["extra_credit"],
            texts.pop(name, ""),
            earlier=grade["manual_score"] is not None and bool(grade["needs_manual_grade"]),
        )
        for name, grade in sorted(grades.items())
        if grade["manual_score"] is not None or grade["extra_credit"] or name in texts
    ]
    others = [TaskMarks(cell, comment=text) for cell, text in sorted(texts.items())]
    found = Marks((*tasks, *others), float(sum(one or 0 for one in penalties)))
    return found if found.tasks or found.penalty else NO_MARKS  # one object for most students
