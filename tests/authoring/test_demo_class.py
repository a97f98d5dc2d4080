"""The demo class: submissions that are made from the exercises' folders, damaged as their class.toml says."""

import json
import re

import nbformat
import pytest

from autograder.authoring import demo_class
from autograder.authoring.demo_class import DAMAGES, DemoSubmission, demo_submissions, notebook_text
from autograder.course.loading import load_course
from autograder.course.paths import LOCK, ClassPaths
from autograder.errors import CourseError, UsageError
from tests.running.classes import locked_elsewhere


def submission_of(course, student, exercise):
    [one] = [one for one in demo_submissions(course) if (one.student, one.exercise.name) == (student, exercise)]
    return one


def test_the_class_is_what_the_exercises_say(course):
    """Each entry of each class.toml is one submission, by exercise."""
    found = [(one.student, one.exercise.name, one.status, one.damage) for one in demo_submissions(course)]
    assert found == [
        ("ada", "sums", "graded", None),
        ("ben", "sums", "graded", None),
        ("cleo", "sums", "graded", None),
        ("ada", "shifts", "graded", None),
        ("cleo", "shifts", "unreadable", "truncated"),
    ]
    assert submission_of(course, "ben", "sums").lost == {"window_sums": 3.5, "window_means": 2}


def test_a_course_without_demo_students_has_no_demo_class(changed):
    """The folder `class/` is optional."""
    for exercise in ("sums", "shifts"):
        (changed.root / "exercises" / exercise / "class" / "class.toml").unlink()
    assert demo_submissions(changed.course()) == []


def test_answers_replace_stubs_and_other_cells_come_before_them(changed):
    """A student's cells are where a student writes them; the given cells and checks stay as they are."""
    changed.edit("exercises/sums/class/ada.py", "# %%\ndef window_sums", "# %%\nMINE = 1\n\n# %%\ndef window_sums")
    course = changed.course()
    release = nbformat.read(course.exercise("sums").release, as_version=4)
    notebook = nbformat.reads(notebook_text(submission_of(course, "ada", "sums")), as_version=4)
    sources = [cell.source for cell in notebook.cells]
    own = sources.index("MINE = 1")
    assert sources[own + 1].startswith("def window_sums(x, size):\n    if size < 1")
    assert not any("NotImplementedError" in source for source in sources[own:])
    rest = [cell.source for cell in release.cells if "NotImplementedError" not in cell.source]
    assert [source for source in sources if source in rest] == rest


def test_a_student_without_a_script_submits_the_release(course):
    """The unchanged assignment is a submission, too."""
    notebook = nbformat.reads(notebook_text(submission_of(course, "cleo", "sums")), as_version=4)
    assert notebook == nbformat.read(course.exercise("sums").release, as_version=4)


def cells_of(course, damage):
    """The cells of ada's notebook with a damage, and those of the notebook without one."""
    exercise = course.exercise("sums")
    return tuple(
        json.loads(notebook_text(DemoSubmission("ada", exercise, damage=one)))["cells"] for one in (damage, None)
    )


def roles(cells):
    return [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]


def test_each_damage_does_what_it_says(course):
    """Cells deleted, moved or duplicated, metadata lost: the students' code is still there."""
    deleted, whole = cells_of(course, "checks deleted")
    assert set(roles(whole)) - set(roles(deleted)) == {"window_sums", "window_means"}
    moved, _ = cells_of(course, "answers moved")
    assert "def window_sums" in "".join(moved[-1]["source"]) and "def window_means" in "".join(moved[-1]["source"])
    assert set(roles(moved)) == {None}
    doubled, _ = cells_of(course, "cells duplicated")
    assert doubled == [cell for cell in whole for _ in range(2)]
    bare, _ = cells_of(course, "metadata lost")
    assert [cell["metadata"] for cell in bare] == [{}] * len(whole)
    assert ["".join(cell["source"]) for cell in bare] == ["".join(cell["source"]) for cell in whole]


