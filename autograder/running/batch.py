"""Grade a whole class: from `submitted/` to the gradebook, the feedback pages and the class report.

Only submissions that have changed since they were recorded are graded. For the others, only the summary of the
cached result is read. If a run is stopped, the next one continues where it stopped.
"""

import datetime
import shlex
from collections.abc import Collection, Mapping

from autograder.course.config import Course
from autograder.course.nbgrader_config import read_config
from autograder.course.paths import ClassPaths
from autograder.errors import Unreadable, UsageError, display_path
from autograder.gradebook.database import Gradebook
from autograder.gradebook.recorded import Recorded
from autograder.gradebook.result_cache import ResultCache
from autograder.gradebook.time_text import TimeSettings
from autograder.gradebook.timestamps import TIME, explained, time_problem
from autograder.grading.grade import unreadable
from autograder.grading.result import Result, file_remarks
from autograder.reports import class_report
from autograder.reports.class_report import ClassList
from autograder.reports.marks import EARLIER_VERSION, Marks
from autograder.reports.run_summary import RunSummary
from autograder.reports.text import number, one_line
from autograder.running.class_run import ClassRun, Key, key_of, read_found
from autograder.running.recorder import open_gradebook
from autograder.running.scheduler import Backend
from autograder.submissions.class_folder import FoundSubmission, find_submissions
from autograder.submissions.filenames import printable_name

MOST_NAMES = 20  # that an error message lists
MOST_REMARKS = 3
MOST_EARLIER = 10  # manual scores for earlier versions that the terminal lists
EARLIER = (
    f"{{student}} {{exercise}}: the manual score of {{task}} ({{score}}) {EARLIER_VERSION}. Look at it in the "
    "formgrader, and press Resolve, or give another one: "
    "autograder override {quoted} {exercise} {task} POINTS --why TEXT"
)
ARE_EARLIER = "are for an earlier version: grades.csv lists them in the column `remarks`."


def grade_class(
    paths: ClassPaths,
    course: Course,
    backend: Backend,
    force: bool = False,
    exercise: str | None = None,
    student: str | None = None,
) -> RunSummary:
    """Grade and record a class, or only the given `exercise` and `student`. With `force`, also what has not changed.

    Raises UsageError if there is nothing to grade or another run writes to the class, and CourseError if the gradebook
    or the workers cannot be used.
    """
    everything, remarks = find_submissions(paths.submitted, course.names)
    chosen = [one for one in everything if exercise in (None, one.exercise) and student in (None, one.student)]
    if not chosen:
        raise UsageError(_nothing(paths, everything, remarks, exercise, student))
    with paths.locked(), open_gradebook(paths, course) as gradebook:
        run = ClassRun(paths, course, gradebook)
        for found in chosen:
            run.plan(found, force)
        run.execute(backend)
        write_report(paths, course, everything, gradebook, run.results, run.recorder.failures)
        return _summary(run, chosen, remarks, gradebook, backend)


def _nothing(
    paths: ClassPaths,
    everything: list[FoundSubmission],
    remarks: list[str],
    exercise: str | None,
    student: str | None,
) -> str:
    """Say that there is nothing to grade, and what could be graded."""
    if not everything:
        where = display_path(paths.submitted)
        expected = f"Notebooks are expected at {where}/<student>/<exercise>/<exercise>.ipynb."
        return "\n".join([f"There is no submission in {where}/. {expected}", *remarks[:MOST_REMARKS]])
    names = sorted({one.exercise if exercise else one.student for one in everything})
    wanted = {"exercise": exercise, "student": student}
    asked = " and ".join(f"{kind} {name!r}" for kind, name in wanted.items() if name)
    return f"There is no submission of {asked}. There are submissions of: {', '.join(names[:MOST_NAMES])}."


def _summary(
    run: ClassRun, chosen: list[FoundSubmission], remarks: list[str], gradebook: Gradebook, backend: Backend
) -> RunSummary:
    results = [run.results[key_of(found)] for found in chosen]
    recorded = gradebook.recorded()
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
            *files,
            *_time_remarks(run.paths, time_problems(run.paths, chosen)),
            *_earlier_versions({key_of(found): recorded[key_of(found)].marks for found in chosen}),
        ],
        failures=[*errors, *run.recorder.failure_messages()],
        gradebook=gradebook.name,
        confinement=backend.confinement,
    )


def time_problems(paths: ClassPaths, everything: list[FoundSubmission]) -> dict[Key, str]:
    """What is wrong with the times of submissions."""
    settings, now = TimeSettings.of(read_config(paths)), datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    folders = {key_of(found): paths.submission(found.student, found.exercise).parent for found in everything}
    problems = {key: time_problem(folder, settings, now) for key, folder in folders.items()}
    return {key: problem for key, problem in problems.items() if problem}


def _time_remarks(paths: ClassPaths, problems: Mapping[Key, str]) -> list[str]:
    """The problems with times, each with the file's path and what fixes it."""
    files = {key: printable_name(display_path(paths.submission(*key).with_name(TIME))) for key in problems}
    return [explained(files[key], problem) for key, problem in problems.items()]


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


def with_tests(paths: ClassPaths, course: Course, result: Result) -> Result:
    """The result with its tests, which a run's summary leaves out."""
    if not result.tasks or result.exercise is None:
        return result
    return ResultCache(paths.results, course).latest(result.student, result.exercise) or result


def write_report(
    paths: ClassPaths,
    course: Course,
    everything: list[FoundSubmission],
    gradebook: Gradebook,
    results: Mapping[Key, Result] | None = None,
    failures: Collection[Key] = (),
) -> list[Result]:
    """Write the class report and grades.csv. Returns the results that they list.

    Results that are not in `results` are read from the result cache. The scores come from the gradebook, except for
    `failures`, which could not be recorded.
    """
    known = dict(results or {})
    cache = ResultCache(paths.results, course)
    for found in everything:
        if key_of(found) not in known:
            result = _cached(found, course, cache)
            if result is not None:
                known[key_of(found)] = result
    listed = [known[key_of(found)] for found in everything if key_of(found) in known]
    recorded = gradebook.recorded()
    scores = {key: one.final for key, one in recorded.items() if key not in failures}
    marks = {key: one.marks for key, one in recorded.items() if one.marks}
    submitted = frozenset(map(key_of, everything))
    class_list = ClassList(gradebook.students(), submitted, time_problems(paths, everything), marks)
    class_report.write_report(paths, course, listed, scores, class_list)
    return listed


def _cached(found: FoundSubmission, course: Course, cache: ResultCache) -> Result | None:
    """The summary of the last result of a submission; None if it has not been graded yet."""
    try:
        read_found(found)
    except Unreadable as problem:
        return unreadable(found.student, course.exercise(found.exercise), str(problem)).summary()
    result = cache.latest(found.student, found.exercise)
    return None if result is None else result.summary()
