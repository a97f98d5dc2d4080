"""Say what `collect` did: what it counted, and what a person has to look at."""

from collections import Counter
from collections.abc import Iterator

from autograder.course.paths import ClassPaths
from autograder.errors import display_path
from autograder.platforms import placing
from autograder.platforms.collected import Key, attempts_folder, late_without_time, unmatched_folder
from autograder.platforms.collecting import Report
from autograder.platforms.placing import Outcome
from autograder.reports.text import counted, some_of, student_id

MOST_LISTED = 20
WITHOUT_ZONE = "The times of {} have no zone: they were read as {}. If its clock has another one: ZONE=Europe/Berlin"
LATE = "{}: {} says that it is late, but not since when, so there is no late penalty. Write the time into {}."
SEVERAL = "{}: {} files, of which the latest counts ({}). All are in {}/."
BY_HAND = "{}: {} was not put there by `make collect`, so it stays. The file from {} is in {}/. To use it: REPLACE=yes"
EARLIER = "{}: an earlier attempt than the one that counts. It is in {}/."
UNCLEAR = "It is not clear for which exercise these are: {}. Collect them alone, with EXERCISE=NAME. They are in {}/."
STRANGE = "{} would not have put these there, so they are left out: {}. If it is from another platform: PLATFORM=NAME"
UNMATCHED = "Nobody in roster.csv fits these people. Their files are in {}/. Add what is missing, and run this again:"
WORDS = {
    placing.NEW: "new",
    placing.REPLACED: "replaced by a later one",
    placing.UNCHANGED: "unchanged",
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


def remarks(paths: ClassPaths, report: Report, zone: str) -> list[str]:
    """What a person has to know or do. `zone` is the time zone in which times without one were read."""
    late = late_without_time(paths)
    found = [one for key, outcome in report.outcomes.items() for one in _about(paths, report, key, outcome, late)]
    return [*found, *_problems(paths, report, zone), *_unmatched(paths, report)]


def _about(paths: ClassPaths, report: Report, key: Key, outcome: Outcome, late: dict[Key, str]) -> Iterator[str]:
    """What there is to know about one submission."""
    who, kept = f"{student_id(key[0])} {key[1]}", display_path(attempts_folder(paths, *key))
    if outcome.what == placing.BY_HAND:
        place = f"{display_path(paths.submission(*key).parent)}/{', '.join(outcome.stays)}"
        yield BY_HAND.format(who, place, report.platform, kept)
    elif outcome.what == placing.EARLIER:
        yield EARLIER.format(who, kept)
    elif outcome.received > len(outcome.chosen):
        names = ", ".join(one.one.file for one in outcome.chosen)
        yield SEVERAL.format(who, outcome.received, names, kept)
    if key in late:
        stamp = display_path(paths.submission(*key).with_name(placing.TIMESTAMP))
        yield LATE.format(who, late[key], stamp)


def _problems(paths: ClassPaths, report: Report, zone: str) -> Iterator[str]:
    yield from (f"Not read: {text}." for text in report.unread)
    if report.strange:
        yield STRANGE.format(report.platform, some_of(report.strange, MOST_LISTED))
    if report.unclear:
        place = display_path(unmatched_folder(paths, report.platform))
        yield UNCLEAR.format(some_of(report.unclear, MOST_LISTED), place)
    if report.without_zone:
        yield WITHOUT_ZONE.format(report.platform, zone)


def _unmatched(paths: ClassPaths, report: Report) -> Iterator[str]:
    """Whom the roster does not know, with the line that would change it."""
    if report.unmatched:
        yield UNMATCHED.format(display_path(unmatched_folder(paths, report.platform)))
    for one, sources in report.unmatched.values():
        yield f"  {one.who} ({counted(len(sources), 'file')}): {one.why}"
        if one.line:
            yield f"    {one.line}"
