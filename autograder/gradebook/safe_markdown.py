"""Convert the Markdown of students to HTML that cannot run scripts.

The formgrader shows it to the instructor, in a page that may do whatever the instructor may do.
"""

import html

import bleach
from nbconvert.filters import markdown2html

# What the HTML may contain: no scripts, no styles, and no ids or classes, which belong to the page around it.
TAGS = frozenset({
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "div", "span", "blockquote", "details", "summary", "pre"),
    *("a", "img", "code", "kbd", "em", "strong", "b", "i", "s", "del", "ins", "sub", "sup", "abbr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td"),
})  # fmt: skip
ATTRIBUTES = {
    "a": ["href", "title"],
    "img": ["src", "alt", "title", "width", "height"],
    "td": ["align"],
    "th": ["align"],
}
PROTOCOLS = bleach.ALLOWED_PROTOCOLS | {"data"}  # attached pictures


def to_html(source: str) -> str:
    """The HTML of a Markdown cell, without tags and attributes that are not listed here. Never raises.

    nbconvert raises for some cells, for example if an attached picture is missing. Such a cell is shown as plain text,
    so that the rest of the notebook is shown, too.
    """
    try:
        cleaned: str = bleach.clean(markdown2html(source), TAGS, ATTRIBUTES, PROTOCOLS)
        return cleaned
    except Exception:
        return f"<pre>{html.escape(source)}</pre>"
