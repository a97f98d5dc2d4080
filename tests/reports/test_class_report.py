"""The class report: the page of the class, and the same as data."""

import base64
import csv
import hashlib
import html
import io
import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from autograder.course.paths import ClassPaths
from autograder.grading.result import TestResult
from autograder.reports.class_data import SimilarPair, SimilarPiece
from autograder.reports.class_list import ClassList
from autograder.reports.class_report import write_report
from autograder.reports.statistics import TaskStatistics, task_statistics
from autograder.sandbox.limits import UNSAFE
from tests.conftest import REPOSITORY
from tests.reports.results import sums, unreadable


@pytest.fixture
def page(course, tmp_path):
    """Make the text of the class's page."""

    def make(*results, scores=None, class_list=None, **more):
        paths = ClassPaths(tmp_path, tmp_path)
        write_report(paths, course, list(results), scores or {}, class_list, **more)
        source = (paths.report / "index.html").read_text(encoding="utf-8")
        text = re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", " ", source, flags=re.DOTALL)
        return re.sub(r"\s+", " ", html.unescape(text))

    return make


def test_tasks_are_counted_over_graded_submissions(course):
    """A task has its number of submissions, of complete and of partial solutions, and its mean share of points."""
    results = [sums("ada", 4, 3), sums("ben", 2, 0), sums("cleo", 0, 1.5), unreadable("dan")]
    assert task_statistics(course, results) == [
        TaskStatistics("sums", "window_sums", submissions=3, solved=1, partly_solved=1, share=0.5),
        TaskStatistics("sums", "window_means", submissions=3, solved=1, partly_solved=1, share=0.5),
    ]


def test_the_page_begins_with_what_was_handed_in(page):
    """How many students, how many submissions, how many late, how many without a score."""
    class_list = ClassList(["ada", "ben", "cleo"], late={("ada", "sums")})
    text = page(sums("ada", 4, 3), unreadable("ben"), scores={("ada", "sums"): 7.0}, class_list=class_list)
    assert "of 3 students handed in 2 submissions 2 late 1 without a score 1 " in text


def test_the_page_describes_the_totals(page):
    """Only with the points of exercises that somebody has handed in. The histogram is a table, too."""
    scores = {("ada", "sums"): 7.0, ("ben", "sums"): 3.0}
    text = page(sums("ada", 4, 3), sums("ben", 3, 0), scores=scores)
    assert "mean, of 7 points 5.0 median 5.0 standard deviation 2.8 middle half 4–6 lowest to highest 3–7 " in text
    assert "Of 2 exercises, 1 has been handed in by somebody" in text
    assert "2.8 up to 3.5 1 " in text
    assert "6.3 to 7 1 " in text
    assert "Window sums 5.0 7 5.0 2.8 4–6 2 0 0 Shifts – 6 " in text
    assert "There are no scores yet." in page()


def test_the_page_shows_tasks_mistakes_and_students(page):
    """The page has a table of each. The scores of students are the final ones."""
    results = [sums(one, 3, 3, mistakes=("one_window_short", None)) for one in ("ada", "ben")]
    class_list = ClassList(names={"ada": "Ada Lovelace"})
    text = page(*results, scores={("ada", "sums"): 5.5, ("ben", "sums"): 6.0}, class_list=class_list)
    assert "sums window_sums 75 % 2 0 2 " in text
    assert "Students Mistake Tasks Notes 2 You leave out the last window: it ends" in text
    assert "Students one_window_short Ada Lovelace, ben window_sums §1" in text
    assert "Student Total (7) Window sums (7) Shifts (6) Mistakes Ada Lovelace ada 5.5 5.5 – 1 one_window_short" in text


def test_the_mistakes_of_single_students_are_folded(page):
    """They are in a list of their own, with the student."""
    text = page(sums("ada", 3, 3, mistakes=("one_window_short", None)), sums("ben", 4, 3))
    assert "1 mistake of a single student ada, window_sums : You leave out the last window" in text.replace(" ,", ",")
    assert "Students Mistake" not in text


def test_a_class_without_mistakes_has_no_table_of_mistakes(page):
    """An empty table is left out."""
    assert "Mistakes by frequency" not in page(sums("ada", 4, 3))
    assert "Mistakes by frequency" in page(sums("ada", 3, 3, mistakes=("one_window_short", None)))


def test_submissions_without_a_score_are_listed(page):
    """The page lists what the instructor must look at, until it has a manual grade."""
    text = page(unreadable("ada"), sums("ben", 4, 3), scores={("ben", "sums"): 7.0})
    assert "1 submission has no score yet ada, sums: unreadable: the file is empty" in text
    assert "no score yet" not in page(unreadable("ada"), scores={("ada", "sums"): 3.0})


def test_what_is_not_attempted_is_told_from_what_is_wrong(page, tmp_path):
    """A bar has three parts, and work with next to nothing in it is to be looked at."""
    empty = replace(sums("ada", 0, 0), tasks=tuple(replace(one, status="missing") for one in sums("ada", 0, 0).tasks))
    text = page(empty, sums("ben", 0, 0), scores={("ada", "sums"): 0.0, ("ben", "sums"): 0.0})
    assert "1 submission has next to nothing in it ada, sums: nothing is written" in text
    source = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert 'nothing written</a><i style="--a:0%;--b:0%">' in source
    assert '>0</a><i style="--a:0%">' in source


