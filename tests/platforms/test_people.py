"""Reading lists of people, and merging them into the roster."""

import pytest

from autograder.errors import UsageError
from autograder.platforms.merging import merged
from autograder.platforms.people import people_in
from autograder.platforms.roster import Roster, Student
from autograder.platforms.sheet import Sheet
from tests.platforms import simulated

CLASS = simulated.people(6)
COLUMNS = {"Sums (101)": 7.0, "Shifts (102)": 3.0}
EXPORTS = {
    "canvas": simulated.canvas_gradebook(CLASS, COLUMNS, ";", comma=True),
    "moodle": simulated.moodle_worksheet(CLASS, 7.0),
    "blackboard": simulated.blackboard_grades(CLASS, ["Sums [Total Pts: 7 Score] |1281892"]),
    "gradescope": simulated.gradescope_roster(CLASS),
}
OWN_IDS = {
    "canvas": lambda one: str(one.canvas_id),
    "moodle": lambda one: str(one.participant),
    "blackboard": lambda one: one.id,
    "gradescope": lambda one: one.id,
}


@pytest.fixture
def read(tmp_path):
    """The people in the text or bytes of a file."""

    def make(data, chosen=None):
        (tmp_path / "people.csv").write_bytes(data.encode() if isinstance(data, str) else data)
        return people_in(Sheet.read(tmp_path / "people.csv"), chosen)

    return make


@pytest.mark.parametrize("platform", EXPORTS)
def test_the_people_of_each_platforms_own_export_are_read(read, platform):
    """Names, e-mail addresses if there are any, and the platform's own numbers; no test student and no teacher."""
    people = read(EXPORTS[platform])
    assert people.platform == platform
    assert [one.name for one in people.students] == [one.name for one in CLASS]
    assert [one.on(platform) for one in people.students] == [(OWN_IDS[platform](one),) for one in CLASS]
    ids = [one.email if platform == "moodle" else one.id for one in CLASS]  # the German sheet has no login
    assert [one.id for one in people.students] == ids
    assert len(people.skipped) == (platform in ("canvas", "gradescope"))


@pytest.mark.parametrize(
    ("text", "column", "ids"),
    [
        ("id,first_name,last_name,email\na,Ada,L,\nb,Bob,B,\n", "id", ["a", "b"]),
        ("Vorname;Nachname;ID-Nummer;E-Mail-Adresse\nAda;L;77;a@x\nBob;B;88;b@x\n", "ID-Nummer", ["77", "88"]),
        ("First name,Last name,ID number,Email address\nAda,L,77,a@x\nBob,B,,b@x\n", "Email address", ["a@x", "b@x"]),
        (
            'Student,ID,SIS User ID,SIS Login ID,Section\n"L, Ada",1,u1,,S\n"B, Bob",2,u2,bob,S\n',
            "SIS User ID",
            ["u1", "u2"],
        ),
        ("LastName,FirstName,ID,SIS Login ID,Section\nL,Ada,1,,S\nB,Bob,2,,S\n", "ID", ["1", "2"]),
        ("Name,SID,Email\nAda L,77,a@x\n", "SID", ["77"]),
    ],
)
def test_the_students_id_is_the_first_column_that_everybody_has(read, text, column, ids):
    """A login before a student number, that before an e-mail address, and last the platform's own number."""
    people = read(text)
    assert (people.column, [one.id for one in people.students]) == (column, ids)


def test_another_column_can_be_the_students_id(read):
    """With ID=COLUMN, whatever its capital letters are."""
    assert [one.id for one in read(EXPORTS["canvas"], "sis user id").students] == [f"u{one.number}" for one in CLASS]


@pytest.mark.parametrize(
    ("text", "chosen", "said"),
    [
        ("Shoe size,Hat\n40,x\n", None, "has no column with names or ids of people. It has: Shoe size, Hat"),
        ("Name,Group\nAda,1\nBob,1\n", None, "no column in which everybody has a value of their own"),
        ("id,name\na,Ada\n", "Nr", "has no column 'Nr'. It has: id, name"),
        ("id,name,nr\na,Ada,1\nb,Bob,1\n", "nr", ": row 3: '1' is there twice"),
        ("id,name,nr\na,Ada,x/y\n", "nr", ": row 2: 'x/y' cannot be the id of a student"),
    ],
)
def test_a_list_without_ids_is_refused(read, text, chosen, said):
    """The message names the columns there are, and how to choose one."""
    with pytest.raises(UsageError, match=said):
        read(text, chosen)


