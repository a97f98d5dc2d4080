"""roster.csv: what is in it, and what is wrong with it."""

import pytest

from autograder.course.paths import ClassPaths
from autograder.errors import CourseError
from autograder.platforms.roster import Roster, Student, names, read_roster, write_roster


@pytest.fixture
def paths(tmp_path):
    return ClassPaths.real(tmp_path)


def test_a_roster_is_read_as_it_was_written(paths):
    """Ids, names, several ids of a platform and the instructor's own columns survive writing and reading."""
    students = (
        Student("s1", "Ada Lovelace", "ada@x.edu", {"canvas": ("4711",), "moodle": ("12", "98")}, {"group": "A"}),
        Student("s2", "Ömer, the younger Çelik", "", {}, {"group": ""}),
    )
    write_roster(paths, Roster(students[:1]))
    assert read_roster(paths).students == students[:1]
    assert paths.roster.read_text().splitlines() == [
        "id,name,email,canvas_id,moodle_id,group",
        "s1,Ada Lovelace,ada@x.edu,4711,12 98,A",
    ]


def test_a_roster_from_a_spreadsheet_is_read(paths):
    """A byte order mark, semicolons, Windows' letters and line ends, capital letters and empty lines do not matter."""
    text = 'ID{0}Name\r\ns1{0}"Müller, Jörg"\r\n{0}\r\n'
    for separator, encoding in ((",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")):
        paths.roster.write_bytes(text.format(separator).encode(encoding))
        assert names(paths) == {"s1": "Jörg Müller"}


def test_without_a_file_the_roster_is_empty(paths):
    """No roster.csv means that nobody is known, and that is no error."""
    assert not read_roster(paths) and names(paths) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,email\nAda,a@x\n", "has no column `id`"),
        ("id,name\ns1,Ada\ns1,Bob\n", ":3: the id 's1' is there twice, also in line 2"),
        ("id,name\na/b,Ada\n", ":2: 'a/b' cannot be the id of a student"),
        ("id,name\n,Ada\n", ":2: '' cannot be the id of a student"),
    ],
)
def test_what_is_wrong_with_a_roster_is_said_with_its_line(paths, text, said):
    """An error names the file and the line, and what is wrong there."""
    paths.roster.write_text(text)
    with pytest.raises(CourseError, match=said):
        read_roster(paths)
