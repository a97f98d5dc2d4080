"""The demo class, graded by our command and by nbgrader itself: scores, rows, notebooks and pages agree."""

import contextlib
import csv
import html
import json
import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.authoring import demo_class as demo
from autograder.course.paths import ClassPaths
from autograder.grading.result import Result
from autograder.grading.result_summary import summary
from autograder.running import batch
from tests.running.in_process_backend import InProcess

EXPECTED = {
    ("ada", "sums"): 7,
    ("ben", "sums"): 1.5,
    ("cleo", "sums"): 0,
    ("ada", "shifts"): 6,
    ("cleo", "shifts"): None,
}


def test_every_score_is_the_expected_one(demo_class):
    """Each student's score is what class.toml says; a notebook that cannot be read has none."""
    _, summary = demo_class
    assert {(result.student, result.exercise): result.score for result in summary.results} == EXPECTED
    assert {result.status for result in summary.results if result.score is None} == {"unreadable"}


def test_no_submission_is_the_graders_fault(demo_class):
    """Whatever students submit, the grader itself does not fail."""
    assert demo_class[1].failures == []


def test_results_of_a_class_share_what_they_have_in_common(demo_class):
    """Results come from other processes. In memory, names of tasks and known mistakes are one object each."""
    tasks = [task for result in demo_class[1].results for task in result.tasks]
    assert len(tasks) > len({task.task for task in tasks}) == len({id(task.task) for task in tasks})
    mistakes = [mistake for task in tasks for mistake in task.misconceptions]
    assert len({mistake.name for mistake in mistakes}) == len({id(mistake) for mistake in mistakes})


def rows(paths):
    """Every grade in the gradebook: (student, exercise, task) → (auto, manual, max, needs a person)."""
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        return {
            (submission.student.id, assignment.name, grade.name): (
                grade.auto_score, grade.manual_score, grade.max_score, grade.needs_manual_grade)
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }  # fmt: skip


def test_the_gradebook_has_every_tasks_score(demo_class):
    """nbgrader's rows are the results' tasks, cell by cell; an unreadable notebook waits for a person."""
    paths, summary = demo_class
    recorded = rows(paths)
    for result in summary.results:
        for task in result.tasks:
            assert recorded[result.student, result.exercise, task.task] == (task.score, None, task.max_score, False)
    unreadable = [row for place, row in recorded.items() if place[:2] == ("cleo", "shifts")]
    assert len(unreadable) == 3
    assert all(auto is None and needs for auto, _, _, needs in unreadable)


def test_autograded_notebooks_are_valid_and_end_graded_cells_with_the_score(demo_class):
    """The formgrader opens each notebook, and nbgrader reads each score as a plain float."""
    paths, summary = demo_class
    for result in summary.results:
        path = paths.autograded / result.student / result.exercise / f"{result.exercise}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
        for task in result.tasks:
            outputs = cells[task.task].outputs
            assert float(outputs[-1].data["text/plain"]) == task.score
            assert all(output.get("name") != "stderr" for output in outputs)


@pytest.mark.slow
@pytest.mark.ci
def test_nbgrader_alone_leaves_the_same_rows(demo_class, course_copy, command):
    """`nbgrader autograde`, without our command and without our results, gives the same scores cell by cell."""
    paths, summary = demo_class
    code, _, err = command("release", "--course", course_copy.root)
    assert code == 0, err
    shutil.copytree(paths.submitted, course_copy.root / "submitted")
    for exercise in ("sums", "shifts"):
        done = course_copy.nbgrader("autograde", exercise)
        assert done.returncode == 0, done.stderr
    assert rows(ClassPaths.real(course_copy.root)) == rows(paths)
    exported = course_copy.nbgrader("export", "--to", "grades.csv")
    assert exported.returncode == 0, exported.stderr
    with (course_copy.root / "grades.csv").open() as file:
        table = {(row["student_id"], row["assignment"]): float(row["score"]) for row in csv.DictReader(file)}
    for result in summary.results:
        assert table[result.student, result.exercise] == (result.score or 0)


