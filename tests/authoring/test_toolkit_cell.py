"""The toolkit's cell: a notebook needs nothing of the course, and its own names stay free."""

import ast
import sys

import pytest

from autograder.authoring.release import source_notebook
from autograder.errors import CourseError
from autograder.submissions.notebook import TOOLKIT, read_notebook


def imported(source):
    """The packages that some code imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module.partition(".")[0]


def test_a_notebook_needs_nothing_of_the_course(course):
    """Anywhere, with the course's packages and the standard library alone, the notebook runs."""
    for exercise in course.exercises:
        code = [cell.source for cell in source_notebook(exercise).cells if cell.cell_type == "code"]
        packages = {package for source in code for package in imported(source)}
        assert "numpy" in packages
        assert packages <= set(exercise.packages) | sys.stdlib_module_names


def test_the_toolkit_leaves_the_students_names_alone(course):
    """Besides np, check, hint, before_handing_in and the pictures it defines no name without an underscore."""
    for exercise in course.exercises:
        [toolkit] = [cell.source for cell in read_notebook(exercise.release.read_bytes()) if cell.grade_id == TOOLKIT]
        names = {}
        exec(toolkit, names)
        public = {name for name in names if not name.startswith(("_", "draw_"))}
        assert public == {"np", "check", "hint", "before_handing_in"}


def test_only_notebooks_that_draw_carry_the_pictures(course):
    """A notebook without pictures does not carry the code that draws."""
    toolkits = {
        exercise.name: next(cell.source for cell in source_notebook(exercise).cells if cell.id == TOOLKIT)
        for exercise in course.exercises
    }
    assert "def draw_sums" in toolkits["sums"]
    assert "def _picture" in toolkits["sums"]
    assert "def _picture" not in toolkits["shifts"]


def test_pictures_must_stand_alone(changed):
    """Pictures that import another module of the course would not run in the notebook: that is an error."""
    changed.edit(
        "exercises/sums/pictures.py", "from autograder", "from ..shared.functions import double\nfrom autograder"
    )
    with pytest.raises(CourseError, match=r"pictures\.py is copied into the notebook.*from \.\.shared\.functions"):
        source_notebook(changed.course().exercise("sums"))


def test_missing_pictures_are_an_error(changed):
    """The message names the file that the script imports."""
    (changed.root / "exercises" / "sums" / "pictures.py").unlink()
    with pytest.raises(CourseError, match=r"pictures\.py is missing"):
        source_notebook(changed.course().exercise("sums"))
