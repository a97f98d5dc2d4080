"""timestamp.txt: the right time in UTC, or a reason why there is none. Never another time."""

import datetime
import os

import pytest
from traitlets.config import Config

from autograder.errors import Unreadable
from autograder.gradebook.time_text import TimeSettings, utc_in
from autograder.gradebook.timestamps import IN_FUTURE, known_time, nbgrader_files, time_of, time_problem
from tests.submissions.odd import fill, link_in, pipe_in

SIX = datetime.datetime(2026, 10, 5, 18)
UTC = "2026-10-05 18:00:00 UTC"
USUAL = TimeSettings()


@pytest.mark.parametrize("text", [
    UTC, "2026-10-05 18:00:00.000000 UTC", "2026-10-05T18:00:00Z", "2026-10-05 18:00", "2026/10/05 18:00:00 gmt",
    "2026-10-05 20:00:00+02:00", "2026-10-05 20:00:00 +0200", "2026-10-05 15:00 -03", "2026-10-05 20:00 UTC+2",
    "2026-10-05 20:00:00 CEST", "2026-10-05 19:00:00 CET", "2026-10-05 14:00:00 EDT", "2026-10-05 13:00:00 EST",
    "2026-10-06 03:00:00 JST", "2026-10-05 20:00:00 Europe/Berlin", "2026-10-05 20:00:00 +0200 (CEST)",
    "Mon Oct  5 20:00:00 CEST 2026", "Mon, 05 Oct 2026 20:00:00 +0200", "5 October 2026 18:00:00",
])  # fmt: skip
def test_a_time_is_read_with_its_zone(text):
    """Offsets, names and clear abbreviations count, however nbgrader, programs and people write the time."""
    assert utc_in(f"{text}\n", USUAL) == SIX


@pytest.mark.parametrize(("zone", "text"), [
    ("Asia/Kolkata", "2026-10-05 23:30:00.000000 IST"), ("America/Chicago", "2026-10-05 13:00:00 CDT"),
    ("America/Chicago", "2026-10-05 12:00:00 CST"), ("Asia/Shanghai", "2026-10-06 02:00:00 CST"),
    ("Europe/Dublin", "2026-10-05 19:00:00 IST"), ("Europe/Dublin", "2026-10-05 20:00:00 CEST"),
])  # fmt: skip
def test_an_abbreviation_is_that_of_the_configured_zone(zone, text):
    """nbgrader writes the abbreviation of c.Exchange.timezone. Others keep their meaning."""
    config = Config()
    config.Exchange.timezone = zone
    assert utc_in(text, TimeSettings.of(config)) == SIX


@pytest.mark.parametrize(("form", "text"), [
    ("%d/%m/%Y %H:%M:%S %Z", "05/10/2026 20:00:00 CEST"), ("%m/%d/%Y %I:%M %p", "10/05/2026 6:00 PM"),
    ("%d.%m.%Y %H:%M %z", "05.10.2026 20:00 +0200"), ("%H:%M", UTC), ("%Z %d", UTC),
])  # fmt: skip
def test_the_configured_format_is_read(form, text):
    """c.Exchange.timestamp_format says which number is the day. One without a year is not used."""
    assert utc_in(text, TimeSettings(format=form)) == SIX


@pytest.mark.parametrize(("text", "said"), [
    ("", "is empty"), (" \n", "is empty"), ("gestern", "contains no time"), ("18:00", "contains no time"),
    ("2026-10-05", "a date without a time of day"), ("05/10/2026 18:00", "ambiguous date"),
    ("10-05-26 18:00", "ambiguous date"), ("2026-13-05 18:00 UTC", "contains no time: month"),
    ("2026-10-05 23:30 IST", r"ambiguous time zone \(IST is UTC\+01:00, UTC\+02:00 or UTC\+05:30, unless"),
    ("2026-10-05 13:30 CST", r"\(CST is UTC-06:00, .*UTC\+08:00"), ("2026-10-05 18:00 PM", "unknown time zone"),
    ("2026-10-05 18:00 XYZ", r"unknown time zone \(XYZ\)"), ("2026-10-05 18:00 ../../etc/passwd", "unknown time zone"),
    ("2026-10-05 18:00 /etc/localtime", "unknown time zone"), ("2026-10-05 18:00 Europe", "unknown time zone"),
    ("2026-10-05 18:00:00+02:00 UTC", "unknown time zone"), ("2026-10-05 18:00 +1500", "offset that no time zone has"),
    ("2026-10-25 02:30 Europe/Berlin", "clocks change"), ("2026-03-29 02:30 Europe/Berlin", "clocks change"),
    ("0001-01-01 00:00 +14", "the year 0001"), ("9999-12-31 23:59 -12", "the year 9999"),
    ("-2026-10-05 18:00", "contains no time"), ("1970-01-01 00:00:00 UTC", "the year 1970"),
])  # fmt: skip
def test_a_text_that_could_be_another_time_is_refused(text, said):
    """The reason says what is missing, wrong or ambiguous."""
    with pytest.raises(Unreadable, match=said):
        utc_in(text, USUAL)


