"""Say what `collect` did: what it counted, and what a person has to look at."""

from collections import Counter
from collections.abc import Iterable, Iterator

from autograder.course.paths import ClassPaths
from autograder.errors import display_path
from autograder.platforms import placing
from autograder.platforms.collected import attempts_folder, late_without_time, students_folder, unmatched_folder
from autograder.platforms.collecting import Report
from autograder.platforms.matching import ANONYMOUS, NO_ROSTER
from autograder.platforms.placing import Outcome
from autograder.reports.text import counted, some_of, student_id

MOST_LISTED = 20
MOST_STRANGE = 5
FEWEST_STRANGERS = 5  # of whom not one is in the roster: then it is from another course
WITHOUT_ZONE = "The times of {} have no zone: they were read as {}."
NAME_ZONE = " If its clock has another one, run this again with its name, such as ZONE=Europe/Berlin"
LATE = (
    "{}: {} says that these are late, but not since when, so there is no late penalty: {}. For a penalty, write the "
    "time of each one into submitted/<student>/{}/timestamp.txt."
)
SEVERAL = "{}: several files of a student, of which the latest counts: {}. All are in {}/<student>/{}/."
BY_HAND = "{}: {} was not put there by `make collect`, so it stays. The file from {} is in {}/. To use it: REPLACE=yes"
EARLIER = "{}: an earlier attempt than the one that counts: {}. It is in {}/<student>/{}/."
UNCLEAR = "It is not clear for which exercise these are: {}. Collect them alone, with EXERCISE=NAME. They are in {}/."
STRANGE = "{} would not have put these there, so they are left out: {}. If it is from another platform: PLATFORM=NAME"
UNMATCHED = "Nobody in roster.csv fits these people. Their files are in {}/. Add what is missing, and run this again:"
NOBODY = (
    "None of the {} people in it is in roster.csv. Is it from another course? Their files are in {}/, and nothing else "
    "was done. If they are your students, add them to roster.csv (make roster FROM=FILE), and run this again."
)
NEEDS_ROSTER = (
    "There is no roster.csv yet, so nobody knows who these {} people are. Their files are in {}/. First: make roster "
    "FROM=FILE, with {}. Then run this again."
)
LISTS = {
    "canvas": "the file of Grades, Export",
    "moodle": "the grading worksheet of the assignment",
}
ANY_LIST = "any CSV file that has their ids and names"
WORDS = {
    placing.NEW: "new",
    placing.REPLACED: "replaced by a later one",
    placing.UNCHANGED: "unchanged",
    placing.OTHER_TIME: "unchanged, but with another time",
    placing.EARLIER: "earlier than what is there",
    placing.BY_HAND: "left, because of files of yours",
}


def summary(report: Report) -> str:
    """How many submissions of each exercise were collected."""
    counts = Counter((exercise, outcome.what) for (_, exercise), outcome in report.outcomes.items())
    parts = []
    for exercise in dict.fromkeys(exercise for exercise, _ in counts):
        numbers = (f"{counts[exercise, what]} {word}" for what, word in WORDS.items() if counts[exercise, what])
        parts.append(f"{exercise}: {', '.join(numbers)}")
    return f"Collected from {report.platform}: {'; '.join(parts) or 'nothing'}."


def remarks(paths: ClassPaths, report: Report, zone: str, is_named: bool = False) -> list[str]:
    """What a person has to know or do. `zone` is the time zone in which times without one were read; `is_named` says
    that a person has named it."""
    return [
        *_left(paths, report),
        *_grouped(paths, report),
        *_problems(paths, report, zone, is_named),
        *_unmatched(paths, report),
    ]


def _left(paths: ClassPaths, report: Report) -> Iterator[str]:
    """The files of a person that stay."""
    for key, outcome in report.outcomes.items():
        if outcome.what == placing.BY_HAND:
            place = f"{display_path(paths.submission(*key).parent)}/{', '.join(outcome.stays)}"
            kept = display_path(attempts_folder(paths, *key))
            yield BY_HAND.format(f"{student_id(key[0])} {key[1]}", place, report.platform, kept)


def _grouped(paths: ClassPaths, report: Report) -> Iterator[str]:
    """What there is to know about attempts and times, in one line for all students of an exercise."""
    late = late_without_time(paths)
    kept = display_path(students_folder(paths))
    for exercise in dict.fromkeys(exercise for _, exercise in report.outcomes):
        own = {student: one for (student, name), one in report.outcomes.items() if name == exercise}
        earlier = [student for student, one in own.items() if one.what == placing.EARLIER]
        several = [student for student, one in own.items() if _chose(one)]
        if earlier:
            yield EARLIER.format(exercise, _names(earlier), kept, exercise)
        if several:
            yield SEVERAL.format(exercise, _names(several), kept, exercise)
        without: dict[str, list[str]] = {}
        for student in own:
            if (student, exercise) in late:
                without.setdefault(late[student, exercise], []).append(student)
        for platform, students in without.items():
            yield LATE.format(exercise, platform, _names(students), exercise)


def _chose(outcome: Outcome) -> bool:
    """Whether some of a student's files count, and others do not."""
    return outcome.what not in (placing.BY_HAND, placing.EARLIER) and outcome.received > len(outcome.chosen)


def _names(students: Iterable[str]) -> str:
    return some_of([student_id(one) for one in students], MOST_LISTED)


def _problems(paths: ClassPaths, report: Report, zone: str, is_named: bool) -> Iterator[str]:
    yield from (f"Not read: {text}." for text in report.unread)
    if report.strange:
        yield STRANGE.format(report.platform, some_of(report.strange, MOST_STRANGE))
    if report.unclear:
        place = display_path(unmatched_folder(paths, report.platform))
        yield UNCLEAR.format(some_of(report.unclear, MOST_LISTED), place)
    if report.without_zone:
        yield WITHOUT_ZONE.format(report.platform, zone) + ("" if is_named else NAME_ZONE)


def _unmatched(paths: ClassPaths, report: Report) -> Iterator[str]:
    """Whom the roster does not know, with the line that would change it."""
    if not report.unmatched:
        return
    number, place = len(report.unmatched), display_path(unmatched_folder(paths, report.platform))
    reasons = {one.why for one, _ in report.unmatched.values()}
    if reasons == {NO_ROSTER}:
        yield NEEDS_ROSTER.format(number, place, LISTS.get(report.platform, ANY_LIST))
        return
    if reasons == {ANONYMOUS}:
        yield f"{ANONYMOUS[0].upper()}{ANONYMOUS[1:]}. The files of {number} people are in {place}/."
        return
    if number >= FEWEST_STRANGERS and not report.outcomes:
        yield NOBODY.format(number, place)
        return
    yield UNMATCHED.format(place)
    for one, sources in list(report.unmatched.values())[:MOST_LISTED]:
        yield f"  {one.who} ({counted(len(sources), 'file')}): {one.why}"
        if one.line:
            yield f"    {one.line}"
    if number > MOST_LISTED:
        yield f"  and {number - MOST_LISTED} more."
