"""nbgrader's exchange: what comes through it goes back through it."""

import pytest

from autograder.course.paths import ClassPaths


@pytest.mark.slow
def test_feedback_goes_back_through_the_exchange(course_copy, solved):
    """`nbgrader release_feedback` finds our pages, and knows which submission each page belongs to."""
    exchange = course_copy.root / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    notebook = ClassPaths.real(course_copy.root).submission("ana", "sums")
    notebook.parent.mkdir(parents=True)
    notebook.write_bytes(solved("sums"))
    notebook.with_name("timestamp.txt").write_text("2026-10-05 18:00:00 UTC")
    notebook.with_name("submission_secret.txt").write_text("1234")
    code, _, err = course_copy.run("grade")
    assert code == 0, err
    settings = (f"--Exchange.root={exchange}", "--CourseDirectory.course_id=course")
    done = course_copy.nbgrader("release_feedback", "sums", *settings)
    assert done.returncode == 0, done.stderr
    [page] = exchange.rglob("*.html")
    assert "window_means" in page.read_text(encoding="utf-8")
