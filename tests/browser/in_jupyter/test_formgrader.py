"""What a person does in the formgrader, in a browser, reaches the table of grades and the student's page."""

import csv
import shutil
import subprocess

import pytest
from formgrader_page import FormgraderPage
from playwright.sync_api import expect
from programs import PYTHON, REPOSITORY, run_autograder

EXERCISE = "inference"  # has a written answer
NAMES = {"ana": "Ana Lovelace", "ben": "Ben Bauer", "cem": "Cem Yılmaz"}
COMMENT = "Say *also* what the number does **not** say."
HAND_IN = """
import sys
from pathlib import Path
from autograder.authoring.demo_class import demo_submissions, notebook_text
from autograder.course.loading import load_course
root, exercise = Path(sys.argv[1]), sys.argv[2]
for one in demo_submissions(load_course(root)):
    if one.exercise.name == exercise:
        path = root / "submitted" / one.student / exercise / f"{exercise}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook_text(one))
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course in examples/, with a class of three students, a roster and a gradebook. Tests use copies of it."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(REPOSITORY / "examples" / "linear_regression", root, ignore=shutil.ignore_patterns("build"))
    run_autograder("release", cwd=root)
    subprocess.run([PYTHON, "-c", HAND_IN, root, EXERCISE], check=True)
    shutil.copytree(root / "submitted" / "cem", root / "submitted" / "ben")
    (root / "roster.csv").write_text("id,name\n" + "".join(f"{id},{name}\n" for id, name in NAMES.items()))
    run_autograder("grade", cwd=root)
    return root


@pytest.fixture
def course(graded, tmp_path):
    """A copy of this course and its class."""
    return shutil.copytree(graded, tmp_path / "course")


def grades(course, student):
    """The student's row of grades.csv."""
    with (course / "build/report/grades.csv").open(newline="") as file:
        return next(row for row in csv.DictReader(file) if row["student"] == student)


def test_the_formgrader_lists_the_class(course, open_browser):
    """The menu of JupyterLab opens it. It has each exercise with its submissions, and names, times and scores."""
    formgrader = FormgraderPage(open_browser(course).open("lab"))
    assert formgrader.cells("fitting")[8] == "0"
    assert formgrader.cells(EXERCISE)[8] == "3"
    formgrader.manage_submissions(EXERCISE)
    assert formgrader.cells("Lovelace, Ana")[1:5] == ["ana", "None", "needs manual grading", "8 / 11"]
    assert formgrader.cells("Yılmaz, Cem")[1:5] == ["cem", "None", "needs manual grading", "4 / 11"]
    formgrader.manual_grading(EXERCISE)
    assert formgrader.cells("Bauer, Ben")[2:6] == ["4 / 11", "4 / 8", "0 / 3", "0 / 0"]


def test_points_for_a_written_answer_arrive(course, open_browser):
    """Points and comment are saved when the field is left. `make grade` writes them into grades.csv and on the page."""
    browser = open_browser(course)
    formgrader = FormgraderPage(browser.open("lab"))
    formgrader.open_submission(EXERCISE, "Yılmaz, Cem")
    expect(formgrader.answer("reading")).to_contain_text("The slope is right with a probability of 96 %.")
    formgrader.enter("reading", "2.5")
    formgrader.enter("reading-comment", COMMENT)
    formgrader.manual_grading(EXERCISE)
    assert formgrader.cells("Yılmaz, Cem")[2:7] == ["6.5 / 11", "4 / 8", "2.5 / 3", "0 / 0", ""]

    run_autograder("grade", cwd=course)
    row = grades(course, "cem")
    assert (row[EXERCISE], row["name"], row["remarks"]) == ("6.5", NAMES["cem"], "")
    assert (row["manual_scores"], row["comments"]) == (
        f"{EXERCISE}: reading 2.5 (no automatic score)",
        f"{EXERCISE}: reading: {COMMENT}",
    )
    page = browser.open((course / "build/feedback/cem" / EXERCISE / f"{EXERCISE}.html").as_uri())
    expect(page.get_by_text("6.5 of 11 points")).to_be_visible()
    expect(page.get_by_text("Your instructor gave 2.5 points for this answer.")).to_be_visible()
    expect(page.get_by_text("Say also what the number does not say.")).to_be_visible()


def test_another_score_for_code_arrives_by_the_button(course, open_browser):
    """A manual score replaces the automatic one, and Generate Feedback writes the page without any command."""
    browser = open_browser(course, width=800)
    formgrader = FormgraderPage(browser.open("lab"))
    formgrader.open_submission(EXERCISE, "Bauer, Ben")
    formgrader.enter("residual_table", "1.5")
    formgrader.enter("residual_table_extra_credit", "0.25")
    formgrader.enter("residual_table_answer-comment", "Only the sign is wrong.")
    assert "success" in formgrader.generate_feedback(EXERCISE, "Bauer, Ben").lower()

    page = browser.open((course / "build/feedback/ben" / EXERCISE / f"{EXERCISE}.html").as_uri())
    expect(page.get_by_text("Only the sign is wrong.")).to_be_visible()
    expect(page.get_by_text("1.5 of 3 points")).to_be_visible()
    run_autograder("report", cwd=course)
    row = grades(course, "ben")
    assert row["manual_scores"] == f"{EXERCISE}: residual_table 1.5 (automatic 0)"
    assert row["extra_credit"] == f"{EXERCISE}: residual_table 0.25"
    assert row["comments"] == f"{EXERCISE}: residual_table: Only the sign is wrong."
