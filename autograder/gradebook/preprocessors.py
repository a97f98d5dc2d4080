"""Grade in the sandbox instead of a kernel, in nbgrader's own commands.

`nbgrader autograde` and the formgrader run these preprocessors (see `autograder.course.nbgrader_config`) and leave the
same rows and files as `make grade`, which writes them itself (`autograder.running.recorder`).

nbgrader converts each submission twice. First it *sanitizes*: `SubmissionExporter` (`exporter.py`) reads the
submission, whatever its format is, and `GradeSubmission` grades it, repairs the notebook, and puts the result into the
notebook's metadata. Then it *autogrades*: `ShowResult` writes the scores into the outputs of the graded cells, and
`SaveScores` writes them into the gradebook.
"""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool
from traitlets.config import Config

from autograder.course.config import Course
from autograder.course.loading import find_root, load_course
from autograder.gradebook.autograded_notebook import banner, recordable, show
from autograder.gradebook.cache_key import artifact_hash
from autograder.gradebook.result_cache import ResultCache, entry_of, result_in
from autograder.gradebook.rows import needs_person
from autograder.gradebook.versions import NO_FILE, known, record, version_of
from autograder.grading.grade import grade
from autograder.grading.result import Result
from autograder.grading.ungraded import unreadable
from autograder.submissions.submission import Submission

Pair = tuple[nbformat.NotebookNode, dict[str, Any]]


class GradeSubmission(NbGraderPreprocessor):  # type: ignore[misc]
    """Grade the submission, and make the notebook that nbgrader keeps, with the result and its hash in the metadata."""

    unsafe = Bool(False, help="grade even if student code cannot be confined: it runs as you").tag(config=True)

    def preprocess(self, nb: nbformat.NotebookNode, resources: dict[str, Any]) -> Pair:
        place, (submission, sidecars) = resources["nbgrader"], resources.pop("autograder")
        coursedir = self.parent.parent.coursedir
        course = load_course(find_root(Path(coursedir.root)))
        course = course.unsafe() if self.unsafe else course
        exercise = course.exercise(place["assignment"])
        if isinstance(submission, str):
            result, version = unreadable(place["student"], exercise, submission), NO_FILE
            notebook, pending = banner(submission, exercise), None
        else:
            results = Path(coursedir.root) / Path(coursedir.autograded_directory).parent / "results"
            entry = _entry(submission, course, ResultCache(results, course))
            result, notebook = result_in(entry), recordable(submission, course)
            version = version_of(submission.data)
            pending = artifact_hash(entry, sidecars, exercise, course)
        notebook["metadata"]["autograder"] = {"pending": pending, "result": result.to_json(), "version": version}
        return nbformat.from_dict(notebook), resources


def _entry(submission: Submission, course: Course, cache: ResultCache) -> bytes:
    """The submission's entry in the cache. If there is none, the submission is graded."""
    entry = cache.entry(submission)
    if entry is None:
        result = grade(submission, course)
        if result.status == "error":
            raise NbGraderException(result.message)
        entry = entry_of(submission, result, course)
        cache.put_entry(submission, entry)
    return entry


class ShowResult(NbGraderPreprocessor):  # type: ignore[misc]
    """Write each graded cell's verdicts as text, and its score as a plain number, which nbgrader reads."""

    def preprocess(self, nb: nbformat.NotebookNode, resources: dict[str, Any]) -> Pair:
        ours = nb.metadata["autograder"]
        result = Result.from_json(ours["result"])
        if "pending" in ours:  # not before the scores are there: a notebook with a stamp counts as recorded
            ours["stamp"] = ours.pop("pending")
        show(nb.cells, result)
        return nbformat.from_dict(nb), resources


class SaveScores(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's SaveAutoGrades. An unreadable submission gets no score (which is not 0): a person has to grade it.

    A manual score needs a person again if it was given for another version of the submission (`rows.needs_person`).
    """

    def preprocess(self, nb: nbformat.NotebookNode, resources: dict[str, Any]) -> Pair:
        ours, place = nb.metadata["autograder"], resources["nbgrader"]
        self.graded = ours["result"]["status"] == "graded"
        version = ours.pop("version", NO_FILE)
        with Gradebook(place["db_url"]) as gradebook:
            own = gradebook.find_submission_notebook(place["notebook"], place["assignment"], place["student"]).id
            self.is_same = known(gradebook.db.connection(), [own]).get(own) == version
        pair: Pair = super().preprocess(nb, resources)
        with Gradebook(place["db_url"]) as gradebook:  # last: if this is stopped before, the next run does it again
            record(gradebook.db.connection(), {own: version})
            gradebook.db.commit()
        return pair

    def _add_score(self, cell: nbformat.NotebookNode, resources: dict[str, Any]) -> None:
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        row = self.gradebook.find_grade(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        before = row.auto_score, row.manual_score, row.needs_manual_grade
        if self.graded:
            super()._add_score(cell, resources)
        else:
            row.auto_score = None
        row.needs_manual_grade = needs_person(*before, row.auto_score, self.is_same)
        self.gradebook.db.commit()


def late_penalty(config: Config, student: str, score: float, seconds: float) -> float | None:
    """The points that a submission loses for being late, as nbgrader's configured plugin computes them.

    `score` is the submission's score without the penalty. Returns None if there is no penalty.
    """
    assign = AssignLatePenalties(config=config)
    assign.init_plugin()
    points = assign.plugin_inst.late_submission_penalty(student, score, seconds)
    if points is None:
        return None
    checked: float = assign._check_late_penalty(SimpleNamespace(score=score), points)
    return checked
