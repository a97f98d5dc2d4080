"""The class report: the page of the class, and grades.csv."""

import csv
import html
import io
import re
from collections import Counter
from dataclasses import replace

import pytest

from autograder.course.paths import ClassPaths
from autograder.grading.result import OTHER_EXERCISE, Result, TaskResult
from autograder.reports.class_report import grades_csv, write_report
from autograder.reports.statistics import TaskStatistics, misconception_counts, task_statistics
from autograder.sandbox.limits import UNSAFE


def sums(student, *scores, mistakes=(None, None)):
    """A result of `sums` with these scores for window_sums (of 4) and window_means (of 3)."""
    tasks = [
        TaskResult(name, score, most, "passed" if score == most else "partial" if score else "failed", "", mistake, ())
        for name, score, most, mistake in zip(("window_sums", "window_means"), scores, (4, 3), mistakes, strict=True)
    ]
    return Result(student, "sums", "graded", sum(scores), 7, tier=1, tasks=tuple(tasks))


def unreadable(student, **changes):
    return Result(student, "sums", "unreadable", None, 7, message="the file is empty", **changes)


@pytest.fixture
def page(course, tmp_path):
    """Make the text of the class's page."""

    def make(*results, scores=None):
        paths = ClassPaths(tmp_path, tmp_path)
        write_report(paths, course, list(results), scores or {})
        source = (paths.report / "index.html").read_text(encoding="utf-8")
        text = re.sub(r"<style.*?</style>|<[^>]+>", " ", source, flags=re.DOTALL)
        return re.sub(r"\s+", " ", html.unescape(text))

    return make


def table(course, results, scores):
    return list(csv.DictReader(io.StringIO(grades_csv(course, results, scores))))


def test_tasks_are_counted_over_graded_submissions(course):
    """A task has its number of submissions, of complete and of partial solutions, and its mean share of points."""
    results = [sums("ada", 4, 3), sums("ben", 2, 0), sums("cleo", 0, 1.5), unreadable("dan")]
    assert task_statistics(course, results) == [
        TaskStatistics("sums", "window_sums", submissions=3, solved=1, partly_solved=1, share=0.5),
        TaskStatistics("sums", "window_means", submissions=3, solved=1, partly_solved=1, share=0.5),
    ]


def test_the_most_frequent_mistake_comes_first(course):
    """Mistakes are counted over submissions; those that the course does not know any more are left out."""
    results = [
        sums("ada", 3, 0, mistakes=("no_errors", "sums_instead_of_means")),
        sums("ben", 3, 3, mistakes=("no_errors", None)),
        sums("cleo", 0, 3, mistakes=("removed_from_the_course", None)),
    ]
    counts = [(one.misconception.name, one.submissions) for one in misconception_counts(course, results)]
    assert counts == [("no_errors", 2), ("sums_instead_of_means", 1)]


def test_the_page_shows_tasks_mistakes_and_students(page):
    """The page has a table of each, with counts in words that match their number."""
    text = page(sums("ada", 3, 3, mistakes=("one_window_short", None)))
    assert "1 student, 1 submission " in text
    assert "sums window_sums 1 0 1 75 %" in text
    assert "1 window_sums You leave out the last window" in text
    assert "Window sums (7) Shifts (6) ada 6" in text
    assert "2 students, 2 submissions " in page(sums("ada", 4, 3), sums("ben", 4, 3))


def test_a_class_without_mistakes_has_no_table_of_mistakes(page):
    """An empty table is left out."""
    assert "Mistakes by frequency" not in page(sums("ada", 4, 3))
    assert "Mistakes by frequency" in page(sums("ada", 3, 3, mistakes=("one_window_short", None)))


def test_submissions_without_a_score_are_listed(page):
    """The page lists what the instructor must look at, until it has a manual grade."""
    text = page(unreadable("ada"), sums("ben", 4, 3))
    assert "Without a score: 1 submission." in text
    assert "ada , sums (unreadable): the file is empty" in text
    assert "Without a score" not in page(unreadable("ada"), scores={("ada", "sums"): 3.0})


def test_submissions_graded_without_a_sandbox_are_counted(page):
    """The page says how many submissions were graded by --unsafe."""
    text = page(unreadable("ada", tier=UNSAFE), unreadable("ben", tier=1))
    assert "Graded without a sandbox ( --unsafe ): 1 submission." in text
    assert "without a sandbox" not in page(unreadable("ben", tier=1))


def test_each_score_links_to_a_page(demo_class):
    """In the demo class, the page links to the feedback on each submission, and the pages exist."""
    paths, summary = demo_class
    index = paths.report / "index.html"
    links = Counter(re.findall(r'href="([^"]+)"', index.read_text(encoding="utf-8")))
    assert len(links) == len(summary.results) == 5
    assert all((index.parent / link).is_file() for link in links)


def test_grades_are_the_gradebooks(course):
    """grades.csv has the gradebook's final scores, and the points that the whole course gives."""
    ada, ben = table(course, [sums("ada", 4, 3), sums("ben", 4, 3)], {("ada", "sums"): 5.5, ("ben", "sums"): 7.0})
    assert ada == {"student": "ada", "sums": "5.5", "shifts": "", "total": "5.5", "max_total": "13", "remarks": ""}
    assert ben["total"] == "7"


def test_a_submission_without_a_score_is_an_empty_cell(course):
    """grades.csv has no 0 for what was not graded or not recorded, but a remark. The total is empty, too."""
    ada, ben = table(course, [unreadable("ada"), sums("ben", 4, 3)], {})
    assert (ada["sums"], ada["total"], ada["remarks"]) == ("", "", "sums: unreadable")
    assert (ben["sums"], ben["total"], ben["remarks"]) == ("", "", "sums: not recorded")


def test_a_total_of_zero_is_a_zero(course):
    """A student with scores has a total, whatever the scores are and whatever is missing."""
    (ada,) = table(course, [sums("ada", 0, 0)], {("ada", "sums"): 0.0})
    assert (ada["sums"], ada["shifts"], ada["total"]) == ("0", "", "0")


def test_the_notebook_of_another_exercise_has_a_remark(course):
    """grades.csv says it of a submission that is graded, with its score; problems of cells are no remarks."""
    other = replace(sums("ada", 0, 0), message=f"{OTHER_EXERCISE.format('shifts', 'sums')}\ncell 1: NameError")
    problem = replace(sums("ben", 0, 0), message=f"cell 1: ValueError:\n{OTHER_EXERCISE.format('shifts', 'sums')}")
    scores = {("ada", "sums"): 0.0, ("ben", "sums"): 0.0}
    ada, ben = table(course, [other, problem], scores)
    remark = "sums: This seems to be the notebook of shifts, handed in as sums"
    assert (ada["sums"], ada["remarks"]) == ("0", remark)
    assert ben["remarks"] == ""
    assert table(course, [other], {})[0]["remarks"] == f"sums: not recorded; {remark}"


def test_a_manual_grade_keeps_the_remark(course):
    """The manual grade of an unreadable submission counts, and the remark says that it was unreadable."""
    (ada,) = table(course, [unreadable("ada")], {("ada", "sums"): 3.0})
    assert (ada["sums"], ada["total"], ada["remarks"]) == ("3", "3", "sums: unreadable")
