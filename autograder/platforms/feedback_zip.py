"""Put feedback pages into a zip archive, under the names by which a platform gives each student theirs.

Canvas      Assignment, "Upload Submissions": files with the names of its own download, `doejane_4711_99012_….html`. It
            reads the two numbers (instructure/canvas-lms, app/models/assignment.rb,
            `infer_comment_context_from_filename`)
Moodle      Assignment, "Upload multiple feedback files in a zip": `Jane Doe_1234_assignsubmission_file_/….html`. It
            reads the number of the participant (moodle/moodle, mod/assign/feedback/file/importziplib.php)
"""

import io
import re
import zipfile
from collections.abc import Mapping

from autograder.platforms.canvas import UPLOAD
from autograder.platforms.columns import OWN
from autograder.platforms.people import Row

EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a file in a zip archive: the same pages always give the same bytes


def canvas_name(source: str, exercise: str) -> str | None:
    """The name of a page for Canvas. `source` is the name of the student's file in Canvas's download."""
    match = UPLOAD.fullmatch(source)
    return None if match is None else f"{source[: match.start('file')]}{exercise}.html"


def moodle_name(row: Row, exercise: str) -> str:
    """The name of a page for Moodle. `row` is that of the student in the worksheet."""
    name = re.sub(r'[\\/:*?"<>|_]+', " ", row.name).strip() or "participant"
    return f"{name}_{row.cells[OWN]}_assignsubmission_file_/{exercise}.html"


def zipped(pages: Mapping[str, bytes]) -> bytes:
    """A zip archive of pages by their names."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, page in sorted(pages.items()):
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), page, zipfile.ZIP_DEFLATED)
    return data.getvalue()
