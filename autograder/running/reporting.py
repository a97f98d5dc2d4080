"""Write the class report: the page of the class and its data, grades.csv and changes.csv."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import Unreadable
from autograder.gradebook.last_run import LastRun
from autograder.gradebook.recorded import Key, Recorded
from autograder.gradebook.result_cache import ResultCache
from autograder.grading.result import Result
from autograder.grading.result_summary import summary
from autograder.grading.ungraded import unreadable
from autograder.platforms.collected import late_without_time
from autograder.platforms.roster import names
from autograder.reports import class_report
from autograder.reports.class_list import ClassList
from autograder.running.class_run import key_of, read_found
from autograder.running.report_stamp import report_stamp
from autograder.running.similarity import similar_pairs
from autograder.running.times import time_problems
from autograder.submissions.class_folder import FoundSubmission, students_in


@dataclass(frozen=True)
class ClassState:
    """What is known of a class beside its results: what is `recorded` in the gradebook, the final `scores` there, all
    students, and what the `last` run was."""

    recorded: Mapping[Key, Recorded]
    scores: Mapping[Key, float | None]
    class_list: ClassList
    last: LastRun


def class_state(
    paths: ClassPaths,
    course: Course,
    everything: Sequence[FoundSubmission],
    students: Collection[str],
    recorded: Mapping[Key, Recorded],
    last: LastRun,
) -> ClassState:
    """What is known of a class after the `last` run, of which `everything` was submitted.

    The gradebook has these `students`, and what is `recorded` of submissions.
    """
    submitted = frozenset(map(key_of, everything))
    late = {key for key, one in recorded.items() if one.late} | late_without_time(paths).keys()
    class_list = ClassList(
        students=students,
        submitted=submitted,
        time_problems=time_problems(paths, everything),
        folders=students_in(paths.submitted, course.names),
        marks={key: one.marks for key, one in recorded.items() if one.marks},
        names=names(paths),
        late=frozenset(late & submitted),
    )
    return ClassState(recorded, final_scores(recorded, submitted, last), class_list, last)


def final_scores(
    recorded: Mapping[Key, Recorded], submitted: Collection[Key], last: LastRun
) -> dict[Key, float | None]:
    """The final score of each submission, as grades.csv has it; None if the gradebook has none.

    Those whose late penalty the `last` run could not compute are not among them.
    """
    failures = last.without_penalty
    # Who has an extension, but has handed in nothing, has a row without a score in the gradebook.
    return {
        key: one.final
        for key, one in recorded.items()
        if key not in failures and (key in submitted or one.final is not None)
    }


def write_report(
    paths: ClassPaths,
    course: Course,
    everything: Sequence[FoundSubmission],
    state: ClassState,
    results: Mapping[Key, Result] | None = None,
) -> list[Result]:
    """Write the class report, grades.csv and changes.csv. Returns the results that they list.

    With the `results` of a run, the page is written only if it would be another one. Results that are not among them
    are read from the result cache.
    """
    known, cache = results or {}, ResultCache(paths.results, course)
    every = (known.get(key_of(found)) or _cached(found, course, cache) for found in everything)
    listed = [one for one in every if one is not None]
    class_report.write_tables(paths, course, listed, state.scores, state.class_list, state.last.changes)
    stamp = report_stamp(course, listed, state.class_list, state.last)
    if results is None or not class_report.is_written(paths, stamp):
        similar = similar_pairs(paths, course, everything, {key: one.version for key, one in state.recorded.items()})
        class_report.write_report(
            paths, course, listed, state.scores, state.class_list, state.last.changes, similar, cache.latest, stamp
        )
    return listed


def _cached(found: FoundSubmission, course: Course, cache: ResultCache) -> Result | None:
    """The summary of the last result of a submission; None if it has not been graded yet."""
    try:
        read_found(found)
    except Unreadable as problem:
        return summary(unreadable(found.student, course.exercise(found.exercise), str(problem)))
    result = cache.latest(found.student, found.exercise)
    return None if result is None else summary(result)
