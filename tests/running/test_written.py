"""Written answers, from the release to the table of grades: a person grades them, and before, no total counts them."""

import csv
import json

import nbformat
import pytest

from autograder import __main__ as command
from autograder.authoring.invariants import check
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.gradebook import setup
from autograder.gradebook.database import Gradebook
from autograder.gradebook.override import override
from autograder.grading.grade import grade
from autograder.running.batch import grade_class
from autograder.running.recorder import open_gradebook
from autograder.submissions.submission import Submission
from tests.conftest import CourseCopy, solved_notebook
from tests.reports.test_feedback import in_order, words
from tests.running.classes import partly_right, submit
from tests.running.in_process_backend import InProcess
from tests.running.test_formgrader import formgrader_in
from tests.running.written_course import QUESTION, copy_of, with_written_task

pytestmark = pytest.mark.usefixtures("no_workers")


@pytest.fixture(scope="module")
def written_course(course, tmp_path_factory):
    """The small course with a written task, and a gradebook that knows it. Tests use copies of it."""
    own = with_written_task(course, tmp_path_factory.mktemp("written") / "course")
    setup.prepare(ClassPaths.real(own.root), own)
    return own


@pytest.fixture
def own_class(written_course, tmp_path):
    """A copy of the course, with its class."""
    return copy_of(written_course, tmp_path / "course")


def graded(course, paths):
    return grade_class(paths, course, InProcess())


def answered(course, text):
    """A notebook with full marks in the tests, and this answer."""
    return solved_notebook(course.exercise("sums"), why=text)


def row_of(paths, student):
    rows = csv.DictReader((paths.report / "grades.csv").read_text().splitlines())
    return next(row for row in rows if row["student"] == student)


def recorded(paths, student):
    """(automatic score, manual score, whether a person has to look at it) of the written answer."""
    with Gradebook(f"sqlite:///{paths.gradebook}") as gradebook, gradebook.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select grade.auto_score, grade.manual_score, grade.needs_manual_grade from grade "
            "join base_cell on base_cell.id = grade.cell_id "
            "join submitted_notebook on submitted_notebook.id = grade.notebook_id "
            "join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id "
            f"where base_cell.name = 'why' and submitted_assignment.student_id = '{student}'"
        ).all()
    return tuple(rows[0])


def page_of(paths, student):
    return words(paths.feedback(student, "sums").read_text())


def test_the_release_has_a_cell_for_the_answer_and_not_the_answer(written_course):
    """Students receive nbgrader's manually graded cell with its points, the question, and not the model answer."""
    cells = nbformat.read(written_course.exercise("sums").release, as_version=4).cells
    *_, question, answer = cells
    assert question.source == QUESTION
    assert question.metadata.nbgrader.locked
    flags = answer.metadata.nbgrader
    assert (answer.source, flags.grade, flags.solution, flags.points) == ("YOUR ANSWER HERE", True, True, 3)
    assert "*Notes, §1, Figure 1. 10 points.*" in cells[0].source
    said = []
    assert check(written_course, said.append), said


def test_an_answer_waits_for_a_person(own_class):
    """The tests' points are there; the answer has no score, no total counts it as 0, and nothing fails."""
    course, paths = own_class
    submit(paths, "ada", "sums", answered(course, "Because *windows* overlap."))
    summary = graded(course, paths)
    assert summary.failures == []
    assert summary.remarks == [
        "sums: 1 answer to why waits for a person: `make lab`, then Nbgrader, Formgrader, Manual Grading"
    ]
    assert recorded(paths, "ada") == (None, None, 1)
    row = row_of(paths, "ada")
    assert (row["sums"], row["total"], row["not_in_total"]) == ("", "", "sums; shifts")
    assert row["remarks"] == "sums: 3 points graded by a person: why. The tests gave 7 of 7"
    text = page_of(paths, "ada")
    assert in_order(text, "7 of 7 points so far", "3 more points are graded by a person.", "why 3 points, graded by a")
    assert in_order(text, "Your answer:", "Because *windows* overlap.")
    report = words((paths.report / "index.html").read_text())
    assert in_order(report, "Written answers", "Waiting for a person", "sums why 1 1 –")
    assert graded(course, paths).graded == 0


