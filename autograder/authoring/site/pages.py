"""Make the site's own pages: how to work in the browser, and the README that students receive."""

import html
from pathlib import Path

from autograder.authoring.texts import fill_in
from autograder.course.config import Course
from autograder.errors import display_path

HERE = Path(__file__).parent
README = "README.md"
BACK = """\
[← Work in the browser](index.html). This page is about work on your own computer. What it says about *Work* and about
how notebooks are graded holds in the browser, too.

"""


def site_pages(course: Course, autosave: int) -> dict[str, str]:
    """Name → HTML of each page. The work in a notebook is saved every `autosave` seconds."""
    first = course.exercises[0]
    values = {
        "title": course.title,
        "notebooks": _notebooks_table(course),
        "autosave": str(autosave),
        "exercise": first.name,
        "function": first.task_names[0],
        "archive": f"{course.id}.zip",
    }
    index = HERE / "index.md"
    text = fill_in(index.read_text(encoding="utf-8"), values, display_path(index))
    readme = (course.assignments / README).read_text(encoding="utf-8")
    return {"index.html": _page(course, text), "readme.html": _page(course, BACK + readme)}


def _notebooks_table(course: Course) -> str:
    rows = [
        f"| [{one.title}](notebooks/index.html?path={one.name}.ipynb) | {one.notes} | {one.max_score:g} |\n"
        for one in course.exercises
    ]
    return "".join(["| notebook | notes | points |\n", "| --- | --- | --: |\n", *rows]).rstrip("\n")


def _page(course: Course, text: str) -> str:
    from nbconvert.filters import markdown2html  # takes half a second

    values = {"title": html.escape(course.title), "body": markdown2html(text)}
    return fill_in((HERE / "page.html").read_text(encoding="utf-8"), values, "page.html")
