"""Check the invariants of a course. Each invariant is a function that returns what is wrong, in words."""

import contextlib
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat

from autograder.authoring import handout, release
from autograder.authoring.leaks import no_constant_is_given_away, no_hint_is_code, no_leaks
from autograder.authoring.percent_script import read_script
from autograder.authoring.texts import with_tables
from autograder.course.config import Course, Exercise
from autograder.course.nbgrader_config import TEMPLATE, course_directory
from autograder.course.paths import ClassPaths
from autograder.errors import display_path
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import misconceptions_of
from autograder.grading.result import TaskResult
from autograder.submissions.notebook import NotebookCell, read_notebook
from autograder.submissions.submission import Submission


def no_drift(course: Course) -> list[str]:
    """assignments/ has exactly the files, byte for byte, that a release makes from solutions/ now."""
    with tempfile.TemporaryDirectory() as folder:
        paths = ClassPaths(Path(folder), Path(folder) / "build")
        (paths.root / "nbgrader_config.py").write_text(TEMPLATE)
        coursedir, config = course_directory(paths)
        config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
        made = release.make_release(course, paths.build / "release", coursedir, config)
    return [
        f"{display_path(course.assignments / name)} does not match solutions/. Write it with: make release"
        for name, data in made.items()
        if _bytes(course.assignments / name) != data
    ]


def exactly_the_course(course: Course) -> list[str]:
    """Exactly the exercises that course.toml lists have a release, a solution and hidden tests."""
    wanted = {course.assignments / name for name in handout.names(course)}
    wanted |= {path for exercise in course.exercises for path in (exercise.source, exercise.hidden_tests)}
    found = {path for path in course.assignments.rglob("*") if path.is_file() and not handout.is_left_by_tools(path)}
    found |= set((course.root / "solutions").glob("*/*.py")) | set(course.folder.glob("*/test_*.py"))
    problems = [f"{display_path(path)} is missing" for path in sorted(wanted - found)]
    return problems + [
        f"{display_path(path)} does not belong to an exercise. Remove it, or list its exercise in course.toml, "
        f"which has {', '.join(course.names)}"
        for path in sorted(found - wanted)
    ]


def tables_are_current(course: Course) -> list[str]:
    """The tables in README.md are up to date."""
    path = course.root / "README.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if text == with_tables(text, course):
        return []
    return [f"{display_path(path)}: a table is out of date. Write it with: make release"]


def no_outputs(course: Course) -> list[str]:
    """Released notebooks have no outputs and no execution counts."""
    return [
        f"{display_path(exercise.release)}: cell {cell.id} has outputs. Write it with: make release"
        for exercise in course.exercises
        for cell in nbformat.read(exercise.release, as_version=4).cells
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)
    ]


def points_are_those_of_the_course(course: Course) -> list[str]:
    """Each task has the same points in exercise.toml and in its released cell, and has hidden tests."""
    problems = []
    for exercise in course.exercises:
        cells = [cell.metadata.get("nbgrader", {}) for cell in nbformat.read(exercise.release, as_version=4).cells]
        released = {cell["grade_id"]: float(cell["points"]) for cell in cells if cell.get("grade")}
        listed = {task.name: task.points for task in exercise.tasks}
        for task in sorted({*released, *listed}):
            if released.get(task) != listed.get(task):
                points = f"exercise.toml {listed.get(task)}, release {released.get(task)}"
                problems.append(f"{exercise.name}: the points of {task} differ: {points}")
        collect(exercise)  # raises CourseError for a task without tests
    return problems


def every_task_is_complete(course: Course) -> list[str]:
    """Each task has a stub, hints, known mistakes, and visible checks that its reference passes and its stub fails."""
    problems = []
    for exercise in course.exercises:
        hints = read_script(exercise).hints
        released = read_notebook(_bytes(exercise.release))
        stubs = {cell.grade_id for cell in released if cell.role == "answer" and "NotImplementedError" in cell.source}
        solved, unsolved = visible_checks(read_notebook(release.source_bytes(exercise))), visible_checks(released)
        for task in exercise.task_names:
            passed, total = solved.get(task, (0, 0))
            known = len(misconceptions_of(exercise, task))
            found = {
                "has no stub": f"{task}_answer" not in stubs,
                "has no hints": task not in hints,
                "has no visible checks": total == 0,
                "has visible checks that the reference fails": passed < total,
                "has visible checks that the stub passes": unsolved.get(task, (0, 0))[0] > 0,
                f"has fewer than {course.demands.mistakes} known mistakes": known < course.demands.mistakes,
            }
            problems += [f"{exercise.name}: {task} {problem}" for problem, is_one in found.items() if is_one]
    return problems


def visible_checks(cells: Sequence[NotebookCell]) -> dict[str, tuple[int, int]]:
    """Run one of our own notebooks. Task → how many of its visible checks pass, and how many it has."""
    names: dict[str, Any] = {"__name__": "notebook"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in cells:
            if cell.kind == "code":
                exec(cell.source, names)
    progress: dict[str, tuple[int, int]] = names.get("_PROGRESS", {})  # the toolkit counts there
    return progress


def release_scores_nothing(course: Course) -> list[str]:
    """An exercise that is submitted unchanged scores 0 in every task."""
    return _wrong_scores(course, lambda exercise: _bytes(exercise.release), lambda task: 0.0)


def reference_scores_everything(course: Course) -> list[str]:
    """The reference solution, graded like a submission, has full marks in every task."""
    return _wrong_scores(course, release.source_bytes, lambda task: task.max_score)


def _wrong_scores(
    course: Course, data: Callable[[Exercise], bytes], wanted: Callable[[TaskResult], float]
) -> list[str]:
    problems = []
    for exercise in course.exercises:
        result = grade(Submission("check", exercise.name, data(exercise)), course)
        if result.status != "graded":
            problems.append(f"{exercise.name}: {result.status}: {result.message}")
        problems += [
            f"{exercise.name}: {task.task} has {task.score:g} points instead of {wanted(task):g}. {task.message}"
            for task in result.tasks
            if task.score != wanted(task)
        ]
    return problems


CHECKS: tuple[Callable[[Course], list[str]], ...] = (
    exactly_the_course,
    tables_are_current,
    no_drift,
    no_leaks,
    no_hint_is_code,
    no_constant_is_given_away,
    no_outputs,
    every_task_is_complete,
    points_are_those_of_the_course,
    release_scores_nothing,
    reference_scores_everything,
)


def check(course: Course, say: Callable[[str], None]) -> bool:
    """Check all invariants and report each with `say`. Returns whether all hold."""
    good = True
    for one in CHECKS:
        try:
            problems = one(course)
        except Exception as error:  # a broken course must not hide what else is broken
            problems = [f"could not be checked: {type(error).__name__}: {error}"]
        good = good and not problems
        say(f"{'✗' if problems else '✓'} {one.__doc__}")
        for problem in problems:
            say(f"    {problem}")
    return good


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