def test_points_of_a_person_count(own_class, monkeypatch, capsys):
    """`override` gives the points and the comment; page, table and report show them. A first total is no change."""
    course, paths = own_class
    monkeypatch.chdir(course.root)
    submit(paths, "ada", "sums", answered(course, "Because windows overlap."))
    graded(course, paths)
    assert command.main(["override", "ada", "sums", "why", "2", "--why", "Say **how many**."]) == 0
    assert "ada sums: why: 2 of 3 points." in capsys.readouterr().out
    row = row_of(paths, "ada")
    assert (row["sums"], row["total"], row["remarks"]) == ("9", "9", "")
    assert row["manual_scores"] == "sums: why 2 (no automatic score)"
    text = page_of(paths, "ada")
    assert in_order(text, "9 of 10 points", "Tests 7", "Written answers +2", "Total 9", "why 2 of 3 points")
    assert in_order(text, "Your instructor gave 2 points for this answer.", "Say how many", "Your answer:")
    assert "Changed by" not in text
    assert (paths.report / "changes.csv").read_text().splitlines()[1:] == []
    assert in_order(words((paths.report / "index.html").read_text()), "Written answers", "sums why 1 0 67 %")
    assert command.main(["override", "ada", "sums", "why", "automatic", "--why", "See again."]) == 0
    assert "a person has to grade it" in capsys.readouterr().out
    assert row_of(paths, "ada")["sums"] == ""


@pytest.mark.parametrize("text", ["YOUR ANSWER HERE", "  \n\n"])
def test_nothing_written_is_0_points_without_a_person(own_class, text):
    """As in nbgrader, an unchanged answer has 0 points; so has an empty one. The page says that it is not written."""
    course, paths = own_class
    submit(paths, "ben", "sums", answered(course, text))
    summary = graded(course, paths)
    assert recorded(paths, "ben") == (0, None, 0)
    assert (row_of(paths, "ben")["sums"], row_of(paths, "ben")["remarks"]) == ("7", "")
    assert in_order(page_of(paths, "ben"), "7 of 10 points", "why not written yet, 0 of 3 points")
    assert summary.remarks == []


def test_a_resubmission_marks_the_points_of_a_person(own_class, monkeypatch, capsys):
    """The points stay, but page, table and terminal say that they are for an earlier version."""
    course, paths = own_class
    monkeypatch.chdir(course.root)
    submit(paths, "ada", "sums", answered(course, "First."))
    command.main(["override", "ada", "sums", "why", "1", "--why", "Too short."])
    submit(paths, "ada", "sums", answered(course, "Second."))
    summary = graded(course, paths)
    assert recorded(paths, "ada") == (None, 1, 1)
    assert any("the manual score of why (1) is for an earlier version" in remark for remark in summary.remarks)
    assert "the manual score of why is for an earlier version" in row_of(paths, "ada")["remarks"]
    text = page_of(paths, "ada")
    assert in_order(text, "8 of 10 points", "The points were given for an earlier version", "Second.")


def test_an_answer_that_is_withdrawn_and_written_again(own_class):
    """Whether a person is needed follows the last version."""
    course, paths = own_class
    for text, expected in [("One.", (None, None, 1)), ("", (0, None, 0)), ("Two.", (None, None, 1))]:
        submit(paths, "ada", "sums", answered(course, text))
        graded(course, paths)
        assert recorded(paths, "ada") == expected


def changed_cells(course, change):
    notebook = json.loads(answered(course, "My answer."))
    return json.dumps(notebook | {"cells": change(notebook["cells"])}).encode()


def without_metadata(cells):
    return [cell | {"metadata": {}} for cell in cells]


def as_code(cells):
    return [*cells[:-1], cells[-1] | {"cell_type": "code", "outputs": [], "execution_count": None}]


def copied(cells):
    return [cells[-1] | {"source": "YOUR ANSWER HERE"}, *cells, cells[-1] | {"source": " "}]


def in_a_new_cell(cells):
    new = {"cell_type": "markdown", "metadata": {}, "source": "My answer."}
    return [*cells[:-1], cells[-1] | {"source": "YOUR ANSWER HERE"}, new | {"source": "\n"}, new]


def in_a_new_cell_without_metadata(cells):
    return without_metadata(in_a_new_cell(cells))


def in_a_new_cell_behind_an_empty_one(cells):
    return [cell | {"source": ""} if "YOUR ANSWER" in cell["source"] else cell for cell in in_a_new_cell(cells)]


