"""nbgrader's view of the course: names, places, and our preprocessors. No logic."""

import os
import sys
from pathlib import Path

# nbgrader runs `alembic` by name when it makes a gradebook; it stands beside the interpreter.
os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ.get("PATH", os.defpath)
sys.path.insert(0, str(Path(__file__).resolve().parent))  # so that nbgrader finds the autograder

c = get_config()  # noqa: F821  nbgrader puts it here

c.CourseDirectory.source_directory = "build/source"
c.CourseDirectory.release_directory = "assignments"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "build/autograded"
c.CourseDirectory.feedback_directory = "build/feedback"

# The first of nbgrader's own steps are kept, ClearSolutions is replaced by ours.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "autograder.authoring.release.ClearAnswers",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# In the formgrader nobody wants to read the toolkit again for each student.
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = ["toolkit"]

# What students write in Markdown runs no script in the browser of who grades.
c.HTMLExporter.filters = {"markdown2html": "autograder.gradebook.safe_markdown.to_html"}

# Any file is read without failing, and no other is copied; the submission is graded in the sandbox instead of a kernel.
c.Autograde.exporter_class = "autograder.gradebook.exporter.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.gradebook.preprocessors.GradeSubmission",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.gradebook.preprocessors.ShowResult",
    "autograder.gradebook.preprocessors.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
