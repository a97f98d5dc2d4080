"""The record: results written into nbgrader's world. The only module that touches the gradebook.

nbgrader's own Autograde converter does the recording, with our preprocessors in place of its kernel (see
nbgrader_config.py). `make grade` and `nbgrader autograde` therefore leave the same rows: the first merely
finds the results in the store already.

For each submission nbgrader converts twice (converting.py). First *sanitizing*: `SubmissionExporter` takes up whatever
was handed in, `GradeSubmission` grades it, repairs the notebook and puts the result into its metadata. Then
*autograding*: `ShowResult` writes the scores into the graded cells' outputs, `SaveScores` into the gradebook.
"""

import contextlib
import json
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_grade
from sqlalchemy.exc import SAWarning
from traitlets import Bool
from traitlets.config.loader import PyFileConfigLoader

from autograder import course as course_file
from autograder import release
from autograder.contents import Unreadable
from autograder.converting import Converter, timestamp_problem
from autograder.course import UNSAFE, Course
from autograder.finding import read_bytes
from autograder.grade import Submission, grade, unreadable
from autograder.notebook import NotebookCell, released
from autograder.places import Places
from autograder.repair import repair
from autograder.result import Result, through
from autograder.store import Store

warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")  # its own way of building rows


class GradeSubmission(NbGraderPreprocessor):
    """Grades what was handed in and makes the notebook to record, the result in its metadata."""

    unsafe = Bool(False, help="grade also where student code cannot be confined: it runs as you").tag(config=True)

    def preprocess(self, nb, resources):
        place, submission = resources["nbgrader"], resources.pop("autograder")
        course = course_file.load().unsafe() if self.unsafe else course_file.load()
        exercise = course.exercise(place["assignment"])
        results = Path(self.parent.parent.coursedir.autograded_directory).parent / "results"
        store = Store(Path(self.parent.parent.coursedir.root) / results, course)
        if isinstance(submission, str):
            result = unreadable(place["student"], exercise, submission)
            notebook, fingerprint = _banner(submission, exercise), None
        else:
            result = store.get(submission)
            if result is None:
                result = grade(submission, course)
                store.put(submission, result)
            if result.status == "error":
                raise NbGraderException(result.message)
            notebook, fingerprint = _recordable(submission, course), store.fingerprint(submission)
        notebook.metadata["autograder"] = {"pending": fingerprint, "result": result.to_json()}
        return notebook, resources


def _recordable(submission, course):
    exercise = course.exercise(submission.exercise)
    try:
        return repair(submission.cells(course)[0], exercise)
    except Unreadable as error:
        return _banner(str(error), exercise)


def _banner(problem, exercise):
    """A notebook that says why there is none. File names may stand in that, so it is indented: code, not markdown."""
    banner = f"**What was handed in cannot be read:**\n\n    {problem}."
    return repair((NotebookCell("markdown", banner),), exercise)


class ShowResult(NbGraderPreprocessor):
    """Gives each graded cell its tests' verdicts as text and its score as a plain number, which nbgrader reads."""

    def preprocess(self, nb, resources):
        ours = nb.metadata["autograder"]
        result = Result.from_json(ours["result"])
        if "pending" in ours:  # the file gets its fingerprint with its scores: before, it is not recorded
            ours["fingerprint"] = ours.pop("pending")
        tasks = {task.task: task for task in result.tasks}
        for cell in nb.cells:
            if is_grade(cell) and cell.metadata.nbgrader.grade_id in tasks:
                task = tasks[cell.metadata.nbgrader.grade_id]
                score = nbformat.v4.new_output("execute_result", {"text/plain": repr(float(task.score))})
                cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=_verdicts(task)), score]
        return nb, resources


def _verdicts(task):
    lines = [f"{test.earned:g}/{test.points:g}  {test.verdict}: {test.name}{through(test)}" for test in task.tests]
    return "\n".join(lines) + "\n"


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


class Recorder(Converter):
    """nbgrader's Autograde for exactly one submission, wherever in its folder the notebook is."""

    chosen: tuple[str, str, Path]

    def init_notebooks(self):
        student, exercise, path = self.chosen
        folder = self.coursedir.format_path(self.coursedir.submitted_directory, student, exercise)
        self.assignments = {folder: [str(path)]}


