"""`autograder new-course`: a course that is released, checked and graded at once, in an empty folder."""

from autograder.authoring import release
from autograder.course.loading import load_course
from autograder.errors import CourseError
from tests.authoring.test_scaffold import files_in
from tests.conftest import REPOSITORY


def test_a_new_course_is_released_checked_and_graded(tmp_path, command, monkeypatch):
    """`new-course` writes a course whose checks hold, whose demo class is graded, and that `new` adds to."""
    root = tmp_path / "my course"
    code, out, err = command("new-course", root, "--title", "Signals: a course")
    assert (code, err) == (0, ""), err
    assert "released the course" in out
    code, out, _ = command("check", "--course", root)
    assert code == 0, out
    code, out, _ = command("grade", "--course", root, "--jobs", 1)
    assert code == 0, out
    scores = (root / "build" / "demo" / "report" / "grades.csv").read_text().splitlines()
    assert [line.split(",")[:2] for line in scores[1:]] == [["ada", "7"], ["ben", "1"], ["cleo", "0"]]
    files = [*files_in(root / "exercises" / "first_steps").values(), *files_in(root / "solutions").values()]
    lines = sum(data.count(b"\n") for data in files)
    assert f"| {len(files)} | {lines} |" in (REPOSITORY / "docs" / "comparison.md").read_text()
    for tool in ("mutants", "fairness", "prove"):
        code, out, _ = command(tool, "first_steps", "--course", root)
        assert code == 0, out
    course = load_course(root)
    assert (course.id, course.title) == ("my-course", "Signals: a course")
    assert "TODO" not in "".join(data.decode() for path, data in files_in(root / "exercises").items())
    assert "| `first_steps` |" in (root / "README.md").read_text()
    assert command("new", "edges", "f(x): 2", "--course", root)[0] == 0
    assert load_course(root).names == ("first_steps", "edges")
    assert command("check", "--course", root)[0] == 0


def test_a_new_course_is_for_an_empty_folder(tmp_path, command):
    """A folder with any file, a file, and an id that is none are refused, and stay as they are."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".hidden").write_text("mine")
    for arguments, message in (
        ([tmp_path / "full"], "is not empty"),
        ([tmp_path / "full" / ".hidden"], "is a file"),
        ([tmp_path / "new", "--id", "a/b"], "[course] id must be"),
        ([tmp_path / "new", "--title", "two\nlines"], "[course] title must be"),
    ):
        code, _, err = command("new-course", *arguments)
        assert (code, message in err) == (2, True), err
    assert files_in(tmp_path) == {"full/.hidden": b"mine"}
    assert not (tmp_path / "new").exists()


def test_if_a_new_course_cannot_be_released_its_folder_is_as_before(tmp_path, command, monkeypatch):
    """A folder that existed is empty again, and one that did not is gone."""

    def fail(course, *arguments):
        (course.root / "build" / "release").mkdir(parents=True)
        raise CourseError("no space")

    monkeypatch.setattr(release, "release", fail)
    (tmp_path / "old").mkdir()
    for folder in ("old", "new"):
        code, _, err = command("new-course", tmp_path / folder)
        assert (code, "no space" in err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["old"] and not list((tmp_path / "old").iterdir())
