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
from autograder.reports.class_report import ClassList, grades_csv, write_report
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

    def make(*results, scores=None, class_list=None):
        paths = ClassPaths(tmp_path, tmp_path)
        write_report(paths, course, list(results), scores or {}, class_list)
        source = (paths.report / "index.html").read_text(encoding="utf-8")
        text = re.sub(r"<style.*?</style>|<[^>]+>", " ", source, flags=re.DOTALL)
        return re.sub(r"\s+", " ", html.unescape(text))

    return make


def table(course, results, scores, class_list=None):
    return list(csv.DictReader(io.StringIO(grades_csv(course, results, scores, class_list))))


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
    assert (ada["sums"], ada["total"], ada["remarks"]) == ("", "", "sums: unreadable: the file is empty")
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
    assert (ada["sums"], ada["total"], ada["remarks"]) == ("3", "3", "sums: unreadable: the file is empty")


def test_every_student_of_the_gradebook_has_a_row(course):
    """Without a submission, the cells and the total are empty, and a remark says so. Withdrawn work keeps its score."""
    students, scores = ["ada", "ben", "cleo", "ghost"], {("ada", "sums"): 7.0, ("cleo", "sums"): 4.0}
    class_list = ClassList(students, submitted={("ada", "sums"), ("ben", "shifts")})
    rows = table(course, [sums("ada", 4, 3)], scores, class_list)
    assert [(row["student"], row["sums"], row["total"], row["remarks"]) for row in rows] == [
        ("ada", "7", "7", ""), ("ben", "", "", "shifts: not graded yet"),
        ("cleo", "4", "4", "sums: not in submitted/"), ("ghost", "", "", "nothing handed in"),
    ]  # fmt: skip


def test_the_page_counts_what_was_not_handed_in(page):
    """It lists every student of the gradebook, and for each exercise how many handed in nothing."""
    text = page(sums("ada", 4, 3), scores={("ada", "sums"): 7.0}, class_list=ClassList(["ada", "ben"]))
    assert "2 students, 1 submission " in text
    assert "Not handed in: Window sums (1 student), Shifts (2 students). " in text
    assert "Not handed in" not in page()


def test_a_time_that_was_not_understood_is_a_remark(course):
    """It is one of the exercise, beside the others."""
    problems = {("ada", "sums"): "timestamp.txt is empty"}
    (ada,) = table(course, [unreadable("ada")], {}, ClassList(time_problems=problems))
    assert ada["remarks"] == "sums: unreadable: the file is empty; sums: timestamp.txt is empty"


IDS = [
    "a\tb", "a\u202eb", "a\xa0b", "a\nb", "a\rb", "a\u2028b", r"a\tb", r"a\\tb", r"a\\\tb", "a\\\tb", "a\ufffdb", "ab",
    "a b", "=1", "'=1", "''=1", "\t=1", " =1", "\xa0=1", r"\t=1", "+1", "-1", "@x", "a\udce9b", "x\U000e0041",
]  # fmt: skip
ORDINARY = ["José", "李", "O'Neil", "a b", r"DOMAIN\user", "👩‍💻", "e\u0301", "<b>", "a;b,c"]


def test_ids_can_be_told_apart(course, page):
    """No two ids are the same text in grades.csv, and none is a formula there."""
    rows = table(course, [sums(name, 4, 3) for name in IDS], {})
    shown = [row["student"] for row in rows]
    assert len(set(shown)) == len(IDS)
    assert all(text.isprintable() and text.strip()[0] not in "=+-@" for text in shown)
    assert {r"a\tb", r"a\u202eb", r"a\xa0b", r"a\nb"} <= set(shown)
    text = page(sums("a\tb", 4, 3), sums("a\xa0b", 4, 3))
    assert r" a\tb " in text
    assert r" a\xa0b " in text


def test_ordinary_ids_stay_as_they_are(course):
    """Letters of any language, quotes and backslashes are no reason to change an id."""
    rows = table(course, [sums(name, 4, 3) for name in ORDINARY], {})
    assert {row["student"] for row in rows} == set(ORDINARY)
