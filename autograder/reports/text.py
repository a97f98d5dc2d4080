"""Write numbers, counts and results for a reader, and make texts from submissions harmless."""

import re
from collections.abc import Sequence

from autograder.grading.result import Result
from autograder.submissions.filenames import JOINERS

ESCAPE = re.compile(r"\\([\\tnr]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")  # as Python writes them
# With these signs, a spreadsheet takes a text for a formula. Texts that begin with quotes count as well: otherwise a
# text that we quote could become equal to one that was quoted already.
FORMULA = re.compile(r"[\s']*[=+\-@]")
KEPT = "\n" + JOINERS  # characters that `str.isprintable` refuses, but that change nothing else on a page


def number(value: float | None) -> str:
    """Points without needless zeros, such as 7.5 or 15; a dash if there are none."""
    return "–" if value is None else f"{value:g}"


def rounded(value: float | None) -> str:
    """A number with at most one digit after the point; a dash if there is none."""
    return number(None if value is None else round(value, 1))


def one_digit(value: float | None) -> str:
    """A number with one digit after the point, for columns; a dash if there is none."""
    return "–" if value is None else f"{value:.1f}"


def counted(count: float, noun: str) -> str:
    """A number with its noun in singular or plural, such as "1 student", "3 students" or "2.5 points"."""
    text = number(count) if isinstance(count, float) else str(count)
    return f"{text} {noun}" if count == 1 else f"{text} {noun}s"


def quoted(names: Sequence[str]) -> str:
    """Names of tests as one text. They can contain commas."""
    *others, last = (f"“{name}”" for name in names)
    return f"{', '.join(others)} and {last}" if others else last


def some_of(names: Sequence[str], most: int) -> str:
    """The first `most` of the names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def printable(text: str) -> str:
    """Text from a submission, with a replacement character for each control character.

    Control characters could move the cursor of a terminal or reverse the direction of a text.
    """
    return "".join(char if char.isprintable() or char in KEPT else "\N{REPLACEMENT CHARACTER}" for char in str(text))


def student_id(name: str) -> str:
    """A student's id as one line of text, so that no two ids become the same text.

    Characters that cannot be printed are written as Python escapes. If the id itself looks as if it contained such
    escapes, its backslashes are doubled. Other ids stay as they are.
    """
    if name.isprintable() and not ESCAPE.search(name):
        return name
    return "".join(_escaped(char) for char in name)


def _escaped(char: str) -> str:
    if char == "\\":
        return r"\\"
    return char if char.isprintable() or char in JOINERS else ascii(char)[1:-1]


def spreadsheet_text(name: str) -> str:
    """A student's id that a spreadsheet does not take for a formula."""
    return f"'{student_id(name)}" if FORMULA.match(name) else student_id(name)


def one_line(result: Result) -> str:
    """A result as one line of plain text. The text can contain control characters: see `printable`."""
    if result.score is None:
        return f"{student_id(result.student)} {result.exercise}: {result.status}, {result.message}"
    by_person = float(sum(one.max_score for one in result.written if one.score is None))
    more = f", {counted(by_person, 'point')} graded by a person" if by_person else ""
    scores = f"{number(result.score)} of {number(result.max_score)}{more}"
    return f"{student_id(result.student)} {result.exercise}: {scores}"
