"""Students' repositories are collected, graded and commented on: local repositories, and a server like GitHub's."""

import shutil
from pathlib import Path

import pytest

from autograder.platforms import github_settings
from autograder.platforms.github_repositories import Repository
from autograder.platforms.github_settings import TOKEN
from autograder.sandbox import available_tiers
from tests.running.github_class import FakeGitHub, commit, git, new_repository

WRONG = "def window_means(x, size):\n    return window_sums(x, size)"
ROSTER = "id,name,email,github_id\nana,Ana,,ana-gh\nben,Ben,,ben-gh\ncem,Cem,,cem-gh\ndalia,Dalia,,\n"
TOKENS = "t0ken-of-the-course"
needs_sandbox = pytest.mark.skipif(not available_tiers(), reason="nothing confines student code here")


@pytest.fixture
def github():
    server = FakeGitHub()
    yield server
    server.stop()


@pytest.fixture
def school(course, course_copy, new_class, github, tmp_path, monkeypatch):
    """A class of four, of whom three have a name on GitHub, with an empty folder for their repositories."""
    root = course_copy.root
    shutil.copytree(course.assignments, root / "assignments", dirs_exist_ok=True)
    new_class(root)
    (root / "roster.csv").write_text(ROSTER)
    repositories = tmp_path / "class-of-2026"
    settings = f'repositories = "file://{repositories}/{{login}}"\napi = "{github.address}"\n'
    (root / "github.toml").write_text(settings)
    monkeypatch.setenv(TOKEN, TOKENS)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return root, repositories


@pytest.fixture
def run(command, school):
    """Run a command in the course: what it prints. Its exit code must be the `expected` one."""

    def do(*arguments, expected=0):
        code, out, err = command(*arguments, "--course", school[0])
        assert code == expected, err
        return out

    return do


def handout(root):
    """All files of the template, as a student's repository begins."""
    assignments = root / "assignments"
    return {path.relative_to(assignments).as_posix(): path.read_bytes() for path in assignments.rglob("*.ipynb")}


def submitted(root):
    """Path → text of what is in submitted/, with the times."""
    return {
        path.relative_to(root / "submitted").as_posix() for path in (root / "submitted").rglob("*") if path.is_file()
    }


def test_each_repository_is_read_and_none_stops_the_others(school, run, solved):
    """One is solved, one is as it was received, one is empty; a student without a name on GitHub is named."""
    root, repositories = school
    ana = new_repository(repositories / "ana-gh")
    commit(ana, handout(root), "2026-09-01T08:00:00Z")
    commit(ana, {"sums/sums.ipynb": solved("sums")}, "2026-10-05T18:00:00+02:00")
    commit(ana, {"notes.md": b"later, and nothing of the exercise"}, "2026-10-09T18:00:00+02:00")
    commit(new_repository(repositories / "ben-gh"), handout(root))
    new_repository(repositories / "cem-gh")
    out = run("collect", "github")
    assert "Collected from github: sums: 1 new." in out
    assert "Nothing handed in by 1 student: ben." in out
    assert "Not read: cem: the repository is empty." in out
    assert "Without a name on GitHub, in the column github_id of roster.csv: dalia." in out
    assert submitted(root) == {"ana/sums/sums.ipynb", "ana/sums/timestamp.txt"}
    assert (root / "submitted/ana/sums/sums.ipynb").read_bytes() == solved("sums")
    assert (root / "submitted/ana/sums/timestamp.txt").read_text() == "2026-10-05 16:00:00 UTC"
    assert "sums: 1 unchanged" in run("collect", "github")


def test_a_repository_that_does_not_exist_is_named_with_gits_reason(school, run, solved):
    """The others are collected."""
    _, repositories = school
    commit(new_repository(repositories / "ana-gh"), {"sums.ipynb": solved("sums")})
    out = run("collect", "github")
    assert "sums: 1 new" in out and "Not read: ben, cem: does not appear to be a git repository." in out


def test_another_name_and_two_notebooks(school, run, solved):
    """A renamed notebook is found. Of two that could be it, the one that was committed last counts."""
    root, repositories = school
    commit(new_repository(repositories / "ana-gh"), handout(root) | {"sums/my solution.ipynb": solved("sums")})
    ben = new_repository(repositories / "ben-gh")
    commit(ben, {"old/sums v1.ipynb": solved("sums", window_means=WRONG)}, "2026-10-01T08:00:00Z")
    commit(ben, {"sums v2.ipynb": solved("sums")}, "2026-10-02T08:00:00Z")
    out = run("collect", "github")
    assert "sums: 2 new" in out and "several files of a student, of which the latest counts: ben" in out
    for student in ("ana", "ben"):
        assert (root / "submitted" / student / "sums" / "sums.ipynb").read_bytes() == solved("sums")


