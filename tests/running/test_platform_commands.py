"""The commands that exchange files with platforms, as a user types them."""

import pytest

from autograder.course.paths import ClassPaths
from tests.platforms import simulated

CLASS = simulated.people(10)
FILES = simulated.hand_in(CLASS, "sums", b'{"cells": []}', b'{"cells": [1]}')


@pytest.fixture
def paths(course_copy):
    """The class of a copy of the small course, with a roster."""
    paths = ClassPaths.real(course_copy.root)
    rows = "".join(f"{one.id},{one.name},{one.email}\n" for one in CLASS)
    paths.roster.write_text(f"id,name,email\n{rows}", encoding="utf-8")
    return paths


@pytest.fixture
def run(command, paths):
    """Run a command in the course: what it prints. It must not fail."""

    def do(*arguments):
        code, out, err = command(*arguments, "--course", paths.root)
        assert code == 0, err
        return out

    return do


def test_collect_says_what_it_did_and_what_is_next(run, paths):
    """The summary has the platform and the counts, then come remarks on single submissions, then the next command."""
    out = run("collect", simulated.canvas_zip(paths.root / "a.zip", FILES))
    number = len(simulated.latest(FILES))
    late = ", ".join(one.person.id for one in FILES if one.late)
    assert out.startswith(f"Collected from canvas: sums: {number} new.\n")
    assert "sums: canvas says that these are late, but not since when" in out and f": {late}. For a penalty" in out
    assert out.endswith("Run `make grade` now.\n")


def test_collect_says_in_which_zone_times_were_read(run, paths):
    """A time without a zone is read in that of the course's nbgrader, or in the one that was named."""
    archive = simulated.blackboard_zip(paths.root / "a.zip", FILES, "Sums")
    assert "have no zone: they were read as UTC" in run("collect", archive)
    out = run("collect", archive, "--zone", "Europe/Berlin")
    assert "they were read as Europe/Berlin." in out and "ZONE=" not in out
    assert f"{len(simulated.latest(FILES))} unchanged, but with another time." in out


def test_files_of_several_attempts_are_one_line(run, paths):
    """Students who handed in twice are listed together, and so are those of whom an archive has an earlier attempt."""
    out = run("collect", simulated.blackboard_zip(paths.root / "a.zip", FILES, "Sums"))
    twice = next(one.person.id for one in FILES if one.attempt == 2)
    assert f"sums: several files of a student, of which the latest counts: {twice}. All are in" in out
    first = [one for one in FILES if one.person.id == twice and one.attempt == 1]
    out = run("collect", simulated.blackboard_zip(paths.root / "b.zip", first, "Sums"))
    assert f"sums: an earlier attempt than the one that counts: {twice}. It is in" in out


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        (None, "There is no roster.csv yet, so nobody knows who these 9 people are."),
        ("id,name\nx1,Somebody Else\n", "None of the 9 people in it is in roster.csv. Is it from another course?"),
    ],
)
def test_if_nobody_is_known_there_is_one_message_and_no_list_of_lines(command, paths, roster, said):
    """Without a roster, or with the archive of another course, nothing is collected: the exit code is 2."""
    if roster is None:
        paths.roster.unlink()
    else:
        paths.roster.write_text(roster)
    code, out, _ = command("collect", simulated.canvas_zip(paths.root / "a.zip", FILES), "--course", paths.root)
    assert code == 2 and said in out and len(out.splitlines()) == 2
    assert len(list((paths.collected / "unmatched" / "canvas").iterdir())) == 9 and not paths.submitted.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([""], "Name the file from the platform: make collect FROM=FILE"),
        (["nothing.zip"], "cannot be opened: No such file or directory. Name the file that you downloaded"),
        (["roster.csv"], "is neither a zip archive nor a folder"),
        (["cut.zip"], "is broken or cut off. Download it again."),
        (["unnamed.zip"], "It is not clear which exercise these files are for. Name it: EXERCISE=sums"),
        (["unnamed.zip", "--exercise", "sum"], "sum"),
        (["unnamed.zip", "--zone", "Mars"], "There is no time zone 'Mars'. For example: ZONE=Europe/Berlin"),
    ],
)
def test_what_cannot_be_collected_is_said_with_the_command_that_fixes_it(command, paths, monkeypatch, arguments, said):
    """Each error says what is wrong, exits with 2, and writes nothing."""
    monkeypatch.chdir(paths.root)
    whole = simulated.canvas_zip(paths.root / "a.zip", FILES).read_bytes()
    (paths.root / "cut.zip").write_bytes(whole[:-40])
    simulated.write_zip(paths.root / "unnamed.zip", {"doejo_1_2_homework.ipynb": b"{}"})
    code, _, err = command("collect", *arguments)
    assert code == 2 and said in err
    assert not paths.submitted.exists() and not paths.collected.exists()


def test_a_list_of_strangers_is_named(run, paths):
    """If nobody of the roster is in a list, it can be that of another course: the message says what to take out."""
    others = paths.root / "others.csv"
    others.write_text("id,name\nx1,Somebody Else\nx2,One More\n")
    out = run("roster", others)
    assert "None of the 10 students that were in " in out
    assert "remove its 2 lines, which are the last ones: x1, x2." in out
    assert "None of the" not in run("roster", others)


def test_what_a_second_platform_adds_is_counted(run, paths, tmp_path):
    """The ids of a whole class on another platform are one line; a name that is replaced is said."""
    people = simulated.people(30)
    paths.roster.write_text("id,name\n" + "".join(f"{one.id},{one.name}\n" for one in people))
    export = tmp_path / "canvas.csv"
    export.write_bytes(simulated.canvas_gradebook(people, {"Sums (1)": 7}).replace(people[0].first.encode(), b"Dr", 1))
    out = run("roster", export)
    assert "canvas_id: new for 30 students." in out
    assert f"{people[0].id}: name: {people[0].name} → Dr {people[0].last}\n" in out and len(out.splitlines()) == 4


def test_a_student_with_another_id_keeps_what_was_collected(run, paths):
    """After rename-student, the roster and collected/ have the new id: collecting again changes nothing."""
    archive = simulated.moodle_zip(paths.root / "a.zip", FILES)
    run("collect", archive)
    person = FILES[0].person
    run("rename-student", person.id, "n1")
    assert f"n1,{person.name},{person.email}" in paths.roster.read_text()
    assert f"sums: {len(simulated.latest(FILES))} unchanged." in run("collect", archive)
    assert (paths.collected / "students" / "n1").is_dir() and not (paths.submitted / person.id).exists()


def test_a_new_term_archives_the_roster_and_what_was_collected(run, paths):
    """Nothing of the last class is collected or returned in the next term."""
    run("collect", simulated.moodle_zip(paths.root / "a.zip", FILES))
    run("new-term")
    (archived,) = (paths.root / "archive").iterdir()
    assert {"roster.csv", "collected", "submitted"} <= {path.name for path in archived.iterdir()}
    assert not paths.roster.exists() and not paths.collected.exists()


def test_a_broken_roster_stops_grading_before_anything_is_graded(command, paths):
    """`make grade` needs names at its end, so it says at its beginning what is wrong with the roster."""
    paths.submission("ana", "sums").parent.mkdir(parents=True)
    paths.submission("ana", "sums").write_text("{}")
    paths.roster.write_text("id,name\na,Ada\na,Bob\n")
    code, _, err = command("grade", "--course", paths.root)
    assert code == 1 and ":3: the id 'a' is there twice" in err
    assert not paths.results.exists()
