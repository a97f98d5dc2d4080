"""Post the scores of a class to an LMS by LTI 1.3, and say what it accepted."""

from collections.abc import Iterator

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError, display_path
from autograder.platforms.lti import Column, Platform, Posted, Posting, post_all
from autograder.platforms.lti_settings import FILE, private_key, read_settings
from autograder.platforms.matching import Matcher
from autograder.platforms.roster import read_roster
from autograder.reports.text import counted, number, some_of, student_id
from autograder.running.class_scores import BY_PERSON, UNREAD, ClassScores
from autograder.running.recorder import open_gradebook

MOST_LISTED = 20
PENDING = (BY_PERSON, UNREAD)  # what a person has to grade
NO_ID = "The platform's id of these students is not known, so nothing was sent: {}. {}"
WITH_LIST = "Add it to roster.csv, in the column lti_id, or their e-mail address."
WITHOUT_LIST = (
    "Write `members` into {}, the address of the list of people, or the ids into the column lti_id of roster.csv."
)


def post_scores(paths: ClassPaths, course: Course, exercise: str | None, dry_run: bool) -> Iterator[str]:
    """Post the scores of an exercise, or of all. Yields what to print. A dry run only says what would be sent.

    Raises UsageError and CourseError if nothing can be sent.
    """
    settings = read_settings(paths, tuple(course.names))
    key = private_key(paths, settings)
    postings = _postings(paths, course, exercise)
    if dry_run:
        yield from map(_shown, postings)
        yield f"{_counts(postings)}. Nothing was sent."
        return
    columns = {one.name: Column(one.title, one.max_score) for one in course.exercises}
    posted = post_all(Platform(settings, key), Matcher(read_roster(paths)), postings, columns)
    yield f"The platform accepted: {_counts(posted.accepted)}."
    yield from _problems(
        posted, WITH_LIST if settings.members else WITHOUT_LIST.format(display_path(paths.root / FILE))
    )


def _postings(paths: ClassPaths, course: Course, exercise: str | None) -> list[Posting]:
    with paths.locked(), open_gradebook(paths, course) as gradebook:
        scores = ClassScores(paths, course, gradebook)
    postings = [Posting(*key, score) for key, score in scores.of(exercise).items()]
    postings += [
        Posting(*key, None) for key, why in scores.missing.items() if why in PENDING and exercise in (None, key[1])
    ]
    if not postings:
        raise UsageError("There is no score to return yet. Begin with: make grade")
    return sorted(postings, key=lambda one: (course.names.index(one.exercise), one.student))


def _counts(postings: list[Posting]) -> str:
    graded = sum(one.score is not None for one in postings)
    pending = len(postings) - graded
    more = f", and {pending} to be graded by a person" if pending else ""
    return f"{counted(graded, 'score')}{more}"


def _shown(posting: Posting) -> str:
    what = "to be graded by a person" if posting.score is None else number(posting.score)
    return f"{student_id(posting.student)} {posting.exercise}: {what}"


def _problems(posted: Posted, advice: str) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for posting, why in posted.refused.items():
        reasons.setdefault(why, []).append(f"{student_id(posting.student)} {posting.exercise}")
    yield from (f"Not accepted: {some_of(names, MOST_LISTED)}: {why}" for why, names in reasons.items())
    if posted.unknown:
        names = [student_id(one) for one in dict.fromkeys(posted.unknown)]
        yield NO_ID.format(some_of(names, MOST_LISTED), advice)
        for person in posted.people[:MOST_LISTED]:
            yield f"  {person.who}: {person.why}"
            if person.line:
                yield f"    {person.line}"
