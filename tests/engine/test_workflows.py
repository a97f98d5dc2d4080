"""The workflows of GitHub Actions name commands that exist, and cannot show a secret or a score to others."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
STUDENT = ROOT / "autograder" / "authoring" / "student"
CHECK = STUDENT / "github" / "check.yml"
GRADE = ROOT / ".github" / "workflows" / "grade.yml"
ALL = [CHECK, *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def workflow(path):
    """Its values. YAML 1.1 takes the key `on` for true."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    return values | {"on": values.get("on", values.get(True))}


def steps(path):
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_each_command_exists(path):
    """Targets of make are in the Makefile, scripts are files, and words are checked before YAML gets them."""
    commands = [line for step in steps(path) if "run" in step for line in step["run"].splitlines()]
    assert commands
    for line in commands:
        program, *arguments = line.split()
        if program == "make":
            ready = arguments[0] in (".venv/.ready", ".venv-site/.ready")  # their rules have names of variables
            assert ready or re.search(rf"^{arguments[0]}:", MAKEFILE, re.MULTILINE), line
        elif program in ("bash", "python"):
            assert (ROOT / arguments[0]).is_file() or (STUDENT / arguments[0]).is_file(), line
        elif not re.match(r"\w+=", program):  # not a shell variable
            assert program in ("pip", "docker", "curl", ".venv-site/bin/playwright"), line


@pytest.mark.parametrize("path", [CHECK, GRADE], ids=["check", "grade"])
def test_jobs_can_only_read_and_leave_no_credentials(path):
    """The job's own token cannot write, and git does not keep it where code of a notebook could look."""
    assert workflow(path)["permissions"] == {"contents": "read"}
    [checkout] = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout")]
    assert checkout["with"]["persist-credentials"] is False


def test_students_need_no_secret():
    """Their workflow runs on a push, and uses no secret."""
    assert workflow(CHECK)["on"] == "push"
    assert "secrets" not in CHECK.read_text() and "token" not in CHECK.read_text().lower()


def test_grading_is_off_and_only_two_steps_have_tokens():
    """It runs only when it is started, and the step that runs student code has no secret."""
    assert [*workflow(GRADE)["on"]] == ["workflow_dispatch"]
    with_token = [step["run"] for step in steps(GRADE) if "secrets." in str(step)]
    assert with_token == ["make collect FROM=github", "make return TO=github"]
    job = workflow(GRADE)["jobs"]["grade"]
    assert "secrets" not in str(job.get("env")) and "${{" not in "".join(step.get("run", "") for step in steps(GRADE))
