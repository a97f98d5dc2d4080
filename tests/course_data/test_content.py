"""Import the Python code of a course by its path."""

import sys
from dataclasses import replace

import pytest

from autograder.course.content import fresh_reference, has_module, load_module, load_reference, optional_function
from autograder.errors import CourseError
from tests.grading.one_exercise import course_of

SOLUTION = """
factor = {}
def double(x):
    return factor * x
def twice(x):
    return double(double(x))
print("the visible checks print this")
"""


def exercise_of(root, factor=2, **modules):
    return course_of(root, SOLUTION.format(factor), **modules).exercises[0]


def test_the_reference_is_loaded_once(tmp_path, capsys):
    """Everybody gets the same module, and its visible checks print nothing."""
    exercise = exercise_of(tmp_path)
    reference = load_reference(exercise)
    assert reference.twice(3) == 12
    assert load_reference(exercise) is reference
    assert load_reference(replace(exercise, title="Another title")) is reference
    assert capsys.readouterr() == ("", "")


def test_courses_with_the_same_names_stay_apart(tmp_path):
    """Two courses in one process have modules of their own, although their files have the same names."""
    one = exercise_of(tmp_path / "a", 2, calls="from .reference import double\nname = 'one'")
    other = exercise_of(tmp_path / "b", 5, calls="from .reference import double\nname = 'other'")
    assert (load_reference(one).double(1), load_reference(other).double(1)) == (2, 5)
    assert [load_module(exercise, "calls").name for exercise in (one, other)] == ["one", "other"]
    assert [load_module(exercise, "calls").double(1) for exercise in (one, other)] == [2, 5]


def test_a_fresh_reference_is_another_copy(tmp_path):
    """Functions of the copy can be replaced: the reference, and what imports it, stay as they are."""
    exercise = exercise_of(tmp_path, calls="from .reference import twice")
    copy = fresh_reference(exercise)
    copy.double = lambda x: 0
    assert copy.twice(3) == 0
    assert load_reference(exercise).twice(3) == 12
    assert load_module(exercise, "calls").twice(3) == 12


def test_modules_import_each_other(tmp_path):
    """Modules of an exercise import the reference, their neighbours and the shared code."""
    exercise = exercise_of(tmp_path, cases="from ..shared.numbers import NUMBERS", calls="from .cases import NUMBERS")
    shared = tmp_path / "exercises" / "shared"
    shared.mkdir()
    (shared / "numbers.py").write_text("NUMBERS = (1, 2)")
    assert load_module(exercise, "calls").NUMBERS == (1, 2)


def test_a_module_in_a_folder_has_a_dotted_name(tmp_path):
    """Mistakes and answers of a function are in files of their own."""
    exercise = exercise_of(tmp_path)
    (exercise.folder / "right").mkdir()
    (exercise.folder / "right" / "double.py").write_text("from ..reference import double")
    assert has_module(exercise, "right.double")
    assert not has_module(exercise, "wrong.double")
    assert load_module(exercise, "right.double").double(2) == 4


def test_loading_leaves_the_search_path_as_it_was(tmp_path):
    """Code of a course cannot be imported by its bare name, and hides no other module."""
    before = [*sys.path]
    load_module(exercise_of(tmp_path, calls=""), "calls")
    assert sys.path == before
    with pytest.raises(ModuleNotFoundError):
        __import__("test_one")


def test_a_missing_module_is_named_with_its_path(tmp_path):
    """The message says which file is missing."""
    with pytest.raises(CourseError, match=r"exercises/one/mistakes/double\.py is missing"):
        load_module(exercise_of(tmp_path / "a"), "mistakes.double")
    exercise = exercise_of(tmp_path / "b")
    exercise.source.unlink()
    with pytest.raises(CourseError, match=r"solutions/one/one\.py is missing"):
        load_reference(exercise)


def test_an_error_in_a_module_is_its_own(tmp_path):
    """A module that imports something unknown is not reported as missing."""
    with pytest.raises(ModuleNotFoundError, match="nothing_at_all"):
        load_module(exercise_of(tmp_path, calls="import nothing_at_all"), "calls")


def test_a_reference_that_fails_can_be_loaded_after_it_is_fixed(tmp_path):
    """A broken solution leaves no half-loaded module behind."""
    exercise = exercise_of(tmp_path, "1 / 0")
    with pytest.raises(ZeroDivisionError):
        load_reference(exercise)
    exercise.source.write_text(SOLUTION.format(2))
    assert load_reference(exercise).double(1) == 2


def test_optional_functions(tmp_path):
    """An exercise need not have a module, nor the function in it."""
    exercise = exercise_of(tmp_path, calls="def is_legal(args): return True")
    assert optional_function(exercise, "calls", "is_legal")((1,)) is True
    assert optional_function(exercise, "calls", "highlight") is None
    assert optional_function(exercise, "pictures", "is_legal") is None


def test_optional_modules_with_an_error_are_not_passed_over(tmp_path):
    """A mistake in an optional file is reported."""
    with pytest.raises(ZeroDivisionError):
        optional_function(exercise_of(tmp_path, calls="1 / 0"), "calls", "is_legal")
