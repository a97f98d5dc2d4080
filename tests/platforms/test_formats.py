"""What the names in each platform's archive mean. The sources of the names are in the platforms' modules."""

import datetime
import stat
import zipfile

import pytest

from autograder.errors import Unreadable, UsageError
from autograder.platforms.container import MOST_FILES, Container, clean_name, opened
from autograder.platforms.entry import HandedIn, Who
from autograder.platforms.recognise import PLATFORMS, exercises_of, platform_of
from tests.platforms import simulated

EXERCISES = ("sums", "shifts")
TITLES = {"sums": "Sums of windows", "shifts": "Shifts"}
RECEIPT = simulated.RECEIPT.format("Jo Doe", "jo_doe_2", "PS_1", "sums.ipynb", "x").encode()
METADATA = """\
submission_1:
  :submitters:
  - :name: Pair One
    :sid: '200'
    :email: one@x.edu
  - :name: Pair Two
    :sid: 201
  :created_at: 2026-10-05 18:00:00.861687000 +02:00
  :score: !ruby/object:BigDecimal 18:0.2e1
submission_2:
  :submitters: []
submission_3: nothing
"""


def container(files, name="download"):
    """A download of these files; a list has empty ones."""
    data = files if isinstance(files, dict) else dict.fromkeys(files, b"")
    return Container(name, {name: lambda content=content: content for name, content in data.items()})


@pytest.mark.parametrize(
    ("platform", "files", "expected"),
    [
        ("canvas", ["doejane_4711_99_my_sums-1.ipynb"], [("doejane", "4711", "my_sums-1.ipynb", False, (99,))]),
        ("canvas", ["doejane_LATE_4711_99_sums.ipynb"], [("doejane", "4711", "sums.ipynb", True, (99,))]),
        ("canvas", ["o_neill2_4711_99_a_1_2_b.py"], [("o_neill2", "4711", "a_1_2_b.py", False, (99,))]),
        ("canvas", ["müller_4711_text.html"], [("müller", "4711", "text.html", False, (0,))]),
        ("canvas", ["doejane_LATE_4711_link.html"], [("doejane", "4711", "link.html", True, (0,))]),
        ("moodle", ["Jo Doe_12_assignsubmission_file_/a/b.ipynb"], [("Jo Doe", "12", "a/b.ipynb", False, ())]),
        ("moodle", ["Jo Doe_12_assignsubmission_file/sums.ipynb"], [("Jo Doe", "12", "sums.ipynb", False, ())]),
        ("moodle", ["Jo Doe_12_assignsubmission_file_sums.ipynb"], [("Jo Doe", "12", "sums.ipynb", False, ())]),
        ("moodle", ["All/Jo Doe_12_assignsubmission_file_/sums.ipynb"], [("Jo Doe", "12", "sums.ipynb", False, ())]),
        ("moodle", ["Jo_Doe_12_assignsubmission_onlinetext_/o.html"], [("Jo Doe", "12", "o.html", False, ())]),
    ],
)  # fmt: skip
def test_a_name_says_who_and_which_file(platform, files, expected):
    """The person, the platform's number, the student's own name of the file, lateness, and the attempt."""
    download = container(files)
    assert platform_of(download) == platform
    found = PLATFORMS[platform].entries(download, EXERCISES)
    assert [(one.who.name, one.who.id, one.file, one.late, one.attempt) for one in found] == expected


def test_blackboards_receipt_says_where_the_username_ends():
    """Assignments and usernames can contain _: the receipt decides. A receipt without files is what was handed in."""
    start = "PS_1_jo_doe_2_attempt_2026-10-05-20-00-00"
    other = "PS_1_al_attempt_2026-10-05-21-00-00"
    download = container({f"{start}.txt": RECEIPT, f"{start}_sums.ipynb": b"", f"{other}.txt": b"damaged"})
    assert platform_of(download) == "blackboard"
    time = datetime.datetime(2026, 10, 5, 20, 0, 0)
    assert PLATFORMS["blackboard"].entries(download, EXERCISES) == [
        HandedIn(Who("blackboard", name="Jo Doe", login="jo_doe_2"), "sums.ipynb", f"{start}_sums.ipynb", "PS_1", time,
                 attempt=(20261005200000,)),
        HandedIn(Who("blackboard", login="al"), "text.txt", f"{other}.txt", "PS_1", time.replace(hour=21),
                 attempt=(20261005210000,)),
    ]  # fmt: skip


def test_each_one_of_a_group_on_gradescope_has_handed_in():
    """Both submitters get the file, with the time in its zone; Ruby's tags and odd entries do no harm."""
    download = container({"a/submission_metadata.yml": METADATA.encode(), "a/submission_1/x/sums.ipynb": b""})
    assert platform_of(download) == "gradescope"
    found = PLATFORMS["gradescope"].entries(download, EXERCISES)
    assert [(one.who.login, one.who.email, one.file) for one in found] == [
        ("200", "one@x.edu", "x/sums.ipynb"), ("201", "", "x/sums.ipynb"),
    ]  # fmt: skip
    assert found[0].time.astimezone(datetime.UTC).hour == 16


