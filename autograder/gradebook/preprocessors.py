"""The record: our part in nbgrader's own commands.

`nbgrader autograde` and the formgrader run our preprocessors in place of a kernel (see nbgrader_config.py) and leave
the same rows and files as `make grade`, which writes them itself (recording.py).

For each submission nbgrader converts twice (converting.py). First *sanitizing*: `SubmissionExporter` takes up whatever
was handed in, `GradeSubmission` grades it, repairs the notebook and puts the result into its metadata. Then
*autograding*: `ShowResult` writes the scores into the graded cells' outputs, `SaveScores` into the gradebook.
"""

import contextlib
import warnings
from pathlib import Path
from types import SimpleNamespace

import nbformat
import nbgrader
from alembic.script import ScriptDirectory
from nbgrader.api import Base, Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import SAWarning
from traitlets import Bool

from autograder.authoring import release
from autograder.course import config as course_file
from autograder.course.config import Course
from autograder.course.nbgrader_config import nbgrader_config
from autograder.course.paths import ClassPaths
from autograder.gradebook.autograded_notebook import banner, recordable, show
from autograder.gradebook.result_cache import Store, entry_of, result_in, stamp
from autograder.grading.grade import grade, unreadable
from autograder.grading.result import Result

warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")  # its own way of building rows


class GradeSubmission(NbGraderPreprocessor):
    """Grades what was handed in and makes the notebook to record, the result and its stamp in the metadata."""

    unsafe = Bool(False, help="grade also where student code cannot be confined: it runs as you").tag(config=True)

    def preprocess(self, nb, resources):
        place, (submission, beside) = resources["nbgrader"], resources.pop("autograder")
        course = course_file.load().unsafe() if self.unsafe else course_file.load()
        exercise = course.exercise(place["assignment"])
        results = Path(self.parent.parent.coursedir.autograded_directory).parent / "results"
        store = Store(Path(self.parent.parent.coursedir.root) / results, course)
        if isinstance(submission, str):
            result = unreadable(place["student"], exercise, submission)
            notebook, mark = banner(submission, exercise), None
        else:
            entry = store.entry(submission)
            if entry is None:
                result = grade(submission, course)
                if result.status == "error":
                    raise NbGraderException(result.message)
                entry = entry_of(submission, result, course)
                store.keep(submission, entry)
            result, notebook = result_in(entry), recordable(submission, course)
            mark = stamp(entry, beside, exercise, course)
        notebook["metadata"]["autograder"] = {"pending": mark, "result": result.to_json()}
        return nbformat.from_dict(notebook), resources


class ShowResult(NbGraderPreprocessor):
    """Gives each graded cell its tests' verdicts as text and its score as a plain number, which nbgrader reads."""

    def preprocess(self, nb, resources):
        ours = nb.metadata["autograder"]
        result = Result.from_json(ours["result"])
        if "pending" in ours:  # the file gets its stamp with its scores: before, it is not recorded
            ours["stamp"] = ours.pop("pending")
        show(nb.cells, result)
        return nbformat.from_dict(nb), resources


class SaveScores(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, which leaves a submission without a result to a person: no score, not 0."""

    def preprocess(self, nb, resources):
        self.graded = nb.metadata["autograder"]["result"]["status"] == "graded"
        return super().preprocess(nb, resources)

    def _add_score(self, cell, resources):
        if self.graded:
            super()._add_score(cell, resources)
            return
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        row = self.gradebook.find_grade(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        row.auto_score, row.needs_manual_grade = None, True
        self.gradebook.db.commit()


def nbgrader_setup(places: ClassPaths) -> tuple[CourseDirectory, object]:
    """nbgrader's course directory and configuration for a class."""
    config = nbgrader_config(places)
    return CourseDirectory(config=config), config


def prepare(places: ClassPaths, course: Course) -> None:
    """Have nbgrader note the course's exercises in the gradebook as they are now released."""
    coursedir, config = nbgrader_setup(places)
    _make_tables(coursedir.db_url)
    release.write_sources(course, places.root / coursedir.source_directory)
    coursedir.release_directory = str(places.build / "release")
    release.generate(course, coursedir, config)
    with contextlib.closing(Gradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        for exercise in course.exercises:
            gradebook.update_or_create_assignment(exercise.name, duedate=exercise.due)


def _make_tables(url):
    """Make a new gradebook's tables as nbgrader does, whose own way starts a process that imports all of nbgrader."""
    engine = create_engine(url)
    if not inspect(engine).get_table_names():
        version = ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic"))).get_current_head()
        with engine.begin() as connection:  # first of all: what else is missing, nbgrader makes at any time
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
        Base.metadata.create_all(engine)
    engine.dispose()


def late_penalty(config, student: str, score: float, seconds: float) -> float | None:
    """The points that the configured plugin takes from a submission that is so many seconds late."""
    assign = AssignLatePenalties(config=config)
    assign.init_plugin()
    points = assign.plugin_inst.late_submission_penalty(student, score, seconds)
    return None if points is None else assign._check_late_penalty(SimpleNamespace(score=score), points)
