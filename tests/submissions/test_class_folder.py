"""The files of a class: the right one is found, no other is touched, and a student's name is only a name."""

import csv
import html
import os
import shutil
import stat
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from autograder.authoring.source_notebook import source_bytes
from autograder.course.paths import ClassPaths
from autograder.errors import Unreadable
from autograder.gradebook.last_run import LastRun
from autograder.reports.terminal import print_class
from autograder.running import batch
from autograder.running.recorder import open_gradebook
from autograder.running.reporting import class_state, write_report
from autograder.submissions.class_folder import find_submissions
from autograder.submissions.files import find_notebook, owner_of, read_regular_file
from autograder.submissions.formats import MAX_BYTES
from tests.running.in_process_backend import InProcess
from tests.submissions.odd import fill, link_in, pipe_in, rows, socket_in

KNOWN = ("sums", "shifts", "shifts_in_2d")
SAME, OTHER = b"same", b"other"


@pytest.mark.parametrize(("files", "wanted"), [
    (["sums.ipynb", "sums (1).ipynb", "sums.py", "notes.ipynb"], "sums.ipynb"),
    (["sums (1).ipynb", "helper.py", "data.csv"], "sums (1).ipynb"), (["Sums.ipynb"], "Sums.ipynb"),
    (["sums.ipynb.txt"], "sums.ipynb.txt"), (["sums-1.ipynb", "notes.ipynb"], "sums-1.ipynb"),
    (["sums/sums.ipynb"], "sums/sums.ipynb"), (["sums.ipynb/x.ipynb"], "sums.ipynb/x.ipynb"),
    (["sums.zip", "timestamp.txt"], "sums.zip"), (["sums.py", "helper.py"], "sums.py"),
    (["homework.ipynb", "helper.py"], "homework.ipynb"), (["solution.py"], "solution.py"),
    (["a/__MACOSX/sums.ipynb", "a/sums.ipynb", "a/shifts.ipynb"], "a/sums.ipynb"),
    (["x/originals/sums.ipynb", "x/sums/sums.ipynb", "x/check_submission.py"], "x/sums/sums.ipynb"),
    ([".ipynb_checkpoints/sums-checkpoint.ipynb", "p.ipynb", "backups/sums-2026-10-05-180000.ipynb"], "p.ipynb"),
    (["sums-2026-10-05-180000.ipynb", "sums_final.ipynb"], "sums_final.ipynb"),
    (["sums.html", "README.md"], "sums.html"), (["ana_sums_v2.ipynb", "x.zip"], "ana_sums_v2.ipynb"),
])  # fmt: skip
def test_the_notebook_is_found_by_its_name(tmp_path, files, wanted):
    """The file with the expected name, or else the one file that can be the notebook, which a remark names."""
    found = find_notebook(fill(tmp_path, {name: name.encode() for name in files}), "sums", KNOWN)
    assert found.path == tmp_path / wanted
    assert (wanted in found.remark) == (wanted != "sums.ipynb")


@pytest.mark.parametrize(("files", "said"), [
    ({"sums (1).ipynb": SAME, "sums (2).ipynb": OTHER}, r"\(1\).ipynb, sums \(2\).ipynb: the right one"),
    ({"a/sums.ipynb": SAME, "b/sums.ipynb": OTHER}, "a/sums.ipynb, b/sums.ipynb"),
    ({"a.ipynb": SAME, "sums.zip": OTHER}, "must be named sums.ipynb"), ({}, "no other file that could be it"),
    ({"shifts.ipynb": SAME}, "but shifts.ipynb, which is named after shifts"), ({"data.csv": SAME}, "but data.csv:"),
    ({"shifts_in_2d (1).ipynb": SAME}, "is named after shifts_in_2d: if it is"),
    ({"a\x1b[31m\n.csv": SAME}, r"a\\x1b\[31m\\n.csv"),
    ({f"{number}.ipynb": b"%d" % number for number in range(2500)}, "more than 2000 files"),
])  # fmt: skip
def test_several_different_notebooks_or_none_are_refused(tmp_path, files, said):
    """The message names the files: the grader does not choose between two answers."""
    with pytest.raises(Unreadable, match=said):
        find_notebook(fill(tmp_path, files), "sums", KNOWN)


@pytest.mark.parametrize(("path", "student", "owner"), [
    ("ana/sums/sums.ipynb", None, ("ana", "sums")), ("ana/sums/sums.ipynb", "ben", ("ana", "sums")),
    ("ana/sums.ipynb", None, ("sums", "sums")), ("x.ipynb", "ben", ("ben", None)), ("ana/x/x.ipynb", None, ("x", None)),
])  # fmt: skip
def test_student_and_exercise_are_known_by_the_path(tmp_path, path, student, owner):
    """Both are known of a path as in submitted/; otherwise the student is the one that is named, or the file's name."""
    assert owner_of(tmp_path / path, KNOWN, student) == owner


