"""Say what `return` wrote, what it left as it was, and what a person has to do."""

from collections.abc import Iterator

from autograder.errors import display_path
from autograder.reports.text import counted, some_of, student_id
from autograder.running.returning import Returned

MOST_LISTED = 20
IMPORT = {
    "canvas": "In Canvas: Grades, Import, and this file. The archive with pages: the assignment, Upload Submissions.",
    "moodle": "In Moodle: the assignment, Upload grading worksheet, and Upload multiple feedback files in a zip.",
    "blackboard": "In Blackboard: Grade Center, Work Offline, Upload.",
    "gradescope": "Each folder has the results.json of one student.",
    "csv": "The table has a column for each exercise; feedback/ has an archive of pages for each student.",
}
NO_SCORE = "No score, so nothing was written: {} ({})."
NO_ROW = "Not in the file, but with a score: {}. Is it the export of another section? Otherwise see roster.csv."
UNKNOWN = "Nobody in roster.csv fits these rows: they stay as they are. Add what is missing, and run this again:"
KEPT = "Left as it is, because the platform says so: {}."
NO_PAGE = (
    "No feedback page in the archive: {}. `make collect` did not get their files from Canvas, so the number of the "
    "upload is not known. Send these pages yourself: build/feedback/<student>/<exercise>/<exercise>.html"
)


def lines(platform: str, returned: Returned) -> Iterator[str]:
    """What to print."""
    for path in returned.files:
        yield f"wrote {display_path(path)}"
    counts = ", ".join(f"{exercise}: {counted(number, 'score')}" for exercise, number in returned.written.items())
    yield f"{counts or 'no scores'}. {IMPORT[platform]}"
    reasons: dict[str, list[str]] = {}
    for (student, exercise), reason in returned.missing.items():
        reasons.setdefault(reason, []).append(f"{student_id(student)} {exercise}")
    yield from (NO_SCORE.format(some_of(names, MOST_LISTED), reason) for reason, names in reasons.items())
    filled = returned.filled
    if filled is None:
        return
    if filled.kept:
        yield KEPT.format(some_of(filled.kept, MOST_LISTED))
    if filled.absent:
        yield NO_ROW.format(some_of([student_id(one) for one in filled.absent], MOST_LISTED))
    if filled.unknown:
        yield UNKNOWN
    for one in filled.unknown[:MOST_LISTED]:
        yield f"  {one.who}: {one.why}"
        if one.line:
            yield f"    {one.line}"
    if len(filled.unknown) > MOST_LISTED:
        yield f"  and {len(filled.unknown) - MOST_LISTED} more."
    if returned.without_page:
        names = [f"{student_id(student)} {exercise}" for student, exercise in returned.without_page]
        yield NO_PAGE.format(some_of(names, MOST_LISTED))
