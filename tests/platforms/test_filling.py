"""Filling scores into what platforms export: equal scores come out, and nothing else changes."""

import csv
import io
import re

import pytest

from autograder.errors import UsageError
from autograder.platforms.filling import Gradable, fill
from autograder.platforms.matching import Matcher
from autograder.platforms.roster import Roster, Student
from autograder.platforms.sheet import Sheet
from tests.platforms import simulated

CLASS = simulated.people(8)
ROSTER = Roster(tuple(Student(one.id, one.name, one.email) for one in CLASS))
TITLES, MOST = {"sums": "Sums of windows", "shifts": "Shifts"}, {"sums": 7.0, "shifts": 3.0}
SCORES = {(one.id, "sums"): round(7 * one.number / 9, 5) for one in CLASS if one.number != 3}
CANVAS = {"Sums of windows (101)": 7.0, "Shifts (102)": 3.0}
BLACKBOARD = ["Sums of windows [Total Pts: 7 Score] |1281892", "Shifts [Total Pts: 3 Score] |1281893"]
FILES = {
    "canvas with semicolons": ("canvas", simulated.canvas_gradebook(CLASS, CANVAS, ";", comma=True)),
    "canvas with commas": ("canvas", simulated.canvas_gradebook(CLASS, CANVAS, ",", mark=False)),
    "moodle in german": ("moodle", simulated.moodle_worksheet(CLASS, 7.0)),
    "blackboard": ("blackboard", simulated.blackboard_grades(CLASS, BLACKBOARD)),
}


@pytest.fixture
def filled(tmp_path):
    """Fill scores into the bytes of a file."""

    def make(data, platform, scores=SCORES, exercise="sums", **more):
        path = tmp_path / "export.csv"
        path.write_bytes(data)
        return fill(Sheet.read(path), platform, Gradable(scores, MOST, TITLES), Matcher(ROSTER), exercise, **more)

    return make


def cells(data):
    """The rows of a file, as Python's own csv reads them: independent of what wrote it."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(encoding)
    separator = max("\t;,", key=text.partition("\n")[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.mark.parametrize("name", FILES)
def test_equal_scores_come_out_and_nothing_else_changes(filled, name):
    """Every score is in the row of its student, as the platform reads it; all other cells are as they were."""
    platform, data = FILES[name]
    result = filled(data, platform)
    before, after = cells(data), cells(result.sheet.to_bytes())
    (target,) = result.targets
    found = {}
    for old, new in zip(before, after, strict=True):
        assert [*old[: target.column], *old[target.column + 1 :]] == [*new[: target.column], *new[target.column + 1 :]]
        if old[target.column] != new[target.column]:
            who = next(one for one in CLASS if one.email in new or one.id in new)
            found[who.id, "sums"] = float(new[target.column].replace(",", "."))
    assert found == SCORES
    assert result.written == SCORES and not result.unknown and not result.absent


@pytest.mark.parametrize("name", FILES)
def test_bytes_that_are_not_scores_stay(filled, name):
    """Without a score, the file is the same, byte by byte: its mark, separators, quotes and line ends."""
    platform, data = FILES[name]
    assert filled(data, platform, {}).sheet.to_bytes() == data


def test_decimal_commas_stay_decimal_commas(filled):
    """A file with decimal commas gets them; one with points gets points."""
    for name, comma in (("canvas with semicolons", True), ("canvas with commas", False), ("moodle in german", True)):
        platform, data = FILES[name]
        text = filled(data, platform).sheet.to_bytes().decode("utf-8-sig")
        assert ("6,22222" in text, "6.22222" in text) == (comma, not comma)


def test_a_file_that_has_no_decimals_yet_gets_those_of_its_separators(filled):
    """With semicolons, the numbers have commas; with commas, points."""
    for separator, number in ((";", ";0,5;"), (",", ",0.5,")):
        data = simulated.canvas_gradebook(CLASS, CANVAS, separator)
        data = re.sub(rb"(\d+)\.\d\d", rb"\1", data)
        text = filled(data, "canvas", {(CLASS[0].id, "sums"): 0.5}).sheet.to_bytes().decode()
        assert number in text


def test_excused_students_and_the_test_student_stay(filled):
    """Canvas's EX and N/A are kept and reported, also beside a score. Its test student gets none."""
    there = {(CLASS[0], "Sums of windows (101)"): "EX", (CLASS[1], "Sums of windows (101)"): "N/A"}
    data = simulated.canvas_gradebook(CLASS, CANVAS, cells=there)
    result = filled(data, "canvas", {**SCORES, ("Student, Test", "sums"): 1.0})
    assert result.kept == [f"{CLASS[0].id} sums: EX", f"{CLASS[1].id} sums: N/A"]
    assert [row for row in cells(result.sheet.to_bytes()) if row[0] == "Student, Test"] == [
        row for row in cells(data) if row[0] == "Student, Test"
    ]


