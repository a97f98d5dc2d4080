"""Write, define and read nbgrader's configuration of a course, the file `nbgrader_config.py`.

It is read without importing nbgrader, which takes seconds.
"""

import contextlib
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.config import COURSE_FILE
from autograder.course.loading import find_root
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError, display_path

CONFIG_FILE = "nbgrader_config.py"
TEMPLATE = '''\
"""nbgrader's configuration of this course. Keep the call of `configure`; write your own settings below it."""

from autograder.course.nbgrader_config import configure

c = get_config()  # noqa: F821  nbgrader defines it
configure(c, __file__)
'''


def configure(config: Config, file: str) -> None:
    """Configure nbgrader for the autograder. A course's `nbgrader_config.py` calls this with its own path.

    Plugins beside that file, for late penalties for example, can then be imported by their names. nbgrader starts the
    program `alembic` by its name when it makes a gradebook, so this also puts the folder with the programs of this
    Python on the PATH.
    """
    _put_on_path(str(Path(sys.executable).parent))
    folder = str(Path(file).resolve().parent)
    if folder not in sys.path:
        sys.path.append(folder)
    _set_folders(config)
    _set_exchange(config, Path(folder))
    _set_release(config)
    _set_pages(config)
    _set_autograde(config)
    _set_feedback(config)


def _set_folders(config: Config) -> None:
    config.CourseDirectory.source_directory = "build/source"
    config.CourseDirectory.release_directory = "assignments"
    config.CourseDirectory.submitted_directory = "submitted"
    config.CourseDirectory.autograded_directory = "build/autograded"
    config.CourseDirectory.feedback_directory = "build/feedback"


def _set_exchange(config: Config, folder: Path) -> None:
    # The exchange has a folder for each course. If course.toml cannot be read, every command of ours says why.
    with contextlib.suppress(CourseError, OSError, ValueError, KeyError, TypeError):
        text = (find_root(folder) / COURSE_FILE).read_text(encoding="utf-8-sig")
        config.CourseDirectory.course_id = str(tomllib.loads(text)["course"]["id"])
    config.ExchangeFactory.collect = "autograder.gradebook.exchange.Collect"
    config.ExchangeFactory.release_feedback = "autograder.gradebook.exchange.ReleaseFeedback"
    config.ExchangeFactory.list = "autograder.gradebook.exchange.List"


def _set_release(config: Config) -> None:
    # nbgrader's own steps, with our ClearAnswers in place of ClearSolutions.
    config.GenerateAssignment.preprocessors = [
        "nbgrader.preprocessors.IncludeHeaderFooter",
        "nbgrader.preprocessors.LockCells",
        "autograder.authoring.release.ClearAnswers",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.CheckCellMetadata",
        "nbgrader.preprocessors.ComputeChecksums",
        "nbgrader.preprocessors.SaveCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]


def _set_pages(config: Config) -> None:
    # The formgrader does not show the toolkit's cell.
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = ["toolkit"]
    # Markdown cells of students must not run scripts in the instructor's browser.
    config.HTMLExporter.preprocessors = ["autograder.gradebook.formgrader_notes.EarlierVersions"]
    config.HTMLExporter.filters = {"markdown2html": "autograder.reports.safe_markdown.to_html"}


def _set_autograde(config: Config) -> None:
    # Submissions of any format are read, their other files are not copied, and the sandbox grades them, not a kernel.
    config.Autograde.exporter_class = "autograder.gradebook.exporter.SubmissionExporter"
    config.Autograde.sanitize_preprocessors = [
        "autograder.gradebook.preprocessors.GradeSubmission",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    config.Autograde.autograde_preprocessors = [
        "autograder.gradebook.preprocessors.ShowResult",
        "autograder.gradebook.preprocessors.SaveScores",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]


def _set_feedback(config: Config) -> None:
    # Our feedback page, with the marks in the gradebook, in place of nbgrader's HTML of the notebook.
    config.GenerateFeedback.exporter_class = "autograder.gradebook.feedback_exporter.FeedbackExporter"
    config.GenerateFeedback.preprocessors = []


def _put_on_path(folder: str) -> None:
    path = os.environ.get("PATH", os.defpath)
    if path.split(os.pathsep)[0] != folder:
        os.environ["PATH"] = folder + os.pathsep + path


def write_config_if_missing(root: Path) -> bool:
    """Write a course's `nbgrader_config.py`, unless it has one. Returns whether it was written."""
    path = root / CONFIG_FILE
    if path.exists():
        return False
    write_atomic(path, TEMPLATE)
    return True


def read_config(paths: ClassPaths) -> Config:
    """nbgrader's configuration of a class. Raises CourseError if it cannot be read."""
    try:
        config = PyFileConfigLoader(CONFIG_FILE, path=str(paths.root)).load_config()
    except Exception as error:  # it is Python code
        path = display_path(paths.root / CONFIG_FILE)
        raise CourseError(f"{path} cannot be read: {type(error).__name__}: {error}") from None
    config.CourseDirectory.root = str(paths.root)
    if paths.database is not None:
        config.CourseDirectory.db_url = f"sqlite:///{paths.database}"
        config.CourseDirectory.source_directory = str(paths.build / "source")
    return config


def course_directory(paths: ClassPaths) -> tuple[Any, Config]:
    """nbgrader's CourseDirectory and the configuration of a class."""
    from nbgrader.coursedir import CourseDirectory  # takes seconds

    config = read_config(paths)
    return CourseDirectory(config=config), config


def database_url(paths: ClassPaths, config: Config) -> str:
    """The URL of nbgrader's database. Raises CourseError if a shared database does not know the course's id."""
    url = str(config.CourseDirectory.get("db_url", f"sqlite:///{paths.gradebook}"))
    if not url.startswith("sqlite") and not config.CourseDirectory.get("course_id"):
        raise CourseError(
            f"{CONFIG_FILE} names a database (it must be for this class and term alone), but not the course. Add:\n"
            'c.CourseDirectory.course_id = "dl101"'
        )
    return url


def file_mode(config: Config) -> int:
    """The permissions that nbgrader gives to an autograded notebook."""
    digits = str(config.Autograde.get("permissions", 664 if config.CourseDirectory.get("groupshared", False) else 444))
    if not set(digits) <= set("01234567"):
        raise CourseError(f"{CONFIG_FILE}: c.Autograde.permissions must be three digits like 444, not {digits}")
    return int(digits, base=8)
