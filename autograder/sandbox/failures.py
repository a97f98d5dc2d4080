"""Describe why student code gave no answer, in words for the student."""

from typing import Any

from autograder.sandbox.encoding import printable

FORBIDDEN = "student code cannot start processes, use the network, or open other files than its own"
CHARACTERS, LINES = 3000, 20  # of a message that student code can influence


class Failure(Exception):
    """The student's code gave no answer. The text tells the student why."""

    verdict = "failed"

    def __init__(self, text: str):
        super().__init__(shortened(text))


class Absent(Failure):
    """There is no function to call, because the cell that defines it failed."""


class NotWritten(Absent):
    """There is no function to call, or it is still the stub."""

    verdict = "missing"


class TimedOut(Failure):
    """The call was stopped because it took too long."""

    verdict = "timeout"


class Crashed(Failure):
    """The call ended the process that it ran in."""


class Raised(Failure):
    """The student's function raised an exception, or its result did not arrive. `kind` is the exception's type."""

    def __init__(self, text: str, kind: str = ""):
        super().__init__(text)
        self.kind = kind


class RaisedValueError(Raised, ValueError):
    """The student's function raised ValueError, or a subclass of it."""


def error_text(error: dict[str, Any], available: str = "") -> str:
    """One line about an exception that the student's process described, with the place in the student's code.

    `available` says what can be imported. It is added if a module is missing.
    """
    text = f"{error['type']}: {error['message']}" if error.get("message") else str(error["type"])
    if "line" in error:
        text += f" ({error.get('place')}, line {error['line']}: {error.get('code')})"
    if error["type"] == "PermissionError":
        text += f"; {FORBIDDEN}"
    if error["type"] == "ModuleNotFoundError" and available:
        text += f"; {available}"
    return shortened(text)


def shortened(text: str) -> str:
    """The beginning of a text that student code can influence, not longer than a person would read, and printable."""
    lines = printable(text[:CHARACTERS]).split("\n")
    kept = "\n".join(lines[:LINES])
    return f"{kept} …" if len(text) > CHARACTERS or len(lines) > LINES else kept