def test_similar_work_is_shown_side_by_side(page):
    """With the lines that both have, and with the words that it is no verdict."""
    pieces = SimilarPiece("ada", "a = 1\nb = <2>", (1,)), SimilarPiece("ben", "c = 3", (0,))
    ada = ClassList(["ada", "ben"], names={"ada": "Ada Lovelace"})
    text = page(sums("ada", 4, 3), similar=[SimilarPair("sums", 0.83, 60.0, pieces)], class_list=ada)
    assert "1 pair of students has unusual code in common sums: Ada Lovelace (ada) and ben have" in text
    assert "Something to look at, and no verdict" in text
    assert "sums: Ada Lovelace ada and ben, 83 % in common Ada Lovelace ada a = 1 b = <2> ben c = 3 " in text
    assert "Unusually similar code" not in page(sums("ada", 4, 3))


def test_submissions_graded_without_a_sandbox_are_counted(page):
    """The page says how many submissions were graded by --unsafe."""
    text = page(unreadable("ada", tier=UNSAFE), unreadable("ben", tier=1))
    assert "Graded without a sandbox ( --unsafe ): 1 submission." in text
    assert "without a sandbox" not in page(unreadable("ben", tier=1))


def test_each_score_links_to_a_page(demo_class):
    """In the demo class, the page links to the feedback on each submission, and the pages exist."""
    paths, summary = demo_class
    index = paths.report / "index.html"
    links = Counter(re.findall(r'href="([^#"][^"]*)"', index.read_text(encoding="utf-8")))
    assert len(links) == len(summary.results) == 5
    assert all((index.parent / link).is_file() for link in links)


def test_the_page_counts_who_handed_in(page):
    """It lists every student of the gradebook, and for each exercise how many handed it in."""
    text = page(sums("ada", 4, 3), scores={("ada", "sums"): 7.0}, class_list=ClassList(["ada", "ben"]))
    assert "of 2 students handed in 1 submission 1 " in text
    assert "Window sums 7.0 7 7.0 – 7–7 1 0 0 Shifts – 6 – – – 0 0 0 " in text
    assert " ada 7 7 – 0 ben – – – 0 " in text


def test_class_json_says_what_the_page_says(course, tmp_path):
    """The names of its keys are those that docs/class-report.md describes."""
    paths = ClassPaths(tmp_path, tmp_path)
    results = [sums(one, 3, 3, mistakes=("one_window_short", None)) for one in ("ada", "ben")]
    write_report(paths, course, results, {("ada", "sums"): 5.5, ("ben", "sums"): 6.0})
    data = json.loads((paths.report / "class.json").read_text(encoding="utf-8"))
    assert (data["schema"], data["students"], data["handed_in"]["submissions"]) == (1, 2, 2)
    assert (data["total"]["max_score"], data["total"]["scores"]["mean"]) == (7, 5.75)
    assert (data["mistakes"][0]["name"], data["mistakes"][0]["students"]) == ("one_window_short", ["ada", "ben"])
    assert data["rows"][0]["cells"][0] == {
        "exercise": "sums", "state": "graded", "score": 5.5, "max_score": 7, "unwritten": 0, "late": False,
    }  # fmt: skip
    page = (REPOSITORY / "docs" / "class-report.md").read_text(encoding="utf-8")
    assert [key for key in keys_of(data) if f"`{key}`" not in page] == []


def keys_of(data):
    """All keys of dicts in JSON data."""
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys_of(value)}
    return {key for one in data for key in keys_of(one)} if isinstance(data, list) else set()


def test_items_csv_has_a_row_for_each_task_and_test(course, tmp_path):
    """A figure that cannot be computed is an empty cell."""
    tests = tuple(TestResult(name, 2, 0, verdict) for name, verdict in (("first", "passed"), ("second", "failed")))
    ada = sums("ada", 2, 3)
    ada = replace(ada, tasks=(replace(ada.tasks[0], tests=tests), ada.tasks[1]))
    paths = ClassPaths(tmp_path, tmp_path)
    write_report(paths, course, [ada], {})
    rows = list(csv.DictReader(io.StringIO((paths.report / "items.csv").read_text(encoding="utf-8"))))
    assert [(row["task"], row["test"], row["solved"], row["share"]) for row in rows] == [
        ("window_sums", "", "0", "0.5"), ("window_sums", "first", "1", "1"), ("window_sums", "second", "0", "0"),
        ("window_means", "", "1", "1"),
    ]  # fmt: skip
    assert rows[0]["discrimination"] == ""


def test_the_page_needs_no_network_and_has_no_date(course, tmp_path):
    """The same results give the same bytes."""
    pages = []
    for folder in ("one", "two"):
        paths = ClassPaths(tmp_path / folder, tmp_path / folder)
        write_report(paths, course, [sums("ada", 4, 3)], {("ada", "sums"): 7.0})
        pages.append((paths.report / "index.html").read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert "<svg" in pages[0]
    assert not re.search(r'(src|href)="(?!\.\./feedback|#)|url\((?!#)|@import|https?://', pages[0])


def test_only_the_pages_own_script_can_run(course, tmp_path):
    """Its digest is in the page's Content-Security-Policy."""
    paths = ClassPaths(tmp_path, tmp_path)
    write_report(paths, course, [sums("ada", 4, 3)], {})
    page = (paths.report / "index.html").read_text(encoding="utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in html.unescape(page)


def test_the_page_names_ids_that_look_alike(page):
    """They can be one student with two rows. Characters that cannot be seen are written as in Python."""
    text = page(class_list=ClassList(["a\tb", "a\xa0b"]))
    assert "1 group of ids looks alike These ids look alike: " in text
    assert r" a\tb " in text
    assert r" a\xa0b " in text
    assert "look alike" not in page(class_list=ClassList(["ana", "anna"]))
