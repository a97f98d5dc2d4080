"""Read a TOML file, and say on which line of it a key is.

`tomllib` does not tell where it found a key. So the beginnings of the text are parsed, each one line longer than the
one before: a key begins after the last beginning that can be parsed and does not have it.
"""

import datetime
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, display_path

MOST_CHARACTERS = 60  # of a value in a message
Keys = tuple[str | int, ...]  # the way to a value: ("points", "f"), or ("course", "order", 0) for an element of a list


@dataclass(frozen=True)
class TomlFile:
    """A file, its text, and its values."""

    path: Path
    text: str
    values: dict[str, Any]

    def place(self, keys: Keys = ()) -> str:
        """The file and the line on which a key begins. If the file does not have the key, the line of its table."""
        lines = _lines_of_keys(self.text)
        for end in range(len(keys), 0, -1):
            if keys[:end] in lines:
                return f"{display_path(self.path)}:{lines[keys[:end]]}"
        return display_path(self.path)


def read_toml(path: Path) -> TomlFile:
    """Read a file. Raises CourseError, with the line, if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors of Windows begin a file with a mark
        return TomlFile(path, text, tomllib.loads(text))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{display_path(path)} cannot be read: {error}") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CourseError(f"{display_path(path)}:{_broken_statement(text, error)}") from None


def shown(value: Any) -> str:
    """A value as it stands in a TOML file, shortened."""
    as_python = isinstance(value, (float, datetime.date, datetime.time))  # JSON has no inf, and no dates
    text = str(value) if as_python else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _broken_statement(text: str, error: Exception) -> str:
    """The line with the first statement that cannot be parsed, and what is wrong with it."""
    begin = max((end for end, _ in _beginnings(text)), default=0)
    statement = text.split("\n")[begin].strip()
    if any(word in str(error) for word in ("overwrite", "twice", "mutate", "already")):
        return f"{begin + 1}: `{statement}` repeats a key or a table. Remove one of the two."
    return f"{begin + 1}: `{statement}` is no valid TOML: {error}. See https://toml.io"


def _lines_of_keys(text: str) -> dict[Keys, int]:
    """The line of each key and of each element of a list. An element has the line on which its list begins."""
    lines: dict[Keys, int] = {}
    before = 0
    for end, values in _beginnings(text):
        for keys in _keys_in(values):
            lines.setdefault(keys, before + 1)
        before = end
    return lines


def _beginnings(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The beginnings of a text that can be parsed: how many lines they have, and their values."""
    lines = text.split("\n")
    yield 0, {}
    for end in range(1, len(lines) + 1):
        try:
            yield end, tomllib.loads("\n".join(lines[:end]))
        except (tomllib.TOMLDecodeError, RecursionError):  # it ends within a statement
            continue


def _keys_in(values: Any, way: Keys = ()) -> Iterator[Keys]:
    inner: Any = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in inner:
        yield (*way, key)
        yield from _keys_in(value, (*way, key))
