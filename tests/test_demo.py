"""The demo class: graded by us and by nbgrader itself, its scores are the ones that stand in class.toml."""

import contextlib
import csv
import html
import json
import shutil

import nbformat
import pytest
from autograder.course.paths import LOCK, ClassPaths
from nbgrader.api import Gradebook

from autograder.authoring import demo_class
from autograder.errors import UsageError
from autograder.grading.result import Result
from autograder.running import batch
from autograder.running.scheduler import LocalBackend
from autograder.submissions.class_folder import alone


def test_every_score_is_the_expected_one(demo_class, course):
    """Each student's score, and each listed task's, is what a fair teacher would give."""
    _, outcome = demo_class
    graded = {(result.student, result.exercise): result for result in outcome.results}
    expected = {
        (student, exercise.name): entry[exercise.name]
        for student, entry in demo_class.load_class().items()
        for exercise in course.exercises
        if exercise.name in entry
    }
    assert set(graded) == set(expected)
    for place, wanted in expected.items():
        result = graded[place]
        if wanted["score"] == "unreadable":
            assert (result.status, result.score) == ("unreadable", None), place
            continue
        assert (result.status, result.score) == ("graded", wanted["score"]), (place, result.message)
        scores = {task.task: task.score for task in result.tasks}
        listed = wanted.get("tasks", {})
        assert {name: scores[name] for name in listed} == listed, place


def test_no_submission_is_the_graders_fault(demo_class):
    """Whatever students hand in, the grader itself does not fail."""
    assert demo_class[1].failures == []


def rows(places):
    """Every grade in the gradebook: (student, exercise, task) → (auto, manual, max, needs a person)."""
    with contextlib.closing(Gradebook(f"sqlite:///{places.gradebook}")) as gradebook:
        return {
            (submission.student.id, assignment.name, grade.name): (
                grade.auto_score, grade.manual_score, grade.max_score, grade.needs_manual_grade)
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }  # fmt: skip


def test_the_gradebook_has_every_tasks_score(demo_class):
    """nbgrader's rows are the results' tasks, cell by cell; what is unreadable waits for a person, without a score."""
    places, outcome = demo_class
    recorded = rows(places)
    for result in outcome.results:
        for task in result.tasks:
            assert recorded[result.student, result.exercise, task.task] == (task.score, None, task.max_score, False)
    unreadable = [result for result in outcome.results if result.status == "unreadable"]
    assert unreadable
    for result in unreadable:
        own = [row for place, row in recorded.items() if place[:2] == (result.student, result.exercise)]
        assert own
        assert all(auto is None and needs for auto, _, _, needs in own)


def test_autograded_notebooks_are_valid_and_end_graded_cells_with_the_score(demo_class):
    """The formgrader opens each notebook, and nbgrader reads each score as a plain float."""
    places, outcome = demo_class
    for result in outcome.results:
        path = places.autograded / result.student / result.exercise / f"{result.exercise}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        cells = {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}
        for task in result.tasks:
            outputs = cells[task.task].outputs
            assert float(outputs[-1].data["text/plain"]) == task.score
            assert all(output.get("name") != "stderr" for output in outputs)


SOME = ("dalia/pooling", "hana/pooling", "liam/pooling")  # students and exercises


@pytest.mark.slow
@pytest.mark.parametrize("patterns", [SOME, ("*/*",)], ids=["some", "all"])
def test_nbgrader_alone_leaves_the_same_rows(demo_class, course_copy, patterns):
    """`nbgrader autograde`, without our command and without our results, gives the same scores cell by cell."""
    places, outcome = demo_class
    code, _, err = course_copy.run("release")
    assert code == 0, err
    folders = [folder for pattern in patterns for folder in places.submitted.glob(pattern)]
    for folder in folders:
        shutil.copytree(folder, course_copy.root / "submitted" / folder.parent.name / folder.name)
    handed_in = {(folder.parent.name, folder.name) for folder in folders}
    for exercise in sorted({exercise for _, exercise in handed_in}):
        done = course_copy.nbgrader("autograde", exercise)
        assert done.returncode == 0, done.stderr
    wanted = {place: row for place, row in rows(places).items() if place[:2] in handed_in}
    assert rows(ClassPaths(course_copy.root, course_copy.root / "build")) == wanted
    exported = course_copy.nbgrader("export", "--to", "grades.csv")
    assert exported.returncode == 0, exported.stderr
    with (course_copy.root / "grades.csv").open() as file:
        table = {(row["student_id"], row["assignment"]): float(row["score"]) for row in csv.DictReader(file)}
    for result in (result for result in outcome.results if (result.student, result.exercise) in handed_in):
        assert table[result.student, result.exercise] == (result.score or 0)


