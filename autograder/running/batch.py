"""Grade a whole class: from `submitted/` to the gradebook, the feedback pages and the class report.

Only submissions that have changed since they were recorded are graded. For the others, only the summary of the
cached result is read. If a run is stopped, the next one continues where it stopped.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError, display_path
from autograder.gradebook.database import Gradebook
from autograder.gradebook.dry_run import copied_gradebook
from autograder.gradebook.last_run import LastRun
from autograder.gradebook.recorded import Key
from autograder.gradebook.result_cache import ResultCache
from autograder.gradebook.students import record_people
from autograder.grading.result import Result
from autograder.platforms.roster import read_roster
from autograder.reports.run_summary import RunSummary
from autograder.running.class_run import ClassRun, key_of
from autograder.running.comparison import compared
from autograder.running.early_workers import early_workers
from autograder.running.people import people_in
from autograder.running.recorder import open_gradebook, usable_url
from autograder.running.removed import remove_former_pages
from autograder.running.reporting import class_state, write_report
from autograder.running.scheduler import Backend
from autograder.running.summary import summary_of
from autograder.running.unchanged import Watch
from autograder.submissions.class_folder import FoundSubmission, find_submissions

MOST_NAMES = 20  # that an error message lists
MOST_REMARKS = 3


def grade_class(
    paths: ClassPaths,
    course: Course,
    backend: Backend,
    force: bool = False,
    exercise: str | None = None,
    student: str | None = None,
    dry_run: bool = False,
    by_hand: Callable[[Gradebook], None] | None = None,
) -> RunSummary:
    """Grade and record a class, or only the given `exercise` and `student`. With `force`, also what has not changed.

    A dry run does the same with a copy of the gradebook, and writes no file. `by_hand` records what a person decides
    about the versions that are graded now; then pages and tables are written with it. Raises UsageError if there is
    nothing to grade or another run writes to the class, and CourseError if the gradebook or the workers cannot be used.
    """
    watch = None if dry_run or exercise or student else Watch(paths, course)  # before anything is read
    everything, remarks = find_submissions(paths.submitted, course.names, course.dropped)

    def is_chosen(key: Key) -> bool:
        return student in (None, key[0]) and exercise in (None, key[1]) and key[1] in course.names

    chosen = [found for found in everything if is_chosen(key_of(found))]
    if not chosen:
        raise UsageError(_nothing(paths, everything, remarks, exercise, student))

    def graded(gradebook: Gradebook) -> ClassRun:
        run = ClassRun(paths, course, gradebook, dry_run)
        for found in chosen:
            run.plan(found, force)
        run.plan_withdrawn({key for key in run.before if is_chosen(key)} - set(map(key_of, everything)))
        run.execute(backend, closing, None if by_hand else workers)
        return run

    people = people_in(read_roster(paths))
    with (
        contextlib.ExitStack() as closing,
        early_workers(backend, course, chosen) as workers,
        _opened(paths, course, dry_run) as gradebook,
    ):
        record_people(gradebook, people)
        run = first = graded(gradebook)
        if by_hand is not None:
            by_hand(gradebook)
            run = graded(gradebook)
        if watch is not None:
            watch.look_at_gradebook()
        recorded = gradebook.recorded()
        removed = [] if dry_run else remove_former_pages(paths, gradebook.students(), recorded)
        ended = compared(run, first.before, recorded, LastRun.read(paths), is_chosen)
        state = class_state(paths, course, everything, gradebook.students(), recorded, ended)
        if not dry_run:
            write_report(paths, course, everything, state, run.results)
            ended.write(paths)
        remarks += state.class_list.remarks()
        summary = replace(summary_of(run, chosen, remarks, state, gradebook.name, backend), new=ended.new)
        summary = replace(summary, figures=summary.counted(course))
        if watch is not None and run.recorder.shows(state.recorded):
            watch.keep(summary)
        return replace(summary, remarks=[*removed, *summary.remarks], dry_run=dry_run)


@contextlib.contextmanager
def _opened(paths: ClassPaths, course: Course, dry_run: bool) -> Iterator[Gradebook]:
    """The gradebook of a class that no other command is grading; for a dry run, a copy."""
    with contextlib.ExitStack() as stack:
        if paths.build.exists() or not dry_run:
            stack.enter_context(paths.locked())
        if dry_run:
            usable_url(paths)  # a lost gradebook has no copy
        own = stack.enter_context(copied_gradebook(paths)) if dry_run else paths
        yield stack.enter_context(open_gradebook(own, course))


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


def with_tests(paths: ClassPaths, course: Course, result: Result) -> Result:
    """The result with its tests, which a run's summary leaves out."""
    if not result.tasks or result.exercise is None:
        return result
    return ResultCache(paths.results, course).latest(result.student, result.exercise) or result
