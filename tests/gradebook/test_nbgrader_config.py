"""A course's nbgrader_config.py connects it with nbgrader: the release writes it once, and instructors extend it."""

import shutil
import stat

import pytest

from autograder.course.nbgrader_config import (
    CONFIG_FILE,
    TEMPLATE,
    database_url,
    file_mode,
    read_config,
    write_config_if_missing,
)
from autograder.course.paths import ClassPaths
from autograder.errors import CourseError
from tests.conftest import CourseCopy
from tests.gradebook.database_rows import rows_of

WRONG_MEANS = "def window_means(x, size):\n    return window_sums(x, size)"


def config_of(root, settings):
    """The configuration of a course whose file has these settings below the call of `configure`."""
    (root / CONFIG_FILE).write_text(TEMPLATE + settings, encoding="utf-8")
    return read_config(ClassPaths.real(root))


def test_a_release_writes_the_file_that_is_missing(course_copy, command):
    """A course without nbgrader_config.py gets one, with which nbgrader works."""
    path = course_copy.root / CONFIG_FILE
    path.unlink()
    assert command("release", "--course", course_copy.root)[0] == 0
    assert path.read_text(encoding="utf-8") == TEMPLATE


@pytest.mark.parametrize("text", [TEMPLATE + 'c.CourseDirectory.course_id = "dl101"', "# nothing", ""])
def test_an_existing_file_is_never_overwritten(tmp_path, text):
    """An instructor's file stays as it is, even if it does not call `configure`."""
    (tmp_path / CONFIG_FILE).write_text(text, encoding="utf-8")
    assert write_config_if_missing(tmp_path) is False
    assert (tmp_path / CONFIG_FILE).read_text(encoding="utf-8") == text


def test_settings_below_configure_are_read(tmp_path):
    """An own setting replaces ours, and the others stay."""
    config = config_of(tmp_path, 'c.CourseDirectory.feedback_directory = "own"\nc.ExecutePreprocessor.timeout = 7\n')
    assert config.CourseDirectory.feedback_directory == "own"
    assert config.ExecutePreprocessor.timeout == 7
    assert config.CourseDirectory.autograded_directory == "build/autograded"
    assert config.Autograde.exporter_class == "autograder.gradebook.exporter.SubmissionExporter"


def test_the_gradebook_is_the_classs_own_unless_another_is_named(tmp_path):
    """Without `db_url` the gradebook is a file of the class. A database needs the course's id."""
    paths = ClassPaths.real(tmp_path)
    assert database_url(paths, config_of(tmp_path, "")) == f"sqlite:///{paths.gradebook}"
    server = 'c.CourseDirectory.db_url = "postgresql://server/db"\n'
    with pytest.raises(CourseError, match=r"Add:\nc\.CourseDirectory\.course_id"):
        database_url(paths, config_of(tmp_path, server))
    named = config_of(tmp_path, server + 'c.CourseDirectory.course_id = "dl101"\n')
    assert database_url(paths, named) == "postgresql://server/db"


def test_the_exchange_knows_the_courses_id(course_copy, tmp_path):
    """It is the one in course.toml, unless an own setting replaces it. A broken course.toml is no error here."""
    root = course_copy.root
    assert config_of(root, "").CourseDirectory.course_id == "small-course"
    assert config_of(root, 'c.CourseDirectory.course_id = "dl101"').CourseDirectory.course_id == "dl101"
    (root / "course.toml").write_text("[course")
    assert "course_id" not in config_of(root, "").CourseDirectory


@pytest.mark.parametrize(("settings", "mode"), [
    ("", 0o444), ("c.CourseDirectory.groupshared = True", 0o664), ("c.Autograde.permissions = 640", 0o640),
])  # fmt: skip
def test_notebooks_get_the_permissions_that_nbgrader_gives(tmp_path, settings, mode):
    """The permissions are nbgrader's: three digits, which can be set, or its default."""
    assert file_mode(config_of(tmp_path, settings)) == mode


def test_permissions_must_be_digits(tmp_path):
    """0o444 is 292 for Python, which would not mean what the instructor meant."""
    with pytest.raises(CourseError, match="three digits like 444, not 292"):
        file_mode(config_of(tmp_path, "c.Autograde.permissions = 0o444"))


def test_a_file_that_cannot_be_read_is_an_error_of_the_course(tmp_path):
    """The message names the file and what Python says of it."""
    with pytest.raises(CourseError, match=r"nbgrader_config\.py cannot be read: NameError: name 'x'"):
        config_of(tmp_path, "c.CourseDirectory.db_url = x")


def test_nbgrader_autograde_leaves_the_rows_of_our_command(course_copy, command, solved, tmp_path):
    """`nbgrader autograde` and `python -m autograder grade` record the same, with the course's own settings.

    The release before them keeps these settings.
    """
    config_of(course_copy.root, "c.Autograde.permissions = 640\n")
    submission = ClassPaths.real(course_copy.root).submission("ana", "sums")
    submission.parent.mkdir(parents=True)
    submission.write_bytes(solved("sums", window_means=WRONG_MEANS))
    submission.with_name("timestamp.txt").write_text("2026-10-05 18:00:00 UTC")
    assert command("release", "--course", course_copy.root)[0] == 0
    other = CourseCopy(tmp_path / "other")
    shutil.copytree(course_copy.root, other.root)
    done = course_copy.nbgrader("autograde", "sums")
    assert done.returncode == 0, done.stderr
    code, _, err = command("grade", "--course", other.root)
    assert code == 0, err
    theirs, ours = (rows_of(copy.root / "gradebook.db") for copy in (course_copy, other))
    tables = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
    assert {table: theirs[table] for table in tables} == {table: ours[table] for table in tables}
    assert {row["cell"]: row["auto_score"] for row in ours["grade"]} == {"window_sums": 4, "window_means": 1}
    for root in (course_copy.root, other.root):
        notebook = ClassPaths.real(root).autograded / "ana" / "sums" / "sums.ipynb"
        assert stat.S_IMODE(notebook.stat().st_mode) == 0o640