def test_a_score_that_is_there_already_stays_as_it_is_written(filled):
    """7.00 is not rewritten as 7."""
    data = simulated.canvas_gradebook(CLASS, CANVAS, cells={(CLASS[0], "Sums of windows (101)"): "7.00"})
    assert filled(data, "canvas", {(CLASS[0].id, "sums"): 7.0}).sheet.to_bytes() == data


def test_several_exercises_are_filled_in_at_once(filled):
    """Without a chosen exercise, each column of Canvas that is named after one gets its scores."""
    scores = {(CLASS[0].id, "sums"): 5.0, (CLASS[0].id, "shifts"): 2.5}
    result = filled(FILES["canvas with commas"][1], "canvas", scores, exercise=None)
    assert result.written == scores and [one.exercise for one in result.targets] == ["sums", "shifts"]


def test_read_only_columns_are_none_of_an_exercise(filled):
    """A total that is named like an exercise is not filled in: its points are "(read only)"."""
    data = FILES["canvas with commas"][1].replace(b"Final Score", b"Sums of windows Final Score")
    assert [one.title for one in filled(data, "canvas").targets] == ["Sums of windows (101)"]


@pytest.mark.parametrize("column", ["Homework 1 (101)", "Homework 1"])
def test_a_column_with_another_name_is_named(filled, column):
    """COLUMN= takes the whole title or that without the id."""
    data = FILES["canvas with commas"][1].replace(b"Sums of windows (101)", b"Homework 1 (101)")
    assert filled(data, "canvas", column=column).written == SCORES


def test_a_worksheet_in_a_language_that_nobody_knows_is_understood(filled):
    """The columns are found by what is in them: a word with a number, and the same number in each row."""
    text = FILES["moodle in german"][1].decode()
    for word, other in (
        ("ID,", "Qx,"),
        ("Bewertung,", "Pisteet,"),
        ("Teilnehmer/in", "Osallistuja "),
        ("Bestwertung", "Enintään"),
    ):
        text = text.replace(word, other)
    assert filled(text.encode(), "moodle").written == SCORES


def test_other_points_on_the_platform_are_refused_or_converted(filled):
    """A column of 100 points does not silently get scores of 7; with `scale`, all are converted."""
    data = simulated.moodle_worksheet(CLASS, 100.0)
    with pytest.raises(UsageError, match=re.escape("worth 100 points, and the exercise sums is worth 7")):
        filled(data, "moodle")
    result = filled(data, "moodle", {(CLASS[0].id, "sums"): 3.5}, scale=True)
    assert '"50"' in result.sheet.to_bytes().decode() or ",50," in result.sheet.to_bytes().decode()


def test_who_is_in_only_one_of_both_is_said(filled):
    """Rows of people whom the roster does not have stay, with the missing line; students without a row are named."""
    data = simulated.moodle_worksheet([*CLASS[1:], simulated.Person(77, "New", "Person", "right")], 7.0)
    result = filled(data, "moodle")
    assert [one.line for one in result.unknown] == ["?,New Person,s0077@uni.example,910539"]
    assert result.absent == [CLASS[0].id]


@pytest.mark.parametrize(
    ("data", "platform", "more", "said"),
    [
        (FILES["blackboard"][1], "canvas", {}, "is not a file with grades from Canvas. In Canvas: Grades, Export"),
        (
            FILES["canvas with commas"][1].replace(b"Sums of", b"Homework"),
            "canvas",
            {},
            "It has: Homework windows (101), Shifts (102). Is it the export of another course? Otherwise name both: "
            "EXERCISE=sums COLUMN=",
        ),
        (
            FILES["canvas with commas"][1].replace(b"Shifts", b"Sums of windows"),
            "canvas",
            {},
            "several columns that are named after sums",
        ),
        (FILES["canvas with commas"][1], "canvas", {"column": "Total"}, "no column 'Total' that can be filled in"),
        (
            FILES["moodle in german"][1].replace(b'"7,00"', b'"gut, schlecht"'),
            "moodle",
            {},
            "words of a scale ('gut, schlecht')",
        ),
        (FILES["moodle in german"][1], "moodle", {"exercise": None}, "is for one assignment. Which exercise is"),
        (simulated.moodle_worksheet([CLASS[0], CLASS[0]], 7.0), "moodle", {}, "rows 2 and 3 are both"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_do(filled, data, platform, more, said):
    """The message names the file, what is in it, and the command that works."""
    with pytest.raises(UsageError, match=re.escape(said)):
        filled(data, platform, **more)
