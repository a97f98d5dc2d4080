"""Collect what is found in a notebook, and print it with the verdict."""

import textwrap
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .course import FOLDER, Exercise

READY = "ready to hand in"
NOT_BEGUN = "not begun"
OPEN = "not ready, see above"
UNREADABLE = "cannot be graded"
NO_POINTS = "contains no function of the exercise"


@dataclass
class Findings:
    """What is found in one notebook, in sentences.

    `open` must be fixed, `notes` are good to know. `functions` has a sign and a sentence for each task. `lost` are the
    tasks that would get no points, `failing` those that would lose some.
    """

    open: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    functions: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        return not (self.open or self.lost or self.failing)


def print_findings(exercise: Exercise, path: Path, findings: Findings) -> str:
    """Print the findings and the verdict. Returns the verdict in a few words."""
    parts = {
        "Functions": findings.functions,
        "To fix": [("✗", text) for text in findings.open],
        "Good to know": [("·", text) for text in findings.notes],
    }
    for heading in filter(parts.get, parts):
        print(f"\n  {heading}")
        for sign, text in parts[heading]:
            say(sign, text)
    print()
    if findings.is_ready:
        say("→", "Ready to hand in, as far as the visible checks show. The hidden tests check more.")
        name = f"{exercise.name}.ipynb"
        rename = "" if path.name == name or path.suffix != ".ipynb" else f"Rename it to {name}, then upload"
        say(" ", f"{rename or 'Upload'}:")
        print(f"\n      {path}\n")
        return READY
    say("→", f"Not ready. If you hand it in as it is, {_cost(exercise, findings)}.")
    print()
    return OPEN


def say(sign: str, text: str) -> None:
    """Print a paragraph with a sign in front. Paths in it are not broken."""
    wrapper = textwrap.TextWrapper(96, break_long_words=False, break_on_hyphens=False)
    wrapper.initial_indent, wrapper.subsequent_indent = f"  {sign} ", "    "
    print(wrapper.fill(text))


def shown(path: Path) -> str:
    """A path as one types it in the course's folder."""
    return str(path.relative_to(FOLDER) if path.is_relative_to(FOLDER) else path)


def listed(words: Sequence[str]) -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def saved(path: Path) -> str:
    """When a file was saved, such as "today at 14:02"."""
    when = time.localtime(path.stat().st_mtime)
    day = "today" if when[:3] == time.localtime()[:3] else time.strftime("on %Y-%m-%d", when)
    return f"{day} at {time.strftime('%H:%M', when)}"


def _cost(exercise: Exercise, findings: Findings) -> str:
    costs = []
    if findings.lost:
        worth = exercise.tasks | exercise.written | exercise.tests
        lost = f"{sum(worth[task] for task in findings.lost):g} of {sum(worth.values()):g}"
        costs.append(f"{listed(findings.lost)} would get no points ({lost})")
    if findings.failing:
        costs.append(f"{listed(findings.failing)} would lose points")
    return ", and ".join(costs) or "it can be graded, but what is listed under To fix may cost points"
