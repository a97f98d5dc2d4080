"""Check the invariants of a course. Each invariant is a function that returns what is wrong, in words."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder.authoring import handout, release
from autograder.authoring.completeness import every_task_is_complete, texts_for_students_exist
from autograder.authoring.leaks import no_constant_is_given_away, no_hint_is_code, no_leaks
from autograder.authoring.model_problems import everything_in_models_has_an_effect
from autograder.authoring.own_tests_problems import own_tests_notice_every_mistake
from autograder.authoring.readable import ABOUT_CALLS, MISTAKES, RELEASE, SCRIPT, SOLUTION, TESTS, find_faults
from autograder.authoring.texts import with_tables
from autograder.course.config import Course, Exercise
from autograder.course.nbgrader_config import CONFIG_FILE, TEMPLATE, course_directory
from autograder.course.paths import ClassPaths
from autograder.errors import CourseError, display_path
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.grading.result import TaskResult
from autograder.submissions.submission import Submission


def everything_can_be_read(course: Course) -> list[str]:
    """The scripts, hidden tests, known mistakes and released notebooks can be read."""
    return list(dict.fromkeys(fault.text for fault in find_faults(course) if fault.text))


def no_drift(course: Course) -> list[str]:
    """Each file in assignments/ is, byte for byte, what a release makes from solutions/ now."""
    with tempfile.TemporaryDirectory() as folder:
        paths = ClassPaths(Path(folder), Path(folder) / "build")
        own = course.root / CONFIG_FILE
        (paths.root / CONFIG_FILE).write_bytes(own.read_bytes() if own.is_file() else TEMPLATE.encode())
        coursedir, config = course_directory(paths)
        config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
        made = release.make_release(course, paths.build / "release", coursedir, config)
    return [
        f"{display_path(course.assignments / name)} does not match solutions/. Write it with: make release"
        for name, data in made.items()
        if (course.assignments / name).is_file() and _bytes(course.assignments / name) != data
    ]


def exactly_the_course(course: Course) -> list[str]:
    """Exactly the exercises that course.toml lists have a release, a solution and hidden tests."""
    wanted = {course.assignments / name for name in handout.names(course)}
    wanted |= {path for exercise in course.exercises for path in (exercise.source, exercise.hidden_tests)}
    found = {path for path in course.assignments.rglob("*") if path.is_file() and not handout.is_left_by_tools(path)}
    found |= set((course.root / "solutions").glob("*/*.py")) | set(course.folder.glob("*/test_*.py"))
    return _missing(course, wanted - found) + [
        f"{display_path(path)} does not belong to an exercise. Remove it, or list its exercise in course.toml, "
        f"which has {', '.join(course.names)} (in `order`, or in `dropped` if it is not in use)"
        for path in sorted(found - wanted)
        if not course.is_of_dropped(path)
    ]


def _missing(course: Course, paths: set[Path]) -> list[str]:
    """A message for each missing file, and one for all that a release writes."""
    written = sorted(path for path in paths if path.is_relative_to(course.assignments))
    problems = [f"{display_path(path)} is missing" for path in sorted(paths - set(written))]
    if len(written) == 1:
        problems.append(f"{display_path(written[0])} is missing. Write it with: make release")
    elif written:
        others = f"{display_path(written[0])} and {len(written) - 1} other files are missing"
        problems.append(f"{others}. Write them with: make release")
    return problems


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
            f"{exercise.name}: {task.task} has {task.score:g} points instead of {wanted(task):g}. {task.message} "
            f"(The hidden tests are in {display_path(exercise.hidden_tests)}.)"
            for task in result.tasks
            if task.score != wanted(task)
        ]
    return problems


CHECKS: tuple[Callable[[Course], list[str]], ...] = (
    everything_can_be_read,
    exactly_the_course,
    tables_are_current,
    no_drift,
    no_leaks,
    no_hint_is_code,
    no_constant_is_given_away,
    no_outputs,
    every_task_is_complete,
    texts_for_students_exist,
    everything_in_models_has_an_effect,
    own_tests_notice_every_mistake,
    points_are_those_of_the_course,
    release_scores_nothing,
    reference_scores_everything,
)
NEEDS: dict[Callable[[Course], list[str]], set[str]] = {  # check → the parts of each exercise that it reads
    no_drift: {SCRIPT},
    no_leaks: {SCRIPT, RELEASE},
    no_hint_is_code: {SCRIPT},
    no_constant_is_given_away: {SOLUTION, MISTAKES, RELEASE},
    no_outputs: {RELEASE},
    every_task_is_complete: {SCRIPT, SOLUTION, MISTAKES, RELEASE},
    texts_for_students_exist: {SOLUTION, TESTS, MISTAKES},
    everything_in_models_has_an_effect: {SOLUTION, TESTS, MISTAKES},
    own_tests_notice_every_mistake: {SCRIPT, SOLUTION, MISTAKES, RELEASE},
    points_are_those_of_the_course: {SOLUTION, TESTS, RELEASE},
    release_scores_nothing: {SOLUTION, TESTS, MISTAKES, ABOUT_CALLS, RELEASE},
    reference_scores_everything: {SCRIPT, SOLUTION, TESTS, MISTAKES, ABOUT_CALLS, RELEASE},
}


def check(course: Course, say: Callable[[str], None]) -> bool:
    """Check all invariants and report each with `say`. Returns whether all hold.

    A check that needs a file that is missing or cannot be read is skipped: the reason is reported once.
    """
    broken = {fault.part for fault in find_faults(course)}
    skipped = [one for one in CHECKS if broken & NEEDS.get(one, set())]
    good, said = not skipped, set[str]()
    for one in CHECKS:
        if one in skipped:
            continue
        try:
            problems = one(course)
        except CourseError as error:
            problems = [str(error)]
        except Exception as error:  # a broken course must not hide what else is broken
            problems = [f"could not be checked: {type(error).__name__}: {error}"]
        good = good and not problems
        say(f"{'✗' if problems else '✓'} {one.__doc__}")
        new = [problem for problem in problems if problem not in said]
        for problem in new if new or not problems else ["the same as above"]:
            say(f"    {problem}")
        said.update(problems)
    if skipped:
        say(f"– Skipped {len(skipped)} of {len(CHECKS)} checks: they need files that are missing or cannot be read.")
    return good


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
