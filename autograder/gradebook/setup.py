"""Prepare the gradebook of a class: make its tables, and write the exercises into it.

An exercise that the gradebook does not know is written from its release, without nbgrader. If it has changed since,
nbgrader decides what may change: with submissions, no cell may be added or removed.
"""

from dataclasses import replace

from autograder.authoring.notebook_json import read_json
from autograder.authoring.source_notebook import write_sources
from autograder.course.config import Course, Exercise
from autograder.course.nbgrader_config import database_url, read_config
from autograder.course.paths import ClassPaths, write_atomic
from autograder.gradebook.database import Gradebook, Released, database_errors, name_of
from autograder.gradebook.exercise_cells import write_course, write_due_date, write_notebook
from autograder.gradebook.tables import make_tables
from autograder.grading.released_cells import released


def prepare(paths: ClassPaths, course: Course) -> None:
    """Write the course's exercises, as they are released, into the gradebook, and their sources into their folder.

    Raises CourseError if nbgrader refuses a change, or the database does.
    """
    config = read_config(paths)
    url = database_url(paths, config)
    with database_errors(name_of(url)):
        make_tables(url)
    write_sources(course, paths.root / config.CourseDirectory.get("source_directory", "source"))
    with Gradebook(url, is_kept=True) as gradebook:
        changed = _write(paths, course, gradebook, config.CourseDirectory.get("course_id", ""))
    if changed:
        from autograder.authoring import release  # imports nbgrader, which takes seconds
        from autograder.course.nbgrader_config import course_directory

        coursedir, config = course_directory(paths)
        coursedir.release_directory = str(paths.build / "release")
        release.generate(replace(course, exercises=changed), coursedir, config)


def _write(paths: ClassPaths, course: Course, gradebook: Gradebook, course_id: str) -> tuple[Exercise, ...]:
    """Write due dates, and everything about exercises that are new. Returns those whose cells have changed."""
    known = {one.name: gradebook.released(one.name) for one in course.exercises}
    with gradebook.transaction() as connection:
        write_course(connection, course_id)
        for exercise in course.exercises:
            row = write_due_date(connection, gradebook.tables, course_id, exercise.name, exercise.due)
            if not known[exercise.name].sources:
                text = exercise.release.read_text(encoding="utf-8")
                write_notebook(connection, gradebook.tables, row, exercise.name, read_json(text))
                write_atomic(paths.build / "release" / exercise.name / f"{exercise.name}.ipynb", text)
    return tuple(one for one in course.exercises if known[one.name].sources and not has_cells(known[one.name], one))


def has_cells(known: Released, exercise: Exercise) -> bool:
    """Whether the gradebook has the texts and points of the exercise's cells as they are released now."""
    texts = {cell.grade_id: cell.source for cell in released(exercise) if cell.grade_id is not None}
    return (known.sources, known.points) == (texts, exercise.all_points)