def test_a_second_run_grades_nothing_and_a_changed_submission_alone(demo_class, course, tmp_path):
    """What did not change is not graded again; what did is, and its rows follow."""
    places = ClassPaths(tmp_path, tmp_path)
    shutil.copytree(demo_class[0].root, tmp_path, dirs_exist_ok=True)
    demo_class.write_config(places)
    before = rows(places)
    assert batch.grade_class(places, course, LocalBackend(2)).graded == 0
    assert rows(places) == before
    full = next(r for r in demo_class[1].results if r.exercise == "pooling" and r.score == r.max_score)
    places.submission(full.student, "pooling").write_bytes(course.exercise("pooling").release.read_bytes())
    outcome = batch.grade_class(places, course, LocalBackend(2))
    assert outcome.graded == 1
    changed = {place for place, row in rows(places).items() if row != before[place]}
    assert changed == {(full.student, "pooling", task.name) for task in course.exercise("pooling").tasks}


def test_a_regrade_keeps_manual_scores_and_drops_scores_that_no_longer_stand(demo_class, course, tmp_path):
    """A person's score stays; a submission that became unreadable loses its automatic one."""
    places = ClassPaths(tmp_path, tmp_path)
    shutil.copytree(demo_class[0].root, tmp_path, dirs_exist_ok=True)
    demo_class.write_config(places)
    full = next(r for r in demo_class[1].results if r.exercise == "pooling" and r.score == r.max_score)
    with contextlib.closing(Gradebook(f"sqlite:///{places.gradebook}")) as gradebook:
        gradebook.find_grade("max_pool", "pooling", "pooling", full.student).manual_score = 2.5
        gradebook.db.commit()
    places.submission(full.student, "pooling").write_bytes(b"{")
    batch.grade_class(places, course, LocalBackend(2))
    recorded = rows(places)
    assert recorded[full.student, "pooling", "max_pool"][:2] == (None, 2.5)
    assert recorded[full.student, "pooling", "avg_pool"][:2] == (None, None)
    places.submission(full.student, "pooling").unlink()
    batch.grade_class(places, course, LocalBackend(2))
    shutil.copy(demo_class[0].submission(full.student, "pooling"), places.submission(full.student, "pooling"))
    batch.grade_class(places, course, LocalBackend(2))
    assert rows(places)[full.student, "pooling", "avg_pool"][:2] == (5, None)


def test_feedback_tells_each_student_the_score_and_the_reasons_and_nothing_hidden(demo_class, course):
    """A page a submission, at nbgrader's place, with each failed test's message and no source of a hidden test."""
    places, outcome = demo_class
    hidden = [line.strip() for exercise in course.exercises for line in exercise.grader.read_text().splitlines()]
    hidden = [line for line in hidden if len(line) > 40 and not line.startswith('"""')]
    for result in outcome.results:
        page = html.unescape(places.feedback(result.student, result.exercise).read_text())
        assert "<script" not in page
        assert "http" not in page
        assert str(places.root) not in page
        assert not any(line in page for line in hidden)
        if result.status == "graded":
            assert f"{result.score:g} of {result.max_score:g} points" in page
        else:
            assert "Not graded yet" in page


def test_the_csv_has_a_row_a_student_and_no_zero_for_what_is_unreadable(demo_class):
    """grades.csv can be uploaded as it is; an ungraded exercise is empty and remarked upon."""
    places, outcome = demo_class
    with (places.report / "grades.csv").open() as file:
        table = {row["student"]: row for row in csv.DictReader(file)}
    assert set(table) == {result.student for result in outcome.results}
    for result in outcome.results:
        cell = table[result.student][result.exercise]
        if result.score is None:
            assert cell == ""
            assert f"{result.exercise}: unreadable" in table[result.student]["remarks"]
        else:
            assert float(cell) == result.score


def test_results_on_disk_are_the_contracts_json(demo_class):
    """Each result is stored whole, with its schema."""
    places, outcome = demo_class
    for result in outcome.results:
        stored = json.loads((places.results / result.student / f"{result.exercise}.json").read_text())["result"]
        assert stored["schema"] == 1
        assert Result.from_json(stored).summary() == result
        assert all(task["tests"] for task in stored["tasks"])


def test_the_demo_class_is_not_built_anew_while_it_is_graded(course, tmp_path):
    """Two who type the first command at once do not grade half a class; the lock outlives the class."""
    places = ClassPaths(tmp_path, tmp_path)
    demo_class.build(course, places)
    (tmp_path / "made-from").unlink()
    with alone(places):
        lock = (tmp_path / LOCK).stat().st_ino
        with pytest.raises(UsageError, match="graded already"):
            demo_class.build(course, places)
    (tmp_path / "gradebook.db").touch()
    demo_class.build(course, places)
    assert (tmp_path / LOCK).stat().st_ino == lock
    assert not (tmp_path / "gradebook.db").exists()


def test_an_unknown_damage_is_refused(course):
    """An author who mistypes a damage reads which there are."""
    with pytest.raises(Exception, match="unknown damage 'lost'"):
        demo_class.submission("nobody", course.exercise("pooling"), "lost")
