"""The template of students' repositories holds what students receive, and nothing else."""

from autograder.authoring import handout
from autograder.authoring.github_template import write_template


def test_it_is_the_handout_and_a_workflow(course, tmp_path):
    """So it is searched for leaks as the release is, and has no hidden test."""
    write_template(course, tmp_path)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    added = {".github/workflows/check.yml", ".gitignore"}
    assert files == {name.as_posix() for name in handout.names(course)} | added
    assert (tmp_path / "sums/sums.ipynb").read_bytes() == course.exercise("sums").release.read_bytes()


def test_what_is_dropped_disappears_and_git_stays(course, tmp_path):
    """The folder can be the work tree of the template's repository."""
    write_template(course, tmp_path)
    for name in ("dropped/dropped.ipynb", ".git/HEAD"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    write_template(course, tmp_path)
    assert not (tmp_path / "dropped/dropped.ipynb").exists() and (tmp_path / ".git/HEAD").exists()