DAMAGE = [
    list,
    without_metadata,
    as_code,
    copied,
    in_a_new_cell,
    in_a_new_cell_without_metadata,
    in_a_new_cell_behind_an_empty_one,
    lambda cells: [cells[-1], *cells[:-1]],
]


@pytest.mark.parametrize("change", DAMAGE)
def test_an_answer_is_found_in_a_damaged_notebook(written_course, change):
    """The answer is read if its cell was moved, copied or turned into code, or has lost its metadata.

    It is also read if it is in a new cell behind the one that is meant for it.
    """
    data = changed_cells(written_course, change)
    result = grade(Submission("ada", "sums", data), written_course)
    assert [(one.task, one.max_score, one.text) for one in result.written] == [("why", 3, "My answer.")]
    assert (result.score, result.max_score) == (7, 7)


def test_an_answer_in_a_new_cell_waits_for_a_person(own_class):
    """An answer in a new cell behind the unchanged one is not 0 points: a person grades it, and the page shows it."""
    course, paths = own_class
    submit(paths, "ada", "sums", changed_cells(course, in_a_new_cell))
    graded(course, paths)
    assert recorded(paths, "ada") == (None, None, 1)
    assert in_order(page_of(paths, "ada"), "Your answer:", "My answer.")


def test_other_cells_are_no_answer(written_course):
    """Text behind an unchanged answer is not taken for it if it belongs to another cell of the release, or is code."""
    code = {"cell_type": "code", "outputs": []}
    other = {"metadata": {"nbgrader": {"grade_id": "x"}}}
    *cells, new = in_a_new_cell(json.loads(answered(written_course, "My answer."))["cells"])
    for last in (new | code, new | other):
        data = json.dumps({"cells": [*cells, last], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        [answer] = grade(Submission("ada", "sums", data.encode()), written_course).written
        assert (answer.text, answer.score) == ("", 0)


def test_without_a_cell_nothing_is_written(written_course):
    """A notebook in which the cell was deleted is graded like one with an empty answer."""
    result = grade(Submission("ada", "sums", changed_cells(written_course, lambda cells: cells[:-1])), written_course)
    assert [(one.text, one.score) for one in result.written] == [("", 0)]


def test_an_answer_cannot_put_code_into_the_page(own_class):
    """The page shows what a student writes as text."""
    course, paths = own_class
    submit(paths, "eve", "sums", answered(course, "<script>alert(1)</script> **x** \u202e"))
    graded(course, paths)
    html = paths.feedback("eve", "sums").read_text()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **x** \N{REPLACEMENT CHARACTER}" in html


def test_single_files_say_what_a_person_grades(own_class, tmp_path, capsys, monkeypatch):
    """`grade FILES` prints it, and the JSON has the answer under the key `written`."""
    course, _ = own_class
    monkeypatch.chdir(course.root)
    path = tmp_path / "sums.ipynb"
    path.write_bytes(answered(course, "My answer."))
    assert command.main(["grade", str(path)]) == 0
    out = capsys.readouterr().out
    assert "7 of 7, 3 points graded by a person" in out
    assert "why: graded by a person" in out
    assert command.main(["grade", str(path), "--format", "json"]) == 0
    [data] = json.loads(capsys.readouterr().out)
    assert data["written"] == [{"task": "why", "max_score": 3, "text": "My answer."}]
    assert (data["score"], data["max_score"]) == (7, 7)


def test_a_late_penalty_waits_with_the_answer(own_class):
    """The final score of a late submission is known when a person has graded its answer."""
    course, paths = own_class
    config = paths.root / "nbgrader_config.py"
    config.write_text(config.read_text() + 'c.LateSubmissionPlugin.penalty_method = "zero"\n')
    toml = paths.root / "exercises" / "sums" / "exercise.toml"
    toml.write_text(f"due = 2026-01-01 00:00:00\n{toml.read_text()}")
    submit(paths, "ada", "sums", answered(course, "My answer."), "2026-01-02 00:00:00 UTC")
    course = load_course(paths.root)
    graded(course, paths)
    assert row_of(paths, "ada")["sums"] == ""
    with open_gradebook(paths, course) as gradebook:
        override(gradebook, ("ada", "sums"), "why", 3, "Good.")
    graded(course, paths)
    assert row_of(paths, "ada")["sums"] == "0"
    assert in_order(page_of(paths, "ada"), "0 of 10 points", "Written answers +3", "Late penalty −10")


def test_nbgrader_alone_records_the_same(own_class, tmp_path):
    """`nbgrader autograde` leaves the same rows and the same page as `make grade`."""
    course, paths = own_class
    for student, text in [("ada", "My answer."), ("ben", ""), ("cleo", "YOUR ANSWER HERE")]:
        submit(paths, student, "sums", answered(course, text))
    other_course, other = copy_of(course, tmp_path / "other")
    graded(course, paths)
    done = CourseCopy(other.root).nbgrader("autograde", "sums")
    assert done.returncode == 0, done.stderr
    for student in ("ada", "ben", "cleo"):
        assert recorded(other, student) == recorded(paths, student)
    done = CourseCopy(other.root).nbgrader("generate_feedback", "sums")
    assert done.returncode == 0, done.stderr
    assert page_of(other, "ada") == page_of(paths, "ada")
    assert graded(other_course, other).graded == 0


@pytest.mark.slow
def test_a_person_grades_it_in_the_formgrader(own_class):
    """The formgrader lists the answer for manual grading; points and comment reach the page; a new version is noted."""
    course, paths = own_class
    submit(paths, "ada", "sums", answered(course, "My *answer*."))
    graded(course, paths)
    with formgrader_in(paths.root) as formgrader:
        [notebook] = json.loads(formgrader("GET", "/api/submitted_notebooks/sums/sums"))
        assert notebook["needs_manual_grade"]
        assert "My <em>answer</em>." in formgrader("GET", f"/submissions/{notebook['id']}/")
        grade = formgrader.of_cell("grade", notebook["id"], "why")
        comment = formgrader.of_cell("comment", notebook["id"], "why")
        formgrader("PUT", f"/api/grade/{grade['id']}", manual_score=2)
        formgrader("PUT", f"/api/comment/{comment['id']}", manual_comment="How many?")
        [notebook] = json.loads(formgrader("GET", "/api/submitted_notebooks/sums/sums"))
        assert not notebook["needs_manual_grade"]
        graded(course, paths)
        assert in_order(page_of(paths, "ada"), "9 of 10 points", "why 2 of 3 points", "How many?")
        submit(paths, "ada", "sums", answered(course, "Another."))
        assert json.loads(formgrader("POST", "/api/submission/sums/ada/autograde"))["success"]
        assert "2 is for an earlier version" in formgrader("GET", f"/submissions/{notebook['id']}/")


def test_an_unreadable_file_has_no_score(own_class):
    """A person has to look at everything, also at the written task."""
    course, paths = own_class
    submit(paths, "ada", "sums", b"{")
    graded(course, paths)
    assert recorded(paths, "ada") == (None, None, 1)
    assert "why" not in page_of(paths, "ada")
    assert "unreadable" in row_of(paths, "ada")["remarks"]


def test_a_mistake_and_an_answer_are_told_apart(own_class, monkeypatch):
    """The total lists a changed score of a function apart from the points of a written answer."""
    course, paths = own_class
    monkeypatch.chdir(course.root)
    submit(paths, "ada", "sums", partly_right(course.exercise("sums")))
    command.main(["override", "ada", "sums", "why", "3", "--why", "Good."])
    command.main(["override", "ada", "sums", "window_sums", "2", "--why", "A typo."])
    text = page_of(paths, "ada")
    assert in_order(text, "8 of 10 points", "Tests 3.5", "Written answers +3", "Changed by your instructor +1.5")


def test_an_answer_that_waits_for_a_person_is_not_returned(own_class, capsys):
    """The table for platforms has an empty cell and no 0 until a person has given points, and the command says why."""
    course, paths = own_class
    submit(paths, "ada", "sums", answered(course, "Because *windows* overlap."))
    submit(paths, "ben", "sums", solved_notebook(course.exercise("sums")))
    graded(course, paths)
    with open_gradebook(paths, course) as gradebook:
        override(gradebook, ("ben", "sums"), "why", 2, "")
    returned = ["return", "csv", "--course", str(course.root)]
    assert command.main(returned) == 0
    table = (paths.returned / "csv" / "scores.csv").read_text().splitlines()
    assert [line.split(",")[::3] for line in table[1:]] == [["ada", ""], ["ben", "9"]]
    assert (
        "No score, so nothing was written: ada sums (a person has not given all points yet)." in capsys.readouterr().out
    )
