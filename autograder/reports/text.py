"""Write numbers, counts and results for a reader, and make texts from submissions harmless."""

from autograder.grading.result import Result
from autograder.submissions.filenames import JOINERS

KEPT = "\n" + JOINERS  # characters that `str.isprintable` refuses, but that change nothing else on a page


def number(value: float | None) -> str:
    """Points without needless zeros, such as 7.5 or 15; a dash if there are none."""
    return "–" if value is None else f"{value:g}"


def counted(count: int, noun: str) -> str:
    """A number with its noun in singular or plural, such as "1 student" or "3 students"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def printable(text: str) -> str:
    """Text from a submission, with a replacement character for each control character.

    Control characters could move the cursor of a terminal or reverse the direction of a text.
    """
    return "".join(char if char.isprintable() or char in KEPT else "\N{REPLACEMENT CHARACTER}" for char in str(text))


def one_line(result: Result) -> str:
    """A result as one line of plain text. The text can contain control characters: see `printable`."""
    if result.score is None:
        return f"{result.student} {result.exercise}: {result.status}, {result.message}"
    return f"{result.student} {result.exercise}: {number(result.score)} of {number(result.max_score)}"
