"""Say in the formgrader, beside the score of a cell, that its manual score is for an earlier version.

nbgrader itself only marks the cell, in the same way as one without a score. The note is made when the page is shown, so
it disappears when a person has looked at the score.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor

from autograder.course.nbgrader_config import CONFIG_FILE, database_url, read_config
from autograder.course.paths import ClassPaths
from autograder.gradebook.database import Gradebook
from autograder.reports.marks import EARLIER_VERSION, TaskMarks
from autograder.reports.text import number

NOTE = "The manual score {} " + EARLIER_VERSION + ". Look at it, then press Resolve or enter another score.\n"


class EarlierVersions(Preprocessor):  # type: ignore[misc]
    """Adds the note to the outputs of graded cells, in pages of the formgrader."""

    def preprocess(self, nb: nbformat.NotebookNode, resources: dict[str, Any]) -> Any:
        if {"submission_id", "student", "assignment_id"} <= resources.keys():
            earlier = {one.task: one for one in self._earlier(resources)}
            cells = []
            for cell in nb.cells:
                one = earlier.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
                note = "" if one is None else NOTE.format(number(one.manual))
                if note and cell.cell_type == "code":
                    cell.outputs.insert(0, nbformat.v4.new_output("stream", name="stderr", text=note))
                elif note:
                    cells.append(nbformat.v4.new_markdown_cell(f"**{note.strip()}**"))
                cells.append(cell)
            nb.cells = cells
        return nb, resources

    def _earlier(self, resources: dict[str, Any]) -> list[TaskMarks]:
        """The tasks of the submission whose manual score is for an earlier version."""
        root = _class_of(Path(resources["metadata"]["path"]).resolve())
        if root is None:
            return []
        paths = ClassPaths.real(root)
        key = resources["student"], resources["assignment_id"]
        with Gradebook(database_url(paths, read_config(paths))) as gradebook:
            recorded = gradebook.recorded([key[0]]).get(key)
        return [] if recorded is None else recorded.marks.earlier


def _class_of(folder: Path) -> Path | None:
    """nbgrader's course directory, in which this folder is."""
    return next((one for one in (folder, *folder.parents) if (one / CONFIG_FILE).is_file()), None)
