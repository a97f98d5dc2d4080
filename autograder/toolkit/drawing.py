"""Draw pictures in the page's text colour, with descriptions for readers who cannot see them."""

import functools as _functools
import html as _html
import io as _io
import logging as _logging
import os as _os
import re as _re
from collections.abc import Callable as _Callable
from collections.abc import Iterable as _Iterable
from typing import Any as _Any

import numpy as np

from autograder.toolkit.describe import _plain
from autograder.toolkit.notebook import _shell, _show
from autograder.toolkit.running import _HANGS, _NO_EXIT, _message
from autograder.toolkit.time_limit import _TimeUp, _TotalLimit

_INK = "#010203"  # becomes the page's text colour, in the light and in the dark theme
# Okabe and Ito's colours, which colour-blind readers can distinguish.
_BLUE, _ORANGE, _GREEN, _RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
_AFTER = "When the checks above pass, run this cell again."
_SLOW = """\
all calls for it take more than {0:g} seconds. This is slow here, but there is no
endless loop: each of the calls before returned. The picture is not graded."""
_STYLE: _Any = {
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


def _picture(draw: _Callable[..., tuple[_Any, str]]) -> _Callable[..., None]:
    """Decorate `draw`, which returns a figure and its description: show the figure in the notebook.

    An error in the student's function is printed, not raised. Outside a notebook nothing happens.
    """

    @_functools.wraps(draw)
    def show(*arguments: object) -> None:
        if _shell() is None or "CHECKING_SUBMISSION" in _os.environ:
            return
        # In a browser, Matplotlib says at each start that it is building its font cache.
        _logging.getLogger("matplotlib.font_manager").setLevel(_logging.ERROR)
        import matplotlib

        limit = _TotalLimit()
        try:
            with matplotlib.rc_context(_STYLE):
                figure, description = draw(*_in_time(arguments, limit))
                picture = _svg(figure, description)
        except NotImplementedError as error:
            name = str(error) or "the function"
            print(f"A picture appears here as soon as {name} is written.")
        except _TimeUp as error:
            why = _SLOW.format(limit.seconds) if limit.is_slow else f"{error}. {_HANGS}\n{_AFTER}"
            print(f"There is no picture yet: {why}")
        except SystemExit:
            print(f"There is no picture yet: {_NO_EXIT}.\n{_AFTER}")
        except Exception as error:
            print(f"There is no picture yet: {type(error).__name__}: {_message(error)}\n{_AFTER}")
        else:
            _show(description, picture)

    return show


def _in_time(argument: _Any, limit: _TotalLimit) -> _Any:
    """The argument, a function of which may only take some time. Drawing itself has no limit:
    loading Matplotlib can take seconds in a browser, and must not be interrupted.
    """
    if isinstance(argument, (list, tuple)):
        return type(argument)(_in_time(one, limit) for one in argument)
    if isinstance(argument, dict):
        return {key: _in_time(one, limit) for key, one in argument.items()}
    if not callable(argument) or isinstance(argument, type):
        return argument

    @_functools.wraps(argument)
    def call(*arguments: object, **keywords: object) -> object:
        with limit.call(argument):
            return argument(*arguments, **keywords)

    return call


def _svg(figure: _Any, description: str) -> str:
    """The figure as HTML, in the page's text colour."""
    buffer = _io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, bbox_inches="tight", pad_inches=0.05)
    svg = _re.sub(r"^.*?(?=<svg)|<metadata>.*?</metadata>", "", buffer.getvalue(), flags=_re.DOTALL)
    style = "max-width: 100%; height: auto"
    label = f'<svg role="img" style="{style}" aria-label="{_html.escape(description)}"'
    return svg.replace("<svg", label, 1).replace(_INK, "currentColor")


def _figure(
    width: float, height: float, rows: int = 1, columns: int = 1, **keywords: _Any
) -> tuple[_Any, _Any]:
    """A figure of this size in inches, and an array of its axes, without frames."""
    from matplotlib.figure import Figure  # not pyplot, which holds the student's own figures

    figure = Figure((width, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **keywords).ravel()
    for one in axes:
        one.set_axis_off()
    return figure, axes


def _cells(
    axes: _Any,
    array: _Any,
    title: str = "",
    fill: _Any = None,
    labels: _Any = None,
    marked: _Iterable[_Any] = (),
    size: float = 10,
) -> None:
    """Draw a 1-D or 2-D array as a grid of numbers.

    `fill` has a colour or None for each cell, `labels` has texts to show instead of the numbers,
    and `marked` has the (row, column) of each cell with a thick frame.
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


def _box(axes: _Any, row: float, column: float, height: float, width: float, **style: _Any) -> None:
    """Draw a rectangle over cells of a grid."""
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((column, row), width, height, **style))


def _tint(colour: str, strength: float = 0.35) -> tuple[float, float, float, float]:
    """A half-transparent colour. Text on it is readable in the light and in the dark theme."""
    from matplotlib.colors import to_rgba

    return to_rgba(colour, strength)


def _signed(values: np.ndarray, largest: float = 1) -> np.ndarray:
    """The colours of an array: positive values orange, negative ones blue, zeros transparent."""
    colours = np.where((values > 0)[..., np.newaxis], _tint(_ORANGE, 1), _tint(_BLUE, 1))
    colours[..., 3] = np.clip(np.abs(values) / largest, 0, 1)
    return colours


def _photograph() -> np.ndarray:
    """A photograph of Grace Hopper from Matplotlib: 96 x 96 grey values from 0 to 1."""
    from matplotlib import cbook
    from matplotlib.image import imread

    path = cbook.get_sample_data("grace_hopper.jpg", asfileobj=False)
    grey: np.ndarray = imread(path)[40:424, 64:448].mean(axis=2) / 255
    small: np.ndarray = grey.reshape(96, 4, 96, 4).mean(axis=(1, 3))
    return small
