"""Grade the submission in a Gradescope container: `python -m autograder.running.gradescope.grade /autograder`.

It always writes results/results.json. A student's mistake (no notebook, a damaged file) is explained to the student. If
the grader fails, the student is asked to tell the instructor, and the reason is printed: instructors alone see that.

The hidden numbers depend on the student's e-mail address, so that grading again gives the same score.
"""

import json
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from autograder.course.config import Course, Exercise
from autograder.course.loading import load_course
from autograder.course.paths import write_atomic
from autograder.errors import Unreadable
from autograder.grading.grade import grade
from autograder.grading.result import Result
from autograder.grading.ungraded import unreadable
from autograder.reports.gradescope import results_json, score_of_nothing
from autograder.reports.text import printable
from autograder.sandbox.limits import UNSAFE
from autograder.submissions.files import find_notebook, read_regular_file
from autograder.submissions.submission import Submission

SETTINGS = "gradescope.json"  # in the archive: what the instructor chose
RESULTS = Path("results", "results.json")
NOBODY = "student"  # if Gradescope does not say whose submission it is
NO_SCORE = (
    "No score yet, because no notebook could be read: {}.\nFix that, and submit again. Gradescope shows a 0 until then."
)
FAILED = (
    "The autograder could not grade this submission. That is not your fault, and the 0 is not your score: please tell "
    "your instructor."
)
ADVICE = "What instructors can do is in docs/instructors.md of the course, Gradescope."
UNCONFINED = "WARNING: student code was NOT confined. It could read the hidden tests, and change this result."


class Settings(msgspec.Struct, frozen=True):
    """What the instructor chose: the exercise, when students see results, and whether code may run unconfined."""

    exercise: str
    visibility: str
    unsafe: bool = False


def main(root: Path) -> None:
    """Grade the submission below `root`, which is /autograder on Gradescope."""
    settings = msgspec.json.decode((root / "source" / SETTINGS).read_bytes(), type=Settings)
    course = load_course(root / "source" / "course")
    course = course.unsafe() if settings.unsafe else course
    exercise = course.exercise(settings.exercise)
    metadata = _metadata(root / "submission_metadata.json")
    result = _result(root / "submission", exercise, course, _student(metadata))
    print(printable(_for_instructors(result)))
    extra = {"tier": result.tier, "submission": metadata.get("id"), "created_at": metadata.get("created_at")}
    if result.status == "graded":
        text = results_json(exercise, result, final=result.score, visibility=settings.visibility, extra=extra)
    else:
        message = NO_SCORE.format(result.message.rstrip(".")) if result.status == "unreadable" else FAILED
        text = score_of_nothing(exercise, result.status, message, extra)
    write_atomic(root / RESULTS, text)


def failed_text(exercise: Exercise) -> str:
    """The results.json that is taken if this program writes none."""
    return score_of_nothing(exercise, "error", FAILED)


def _result(folder: Path, exercise: Exercise, course: Course, student: str) -> Result:
    try:
        found = find_notebook(folder, exercise.name, course.names)
        data = read_regular_file(found.path)
    except Unreadable as problem:
        return unreadable(student, exercise, str(problem))
    return grade(Submission(student, exercise.name, data, found.remark, found.others), course)


def _metadata(path: Path) -> Mapping[str, Any]:
    """What Gradescope says about the submission. It decides no score, so nothing is said about it if it is missing."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _student(metadata: Mapping[str, Any]) -> str:
    """One of those who submitted, always the same one."""
    users = metadata.get("users")
    found = (user.get("email") for user in users if isinstance(user, dict)) if isinstance(users, list) else ()
    return min((str(email) for email in found if email), default=NOBODY)


def _for_instructors(result: Result) -> str:
    if result.status != "graded":
        advice = f"\n{ADVICE}" if result.status == "error" else ""
        return f"{result.student}: {result.status}: {result.message}{advice}"
    how = UNCONFINED if result.tier == UNSAFE else f"Student code ran in the sandbox of tier {result.tier}."
    return f"{result.student}: {result.score:g} of {result.max_score:g} points. {how}"


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except Exception:  # run_autograder then takes failed.json
        traceback.print_exc(file=sys.stdout)
        sys.exit(1)
