"""`autograder show`: the stub and the solution run in a kernel, and become pages with their pictures."""

import re
import webbrowser

import pytest

from autograder.errors import CourseError
from autograder.proving.show import executed, open_in_browser, pages_of


def test_both_notebooks_are_executed_with_their_pictures(edited):
    """The solution has the picture, and the stub the sentence in its place. What the script says now is shown."""
    course = edited(("solutions/sums/sums.py", "# ## 1. Sums\n", "# ## 1. Sums, as of today\n"))
    folder = course.root / "build" / "show"
    pages = pages_of(course, course.exercise("sums"), folder)
    stub, solution = folder / "sums-stub.html", folder / "sums-solution.html"
    assert pages == {stub: [], solution: []}
    for page in (stub, solution):
        assert "Sums, as of today" in page.read_text()
        assert "You need not change anything here" in page.read_text()
        assert "_first_difference" not in page.read_text()  # the toolkit is compressed
    assert re.search(r'<svg[^>]*aria-label="Five numbers in a row', solution.read_text())
    assert "Five numbers in a row" not in stub.read_text()
    assert "A picture appears here as soon as window_sums is written." in stub.read_text()
    assert (
        "window_sums: 3 of 3 visible checks pass." in solution.read_text()
        or "visible checks pass" in solution.read_text()
    )
    assert not (course.root / "assignments" / "sums" / "sums.html").exists()


def test_cells_that_raise_are_named(edited):
    """An exception in the solution is a problem; NotImplementedError in a stub is none."""
    course = edited(("solutions/sums/sums.py", "draw_sums(window_sums, numbers)",
                     "draw_sums(window_sums, numbers)\n\n# %%\nwindow_sums(numbers, 99)"))  # fmt: skip
    pages = pages_of(course, course.exercise("sums"), course.root / "build" / "show")
    found = {path.name: problems for path, problems in pages.items()}
    assert found["sums-stub.html"] == []
    [problem] = found["sums-solution.html"]
    assert re.fullmatch(r"cell \d+: ValueError: size must be from 1 to 5, not 99", problem)


def test_without_a_kernel_an_error_says_what_is_missing(tmp_path):
    """No traceback of Jupyter."""
    data = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    with pytest.raises(CourseError, match=r"cannot be executed: .* ipykernel"):
        executed(data, tmp_path / "missing")


@pytest.mark.parametrize(("screen", "browser", "opens"), [
    ("", lambda url: True, False), (":0", lambda url: True, True), (":0", lambda url: False, False),
])  # fmt: skip
def test_without_a_browser_a_sentence_names_the_pages(monkeypatch, tmp_path, screen, browser, opens):
    """On a machine without a screen, nothing is opened, and what to do is said."""
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or browser(url))
    for name in ("WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.setattr("sys.platform", "linux")
    said = open_in_browser([tmp_path / "a.html", tmp_path / "b.html"])
    assert (said == "") == opens
    assert opens == (len(opened) == 2)
    if not opens:
        assert said.startswith(f"There is no browser here. Copy {tmp_path}/a.html and {tmp_path}/b.html to a computer")
