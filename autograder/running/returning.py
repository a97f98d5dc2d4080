"""Write what platforms import: the final scores of a class in their own files, and the feedback pages.

The scores are those of grades.csv: the gradebook's, with manual scores, extra credit and late penalties. What has no
score, or not yet, is left as it is on the platform.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import UsageError
from autograder.gradebook.recorded import Key
from autograder.gradebook.result_cache import ResultCache
from autograder.platforms import feedback_zip
from autograder.platforms.collected import Collected
from autograder.platforms.columns import OWN
from autograder.platforms.filling import EXPORTS, Filled, Gradable, fill
from autograder.platforms.matching import Matcher
from autograder.platforms.moodle import participant_of
from autograder.platforms.roster import read_roster
from autograder.platforms.sheet import Sheet
from autograder.reports.gradescope import results_json
from autograder.reports.marks import NO_MARKS
from autograder.reports.text import spreadsheet_text
from autograder.running.class_scores import ClassScores
from autograder.running.recorder import open_gradebook

OTHER_WORKSHEET = (
    "{} is the worksheet of another assignment than the one from which {} was collected: nobody has the same number of "
    "a participant. Download the worksheet of this assignment. Nothing was written."
)


@dataclass(frozen=True)
class Request:
    """What the person who returns has said: the platform's own file, the exercise, its column, and whether to scale."""

    source: Path | None = None
    exercise: str | None = None
    column: str | None = None
    scale: bool = False


@dataclass
class Returned:
    """What was written. `written` counts scores by exercise; `missing` says why a submission has none; `filled` is the
    platform's own file; `without_page` are those whose feedback page is not in the archive."""

    files: list[Path] = field(default_factory=list)
    written: dict[str, int] = field(default_factory=dict)
    missing: dict[Key, str] = field(default_factory=dict)
    filled: Filled | None = None
    without_page: list[Key] = field(default_factory=list)


def return_scores(paths: ClassPaths, course: Course, platform: str, request: Request) -> Returned:
    """Write the files for a platform. Raises UsageError if its own file is missing or does not fit."""
    if platform in EXPORTS and request.source is None:
        raise UsageError(f"The scores are filled into the platform's own file. {EXPORTS[platform]}")
    with paths.locked(), open_gradebook(paths, course) as gradebook:
        scores = ClassScores(paths, course, gradebook)
    if not scores.scores:
        raise UsageError("There is no score to return yet. Begin with: make grade")
    returned = WRITERS[platform](paths, course, scores, request)
    returned.missing = {key: reason for key, reason in scores.missing.items() if key[1] in returned.written}
    return returned


def _fill(platform: str) -> Callable[[ClassPaths, Course, ClassScores, Request], Returned]:
    """How to return to a platform that exports a file with grades."""

    def write(paths: ClassPaths, course: Course, scores: ClassScores, request: Request) -> Returned:
        assert request.source is not None
        most = {one.name: one.max_score for one in course.exercises}
        gradable = Gradable(scores.scores, most, {one.name: one.title for one in course.exercises})
        matcher = Matcher(read_roster(paths))
        sheet = Sheet.read(request.source)
        filled = fill(sheet, platform, gradable, matcher, request.exercise, request.column, request.scale)
        if platform == "moodle":
            _refuse_other_worksheet(paths, filled)
        path = paths.returned / platform / request.source.name
        write_atomic(path, sheet.to_bytes())
        counts = {one.exercise: sum(key[1] == one.exercise for key in filled.written) for one in filled.targets}
        returned = Returned([path], counts, filled=filled)
        if platform in NAMES_OF_PAGES:
            for target in filled.targets:
                _write_pages(paths, platform, target.exercise, filled, returned)
        return returned

    return write


def _refuse_other_worksheet(paths: ClassPaths, filled: Filled) -> None:
    """Raise UsageError if a worksheet of Moodle is that of another assignment: each has its own numbers of people."""
    placed = Collected.read(paths).placed
    for target in filled.targets:
        same = [
            participant_of(source) == row.cells.get(OWN)
            for student, row in filled.people.items()
            if (own := placed.get((student, target.exercise))) is not None and own.platform == "moodle"
            for source in own.sources[-1:]
        ]
        if same and not any(same):
            raise UsageError(OTHER_WORKSHEET.format(filled.sheet.name, target.exercise))


