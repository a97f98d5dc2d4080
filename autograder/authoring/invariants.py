"""The course's invariants, one function each. A function returns what is wrong, in words; nothing is good."""

import contextlib
import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder.authoring import handout, release
from autograder.authoring.leaks import no_constant_is_given_away, no_hint_is_code, no_leaks
from autograder.authoring.percent_script import read as read_script
from autograder.course.config import ROOT, Course
from autograder.course.paths import ClassPaths
from autograder.gradebook import preprocessors
from autograder.grading import misconceptions
from autograder.grading.grade import Submission, grade
from autograder.grading.hidden_tests import collected
from autograder.submissions.notebook import NotebookCell, read

FEWEST_MISTAKES = 6  # of a task, known with a sentence and a hint


def no_drift(course: Course) -> list[str]:
    """assignments/ holds, byte for byte, what a release makes of solutions/ now."""
    with tempfile.TemporaryDirectory() as folder:
        places = ClassPaths(Path(folder), Path(folder) / "build")
        (places.root / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
        coursedir, config = preprocessors.nbgrader_setup(places)
        config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
        fresh = places.root / "fresh"
        release.release(course, fresh, places.build / "release", coursedir, config)
        return [
            f"{shown(handout.ASSIGNMENTS / name)} is not what solutions/ gives. Write it with: make release"
            for name in handout.written(course)
            if _bytes(handout.ASSIGNMENTS / name) != _bytes(fresh / name)
        ]


def exactly_the_course(course: Course) -> list[str]:
    """Releases, solutions and graders are those of the exercises that course.toml lists, and no others."""
    names = {exercise.name for exercise in course.exercises}
    wanted = {handout.ASSIGNMENTS / name for name in [*handout.BY_HAND, *handout.written(course)]}
    wanted |= {exercise.source for exercise in course.exercises} | {exercise.grader for exercise in course.exercises}
    there = {
        path for path in handout.ASSIGNMENTS.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
    there |= set((ROOT / "solutions").glob("*/*.py")) | set((ROOT / "autograder" / "graders").glob("test_*.py"))
    problems = [f"{shown(path)} is missing" for path in sorted(wanted - there)]
    extra = sorted(there - wanted)
    return problems + [f"{shown(path)} belongs to no exercise. course.toml lists {', '.join(names)}" for path in extra]


def texts_say_what_the_course_is(course: Course) -> list[str]:
    """The READMEs' tables and the notebooks' first lines have the points of course.toml."""
    problems = [
        f"{shown(exercise.source)} does not say below its title that it has {exercise.max_score:g} points"
        for exercise in course.exercises
        if not re.search(
            rf"^# \*.*\b{exercise.max_score:g} points\.\*$", exercise.source.read_text("utf-8"), re.MULTILINE
        )
    ]
    for path in (ROOT / "README.md", handout.ASSIGNMENTS / "README.md"):
        text = path.read_text(encoding="utf-8")
        problems += [
            f"{shown(path)} has no line on {exercise.name} with {exercise.max_score:g} points"
            for exercise in course.exercises
            if not re.search(rf"^\| `{exercise.name}[`/].*\| {exercise.max_score:g} \|", text, re.MULTILINE)
        ]
    return problems


def no_outputs(course: Course) -> list[str]:
    """Released notebooks have no outputs and no execution counts."""
    return [
        f"{shown(exercise.release)}: cell {cell.id} has outputs. Write it with: make release"
        for exercise in course.exercises
        for cell in nbformat.read(exercise.release, as_version=4).cells
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)
    ]


def points_add_up(course: Course) -> list[str]:
    """Each task's points are the same in course.toml, in its released cell and summed over its hidden tests."""
    problems = []
    for exercise in course.exercises:
        cells = [cell.metadata.get("nbgrader", {}) for cell in nbformat.read(exercise.release, as_version=4).cells]
        released = {cell["grade_id"]: float(cell["points"]) for cell in cells if cell.get("grade")}
        tested = _tested_points(exercise)
        listed = {task.name: task.points for task in exercise.tasks}
        for task in sorted({*released, *tested, *listed}):
            numbers = listed.get(task), released.get(task), tested.get(task)
            if len(set(numbers)) > 1:
                listing = "course.toml {}, release {}, hidden tests {}".format(*numbers)
                problems.append(f"{exercise.name}: the points of {task} differ: {listing}")
    return problems


def _tested_points(exercise):
    """Task → points, summed over the hidden tests."""
    return collected(exercise).points


def every_task_is_complete(course: Course) -> list[str]:
    """Each task has a stub, hints, known mistakes, and visible checks that its reference passes and its stub fails."""
    problems = []
    for exercise in course.exercises:
        hints = read_script(exercise).hints
        released = read(_bytes(exercise.release))
        stubs = {cell.grade_id for cell in released if cell.role == "answer" and "NotImplementedError" in cell.source}
        solved, unsolved = visible_checks(read(release.source_bytes(exercise))), visible_checks(released)
        for task in (task.name for task in exercise.tasks):
            passed, total = solved.get(task, (0, 0))
            found = {
                "has no stub": f"{task}_answer" not in stubs,
                "has no hints": task not in hints,
                "has no visible checks": total == 0,
                "has visible checks that the reference fails": passed < total,
                "has visible checks that the stub passes": unsolved.get(task, (0, 0))[0] > 0,
                f"has fewer than {FEWEST_MISTAKES} known mistakes": len(misconceptions.of(task)) < FEWEST_MISTAKES,
            }
            problems += [f"{exercise.name}: {task} {problem}" for problem, there in found.items() if there]
    return problems


def visible_checks(cells: tuple[NotebookCell, ...]) -> dict[str, tuple[int, int]]:
    """Task → how many of its visible checks pass, of how many, where one of our own notebooks runs."""
    names = {"__name__": "notebook"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in cells:
            if cell.kind == "code":
                exec(cell.source, names)
    return names["_PROGRESS"]


def release_scores_nothing(course: Course) -> list[str]:
    """An exercise handed in as it was received scores 0 in every task."""
    return _wrong_scores(course, lambda exercise: _bytes(exercise.release), lambda task: 0.0)


def reference_scores_everything(course: Course) -> list[str]:
    """The reference solution, graded like any submission, has full marks in every task."""
    return _wrong_scores(course, release.source_bytes, lambda task: task.max_score)


def _wrong_scores(course, data, wanted):
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
    texts_say_what_the_course_is,
    no_drift,
    no_leaks,
    no_hint_is_code,
    no_constant_is_given_away,
    no_outputs,
    every_task_is_complete,
    points_add_up,
    release_scores_nothing,
    reference_scores_everything,
)


def check(course: Course, say: Callable[[str], None]) -> bool:
    """Go through all invariants, saying each; whether all hold."""
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


def _bytes(path):
    return path.read_bytes() if path.is_file() else b""
