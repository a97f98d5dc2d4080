"""Add an exercise to `order` in course.toml. Comments and layout stay as they are."""

import re
import tomllib

from autograder.course.config import COURSE_FILE
from autograder.errors import CourseError

BEGIN = re.compile(r"""^[ \t]*(?:course\s*\.\s*)?(?:order|"order"|'order')\s*=\s*\[""", re.MULTILINE)
TOKEN = re.compile(r"""#[^\n]*|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|,|\]""")  # of a list of texts


def with_exercise(text: str, name: str) -> str:
    """The text of course.toml with one more name at the end of `order`.

    Raises CourseError if the list is written in such a way that this is not certain to change it alone.
    """
    wanted = tomllib.loads(text)
    wanted["course"]["order"].append(name)
    for begin in BEGIN.finditer(text):
        changed = _with_element(text, begin.end(), name)
        try:
            if tomllib.loads(changed) == wanted:
                return changed
        except tomllib.TOMLDecodeError:  # this was no list of texts
            continue
    raise CourseError(f'{COURSE_FILE}: write `order` below [course] as a list in brackets: order = ["first_steps"]')


def _with_element(text: str, begin: int, name: str) -> str:
    """The text with one more element in the list that begins there: in the line of the last one, or in its own."""
    last, end, has_comma = None, begin, False
    for token in TOKEN.finditer(text, begin):
        if token[0] == "]":
            break
        if token[0][0] in "\"'":
            last, end, has_comma = token, token.end(), False
        elif token[0] == ",":
            end, has_comma = token.end(), True
    if last is None:
        return f'{text[:begin]}"{name}"{text[begin:]}'
    indent = text[text.rfind("\n", 0, last.start()) + 1 : last.start()]
    if indent.strip():  # other elements, or the bracket, are on the same line
        return f'{text[:end]}{"" if has_comma else ","} "{name}"{text[end:]}'
    line_end = text.index("\n", end) if text[end:].partition("\n")[0].strip()[:1] in ("", "#") else end
    comma, own_comma = ("", ",") if has_comma else (",", "")
    return f'{text[:end]}{comma}{text[end:line_end]}\n{indent}"{name}"{own_comma}{text[line_end:]}'
