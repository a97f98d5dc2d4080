"""Read and write numbers as a platform does, with a decimal point or a decimal comma."""

import re
from collections.abc import Iterable

NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?|-?\d{1,3}(?:,\d{3})+\.\d+|-?\d{1,3}(?:\.\d{3})+,\d+")
WITH_COMMA, WITH_POINT = re.compile(r"-?\d+,\d+"), re.compile(r"-?\d+\.\d+")
DIGITS = 5  # after the point, as in Moodle; the others show two


def number_in(text: str) -> float | None:
    """The number that a cell contains; None if it contains none."""
    text = text.strip()
    if not NUMBER.fullmatch(text):
        return None
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return float(text)
    return float(re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :])


def has_comma(cells: Iterable[str], separator: str) -> bool:
    """Whether a file has decimal commas. If no cell tells it, one with semicolons has."""
    commas = points = 0
    for cell in cells:
        commas += WITH_COMMA.fullmatch(cell) is not None
        points += WITH_POINT.fullmatch(cell) is not None
    return commas > points if commas or points else separator == ";"


def written(value: float, comma: bool) -> str:
    """A number for a cell, without needless zeros."""
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if comma else text
