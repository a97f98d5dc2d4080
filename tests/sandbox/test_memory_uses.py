"""Whether a function of a notebook may remember something from one call to the next is read from its code."""

import symtable

import pytest

from autograder.sandbox import Cell, Program
from autograder.sandbox.program import PROBE

IMPORTS = "import numpy as np"
PLAIN = """
SIZE, HALF = 3, -0.5
def helper(x, size=2):
    return x + SIZE
def f(x, size=None, *, names=("a", "b")):
    out = np.zeros(len(x))
    for place, value in enumerate(x):
        out[place] = helper(value)
    return [function(one) for one in out for function in (abs, lambda y: y + HALF)]
"""


def may_remember(*cells, function="f", given=(IMPORTS,), probes=()):
    course = tuple(Cell(f"given cell {number}", source) for number, source in enumerate(given))
    own = tuple(Cell(f"cell {number}", source) for number, source in enumerate(cells))
    return Program(course, own, probes=probes).may_remember(function)


def test_plain_functions_remember_nothing():
    """Functions that use only their arguments, constants, other plain functions and NumPy remember nothing."""
    assert not may_remember(PLAIN)
    assert not may_remember(IMPORTS, PLAIN, "x = np.arange(3)\nshown = []\nshown.append(f(x))\nprint(shown)")


@pytest.mark.parametrize("cell", [
    "known = {}\ndef f(x):\n    if x not in known:\n        known[x] = 2 * x\n    return known[x]",
    "known = []\ndef f(x):\n    known.append(x)\n    return known[0]",
    "def f(x, known={}):\n    return known.setdefault('x', x)",
    "def f(x, *, known=[]):\n    known.append(x)\n    return known",
    "import functools\n@functools.lru_cache\ndef f(x):\n    return 2 * x",
    "import functools\ndef g(x):\n    return 2 * x\nf = functools.cache(g)",
    "def f(x):\n    global last\n    last = x\n    return x",
    "def f(x):\n    f.last = x\n    return x",
    "def f(x):\n    f.known[x] = x\n    return x\nf.known = {}",
    "def g(x): return x\nsetattr(g, 'known', {})\ndef f(x):\n    return g.known.setdefault(1, x)",
    "def f(x):\n    np.own[0] = x\n    return x",
    "def make():\n    known = []\n    def f(x):\n        known.append(x)\n    return f\nf = make()",
    "class Layer:\n    def __call__(self, x):\n        self.x = x\n        return x\nf = Layer()",
    "numbers = iter(range(9))\ndef f(x):\n    return next(numbers)",
    "def helper(x):\n    global last\n    last = x\ndef f(x):\n    return helper(x)",
    "if True:\n    def f(x):\n        return x",
    "def f(x):\n    return np.random.rand()",
    "def f(x):\n    return open('known').read()",
    "def f(x):\n    import own\n    return own.f(x)",
    "def g(x):\n    return x\ndef f(x):\n    for g.last in [x]: pass",
    "import sys\ndef f(x):\n    return x",
    "def g(a=(known := [])):\n    return a\ndef f(x):\n    known.append(x)\n    return known[0]",
    "def g(a: (sum := {}.setdefault)):\n    return a\ndef f(x):\n    return sum(1, x)",
    "match [[]]:\n    case [sum]: pass\ndef f(x):\n    return sum.append(x)",
    "get_ipython().run_line_magic('time', 'known = []')\ndef f(x):\n    known.append(x)\n    return known[0]",
    "def f(x):\n    return np.load('known')",
    "def f(x):\n    out = np.empty(9)\n    out[x] = 1\n    return out",
    "from numpy import empty as new\ndef f(x):\n    return new(x)",
])  # fmt: skip
def test_what_could_remember_something_is_recognised(cell):
    """Tables, defaults, caches, global names, attributes, closures, classes, files, random numbers and memory that is
    not cleared remember."""
    assert may_remember(cell)


@pytest.mark.parametrize("cell", [
    "def other(x):\n    np.dot = len", "def other(x):\n    global helper\n    helper = len",
    "def other(): np.seterr(all='raise')",
    "from own import *", "helper = []", "import warnings\nwarnings.simplefilter('error')",
])  # fmt: skip
def test_other_code_that_may_change_what_the_function_does_counts(cell):
    """What another function or cell may change is not plain: modules, names, settings of the process."""
    assert may_remember(PLAIN, cell)


@pytest.mark.parametrize("wrong", ["def g(x, x): pass", "def g():\n    print(known)\n    global known"])
def test_a_cell_of_which_only_one_statement_is_wrong_counts(wrong):
    """Its other statements are run, so the names that they bind may have any value."""
    assert may_remember(f"known = []\n{wrong}", "def f(x):\n    known.append(x)\n    return known[0]")
    assert not may_remember("known = [", PLAIN)


def test_a_name_that_nothing_binds_may_have_any_value():
    """Only Python's own names are known without a definition."""
    assert may_remember("def f(x):\n    return known(x)")
    assert not may_remember("def f(x):\n    return list(x)")


def test_many_statements_take_little_more_work_than_few(monkeypatch):
    """A table of names is asked for its place once, however many functions there are."""
    asked = []
    before = symtable.SymbolTable.get_lineno
    monkeypatch.setattr(symtable.SymbolTable, "get_lineno", lambda self: asked.append(1) or before(self))
    assert not may_remember("\n".join(f"def g{number}(x): return x" for number in range(100)) + PLAIN)
    assert len(asked) < 200


def test_a_new_generator_of_random_numbers_remembers_nothing():
    """A generator that is made in the call gives the same numbers in each call if it has a seed."""
    assert not may_remember("def f(x):\n    return np.random.default_rng(0).normal(size=x)")


def test_the_last_cell_of_the_course_counts_and_every_cell_of_the_student():
    """The course's cells run in order and to their end; it is not known which of a student's do."""
    assert not may_remember(PLAIN, given=("np = object()", IMPORTS))
    assert may_remember(PLAIN, given=(IMPORTS, "np = object()"))
    assert may_remember("np = object()", IMPORTS, PLAIN)


def test_a_probe_remembers_what_the_code_behind_it_does():
    """The course's own function that calls the student's code is plain only if that is."""
    probes = (Cell(PROBE.format("p"), "def p():\n    return [f(1)]"),)
    assert not may_remember(PLAIN, function="p", probes=probes)
    assert may_remember("known = []\ndef f(x):\n    known.append(x)", function="p", probes=probes)


def test_a_function_that_is_not_found_may_remember_anything():
    """Without its definition, nothing is known about a function."""
    assert may_remember(PLAIN, function="unknown")
    assert may_remember("def f(x:\n    return x")
