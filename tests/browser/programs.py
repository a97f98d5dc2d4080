"""The autograder's commands. They have an environment of their own: playwright and pytest here come from site.lock."""

import json
import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PYTHON = os.environ.get("AUTOGRADER", str(REPOSITORY / ".venv/bin/python"))  # which has the autograder, and JupyterLab
AUTOGRADER = [PYTHON, "-P", "-m", "autograder"]


def run_autograder(*arguments, cwd=REPOSITORY):
    """Run a command of the autograder. Returns what it prints."""
    done = subprocess.run([*AUTOGRADER, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def grade(path):
    """Grade one file. Returns task → points."""
    [result] = json.loads(run_autograder("grade", path, "--format", "json"))
    return {task["task"]: task["score"] for task in result["tasks"]}
