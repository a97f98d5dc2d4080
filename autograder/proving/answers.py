"""Read the right and wrong answers of an exercise, as students write them.

`right/<f>.py` has right answers to the task `f`, one function each. `wrong/<f>.py` has right answers, too, with the
lines that students with a slip write instead:

    def loops(x, size=2, stride=None, padding=0):
        if stride is None:
            stride = size
            # ~ stride_of_two_by_default: stride = 2

The comment replaces the line of code above it. Without code, it removes the line. A slip may have
several such comments in a function. A whole function for slips is named after them: `flipped_kernel` or
`flipped_kernel__ignores_the_stride`.
"""

import ast
import difflib
import itertools
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from autograder.course.config import Exercise
from autograder.course.content import has_module, load_module
from autograder.errors import CourseError, display_path
from autograder.grading import general_mistakes
from autograder.grading.misconceptions import misconceptions_of

INSTEAD = re.compile(r"\s*# ~ (\w+):(?: (.*))?$")
LOOKS_LIKE_IT = re.compile(r"\s*# ?~")


@dataclass(frozen=True)
class Answer:
    """A function as a student writes it. `slips` are the names of its mistakes: none if it is right."""

    style: str
    slips: tuple[str, ...]
    function: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.style}: {', '.join(self.slips) or 'right'}"


def right_answers(exercise: Exercise, task: str) -> list[Answer]:
    """The right answers to a task, those of `wrong/` before the slips included."""
    right = [Answer(name, (), function) for name, function in _public(_module(exercise, "right", task)).items()]
    return right + [Answer(style.name, (), style.function()) for style in styles(exercise, task) if not style.whole]


def wrong_answers(exercise: Exercise, task: str) -> list[Answer]:
    """The wrong answers to a task with one slip, or with those of a whole function."""
    return [
        Answer(style.name, slips, style.function(*slips))
        for style in styles(exercise, task)
        for slips in ([style.whole] if style.whole else [(slip,) for slip in style.slips])
    ]


def pairs(exercise: Exercise, task: str) -> Iterator[Answer]:
    """The wrong answers with two slips that change different lines."""
    for style in styles(exercise, task):
        for one, other in itertools.combinations(style.slips, 2):
            if not style.lines(one) & style.lines(other):
                yield Answer(style.name, (one, other), style.function(one, other))


@dataclass(frozen=True)
class Style:
    """One function of `wrong/<f>.py`. `instead` has, for each slip, the lines that are replaced, by their numbers."""

    name: str
    module: ModuleType
    source: tuple[str, ...]
    instead: dict[str, dict[int, str]]
    whole: tuple[str, ...]

    @property
    def slips(self) -> tuple[str, ...]:
        """The slips that the function can have."""
        return tuple(self.instead)

    def lines(self, slip: str) -> set[int]:
        """The numbers of the lines that a slip changes."""
        return set(self.instead[slip])

    def function(self, *slips: str) -> Callable[..., Any]:
        """The function with these slips."""
        if self.whole or not slips:
            found: Callable[..., Any] = getattr(self.module, self.name)
            return found
        lines = list(self.source)
        for slip in slips:
            for number, code in self.instead[slip].items():
                indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
                lines[number] = indent + (code or "pass")
        names = dict(vars(self.module))
        exec(compile("\n".join(lines), f"<{self.name}: {', '.join(slips)}>", "exec"), names)
        changed: Callable[..., Any] = names[self.name]
        return changed


def styles(exercise: Exercise, task: str) -> list[Style]:
    """The functions of `wrong/<f>.py`. Raises CourseError for a comment that names no slip of the task."""
    module = _module(exercise, "wrong", task)
    if module is None:
        return []
    path = exercise.folder / "wrong" / f"{task}.py"
    source, place = path.read_text(encoding="utf-8"), display_path(path)
    known = {one.name for one in (*misconceptions_of(exercise, task), *general_mistakes.ALL)}
    public, lines = _public(module), source.split("\n")
    found = [
        _style(node, module, place, _lines_of(node, lines), known)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name in public
    ]
    read = sum(bool(LOOKS_LIKE_IT.match(line)) for style in found for line in style.source)
    if read < sum(bool(LOOKS_LIKE_IT.match(line)) for line in lines):
        raise CourseError(f"{place}: a comment with # ~ belongs to no function. Indent it below a line of a function.")
    return found


def _lines_of(node: ast.FunctionDef, lines: list[str]) -> list[str]:
    """The lines of a function, with those after its last statement that have indented comments."""
    end = node.end_lineno or node.lineno
    return [*lines[node.lineno - 1 : end], *itertools.takewhile(re.compile(r"\s+#").match, lines[end:])]


def _style(node: ast.FunctionDef, module: ModuleType, place: str, lines: list[str], known: set[str]) -> Style:
    """One function. `place` is the file as messages call it, `lines` are the function's own."""
    instead: dict[str, dict[int, str]] = {}
    code = 0
    for number, line in enumerate(lines):
        found = INSTEAD.match(line)
        if found is None and LOOKS_LIKE_IT.match(line):
            where = f"{place}:{node.lineno + number}"
            raise CourseError(f"{where}: {line.strip()} is not of the form `# ~ slip: code`. Write it so.")
        if found is None:
            code = number
        elif found[1] in known:
            instead.setdefault(found[1], {})[code] = found[2] or ""
        else:
            where = f"{place}:{node.lineno + number}"
            raise CourseError(f"{where}: the model has no slip {found[1]}.{_similar(found[1], known)}")
    names = tuple(node.name.split("__"))
    if not instead and not known.issuperset(names):
        raise CourseError(
            f"{place}:{node.lineno}: {node.name} has no line with # ~, and its name is no slip."
            + _similar(names[0], known)
        )
    return Style(node.name, module, tuple(lines), instead, names if known.issuperset(names) else ())


def _similar(name: str, known: Collection[str]) -> str:
    """A suggestion for a name that is not known."""
    similar = difflib.get_close_matches(name, known, 3)
    return f" Similar names: {', '.join(similar)}." if similar else f" It has: {', '.join(sorted(known))}."


def _module(exercise: Exercise, kind: str, task: str) -> ModuleType | None:
    return load_module(exercise, f"{kind}.{task}") if has_module(exercise, f"{kind}.{task}") else None


def _public(module: ModuleType | None) -> dict[str, Callable[..., Any]]:
    """The functions that a module defines and that have a public name."""
    if module is None:
        return {}
    functions = {name: value for name, value in vars(module).items() if callable(value) and not isinstance(value, type)}
    public = {name: value for name, value in functions.items() if not name.startswith("_")}
    return {name: value for name, value in public.items() if getattr(value, "__module__", "") == module.__name__}
