"""Sum up a run over a class: what was graded, and what the instructor must know about submissions."""

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import display_path
from autograder.gradebook.recorded import Key, Recorded
from autograder.gradebook.timestamps import TIME, explained
from autograder.grading.result import Result, file_remarks
from autograder.reports.class_list import ClassList
from autograder.reports.marks import EARLIER_VERSION, Marks
from autograder.reports.run_summary import RunSummary
from autograder.reports.statistics import doubtful_tests
from autograder.reports.text import counted, number, one_line, some_of, student_id
from autograder.reports.written import waiting_remarks, written_counts
from autograder.running.class_run import ClassRun, key_of
from autograder.running.reporting import ClassState
from autograder.running.scheduler import Backend
from autograder.submissions.class_folder import FoundSubmission
from autograder.submissions.filenames import printable_name

MOST_EARLIER = 10  # manual scores for earlier versions that the terminal lists
MOST_STUDENTS = 20  # with the same problem
MOST_WITHDRAWN = 5  # submissions that are not there any more
EARLIER = (
    f"{{student}} {{exercise}}: the manual score of {{task}} ({{score}}) {EARLIER_VERSION}. Look at it in the "
    "formgrader, and press Resolve, or give another one: "
    "autograder override {quoted} {exercise} {task} POINTS --why TEXT"
)
WITHDRAWN = (
    "Not in submitted/, but in the gradebook: {}. These scores still count. If a student's folder was renamed, "
    "`autograder rename-student OLD NEW` gives the marks to the new id."
)
NOT_IN_USE = (
    "{exercise} is not in `order` of course.toml: {scores} of it stay in the gradebook, but are not in grades.csv."
)
ARE_EARLIER = "are for an earlier version: grades.csv lists them in the column `remarks`."


def summary_of(
    run: ClassRun,
    chosen: list[FoundSubmission],
    remarks: list[str],
    state: ClassState,
    gradebook: str,
    backend: Backend,
) -> RunSummary:
    """What a run did. `remarks` are those that are known already, `gradebook` is its name."""
    results = [run.results[key_of(found)] for found in chosen]
    recorded, class_list = state.recorded, state.class_list
    keys = {key_of(found) for found in chosen}
    files = [remark for found, result in zip(chosen, results, strict=True) for remark in _file_remarks(found, result)]
    errors = [f"The grader failed: {one_line(result)}" for result in results if result.status == "error"]
    unreadable = [result for result in results if result.status == "unreadable"]
    return RunSummary(
        results,
        unread=_not_graded_by_hand(unreadable, recorded),
        graded=run.graded,
        unchanged=len(chosen) - len(unreadable) - run.graded,
        remarks=[
            *remarks,
            *_not_in_use(run.course, recorded),
            *_withdrawn(run, recorded),
            *_doubtful(run.results.values()),
            *files,
            *waiting_remarks(written_counts(run.course, results, class_list.marks)),
            *_time_remarks(run.paths, {key: why for key, why in class_list.time_problems.items() if key in keys}),
            *_earlier_versions({key: own for key, own in class_list.marks.items() if key in keys}),
        ],
        failures=[*errors, *run.recorder.failure_messages()],
        gradebook=gradebook,
        scores=state.scores,
        class_list=_part_of(class_list, keys, results),
        changes=state.last.changes,
        confinement=backend.confinement,
    )


def _part_of(class_list: ClassList, keys: Set[Key], results: list[Result]) -> ClassList:
    """The class list of a run: of everybody if the run was about everything, otherwise of these submissions."""
    if keys == frozenset(class_list.submitted):
        return class_list
    return replace(class_list, students={one.student for one in results}, submitted=keys, folders=())


def _not_in_use(course: Course, recorded: Mapping[Key, Recorded]) -> list[str]:
    """The exercises that have scores in the gradebook, but are not in the course any more."""
    counts = Counter(exercise for (_, exercise), one in recorded.items() if one.final is not None)
    unused = sorted(exercise for exercise in counts if exercise not in course.names)
    return [NOT_IN_USE.format(exercise=one, scores=counted(counts[one], "score")) for one in unused]


def _withdrawn(run: ClassRun, recorded: Mapping[Key, Recorded]) -> list[str]:
    """The submissions that have a score, but are not in `submitted/` any more."""
    keys = sorted(key for key in run.withdrawn if key in recorded and recorded[key].final is not None)
    names = [f"{student_id(student)} {exercise}" for student, exercise in keys]
    return [WITHDRAWN.format(some_of(names, MOST_WITHDRAWN))] if names else []


def _doubtful(results: Iterable[Result]) -> list[str]:
    """The hidden tests that may be faulty."""
    tests = doubtful_tests(results)
    return [f"{one.exercise}: the hidden test “{one.test}” of {one.task} may be faulty: {one.why}." for one in tests]


def _time_remarks(paths: ClassPaths, problems: Mapping[Key, str]) -> list[str]:
    """The problems with times, each with what fixes it, and with the path of the file or the students who have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for (student, exercise), problem in problems.items():
        found.setdefault((exercise, problem), []).append(student)
    remarks = []
    for (exercise, problem), students in found.items():
        student = students[0] if len(students) == 1 else "<student>"
        place = printable_name(display_path(paths.submission(student, exercise).with_name(TIME)))
        names = some_of([student_id(one) for one in students], MOST_STUDENTS)
        remarks.append(explained(place if len(students) == 1 else f"{place} of {names}", problem))
    return remarks


def _file_remarks(found: FoundSubmission, result: Result) -> list[str]:
    """What the instructor must know about a submission's file: another name, another format, another exercise."""
    remarks = file_remarks(result)  # those of an unreadable file are in its message
    return [f"{printable_name(found.student)} {found.exercise}: {remark}" for remark in remarks]


def _earlier_versions(marks: Mapping[Key, Marks]) -> list[str]:
    """The manual scores that a person gave for an earlier version, each with what to do."""
    remarks = [
        EARLIER.format(
            student=printable_name(student),
            quoted=shlex.quote(printable_name(student)),
            exercise=exercise,
            task=one.task,
            score=number(one.manual),
        )
        for (student, exercise), own in marks.items()
        for one in own.earlier
    ]
    more = len(remarks) - MOST_EARLIER
    return remarks if more <= 0 else [*remarks[:MOST_EARLIER], f"{more} more manual scores {ARE_EARLIER}"]


def _not_graded_by_hand(unread: list[Result], recorded: Mapping[Key, Recorded]) -> list[Result]:
    """The unreadable submissions to which no person has given points yet."""
    by_hand = {key for key, one in recorded.items() if one.final is not None}
    return [result for result in unread if (result.student, result.exercise) not in by_hand]
