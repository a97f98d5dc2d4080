"""The Markdown of students: shown to the instructor by the formgrader, in a page that can act in their name."""

import html

import bleach
from nbconvert.filters import markdown2html

# What the HTML may have: no script, no style, and nothing that names parts of the page around it.
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
    """The HTML of a cell's Markdown, without what could act."""
    try:
        return bleach.clean(markdown2html(source), TAGS, ATTRIBUTES, PROTOCOLS)
    except Exception:  # a picture that is not there, say: nbconvert would show nothing of the whole notebook
        return f"<pre>{html.escape(source)}</pre>"
