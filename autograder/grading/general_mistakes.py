"""Mistakes that any function can have. They are read directly from what it did, so that no model describes them."""

import re
from collections.abc import Sequence

from autograder.grading.calls import identical
from autograder.grading.comparison import alike
from autograder.grading.mistake_model import Misconception, MissingCheck
from autograder.sandbox import Observed, Raised
from autograder.sandbox.failures import RaisedValueError

CHANGES_ITS_ARGUMENTS = Misconception(
    "changes_its_arguments",
    "Your function changes one of its arguments. The caller still needs the old values.",
    "Find the line that writes into an argument, or into a slice of it. Write into a copy or into a new array.",
    "",
)
OVERWRITES_EARLIER_RESULTS = Misconception(
    "overwrites_earlier_results",
    "Each call of your function overwrites the results of earlier calls.",
    "Where do you create the array that you return? Create a new one in each call.",
    "",
)
RETURNS_EARLIER_RESULTS = Misconception(
    "returns_earlier_results",
    "Your function returns the result of an earlier call instead of computing a new one.",
    "Does your function store something outside of its own variables, or in a default argument?",
    "",
)
FLOAT_AS_AN_INDEX = Misconception(
    "float_as_an_index",
    "Where Python needs an int, as a size, an index or the end of a range, your function uses something else, probably "
    "a float.",
    "In Python, 4 / 2 is the float 2.0. Use // for sizes and indices.",
    "",
)
TRUTH_OF_AN_ARRAY = Misconception(
    "truth_of_an_array",
    "Your function uses a whole array where Python needs one truth value: in an if, or in Python's max or min.",
    "Which NumPy function compares value by value? np.maximum, np.where and a mask such as z > 0 do.",
    "",
)
RAISES_ANOTHER_EXCEPTION = Misconception(
    "raises_another_exception",
    "You find illegal arguments, but you raise another exception than ValueError.",
    "An assert raises AssertionError. Write: if the arguments are illegal, raise ValueError.",
    "",
)
SEVERAL_CHECKS_MISSING = Misconception(
    "several_checks_missing",
    "You do not raise ValueError for several kinds of illegal arguments.",
    "Read the sentence with “Raises ValueError” in the docstring, and write one check for each kind that it names.",
    "",
)
ALL = (
    CHANGES_ITS_ARGUMENTS, OVERWRITES_EARLIER_RESULTS, RETURNS_EARLIER_RESULTS, FLOAT_AS_AN_INDEX, TRUTH_OF_AN_ARRAY,
    RAISES_ANOTHER_EXCEPTION, SEVERAL_CHECKS_MISSING,
)  # fmt: skip

FEWEST_DIFFERENT = 3  # predictions of a row
# What Python and NumPy say about a float that they need as an int.
FLOAT_TEXT = re.compile(
    r"'(numpy\.)?float\d*' object cannot be interpreted as an integer"
    r"|single integer, got '(np\.float\d+\()?\d+\.\d*\)?'"
    r"|indices must be integers.* not '?float"
    r"|slice indices must be integers"
    r"|only integers, slices"
    r"|arrays used as indices must be of integer"
    r"|`pad_width` must be of integral type"
    r"|multiply sequence by non-int of type 'float'"
)
TRUTH_TEXT = "truth value of an array"
DELIBERATE = ("AssertionError", "Exception", "RuntimeError")  # Python and NumPy seldom raise these themselves
ON_PURPOSE = re.compile(r"\b(raise|assert)\b")
CODE = re.compile(r", line \d+: (.*)\)", re.DOTALL)  # the line of student code that a failure's text ends with
# What Python and NumPy say in a ValueError of their own. This is needed only where the line of code is not known.
PYTHON_TEXT = re.compile(
    r"broadcast|zero-size array|cannot reshape|not aligned|mismatch|inhomogeneous|setting an array element|ambiguous"
    r"|all the input|must match exactly|window shape|negative dimensions|can't contain negative|einstein|empty sequence"
    r"|same shape|equal division|cannot be empty|is empty|literal for|unpack|not in list|must not be zero|non-negative"
)


def uses_a_float_as_an_index(seen: Observed) -> bool:
    """Whether a call failed because a float was used as an int."""
    failure = seen.outcome
    is_kind = isinstance(failure, Raised) and failure.kind in ("TypeError", "IndexError")
    return is_kind and FLOAT_TEXT.search(str(failure)) is not None


def uses_an_array_as_a_truth_value(seen: Observed) -> bool:
    """Whether a call failed because an array of several values has no truth value."""
    return isinstance(seen.outcome, Raised) and TRUTH_TEXT in str(seen.outcome)


def raises_another_exception(seen: Observed) -> bool:
    """Whether a call ended with an exception that the student's code raises on purpose, and that is no ValueError."""
    failure = seen.outcome
    if not isinstance(failure, Raised) or failure.kind not in DELIBERATE:
        return False
    code = CODE.search(str(failure))
    return code is None or ON_PURPOSE.search(code[1]) is not None


def refuses_on_purpose(seen: Observed) -> bool:
    """Whether a call probably ended with an exception that the student's code raises on purpose."""
    failure = seen.outcome
    if not isinstance(failure, RaisedValueError) or failure.kind != "ValueError":
        return raises_another_exception(seen)
    code = CODE.search(str(failure))
    return bool(ON_PURPOSE.search(code[1])) if code else PYTHON_TEXT.search(str(failure)) is None


def argument_changed(seen: Observed) -> bool:
    """Whether a call changed one of its arguments."""
    return isinstance(seen.outcome, list) and any(
        not identical(before, now) for before, now in zip(seen.calls[0][0], seen.outcome, strict=True)
    )


def mixed_up_results(received: Sequence[object], predicted: Sequence[object]) -> Misconception | None:
    """The mistake in a row of results that are each right (as `predicted`), but belong to another call of the row."""
    wrong = [place for place, pair in enumerate(zip(received, predicted, strict=True)) if not alike(*pair)]
    later = all(any(alike(received[i], other) for other in predicted[i + 1 :]) for i in wrong)
    earlier = all(any(alike(received[i], other) for other in predicted[:i]) for i in wrong)
    if not wrong or not (later or earlier):
        return None
    return OVERWRITES_EARLIER_RESULTS if later else RETURNS_EARLIER_RESULTS


def differ(values: Sequence[object]) -> bool:
    """Whether several values of a row differ: otherwise a constant is often the result of another call."""
    found: list[object] = []
    for value in values:
        if not any(alike(value, other) for other in found):
            found.append(value)
    return len(found) >= FEWEST_DIFFERENT


def several(checks: Sequence[MissingCheck]) -> Misconception:
    """Several missing checks as one mistake."""
    named = ", ".join(check.phrase for check in checks)
    text = f"{SEVERAL_CHECKS_MISSING.explanation[:-1]}: {named}."
    return Misconception(SEVERAL_CHECKS_MISSING.name, text, SEVERAL_CHECKS_MISSING.hint, "")
