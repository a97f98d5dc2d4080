"""Whether a function of a notebook may use another one is read from the names in its code."""

import pytest

from autograder.sandbox import Cell, Program
from autograder.sandbox.program import PROBE

TASKS = "def f(x):\n    '''Like g.'''\n    return x\ndef g(x):\n    return f(x)\ndef h(x):\n    return 2 * x\n"


def may_use(function, other, *cells, probes=()):
    given = tuple(Cell(f"cell {number}", source) for number, source in enumerate((TASKS, *cells)))
    return Program((), given, probes=probes).may_use(function, [other])


def test_a_function_uses_what_its_code_names():
    """The code of a function counts, and its docstring does not. Nor does a cell that calls both."""
    both = "draw(f, g, h)\nfor one in (f, g, h): print(one(1))"
    assert may_use("g", "f", both)
    assert not any(may_use(*pair, both) for pair in ("fg", "gh", "hf", "hg"))


@pytest.mark.parametrize("cell", [
    "def helper(x):\n    return f(x)\ndef h(x):\n    return helper(x)",
    "h = lambda x: f(x)",
    "if True:\n    def h(x):\n        return f(x)",
    "class Layer:\n    def __call__(self, x):\n        return f(x)\nh = Layer()",
    "table = {'a': lambda x: f(x)}\ndef h(x):\n    return table['a'](x)",
    "table = {}\ntable['a'] = lambda x: f(x)\ndef h(x):\n    return table['a'](x)",
    "some = []\nsome.append(lambda x: f(x))\ndef h(x):\n    return some[0](x)",
    "some = []\ndef add(to): to += [lambda x: f(x)]\nadd(some)\ndef h(x):\n    return some[0](x)",
    "def add():\n    global made\n    made = lambda x: f(x)\nadd()\ndef h(x):\n    return made(x)",
    "import numpy as np\nnp.own = lambda x: f(x)\ndef h(x):\n    return np.own(x)",
    "import numpy as np\ndef add():\n    np.own = lambda x: f(x)\nadd()\ndef h(x):\n    return np.own(x)",
    "parts = (f(x) for x in [1, 2])\ndef h(x):\n    return next(parts)",
    "def h(x):\n    from __main__ import f as own\n    return own(x)",
    "def h(x):\n    return eval('f(x)')",
    "def h(x, name='f'):\n    return globals()[name](x)",
    "globals()['h'] = lambda x: f(x)",
    "def define():\n    vars()['made'] = f\ndefine()",
])  # fmt: skip
def test_a_function_uses_what_it_reaches_in_other_ways(cell):
    """Helpers, classes, tables, attributes, texts and code that looks up names are all ways to another function."""
    assert may_use("h", "f", cell)


def test_a_probe_uses_what_its_code_names():
    """The course's own function that calls what a student's code defines uses what that uses."""
    probes = (Cell(PROBE.format("p"), "def p():\n    return [g(1)]"),)
    assert may_use("p", "f", probes=probes)
    assert not may_use("p", "h", probes=probes)


def test_a_function_that_is_not_found_may_use_anything_that_is_mentioned():
    """Where nothing defines the function, another rule decides: only what no code mentions is never used."""
    assert may_use("unknown", "f")
    assert not may_use("unknown", "missing")
