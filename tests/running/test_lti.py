"""Scores are posted to a learning platform by LTI 1.3, which checks each request as the specifications say."""

import os
import shutil
import stat

import pytest

from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.gradebook import setup
from autograder.platforms import lti, lti_settings
from autograder.running.batch import grade_class
from tests.conftest import solved_notebook
from tests.platforms.lti_platform import LtiPlatform, member
from tests.running.classes import submit
from tests.running.in_process_backend import InProcess

WRONG = "def window_sums(x, size):\n    return np.array([])"


@pytest.fixture
def platform():
    """A platform on this machine, with three students and their teacher."""
    own = LtiPlatform()
    own.members = [
        member(1, "Ana Ruiz", "ana@example.edu"),
        member(2, "Bjorn Dahl", login="bjorn"),
        member(3, "Chen Li", "somebody@example.edu"),
        member(9, "Prof. Pool", role="Instructor"),
    ]
    yield own
    own.close()


@pytest.fixture(scope="module")
def graded(course, tmp_path_factory):
    """A class that was graded: full marks, fewer, and a file that cannot be read. Tests use copies of it."""
    root = tmp_path_factory.mktemp("lti") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    paths, own = ClassPaths.real(root), load_course(root)
    exercise = own.exercise("sums")
    submit(paths, "ana", "sums", solved_notebook(exercise))
    submit(paths, "bjorn", "sums", solved_notebook(exercise, window_sums=WRONG))
    submit(paths, "chen", "sums", b"no notebook")
    setup.prepare(paths, own)
    assert not grade_class(paths, own, InProcess()).failures
    lti_settings.make_key(root / "lti_key.pem")
    return paths


