"""Collecting: each platform's archive ends up in submitted/, whatever is in it, and nothing is lost."""

import datetime
import hashlib

import pytest

from autograder.course.paths import ClassPaths
from autograder.platforms.collected import late_without_time
from autograder.platforms.collecting import Wanted, collect
from autograder.platforms.container import opened
from autograder.platforms.placing import BY_HAND, EARLIER, NEW, REPLACED, UNCHANGED
from autograder.platforms.recognise import platform_of
from autograder.platforms.roster import Roster, Student, write_roster
from tests.platforms import simulated

TITLES = {"sums": "Sums of windows", "shifts": "Shifts"}
RIGHT, WRONG = b'{"cells": [], "right": 1}', b'{"cells": [], "wrong": 1}'
CLASS = simulated.people(20)
FILES = simulated.hand_in(CLASS, "sums", RIGHT, WRONG)
DOWNLOADS = {
    "canvas": lambda path: simulated.canvas_zip(path, FILES),
    "moodle": lambda path: simulated.moodle_zip(path, FILES),
    "blackboard": lambda path: simulated.blackboard_zip(path, FILES, "Sums_of_windows"),
    "gradescope": lambda path: simulated.gradescope_zip(path, FILES),
    "classroom": lambda path: simulated.classroom_zip(path, FILES),
    "plain": lambda path: simulated.plain_zip(path, FILES, "sums"),
}
WITH_TIMES = ("blackboard", "gradescope")


@pytest.fixture
def paths(tmp_path):
    """A class whose roster knows only ids, names and e-mail addresses."""
    paths = ClassPaths.real(tmp_path / "class")
    paths.root.mkdir()
    write_roster(paths, Roster(tuple(Student(one.id, one.name, one.email) for one in CLASS)))
    return paths


@pytest.fixture
def download(tmp_path):
    """Make a zip archive of files, by their names."""

    def make(files, name="download.zip"):
        return simulated.write_zip(tmp_path / name, files)

    return make