def nbgrader_setup(places: Places) -> tuple[CourseDirectory, object]:
    """nbgrader's course directory and configuration for a class."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(places.root)).load_config()
    config.CourseDirectory.root = str(places.root)
    return CourseDirectory(config=config), config


def prepare(places: Places, course: Course) -> None:
    """Make sure that the gradebook knows the course's exercises as they are now released."""
    coursedir, config = nbgrader_setup(places)
    with contextlib.closing(Gradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        current = all(_known(gradebook, exercise) for exercise in course.exercises)
    if not current:
        release.write_sources(course, places.root / coursedir.source_directory)
        coursedir.release_directory = str(places.build / "release")
        release.generate(course, coursedir, config)
    with contextlib.closing(Gradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        for exercise in course.exercises:
            gradebook.update_or_create_assignment(exercise.name, duedate=exercise.due)


def _known(gradebook, exercise):
    """Whether the gradebook's cells and points are those of the release."""
    try:
        notebook = gradebook.find_notebook(exercise.name, exercise.name)
    except MissingEntry:
        return False
    wanted = {cell.grade_id: cell.source for cell in released(exercise) if cell.grade_id is not None}
    points = {task.name: task.points for task in exercise.tasks}
    return {cell.name: cell.source for cell in notebook.source_cells} == wanted and {
        cell.name: cell.max_score for cell in notebook.grade_cells
    } == points


def record(places: Places, course: Course, chosen: Iterable, after_each: Callable[[], None]) -> list[str]:
    """Record the submissions (student, exercise, file). Returns what could not be recorded, in words."""
    coursedir, config = nbgrader_setup(places)
    config.GradeSubmission.unsafe = UNSAFE in course.tiers
    failures = []
    for one in chosen:
        log = release.Collected()
        recorder = Recorder(coursedir=coursedir, config=config, force=True, log=log.logger)
        recorder.chosen = one
        try:
            recorder.start()
        except NbGraderException:
            failures.append(f"{one[0]} {one[1]} could not be recorded: {_problem(one[2], log)}")
        after_each()
    return failures


def _problem(notebook, log):
    return timestamp_problem(notebook.parent) or log.errors()


def leave_to_a_person(places: Places, chosen: Iterable) -> None:
    """Note that these (student, exercise) were handed in but have no score; an old automatic one goes."""
    coursedir, _ = nbgrader_setup(places)
    with contextlib.closing(Gradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        for student, exercise in chosen:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(exercise, student)
            for row in (row for notebook in submission.notebooks for row in notebook.grades):
                row.auto_score, row.needs_manual_grade = None, True
            gradebook.db.commit()
            _notebook(places, student, exercise).unlink(missing_ok=True)  # recorded again when there is a result


def _notebook(places, student, exercise):
    return places.autograded / student / exercise / f"{exercise}.ipynb"


def recorded(places: Places) -> set[tuple[str, str]]:
    """The (student, exercise) that have rows in the gradebook."""
    coursedir, _ = nbgrader_setup(places)
    with contextlib.closing(Gradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        return {(s.student.id, a.name) for a in gradebook.assignments for s in a.submissions}


def is_current(places: Places, submission: Submission, store: Store, result: Result) -> bool:
    """Whether the autograded notebook was made from exactly this result, handed in at the same time."""
    path = _notebook(places, submission.student, submission.exercise)
    submitted = places.submission(submission.student, submission.exercise)
    try:
        ours = nbformat.read(path, as_version=4).metadata["autograder"]
        same = ours["fingerprint"] == store.fingerprint(submission) and _text(ours["result"]) == _text(result.to_json())
    except (OSError, ValueError, KeyError):
        return False
    return same and _timestamp(path) == _timestamp(submitted)


def _text(data):
    return json.dumps(data, sort_keys=True)  # in which NaN is equal to itself


def _timestamp(notebook):
    try:
        return read_bytes(notebook.with_name("timestamp.txt"))
    except Unreadable:
        return None


def final_scores(places: Places) -> dict[tuple[str, str], float | None]:
    """What the gradebook says, manual grades and late penalties included; None where a person must look first."""
    coursedir, _ = nbgrader_setup(places)
    scores = {}
    with contextlib.closing(Gradebook(coursedir.db_url, coursedir.course_id)) as gradebook:
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
                open_question = any(g.auto_score is None and g.manual_score is None for g in grades)
                penalty = sum(notebook.late_submission_penalty or 0 for notebook in submission.notebooks)
                score = None if open_question else max(0.0, submission.score - penalty)
                scores[submission.student.id, assignment.name] = score
    return scores
