"""What docs/instructors.md says about nbgrader's own `zip_collect`: where it can do the work, and where it cannot."""

import subprocess
import sys

import pytest

from tests.platforms import simulated

NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
CANVAS = r".*/[a-z]+_(?:LATE_)?(?P<student_id>\\d+)_\\d+_(?P<file_id>[a-z]+)"
BLACKBOARD = r".*_(?P<student_id>\\w+)_attempt_(?P<timestamp>[0-9\\-]+)_(?P<file_id>\\w+)"
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "x"
c.FileNameCollectorPlugin.named_regexp = "{}"
"""


@pytest.fixture
def zip_collect(tmp_path):
    """Run nbgrader's command on archives of files: the exit code, and path in submitted/ → bytes."""

    def run(pattern, *archives, cut=None):
        (tmp_path / "nbgrader_config.py").write_text(CONFIG.format(pattern))
        folder, release = tmp_path / "downloaded" / "sums" / "archive", tmp_path / "release" / "sums"
        folder.mkdir(parents=True)
        release.mkdir(parents=True)
        (release / "sums.ipynb").write_bytes(NOTEBOOK)
        for number, files in enumerate(archives):
            simulated.write_zip(folder / f"{number}.zip", dict.fromkeys(files, NOTEBOOK))
        if cut is not None:
            (folder / f"{cut}.zip").write_bytes((folder / f"{cut}.zip").read_bytes()[:-30])
        command = [sys.executable, "-m", "nbgrader", "zip_collect", "sums"]
        code = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120).returncode
        found = (tmp_path / "submitted").rglob("*")
        return code, {path.relative_to(tmp_path / "submitted").as_posix() for path in found if path.is_file()}

    return run


@pytest.mark.slow
def test_it_collects_one_file_of_each_student_and_loses_the_mark_of_lateness(zip_collect):
    """With the ids in the names, each notebook is collected; nothing says that one of them is late."""
    code, found = zip_collect(CANVAS, ["doejo_11_90_sums.ipynb", "roeal_LATE_22_91_sums.ipynb"])
    assert (code, found) == (0, {"11/sums/sums.ipynb", "22/sums/sums.ipynb"})


@pytest.mark.slow
def test_it_takes_the_later_one_of_two_attempts_with_times(zip_collect):
    """On Blackboard, times are in the names."""
    start = "Sums_jo_attempt_2026-10-05"
    code, found = zip_collect(BLACKBOARD, [f"{start}-18-00-00_sums.ipynb", f"{start}-19-00-00_sums.ipynb"])
    assert (code, found) == (0, {"jo/sums/sums.ipynb", "jo/sums/timestamp.txt"})


@pytest.mark.slow
def test_two_attempts_without_times_stop_it_for_everybody(zip_collect):
    """Nobody's work is collected, neither that of the student with two files nor that of others."""
    files = ["doejo_11_90_sums.ipynb", "doejo_11_95_sums-1.ipynb", "roeal_22_91_sums.ipynb"]
    code, found = zip_collect(CANVAS, files)
    assert code == 1 and not found


@pytest.mark.slow
def test_one_damaged_archive_stops_it_for_everybody(zip_collect):
    """Nobody's work is collected, not even that in a whole archive."""
    code, found = zip_collect(CANVAS, ["doejo_11_90_sums.ipynb"], ["roeal_22_91_sums.ipynb"], cut=1)
    assert code == 1 and not found
