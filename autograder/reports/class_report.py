"""The report: the class's page and grades.csv."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from autograder.course.config import Course
from autograder.course.paths import ClassPaths, write_atomic
from autograder.grading.misconceptions import find_misconception
from autograder.grading.result import Result
from autograder.reports.html import number, printable, render_stream
from autograder.sandbox.limits import UNSAFE


def write_report(places: ClassPaths, course: Course, results: list[Result], scores: dict) -> None:
    """Write the class's page and grades.csv. `scores` are the gradebook's final ones."""
    names = [exercise.name for exercise in course.exercises]
    html = render_stream(
        "report.html",
        course=course,
        exercises=course.exercises,
        students=sorted({result.student for result in results}),
        results={(result.student, result.exercise): result for result in results},
        understood=task_statistics(course, results),
        misunderstood=misconception_counts(course, results),
        unconfined=sum(result.tier == UNSAFE for result in results),
        ungraded=[
            result
            for result in results
            if result.status != "graded" and scores.get((result.student, result.exercise)) is None
        ],
    )
    write_atomic(places.report / "index.html", html)
    write_atomic(places.report / "grades.csv", _csv(names, course, results, scores))


def task_statistics(course: Course, results: Iterable[Result]) -> list[dict]:
    """For each task: how many of its submissions solved it, partly or fully, and the mean share of points."""
    rows = []
    graded = [result for result in results if result.status == "graded"]
    for exercise in course.exercises:
        for position, task in enumerate(exercise.tasks):
            tasks = [result.tasks[position] for result in graded if result.exercise == exercise.name]
            if tasks:
                share = sum(t.score for t in tasks) / (len(tasks) * task.points)
                solved = sum(t.status == "passed" for t in tasks)
                partly = sum(t.status == "partial" for t in tasks)
                rows.append({"exercise": exercise.name, "task": task.name, "solved": solved, "partly": partly,
                             "handed_in": len(tasks), "share": share})  # fmt: skip
    return rows


def misconception_counts(course: Course, results: Iterable[Result]) -> list[dict]:
    """The known mistakes that were made, the most frequent first: exercise, mistake, and in how many submissions."""
    made = Counter(
        (result.exercise, task.task, task.misconception)
        for result in results
        for task in result.tasks
        if task.misconception is not None
    )
    rows = []
    for (name, task, misconception), count in sorted(made.items(), key=lambda item: (-item[1], item[0])):
        mistake = find_misconception(course.exercise(name), task, misconception)
        if mistake is not None:
            rows.append({"exercise": name, "mistake": mistake, "count": count})
    return rows


def _csv(names, course, results, scores):
    """One row a student. Ungraded work is an empty cell and a remark, never a 0."""
    by_student = {}
    for result in results:
        by_student.setdefault(result.student, {})[result.exercise] = result
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", *names, "total", "max_total", "remarks"])
    total = sum(exercise.max_score for exercise in course.exercises)
    for student, own in sorted(by_student.items()):
        points = [scores.get((student, name)) for name in names]
        states = {name: own[name].status for name in names if name in own}
        states = {
            name: "not recorded" if status == "graded" and scores.get((student, name)) is None else status
            for name, status in states.items()
        }
        remarks = "; ".join(f"{name}: {status}" for name, status in states.items() if status != "graded")
        known = sum(point for point in points if point is not None)
        writer.writerow([_cell(student), *(number(p) if p is not None else "" for p in points),
                         number(known), number(total), remarks])  # fmt: skip
    return text.getvalue()


def _cell(text):
    """Text that a spreadsheet takes for text, not for a formula."""
    shown = printable(text)
    return f"'{shown}" if text.lstrip()[:1] in ("=", "+", "-", "@") else shown
