"""The pages: a student's feedback and the class's report, each one HTML file that needs no network.

Everything in them goes through Jinja's escaping. Hidden tests are named by their promise; their source never
appears.
"""

import csv
import functools
import io
from collections.abc import Iterable

import jinja2

from autograder.course import Course
from autograder.places import Places
from autograder.result import Result
from autograder.store import write_whole


@functools.cache
def _templates():
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = number
    environment.filters["printable"] = printable
    environment.filters["parts"] = parts
    return environment


def number(value: float | None) -> str:
    """Points as people write them: 7.5, 15, and a dash where there are none."""
    return "–" if value is None else f"{value:g}"


def printable(text: str) -> str:
    """Text of unknown origin without control characters, which could change what a reader sees."""
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in str(text))


def parts(message: str) -> list[tuple[str, str]]:
    """A test's message in parts: the "call" on its first line, then each line of "text" and each printed "array"."""
    first, *rest = message.split("\n")
    found = [("call" if rest else "text", first)]
    for line in (line.strip() for line in rest):
        if line.startswith("[") and found[-1][0] == "array":
            found[-1] = "array", f"{found[-1][1]}\n{line if line.startswith('[[') else ' ' + line}"
        else:
            found.append(("array" if line.startswith("[") else "text", line))
    return found


def write_feedback(places: Places, course: Course, result: Result) -> None:
    """Write the page of one student and exercise where nbgrader's release_feedback looks for it."""
    title = course.exercise(result.exercise).title
    html = _templates().get_template("feedback.html").render(course=course, title=title, result=result)
    write_whole(places.feedback(result.student, result.exercise), html)


def write_report(places: Places, course: Course, results: list[Result], scores: dict) -> None:
    """Write the class's page and grades.csv. `scores` are the gradebook's final ones."""
    names = [exercise.name for exercise in course.exercises]
    html = (
        _templates()
        .get_template("report.html")
        .render(
            course=course,
            exercises=course.exercises,
            students=sorted({result.student for result in results}),
            results={(result.student, result.exercise): result for result in results},
            understood=understood(course, results),
            ungraded=[result for result in results if result.status != "graded"],
        )
    )
    write_whole(places.report / "index.html", html)
    write_whole(places.report / "grades.csv", _csv(names, course, results, scores))


def understood(course: Course, results: Iterable[Result]) -> list[dict]:
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
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else printable(text)