@pytest.mark.parametrize("text", ["{", "&a [*a", "- " * 3000, "\x00"])
def test_a_damaged_metadata_file_says_what_to_do(text):
    """Whatever is in it, the message is one line that says to export again, or nothing was handed in."""
    download = container({"submission_metadata.yml": text.encode(), "submission_1/sums.ipynb": b""})
    try:
        assert PLATFORMS["gradescope"].entries(download, EXERCISES) == []
    except UsageError as error:
        assert "Export the submissions again." in str(error)


@pytest.mark.parametrize(
    ("path", "who", "file"),
    [
        ("ana/sums/sums.ipynb", "ana", "sums.ipynb"),
        ("ana/hw.ipynb", "ana", "hw.ipynb"),
        ("ana-sums.ipynb", "ana", "ana-sums.ipynb"),
        ("SUMS_Ada Lovelace.ipynb", "Ada Lovelace", "SUMS_Ada Lovelace.ipynb"),
    ],
)
def test_a_plain_path_says_who(path, who, file):
    """The first folder, or what the name of the file has beside the exercise."""
    found = PLATFORMS["plain"].entries(container([path, "bob/sums.ipynb"]), EXERCISES)
    assert (found[0].who.name, found[0].file) == (who, file)


def test_a_common_folder_around_everything_is_no_student():
    """Archives of one folder that has the students' folders are read as if they had no such folder."""
    found = PLATFORMS["plain"].entries(container(["all/ana/sums.ipynb", "all/bob/sums.ipynb"]), EXERCISES)
    assert [one.who.login for one in found] == ["ana", "bob"]


@pytest.mark.parametrize(
    ("files", "name", "chosen", "expected"),
    [
        (["a_1_1_sums.ipynb", "b_2_2_hw.ipynb"], "x", None, "sums"),  # a renamed file
        (["a_1_1_sums.ipynb", "b_2_2_sums.ipynb", "c_3_3_shifts.ipynb"], "x", None, "sums"),  # a wrong one
        (["a_1_1_hw.ipynb"], "course-Sums_of_windows submissions", None, "sums"),  # by the title
        (["a_1_1_sums.ipynb"], "shifts", None, "sums"),
        (["a_1_1_sums.ipynb"], "x", "shifts", "shifts"),
    ],
)
def test_the_exercise_of_a_download(files, name, chosen, expected):
    """What a person has said; or what most files are named after; or the archive itself."""
    download = container(files, name)
    found = PLATFORMS["canvas"].entries(download, EXERCISES)
    assert set(exercises_of(found, "canvas", download, TITLES, chosen)) == {expected}


def test_a_download_of_another_exercise_is_not_collected():
    """If a person names an exercise, and most files are named after another one, the message has both."""
    download = container(["a_1_1_sums.ipynb", "b_2_2_sums.ipynb", "c_3_3_sums.ipynb", "d_4_4_hw.ipynb"])
    found = PLATFORMS["canvas"].entries(download, EXERCISES)
    said = "3 of 4 files are named after sums, not after shifts. If they are for sums: EXERCISE=sums."
    with pytest.raises(UsageError, match=said):
        exercises_of(found, "canvas", download, TITLES, "shifts")
    assert set(exercises_of(found, "canvas", download, TITLES, "sums")) == {"sums"}


def test_an_exercise_is_not_guessed():
    """If as many files are named after one exercise as after another one, the message has both."""
    download = container(["a_1_1_sums.ipynb", "b_2_2_shifts.ipynb"])
    found = PLATFORMS["canvas"].entries(download, EXERCISES)
    with pytest.raises(UsageError, match=r"by their names: 1 of sums, 1 of shifts.*EXERCISE=sums"):
        exercises_of(found, "canvas", download, TITLES, None)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"), ("a\\b.ipynb", "b.ipynb"), (".bashrc", "bashrc"), ("...", "file"),
        ("a\x00\x1b[2Jb.py", "a___2Jb.py"), ("x" * 300 + ".ipynb", "x" * 115 + ".ipynb"), ("a*[b]?.py", "a__b__.py"),
    ],
)  # fmt: skip
def test_names_are_made_harmless(name, clean):
    """No path, nothing hidden, no pattern that nbgrader would expand, not too long."""
    assert clean_name(name) == clean


def test_an_archive_of_too_many_files_is_refused(tmp_path):
    """A zip archive cannot make the command list for hours."""
    path = simulated.write_zip(tmp_path / "a.zip", {f"{number}": b"" for number in range(MOST_FILES + 1)})
    with pytest.raises(UsageError, match="has more than 50,000 files"), opened(path):
        pass


def test_a_file_that_claims_to_be_small_is_not_unpacked_without_limit(tmp_path):
    """Of a bomb, at most as much is unpacked as of any submission."""
    path = simulated.write_zip(tmp_path / "a.zip", {"a.ipynb": bytes(60_000_000)})
    with opened(path) as found, pytest.raises(Unreadable, match="of more than 50 MB"):
        found.read("a.ipynb")


def test_a_link_in_an_archive_is_named_and_not_read(tmp_path):
    """Whatever it leads to: what an archive has of it is the path, not a notebook."""
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("doejo_1_2_sums.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with opened(path) as found:
        assert not found.files and found.refused == ("doejo_1_2_sums.ipynb is a link, which is not followed",)
