"""Compute a digest of everything that the class report depends on, so that it is written only if it would be another
one.
"""

import hashlib
from collections.abc import Iterable

from autograder.course.config import Course
from autograder.gradebook.cache_key import code_fingerprint
from autograder.gradebook.last_run import LastRun
from autograder.grading.result import Result
from autograder.reports.class_list import ClassList


def report_stamp(course: Course, results: Iterable[Result], class_list: ClassList, last: LastRun) -> str:
    """The digest. What decided each score (`last`) stands for the results' tests and mistakes."""
    digest = hashlib.sha256()
    for exercise in course.exercises:
        digest.update(code_fingerprint(exercise, course).encode())
    for one in results:
        digest.update(repr((one.student, one.exercise, one.status, one.tier, one.score, one.message)).encode())
    for key, basis in sorted(last.scores.items()):
        digest.update(repr((key, basis)).encode())
    people = sorted(class_list.known()), sorted(class_list.names.items()), sorted(class_list.submitted)
    marks = sorted(class_list.marks.items()), sorted(class_list.late), sorted(class_list.time_problems.items())
    digest.update(repr((people, marks, last.changes)).encode())
    return digest.hexdigest()