def _write_pages(paths: ClassPaths, platform: str, exercise: str, filled: Filled, returned: Returned) -> None:
    """Write the archive of an exercise's feedback pages."""
    pages = {}
    names = NAMES_OF_PAGES[platform](paths, filled, exercise)
    for student in filled.people:
        page = paths.feedback(student, exercise)
        if page.exists():
            if student in names:
                pages[names[student]] = page.read_bytes()
            else:
                returned.without_page.append((student, exercise))
    if pages:
        path = paths.returned / platform / f"{exercise}-feedback.zip"
        write_atomic(path, feedback_zip.zipped(pages))
        returned.files.append(path)


def _canvas_names(paths: ClassPaths, filled: Filled, exercise: str) -> dict[str, str]:
    """Student → name of the page for Canvas, which needs the number of the upload that was collected."""
    placed = {key[0]: one for key, one in Collected.read(paths).placed.items() if key[1] == exercise}
    sources = {student: one.sources[-1] for student, one in placed.items() if one.platform == "canvas" and one.sources}
    names = {student: feedback_zip.canvas_name(source, exercise) for student, source in sources.items()}
    return {student: name for student, name in names.items() if name is not None}


def _moodle_names(paths: ClassPaths, filled: Filled, exercise: str) -> dict[str, str]:
    """Student → name of the page for Moodle, by the worksheet."""
    return {student: feedback_zip.moodle_name(row, exercise) for student, row in filled.people.items()}


def _csv(paths: ClassPaths, course: Course, scores: ClassScores, request: Request) -> Returned:
    """A plain table, and for each student an archive with all feedback pages."""
    roster = {one.id: one for one in read_roster(paths).students}
    exercises = [one for one in course.names if request.exercise in (None, one)]
    students = sorted({*roster, *(student for student, exercise in (*scores.scores, *scores.missing))})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "name", "email", *exercises])
    for student in students:
        person = roster.get(student)
        who = [student, person.name if person else "", person.email if person else ""]
        own = [scores.scores.get((student, exercise)) for exercise in exercises]
        writer.writerow([*map(spreadsheet_text, who), *("" if one is None else f"{round(one, 6):g}" for one in own)])
    path = paths.returned / "csv" / "scores.csv"
    write_atomic(path, text.getvalue())
    returned = Returned([path], {one: len(scores.of(one)) for one in exercises})
    for student in students:
        pages = {f"{one}.html": paths.feedback(student, one) for one in exercises}
        found = {name: page.read_bytes() for name, page in pages.items() if page.exists()}
        if found:
            write_atomic(paths.returned / "csv" / "feedback" / f"{student}.zip", feedback_zip.zipped(found))
    returned.files += [paths.returned / "csv" / "feedback"] if (paths.returned / "csv" / "feedback").exists() else []
    return returned


def _gradescope(paths: ClassPaths, course: Course, scores: ClassScores, request: Request) -> Returned:
    """A results.json for each submission with a score."""
    cache, counts = ResultCache(paths.results, course), dict[str, int]()
    for (student, exercise), score in scores.of(request.exercise).items():
        result = cache.latest(student, exercise)
        if result is not None:
            recorded = scores.recorded[student, exercise]
            path = paths.returned / "gradescope" / exercise / student / "results.json"
            write_atomic(path, results_json(course.exercise(exercise), result, recorded.marks or NO_MARKS, score))
            counts[exercise] = counts.get(exercise, 0) + 1
    return Returned([paths.returned / "gradescope" / exercise for exercise in counts], counts)


NAMES_OF_PAGES: Mapping[str, Callable[[ClassPaths, Filled, str], dict[str, str]]] = {
    "canvas": _canvas_names,
    "moodle": _moodle_names,
}
WRITERS: Mapping[str, Callable[[ClassPaths, Course, ClassScores, Request], Returned]] = {
    "canvas": _fill("canvas"),
    "moodle": _fill("moodle"),
    "blackboard": _fill("blackboard"),
    "gradescope": _gradescope,
    "csv": _csv,
}