@pytest.fixture
def paths(graded, platform, tmp_path):
    """A copy of that class, with a roster, whose key the platform has."""
    shutil.copytree(graded.root, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    paths = ClassPaths.real(tmp_path / "course")
    paths.roster.write_text("id,name,email\nana,Ana Ruiz,ana@example.edu\nbjorn,Bjorn Dahl,\nchen,Li Chen,\n")
    (paths.root / "lti.toml").write_text(platform.settings())
    platform.public_key = lti_settings.public_pem((paths.root / "lti_key.pem").read_text())
    return paths


@pytest.fixture
def run(command, paths):
    """Run a command in the course: (exit code, stdout, stderr)."""
    return lambda *arguments: command(*arguments, "--course", paths.root)


def test_scores_arrive_and_what_a_person_must_grade_is_pending(run, platform):
    """Full marks, fewer, and a file that cannot be read: two scores of 7 points, and one without a score."""
    code, out, err = run("return", "lti")
    assert code == 0, err
    assert out == "The platform accepted: 2 scores, and 1 to be graded by a person.\n"
    bodies = {user: body for (_, user), body in platform.scores.items()}
    assert (bodies["user-1"]["scoreGiven"], bodies["user-1"]["scoreMaximum"]) == (7, 7)
    assert bodies["user-2"]["scoreGiven"] < 7
    assert {bodies[user]["gradingProgress"] for user in ("user-1", "user-2")} == {"FullyGraded"}
    assert "scoreGiven" not in bodies["user-3"] and bodies["user-3"]["gradingProgress"] == "PendingManual"
    [line] = platform.lines
    assert (line["resourceId"], line["label"], line["scoreMaximum"]) == ("sums", "Window sums", 7)


def test_a_second_run_uses_the_same_column_and_newer_scores_count(run, platform):
    """The platform refuses a timestamp that is not newer: it refuses none."""
    first = run("return", "lti")
    assert run("return", "lti") == first
    assert len(platform.lines) == 1


def test_a_dry_run_sends_nothing(run, platform):
    """It lists the scores, and asks for no token."""
    code, out, _ = run("return", "lti", "--dry-run")
    assert code == 0 and "ana sums: 7\n" in out and "chen sums: to be graded by a person\n" in out
    assert out.endswith("2 scores, and 1 to be graded by a person. Nothing was sent.\n")
    assert not platform.scores and not platform.lines


def test_a_busy_platform_is_asked_again(run, platform, monkeypatch):
    """Status 429 is no failure."""
    monkeypatch.setattr(lti, "PAUSE", 0)
    platform.busy = 2
    code, out, err = run("return", "lti")
    assert code == 0 and "2 scores" in out, err


def test_students_whom_the_platform_does_not_have_are_named_with_the_line_that_helps(run, platform):
    """The others are sent."""
    platform.members = [member(1, email="ana@example.edu"), member(5, "Bjoern")]
    code, out, _ = run("return", "lti")
    assert code == 0 and out.startswith("The platform accepted: 1 score.\n")
    assert "nothing was sent: bjorn, chen. Add it to roster.csv, in the column lti_id" in out
    assert "Bjoern" in out and "user-5" in out


def test_a_score_that_is_refused_stops_no_other(run, paths, platform):
    """The message has the platform's own words."""
    (paths.root / "roster.csv").write_text("id,name,email,lti_id\nana,,,gone\nbjorn,,,\nchen,,,\n")
    code, out, _ = run("return", "lti")
    assert code == 0 and "The platform accepted: 1 score" in out
    assert "Not accepted: ana sums: it answered 404" in out and "unknown user" in out


def test_a_key_that_the_platform_does_not_know_is_an_error(run, paths, platform):
    """Nothing is sent, and the message has the platform's reason."""
    lti_settings.make_key(paths.root / "other.pem")
    (paths.root / "lti.toml").write_text('private_key = "other.pem"\n' + platform.settings())
    code, _, err = run("return", "lti")
    assert code == 1 and "it answered 401" in err and "invalid_client" in err
    assert not platform.scores


def test_a_platform_that_cannot_be_reached_is_an_error(run, platform, monkeypatch):
    """One line, no traceback."""
    monkeypatch.setattr(lti, "PAUSE", 0)
    platform.close()
    code, _, err = run("return", "lti")
    assert code == 1 and "it cannot be reached" in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "lti.toml. Write it there, with what the administrator"),
        ('client_id = "1"\n', "token_url is missing"),
        ('client_id = "1"\ntoken_url = "http://example.edu/token"\nlineitems = "https://example.edu"\n', "https://"),
        ('client_id = "1"\ntoken_url = "https://example.edu/token"\n', "lineitems is missing"),
        (
            'client_id = "1"\ntoken_url = "https://e.edu/t"\n[columns]\nsum = "https://e.edu/1"\n',
            "sum is no exercise of the course",
        ),
    ],
)
def test_mistakes_in_lti_toml_are_named(run, paths, text, said):
    """Each message says what is wrong and what would be right."""
    (paths.root / "lti.toml").unlink()
    if text is not None:
        (paths.root / "lti.toml").write_text(text)
    code, _, err = run("return", "lti")
    assert code in (1, 2) and said in err


def test_the_private_key_is_made_once_and_is_private(run, paths):
    """Its public part is printed each time; a key that others can read is refused."""
    key = paths.root / "lti_key.pem"
    key.unlink()
    code, first, _ = run("lti-key")
    assert code == 0 and '"kty": "RSA"' in first and '"d"' not in first
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    code, second, _ = run("lti-key")
    assert code == 0 and key.read_bytes() == before
    assert second[second.index("{") :] == first[first.index("{") :]
    if os.name == "posix":
        key.chmod(0o644)
        code, _, err = run("lti-key")
        assert code == 2 and "chmod 600" in err


@pytest.mark.parametrize("arguments", [("return", "lti"), ("lti-key",)])
def test_without_pylti1p3_the_message_has_the_command_that_installs_it(run, paths, monkeypatch, arguments):
    """LTI is an extra: the other commands work without it."""
    (paths.root / "lti_key.pem").unlink()
    monkeypatch.setattr(lti_settings.importlib.util, "find_spec", lambda name: None)
    code, _, err = run(*arguments)
    assert code == 2 and "-m pip install pylti1p3" in err
