"""nbgrader's exchange and the formgrader, for classes in which some files are not as nbgrader expects them.

nbgrader has a setting for each class of its exchange (see `autograder.course.nbgrader_config`). `Collect` and
`ReleaseFeedback` do what nbgrader's classes do, but one student's file does not stop the others. There is no setting
for the class behind the formgrader's pages, but it makes a `List` before each of them: ours turns the object that made
it into our `Api`.
"""

import contextlib
import datetime
import glob
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect, ExchangeList, ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from autograder.errors import Unreadable, display_path
from autograder.gradebook.time_text import TimeSettings, utc_in
from autograder.gradebook.timestamps import known_time, secret_in
from autograder.submissions.filenames import printable_name

NOT_RELEASED = "The exchange cannot give feedback to %s: %s. Send the page yourself: %s"
BY_HAND = "the submission did not come through it (there is no submission_secret.txt, or it cannot be used)"
COPIED = "another submission has the same submission_secret.txt"


class ClassDirectory(CourseDirectory):  # type: ignore[misc]
    """nbgrader's CourseDirectory. A `timestamp.txt` without a clear time is a warning."""

    def get_existing_timestamp(self, dest_path: str) -> datetime.datetime | None:
        time, problem = known_time(Path(dest_path), TimeSettings.of(self.config))
        if problem:
            self.log.warning(problem)
        return time


def understand_times(coursedir: CourseDirectory) -> None:
    """Have nbgrader's CourseDirectory read times as we do."""
    if type(coursedir) is CourseDirectory:
        coursedir.__class__ = ClassDirectory


class Collect(ExchangeCollect):  # type: ignore[misc]
    """`nbgrader collect`, with times in the zone that nbgrader writes them in."""

    def __init__(self, coursedir: CourseDirectory, **kwargs: Any):
        super().__init__(coursedir=coursedir, **kwargs)
        understand_times(self.coursedir)

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Student, name and time of a submission in the exchange: `student+exercise+time`, or `…+time+random`."""
        name = Path(path).name
        student, _, text = name.rpartition(f"+{self.coursedir.assignment_id}+")
        return {"username": student, "filename": name, "timestamp": self._time(name, text)}

    def _time(self, name: str, text: str) -> datetime.datetime:
        """The time in a name. If it is not clear, the oldest time, with a warning: it replaces no other submission."""
        settings = TimeSettings.of(self.config)
        for one in (text, text.rpartition("+")[0]):
            with contextlib.suppress(Unreadable):
                return utc_in(one, settings)
        self.log.warning("The exchange has a submission without a clear time: %s", printable_name(name))
        return datetime.datetime.min


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """`nbgrader release_feedback`. It names the students to whom the exchange cannot give their pages."""

    def copy_files(self) -> None:
        excluded = self.coursedir.student_id_exclude.split(",")
        pages = [Path(name) for name in sorted(glob.glob(f"{self.src_path}/*.html"))]  # noqa: PTH207  it is a pattern
        secrets = {page: secret_in(page.parent) for page in pages if _student(page) not in excluded}
        copied = {secret for secret, number in Counter(secrets.values()).items() if number > 1}
        for page, secret in secrets.items():
            if secret is None or secret in copied:
                names = printable_name(_student(page)), printable_name(display_path(page))
                self.log.warning(NOT_RELEASED, names[0], BY_HAND if secret is None else COPIED, names[1])
            else:
                self._release(page, Path(self.dest_path), notebook_hash(secret=secret, notebook_id=page.stem))
                self.log.info("Feedback released: %s", printable_name(display_path(page)))

    def _release(self, page: Path, folder: Path, name: str) -> None:
        """Copy a page under the name by which its student finds it, completely or not at all."""
        temporary = folder / f"{name}-tmp.html"
        shutil.copy(page, temporary)
        temporary.replace(folder / f"{name}.html")


def _student(page: Path) -> str:
    """The student to whom a feedback page belongs."""
    return page.parent.parent.name


class Api(NbGraderAPI):  # type: ignore[misc]
    """What the formgrader's pages show. A `timestamp.txt` without a clear time is a warning."""

    def get_submitted_timestamp(self, assignment_id: str, student_id: str) -> datetime.datetime | None:
        coursedir = self.coursedir
        folder = coursedir.format_path(coursedir.submitted_directory, student_id, assignment_id)
        time, problem = known_time(Path(folder), TimeSettings.of(self.config))
        if problem:
            self.log.warning(problem)
        return time


class List(ExchangeList):  # type: ignore[misc]
    """nbgrader's list of what is in the exchange."""

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        if type(self.parent) is NbGraderAPI:
            self.parent.__class__ = Api
            understand_times(self.parent.coursedir)
