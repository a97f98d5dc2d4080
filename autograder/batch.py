"""The batch: a whole class from `submitted/` to gradebook, feedback and report.

First everything is graded (slow, many processes, no shared state), then recorded (quick, one process). Each
result is on disk before the next is waited for, so a run that was stopped goes on where it was.
"""

from dataclasses import dataclass

from autograder import feedback, record, report
from autograder.contents import Unreadable
from autograder.course import Course, UsageError, shown
from autograder.finding import read_bytes
from autograder.grade import Submission, unreadable
from autograder.naming import told
from autograder.places import Handed, Places, handed_in
from autograder.pool import grade_all
from autograder.result import Result
from autograder.store import Store
from autograder.terminal import Steps, one_line


@dataclass(frozen=True)
class Outcome:
    """What a batch leaves to say: results, how many are new and how many old, remarks, and our own failures."""

    results: list[Result]
    graded: int
    unchanged: int
    remarks: list[str]
    failures: list[str]


def grade_class(
    places: Places,
    course: Course,
    jobs: int,
    force: bool = False,
    exercise: str | None = None,
    student: str | None = None,
) -> Outcome:
    """Grade and record a class, or the part of it that `exercise` and `student` name."""
    everything, remarks = handed_in(places, course)
    chosen = [
        handed
        for handed in everything
        if (exercise is None or handed.exercise == exercise) and (student is None or handed.student == student)
    ]
    if not chosen:
        raise UsageError(_nothing(places, everything, exercise, student))
    store = Store(places.results, course)
    submissions, results = _read(chosen, course)
    waiting = []
    for submission in submissions:
        known = None if force else store.get(submission)
        if known is None:
            waiting.append(submission)
        else:
            results[submission.student, submission.exercise] = known
    with Steps("Grading", len(waiting)) as steps:
        for submission, result in grade_all(waiting, course, jobs):
            store.put(submission, result)
            results[submission.student, submission.exercise] = result
            steps.step(one_line(result))
    failures = [one_line(result) for result in results.values() if result.status == "error"]
    failures += _record(places, course, store, submissions, results)
    ordered = [results[handed.student, handed.exercise] for handed in chosen]
    remarks += [f"{told(one.student)} {one.exercise}: {one.remark}" for one in chosen if one.remark]
    write_report(places, course, everything, results)
    return Outcome(ordered, len(waiting), len(submissions) - len(waiting), remarks, failures)


def _nothing(places, everything, exercise, student):
    """Why there is nothing to grade, and what there would be."""
    if not everything:
        where = shown(places.submitted)
        return f"There is nothing in {where}/. Notebooks are expected at {where}/<student>/<exercise>/<exercise>.ipynb."
    there = sorted({handed.exercise for handed in everything}) if exercise else sorted({h.student for h in everything})
    asked = " and ".join(f"{kind} {name!r}" for kind, name in (("exercise", exercise), ("student", student)) if name)
    return f"Nothing was handed in by {asked}. There is work for: {', '.join(there[:20])}."


def _read(chosen: list[Handed], course: Course):
    """The submissions that have a file, and results for those that have none."""
    submissions, results = [], {}
    for handed in chosen:
        problem = handed.problem
        if problem is None:
            try:
                data = read_bytes(handed.path)
                submissions.append(Submission(handed.student, handed.exercise, data, handed.remark))
                continue
            except Unreadable as error:
                problem = str(error)
        exercise = course.exercise(handed.exercise)
        results[handed.student, handed.exercise] = unreadable(handed.student, exercise, problem)
    return submissions, results


def _record(places, course, store, submissions, results):
    """Bring gradebook, autograded notebooks and feedback up to date. Returns what failed."""
    record.prepare(places, course)
    known = record.recorded(places)
    with_file = {(submission.student, submission.exercise): submission for submission in submissions}
    chosen, for_a_person = [], []
    for (student, exercise), result in results.items():
        submission = with_file.get((student, exercise))
        if submission is None or result.status == "error":
            for_a_person.append((student, exercise))
        elif (student, exercise) not in known or not record.is_current(places, submission, store, result):
            chosen.append((student, exercise, places.submission(student, exercise)))
    record.leave_to_a_person(places, for_a_person)
    with Steps("Recording", len(chosen)) as steps:
        failures = record.record(places, course, chosen, steps.step)
    for result in results.values():
        feedback.write_feedback(places, course, result)
    return failures


def write_report(places: Places, course: Course, everything: list[Handed], results: dict | None = None) -> list[Result]:
    """Write the class's page and grades.csv, from `results` and where it has none from the store."""
    results, store = dict(results or {}), Store(places.results, course)
    for handed in everything:
        place = handed.student, handed.exercise
        result = results.get(place) or store.latest(*place)
        if handed.problem is not None:
            result = unreadable(handed.student, course.exercise(handed.exercise), handed.problem)
        if result is not None:
            results[place] = result
    listed = [results[h.student, h.exercise] for h in everything if (h.student, h.exercise) in results]
    report.write_report(places, course, listed, record.final_scores(places))
    return listed