def test_a_later_commit_replaces_an_earlier_one_but_a_rewritten_history_does_not(school, run, solved):
    """What was handed in later counts, also if the student sets the clock back afterwards."""
    root, repositories = school
    ana = new_repository(repositories / "ana-gh")
    commit(ana, {"sums/sums.ipynb": solved("sums", window_means=WRONG)}, "2026-10-01T08:00:00Z")
    run("collect", "github")
    commit(ana, {"sums/sums.ipynb": solved("sums")}, "2026-10-02T08:00:00Z")
    assert "sums: 1 replaced by a later one" in run("collect", "github")
    commit(ana, {"sums/sums.ipynb": b"{}"}, "2026-09-01T08:00:00Z")
    assert "sums: 1 earlier than what is there" in run("collect", "github")
    assert (root / "submitted/ana/sums/sums.ipynb").read_bytes() == solved("sums")


def test_a_repository_for_each_exercise(school, run, solved):
    """{exercise} in the address. Everything in such a repository is for this exercise."""
    root, repositories = school
    file = root / "github.toml"
    file.write_text(file.read_text().replace("{login}", "{exercise}-{login}"))
    commit(new_repository(repositories / "sums-ana-gh"), {"work.ipynb": solved("sums")})
    out = run("collect", "github", "--exercise", "sums")
    assert "sums: 1 new" in out
    assert submitted(root) == {"ana/sums/sums.ipynb", "ana/sums/timestamp.txt"}


def test_nothing_in_a_repository_is_run_or_followed(school, run, solved, tmp_path):
    """No link, no filter of .gitattributes, no path outside; other notebooks of nobody's exercise are left out."""
    root, repositories = school
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(solved("sums"))
    ana = new_repository(repositories / "ana-gh")
    (ana / "sums").mkdir()
    (ana / "sums" / "sums.ipynb").symlink_to(secret)
    commit(ana, {".gitattributes": b"* filter=evil\n", "scratch.ipynb": b"{}", ".hidden/sums.ipynb": b"{}"})
    assert "Nothing handed in by 1 student: ana." in run("collect", "github", expected=2)
    assert submitted(root) == set()


def test_no_file_of_a_repository_is_written_beside_it(school, solved):
    """A repository is read as objects, and its temporary folder is removed."""
    _, repositories = school
    folder = new_repository(repositories / "ana-gh")
    commit(folder, {"sums/sums.ipynb": solved("sums")})
    with Repository(f"file://{folder}") as repository:
        place = repository._folder.name
        [one] = repository.read("sums", ["sums"], b"", False)
        assert one.data == solved("sums") and one.commit == git(folder, "rev-parse", "HEAD")
    assert not Path(place).exists()


@needs_sandbox
def test_the_round_trip(school, run, github, solved, command, tmp_path, monkeypatch):
    """Each student's feedback is a comment on the commit that was graded. Sending it again changes nothing."""
    root, repositories = school
    first = commit(new_repository(repositories / "ana-gh"), handout(root) | {"sums/sums.ipynb": solved("sums")})
    ben = new_repository(repositories / "ben-gh")
    second = commit(ben, {"sums/sums.ipynb": solved("sums", window_means=WRONG)})
    third = commit(new_repository(repositories / "cem-gh"), {"sums/sums.ipynb": b'{"cells": ['})
    github.private = {f"class-of-2026/{one}-gh": True for one in ("ana", "ben", "cem")}
    run("collect", "github")
    run("grade")
    assert "3 comments. Nothing was sent." in run("return", "github", "--dry-run")
    assert github.requests == []
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    out = run("return", "github")
    assert "3 comments posted, 0 unchanged." in out
    assert "5" not in out.replace("2026", "") and "ana" not in out  # no scores and no names in the log
    bodies = {one["commit"]: one["body"] for one in github.comments}
    assert bodies.keys() == {first, second, third}
    assert all(body.startswith("<!-- autograder: sums -->\n# Window sums") for body in bodies.values())
    assert "**7 of 7 points**" in bodies[first] and "**5 of 7 points**" in bodies[second]
    assert "the file is not a notebook" in bodies[third]
    assert f"Bearer {TOKENS}" in github.tokens
    assert "| Window sums | 2 | 6.0 | 7 | 2 | 1 |" in summary.read_text()
    assert "0 comments posted, 3 unchanged." in run("return", "github")
    assert len(github.comments) == 3


