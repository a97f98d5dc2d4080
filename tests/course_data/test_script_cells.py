"""Percent scripts are read as jupytext reads them, and each cell says where it is."""

from pathlib import Path

import jupytext
import pytest

from autograder.course.script_cells import cells_of
from tests.exercises.judging import COURSE

SCRIPTS = sorted([*COURSE.root.glob("solutions/*/*.py"), *COURSE.root.glob("*/*/solutions/*/*.py")])
ODD = {
    "a header of jupytext": "# ---\n# jupyter:\n#   jupytext:\n#     text_representation: {}\n# ---\n\n# %%\na = 1\n",
    "code before the first marker": "import math\n\n# %%\na = 1\n",
    "VS Code's marker": "#%%\na = 1\n#%% [markdown]\n# # Title\n#\n# text\n",
    "short kind, and values": '# %% [md] role="given"\n# text\n# %% role="answer" task="f"\n\n\ndef f(): ...\n\n\n',
    "other quotation marks": "# %% role='answer' task='f'\nx = 1\n",
    "no marker": "a = 1\n",
    "nothing": "",
    "two empty cells": "# %%\n# %%\na = 1",
}


def by_jupytext(text):
    cells = jupytext.reads(text, fmt="py:percent").cells
    return [
        (
            one.cell_type,
            {key: one.metadata[key] for key in ("role", "task") if key in one.metadata},
            one.source.strip("\n"),
        )
        for one in cells
    ]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_scripts_of_this_repository_are_read_as_jupytext_does(script):
    """An author who opens a script with jupytext sees the cells that students get."""
    text = script.read_text()
    assert [(one.kind, one.values, one.source) for one in cells_of(text)] == by_jupytext(text)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_other_layouts_are_read_as_jupytext_does(text):
    """Markers without a space, short names of kinds, headers and empty cells are read, too."""
    assert [(one.kind, one.values, one.source) for one in cells_of(text)] == by_jupytext(text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_cell_knows_its_lines(script):
    """Messages name the line of a cell's marker and the line where its text begins."""
    lines = Path(script).read_text().splitlines()
    for one in cells_of(script.read_text()):
        first = one.source.partition("\n")[0]
        assert lines[one.first - 1].startswith("# %%")
        assert lines[one.line - 1] == (first if one.kind == "code" else f"# {first}".rstrip())
