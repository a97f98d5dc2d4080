"""From each platform's archive to its import file: roster, collect, grade, return. Equal scores come out."""

import csv
import io
import json
import shutil
import zipfile

import pytest

from autograder.__main__ import main
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from tests.conftest import solved_notebook
from tests.platforms import simulated
from tests.platforms.test_filling import cells

ALIKE = """\
def window_sums(x, size):
    if not 1 <= size <= len(x):
        raise ValueError(size)
    return np.array([sum(x[start : start + size]) for start in range(len(x) - size + 1)])"""
WRONG = """\
def window_sums(x, size):
    if size < 1 or size > len(x):
        raise ValueError(size)
    return np.array([sum(x[i : i + size]) for i in range(len(x) - size)])"""
PENALTY = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
COLUMNS = {"canvas": "Sums (101)", "moodle": "Bewertung", "blackboard": "Sums [Total Pts: 7 Score] |77"}
ARCHIVES = {
    "canvas": simulated.canvas_zip,
    "moodle": simulated.moodle_zip,
    "blackboard": lambda path, files: simulated.blackboard_zip(path, files, "Sums"),
    "gradescope": simulated.gradescope_zip,
}
EXPORTS = {
    "canvas": lambda people: simulated.canvas_gradebook(people, {COLUMNS["canvas"]: 7}, ";", comma=True),
    "moodle": lambda people: simulated.moodle_worksheet(people, 7),
    "blackboard": lambda people: simulated.blackboard_grades(people, [COLUMNS["blackboard"]]),
    "gradescope": simulated.gradescope_roster,
}


class Class:
    """A simulated class of the small course, in a folder. Its commands are run as a user types them."""

    def __init__(self, root, size):
        self.paths, self.people = ClassPaths.real(root), simulated.people(size)
        exercise = load_course(root).exercise("sums")
        wrong, alike = (solved_notebook(exercise, window_sums=code) for code in (WRONG, ALIKE))
        self.files = simulated.hand_in(self.people, "sums", solved_notebook(exercise), wrong, alike)

    def prepare(self):
        """A due date, a penalty for late work, and each platform's export beside the course."""
        root = self.paths.root
        due = root / "exercises" / "sums" / "exercise.toml"
        due.write_text(f"due = {simulated.DUE:%Y-%m-%d %H:%M:%S}\n{due.read_text()}")
        with (root / "nbgrader_config.py").open("a") as config:
            config.write(PENALTY)
        for platform, export in EXPORTS.items():
            self.export(platform).write_bytes(export(self.people))

    def export(self, platform):
        return self.paths.root / f"{platform}.csv"

    def do(self, *arguments):
        assert main([*map(str, arguments), "--course", str(self.paths.root)]) == 0

    def collect(self, platform):
        self.do("collect", ARCHIVES[platform](self.paths.root / "sums.zip", self.files))

    def give_back(self, platform):
        source = [] if platform == "gradescope" else ["--from", self.export(platform)]
        self.do("return", platform, *source, *([] if platform == "canvas" else ["--exercise", "sums"]))

    @property
    def grades(self):
        """Person → score in grades.csv, for those who have one."""
        rows = csv.DictReader(io.StringIO((self.paths.report / "grades.csv").read_text()))
        scores = {row["name"]: row["sums"] for row in rows}
        return {one: float(scores[one.name]) for one in self.people if scores[one.name]}

    def returned(self, platform):
        """Person → score in the file that the platform imports."""
        folder = self.paths.returned / platform
        if platform == "gradescope":
            found = {path.parent.name: json.loads(path.read_text()) for path in folder.rglob("results.json")}
            return {one: found[one.id]["score"] for one in self.people if one.id in found}
        rows = cells((folder / self.export(platform).name).read_bytes())
        column = rows[0].index(COLUMNS[platform])
        own = {one: next(row for row in rows if one.email in row or one.id in row) for one in self.people}
        return {one: float(row[column].replace(",", ".")) for one, row in own.items() if row[column]}

    def check_grades(self, times_are_known):
        """Each kind of person has what they deserve, and who handed in nothing that can be read has no score."""
        grades = self.grades
        assert set(grades) == {one for one in self.people if one.kind not in ("nothing", "broken")}
        late = 0 if times_are_known else 7
        expected = {one: {"mistake": 3.5, "late": late}.get(one.kind, 7) for one in grades}
        assert grades == expected


@pytest.fixture(scope="module")
def graded(course, tmp_path_factory):
    """A class of ten that was collected from Canvas and graded, with a roster from all platforms."""
    root = tmp_path_factory.mktemp("round") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    own = Class(root, 10)
    own.prepare()
    for platform in EXPORTS:
        own.do("roster", own.export(platform))
    own.collect("canvas")
    own.do("grade", "--jobs", "2")
    return own


def test_each_kind_of_student_is_graded(graded):
    """Right and wrong answers, a renamed file, a second attempt, a late one without a time, a broken file."""
    graded.check_grades(times_are_known=False)


@pytest.mark.parametrize("platform", EXPORTS)
def test_equal_scores_come_out(graded, platform, capsys):
    """The file that the platform imports has the scores of grades.csv, and who has none gets none, and is named."""
    graded.give_back(platform)
    assert graded.returned(platform) == pytest.approx(graded.grades)
    broken = next(one.id for one in graded.people if one.kind == "broken")
    assert f"No score, so nothing was written: {broken} sums (the file cannot be read" in capsys.readouterr().out


