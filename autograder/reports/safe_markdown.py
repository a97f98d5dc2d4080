"""Convert Markdown to HTML that cannot run scripts: the cells of students in the formgrader, and comments on pages.

The formgrader shows a student's Markdown to the instructor, in a page that may do whatever the instructor may do.
"""

import html
import re

import markupsafe

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
PROTOCOLS = frozenset({"http", "https", "mailto", "data"})  # data: attached pictures

ANCHOR = re.compile(r'<a href="#[^"]*">¶</a>')  # that nbconvert adds to headings


def to_html(source: str) -> str:
    """The HTML of a Markdown cell, without tags and attributes that are not listed here. Never raises.

    nbconvert raises for some cells, for example if an attached picture is missing. Such a cell is shown as plain text,
    so that the rest of the notebook is shown, too.
    """
    import bleach
    from nbconvert.filters import markdown2html  # takes half a second

    try:
        cleaned: str = bleach.clean(markdown2html(source), TAGS, ATTRIBUTES, PROTOCOLS)
        return cleaned
    except Exception:
        return f"<pre>{html.escape(source)}</pre>"


def comment_html(source: str) -> markupsafe.Markup:
    """The HTML of an instructor's comment, for a template that escapes everything else."""
    return markupsafe.Markup(ANCHOR.sub("", to_html(source)).strip())
