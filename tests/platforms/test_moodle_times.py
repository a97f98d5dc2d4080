"""When students handed in on Moodle, by its grading worksheet."""

import datetime
import re

import pytest

from autograder.course.paths import ClassPaths
from autograder.errors import UsageError
from autograder.platforms.collecting import Wanted, collect
from autograder.platforms.moodle_times import times_in
from autograder.platforms.roster import Roster, Student, write_roster
from autograder.platforms.sheet import Sheet
from tests.platforms import simulated

CLASS = simulated.people(4)
ENGLISH = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 12",A,a@x,x,,7,Yes,"{}",-,
"Participant 13",B,b@x,x,,7,Yes,-,"Monday, 1 January 2024, 1:00 PM",
"""


@pytest.fixture
def times(tmp_path):
    """The times in a worksheet."""

    def read(data):
        (tmp_path / "sheet.csv").write_bytes(data)
        return times_in(Sheet.read(tmp_path / "sheet.csv"))

    return read


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Monday, 5 October 2026, 8:05 PM", 20), ("Monday, 5 October 2026, 12:05 AM", 0),
        ("Monday, 5 October 2026, 12:05 PM", 12), ("Montag, 5. Oktober 2026, 20:05", 20), ("5 Oct 2026, 20:05", 20),
    ],
)  # fmt: skip
def test_times_are_read_in_english_and_german(times, text, hour):
    """With AM and PM or 24 hours. Who has not handed in has none; the time of the grade is another column."""
    assert times(ENGLISH.format(text).encode()) == {"12": datetime.datetime(2026, 10, 5, hour, 5)}


@pytest.mark.parametrize(
    "text", ["10/05/2026, 20:05", "Montag, 35. Oktober 2026, 20:05", "lundi 5 octembre 2026, 20:05"]
)
def test_a_time_that_is_not_clear_is_refused(times, text):
    """The message has the row and what is there."""
    with pytest.raises(UsageError, match=re.escape(f"row 2: {text!r} is no time that can be read")):
        times(ENGLISH.format(text).encode())


def test_another_file_has_no_times(times):
    """A list of people is no worksheet, and the message says what is needed."""
    with pytest.raises(UsageError, match="has no times of submissions: it is no grading worksheet of Moodle"):
        times(simulated.canvas_gradebook(CLASS, {"Sums (1)": 7}))


def test_the_times_of_the_worksheet_are_collected(tmp_path):
    """In the zone that was named, beside the files of an archive of Moodle. For other archives, and from the worksheet
    of another assignment, they are refused."""
    paths = ClassPaths.real(tmp_path)
    write_roster(paths, Roster(tuple(Student(one.id, one.name) for one in CLASS)))
    files = simulated.hand_in(CLASS, "sums", b"{}", b"{1}")
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(simulated.moodle_worksheet(CLASS, 7))
    wanted = Wanted(zone=datetime.timezone(datetime.timedelta(hours=2)), times=sheet)
    report = collect(paths, {"sums": "Sums"}, simulated.moodle_zip(tmp_path / "a.zip", files), wanted)
    assert report.without_zone
    stamps = {path.read_text() for path in paths.submitted.rglob("timestamp.txt")}
    assert len(report.outcomes) == 4 and stamps == {"2026-10-05 18:00:00 UTC"}
    sheet.write_bytes(sheet.read_bytes().replace(b"910", b"920"))
    with pytest.raises(UsageError, match="it is the worksheet of another assignment"):
        collect(paths, {"sums": "Sums"}, tmp_path / "a.zip", wanted)
    with pytest.raises(UsageError, match="these files are from canvas: leave it out"):
        collect(paths, {"sums": "Sums"}, simulated.canvas_zip(tmp_path / "b.zip", files), wanted)