@pytest.mark.parametrize("platform", ["canvas", "moodle"])
def test_pages_have_the_names_by_which_the_platform_finds_the_student(graded, platform):
    """The archive has each student's own page, and no other one."""
    graded.give_back(platform)
    with zipfile.ZipFile(graded.paths.returned / platform / "sums-feedback.zip") as archive:
        pages = {name: archive.read(name) for name in archive.namelist()}
    for file in simulated.latest(graded.files):
        upload = f"{simulated.upload_id(file)}_"
        canvas = f"{simulated.canvas_name(file).partition(upload)[0]}{upload}sums.html"
        moodle = f"{file.person.name}_{file.person.participant}_assignsubmission_file_/sums.html"
        page = graded.paths.feedback(file.person.id, "sums").read_bytes()
        assert pages.pop(canvas if platform == "canvas" else moodle) == page
    assert not pages


def test_a_plain_table_and_pages_for_each_student(graded):
    """TO=csv writes one table with empty cells for missing scores, and an archive of pages for each student."""
    graded.do("return", "csv")
    rows = list(csv.DictReader(io.StringIO((graded.paths.returned / "csv" / "scores.csv").read_text())))
    grades = graded.grades
    assert {row["id"]: row["sums"] for row in rows} == {
        one.id: f"{grades[one]:g}" if one in grades else "" for one in graded.people
    }
    with zipfile.ZipFile(graded.paths.returned / "csv" / "feedback" / f"{next(iter(grades)).id}.zip") as archive:
        assert archive.namelist() == ["sums.html"]


def test_results_json_has_what_gradescope_shows(graded):
    """Each hidden test has a name, its points and a reason; the score at the top is that of the gradebook."""
    graded.give_back("gradescope")
    wrong = next(one for one in graded.people if one.kind == "mistake")
    data = json.loads((graded.paths.returned / "gradescope" / "sums" / wrong.id / "results.json").read_text())
    assert data["score"] == 3.5 and data["extra_data"]["max_score"] == 7
    assert sum(one["max_score"] for one in data["tests"]) == 7 and sum(one["score"] for one in data["tests"]) == 3.5
    failed = [one for one in data["tests"] if one["status"] == "failed"]
    assert failed and all(one["output"] and one["visibility"] == "visible" for one in failed)


def test_the_gradebook_has_names_and_numbers_and_keeps_what_people_set(graded):
    """nbgrader's table of students has everybody of the roster; a name that is there already stays."""
    from nbgrader.api import Gradebook

    url = f"sqlite:///{graded.paths.gradebook}"
    with Gradebook(url) as gradebook:
        person = graded.people[0]
        row = gradebook.find_student(person.id)
        assert (row.first_name, row.last_name, row.email) == (person.first, person.last, person.email)
        assert row.lms_user_id == str(person.canvas_id)
        gradebook.update_or_create_student(person.id, first_name="Set by hand")
    graded.do("grade", "--jobs", "2")
    with Gradebook(url) as gradebook:
        assert gradebook.find_student(person.id).first_name == "Set by hand"
        assert len(gradebook.students) == len(graded.people)


def test_a_manual_score_is_returned_and_a_new_attempt_only_after_it_is_graded(graded, tmp_path, capsys):
    """What a person gave comes out; after a new attempt, nothing is returned until `make grade`, and that is said."""
    root = shutil.copytree(graded.paths.root, tmp_path / "course")
    own = Class(root, 10)
    person = own.people[0]
    own.do("override", person.id, "sums", "window_sums", "0.5", "--why", "as agreed")
    own.give_back("canvas")
    assert own.returned("canvas")[person] == own.grades[person] == 3.5
    again = simulated.File(person, "sums.ipynb", own.files[0].data + b"\n", simulated.DUE, attempt=2)
    own.do("collect", simulated.canvas_zip(root / "again.zip", [again]), "--exercise", "sums")
    own.give_back("canvas")
    assert person not in own.returned("canvas")
    assert f"{person.id} sums (handed in again since it was graded: make grade)" in capsys.readouterr().out


def test_the_worksheet_of_another_assignment_is_refused(graded, tmp_path, command):
    """Moodle gives people other numbers in each assignment, so a worksheet with the same points is no disguise."""
    root = shutil.copytree(graded.paths.root, tmp_path / "course")
    own = Class(root, 10)
    own.do("collect", simulated.moodle_zip(root / "sums.zip", own.files), "--replace")
    own.do("grade", "--jobs", "2")
    own.give_back("moodle")
    sheet = own.export("moodle")
    sheet.write_bytes(sheet.read_bytes().replace(b"Teilnehmer/in91", b"Teilnehmer/in55"))
    arguments = ("return", "moodle", "--from", sheet, "--exercise", "sums", "--course", root)
    code, _, err = command(*arguments)
    assert code == 2 and "is the worksheet of another assignment than the one from which sums was collected" in err


@pytest.mark.slow
@pytest.mark.parametrize("platform", ARCHIVES)
def test_a_class_of_sixty_from_each_platforms_archive_to_its_import_file(course_copy, platform):
    """The documented sequence, with nothing but what this platform gives."""
    own = Class(course_copy.root, 60)
    own.prepare()
    own.do("roster", own.export(platform))
    own.collect(platform)
    own.do("grade", "--jobs", "2")
    own.give_back(platform)
    own.check_grades(times_are_known=platform in ("blackboard", "gradescope"))
    assert own.returned(platform) == pytest.approx(own.grades)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["canvas"], "The scores are filled into the platform's own file. In Canvas: Grades, Export"),
        (["csv"], "There is no score to return yet. Begin with: make grade"),
        (["studip"], "Name the platform: make return TO=canvas (or one of: canvas, moodle"),
        (["csv", "--exercise", "summs"], "summs"),
    ],
)
def test_what_cannot_be_returned_is_said(command, course_copy, arguments, said):
    """Each error has the next command."""
    code, _, err = command("return", *arguments, "--course", course_copy.root)
    assert code == 2 and said in err
