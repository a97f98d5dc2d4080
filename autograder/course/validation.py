"""Find everything that is wrong in the values of a TOML file, by the types in `schema.py`, and say how to fix it.

msgspec judges each value. Its own messages do not name all keys, and it stops at the first mistake, so it gets the
values one by one.
"""

import dataclasses
import datetime
import difflib
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from autograder.course.toml_file import Keys, TomlFile, shown
from autograder.errors import CourseError

BUILTIN = (datetime.datetime, datetime.date, datetime.time)  # what tomllib makes of dates; a text is none
NUMBERS = {int: "a whole number", float: "a number", bool: "true or false"}
EXAMPLE = " For example: "
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file, at the key to which `keys` lead."""

    keys: Keys
    text: str


def validated(kind: type[Kind], file: TomlFile) -> Kind:
    """The values of a file as the dataclass `kind`, or as a dict with dataclasses.

    Raises CourseError, with all mistakes, if they are not right.
    """
    refuse(file, (_with_right_table(problem, kind) for problem in _in_value(kind, file.values, ())))
    return msgspec.convert(file.values, kind, builtin_types=BUILTIN, dec_hook=_make)


def _with_right_table(problem: Problem, kind: Any) -> Problem:
    """The problem, with the place where its key belongs: TOML counts each key to the last [table] above it."""
    if not dataclasses.is_dataclass(kind):
        return problem
    *tables, key = problem.keys
    fields = typing.get_type_hints(kind)
    keys: dict[Keys, Iterable[str | int]] = {(): fields}
    for name, (base, _) in ((name, _parts(one)) for name, one in fields.items()):
        if dataclasses.is_dataclass(base):
            keys[(name,)] = typing.get_type_hints(base)
    right = [table for table, known in keys.items() if key in known]
    if not right or tuple(tables) in right:
        return problem
    place = f"below [{right[0][0]}]" if right[0] else "above the first [table]"
    text, *_ = problem.text.partition(EXAMPLE)
    return Problem(problem.keys, f"{text} The key {key} belongs {place}.")


def refuse(file: TomlFile, problems: Iterable[Problem]) -> None:
    """Raise CourseError, with a line for each problem, if there is one."""
    lines = [f"{file.place(problem.keys)}: {_key(problem.keys)}{problem.text}" for problem in problems]
    if lines:
        raise CourseError("\n".join(lines))


def similar(name: str, names: Iterable[str]) -> str:
    """A question after the name that was meant, if there is one like it; then the text begins with a space."""
    found = difflib.get_close_matches(name, list(names), n=1)
    return f" Did you mean {found[0]}?" if found else ""


def _key(keys: Keys) -> str:
    """A key as messages call it: "[points] f ", "[course] order (element 2) ", or nothing for the whole file."""
    *tables, last = [key for key in keys if isinstance(key, str)] or [""]
    words = [f"[{'.'.join(tables)}]"] if tables else []
    words += [last] if last else []
    words += [f"(element {keys[-1] + 1})"] if keys and isinstance(keys[-1], int) else []
    return "".join(f"{word} " for word in words)


def _in_table(kind: Any, values: dict[str, Any], way: Keys) -> Iterator[Problem]:
    fields = {field.name: field for field in dataclasses.fields(kind)}
    types_of = typing.get_type_hints(kind, include_extras=True)
    for key in values:
        if key in fields:
            yield from _in_value(types_of[key], values[key], (*way, key))
        else:
            yield Problem((*way, key), f"is unknown.{similar(key, fields)} Possible here: {', '.join(fields)}.")
    for key, field in fields.items():
        if key not in values and field.default is field.default_factory is dataclasses.MISSING:
            wanted = types_of[key]
            yield Problem((*way, key), f"is missing. It must be {_description(wanted, key)}.{_example(wanted, key)}")


def _in_value(kind: Any, value: Any, way: Keys) -> Iterator[Problem]:
    base, _ = _parts(kind)
    if dataclasses.is_dataclass(base) and isinstance(value, dict):
        yield from _in_table(base, value, way)
        return
    if _has_tables(base) and isinstance(value, dict):
        yield from _in_parts(base, value, way)
        return
    try:
        msgspec.convert(value, kind, builtin_types=BUILTIN, dec_hook=_make)
    except (msgspec.ValidationError, OverflowError):
        inner = list(_in_parts(base, value, way))
        wrong = f"must be {_description(kind, way[-1])}, not {shown(value)}.{_example(kind, way[-1])}"
        yield from inner or [Problem(way, wrong)]


def _has_tables(base: Any) -> bool:
    """Whether this is a dict with dataclasses. msgspec itself ignores keys that these do not have."""
    return any(dataclasses.is_dataclass(_parts(one)[0]) for one in typing.get_args(base)[1:])


def _in_parts(base: Any, value: Any, way: Keys) -> Iterator[Problem]:
    """What is wrong with the elements of a list, or with the keys and values of a table of any keys."""
    inner = typing.get_args(base)
    if isinstance(value, list) and inner:
        for place, element in enumerate(value):
            yield from _in_value(inner[0], element, (*way, place))
    if isinstance(value, dict) and inner:
        for key, element in value.items():
            yield from _in_value(inner[0], key, (*way, key))
            yield from _in_value(inner[1], element, (*way, key))


def _parts(kind: Any) -> tuple[Any, msgspec.Meta]:
    """The type itself, and what is demanded of it. None in a type stands for a key that is not there."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        [kind] = [one for one in typing.get_args(kind) if one is not types.NoneType]
    if typing.get_origin(kind) is typing.Annotated:
        base, meta, *_ = typing.get_args(kind)
        return base, meta
    return kind, msgspec.Meta()


def _description(kind: Any, key: str | int) -> str:
    base, meta = _parts(kind)
    if dataclasses.is_dataclass(base):
        return f"a table, [{key}]"
    return meta.description or NUMBERS[base] + (f" from {meta.ge:g} to {meta.le:_}" if meta.le is not None else "")


def _example(kind: Any, key: str | int) -> str:
    _, meta = _parts(kind)
    return f"{EXAMPLE}{key} = {shown(meta.examples[0])}" if meta.examples else ""


def _make(kind: type, value: Any) -> Any:
    """A value of a type that msgspec does not know."""
    return kind(value)
