"""The charts of the class report."""

import re

from autograder.reports.charts import histogram_svg, scatter_svg
from autograder.reports.class_data import ItemData
from autograder.reports.distribution import distribution

SCORES = distribution([3.0, 7.5, 9.0, 10.0], 10)
ITEMS = [
    ItemData("sums", "f", f"test {place}", 0, 20, 20, 10, place / 20, place / 20, ("noted",) if place == 3 else ())
    for place in range(20)
]


def charts():
    return histogram_svg(SCORES, "A histogram"), scatter_svg(ITEMS, "A scatter plot")


def test_a_chart_is_one_picture_with_a_label():
    """Screen readers read the label; the table beside it has the numbers."""
    for chart, label in zip(charts(), ("A histogram", "A scatter plot"), strict=True):
        assert chart.startswith(f'<svg class="chart" role="img" aria-label="{label}" viewBox="0 0 ')
        assert chart.endswith("</svg>")


def test_a_chart_has_the_colours_and_letters_of_the_page():
    """So it can be read in dark mode, too."""
    for chart in charts():
        assert not re.search(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|font-family|rgb", chart)
        assert "currentColor" in chart
        assert "var(--link)" in chart
    assert "var(--bad)" in charts()[1]


def test_two_charts_can_be_on_a_page():
    """Their ids differ, and each that is used is there."""
    ids = [set(re.findall(r' id="(\w+)"', chart)) for chart in charts()]
    assert not ids[0] & ids[1]
    for chart, own in zip(charts(), ids, strict=True):
        assert set(re.findall(r"[\"(]#(\w+)", chart)) <= own


def test_a_chart_is_small_and_the_same_each_time():
    """No dates, no metadata, no digits that nobody sees."""
    first, second = charts(), charts()
    assert first == second
    assert all(len(chart) < 6000 for chart in first)
    assert not any("metadata" in chart or "<style" in chart or re.search(r"\d\.\d\d", chart) for chart in first)