def test_copies_count_once(tmp_path):
    """A second download of the same file is not a second answer."""
    fill(tmp_path, {"sums (1).ipynb": SAME, "x/sums (2).ipynb": SAME})
    assert find_notebook(tmp_path, "sums", KNOWN).path == tmp_path / "sums (1).ipynb"


@pytest.fixture(scope="module")
def right(course):
    return source_bytes(course.exercise("sums"))


MISPLACED = {
    "right": lambda folder, right: fill(folder, {"sums.ipynb": right}),
    "renamed": lambda folder, right: fill(folder, {"sums (1).ipynb": right, "numpy.py": b"1/0"}),
    "nested": lambda folder, right: fill(folder, {"sums.ipynb/sums.ipynb": right, "conftest.py": b"1/0"}),
    "late": lambda folder, right: fill(folder, {"my.ipynb": right, "timestamp.txt": b"2026-10-05 18:00:00 UTC"}),
}
REFUSED = {
    "link": (lambda folder: link_in(folder / "sums.ipynb", "../../right/sums/sums.ipynb"), "is a link"),
    "linked": (lambda folder: link_in(folder, "../right/sums"), "is a link"),
    "lost": (lambda folder: link_in(folder / "p.ipynb", "/etc/passwd"), "p.ipynb is a link"),
    "pipe": (lambda folder: pipe_in(folder / "sums.ipynb"), "not a regular file"),
    "piped": (lambda folder: pipe_in(folder / "sums (1).ipynb"), "not a regular file"),
    "socket": (lambda folder: socket_in(folder / "sums.ipynb"), "not a regular file"),
    "empty": (lambda folder: folder.mkdir(parents=True), "no other file"),
    "<b>": (lambda folder: fill(folder, {"<img src=x>\x1b[2J.ipynb": b"", "sums.csv": b""}), "the file is empty"),
}
ODD = ["O'Neil \"x\"", "-dash", "=1+1", "100%", "<script>", "a&b", "e\u0301", "\xe9", "Ana", "ana",
       "\U0001f469\u200d\U0001f4bb", "x" * 200, "a\tb\x1bc", "{x}+$y", "  ", "#", "back\\slash", ";,|"]  # fmt: skip
SKIPPED = {".ann": "begin with a dot", "two\nlines": "line break", "st*r": "a pattern", b"m\xfcller": "UTF-8"}


@pytest.fixture(scope="module")
def odd_class(course, right, new_class, tmp_path_factory):
    """A class in which nothing is as it should be, graded once: its paths and the run's summary."""
    places = new_class(tmp_path_factory.mktemp("odd"))
    for name, make in MISPLACED.items():
        make(places.submitted / name / "sums", right)
    for name, (make, _) in REFUSED.items():
        (places.submitted / name).mkdir(parents=True)
        make(places.submitted / name / "sums")
    for name in (*ODD, *map(os.fsdecode, SKIPPED)):
        fill(places.submitted / name / "sums", {"sums.ipynb": b"{"})
    link_in(places.submitted / "outside", "/etc")
    return places, batch.grade_class(places, course, InProcess())


def test_a_misplaced_answer_is_graded_and_recorded_like_the_right_one(odd_class):
    """It has the same rows and the same autograded notebook, and a remark names the file that is used."""
    places, outcome = odd_class
    assert outcome.failures == []
    by_student = {result.student: result for result in outcome.results}
    cells, recorded = [], rows(places)
    for name in MISPLACED:
        assert (by_student[name].status, by_student[name].score) == ("graded", 7), by_student[name].message
        cells.append(nbformat.read(places.autograded / name / "sums" / "sums.ipynb", as_version=4).cells)
        assert {t: s for (who, t), s in recorded.items() if who == name} == {
            t: s for (who, t), s in recorded.items() if who == "right"
        }
    assert all(one == cells[0] for one in cells)
    assert "sums (1).ipynb is read instead" in by_student["renamed"].message
    assert any("renamed sums: There is no sums.ipynb" in remark for remark in outcome.remarks)


def test_links_pipes_and_sockets_are_refused_and_the_class_is_graded(odd_class):
    """Nothing is followed or waited for: each has no score, and a reason."""
    _, outcome = odd_class
    by_student = {result.student: result for result in outcome.results}
    for name, (_, said) in REFUSED.items():
        assert by_student[name].status == "unreadable", name
        assert said in by_student[name].message
    assert "outside" not in by_student
    assert any("/outside is skipped: it is a link" in remark for remark in outcome.remarks)


def test_only_nbgraders_own_files_stand_beside_an_autograded_notebook(odd_class):
    """A kernel that is started there cannot import a student's files."""
    places, _ = odd_class
    found = {str(path.relative_to(places.autograded)) for path in places.autograded.rglob("*") if not path.is_dir()}
    assert {Path(name).name for name in found} == {"sums.ipynb", "timestamp.txt"}
    assert "late/sums/timestamp.txt" in found


