"""Continue commands that move files and rows, if they were stopped between two steps.

Such a command first writes what it will do into a file, and removes the file at its end. Each of its steps does nothing
if it was done already. While the file is there, other commands refuse to work: only half of the class was moved.
"""

import json
import shlex
from collections.abc import Callable, Sequence
from typing import Any

from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError, UsageError, display_path
from autograder.submissions.filenames import printable_name

FILE = ".unfinished.json"
STOPPED = "`autograder {}` was stopped before its end. Run it again: it continues from there."

Plan = dict[str, Any]


def begin(paths: ClassPaths, command: Sequence[str], plan: Callable[[], Plan]) -> Plan:
    """The plan of a command, or the plan that it had when it was stopped. `finish` ends it.

    Raises UsageError if another command was stopped; `plan` raises one if the command is impossible.
    """
    stopped = _read(paths)
    if stopped is None:
        stopped = {"command": list(command), "plan": plan()}
        write_atomic(paths.root / FILE, json.dumps(stopped, indent=1) + "\n")
    if stopped["command"] != list(command):
        raise UsageError(_message(stopped))
    found: Plan = stopped["plan"]
    return found


def finish(paths: ClassPaths) -> None:
    """Every step of the command is done."""
    (paths.root / FILE).unlink(missing_ok=True)


def refuse_if_unfinished(paths: ClassPaths) -> None:
    """Raise UsageError if a command was stopped between two steps."""
    stopped = _read(paths)
    if stopped is not None:
        raise UsageError(_message(stopped))


def _message(stopped: Plan) -> str:
    return STOPPED.format(printable_name(shlex.join(stopped["command"])))


def _read(paths: ClassPaths) -> Plan | None:
    path = paths.root / FILE
    try:
        found: Plan = json.loads(path.read_text(encoding="utf-8"))
        return {"command": [str(word) for word in found["command"]], "plan": dict(found["plan"])}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise CourseError(
            f"{display_path(path)} is damaged. It says which command was stopped. Remove the file, and run "
            "that command again."
        ) from None
