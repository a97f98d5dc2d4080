"""Drawing: pictures in the page's own text colour, with a description for those who cannot see."""

import functools as _functools
import html as _html
import io as _io
import os as _os
import re as _re

import numpy as np

from autograder.toolkit.checks import _shell, _show
from autograder.toolkit.compare import _plain

_INK = "#010203"  # stands for the page's own text colour, dark or light
_BLUE, _ORANGE, _GREEN, _RED = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
)  # Okabe and Ito's: for all eyes
_STYLE = {
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 11,
    "figure.dpi": 96,
    "font.size": 10,
    "image.interpolation": "none",  # the browser enlarges the pixels
    "legend.frameon": False,
    "svg.fonttype": "path",
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}


def _picture(draw):
    """Let `draw`, which returns a figure and its description, show the figure in the notebook.

    What a student's function breaks is told, never raised. Outside a notebook nothing is drawn.
    """

    @_functools.wraps(draw)
    def show(*arguments):
        if _shell() is None or "CHECKING_SUBMISSION" in _os.environ:
            return
        import matplotlib

        try:
            with matplotlib.rc_context(_STYLE):
                figure, description = draw(*arguments)
                picture = _svg(figure, description)
        except NotImplementedError as error:
            name = str(error) or "the function"
            print(f"Here a picture appears as soon as {name} is written.")
        except Exception as error:
            print(f"There is no picture yet: {type(error).__name__}: {error}")
            print("Once the checks above pass, run this cell again.")
        else:
            _show(description, picture)

    return show


def _svg(figure, description):
    """The figure as HTML, in the page's text colour."""
    buffer = _io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, bbox_inches="tight", pad_inches=0.05)
    svg = _re.sub(r"^.*?(?=<svg)|<metadata>.*?</metadata>", "", buffer.getvalue(), flags=_re.DOTALL)
    style = "max-width: 100%; height: auto"
    label = f'<svg role="img" style="{style}" aria-label="{_html.escape(description)}"'
    return svg.replace("<svg", label, 1).replace(_INK, "currentColor")


def _figure(width, height, rows=1, columns=1, **keywords):
    """A figure of that size in inches, and its axes, without frames."""
    from matplotlib.figure import Figure  # not pyplot: the student's own figures stay as they are

    figure = Figure((width, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **keywords).ravel()
    for one in axes:
        one.set_axis_off()
    return figure, axes


def _cells(axes, array, title="", fill=None, labels=None, marked=(), size=10):
    """Draw a 2-D array as a grid of numbers.

    `fill` is a colour for each cell or None, `labels` texts in place of the numbers, and `marked`
    the positions of cells that get a thick frame.
    """
    array = np.asarray(array)
    array = array[np.newaxis] if array.ndim == 1 else array
    if array.ndim != 2 or not 0 < array.size <= 400:
        raise ValueError(f"an array of shape {array.shape} cannot be drawn")
    rows, columns = array.shape
    for r, c in np.ndindex(rows, columns):
        colour = fill[r][c] if fill is not None else None
        _box(axes, r, c, 1, 1, facecolor=colour or "none", edgecolor=_INK, linewidth=0.6, zorder=1)
        text = labels[r][c] if labels is not None else _plain(array[r, c])
        axes.text(c + 0.5, r + 0.5, text, ha="center", va="center", fontsize=size)
    for r, c in marked:
        _box(axes, r, c, 1, 1, facecolor="none", edgecolor=_RED, linewidth=3, zorder=3)
    axes.set(xlim=(-0.1, columns + 0.1), ylim=(rows + 0.1, -0.1), aspect="equal")
    axes.set_title(title, loc="left")


def _box(axes, row, column, height, width, **style):
    """A rectangle over cells of a grid."""
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((column, row), width, height, **style))


def _tint(colour, strength=0.35):
    """A colour that lets the page shine through: text on it is legible in light and in dark."""
    from matplotlib.colors import to_rgba

    return to_rgba(colour, strength)


def _photograph():
    """A photograph that comes with Matplotlib: Grace Hopper, 96 by 96 greys from 0 to 1."""
    from matplotlib import cbook
    from matplotlib.image import imread

    with cbook.get_sample_data("grace_hopper.jpg") as file:
        grey = imread(file)[40:424, 64:448].mean(axis=2) / 255
    return grey.reshape(96, 4, 96, 4).mean(axis=(1, 3))