@pytest.mark.parametrize("data", [
    b"\xff\xfe" + f"{UTC}\r\n".encode("utf-16-le"), b"\xfe\xff" + UTC.encode("utf-16-be"), UTC.encode("utf-8-sig"),
    UTC.encode("utf-32"), f"{UTC}\r\n\0\0".encode(), f"\n{UTC}\n\n".encode(),
])  # fmt: skip
def test_files_of_windows_are_read(tmp_path, data):
    """PowerShell writes UTF-16, Notepad a mark before UTF-8. What nbgrader gets is what it writes itself."""
    fill(tmp_path, {"timestamp.txt": data})
    assert time_of(tmp_path, USUAL) == SIX
    assert nbgrader_files(tmp_path, USUAL) == (("timestamp.txt", UTC.encode()),)


NO_TIME = {
    "empty": (lambda path: fill(path.parent, {path.name: b""}), "timestamp.txt is empty"),
    "NULs": (lambda path: fill(path.parent, {path.name: b"\0\0"}), "timestamp.txt is empty"),
    "bytes": (lambda path: fill(path.parent, {path.name: b"\xe9\xff"}), "timestamp.txt is not UTF-8 text"),
    "half": (lambda path: fill(path.parent, {path.name: b"\xff\xfe2"}), "timestamp.txt is not UTF-8 text"),
    "long": (lambda path: fill(path.parent, {path.name: b"2" * 10_000_000}), "it is too long"),
    "folder": (lambda path: path.mkdir(), "timestamp.txt is a folder"),
    "pipe": (pipe_in, "timestamp.txt is not a regular file$"),
    "link": (lambda path: link_in(path, "/etc/hostname"), "timestamp.txt is a link"),
    "lost": (lambda path: link_in(path, "nowhere"), "timestamp.txt is a link"),
}


@pytest.mark.parametrize("name", NO_TIME)
def test_anything_else_has_a_reason_and_is_given_to_no_one(tmp_path, name):
    """Nothing is followed or waited for, and nothing that nbgrader cannot read is written beside a notebook."""
    make, said = NO_TIME[name]
    make(tmp_path / "timestamp.txt")
    with pytest.raises(Unreadable, match=said):
        time_of(tmp_path, USUAL)
    time, problem = known_time(tmp_path, USUAL)
    assert (time, problem.startswith(f"{tmp_path}/timestamp.txt: ")) == (None, True)
    assert problem.endswith("no late penalty. Write the time there with its offset, such as 2026-10-05 20:00:00+02:00")
    assert nbgrader_files(tmp_path, USUAL) == ()


def test_a_time_in_the_future_is_a_remark(tmp_path):
    """It is recorded, but clocks or zones were wrong. Clocks may differ by a day."""
    fill(tmp_path, {"timestamp.txt": UTC.encode()})
    day = datetime.timedelta(days=1)
    assert time_problem(tmp_path, USUAL, SIX - 2 * day) == IN_FUTURE
    assert time_problem(tmp_path, USUAL, SIX - day) == ""


@pytest.mark.parametrize("data", [b"", b" \n", b"\xff", b"x" * 1_000_001])
def test_a_secret_that_nbgrader_cannot_use_is_left_out(tmp_path, data):
    """So is a folder or a link to another student's, also by a link to the student's folder."""
    folder = fill(tmp_path / "ana", {"submission_secret.txt": data})
    assert nbgrader_files(folder, USUAL) == ()
    right = fill(tmp_path / "ben", {"submission_secret.txt": b"1234\n"})
    assert nbgrader_files(right, USUAL) == (("submission_secret.txt", b"1234\n"),)
    link_in(tmp_path / "cy", "ben")
    (tmp_path / "dan" / "submission_secret.txt").mkdir(parents=True)
    link_in(tmp_path / "eve" / "submission_secret.txt", "../ben/submission_secret.txt")
    for student in ("cy", "dan", "eve"):
        assert nbgrader_files(tmp_path / student, USUAL) == ()
    assert os.path.lexists(tmp_path / "eve" / "submission_secret.txt")
