"""Texts from a submission are shown as text everywhere: they never act as HTML, control characters or formulas."""

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import nbgrader.server_extensions.formgrader as formgrader
import pytest
from nbconvert.exporters import HTMLExporter

from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.grading.counterexample import Counterexample, RenderedValue
from autograder.grading.grade import grade
from autograder.grading.named_mistake import NamedMistake
from autograder.grading.result import Result, TaskResult, TestResult, task_result
from autograder.grading.result_summary import summary
from autograder.reports import class_report, feedback, terminal
from autograder.reports.class_data import SimilarPair, SimilarPiece
from autograder.reports.class_list import ClassList
from autograder.reports.grades_csv import grades_csv
from autograder.reports.marks import MARK_COLUMNS
from autograder.reports.run_summary import RunSummary
from autograder.submissions.submission import Submission

EVIL = (
    "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\x1b]0;title\x07\x9b31m\u202e=1+1\r\n"
    "![x](javascript:alert(3))"
)
CONTROL = "\x1b\x07\x9b\u202e\r"


@pytest.fixture(scope="module", params=["sums", "shifts"])
def evil(request, course):
    """The result of a notebook that writes the hostile text wherever it can write something."""
    cell = (
        f"EVIL = {EVIL!r}\n"
        "def window_sums(*a, **k): raise type(EVIL, (Exception,), {})(EVIL)\n"
        "def window_means(*a, **k): return EVIL\n"
        "def shift(*a, **k): return type(EVIL, (), {})()\n"
        "def agrees(*a, **k): return {EVIL: [EVIL]}\n"
        "def answer(*a, **k): raise ValueError(EVIL)\n"
        "raise RuntimeError(EVIL)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    result = grade(Submission("mallory", request.param, nbformat.writes(notebook).encode()), course)
    assert (result.status, result.score) == ("graded", 0)
    return result


@pytest.fixture
def unreadable():
    """A result whose student and message are hostile."""
    return Result(EVIL.replace("/", ""), "sums", "unreadable", None, 7, message=EVIL)


@pytest.fixture
def hostile():
    """A graded result with the hostile text in each field that can contain a student's text."""
    cells = RenderedValue("x", "", EVIL, (1,), (EVIL,), (0,), (0,))
    case = Counterexample(EVIL, (cells, RenderedValue("y", EVIL)), cells, RenderedValue("received", EVIL), EVIL)
    tests = (TestResult("a", 2, 0, "failed", EVIL, case), TestResult("b", 2, 0, "failed", EVIL))
    task = task_result("window_sums", 4, (), tests)
    return Result(EVIL.replace("/", ""), "sums", "graded", 0, 7, message=EVIL, tasks=(task,))


def assert_harmless(html):
    assert "alert(1)" in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript' not in html
    assert not any(char in html for char in CONTROL)


def test_feedback_contains_no_markup_of_a_student(evil, course):
    """No tag and no control character of a student reaches the browser that shows the feedback."""
    assert_harmless(feedback.feedback_page(course, evil))


def test_feedback_escapes_each_field(hostile, course):
    """Calls, notes, values, messages and names are text, each of them."""
    page = feedback.feedback_page(course, hostile)
    assert page.count("alert(1)") == 11
    assert_harmless(page)


def test_feedback_on_an_unreadable_file_contains_no_markup(unreadable, course):
    """The student's name and the reason are text."""
    assert_harmless(feedback.feedback_page(course, unreadable))


def test_the_class_report_contains_no_markup_of_a_student(unreadable, course, tmp_path):
    """Students' names, the reasons why files are unreadable, and code are text."""
    paths = ClassPaths(tmp_path, tmp_path)
    pieces = SimilarPiece(EVIL, EVIL, (0,)), SimilarPiece("ben", EVIL, ())
    class_list = ClassList([unreadable.student], names={unreadable.student: EVIL})
    similar = [SimilarPair("sums", 0.9, 50.0, pieces)]
    class_report.write_report(paths, course, [unreadable], {}, class_list, similar=similar)
    assert_harmless((paths.report / "index.html").read_text(encoding="utf-8"))


def test_examples_of_mistakes_contain_no_markup_of_a_student(course, tmp_path):
    """The values that a student's function returns are text."""
    case = Counterexample(f"window_sums({EVIL})", (), RenderedValue("", EVIL), RenderedValue("", EVIL), EVIL)
    mistake = NamedMistake("one_window_short", explains=("the sum",))
    tests = (TestResult("the sum", 4, 0, "failed", case=case),)
    task = TaskResult("window_sums", 0, 4, "failed", "", mistake.name, tests, (mistake,))
    results = [Result(name, "sums", "graded", 0, 7, tasks=(task,)) for name in ("ada", "ben")]
    paths = ClassPaths(tmp_path, tmp_path)
    summaries = [summary(one) for one in results]
    class_report.write_report(paths, course, summaries, {}, load=lambda student, exercise: results[0])
    page = (paths.report / "index.html").read_text(encoding="utf-8")
    assert page.count("alert(1)") == 3
    assert_harmless(page)


def test_the_terminal_shows_no_control_character_of_a_student(evil, unreadable, course, capsys):
    """No text of a student moves the cursor, sets a title or colours a line."""
    terminal.print_files([evil, unreadable])
    summary = RunSummary([evil, unreadable], [unreadable], 2, 0, [EVIL], [EVIL], EVIL)
    terminal.print_class(ClassPaths(Path("root"), Path("build")), course, summary)
    terminal.print_failures(summary)
    with terminal.ProgressReporter("Grading", 1) as progress:
        progress.step(EVIL)
    out, err = capsys.readouterr()
    assert "alert(1)" in out
    assert "alert(1)" in err
    assert not any(char in out + err for char in CONTROL)


@pytest.mark.parametrize("markup", ["[red]", "[/]", "[link=http://x]y[/link]"])
def test_the_terminal_takes_no_markup_of_a_student(markup, course, capsys):
    """Square brackets in names and messages are shown; they are not styles of rich."""
    result = Result(markup, "sums", "unreadable", None, 7, message=markup)
    terminal.print_files([result])
    summary = RunSummary([result], [result], 1, 0, [markup], [markup], "gradebook.db")
    terminal.print_class(ClassPaths(Path("root"), Path("build")), course, summary)
    terminal.print_failures(summary)
    out, err = capsys.readouterr()
    assert out.count(markup) == 6  # twice for the file; in the table of scores; twice for the class; the remark
    assert err.count(markup) == 1


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "a,b", "a\n=1"])
def test_the_table_of_grades_contains_no_formula(name, course):
    """A spreadsheet takes a student's name for text."""
    result = Result(name, "sums", "graded", 1.0, 7)
    text = "".join(grades_csv(course, [result], {(name, "sums"): 1.0}))
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    for row in rows:
        assert len(row) == len(course.exercises) + 6 + len(MARK_COLUMNS)
        assert not row[0].lstrip().startswith(("=", "+", "-", "@"))


