"""Draw the charts of the class report as SVG for a page: small, without a date, in the colours and letters of the page.

Matplotlib is imported only here, and only when a chart is drawn: it takes half a second. The same figures are in a
table beside each chart, so a chart is one picture for screen readers, with a label.
"""

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from autograder.reports.class_data import ItemData
from autograder.reports.distribution import Distribution
from autograder.reports.text import number

# Colours that Matplotlib writes → those of the page, which are others in dark mode.
INK, MUTED, GOOD, BAD, LINK = "#010101", "#020202", "#030303", "#040404", "#050505"
PAGE_COLOURS = {INK: "currentColor", MUTED: "var(--muted)", GOOD: "var(--good)", BAD: "var(--bad)", LINK: "var(--link)"}
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "autograder",  # the same figures give the same bytes
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
UNUSED = (
    *(r"<metadata>.*?</metadata>", r"<style.*?</style>", r"<!--.*?-->"),
    r'<g id="patch_\d+">\s*<path d="[^"]*" style="fill: none"/>\s*</g>',  # backgrounds
    *(r' id="[a-z.]+\w*_\d+"', r' transform="rotate\(-0 [^"]*"', r" font-family: [^;]*;"),
)
WITHOUT_DATE = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def histogram_svg(scores: Distribution, label: str) -> str:
    """The histogram of scores, with a line at the mean and one at the median."""

    def draw(axes: Any) -> None:
        bins = scores.bins
        edges = [*(one.low for one in bins), bins[-1].high]
        width = bins[0].high - bins[0].low
        axes.bar(edges[:-1], [one.count for one in bins], width=0.94 * width, align="edge", color=LINK)
        axes.axvline(scores.median, color=INK, lw=1.6)
        axes.axvline(scores.mean, color=INK, lw=1.6, ls=(0, (3, 2)))
        axes.set_xticks(edges[::2], [number(round(one, 1)) for one in edges[::2]])
        axes.set_xlim(edges[0], edges[-1])
        axes.yaxis.get_major_locator().set_params(integer=True, nbins=4)
        axes.set_xlabel("points")
        axes.set_ylabel("students")

    return _svg(draw, (5.2, 2.3), label, "h")


def scatter_svg(items: Sequence[ItemData], label: str) -> str:
    """Each item by its share of points and its discrimination; those with a flag have another shape and colour."""

    def draw(axes: Any) -> None:
        for flagged, marker, colour, alpha in ((False, "o", LINK, 0.55), (True, "D", BAD, 1)):
            places = sorted({_place(one) for one in items if bool(one.flags) == flagged})
            x, y = [place[0] for place in places], [place[1] for place in places]
            axes.plot(x, y, marker, ms=6, color=colour, alpha=alpha, mew=0, clip_on=False)
        axes.axhline(0, color=MUTED, lw=0.8)
        axes.set_xlim(0, 100)
        axes.set_ylim(min([-0.2, *(one.discrimination or 0 for one in items)]), 1)
        axes.set_xlabel("solved by % of those who tried")
        axes.set_ylabel("discrimination")

    return _svg(draw, (5.2, 3.2), label, "s")


def _place(item: ItemData) -> tuple[float, float]:
    return round(100 * (item.share or 0)), round(item.discrimination or 0, 2)


def _svg(draw: Callable[[Any], None], inches: tuple[float, float], label: str, prefix: str) -> str:
    """The chart as an `svg` element."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=inches, layout="constrained")
        draw(figure.add_subplot())
        text = io.StringIO()
        figure.savefig(text, format="svg", transparent=True, metadata=WITHOUT_DATE)
    return _for_page(text.getvalue(), label, prefix)


def _for_page(svg: str, label: str, prefix: str) -> str:
    """The `svg` element without what only a file of its own needs, with the colours and letters of the page. Its ids
    begin with `prefix`."""
    svg = svg[svg.index("<svg") :]
    for unused in UNUSED:
        svg = re.sub(unused, "", svg, flags=re.DOTALL)
    svg = re.sub(r"-?\d+\.\d{2,}", lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), svg)
    svg = re.sub(r"\s*\n\s*", " ", svg).replace("> <", "><").replace("xlink:href", "href")
    svg = re.sub(r"<g[^>]*>((?:<use [^>]*>)+)</g>", _with_one_style, svg)
    for colour, name in PAGE_COLOURS.items():
        svg = svg.replace(colour, name)
    for place, mark in enumerate(dict.fromkeys(re.findall(r' id="(\w+)"', svg))):
        svg = svg.replace(mark, f"{prefix}{place}")
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None
    head = f'<svg class="chart" role="img" aria-label="{label}" viewBox="{size[0][9:-1]}">'
    return head + svg[svg.index(">") + 1 :].strip()


def _with_one_style(group: re.Match[str]) -> str:
    """A group of equal marks: their style, which Matplotlib repeats in each, is that of the group."""
    style = re.search(r' style="[^"]*"', group[1])
    assert style is not None
    return f"<g{style[0]}>{group[1].replace(style[0], '')}</g>"
