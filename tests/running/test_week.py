"""The week of an instructor, from the release to the next term, with the gradebook after every step."""

import csv
import json
import re

import pytest

from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from tests.conftest import solved_notebook
from tests.reports.test_feedback import in_order, words
from tests.running.classes import partly_right, submit
from tests.running.test_formgrader import formgrader_in

LATE = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'


class Week:
    """A copy of the small course with its class, and a way to run commands in this process."""

    def __init__(self, copy, command):
        self.copy, self.command = copy, command
        file = copy.root / "exercises" / "sums" / "exercise.toml"
        file.write_text(f"due = 2026-10-05 18:00:00\n{file.read_text()}")
        self.paths = ClassPaths.real(copy.root)

    def do(self, *arguments):
        """Run a command, and return what it prints."""
        code, out, err = self.command(*arguments, "--course", self.copy.root)
        assert code == 0, err
        return out

    def hand_in(self, student, data, time="2026-10-05 17:00 UTC"):
        submit(self.paths, student, "sums", data, time)

    @property
    def scores(self):
        """Student → score of `sums` in grades.csv; "" if there is none."""
        with (self.paths.report / "grades.csv").open(encoding="utf-8") as file:
            return {row["student"]: row["sums"] for row in csv.DictReader(file)}

    @property
    def changes(self):
        """Student → before, after, why in changes.csv."""
        with (self.paths.report / "changes.csv").open(encoding="utf-8") as file:
            return {row["student"]: (row["before"], row["after"], row["why"]) for row in csv.DictReader(file)}


@pytest.mark.slow
@pytest.mark.ci
def test_a_week_of_an_instructor(course_copy, command):
    """Release, grade, extend, comment, resubmit, override, regrade, rename, new term: each mark changes when it should,
    and only then, and the run says why."""
    week = Week(course_copy, command)
    week.do("release")
    config = course_copy.root / "nbgrader_config.py"
    config.write_text(config.read_text() + LATE)
    exercise = load_course(course_copy.root).exercise("sums")
    right, wrong = solved_notebook(exercise), partly_right(exercise)

    week.hand_in("ada", right)
    week.hand_in("ben", wrong)
    week.hand_in("cleo", right, "2026-10-06 10:00 UTC")
    week.do("grade")
    assert week.scores == {"ada": "7", "ben": "3.5", "cleo": "0"}

    week.do("extend", "cleo", "sums", "+24h")
    week.do("grade")
    assert week.scores == {"ada": "7", "ben": "3.5", "cleo": "7"}
    assert week.changes == {"cleo": ("0", "7", "extension: none → 24 h")}

    with formgrader_in(course_copy.root) as formgrader:
        notebooks = json.loads(formgrader("GET", "/api/submitted_notebooks/sums/sums"))
        [ben] = [one["id"] for one in notebooks if one["student"] == "ben"]
        grade = formgrader.of_cell("grade", ben, "window_sums")
        comment = formgrader.of_cell("comment", ben, "window_sums_answer")
        formgrader("PUT", f"/api/grade/{grade['id']}", manual_score=2, extra_credit=None)
        formgrader("PUT", f"/api/comment/{comment['id']}", manual_comment="A good idea.")
    dry = week.do("grade", "--dry-run")
    assert "ben" in dry
    assert week.scores["ben"] == "3.5"
    week.do("grade")
    assert week.scores == {"ada": "7", "ben": "5", "cleo": "7"}
    assert week.changes == {"ben": ("3.5", "5", "manual score (window_sums)")}
    page = words(week.paths.feedback("ben", "sums").read_text())
    assert in_order(page, "5 of 7 points", "window_sums 2 of 4 points", "A good idea.")

    week.hand_in("ben", right)
    assert "earlier version" in week.do("grade")
    assert week.scores["ben"] == "5"
    week.do("override", "ben", "sums", "window_sums", "automatic", "--why", "The new version is right.")
    assert week.scores["ben"] == "7"

    week.do("grade", "--force")
    assert week.scores == {"ada": "7", "ben": "7", "cleo": "7"}
    assert week.changes == {}

    week.do("rename-student", "ben", "bernd")
    week.do("grade")
    assert week.scores == {"ada": "7", "bernd": "7", "cleo": "7"}
    assert week.changes == {}
    assert "The new version is right." in words(week.paths.feedback("bernd", "sums").read_text())
    assert not week.paths.feedback("ben", "sums").exists()

    (course_copy.root / "gradebook.db").unlink()
    code, _, err = command("grade", "--course", course_copy.root)
    assert code != 0
    assert "autograder restore" in err
    listed = week.do("restore")
    newest = max(re.findall(r"\d{4}-\d\d-\d\d-\d{6}(?:_\d\d)?", listed))
    week.do("restore", newest)
    week.do("grade")
    assert week.scores == {"ada": "7", "bernd": "7", "cleo": "7"}

    said = week.do("new-term")
    assert "seed" in said
    assert not (course_copy.root / "gradebook.db").exists()
    assert not week.paths.feedback("bernd", "sums").exists()
    assert not list((course_copy.root / "submitted").glob("*/*"))
