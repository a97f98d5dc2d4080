"""The failures: why student code gave no answer, in words for the student."""


class Failure(Exception):
    """The student's code gave no answer. The text says why, to the student."""

    verdict = "failed"
    broken = None  # the promise that it breaks, once somebody knows


class Absent(Failure):
    """There is no function to call, because the cell that defines it failed."""


class NotWritten(Absent):
    """There is no function to call, or still the stub."""

    verdict = "missing"


class TimedOut(Failure):
    """The call was stopped because it took too long."""

    verdict = "timeout"


class Crashed(Failure):
    """The call ended the process that it ran in."""


class Raised(Failure):
    """The student's function raised an exception."""


class RaisedValueError(Raised, ValueError):
    """The student's function raised ValueError, or a subclass of it."""


def error_text(error: dict) -> str:
    """One line about an exception that the student's process described, with the place in the student's code."""
    text = f"{error['type']}: {error['message']}" if error.get("message") else error["type"]
    if "line" in error:
        text += f" ({error.get('place')}, line {error['line']}: {error.get('code')})"
    return text[:3000]
