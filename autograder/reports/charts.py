"""Draw the charts of the class report as SVG for a page: small, in the colours and letters of the page.

They are written directly: importing Matplotlib takes as long as grading four submissions, and 14 MB. The same figures
are in a table beside each chart, so a chart is one picture for screen readers, with a label. Lengths are in units of
the picture, in which letters are 11 high. SVG's y grows downwards (https://www.w3.org/TR/SVG2/coords.html).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.reports.class_data import ItemData
from autograder.reports.distribution import Distribution
from autograder.reports.text import number

INK, MUTED, BAD, LINK = "currentColor", "var(--muted)", "var(--bad)", "var(--link)"  # others in dark mode
WIDTH, LEFT, RIGHT, TOP, BOTTOM = 374, 44, 12, 8, 38  # of a picture, and its margins around the axes
LETTERS, TICK = 11, 4
MARK = 3  # half the width of a mark
MOST_TICKS = 5  # of the numbers of students
Point = tuple[float, float]


@dataclass
class _Axes:
    """Two axes, and what is drawn between them. Each range is the least and the greatest value of an axis."""

    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    parts: list[str] = field(default_factory=list)

    def x(self, value: float) -> float:
        low, high = self.x_range
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / ((high - low) or 1)

    def y(self, value: float) -> float:
        low, high = self.y_range
        return self._bottom - (self._bottom - TOP) * (value - low) / ((high - low) or 1)

    @property
    def _bottom(self) -> float:
        return self.height - BOTTOM

    def line(self, start: Point, end: Point, colour: str, width: float, more: str = "") -> None:
        """A line between two places of the picture."""
        place = "M{} {}L{} {}".format(*map(_length, (*start, *end)))
        self.parts.append(f'<path d="{place}" stroke="{colour}" stroke-width="{width}"{more}/>')

    def text(self, x: float, y: float, text: str, anchor: str = "middle", more: str = "") -> None:
        """Text at a place of the picture."""
        place = f'x="{_length(x)}" y="{_length(y)}" text-anchor="{anchor}"{more}'
        self.parts.append(f"<text {place}>{text}</text>")

    def frame(self, x_ticks: Sequence[float], y_ticks: Sequence[float], x_label: str, y_label: str) -> None:
        """The axes with their ticks and labels."""
        corner = LEFT, self._bottom
        self.line(corner, (WIDTH - RIGHT, self._bottom), MUTED, 0.8)
        self.line(corner, (LEFT, TOP), MUTED, 0.8)
        for one in x_ticks:
            self.line((self.x(one), self._bottom), (self.x(one), self._bottom + TICK), MUTED, 0.8)
            self.text(self.x(one), self._bottom + TICK + LETTERS, number(round(one, 1)))
        for one in y_ticks:
            self.line((LEFT - TICK, self.y(one)), (LEFT, self.y(one)), MUTED, 0.8)
            self.text(LEFT - 2 * TICK, self.y(one) + 4, number(round(one, 1)).replace("-", "−"), "end")
        self.text((LEFT + WIDTH - RIGHT) / 2, self.height - 6, x_label)
        middle = (TOP + self._bottom) / 2
        self.text(LETTERS, middle, y_label, more=f' transform="rotate(-90 {LETTERS} {_length(middle)})"')

    def svg(self, label: str) -> str:
        """The chart as an `svg` element."""
        head = f'<svg class="chart" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {_length(self.height)}">'
        return f'{head}<g font-size="{LETTERS}" fill="{INK}">{"".join(self.parts)}</g></svg>'


def histogram_svg(scores: Distribution, label: str) -> str:
    """The histogram of scores, with a line at the mean and one at the median."""
    bins = scores.bins
    most = max(one.count for one in bins)
    axes = _Axes(166, (bins[0].low, bins[-1].high), (0, 1.05 * most))
    bar = 0.94 * (axes.x(bins[0].high) - axes.x(bins[0].low))
    foot = _length(axes.y(0))
    for one in bins:
        outline = f"M{_length(axes.x(one.low))} {foot}V{_length(axes.y(one.count))}h{_length(bar)}V{foot}"
        axes.parts.append(f'<path fill="{LINK}" d="{outline}"/>' if one.count else "")
    for value, dashes in (scores.median, ""), (scores.mean, ' stroke-dasharray="5 3"'):
        place = min(value, bins[-1].high)  # with extra credit, it can be higher
        axes.line((axes.x(place), axes.y(0)), (axes.x(place), TOP), INK, 1.6, dashes)
    edges = [*(one.low for one in bins), bins[-1].high]
    axes.frame(edges[::2], _counts(most), "points", "students")
    return axes.svg(label)


def scatter_svg(items: Sequence[ItemData], label: str) -> str:
    """Each item by its share of points and its discrimination; those with a flag have another shape and colour."""
    axes = _Axes(230, (0, 100), (min([-0.2, *(one.discrimination or 0 for one in items)]), 1))
    axes.line((LEFT, axes.y(0)), (WIDTH - RIGHT, axes.y(0)), MUTED, 0.8)
    for flagged, style in (False, f'fill="{LINK}" fill-opacity=".55"'), (True, f'fill="{BAD}"'):
        places = sorted({_place(one) for one in items if bool(one.flags) == flagged})
        marks = [(_diamond if flagged else _circle)(axes.x(x), axes.y(y)) for x, y in places]
        axes.parts.append(f"<g {style}>{''.join(marks)}</g>")
    lowest = math.ceil(5 * axes.y_range[0]) / 5
    ticks = [lowest + 0.2 * step for step in range(round((1 - lowest) / 0.2) + 1)]
    axes.frame(range(0, 101, 20), ticks, "solved by % of those who tried", "discrimination")
    return axes.svg(label)


def _place(item: ItemData) -> tuple[float, float]:
    return round(100 * (item.share or 0)), round(item.discrimination or 0, 2)


def _circle(x: float, y: float) -> str:
    return f'<circle cx="{_length(x)}" cy="{_length(y)}" r="{MARK}"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path d="M{_length(x)} {_length(y - MARK - 1)}l4 4-4 4-4-4z"/>'


def _counts(most: int) -> list[float]:
    """Whole numbers from 0 to at most this one, with equal steps of 1, 2 or 5 times a power of ten."""
    steps = (digit * 10**power for power in range(12) for digit in (1, 2, 5))
    step = next(one for one in steps if most // one < MOST_TICKS)
    return [float(one) for one in range(0, most + 1, step)]


def _length(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
