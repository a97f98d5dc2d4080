"""The toolkit of a new notebook, and what it shows."""

import sys
import types

import pytest

from autograder.toolkit import checks, hints, notebook, time_limit


@pytest.fixture(autouse=True)
def fresh():
    """The toolkit of a new notebook that has hints for one function."""
    for state in (notebook._CASES, notebook._HINTS, checks._PROGRESS, hints._HINTED, hints._SYMPTOMS):
        state.clear()
    hints._FAILED.clear()
    time_limit._HANGING.clear()
    notebook._HINTS["stub"] = ("hint one", "hint two", "hint three")


@pytest.fixture
def shown(monkeypatch):
    """The HTML that a notebook shows."""
    pages = []
    display = types.SimpleNamespace(publish=lambda data: pages.append(data["text/html"]))
    shell = types.SimpleNamespace(display_pub=display)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    return pages