@pytest.fixture(scope="module")
def formgrader_page(course):
    """Make the page that the formgrader shows of a student's Markdown cell."""
    _, config = course_directory(ClassPaths.real(course.root))
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(Path(formgrader.__file__).parent / "templates")]
    exporter = HTMLExporter(config=config)

    def make(source):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source)])
        return exporter.from_notebook_node(notebook, resources={"index": 0, "total": 1})[0]

    return make


@pytest.mark.parametrize("source", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "<svg onload=alert(1)>",
    "<a href='java\tscript:alert(1)'>x</a>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{display:none}</style>", "<form action=/x><button class='full-credit'>", "<b id=window_sums>x</b>",
    "![x](x.png 'a\" onerror=\"alert(1)')", "`</code><script>alert(1)</script>`", "$</script><script>alert(1)</script>",
])  # fmt: skip
def test_markdown_runs_nothing_in_the_formgrader(source, formgrader_page):
    """A student's Markdown adds only text and pictures to the page that the instructor opens."""
    added = elements(formgrader_page(source)) - elements(formgrader_page("nothing"))
    assert {tag for tag, _, _ in added} <= {"p", "a", "b", "img", "code"}
    assert {name for _, name, _ in added} <= {"", "href", "title", "src", "alt"}
    assert not any("script:" in value for _, _, value in added)


def elements(html):
    """(tag, attribute, value) of each attribute in a page; ("", "") for a tag without attributes."""
    found = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.update((tag, *one) for one in given or [("", "")])
    parser.feed(html)
    assert found
    return found


def test_markdown_that_nbconvert_refuses_is_shown_as_it_is(formgrader_page):
    """If a picture is missing, the instructor still sees the notebook."""
    assert "![p](attachment:x.png)" in formgrader_page("![p](attachment:x.png)")


def test_markdown_keeps_its_headings_tables_and_formulas(formgrader_page):
    """Harmless Markdown is shown as usual."""
    html = formgrader_page("# Title\n\n| a |\n|--|\n| 1 |\n\n$x < y$ and `code`")
    for kept in ("<h1>Title", "<td>1</td>", "$x &lt; y$", "<code>code</code>"):
        assert kept in html
