"""Where files are: the one that is meant is found, no other is touched, and every student's name is only a name."""

import csv
import html
import os
import shutil
import stat
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from autograder.course.paths import ClassPaths

from autograder.__main__ import _print_class
from autograder.authoring.release import source_bytes
from autograder.errors import Unreadable
from autograder.running import batch
from autograder.running.scheduler import LocalBackend
from autograder.submissions.class_folder import find_submissions
from autograder.submissions.files import find_notebook, read_regular_file
from tests.local import Here
from tests.odd import fill, link_in, pipe_in, rows, socket_in

KNOWN = ("pooling", "convolution", "convolutional_layer")
SAME, OTHER = b"same", b"other"


@pytest.mark.parametrize(("files", "wanted"), [
    (["pooling.ipynb", "pooling (1).ipynb", "pooling.py", "notes.ipynb"], "pooling.ipynb"),
    (["pooling (1).ipynb", "helper.py", "data.csv"], "pooling (1).ipynb"), (["Pooling.ipynb"], "Pooling.ipynb"),
    (["pooling.ipynb.txt"], "pooling.ipynb.txt"), (["pooling-1.ipynb", "notes.ipynb"], "pooling-1.ipynb"),
    (["pooling/pooling.ipynb"], "pooling/pooling.ipynb"), (["pooling.ipynb/x.ipynb"], "pooling.ipynb/x.ipynb"),
    (["pooling.zip", "timestamp.txt"], "pooling.zip"), (["pooling.py", "helper.py"], "pooling.py"),
    (["homework.ipynb", "helper.py"], "homework.ipynb"), (["solution.py"], "solution.py"),
    (["a/__MACOSX/pooling.ipynb", "a/pooling.ipynb", "a/convolution.ipynb"], "a/pooling.ipynb"),
    (["x/originals/pooling.ipynb", "x/pooling/pooling.ipynb", "x/check_submission.py"], "x/pooling/pooling.ipynb"),
    ([".ipynb_checkpoints/pooling-checkpoint.ipynb", "p.ipynb", "backups/pooling-2026-10-05-180000.ipynb"], "p.ipynb"),
    (["pooling-2026-10-05-180000.ipynb", "pooling_final.ipynb"], "pooling_final.ipynb"),
    (["pooling.html", "README.md"], "pooling.html"), (["ana_pooling_v2.ipynb", "x.zip"], "ana_pooling_v2.ipynb"),
])  # fmt: skip
def test_the_file_that_is_meant_is_found(tmp_path, files, wanted):
    """The expected name, or else the one file that can be meant, which is said."""
    found = find_notebook(fill(tmp_path, {name: name.encode() for name in files}), "pooling", KNOWN)
    assert found.path == tmp_path / wanted
    assert (wanted in found.remark) == (wanted != "pooling.ipynb")


@pytest.mark.parametrize(("files", "said"), [
    ({"pooling (1).ipynb": SAME, "pooling (2).ipynb": OTHER}, r"\(1\).ipynb, pooling \(2\).ipynb: the right one"),
    ({"a/pooling.ipynb": SAME, "b/pooling.ipynb": OTHER}, "a/pooling.ipynb, b/pooling.ipynb"),
    ({"a.ipynb": SAME, "pooling.zip": OTHER}, "must be named pooling.ipynb"), ({}, "nor anything that could be it"),
    ({"convolution.ipynb": SAME}, "but convolution.ipynb"), ({"data.csv": SAME}, "but data.csv"),
    ({"convolutional_layer (1).ipynb": SAME}, "needed"), ({"a\x1b[31m\n.csv": SAME}, r"a\\x1b\[31m\\n.csv"),
    ({f"{number}.ipynb": b"%d" % number for number in range(2500)}, "more than 2000 files"),
])  # fmt: skip
def test_several_files_that_differ_or_none_are_told_by_name(tmp_path, files, said):
    """Nobody guesses between two answers."""
    with pytest.raises(Unreadable, match=said):
        find_notebook(fill(tmp_path, files), "pooling", KNOWN)


def test_copies_count_once(tmp_path):
    """A second download of the same file is no second answer."""
    fill(tmp_path, {"pooling (1).ipynb": SAME, "x/pooling (2).ipynb": SAME})
    assert find_notebook(tmp_path, "pooling", KNOWN).path == tmp_path / "pooling (1).ipynb"


@pytest.fixture(scope="module")
def right(course):
    return source_bytes(course.exercise("pooling"))


