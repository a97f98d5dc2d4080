"""Collect a download: find out whose files these are, keep all of them, and put what counts into submitted/."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import Unreadable, UsageError
from autograder.platforms.choosing import Received
from autograder.platforms.collected import Collected, Key, unmatched_folder
from autograder.platforms.container import Container, clean_name, opened
from autograder.platforms.entry import HandedIn, Who
from autograder.platforms.matching import Matcher, Unmatched
from autograder.platforms.moodle_times import times_in
from autograder.platforms.placing import Outcome, place
from autograder.platforms.recognise import PLATFORMS, exercises_of, left_out, platform_of
from autograder.platforms.roster import read_roster
from autograder.platforms.sheet import Sheet
from autograder.submissions.filenames import printable_name

NO_WORKSHEET = "TIMES= names Moodle's grading worksheet, but these files are from {}: leave it out."
OTHER_WORKSHEET = (
    "{} has nobody of those who handed in these files: it is the worksheet of another assignment, in which people have "
    "other numbers. Download the worksheet of this one. Nothing was collected."
)


@dataclass(frozen=True)
class Wanted:
    """What the person who collects has said: the platform, the exercise and the time zone of its clock, if not None.

    With `replace`, files that a person has put into submitted/ are replaced. `times` is Moodle's worksheet, which says
    when the files were handed in.
    """

    platform: str | None = None
    exercise: str | None = None
    zone: datetime.tzinfo = datetime.UTC
    replace: bool = False
    times: Path | None = None


@dataclass
class Report:
    """What was collected: the outcome of each submission, and what a person has to look at.

    `unmatched` has people whom the roster does not know, with the names of their files; `unclear` files whose exercise
    is not known; `unread` what could not be read, with the reason; `strange` files that the platform would not have put
    there. `without_zone` says that times had no zone.
    """

    platform: str
    outcomes: dict[Key, Outcome] = field(default_factory=dict)
    unmatched: dict[Who, tuple[Unmatched, list[str]]] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    without_zone: bool = False


def collect(paths: ClassPaths, titles: Mapping[str, str], source: Path, wanted: Wanted) -> Report:
    """Collect a download. `titles` are those of all exercises, by their names.

    Raises UsageError if nothing can be collected, and CourseError if a file of the class cannot be used.
    """
    with opened(source) as container:
        return collect_from(container, paths, titles, wanted)


def collect_from(container: Container, paths: ClassPaths, titles: Mapping[str, str], wanted: Wanted) -> Report:
    """The same for a download that is opened already."""
    roster, collected = read_roster(paths), Collected.read(paths)
    platform = wanted.platform or platform_of(container)
    found = _with_times(PLATFORMS[platform].entries(container, list(titles)), platform, wanted)
    exercises = exercises_of(found, platform, container, titles, wanted.exercise)
    report = Report(platform, unread=list(container.refused), strange=left_out(container, found))
    groups = _grouped(paths, container, found, exercises, Matcher(roster), report, wanted)
    for key, own in sorted(groups.items()):
        received = [one for one in (_received(container, item, report, wanted) for item in own) if one is not None]
        if received:
            report.outcomes[key] = place(paths, collected, key, received, list(titles), wanted.replace)
            _forget_unmatched(paths, received)
    if report.outcomes:
        collected.write(paths)
    return report


def _with_times(found: list[HandedIn], platform: str, wanted: Wanted) -> list[HandedIn]:
    """The files with the times in Moodle's worksheet, if it was named."""
    if wanted.times is None:
        return found
    if platform != "moodle":
        raise UsageError(NO_WORKSHEET.format(platform))
    sheet = Sheet.read(wanted.times)
    times = times_in(sheet)
    if found and times and not any(one.who.id in times for one in found):
        raise UsageError(OTHER_WORKSHEET.format(sheet.name))
    return [replace(one, time=times.get(one.who.id, one.time)) for one in found]


def _grouped(
    paths: ClassPaths,
    container: Container,
    found: Sequence[HandedIn],
    exercises: Sequence[str | None],
    matcher: Matcher,
    report: Report,
    wanted: Wanted,
) -> dict[Key, list[HandedIn]]:
    """The files of each student and exercise. Those of others are kept, and reported."""
    groups: dict[Key, list[HandedIn]] = {}
    for one, exercise in zip(found, exercises, strict=True):
        student = matcher.student_of(one.who)
        if isinstance(student, Unmatched):
            report.unmatched.setdefault(one.who, (student, []))[1].append(one.source)
        elif exercise is None:
            report.unclear.append(one.source)
        if isinstance(student, str) and exercise is not None:
            groups.setdefault((student, exercise), []).append(one)
            continue
        received = _received(container, one, report, wanted)
        if received is not None:
            write_atomic(_unmatched_path(paths, received), received.data)
    return groups


def _received(container: Container, one: HandedIn, report: Report, wanted: Wanted) -> Received | None:
    """The file with its bytes; None if it cannot be read, which is reported."""
    try:
        data = container.read(one.source)
        timestamp = container.read(one.timestamp) if one.timestamp else b""
    except Unreadable as problem:
        report.unread.append(f"{one.who}: {printable_name(one.source)}: {problem}")
        return None
    if one.time is not None and one.time.tzinfo is None:
        report.without_zone = True
        one = replace(one, time=one.time.replace(tzinfo=wanted.zone))
    return Received(one, data, timestamp)


def _unmatched_path(paths: ClassPaths, received: Received) -> Path:
    name = hashlib.sha256(received.one.source.encode("utf-8", "replace") + received.data).hexdigest()[:8]
    return unmatched_folder(paths, received.one.who.platform) / f"{name}-{clean_name(received.one.source)}"


def _forget_unmatched(paths: ClassPaths, received: Sequence[Received]) -> None:
    """What is somebody's now does not stay among what is nobody's."""
    for one in received:
        _unmatched_path(paths, one).unlink(missing_ok=True)
