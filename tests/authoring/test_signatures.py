"""The arguments of `autograder new`, and the list of exercises that it adds to."""

import tomllib

import pytest

from autograder.authoring.scaffold.course_order import with_exercise
from autograder.authoring.scaffold.signature import read_signature
from autograder.errors import UsageError

WRONG = {
    "f(x)": "has no points",
    "f(x): six": "the points must be a number above 0 and at most 10000, not 'six'",
    "f(x): 0": "the points must be a number above 0",
    "f(x): -1": "the points must be a number above 0",
    "f(x): nan": "the points must be a number above 0",
    "f(x): 1e9": "the points must be a number above 0",
    "f: 6": "not of the form name(arguments): points",
    "f(x: 6": "not of the form name(arguments): points",
    "f(x y): 6": "Python cannot read it",
    "f(x, x): 6": "Python cannot read it",
    "def(x): 6": "Python cannot read it",
    "f(x=1, y): 6": "Python cannot read it",
    "f(x): 1\ndef g(y): 6": "it is more than one signature",
    "f(x): pass; g(x): 6": "Python cannot read it",
    "f(*args): 6": "*args and **kwargs are not possible",
    "f(x, **more): 6": "*args and **kwargs are not possible",
    "f(x, *, size): 6": "keyword-only arguments are not possible",
    "f(x, /): 6": "positional-only arguments are not possible",
    "f(x: int): 6": "annotations are not possible",
    "f(x) -> int: 6": "annotations are not possible",
    "f(x, size=np.pi): 6": "the default of size is no plain value",
    "f(x, size=g()): 6": "the default of size is no plain value",
    "f(size=2): 6": "each argument has a default",
    "f(self): 6": "self is no name for an argument",
    "f(np): 6": "np is no name for an argument",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_signature_that_is_not_possible_is_refused(text):
    """The message has what was typed, what is wrong with it, and an example."""
    with pytest.raises(UsageError) as error:
        read_signature(text)
    assert repr(text) in str(error.value)
    assert WRONG[text] in str(error.value)
    assert str(error.value).endswith('"f(x, size=2): 6"')


ORDERS = {
    'order = ["a", "b"]': 'order = ["a", "b", "new"]',
    'order = ["a", "b"] # all, so far': 'order = ["a", "b", "new"] # all, so far',
    "order = ['a', \"b\",]": "order = ['a', \"b\", \"new\"]",
    'order=["a","b"]': 'order=["a","b", "new"]',
    'order = [\n  "a",\n  "b", # second\n]': 'order = [\n  "a",\n  "b", # second\n  "new",\n]',
    'order = [\n  "a",\n  "b" # last\n]': 'order = [\n  "a",\n  "b", # last\n  "new"\n]',
    'order = [\n  "a",\n  "b"]': 'order = [\n  "a",\n  "b",\n  "new"]',
    'order = [ # "x", ]\n  "a", "b",\n]': 'order = [ # "x", ]\n  "a", "b", "new",\n]',
    'order = ["a", "]#"]': 'order = ["a", "]#", "new"]',
    'order = ["a"]\n\n[other]\norder = ["y"]': 'order = ["a", "new"]\n\n[other]\norder = ["y"]',
}  # fmt: skip


@pytest.mark.parametrize("text", ORDERS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_order_gets_one_more_name(text, newline):
    """Comments and layout stay, and nothing else changes."""
    begin = f"# order = []{newline}[course]{newline}seed = 1{newline}"
    given = begin + text.replace("\n", newline) + newline
    changed = with_exercise(given, "new")
    assert changed.replace("\r\n", "\n") == begin.replace("\r\n", "\n") + ORDERS[text] + "\n"
    assert tomllib.loads(changed)["course"]["order"][-1] == "new"


def test_an_order_in_another_form_gets_one_more_name():
    """[course] can be an inline table, and `order` a dotted key."""
    changed = with_exercise('course = { order = ["a"], seed = 1 }\n', "new")
    assert changed == 'course = { order = ["a", "new"], seed = 1 }\n'
    assert with_exercise('course.order = ["a"]\n', "new") == 'course.order = ["a", "new"]\n'
