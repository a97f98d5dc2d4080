"""grades.csv: the final scores of a class, with what an instructor must know about each."""

import csv
from dataclasses import replace

import pytest

from autograder.grading.result import OTHER_EXERCISE
from autograder.reports.class_list import ClassList
from autograder.reports.grades_csv import grades_csv
from autograder.reports.marks import MARK_COLUMNS
from tests.reports.results import sums, unreadable


def table(course, results, scores, class_list=None):
    return list(csv.DictReader(grades_csv(course, results, scores, class_list)))


def test_grades_are_the_gradebooks(course):
    """grades.csv has the gradebook's final scores, and the points that the whole course gives."""
    ada, ben = table(course, [sums("ada", 4, 3), sums("ben", 4, 3)], {("ada", "sums"): 5.5, ("ben", "sums"): 7.0})
    scores = {"student": "ada", "sums": "5.5", "shifts": "", "total": "5.5", "max_total": "13", "remarks": ""}
    assert ada == scores | {"not_in_total": "shifts"} | dict.fromkeys((*MARK_COLUMNS, "name"), "")
    assert list(ada)[-6:] == ["not_in_total", *MARK_COLUMNS, "name"]
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


def test_a_total_says_what_is_not_in_it(course):
    """An exercise without a score adds nothing, which is no 0: the last column names it."""
    scores = {("ada", "sums"): 7.0, ("ada", "shifts"): 0.0, ("ben", "shifts"): 6.0, ("cleo", "sums"): None}
    rows = table(course, [], scores, ClassList(["ada", "ben", "cleo", "dan"]))
    assert [(row["student"], row["total"], row["not_in_total"]) for row in rows] == [
        ("ada", "7", ""), ("ben", "6", "sums"), ("cleo", "", "sums; shifts"), ("dan", "", "sums; shifts"),
    ]  # fmt: skip


def test_every_student_who_handed_in_has_a_row(course):
    """Also if nothing was graded yet, and no gradebook knows the student."""
    (ben,) = table(course, [], {}, ClassList(submitted={("ben", "shifts")}))
    assert (ben["student"], ben["shifts"], ben["remarks"]) == ("ben", "", "shifts: not graded yet")


ALIKE = [
    ["Ana", "ana"], ["Jos\xe9", "Jose\u0301"], ["ana b", "ana  b", "ana\xa0b", "anab "], ["stra\xdfe", "STRASSE"],
    ["x\u200by", "xy"],
]  # fmt: skip


@pytest.mark.parametrize("ids", ALIKE)
def test_ids_that_look_alike_are_reported(course, ids):
    """Capital letters, spaces, invisible characters and composed letters can make two rows of one student."""
    class_list = ClassList([ids[0], "other"], submitted={(one, "sums") for one in ids[1:]})
    rows = table(course, [], {}, class_list)
    assert len(rows) == len(ids) + 1
    for row in rows:
        assert ("looks like another id: " in row["remarks"]) == (row["student"] != "other")
    (remark,) = class_list.remarks()
    assert remark.startswith("These ids look alike: ")
    assert remark.count("only in the gradebook") == 1
    assert "If they are one student" in remark


def test_ids_that_only_look_alike_are_told_apart(course):
    """Where two texts would be the same on a screen, the message has their code points."""
    (remark,) = ClassList(["Jos\xe9", "Jose\u0301"]).remarks()
    assert r"'Jos\xe9'" in remark
    assert r"'Jose\u0301'" in remark


def test_different_ids_are_not_reported():
    """Letters that differ make different ids."""
    class_list = ClassList(["ana", "anna", "an-a", "\u674e", "ana1"])
    assert class_list.remarks() == []


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


def test_ids_can_be_told_apart(course):
    """No two ids are the same text in grades.csv, and none is a formula there."""
    rows = table(course, [sums(name, 4, 3) for name in IDS], {})
    shown = [row["student"] for row in rows]
    assert len(set(shown)) == len(IDS)
    assert all(text.isprintable() and text.strip()[0] not in "=+-@" for text in shown)
    assert {r"a\tb", r"a\u202eb", r"a\xa0b", r"a\nb"} <= set(shown)


def test_ordinary_ids_stay_as_they_are(course):
    """Letters of any language, quotes and backslashes are no reason to change an id."""
    rows = table(course, [sums(name, 4, 3) for name in ORDINARY], {})
    assert {row["student"] for row in rows} == set(ORDINARY)
