"""Compute a digest of everything that the class report depends on, so that it is written only if it would be another
one.
"""

import hashlib
from collections.abc import Iterable, Iterator

from autograder.course.config import Course
from autograder.gradebook.cache_key import code_fingerprint
from autograder.gradebook.last_run import LastRun
from autograder.grading.result import Result
from autograder.reports.class_list import ClassList


def report_stamp(course: Course, results: Iterable[Result], class_list: ClassList, last: LastRun) -> str:
    """The digest. What decided each score (`last`) stands for the results' tests and mistakes."""
    digest = hashlib.sha256()
    for fact in _facts(course, results, class_list, last):
        digest.update(repr(fact).encode())
    return digest.hexdigest()


def _facts(
    course: Course, results: Iterable[Result], class_list: ClassList, last: LastRun
) -> Iterator[tuple[object, ...]]:
    """Everything that the report depends on, one after the other: a class can be large."""
    for exercise in course.exercises:
        yield exercise.name, code_fingerprint(exercise, course)
    for one in results:
        yield one.student, one.exercise, one.status, one.tier, one.score, one.message
    for key in sorted(last.scores):
        yield key, last.scores[key]
    about: tuple[Iterable[object], ...] = (
        *(class_list.known(), sorted(class_list.names.items()), sorted(class_list.submitted)),
        *(sorted(class_list.marks.items()), sorted(class_list.late), sorted(class_list.time_problems.items())),
    )
    for place, facts in enumerate(about):
        yield from ((place, fact) for fact in facts)
    yield from enumerate(last.changes)