def test_any_name_of_a_student_has_its_own_row_page_and_result(odd_class, course, capfd):
    """Quotes, formulas, tags, emoji, 200 letters: gradebook, results, feedback, report, CSV and terminal take them."""
    places, outcome = odd_class
    report, recorded = (places.report / "index.html").read_text(encoding="utf-8"), rows(places)
    links = {html.unescape(part.split('"')[0]) for part in report.split('href="')[1:]}
    pages = {(places.report / unquote(link)).resolve() for link in links}
    for name in ODD:
        assert (name, "window_sums") in recorded
        assert (places.results / name / "sums.json").is_file()
        assert places.feedback(name, "sums").resolve() in pages
        assert places.feedback(name, "sums").is_file()
    with (places.report / "grades.csv").open(encoding="utf-8", newline="") as file:
        students = [row["student"] for row in csv.DictReader(file)]
    assert len(set(students)) == len(students) == len(ODD) + len(MISPLACED) + len(REFUSED)
    assert not any(name.startswith(("=", "+", "-", "@")) for name in students)
    print_class(places, course, outcome)
    printed = capfd.readouterr()
    assert "\x1b" not in printed.out + printed.err + report + "".join(students)
    assert report.count("<script") == 1  # the page's own
    notebook = nbformat.read(places.autograded / "<b>/sums/sums.ipynb", as_version=4)
    assert any("cannot be read:**\n\n    the file is empty" in cell.source for cell in notebook.cells)
    assert "<img" not in report + places.feedback("<b>", "sums").read_text(encoding="utf-8")


def test_names_that_nbgrader_cannot_use_are_skipped_with_advice(odd_class):
    """One line says which name, why, and what to do."""
    _, outcome = odd_class
    names = {result.student for result in outcome.results}
    for name, said in SKIPPED.items():
        assert os.fsdecode(name) not in names
        [remark] = [one for one in outcome.remarks if said in one]
        assert remark.endswith("Rename the folder.")
        assert "\n" not in remark


@pytest.mark.slow
def test_a_second_run_finds_everything_unchanged(odd_class, course, tmp_path):
    """A misplaced file is not graded again; given its right name, it loses the remark."""
    places = ClassPaths(tmp_path, tmp_path)
    for name in ("renamed", "late"):
        shutil.copytree(odd_class[0].submitted / name, places.submitted / name)
    shutil.copytree(odd_class[0].results, places.results)
    shutil.copy(odd_class[0].root / "nbgrader_config.py", tmp_path)
    assert batch.grade_class(places, course, InProcess()).graded == 0
    (places.submitted / "late/sums/my.ipynb").rename(places.submitted / "late/sums/sums.ipynb")
    outcome = batch.grade_class(places, course, InProcess())
    assert (outcome.graded, [result.message for result in outcome.results if result.student == "late"]) == (1, [""])


def test_folders_without_permission_are_named(tmp_path, course, monkeypatch):
    """A locked folder of a student or of an exercise does not stop the others."""
    for name in ("locked", "ana", "part"):
        fill(tmp_path / "submitted" / name / "sums", {"sums.ipynb": SAME})

    def refuse(inner, *locked):
        def listed(path, *rest, **options):
            if str(path).endswith(locked):
                raise PermissionError(13, "Permission denied", str(path))
            return inner(path, *rest, **options)

        return listed

    for name in ("listdir", "scandir"):  # pathlib uses the one or the other
        monkeypatch.setattr(os, name, refuse(getattr(os, name), "/locked"))
    monkeypatch.setattr(os, "lstat", refuse(os.lstat, "/part/sums/sums.ipynb"))
    monkeypatch.setattr(os, "stat", refuse(os.stat, "/part/sums/sums.ipynb"))
    found, remarks = find_submissions(tmp_path / "submitted", course.names)
    problems = {one.student: one.problem for one in found}
    assert set(problems) == {"ana", "part"}
    assert problems["ana"] is None
    assert "sums.ipynb cannot be opened (Permission denied)" in problems["part"]
    assert any("locked is skipped: it cannot be opened" in one for one in remarks)


def test_a_device_is_not_opened(monkeypatch):
    """Opening a device can already have an effect."""
    monkeypatch.setattr(os, "open", None)
    with pytest.raises(Unreadable, match="not a regular file"):
        read_regular_file(Path("/dev/null"))
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_the_report_reads_files_as_grading_does(course, right, new_class, tmp_path):
    """A file that became unreadable after it was graded is unreadable in a new report, too, with the reason."""
    places = new_class(tmp_path)
    fill(places.submitted / "ann" / "sums", {"sums.ipynb": right})
    batch.grade_class(places, course, InProcess())
    (places.submitted / "ann" / "sums" / "sums.ipynb").write_bytes(b" " * (MAX_BYTES + 1))
    batch.grade_class(places, course, InProcess())
    with open_gradebook(places, course) as gradebook:
        everything, _ = find_submissions(places.submitted, course.names)
        state = class_state(places, course, everything, gradebook.students(), gradebook.recorded(), LastRun())
        [listed] = write_report(places, course, everything, state)
    assert listed.status == "unreadable"
    assert "notebooks of more than" in (places.report / "grades.csv").read_text()
