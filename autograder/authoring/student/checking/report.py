"""The words for a student: paragraphs, paths, times, and the verdict on a notebook."""

import textwrap
import time
from dataclasses import dataclass, field

from .course import HERE

READY = "ready to hand in"
NOT_BEGUN = "not begun"


@dataclass
class Findings:
    """What there is to say of a notebook."""

    open: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    functions: list[tuple[str, str]] = field(default_factory=list)  # a sign and a sentence each
    lost: list[str] = field(default_factory=list)  # functions that get no points
    failing: list[str] = field(default_factory=list)  # functions that lose some


def tell(exercise, path, findings):
    """Print the findings and the verdict. Returns the verdict."""
    parts = {
        "Functions": findings.functions,
        "Open": [("✗", text) for text in findings.open],
        "Good to know": [("·", text) for text in findings.notes],
    }
    for heading in filter(parts.get, parts):
        print(f"\n  {heading}")
        for sign, text in parts[heading]:
            say(sign, text)
    print()
    if not (findings.open or findings.lost or findings.failing):
        say("→", "Ready to hand in, as far as this can tell; hidden tests go further. Upload:")
        print(f"\n      {path}\n")
        return READY
    costs = []
    if findings.lost:
        points = sum(exercise.tasks[task] for task in findings.lost)
        lost = f"{points:g} of {sum(exercise.tasks.values()):g} points"
        costs.append(f"{', '.join(findings.lost)} would get no points ({lost})")
    if findings.failing:
        costs.append(f"{', '.join(findings.failing)} would lose points")
    cost = " and ".join(costs) or "it is graded, but what stands above may cost points"
    say("→", f"Not ready. Handed in as it is, {cost}.")
    print()
    return "open, see above"


def say(sign, text):
    """Print a paragraph behind a sign. Paths in it stay whole."""
    whole = {"break_long_words": False, "break_on_hyphens": False}
    print(textwrap.fill(text, 96, initial_indent=f"  {sign} ", subsequent_indent="    ", **whole))


def shown(path):
    """A path as one would type it in the course's folder."""
    return str(path.relative_to(HERE) if path.is_relative_to(HERE) else path)


def saved(path):
    """When a file was saved: "today at 14:02"."""
    when = time.localtime(path.stat().st_mtime)
    day = "today" if when[:3] == time.localtime()[:3] else time.strftime("on %Y-%m-%d", when)
    return f"{day} at {time.strftime('%H:%M', when)}"
