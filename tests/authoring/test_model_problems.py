"""Parts of mistake models and subjects of hidden tests that have no effect are reported."""

import pytest

from autograder.authoring.model_problems import model_problems
from tests.grading.one_exercise import TESTS, course_of

MISTAKES = '''
from autograder.grading.mistake_model import Model, decision, missing_check

class Factor(Model):
    def compute(self, x):
        return self.factor() * x

    @decision("§1", about="values")
    def factor(self):
        return 2

    @factor.slip("What is 2 · 3?")
    def three_times(self):
        """You multiply by 3."""
        return 3

class Double(Factor, task="double"):
    @missing_check("§1", "negative numbers")
    def accepts_negative_numbers(self, x):
        return x < 0
'''
SIGN = '''
    @decision("§1")
    def sign(self):
        return 1

    @sign.slip("What is 2 · 3?")
    def minus(self):
        """You return the negative."""
        return -1
'''
ABOUT = TESTS.replace("points=2", 'points=2, about="values"')


def problems(tmp_path, mistakes=MISTAKES, tests=ABOUT):
    return model_problems(course_of(tmp_path, tests=tests, mistakes=mistakes).exercises[0])


@pytest.mark.parametrize("tests", [ABOUT, TESTS])
def test_a_model_without_problems(tmp_path, tests):
    """Nothing is reported of a model whose subjects are those of the hidden tests, or if these have no subjects."""
    assert problems(tmp_path, tests=tests) == []


@pytest.mark.parametrize(("mistakes", "tests", "text"), [
    (MISTAKES.replace("self, x):\n        return x <", "self, y):\n        return y <"), ABOUT,
     "one: double: accepts_negative_numbers asks for y. The arguments of double are: x."),
    (MISTAKES + "\n    def factor(self):\n        return 2\n", ABOUT,
     "one: double: the slip three_times has no effect, because Double.factor is no decision. Mark the method with "
     "@decision, or leave the slip out: three_times = None."),
    (MISTAKES.replace("class Double", '    @factor.slip("What?")\n    def three_times(self):\n        """No."""\n'
                      "        return 4\n\nclass Double"), ABOUT,
     "mistakes.py:22: Factor has three_times twice. Rename one, or mark the second with @three_times.also."),
    (MISTAKES + SIGN, ABOUT, "one: double: no hidden test has about='sign', the subject of minus. "
     "Add it to a test that should notice them."),
    (MISTAKES, ABOUT.replace('"values"', '("values", "valeus")'),
     "test_one.py: test_double has about='valeus', but no slip has this subject. There are: values."),
])  # fmt: skip
def test_what_has_no_effect_is_reported(tmp_path, mistakes, tests, text):
    """A check of an unknown argument, a slip at a plain method, a subject without a test, and one without a slip."""
    [reported] = problems(tmp_path, mistakes, tests)
    assert reported.endswith(text)