MISPLACED = {
    "right": lambda folder, right: fill(folder, {"pooling.ipynb": right}),
    "renamed": lambda folder, right: fill(folder, {"pooling (1).ipynb": right, "numpy.py": b"1/0"}),
    "nested": lambda folder, right: fill(folder, {"pooling.ipynb/pooling.ipynb": right, "conftest.py": b"1/0"}),
    "late": lambda folder, right: fill(folder, {"my.ipynb": right, "timestamp.txt": b"2026-10-05 18:00:00 UTC"}),
}
REFUSED = {
    "link": (lambda folder: link_in(folder / "pooling.ipynb", "../../right/pooling/pooling.ipynb"), "is a link"),
    "linked": (lambda folder: link_in(folder, "../right/pooling"), "is a link"),
    "lost": (lambda folder: link_in(folder / "p.ipynb", "/etc/passwd"), "p.ipynb is a link"),
    "pipe": (lambda folder: pipe_in(folder / "pooling.ipynb"), "no ordinary file"),
    "piped": (lambda folder: pipe_in(folder / "pooling (1).ipynb"), "no ordinary file"),
    "socket": (lambda folder: socket_in(folder / "pooling.ipynb"), "no ordinary file"),
    "empty": (lambda folder: folder.mkdir(parents=True), "nor anything"),
    "<b>": (lambda folder: fill(folder, {"<img src=x>\x1b[2J.ipynb": b"", "pooling.csv": b""}), "the file is empty"),
}
ODD = ["O'Neil \"x\"", "-dash", "=1+1", "100%", "<script>", "a&b", "e\u0301", "\xe9", "Ana", "ana",
       "\U0001f469\u200d\U0001f4bb", "x" * 200, "a\tb\x1bc", "{x}+$y", "  ", "#", "back\\slash", ";,|"]  # fmt: skip
PASSED_OVER = {".ann": "hidden from nbgrader", "two\nlines": "two lines", "st*r": "patterns", b"m\xfcller": "UTF-8"}


@pytest.fixture(scope="module")
def odd_class(course, right, new_class, tmp_path_factory):
    """A class in which nothing is as it should be: its places, and what grading it once left to say."""
    places = new_class(tmp_path_factory.mktemp("odd"))
    for name, make in MISPLACED.items():
        make(places.submitted / name / "pooling", right)
    for name, (make, _) in REFUSED.items():
        (places.submitted / name).mkdir(parents=True)
        make(places.submitted / name / "pooling")
    for name in (*ODD, *map(os.fsdecode, PASSED_OVER)):
        fill(places.submitted / name / "pooling", {"pooling.ipynb": b"{"})
    link_in(places.submitted / "outside", "/etc")
    return places, batch.grade_class(places, course, LocalBackend(2))


def test_a_misplaced_answer_is_graded_and_recorded_like_the_right_one(odd_class):
    """The same rows and the same autograded notebook, and what was taken is said."""
    places, outcome = odd_class
    assert outcome.failures == []
    by_student = {result.student: result for result in outcome.results}
    cells, recorded = [], rows(places)
    for name in MISPLACED:
        assert (by_student[name].status, by_student[name].score) == ("graded", 15), by_student[name].message
        cells.append(nbformat.read(places.autograded / name / "pooling" / "pooling.ipynb", as_version=4).cells)
        assert {t: s for (who, t), s in recorded.items() if who == name} == {
            t: s for (who, t), s in recorded.items() if who == "right"
        }
    assert all(one == cells[0] for one in cells)
    assert "pooling (1).ipynb was taken for it" in by_student["renamed"].message
    assert any("renamed pooling: There is no pooling.ipynb" in remark for remark in outcome.remarks)


def test_links_pipes_and_sockets_are_told_and_the_class_goes_on(odd_class):
    """Nothing is followed or waited for: each has no score, and the reason."""
    _, outcome = odd_class
    by_student = {result.student: result for result in outcome.results}
    for name, (_, said) in REFUSED.items():
        assert by_student[name].status == "unreadable", name
        assert said in by_student[name].message
    assert "outside" not in by_student
    assert any("/outside is passed over: it is a link" in remark for remark in outcome.remarks)


def test_only_nbgraders_own_files_stand_beside_an_autograded_notebook(odd_class):
    """A kernel that is started there imports nothing of a student's."""
    places, _ = odd_class
    found = {str(path.relative_to(places.autograded)) for path in places.autograded.rglob("*") if not path.is_dir()}
    assert {Path(name).name for name in found} == {"pooling.ipynb", "timestamp.txt"}
    assert "late/pooling/timestamp.txt" in found


