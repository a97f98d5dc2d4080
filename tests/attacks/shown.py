"""What people see of a result (the stored JSON, the pages, the table), and what is harmful in it."""

import base64
import html.parser
import io
import json
import re
from pathlib import Path

import rich.console

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.grading.result import Result
from autograder.reports import class_report, feedback
from autograder.reports.charts import histogram_svg
from autograder.reports.distribution import distribution
from autograder.reports.file_table import file_table

MOST_TEXT = 2**20  # characters of a page or a stored result
TEMPLATES = Path(feedback.__file__).with_name("templates")
CHART = histogram_svg(distribution([1.0], 1), "")  # drawn now: Matplotlib keeps its font open
PAGES = "".join(path.read_text() for path in TEMPLATES.glob("*.html")) + CHART.lower()
OWN_TAGS = set(re.findall(r"<(\w+)", PAGES))
STYLES = re.compile(r"\x1b\[[\d;]*m")  # rich's own colours


def shown(result: Result, course: Course, folder: Path) -> dict[str, str]:
    """Where a result is shown → the text there. Raises what the functions that show it raise."""
    places = ClassPaths(folder, folder)
    scores = {(result.student, result.exercise): result.score}
    class_report.write_report(places, course, [result], scores, load=lambda student, exercise: result)
    class_report.write_tables(places, course, [result], scores)
    stream = io.StringIO()
    console = rich.console.Console(
        file=stream, width=110, force_terminal=True, color_system="standard", highlight=False
    )
    console.print(file_table(result))
    return {
        "the result": json.dumps(result.to_json(), ensure_ascii=False),
        "the feedback": feedback.feedback_page(course, result),
        "the report": (places.report / "index.html").read_text(encoding="utf-8"),
        "class.json": (places.report / "class.json").read_text(encoding="utf-8"),
        "grades.csv": (places.report / "grades.csv").read_text(encoding="utf-8"),
        "the table": STYLES.sub("", stream.getvalue()),
    }


def leaks(text: str, canaries: dict[str, str]) -> list[str]:
    """The names of the secrets in a text, as they are or in base64."""
    return sorted({name for canary, name in canaries.items() if any(form in text for form in _forms(canary))})


def _forms(canary):
    """The secret itself, and its base64 from each of three starting positions."""
    data = canary.encode()
    return [canary, *(base64.b64encode(data[start:])[:-4].decode().rstrip("=") for start in range(3))]


def harm(where: str, text: str, never: tuple[str, ...]) -> list[str]:
    """What a text that people open must not contain, in words."""
    if where == "the result":  # data: it is escaped
        return [f"{len(text)} characters in {where}"] if len(text) > MOST_TEXT else []
    found = [f"{literal!r} in {where}" for literal in never if literal in text]
    odd = sorted({char for char in text if not char.isprintable() and char != "\n"})
    found += [f"control characters {odd} in {where}"] if odd else []
    found += [f"{len(text)} characters in {where}"] if len(text) > MOST_TEXT else []
    return found + (_foreign_tags(where, text) if text.startswith("<!doctype") else [])


def _foreign_tags(where, text):
    parser = _Tags()
    parser.feed(text)
    return [f"{tag} in {where}" for tag in sorted(parser.foreign)]


class _Tags(html.parser.HTMLParser):
    """Collects tags that no template has, event handlers, and links to other sites."""

    def __init__(self):
        super().__init__()
        self.foreign = set()

    def handle_starttag(self, tag, attrs):
        if tag not in OWN_TAGS:
            self.foreign.add(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "src" or (name == "href" and not str(value).startswith(("../", "#"))):
                self.foreign.add(f"<{tag} {name}>")