@needs_sandbox
def test_a_comment_is_replaced_if_the_score_changes(school, run, github, solved):
    """There is one comment for each exercise on a commit."""
    _, repositories = school
    commit(new_repository(repositories / "ana-gh"), {"sums/sums.ipynb": solved("sums")})
    github.private = {"class-of-2026/ana-gh": True}
    run("collect", "github")
    run("grade")
    run("return", "github")
    run("override", "ana", "sums", "window_sums", "1", "--why", "Look at @everyone.")
    assert "1 comment posted, 0 unchanged." in run("return", "github")
    [one] = github.comments
    assert "**4 of 7 points**" in one["body"] and "```text\nLook at @everyone.\n```" in one["body"]


@needs_sandbox
def test_nothing_is_posted_where_others_could_read_it(school, run, github, solved):
    """Not in a public repository, and not in one that the token does not reach."""
    _, repositories = school
    for login in ("ana-gh", "ben-gh"):
        commit(new_repository(repositories / login), {"sums/sums.ipynb": solved("sums")})
    github.private = {"class-of-2026/ana-gh": False}
    run("collect", "github")
    run("grade")
    out = run("return", "github")
    assert "No comment for ana sums: the repository is not private" in out
    assert "No comment for ben sums: 404 Not Found" in out
    assert github.comments == []


@needs_sandbox
def test_if_github_refuses_more_the_next_run_continues(school, run, command, github, solved):
    """What was posted is not posted again."""
    root, repositories = school
    for login in ("ana-gh", "ben-gh"):
        commit(new_repository(repositories / login), {"sums/sums.ipynb": solved("sums")})
        github.private[f"class-of-2026/{login}"] = True
    run("collect", "github")
    run("grade")
    github.limit = 1
    code, _, err = command("return", "github", "--course", root)
    assert code == 1 and "GitHub accepts no more requests: 403" in err and "Try again later" in err
    github.limit = None
    assert "1 comment posted, 1 unchanged." in run("return", "github")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"github.toml": None}, "There is no"),
        ({"github.toml": 'repositories = "http://example.org/{login}"\n'}, "an address that begins with https://"),
        ({"github.toml": 'repositories = "https://example.org/all"\n'}, "contains {login}"),
        ({"github.toml": 'repositories = "https://e.org/{login}{name}"\n'}, "has {name}"),
        ({"roster.csv": "id,name\nana,Ana\n"}, "Write it into the column github_id"),
    ],
)
def test_what_is_missing_or_wrong_is_said(school, command, change, said):
    """With what would be right."""
    root, _ = school
    for name, text in change.items():
        (root / name).unlink() if text is None else (root / name).write_text(text)
    code, _, err = command("collect", "github", "--course", root)
    assert code in (1, 2) and said in err


def test_a_name_that_is_no_login_is_not_put_into_an_address(school, run):
    """A roster can have anything in it."""
    root, _ = school
    (root / "roster.csv").write_text("id,name,github_id\nana,Ana,../../etc\n")
    assert "Not read: ana: '../../etc' is no name on GitHub" in run("collect", "github", expected=2)


@pytest.mark.parametrize("visibility", [True, False, None])
def test_a_workflow_works_only_in_a_private_repository(school, command, github, monkeypatch, visibility):
    """Its log is public otherwise."""
    root, repositories = school
    commit(new_repository(repositories / "ana-gh"), {"sums.ipynb": b"{}"})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_REPOSITORY", "staff/course")
    if visibility is not None:
        github.private["staff/course"] = visibility
    code, _, err = command("collect", "github", "--course", root)
    assert (code, "only in a private repository" in err) == ((0, False) if visibility else (2, True))


def test_the_token_is_in_no_command_and_no_message(school, run, monkeypatch):
    """Neither if git fails: it is only in git's environment, and only for this server."""
    variables = github_settings.git_environment("https://github.com/class/notebooks-ana")
    assert variables["GIT_CONFIG_KEY_0"] == "http.https://github.com/.extraHeader"
    assert "GIT_CONFIG_KEY_0" not in github_settings.git_environment("file:///repositories/ana")
    assert TOKENS not in run("collect", "github", expected=2)
