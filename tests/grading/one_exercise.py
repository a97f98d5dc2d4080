"""Make a course with one exercise out of texts, for promises that need hidden tests of their own."""

import json
import textwrap
from pathlib import Path

from autograder.course.config import Course
from autograder.course.loading import load_course
from autograder.grading.grade import grade
from autograder.grading.result import Result, TaskResult
from autograder.submissions.submission import Submission

SOLUTION = """
def double(x):
    return 2 * x
"""
TESTS = """
@pytest.mark.task("double", points=2)
def test_double(student, reference, rng):
    \"\"\"twice the values\"\"\"
    assertions.same(student.double, reference.double, rng.integers(1, 9, 3))
"""
COURSE = """
[course]
id = "one"
title = "One"
order = ["{}"]
seed = 3
packages = ["numpy"]
"""
IMPORTS = "import numpy as np\nimport pytest\n\nfrom autograder.grading import assertions\n"


def course_of(
    root: Path,
    solution: str = SOLUTION,
    tests: str = TESTS,
    points: str = "double = 2",
    limits: str = "call_seconds = 1\ncell_seconds = 1",
    name: str = "one",
    **modules: str,
) -> Course:
    """A course in the empty folder `root`. Its exercise has a release without cells, and these texts as its files.

    `points` and `limits` are the lines of these tables in exercise.toml. `modules` are further files of the exercise's
    folder: `mistakes="..."`. The solution, the tests and the modules need not import NumPy, pytest and the assertions.
    """
    exercise = root / "exercises" / name
    files = {
        root / "course.toml": COURSE.format(name),
        exercise / "exercise.toml": f'title = "One"\n[points]\n{points}\n[limits]\n{limits}',
        exercise / f"test_{name}.py": IMPORTS + textwrap.dedent(tests),
        root / "solutions" / name / f"{name}.py": "import numpy as np\n" + textwrap.dedent(solution),
        root / "assignments" / name / f"{name}.ipynb": notebook_of(),
    }
    files |= {exercise / f"{module}.py": IMPORTS + textwrap.dedent(text) for module, text in modules.items()}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_course(root)


def notebook_of(*sources: str) -> str:
    """The text of a notebook with these code cells."""
    cells = [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def result_of(course: Course, *sources: str, student: str = "ada") -> Result:
    """The result of a notebook with these code cells, handed in for the course's first exercise."""
    cells = ["import numpy as np", *map(textwrap.dedent, sources)]
    return grade(Submission(student, course.names[0], notebook_of(*cells).encode()), course)


def tasks_of(course: Course, *sources: str, student: str = "ada") -> dict[str, TaskResult]:
    """Task → result, of a notebook that is graded without an error."""
    result = result_of(course, *sources, student=student)
    assert result.status == "graded", result.message
    return {task.task: task for task in result.tasks}