def test_any_name_of_a_student_has_its_own_row_page_and_result(odd_class, course, capfd):
    """Quotes, formulas, tags, emoji, 200 letters: gradebook, results, feedback, report, CSV and terminal take them."""
    places, outcome = odd_class
    report, recorded = (places.report / "index.html").read_text(encoding="utf-8"), rows(places)
    links = {html.unescape(part.split('"')[0]) for part in report.split('href="')[1:]}
    pages = {(places.report / unquote(link)).resolve() for link in links}
    for name in ODD:
        assert (name, "max_pool") in recorded
        assert (places.results / name / "pooling.json").is_file()
        assert places.feedback(name, "pooling").resolve() in pages
        assert places.feedback(name, "pooling").is_file()
    with (places.report / "grades.csv").open(encoding="utf-8", newline="") as file:
        students = [row["student"] for row in csv.DictReader(file)]
    assert len(set(students)) == len(students) == len(ODD) + len(MISPLACED) + len(REFUSED)
    assert not any(name.startswith(("=", "+", "-", "@")) for name in students)
    _print_class(places, course, outcome)
    told = capfd.readouterr()
    assert "\x1b" not in told.out + told.err + report + "".join(students)
    assert "<script" not in report
    told_in = nbformat.read(places.autograded / "<b>/pooling/pooling.ipynb", as_version=4)
    assert any(cell.source.startswith("**What was handed in cannot be read:**\n\n    the") for cell in told_in.cells)
    assert "<img" not in report + places.feedback("<b>", "pooling").read_text(encoding="utf-8")


def test_names_that_nbgrader_cannot_take_are_passed_over_with_the_way_out(odd_class):
    """Which, why, and what to do; on one line."""
    _, outcome = odd_class
    names = {result.student for result in outcome.results}
    for name, said in PASSED_OVER.items():
        assert os.fsdecode(name) not in names
        [remark] = [one for one in outcome.remarks if said in one]
        assert remark.endswith("Rename the folder.")
        assert "\n" not in remark


@pytest.mark.slow
def test_a_second_run_finds_everything_as_it_was(odd_class, course, tmp_path):
    """A misplaced file is not graded again; given its right name, it loses the remark."""
    places = ClassPaths(tmp_path, tmp_path)
    for name in ("renamed", "late"):
        shutil.copytree(odd_class[0].submitted / name, places.submitted / name)
    shutil.copytree(odd_class[0].results, places.results)
    shutil.copy(odd_class[0].root / "nbgrader_config.py", tmp_path)
    assert batch.grade_class(places, course, Here()).graded == 0
    (places.submitted / "late/pooling/my.ipynb").rename(places.submitted / "late/pooling/pooling.ipynb")
    outcome = batch.grade_class(places, course, Here())
    assert (outcome.graded, [result.message for result in outcome.results if result.student == "late"]) == (1, [""])


def test_folders_without_permission_are_told(tmp_path, course, monkeypatch):
    """One locked folder, of a student or of an exercise, stops nobody else."""
    for name in ("locked", "ana", "part"):
        fill(tmp_path / "submitted" / name / "pooling", {"pooling.ipynb": SAME})

    def refuse(inner, *locked):
        def listed(path, *rest, **options):
            if str(path).endswith(locked):
                raise PermissionError(13, "Permission denied", str(path))
            return inner(path, *rest, **options)

        return listed

    for name in ("listdir", "scandir"):  # pathlib uses the one or the other
        monkeypatch.setattr(os, name, refuse(getattr(os, name), "/locked"))
    monkeypatch.setattr(os, "lstat", refuse(os.lstat, "/part/pooling/pooling.ipynb"))
    monkeypatch.setattr(os, "stat", refuse(os.stat, "/part/pooling/pooling.ipynb"))
    found, remarks = find_submissions(ClassPaths(tmp_path, tmp_path), course)
    problems = {one.student: one.problem for one in found}
    assert set(problems) == {"ana", "part"}
    assert problems["ana"] is None
    assert "pooling.ipynb cannot be opened (Permission denied)" in problems["part"]
    assert any("locked is passed over: it cannot be opened" in one for one in remarks)


def test_a_device_is_not_opened(monkeypatch):
    """Opening one may already do something."""
    monkeypatch.setattr(os, "open", None)
    with pytest.raises(Unreadable, match="no ordinary file"):
        read_regular_file(Path("/dev/null"))
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