@pytest.fixture
def copied(demo_class, course, tmp_path):
    """The paths of a copy of the graded demo class."""
    shutil.copytree(demo_class[0].root, tmp_path, dirs_exist_ok=True)
    paths = ClassPaths(tmp_path, tmp_path)
    demo.write_config(course, paths)
    return paths


def test_a_second_run_grades_nothing_and_a_changed_submission_alone(copied, course):
    """What did not change is not graded again; what did change is, and its rows follow."""
    before = rows(copied)
    assert batch.grade_class(copied, course, InProcess()).graded == 0
    assert rows(copied) == before
    copied.submission("ada", "sums").write_bytes(course.exercise("sums").release.read_bytes())
    assert batch.grade_class(copied, course, InProcess()).graded == 1
    changed = {place for place, row in rows(copied).items() if row != before[place]}
    assert changed == {("ada", "sums", task) for task in course.exercise("sums").task_names}


def test_a_regrade_keeps_manual_scores_and_drops_old_automatic_ones(copied, course):
    """A person's score stays; a submission that became unreadable, or disappeared, loses its automatic score."""
    good = copied.submission("ada", "sums").read_bytes()
    with contextlib.closing(Gradebook(f"sqlite:///{copied.gradebook}")) as gradebook:
        gradebook.find_grade("window_sums", "sums", "sums", "ada").manual_score = 2.5
        gradebook.db.commit()
    copied.submission("ada", "sums").write_bytes(b"{")
    batch.grade_class(copied, course, InProcess())
    recorded = rows(copied)
    assert recorded["ada", "sums", "window_sums"][:2] == (None, 2.5)
    assert recorded["ada", "sums", "window_means"][:2] == (None, None)
    copied.submission("ada", "sums").unlink()
    batch.grade_class(copied, course, InProcess())
    copied.submission("ada", "sums").write_bytes(good)
    batch.grade_class(copied, course, InProcess())
    recorded = rows(copied)
    assert recorded["ada", "sums", "window_sums"][:2] == (4, 2.5)
    assert recorded["ada", "sums", "window_means"][:2] == (3, None)


def test_feedback_has_the_score_and_the_reasons_and_nothing_hidden(demo_class, course):
    """There is a page for each submission, at nbgrader's place, with no line of a hidden test and no link or script."""
    paths, summary = demo_class
    hidden = [line.strip() for exercise in course.exercises for line in exercise.hidden_tests.read_text().splitlines()]
    hidden = [line for line in hidden if len(line) > 40 and not line.startswith('"""')]
    assert hidden
    for result in summary.results:
        page = html.unescape(paths.feedback(result.student, result.exercise).read_text())
        assert "<script" not in page
        assert "http" not in page
        assert str(paths.root) not in page
        assert not any(line in page for line in hidden)
        if result.status == "graded":
            assert f"{result.score:g} of {result.max_score:g} points" in page
        else:
            assert "Not graded yet" in page
    page = html.unescape(paths.feedback("ben", "sums").read_text())
    assert "You leave out the last window" in page


def test_the_csv_has_a_row_for_each_student_and_no_zero_for_an_unreadable_notebook(demo_class):
    """grades.csv can be uploaded as it is; an ungraded exercise is an empty cell and has a remark."""
    paths, summary = demo_class
    with (paths.report / "grades.csv").open() as file:
        table = {row["student"]: row for row in csv.DictReader(file)}
    assert set(table) == {"ada", "ben", "cleo"}
    for result in summary.results:
        if result.score is not None:
            assert float(table[result.student][result.exercise]) == result.score
    assert table["cleo"]["shifts"] == ""
    assert "shifts: unreadable" in table["cleo"]["remarks"]


def test_results_on_disk_are_complete_json(demo_class):
    """Each result is stored whole, with its schema."""
    paths, ended = demo_class
    for result in ended.results:
        stored = json.loads((paths.results / result.student / f"{result.exercise}.json").read_text())["result"]
        assert stored["schema"] == 1
        assert summary(Result.from_json(stored)) == result
        assert len(stored["tasks"]) == len(result.tasks)
        assert all(task["tests"] for task in stored["tasks"])
