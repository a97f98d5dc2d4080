"""nbgrader's exchange: what came through it goes back through it."""

import pytest

from autograder.authoring.release import source_bytes
from tests.odd import fill


@pytest.mark.slow
def test_feedback_goes_back_through_the_exchange(course_copy, course):
    """`nbgrader release_feedback` finds our pages, and for which submission each is."""
    exchange = course_copy.root / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    files = {"pooling.ipynb": source_bytes(course.exercise("pooling")), "timestamp.txt": b"2026-10-05 18:00:00 UTC",
             "submission_secret.txt": b"1234"}  # fmt: skip
    fill(course_copy.root / "submitted" / "ana" / "pooling", files)
    assert course_copy.run("grade")[0] == 0
    settings = (f"--Exchange.root={exchange}", "--CourseDirectory.course_id=course")
    done = course_copy.nbgrader("release_feedback", "pooling", *settings)
    assert done.returncode == 0, done.stderr
    [page] = exchange.rglob("*.html")
    assert "max_pool" in page.read_text(encoding="utf-8")
