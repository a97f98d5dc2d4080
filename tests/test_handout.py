"""The handout: the folder that students receive is complete, and so is its zip."""

import ast
import json
import sys
import zipfile

from autograder.authoring import handout
from autograder.authoring.release import source_notebook
from autograder.submissions.notebook import TOOLKIT, read_notebook


def test_the_zip_is_the_whole_folder_and_the_same_each_time(course, tmp_path):
    """Whoever unpacks it has all that assignments/ holds, in a folder with the course's name."""
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    handout.write_zip(course, first)
    handout.write_zip(course, second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    wanted = [path for path in handout.ASSIGNMENTS.rglob("*") if path.is_file() and "." not in path.parent.name]
    names = {f"{course.id}/{path.relative_to(handout.ASSIGNMENTS).as_posix()}": path.read_bytes() for path in wanted}
    assert inside == names


def test_originals_are_the_notebooks_and_the_facts_of_the_course(course):
    """What repairs a student's notebook is the release itself."""
    facts = json.loads((handout.ASSIGNMENTS / "originals" / "course.json").read_text())["exercises"]
    assert list(facts) == [exercise.name for exercise in course.exercises]
    for exercise in course.exercises:
        original = handout.ASSIGNMENTS / "originals" / f"{exercise.name}.ipynb"
        assert original.read_bytes() == exercise.release.read_bytes()
        assert facts[exercise.name]["tasks"] == {task.name: task.points for task in exercise.tasks}
        assert facts[exercise.name]["cell_seconds"] == exercise.limits.cell_seconds


def imported(source):
    """The packages that some code imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]


def test_a_notebook_needs_nothing_of_the_course(course):
    """Alone on any laptop it finds NumPy, Matplotlib and the standard library, and no more is imported."""
    for exercise in course.exercises:
        code = [cell.source for cell in source_notebook(exercise).cells if cell.cell_type == "code"]
        packages = {package for source in code for package in imported(source)}
        assert packages <= {"numpy", "matplotlib"} | sys.stdlib_module_names


def test_the_toolkit_leaves_the_students_names_alone(course):
    """Beside np, check, hint, before_handing_in and the pictures it defines nothing without an underscore."""
    for exercise in course.exercises:
        [toolkit] = [cell.source for cell in read_notebook(exercise.release.read_bytes()) if cell.grade_id == TOOLKIT]
        names = {}
        exec(toolkit, names)
        public = {name for name in names if not name.startswith(("_", "draw_"))}
        assert public == {"np", "check", "hint", "before_handing_in"}