def test_a_truncated_notebook_is_no_json(course):
    """It is the first half of the file."""
    text = notebook_text(submission_of(course, "cleo", "shifts"))
    whole = notebook_text(DemoSubmission("cleo", course.exercise("shifts")))
    assert whole.startswith(text)
    assert len(text) == len(whole) // 2


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('damage = "lost"', f'class.toml:12: [dora] damage must be one of {", ".join(DAMAGES)}, not "lost".'),
        ("damage = []", "class.toml:12: [dora] damage must be one of "),
        (
            "lost = { window_max = 1 }",
            "[dora.lost] window_max is no task of sums. Did you mean window_means? The tasks ",
        ),
        ("lost = 3", "class.toml:12: [dora] lost must be a table with tasks and points, like { f = 1 }, not 3."),
        ('lost = { window_sums = "all" }', '[dora.lost] window_sums must be a number of points, not "all".'),
        ("points = 3", "class.toml:12: [dora] points is unknown. Possible here: lost, score, status, damage."),
        ("score = 3", "class.toml:12: [dora] score must be 0 (`lost` says which points a task loses), not 3."),
        ("score = ", "class.toml:12: `score =` is no valid TOML: "),
        ("status = 1", "class.toml:12: [dora] status must be one of graded, unreadable, error, not 1."),
        ('["../x"]', "class.toml:12: ../x cannot be the id of a student: it is no name of a student's folder."),
        ("x = 1\n[dora]", "class.toml:13: `[dora]` repeats a key or a table. Remove one of the two."),
    ],
)
def test_a_mistake_in_class_toml_is_an_error_that_says_where(changed, entry, problem):
    """An author reads the file, the line, the student, and what is possible."""
    with (changed.root / "exercises" / "sums" / "class" / "class.toml").open("a") as file:
        file.write(f"\n[dora]\n{entry}\n")
    with pytest.raises(CourseError, match=re.escape(problem)) as caught:
        demo_submissions(changed.course())
    assert "sums/class/class.toml" in str(caught.value)


@pytest.fixture
def built(changed, tmp_path):
    """The demo class of a copy of the small course, in a folder of its own."""
    paths = ClassPaths(tmp_path / "class", tmp_path / "class")
    demo_class.build(changed.course(), paths)
    return paths


def test_the_class_has_a_gradebook_of_its_own(built, changed):
    """Its submissions are where nbgrader looks, and its configuration extends the course's own."""
    submitted = sorted(path.relative_to(built.submitted).as_posix() for path in built.submitted.rglob("*.ipynb"))
    assert submitted == [
        *("ada/shifts/shifts.ipynb", "ada/sums/sums.ipynb", "ben/sums/sums.ipynb"),
        *("cleo/shifts/shifts.ipynb", "cleo/sums/sums.ipynb"),
    ]
    config = (built.root / "nbgrader_config.py").read_text()
    assert f"sqlite:///{built.gradebook}" in config
    assert str(changed.root) in config


def test_the_class_is_built_again_only_if_something_changed(built, changed):
    """What a grader wrote there stays, until a demo student or a release changes; then the class begins anew."""
    built.gradebook.touch()
    demo_class.build(changed.course(), built)
    assert built.gradebook.exists()
    changed.edit("exercises/sums/class/ben.py", "len(x) - size)", "len(x) - size - 1)")
    demo_class.build(changed.course(), built)
    assert not built.gradebook.exists()
    assert "len(x) - size - 1)" in built.submission("ben", "sums").read_text()


def test_the_class_is_not_built_while_it_is_graded(built, changed):
    """Two who type the first command at the same time do not grade half a class. The lock file outlives the class."""
    changed.edit("exercises/sums/class/ben.py", "len(x) - size)", "len(x) - size - 1)")
    course = load_course(changed.root)
    with locked_elsewhere(built):
        lock = (built.build / LOCK).stat().st_ino
        with pytest.raises(UsageError, match="Another command is working on this class"):
            demo_class.build(course, built)
        assert "len(x) - size)" in built.submission("ben", "sums").read_text()
    demo_class.build(course, built)
    assert (built.build / LOCK).stat().st_ino == lock