def submitted(paths):
    """Path in submitted/ → bytes."""
    return {
        path.relative_to(paths.submitted).as_posix(): path.read_bytes()
        for path in paths.submitted.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("platform", DOWNLOADS)
def test_the_last_attempt_of_everybody_is_collected(paths, tmp_path, platform):
    """From each platform, the last attempt of each student is in submitted/, and the platform is recognised."""
    archive = DOWNLOADS[platform](tmp_path / "sums.zip")
    report = collect(paths, TITLES, archive, Wanted())
    assert report.platform == platform
    assert not (report.unmatched or report.unclear or report.unread or report.strange)
    expected = {f"{one.person.id}/sums/sums.ipynb": one.data for one in simulated.latest(FILES)}
    found = submitted(paths)
    assert {name: data for name, data in found.items() if name.endswith(".ipynb")} == expected
    times = {name: data.decode() for name, data in found.items() if name.endswith("timestamp.txt")}
    assert times == {
        f"{one.person.id}/sums/timestamp.txt": f"{one.time:%Y-%m-%d %H:%M:%S} UTC"
        for one in simulated.latest(FILES)
        if platform in WITH_TIMES
    }
    assert all(outcome.what == NEW for outcome in report.outcomes.values())


@pytest.mark.parametrize("platform", DOWNLOADS)
def test_collecting_the_same_archive_twice_changes_nothing(paths, tmp_path, platform):
    """The second time, no file changes, and each submission is reported as unchanged."""
    archive = DOWNLOADS[platform](tmp_path / "sums.zip")
    collect(paths, TITLES, archive, Wanted())
    before = {path: path.stat().st_mtime_ns for path in paths.submitted.rglob("*")}
    report = collect(paths, TITLES, archive, Wanted())
    assert {path: path.stat().st_mtime_ns for path in paths.submitted.rglob("*")} == before
    assert {outcome.what for outcome in report.outcomes.values()} == {UNCHANGED}


def test_every_attempt_is_kept(paths, tmp_path):
    """Of a student with two attempts in one archive, both are in collected/."""
    collect(paths, TITLES, DOWNLOADS["blackboard"](tmp_path / "sums.zip"), Wanted())
    twice = next(one.person.id for one in FILES if one.attempt == 2)
    kept = (paths.collected / "students" / twice / "sums").iterdir()
    assert sorted(path.read_bytes() for path in kept) == [RIGHT, WRONG]


def test_a_late_mark_without_a_time_is_remembered_and_no_time_is_invented(paths, tmp_path):
    """Canvas says LATE, but not when: there is no timestamp.txt, and the submission is known as late."""
    collect(paths, TITLES, DOWNLOADS["canvas"](tmp_path / "sums.zip"), Wanted())
    late = {one.person.id for one in FILES if one.late}
    assert late_without_time(paths) == {(student, "sums"): "canvas" for student in late}
    assert not list(paths.submitted.rglob("timestamp.txt"))
    for student in late:
        (paths.submitted / student / "sums" / "timestamp.txt").write_text("2026-10-06 10:00 UTC")
    assert late_without_time(paths) == {}


def test_a_time_without_a_zone_is_read_in_the_named_one(paths, tmp_path):
    """Blackboard's clock in Berlin is two hours before UTC in summer."""
    berlin = datetime.timezone(datetime.timedelta(hours=2))
    report = collect(paths, TITLES, DOWNLOADS["blackboard"](tmp_path / "sums.zip"), Wanted(zone=berlin))
    assert report.without_zone
    one = simulated.latest(FILES)[0]
    text = (paths.submitted / one.person.id / "sums" / "timestamp.txt").read_text()
    assert text == f"{one.time - datetime.timedelta(hours=2):%Y-%m-%d %H:%M:%S} UTC"


def test_a_newer_archive_replaces_and_an_older_one_does_not(paths, tmp_path):
    """Canvas's later upload replaces the earlier one; if the older archive is collected again, it stays."""
    person = CLASS[0]
    first, second = (
        simulated.File(person, "sums.ipynb", data, simulated.DUE, n) for n, data in ((1, WRONG), (2, RIGHT))
    )
    old, new = simulated.canvas_zip(tmp_path / "a.zip", [first]), simulated.canvas_zip(tmp_path / "b.zip", [second])
    key, place = (person.id, "sums"), paths.submission(person.id, "sums")
    assert collect(paths, TITLES, old, Wanted()).outcomes[key].what == NEW
    assert collect(paths, TITLES, new, Wanted()).outcomes[key].what == REPLACED
    assert place.read_bytes() == RIGHT
    assert collect(paths, TITLES, old, Wanted()).outcomes[key].what == EARLIER
    assert place.read_bytes() == RIGHT


def test_what_a_person_has_put_there_stays(paths, tmp_path):
    """A file that somebody changed in submitted/ is kept; with `replace`, a copy of it is."""
    archive = DOWNLOADS["moodle"](tmp_path / "sums.zip")
    collect(paths, TITLES, archive, Wanted())
    student = FILES[0].person.id
    place = paths.submission(student, "sums")
    place.write_bytes(b"repaired by hand")
    report = collect(paths, TITLES, archive, Wanted())
    assert report.outcomes[student, "sums"].what == BY_HAND and place.read_bytes() == b"repaired by hand"
    report = collect(paths, TITLES, archive, Wanted(replace=True))
    assert report.outcomes[student, "sums"].what == REPLACED and place.read_bytes() == FILES[0].data
    kept = [path.read_bytes() for path in (paths.collected / "students" / student / "sums").iterdir()]
    assert b"repaired by hand" in kept


def test_other_files_in_a_students_folder_stay(paths, tmp_path):
    """Notes, nbgrader's files and folders beside the notebook survive a later attempt."""
    person = CLASS[0]
    folder = paths.submission(person.id, "sums").parent
    for number, data in ((1, WRONG), (2, RIGHT)):
        file = simulated.File(person, "sums.ipynb", data, simulated.DUE, number)
        collect(paths, TITLES, simulated.canvas_zip(tmp_path / "a.zip", [file]), Wanted())
        for name in ("notes.txt", "submission_secret.txt", "timestamp.txt"):
            (folder / name).write_text("2026-10-05 18:00 UTC")
        (folder / "pictures").mkdir(exist_ok=True)
    names = {"notes.txt", "submission_secret.txt", "timestamp.txt", "pictures", "sums.ipynb"}
    assert {path.name for path in folder.iterdir()} == names
    assert (folder / "sums.ipynb").read_bytes() == RIGHT


def test_one_damaged_file_stops_nobody(paths, tmp_path):
    """If the bytes of one file in the archive are damaged, it is named, and all others are collected."""
    archive = DOWNLOADS["canvas"](tmp_path / "sums.zip")
    data = bytearray(archive.read_bytes())
    data[data.find(RIGHT)] ^= 0xFF
    archive.write_bytes(data)
    report = collect(paths, TITLES, archive, Wanted())
    assert len(report.unread) == 1 and "it is damaged in the archive" in report.unread[0]
    assert len(report.outcomes) == len(simulated.latest(FILES)) - 1


def test_whom_the_roster_does_not_know_is_listed_with_the_line_that_is_missing(paths, download):
    """The file is kept, the message has the roster's line, and with that line the file is collected and not left."""
    archive = download({"newmanpaul_4242_99_sums.ipynb": RIGHT})
    report = collect(paths, TITLES, archive, Wanted())
    ((unmatched, sources),) = report.unmatched.values()
    assert (unmatched.line, sources) == ("?,newmanpaul,,4242", ["newmanpaul_4242_99_sums.ipynb"])
    (kept,) = (paths.collected / "unmatched" / "canvas").iterdir()
    assert kept.read_bytes() == RIGHT and not paths.submitted.exists()
    with paths.roster.open("a") as file:
        file.write("p1,Paul Newman,,\n")
    collect(paths, TITLES, archive, Wanted())
    assert paths.submission("p1", "sums").read_bytes() == RIGHT and not kept.exists()


def test_namesakes_are_not_mixed(paths, download):
    """If two students fit a name, nobody gets the file until an id decides between them."""
    write_roster(paths, Roster((Student("a", "Jo Doe"), Student("b", "Jo Doe"))))
    archive = download({"doejo_11_90_sums.ipynb": RIGHT, "doejo_22_91_sums.ipynb": WRONG})
    report = collect(paths, TITLES, archive, Wanted())
    assert [one.why for one, _ in report.unmatched.values()] == ["it could be a or b"] * 2
    assert report.unmatched[next(iter(report.unmatched))][0].line == "a,Jo Doe,,11"
    write_roster(paths, Roster((Student("a", "Jo Doe", ids={"canvas": ("11",)}), Student("b", "Jo Doe"))))
    collect(paths, TITLES, archive, Wanted())
    assert submitted(paths) == {"a/sums/sums.ipynb": RIGHT, "b/sums/sums.ipynb": WRONG}


def test_a_platforms_number_is_no_students_id(paths, download):
    """A student whose id happens to be another one's number on Canvas does not get that one's work."""
    write_roster(paths, Roster((Student("4711", "Ada Lovelace"), Student("s2", "Bob Bell"))))
    collect(paths, TITLES, download({"bellbob_4711_90_sums.ipynb": RIGHT}), Wanted())
    assert list(submitted(paths)) == ["s2/sums/sums.ipynb"]


def test_without_a_roster_logins_and_folders_are_ids(tmp_path, download):
    """A course without a roster collects from Blackboard and from plain folders, and says what Canvas needs."""
    paths = ClassPaths.real(tmp_path / "other")
    paths.root.mkdir()
    collect(paths, TITLES, download({"ana/sums.ipynb": RIGHT, "bob/sums/x.ipynb": WRONG}), Wanted())
    assert submitted(paths) == {"ana/sums/sums.ipynb": RIGHT, "bob/sums/sums.ipynb": WRONG}
    report = collect(paths, TITLES, download({"doejo_11_90_sums.ipynb": RIGHT}), Wanted())
    assert [one.why for one, _ in report.unmatched.values()] == ["there is no roster.csv yet: make roster FROM=FILE"]


def test_an_anonymous_download_says_how_to_get_another_one(paths, download):
    """Canvas's anonymous names belong to nobody: the message says to turn that off."""
    report = collect(
        paths, TITLES, download({"anon_x7Kp2_90_sums.ipynb": RIGHT, "LATE_anon_b_91_sums.ipynb": RIGHT}), Wanted()
    )
    assert {one.why[:25] for one, _ in report.unmatched.values()} == {"the download is anonymous"}


def test_names_lead_nowhere(paths, download):
    """Paths out of the folder, absolute ones, links and hidden files in an archive write nothing elsewhere."""
    bad = {f"{CLASS[0].id}/../../../evil/sums.ipynb": RIGHT, "/etc/sums.ipynb": RIGHT, f"{CLASS[1].id}/.bashrc": RIGHT}
    collect(paths, TITLES, download(bad), Wanted(exercise="sums"))
    outside = [path for path in paths.root.parent.rglob("*") if path.is_file() and paths.root not in path.parents]
    assert [path.name for path in outside] == ["download.zip"]
    assert set(submitted(paths)) <= {f"{one.id}/sums/sums.ipynb" for one in CLASS}


def test_a_folder_is_read_like_an_archive_and_its_links_are_not_followed(paths, tmp_path):
    """An unpacked archive gives the same submissions; a link in it is named and not read."""
    folder = tmp_path / "unpacked"
    folder.mkdir()
    for one in simulated.latest(FILES):
        (folder / simulated.canvas_name(one)).write_bytes(one.data)
    (folder / "doejo_1_2_sums.ipynb").symlink_to("/etc/passwd")
    report = collect(paths, TITLES, folder, Wanted())
    assert report.platform == "canvas" and len(report.outcomes) == len(simulated.latest(FILES))
    assert report.unread == ["doejo_1_2_sums.ipynb is a link, which is not followed"]


def test_names_in_any_encoding_are_read(paths, tmp_path):
    """Names that are UTF-8 without saying so, as many programs write them, are the right ones."""
    person = next(one for one in CLASS if not one.name.isascii() and one.kind != "nothing")
    name = f"{person.name}_1_assignsubmission_file_/sums.ipynb"
    path = simulated.write_zip(tmp_path / "a.zip", {"x" * len(name.encode()): RIGHT})
    path.write_bytes(path.read_bytes().replace(b"x" * len(name.encode()), name.encode()))
    with opened(path) as container:
        assert list(container.files) == [name] and platform_of(container) == "moodle"
    collect(paths, TITLES, path, Wanted())
    assert paths.submission(person.id, "sums").read_bytes() == RIGHT


def test_the_digest_that_is_remembered_is_that_of_the_file(paths, tmp_path):
    """collected.json says which bytes came from the platform, and under which name the platform knows them."""
    from autograder.platforms.collected import Collected

    collect(paths, TITLES, DOWNLOADS["canvas"](tmp_path / "sums.zip"), Wanted())
    for one in simulated.latest(FILES):
        placed = Collected.read(paths).placed[one.person.id, "sums"]
        assert placed.files == {"sums.ipynb": hashlib.sha256(one.data).hexdigest()}
        assert placed.sources == (simulated.canvas_name(one),)


@pytest.fixture
def attempts(paths, tmp_path):
    """Collect two attempts of one student: one with a time, from Gradescope, and a later one from another platform."""

    def run(between, second):
        person = CLASS[0]
        first = simulated.File(person, "sums.ipynb", WRONG, simulated.DUE)
        collect(paths, TITLES, simulated.gradescope_zip(tmp_path / "a.zip", [first]), Wanted())
        stamp = paths.submission(person.id, "sums").with_name("timestamp.txt")
        between(stamp)
        file = simulated.File(person, "sums.ipynb", RIGHT, simulated.DUE + datetime.timedelta(hours=1))
        collect(paths, TITLES, second(tmp_path / "b.zip", [file]), Wanted())
        assert paths.submission(person.id, "sums").read_bytes() == RIGHT
        return stamp.read_text() if stamp.exists() else None

    return run


def test_a_later_attempt_does_not_keep_the_time_of_the_earlier_one(attempts):
    """If the later attempt has no time, there is no timestamp.txt any more; if it has one, that is in it."""
    assert attempts(lambda stamp: None, simulated.moodle_zip) is None


def test_a_time_that_a_person_has_written_stays(attempts):
    """Whatever the platform says about the next attempt."""
    assert (
        attempts(lambda stamp: stamp.write_text("2026-10-07 12:00 UTC"), simulated.gradescope_zip)
        == "2026-10-07 12:00 UTC"
    )