def test_lists_of_several_platforms_make_one_roster(read):
    """Each list adds its numbers to the same students, whose ids stay; the second time, nothing changes."""
    roster = Roster()
    for platform in ("canvas", "gradescope", "moodle", "blackboard"):
        roster = merged(roster, read(EXPORTS[platform])).roster
    assert [one.id for one in roster.students] == [one.id for one in CLASS]
    assert all(
        one.on(platform) == (OWN_IDS[platform](own),)
        for one, own in zip(roster.students, CLASS, strict=True)
        for platform in EXPORTS
    )
    for platform in EXPORTS:
        again = merged(roster, read(EXPORTS[platform]))
        assert (again.roster, again.added, again.changed, again.ambiguous) == (roster, [], {}, [])


def test_another_assignment_of_moodle_adds_its_numbers(read):
    """Moodle's number of a student is another one in each assignment: both are kept."""
    other = EXPORTS["moodle"].decode().replace("Teilnehmer/in91", "Teilnehmer/in55").encode()
    roster = merged(merged(Roster(), read(EXPORTS["moodle"])).roster, read(other)).roster
    assert len(roster.students) == len(CLASS)
    assert roster.students[0].on("moodle") == (
        str(CLASS[0].participant),
        str(CLASS[0].participant).replace("91", "55", 1),
    )


def test_an_anonymous_worksheet_makes_no_roster(read):
    """What stands beside the number is the state of the submission, and not taken for a name."""
    rows = "".join(f"Teilnehmer/in{number},Abgegeben,,7,Ja\n" for number in (12, 13, 14))
    with pytest.raises(UsageError, match="is anonymous: it has numbers, and no names"):
        read(f"ID,Status,Bewertung,Bestwertung,Änderbar\n{rows}")


def test_nobody_is_removed_and_nothing_is_guessed(read):
    """A student who is not in the list stays; a name that fits several students, or another e-mail address, is reported
    with the line that a person can enter."""
    roster = Roster(
        (
            Student("a", "Jo Doe", "a@x"),
            Student("b", "Jo Doe", "b@x"),
            Student("c", "Ada L", "ada@x"),
            Student("d", "Gone"),
        )
    )
    result = merged(roster, read("login,name,email\nu1,Jo Doe,\nu2,Ada L,other@x\nu3,New Person,n@x\n"))
    assert result.roster.students == (*roster.students, Student("u3", "New Person", "n@x"))
    assert result.ambiguous == [
        ("it could be a or b", "u1,Jo Doe,"),
        ("c has the same name, but another e-mail address", "u2,Ada L,other@x"),
    ]


def test_two_people_with_one_name_stay_two(read):
    """In a list that tells them apart by numbers, namesakes are two students, and stay so."""
    text = 'Student,ID,SIS Login ID,Section\n"Doe, Jo",1,jo1,S\n"Doe, Jo",2,jo2,S\n'
    roster = merged(Roster(), read(text)).roster
    assert [(one.id, one.on("canvas")) for one in roster.students] == [("jo1", ("1",)), ("jo2", ("2",))]
    assert merged(roster, read(text)).roster == roster


def test_namesakes_in_a_list_are_not_the_student_of_that_name(read):
    """If the roster has one Jo Doe, and the list two, it is not clear which one it is."""
    result = merged(Roster((Student("a", "Jo Doe"),)), read("login,name\nu1,Jo Doe\nu2,Jo Doe\n"))
    assert [line for _, line in result.ambiguous] == ["u1,Jo Doe,", "u2,Jo Doe,"] and not result.added


def test_what_changes_is_said(read):
    """A new name replaces the old one, and the report has both."""
    result = merged(Roster((Student("a", "Ada B", "a@x"),)), read("id,name,email\na,Ada L,\n"))
    assert result.roster.students == (Student("a", "Ada L", "a@x"),)
    assert [str(one) for one in result.changed["a"]] == ["name: Ada B → Ada L"]
