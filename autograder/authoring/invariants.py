"""Check the invariants of a course. Each invariant is a function that returns what is wrong, in words."""

from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder.authoring import handout, release
from autograder.authoring.checking import Check, Say, run_checks
from autograder.authoring.completeness import every_task_is_complete, texts_for_students_exist
from autograder.authoring.demo_class import every_script_is_submitted
from autograder.authoring.leaks import no_constant_is_given_away, no_hint_is_code, no_leaks
from autograder.authoring.model_problems import everything_in_models_has_an_effect
from autograder.authoring.notebook_text import (
    every_stub_has_a_description,
    no_cell_is_wider_than_a_screen,
    nothing_is_left_to_write,
)
from autograder.authoring.own_tests_problems import own_tests_notice_every_mistake
from autograder.authoring.readable import ABOUT_CALLS, MISTAKES, RELEASE, SCRIPT, SOLUTION, TESTS, find_faults
from autograder.authoring.source_notebook import source_bytes
from autograder.authoring.texts import with_tables
from autograder.course.compressed import expanded
from autograder.course.config import Course, Exercise
from autograder.errors import display_path
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.grading.result import TaskResult
from autograder.submissions.submission import Submission


def everything_can_be_read(course: Course) -> list[str]:
    """The scripts, hidden tests, known mistakes and released notebooks can be read."""
    return list(dict.fromkeys(fault.text for fault in find_faults(course) if fault.text))


def no_drift(course: Course) -> list[str]:
    """Each notebook in assignments/ is what a release makes from solutions/ now, also what is compressed in it."""
    made = release.release_in_memory(course)
    return _different(course, {name: data for name, data in made.items() if name.suffix == ".ipynb"})


def the_rest_is_current(course: Course) -> list[str]:
    """Each other file in assignments/ is, byte for byte, what a release makes from the course's data now."""
    if not all(exercise.release.is_file() for exercise in course.exercises):
        return []  # another check says which notebook is missing
    made = handout.generated(course, course.assignments)
    return _different(course, {name: data for name, data in made.items() if name.suffix != ".ipynb"})


def _different(course: Course, made: dict[Path, bytes]) -> list[str]:
    """A message for each file that is not, byte for byte, what a release makes; compressed text may be other bytes."""
    return [
        f"{display_path(course.assignments / name)} does not match solutions/. Write it with: make release"
        for name, data in made.items()
        if (own := _bytes(course.assignments / name)) and own != data and _expanded(own) != _expanded(data)
    ]


def _expanded(data: bytes) -> str:
    return expanded(data.decode("utf-8", "surrogateescape"))


def no_file_is_missing(course: Course) -> list[str]:
    """Each exercise has a solution, hidden tests, and a release."""
    return [
        f"{display_path(path)} is missing{advice}"
        for exercise in course.exercises
        for path, advice in (
            (exercise.source, ""),
            (exercise.hidden_tests, ""),
            (exercise.release, ". Write it with: make release"),
        )
        if not path.is_file()
    ]


def exactly_the_course(course: Course) -> list[str]:
    """The rest of the release is there, and nothing is left of exercises that course.toml does not list."""
    own = {path for one in course.exercises for path in (one.source, one.hidden_tests, one.release)}
    wanted = {course.assignments / name for name in handout.names(course)} | own
    found = {path for path in course.assignments.rglob("*") if path.is_file() and not handout.is_left_by_tools(path)}
    found |= set((course.root / "solutions").glob("*/*.py")) | set(course.folder.glob("*/test_*.py"))
    return _missing(wanted - found - own) + [
        f"{display_path(path)} does not belong to an exercise. Remove it, or list its exercise in course.toml, "
        f"which has {', '.join(course.names)} (in `order`, or in `dropped` if it is not in use)"
        for path in sorted(found - wanted)
        if not course.is_of_dropped(path)
    ]


def _missing(paths: set[Path]) -> list[str]:
    """One message for all files that a release writes."""
    if not paths:
        return []
    more = f" and {len(paths) - 1} other files are" if len(paths) > 1 else " is"
    return [f"{display_path(min(paths))}{more} missing. Write what is missing with: make release"]


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
        listed = exercise.all_points
        for task in sorted({*released, *listed}):
            if released.get(task) != listed.get(task):
                points = f"exercise.toml {listed.get(task)}, release {released.get(task)}"
                problems.append(f"{exercise.name}: the points of {task} differ: {points}")
        collect(exercise)  # raises CourseError for a task without tests
    return problems


def release_scores_nothing(course: Course) -> list[str]:
    """An exercise that is submitted unchanged scores 0 in every task."""
    return _wrong_scores(course, lambda exercise: _bytes(exercise.release), lambda task: 0.0)


def reference_scores_everything(course: Course) -> list[str]:
    """The reference solution, graded like a submission, has full marks in every task."""
    return _wrong_scores(course, source_bytes, lambda task: task.max_score)


def _wrong_scores(
    course: Course, data: Callable[[Exercise], bytes], wanted: Callable[[TaskResult], float]
) -> list[str]:
    problems = []
    for exercise in course.exercises:
        result = grade(Submission("check", exercise.name, data(exercise)), course)
        if result.status != "graded":
            problems.append(f"{exercise.name}: {result.status}: {result.message}")
        problems += [
            f"{exercise.name}: {task.task} has {task.score:g} points instead of {wanted(task):g}. {task.message} "
            f"(The hidden tests are in {display_path(exercise.hidden_tests)}.)"
            for task in result.tasks
            if task.score != wanted(task)
        ]
    return problems


CHECKS: tuple[Check, ...] = (
    Check(everything_can_be_read, of_unreadable=True),
    Check(no_file_is_missing, of_unreadable=True),
    Check(nothing_is_left_to_write, of_unreadable=True),
    Check(exactly_the_course, of_course=True),
    Check(tables_are_current, of_course=True),
    Check(no_drift, {SCRIPT}),
    Check(the_rest_is_current, of_course=True),
    Check(no_leaks, {SCRIPT, RELEASE}, together=True),
    Check(no_hint_is_code, {SCRIPT}, together=True),
    Check(no_constant_is_given_away, {SOLUTION, MISTAKES, RELEASE}),
    Check(no_outputs, {RELEASE}),
    Check(no_cell_is_wider_than_a_screen, {RELEASE}),
    Check(every_stub_has_a_description, {RELEASE}),
    Check(every_task_is_complete, {SCRIPT, SOLUTION, MISTAKES, RELEASE}),
    Check(texts_for_students_exist, {SOLUTION, TESTS, MISTAKES}),
    Check(everything_in_models_has_an_effect, {SOLUTION, TESTS, MISTAKES}),
    Check(points_are_those_of_the_course, {SOLUTION, TESTS, RELEASE}),
    Check(own_tests_notice_every_mistake, {SCRIPT, SOLUTION, MISTAKES, RELEASE}),
    Check(every_script_is_submitted, of_unreadable=True),
    Check(release_scores_nothing, {SOLUTION, TESTS, MISTAKES, ABOUT_CALLS, RELEASE}),
    Check(reference_scores_everything, {SCRIPT, SOLUTION, TESTS, MISTAKES, ABOUT_CALLS, RELEASE}),
)


def check(course: Course, say: Say) -> bool:
    """Check all invariants and report each with `say`. Returns whether all hold."""
    return run_checks(course, CHECKS, say)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
