"""Functions that are given to the student's functions accept arrays of numbers, and tell nothing about themselves."""

import numpy as np
import pytest

from autograder.sandbox import Raised, takes_any_data
from autograder.sandbox.failures import RaisedValueError

SECRETS = ("secret", "hidden_parameter")


def secret_name(x, hidden_parameter=1):
    """A secret docstring."""
    if x.size == 3:
        raise ValueError("secret_name needs another size")
    return 2 * x * hidden_parameter


CALLING = "import numpy as np\ndef f(g, *args, **kwargs): return g(*args, **kwargs)"
PROBING = """
import traceback
def texts_of(g, *args, **kwargs):
    found = [repr(getattr(g, name))[:500] for name in dir(g)]
    try:
        g(*args, **kwargs)
    except Exception as error:
        found += [repr(error), "".join(traceback.format_exception(error))]
    return found
"""


@pytest.mark.parametrize("value", [[1.0, 2.0], (1, 2), 3, 2.5, True, [[1], [2]], [np.int64(1), 2]])
def test_numbers_arrive_as_arrays(student_of, value):
    """Lists of numbers and numbers are arrays when the given function gets them."""
    assert np.array_equal(student_of(CALLING).f(secret_name, value), 2 * np.asarray(value))


@pytest.mark.parametrize("code", ["'text'", "['a', 'b']", "None", "{}", "{'x': 1}", "[[1], [2, 3]]", "[1, None]",
                                  "b'ab'", "np.array(['a'])", "np.array([None])", "g", "object()"])  # fmt: skip
def test_other_data_is_refused(student_of, code):
    """A given function gets nothing but numbers."""
    student = student_of(f"import numpy as np\ndef f(g): return g({code})")
    with pytest.raises(Raised, match="it does not accept these arguments"):
        student.f(secret_name)


def test_a_function_can_accept_any_data(student_of):
    """A function that is marked gets everything as it is."""
    keep = takes_any_data(lambda value: [type(value).__name__, value])
    assert student_of(CALLING).f(keep, {"a": ["b", 1]}) == ["dict", {"a": ["b", 1]}]


@pytest.mark.parametrize("args", ["", "1, 2, 3", "1, unknown=2", "'a'", "np.zeros(3)", "g"])
def test_a_refusal_tells_nothing_about_the_function(student_of, args):
    """Whatever is wrong with a call, student code finds no name, no parameter and no docstring of the function."""
    student = student_of(f"import numpy as np{PROBING}def f(g): return texts_of(g{', ' if args else ''}{args})")
    texts = " ".join(student.f(secret_name))
    assert [secret for secret in SECRETS if secret in texts] == []


def test_a_value_error_stays_a_value_error(student_of):
    """Code that catches ValueError of a given function works, but its text is not passed on."""
    with pytest.raises(RaisedValueError, match="called with an array of shape") as caught:
        student_of(CALLING).f(secret_name, np.zeros(3))
    assert "secret_name" not in str(caught.value)


def test_stand_ins_are_ordinary_functions(student_of):
    """A given function, and one that replaces a function of the notebook, have the type and the name of a function."""
    source = (
        "def g(): return 1\ndef f(h): return [(type(one).__name__, one.__name__, one.__module__) for one in (g, h)]"
    )
    student = student_of(source)
    assert student.f(secret_name) == [("function", "g", "__main__"), ("function", "given", "__main__")]
    student.replace({"g": secret_name})
    assert student.f(secret_name) == [("function", "g", "__main__"), ("function", "given", "__main__")]
