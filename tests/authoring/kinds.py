"""A course with one exercise whose tasks are of all kinds: a function, a class, a DataFrame, a variable, the data of a
plot, multiple choice, and an answer in words."""

import contextlib
import textwrap
from pathlib import Path
from unittest import mock

from autograder.authoring import release
from autograder.course.config import Course
from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.sandbox import tiers, zygote_client

COURSE = """
[course]
id = "kinds"
title = "Kinds"
order = ["kinds"]
packages = ["numpy>=2", "matplotlib", "pandas"]
seed = 5

[limits]
call_seconds = 2
cell_seconds = 5
"""
EXERCISE = """
title = "Kinds of answers"

[points]
slope = 1
line = 3
means = 2
bound = 1
curve = 2
larger = 1
signs = 2

[written]
why = 4
"""
SCRIPT = '''
# %% [markdown]
# # Kinds
# *{{points}} points.*

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint

import numpy as np
import pandas as pd

data = pd.DataFrame({"group": ["a", "b", "a"], "size": [1.0, 5.0, 3.0]})

# %% role="answer" task="slope"
def slope(x, y):
    """The slope of the line through the first and the last point."""
    ### BEGIN SOLUTION
    return (y[-1] - y[0]) / (x[-1] - x[0])
    ### END SOLUTION

# %% role="check" task="slope"
check("slope", {"slope(np.array([0, 2]), np.array([1, 5]))": 2.0})

# %% role="answer" task="line"
class Line:
    """A line: `fit(x, y)` finds it, `predict(x)` gives its values.

    It goes through the first point.
    """

    def fit(self, x, y):
        ### BEGIN SOLUTION
        self.slope = slope(x, y)
        self.start = y[0] - self.slope * x[0]
        ### END SOLUTION

    def predict(self, x):
        ### BEGIN SOLUTION
        return self.start + self.slope * x
        ### END SOLUTION

# %% role="probe" task="line"
def line(x, y, new):
    model = Line()
    model.fit(x, y)
    return model.predict(new)

# %% role="check" task="line"
model = Line()
check("line", {"[model.fit(np.array([0, 1]), np.array([1, 3])), model.predict(2)][1]": 5})

# %% role="answer" task="means"
# `table`: a DataFrame with the mean size of each group.
table = ...  # your answer
### BEGIN SOLUTION
table = data.groupby("group", as_index=False)["size"].mean()
### END SOLUTION

# %% role="probe" task="means"
def means():
    if not hasattr(table, "columns"):
        raise TypeError(f"table must be a DataFrame, not a {type(table).__name__}")
    return {name: table[name].tolist() for name in table.columns}

# %% role="check" task="means"
check("means", {"list(table.columns)": ["group", "size"]})

# %% role="answer" task="bound"
low, high = ..., ...  # the smallest and the largest size
### BEGIN SOLUTION
low, high = 1.0, 5.0
### END SOLUTION

# %% role="probe" task="bound"
def bound():
    return low, high

# %% role="check" task="bound"
check("bound", {"low < high": True})

# %% role="answer" task="curve"
def draw(axes, x):
    """Draw the squares of x as a line into the axes, with the label "squares"."""
    ### BEGIN SOLUTION
    axes.plot(x, x**2, label="squares")
    ### END SOLUTION

# %% role="probe" task="curve"
from matplotlib.figure import Figure

def curve(x):
    axes = Figure().subplots()
    draw(axes, x)
    return [(one.get_label(), one.get_xydata()) for one in axes.lines]

# %% role="check" task="curve"
from matplotlib.figure import Figure

def lines_of(x):
    axes = Figure().subplots()
    draw(axes, x)
    return len(axes.lines)

check("curve", {"lines_of(np.arange(3))": 1})

# %% [markdown] role="given"
# **Question.** Which is larger for all numbers? (a) the sum (b) the sum of absolute values (c) neither

# %% role="answer" task="larger"
def larger():
    """The letter of your choice."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION

# %% role="check" task="larger"
check("larger", {"larger() in ('a', 'b', 'c')": True})

# %% role="answer" task="signs"
def signs():
    """The set of all functions whose values are never negative."""
    ### BEGIN SOLUTION
    return {"square", "abs"}
    ### END SOLUTION

# %% role="check" task="signs"
check("signs", {"signs() <= {'square', 'abs', 'cube'}": True})

# %% [markdown] role="written" task="why"
# Why is the sum of absolute values never smaller?
# ### BEGIN SOLUTION
# Because no value is larger than its absolute value.
# ### END SOLUTION
'''
HINTS = """
# %% [markdown] role="hints" task="{}"
# 1. One.
# 2. Two.
# 3. Three.
"""
TESTS = '''
import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.choices import hidden_test

from .mistakes import Larger, Signs


@pytest.mark.task("slope", points=1)
def test_slope(student, reference, rng):
    """the slope"""
    assertions.same(student.slope, reference.slope, np.array([0, 2]), rng.integers(1, 9, 2))


@pytest.mark.task("line", points=3, about="start")
def test_line(student, reference, rng):
    """the values of the line"""
    x = np.array([1, 2, 4])
    assertions.same(student.line, reference.line, x, x * rng.integers(2, 5) + 3, rng.integers(1, 9, 3))


@pytest.mark.task("means", points=2)
def test_means(student, reference):
    """the mean of each group"""
    assertions.value(student.means, reference.means())


@pytest.mark.task("bound", points=1)
def test_bound(student):
    """the smallest and the largest size"""
    assertions.value(student.bound, (1.0, 5.0))


@pytest.mark.task("curve", points=2)
def test_curve(student, reference, rng):
    """the squares, with their label"""
    assertions.same(student.curve, reference.curve, rng.integers(1, 9, 4))


test_larger = hidden_test(Larger)
test_signs = hidden_test(Signs)
'''
MISTAKES = '''
from autograder.grading.choices import Options
from autograder.grading.mistake_model import Model, decision


class Line(Model, task="line"):
    def compute(self, x, y, new):
        slope = (y[-1] - y[0]) / (x[-1] - x[0])
        return self.start(x, y, slope) + slope * new

    @decision("§1")
    def start(self, x, y, slope):
        return y[0] - slope * x[0]

    @start.slip("Where is your line at x = 0?")
    def start_is_the_first_value(self, x, y, slope):
        """Your line begins with the first value of y, wherever the first x is."""
        return y[0]


class Larger(Options, task="larger"):
    right = "b"
    wrong = {"a": "The sum of -1 and 1 is 0.", "c": "An absolute value is never smaller."}
    hint = "Try both with two numbers."


class Signs(Options, task="signs"):
    right = {"square", "abs"}
    wrong = {"cube": "The cube of -1 is -1."}
    left_out = {"abs": "An absolute value is a distance."}
'''
TASKS = ("slope", "line", "means", "bound", "curve", "larger", "signs")


def course_of(root: Path) -> Course:
    """The course in the folder `root`, released."""
    script = SCRIPT + "".join(map(HINTS.format, TASKS))
    files = {
        "course.toml": COURSE,
        "exercises/kinds/exercise.toml": EXERCISE,
        "exercises/kinds/test_kinds.py": f'"""Hidden tests."""\n{TESTS}',
        "exercises/kinds/mistakes.py": f'"""Mistakes."""\n{MISTAKES}',
        "solutions/kinds/kinds.py": textwrap.dedent(script),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    course = load_course(root)
    release.write_missing_config(course)
    coursedir, config = course_directory(ClassPaths.real(root))
    config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
    release.release(course, root / "build" / "release", coursedir, config)
    return course


@contextlib.contextmanager
def packages_are_imported_once():
    """Jobs of the sandbox have the course's large packages from their zygote: importing them takes most of a second."""
    preload = [*zygote_client.PRELOAD, "pandas", "matplotlib.figure"]
    with mock.patch.object(zygote_client, "PRELOAD", preload), tiers.fresh_zygotes():
        yield
