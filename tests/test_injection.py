"""The texts of a submission: wherever somebody reads them, they are text and nothing else."""

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import nbgrader.server_extensions.formgrader as formgrader
import pytest
from autograder.course.paths import ClassPaths
from nbconvert.exporters import HTMLExporter
from rich.console import Console

from autograder.gradebook.preprocessors import nbgrader_setup
from autograder.submissions.submission import Submission
from autograder.grading.grade import grade
from autograder.grading.result import Result
from autograder.reports import feedback
from autograder.reports.class_report import _csv
from autograder.reports.html import render
from autograder.reports.terminal import class_table, file_tables
from autograder.submissions.class_folder import REAL

EVIL = (
    "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\x1b]0;title\x07\x9b31m\u202e=1+1\r\n"
    "![x](javascript:alert(3))"
)


@pytest.fixture(scope="module")
def evil(course):
    """The result of a notebook that says the same thing wherever it can say something."""
    cell = (
        f"EVIL = {EVIL!r}\n"
        "def max_pool(*a, **k): raise type(EVIL, (Exception,), {})(EVIL)\n"
        "def avg_pool(*a, **k): return EVIL\n"
        "def figure_3_misprint(*a, **k): return type(EVIL, (), {})()\n"
        "def unchanged_fraction(*a, **k): return {EVIL: [EVIL]}\n"
        "raise RuntimeError(EVIL)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    submission = Submission("mallory", "pooling", nbformat.writes(notebook).encode())
    result = grade(submission, course)
    assert (result.status, result.score) == ("graded", 0)
    return result


def formgrader_page(source):
    """A student's Markdown as the formgrader shows it."""
    _, config = nbgrader_setup(REAL)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(Path(formgrader.__file__).parent / "templates")]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source)])
    return HTMLExporter(config=config).from_notebook_node(notebook, resources={"index": 0, "total": 1})[0]


def test_feedback_holds_no_markup_of_a_student(evil, course, tmp_path):
    """No tag and no control character reaches the page that a browser shows."""
    places = ClassPaths(tmp_path, tmp_path)
    feedback.write_feedback(places, course, evil)
    html = places.feedback("mallory", "pooling").read_text(encoding="utf-8")
    assert "alert(1)" in html
    harmless(html)


def test_the_report_holds_no_markup_of_a_student(course):
    """Not from a student's name, nor from what is said about a file."""
    result = Result(EVIL.replace("/", ""), "pooling", "unreadable", None, 15, message=EVIL)
    html = render("report.html", course=course, exercises=course.exercises, students=[result.student],
                unconfined=0, results={(result.student, "pooling"): result}, understood=[], misunderstood=[],
                ungraded=[result])  # fmt: skip
    assert "alert(1)" in html
    harmless(html)


def harmless(html):
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript' not in html
    assert not any(char in html for char in "\x1b\x07\x9b\u202e\r")


def test_the_terminal_shows_no_control_character_of_a_student(evil, course):
    """No escape code moves the cursor, sets a title or colours a line."""
    out = io.StringIO()
    console = Console(file=out, width=100)
    named = Result(EVIL, "pooling", "unreadable", None, 15, message=EVIL)
    console.print(*file_tables([evil, named]), class_table(course, [evil, named]))
    assert not any(char in out.getvalue() for char in "\x1b\x07\x9b\u202e\r")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "a,b", "a\n=1"])
def test_the_table_of_grades_holds_no_formula(name, course):
    """A spreadsheet takes a student's name for text."""
    result = Result(name, "pooling", "graded", 1.0, 15)
    text = _csv([e.name for e in course.exercises], course, [result], {(name, "pooling"): 1.0})
    for row in csv.reader(io.StringIO(text)):
        assert len(row) == len(course.exercises) + 4
        assert not row[0].lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("source", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "<svg onload=alert(1)>",
    "<a href='java\tscript:alert(1)'>x</a>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{display:none}</style>", "<form action=/x><button class='full-credit'>", "<b id=max_pool>x</b>",
    "![x](x.png 'a\" onerror=\"alert(1)')", "`</code><script>alert(1)</script>`", "$</script><script>alert(1)</script>",
])  # fmt: skip
def test_markdown_runs_nothing_in_the_formgrader(source):
    """What a student writes between the cells is text and pictures to the instructor's browser."""
    added = elements(formgrader_page(source)) - elements(formgrader_page("nothing"))
    assert {tag for tag, _, _ in added} <= {"p", "a", "b", "img", "code"}
    assert {name for _, name, _ in added} <= {"", "href", "title", "src", "alt"}
    assert not any("script:" in value for _, _, value in added)


def elements(html):
    """(tag, attribute, value) of everything in a page."""
    found = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.update((tag, *one) for one in given or [("", "")])
    parser.feed(html)
    return found


def test_markdown_that_nbconvert_refuses_is_shown_as_it_is():
    """A picture that is missing does not keep the instructor from the notebook."""
    assert "![p](attachment:x.png)" in formgrader_page("![p](attachment:x.png)")


def test_markdown_keeps_its_headings_tables_and_formulas():
    """What is safe stays."""
    html = formgrader_page("# Title\n\n| a |\n|--|\n| 1 |\n\n$x < y$ and `code`")
    for kept in ("<h1>Title", "<td>1</td>", "$x &lt; y$", "<code>code</code>"):
        assert kept in html
