"""Read the attacks in `corpus/` without running them, and put them into notebooks.

A file's docstring says what it `Tries:` and what `Must:` happen instead. Comments of the form `# key: value` follow:

    group      what is attacked, one of `GROUPS`
    deserves   the points that the notebook must get (default 0)
    exercise   the exercise that is submitted (default `EXERCISE`), of the small course or of the real one
    limits     limits other than `LIMITS`, as `name=number`, separated by commas
    never      a Python literal: text that must not appear like this in a page, a table or on a terminal
    adds       (text, times): another cell, which need not be Python
    cells      (text, count): so many more cells, each with its number in place of `{number}`
    needs      root, or a processor such as x86_64: without it the attack is not possible
    gap        `1 2: reason`: the tiers in which the attack is known to succeed, and why

Then follow the notebook's cells, separated by `# %%`. A cell with `TARGET` and the code of `tools.py` runs before them:
everything that an attacker can know and bring along.
"""

import ast
import functools
import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder import sandbox
from autograder.course.config import Course
from autograder.sandbox.limits import Limits

FOLDER = Path(__file__).with_name("corpus")
TOOLS = Path(__file__).with_name("tools.py")
EXERCISE = "sums"  # of the small course
GROUPS = (
    "scores",
    "secrets",
    "left behind",
    "other processes",
    "the kernel",
    "the network",
    "resources",
    "the channel",
    "text",
)
KEYS = ("group", "deserves", "exercise", "limits", "never", "adds", "needs", "gap", "cells")
LIMITS = Limits(
    call_seconds=0.3, task_seconds=0.4, cell_seconds=1.5, notebook_seconds=3, memory_mb=640, output_mb=2, callbacks=500
)
LONGER = replace(LIMITS, task_seconds=1.5, notebook_seconds=5)  # for attacks that need time to earn points


@dataclass(frozen=True)
class Attack:
    """One file. In the tiers of `gaps` it is known to succeed, for this `reason`. `more` are cells that it adds."""

    name: str
    tries: str
    must: str
    group: str
    code: str
    deserves: float = 0.0
    exercise: str = EXERCISE
    limits: Limits = LIMITS
    never: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()
    reason: str = ""
    more: tuple[str, ...] = ()

    @property
    def lacks(self) -> str | None:
        """The first of `needs` that this machine or user does not have; None if it has all."""
        have = {platform.machine(), *(["root"] if os.geteuid() == 0 else [])}
        return next((need for need in self.needs if need not in have), None)

    def notebook(self, target: dict[str, object]) -> bytes:
        """The notebook that is submitted: the attack's cells, and none of the release."""
        cells = [f"TARGET = {target!r}\n{TOOLS.read_text(encoding='utf-8')}", *self.cells]
        return notebook(*cells)

    @property
    def cells(self) -> list[str]:
        """The code of the student's cells."""
        parts = re.split(r"^# %%.*\n", self.code, flags=re.MULTILINE)
        return [*(part.strip("\n") + "\n" for part in parts[1:]), *self.more]


def notebook(*cells: str) -> bytes:
    """A notebook of these code cells."""
    made = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for n, source in enumerate(cells)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}).encode()


@functools.cache
def attacks() -> tuple[Attack, ...]:
    """All attacks, in the order of their names."""
    return tuple(read_attack(path) for path in sorted(FOLDER.glob("*.py")))


def read_attack(path: Path) -> Attack:
    """Read an attack from its file. Raises ValueError if the file is not an attack."""
    code = path.read_text(encoding="utf-8")
    said = re.match(r'"""Tries: (.+?)\.?\s+Must: (.+?)\.?\s*"""', code, re.DOTALL)
    pairs = re.findall(r"^# (\w+): (.*)$", code.partition("# %%")[0], re.MULTILINE)
    unknown = sorted({key for key, _ in pairs} - set(KEYS))
    data = dict(pairs)
    if said is None or unknown or data.get("group") not in GROUPS:
        raise ValueError(f"{path.name}: no Tries: and Must:, no known group, or an unknown key {unknown}")
    tiers, _, reason = data.get("gap", "").partition(": ")
    return Attack(
        path.stem,
        *(" ".join(text.split()) for text in said.groups()),
        data["group"],
        code,
        float(data.get("deserves", 0)),
        data.get("exercise", EXERCISE),
        _limits(data.get("limits", ""), LONGER if data["group"] == "scores" else LIMITS),
        tuple(ast.literal_eval(value) for key, value in pairs if key == "never"),
        tuple(data.get("needs", "").split()),
        tuple(map(int, tiers.split())),
        reason,
        (*_added(data.get("adds")), *_numbered(data.get("cells"))),
    )


def _added(value):
    text, times = ast.literal_eval(value) if value else ("", 0)
    return [text * times] if times else []


def _numbered(value):
    text, count = ast.literal_eval(value) if value else ("", 0)
    return [text.replace("{number}", str(number)) for number in range(count)]


def _limits(text, common):
    pairs = (pair.split("=") for pair in text.replace(" ", "").split(",") if pair)
    return replace(common, **{name: type(getattr(LIMITS, name))(number) for name, number in pairs})


@functools.cache
def tiers() -> tuple[int, ...]:
    """The tiers of the sandbox that this machine has, the best first."""
    return tuple(sandbox.available_tiers())


def course_of(attack: Attack, courses: Sequence[Course]) -> Course | None:
    """The first of these courses that has the attack's exercise; None if none has it."""
    return next((course for course in courses if attack.exercise in course.names), None)


def course_for(attack: Attack, course: Course, tier: int) -> Course:
    """The course with the attack's limits, in one tier."""
    own = replace(course.exercise(attack.exercise), limits=attack.limits)
    return replace(course, exercises=tuple(own if e.name == own.name else e for e in course.exercises), tiers=(tier,))
