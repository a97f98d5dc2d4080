"""The attacks of `tests/attacks/`: read without running them, and put into a notebook.

A file's docstring says what it `Tries:` and what `Must:` happen instead. Comments of the form `# key: value` follow:

    group      what is attacked, one of `GROUPS`
    deserves   the points that the notebook is worth all the same (0 where it is left out)
    exercise   whose notebook it is (pooling)
    limits     other limits than `LIMITS`, as `name=number` parted by commas
    never      a Python literal: text that must not stand like this in a page, a table or on a terminal
    adds       (text, times): a further cell, which need not be Python
    needs      root, or a processor such as x86_64: elsewhere there is nothing to try
    gap        `1 2: reason`: the tiers in which it gets through, as is known, and why

What follows are a notebook's cells, parted by `# %%`. Before them runs a cell with `TARGET` and the tools of
`attack_tools.py`: the best that an attacker can know and bring along.
"""

import ast
import functools
import json
import os
import platform
import re
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.config import Course
from autograder.sandbox.limits import Limits

FOLDER = Path(__file__).with_name("attacks")
TOOLS = Path(__file__).with_name("attack_tools.py")
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
KEYS = ("group", "deserves", "exercise", "limits", "never", "adds", "needs", "gap")
LIMITS = Limits(
    call_seconds=0.3, task_seconds=0.4, cell_seconds=1.5, notebook_seconds=3, memory_mb=640, output_mb=2, callbacks=500
)
LONGER = replace(LIMITS, task_seconds=1.5, notebook_seconds=5)  # for those that must have the time to earn points


@dataclass(frozen=True)
class Attack:
    """One file. `never` has texts, `gaps` the tiers in which it is known to get through, with the reason."""

    name: str
    tries: str
    must: str
    group: str
    code: str
    deserves: float = 0.0
    exercise: str = "pooling"
    limits: Limits = LIMITS
    never: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()
    reason: str = ""
    more: tuple[str, ...] = ()

    @property
    def lacks(self) -> str | None:
        """What this machine or user has not, without which there is nothing to try."""
        have = {platform.machine(), *(["root"] if os.geteuid() == 0 else [])}
        return next((need for need in self.needs if need not in have), None)

    def notebook(self, target: dict) -> bytes:
        """What mallory hands in: the given cells are the course's own, all others are deleted."""
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
    """All attacks, by name."""
    return tuple(parsed(path) for path in sorted(FOLDER.glob("*.py")))


def parsed(path: Path) -> Attack:
    """The attack that stands in a file. Raises ValueError where the file is none."""
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
        data.get("exercise", "pooling"),
        _limits(data.get("limits", ""), LONGER if data["group"] == "scores" else LIMITS),
        tuple(ast.literal_eval(value) for key, value in pairs if key == "never"),
        tuple(data.get("needs", "").split()),
        tuple(map(int, tiers.split())),
        reason,
        tuple(text * times for text, times in [ast.literal_eval(data["adds"])]) if "adds" in data else (),
    )


def _limits(text, common):
    pairs = (pair.split("=") for pair in text.replace(" ", "").split(",") if pair)
    return replace(common, **{name: type(getattr(LIMITS, name))(number) for name, number in pairs})


def course_for(attack: Attack, course: Course, tier: int) -> Course:
    """The course with the attack's small limits, in one tier."""
    own = replace(course.exercise(attack.exercise), limits=attack.limits)
    return replace(course, exercises=tuple(own if e.name == own.name else e for e in course.exercises), tiers=(tier,))
