"""The course's invariants, one function each. A function returns what is wrong, in words; nothing is good."""

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder import record, release
from autograder.course import ROOT, Course, shown
from autograder.grade import Submission, grade
from autograder.hidden import collected
from autograder.places import Places

ASSIGNMENTS = ROOT / "assignments"
HIDDEN = sorted(
    path for folder in ("graders", "misconceptions") for path in (ROOT / "autograder").glob(f"{folder}/*.py")
)
BESIDE_NOTEBOOKS = {"README.md", "requirements.txt"}
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
GIVEAWAYS = re.compile(r"(begin|end)\s+(solution|hidden|mark)|autograder[./]|solutions/", re.IGNORECASE)
SHORTEST_TELLING_LINE = 16  # shorter lines ("return x") stand anywhere


def no_drift(course: Course) -> list[str]:
    """assignments/ holds, byte for byte, what a release makes of solutions/ now."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder), Path(folder) / "build")
        (places.root / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
        coursedir, config = record.nbgrader_setup(places)
        config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
        fresh = places.root / "fresh"
        release.release(course, fresh, places.build / "release", coursedir, config)
        return [
            f"{shown(exercise.release)} is not what solutions/ gives. Write it with: make release"
            for exercise in course.exercises
            if _bytes(exercise.release) != _bytes(fresh / exercise.name / f"{exercise.name}.ipynb")
        ]


def exactly_the_course(course: Course) -> list[str]:
    """Releases, solutions and graders are those of the exercises that course.toml lists, and no others."""
    names = {exercise.name for exercise in course.exercises}
    wanted = {ASSIGNMENTS / name for name in BESIDE_NOTEBOOKS} | {exercise.release for exercise in course.exercises}
    wanted |= {exercise.source for exercise in course.exercises} | {exercise.grader for exercise in course.exercises}
    there = {path for path in ASSIGNMENTS.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts}
    there |= set((ROOT / "solutions").glob("*/*.py")) | set((ROOT / "autograder" / "graders").glob("test_*.py"))
    problems = [f"{shown(path)} is missing" for path in sorted(wanted - there)]
    extra = sorted(there - wanted)
    return problems + [f"{shown(path)} belongs to no exercise. course.toml lists {', '.join(names)}" for path in extra]


def no_leaks(course: Course) -> list[str]:
    """No line of a solution, a hidden test or a known mistake stands in anything that students receive."""
    scripts = {exercise.name: exercise.source.read_text(encoding="utf-8") for exercise in course.exercises}
    public = {line for script in scripts.values() for line in _telling_lines(REGION.sub("", script))}
    secrets = {}
    for name, script in scripts.items():
        for region in REGION.findall(script):
            secrets |= {line: f"solution of {name}" for line in _telling_lines(region) if line not in public}
    for path in HIDDEN:
        lines = _telling_lines(path.read_text(encoding="utf-8"))
        secrets |= {line: f"hidden file {shown(path)}" for line in lines if line not in public}
    problems = []
    for path in sorted(path for path in ASSIGNMENTS.rglob("*.*") if path.is_file()):
        if ".ipynb_checkpoints" in path.parts:
            continue
        for line in _released_lines(path):
            if line.strip() in secrets:
                problems.append(f"{shown(path)} has a line of the {secrets[line.strip()]}: {line.strip()}")
            elif GIVEAWAYS.search(line):
                problems.append(f"{shown(path)} has a line for instructors only: {line.strip()}")
    return problems


def _telling_lines(text):
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if len(line) >= SHORTEST_TELLING_LINE and not line.startswith(("import ", "from "))]


def _released_lines(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text.splitlines()
    cells = nbformat.reads(text, as_version=4).cells
    return [line for cell in cells for line in [*cell.source.splitlines(), json.dumps(cell.metadata)]]


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
        answers = {cell["grade_id"] for cell in cells if cell.get("solution")}
        tested = _tested_points(exercise)
        listed = {task.name: task.points for task in exercise.tasks}
        problems += [
            f"{exercise.name}: {task} has no cell to answer in" for task in listed if f"{task}_answer" not in answers
        ]
        for task in sorted({*released, *tested, *listed}):
            numbers = listed.get(task), released.get(task), tested.get(task)
            if len(set(numbers)) > 1:
                listing = "course.toml {}, release {}, hidden tests {}".format(*numbers)
                problems.append(f"{exercise.name}: the points of {task} differ: {listing}")
    return problems


def _tested_points(exercise):
    """Task → points, summed over the hidden tests."""
    return collected(exercise, lambda tests: tests.points)


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
    no_drift,
    no_leaks,
    no_outputs,
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
