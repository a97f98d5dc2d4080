"""Tools that check hidden tests and diagnoses: they find what is unfair, what is not detected, and what has no name."""

import numpy as np
import pytest

from autograder.course.content import load_reference
from autograder.errors import CourseError
from autograder.grading.misconceptions import model_of
from autograder.proving import fairness, mutants, special_cases
from autograder.proving.answers import Answer
from autograder.proving.composed import composed_pairs
from autograder.proving.diagnoses import Score
from autograder.proving.judge import judge
from autograder.proving.slipped import conditions, is_about, mistakes
from tests.grading.one_model import MISTAKES, TESTS, course_with_a_model

LEGAL = """
    @staticmethod
    def legal_call(rng):
        size = int(rng.integers(1, 5))
        return (rng.integers(1, 9, int(rng.integers(size, 9))), size, int(rng.integers(1, 4))), {}
"""
X = np.array([1, 2, 4, 8])


def course_of(tmp_path, tests=TESTS, mistakes=MISTAKES):
    return course_with_a_model(tmp_path, tests=tests, mistakes=mistakes + LEGAL)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return course_of(tmp_path_factory.mktemp("spans"))


def parts(course):
    """The exercise, its model and its reference."""
    [exercise] = course.exercises
    return exercise, model_of(exercise, "spans"), load_reference(exercise).spans


def functions(course):
    """Mistake → a function that makes it."""
    _, model, reference = parts(course)
    return {one.name: one.function(model, reference) for one in mistakes(model)}


def test_a_function_is_made_of_each_mistake(course):
    """It computes as the model does with that slip, or accepts what one missing check is about; else it is right."""
    found = functions(course)
    assert found["largest_values"](X, 2).tolist() == [2, 4, 8]
    assert found["ignores_the_stride"](X, 2, 3).tolist() == [3, 6, 12]
    assert found["accepts_a_size_of_zero"](X, 0).tolist() == [0]
    assert found["accepts_a_size_of_zero"](X, 2).tolist() == [3, 6, 12]
    for name, args in (("accepts_a_size_of_zero", (X, -1)), ("largest_values", (X, 0))):
        with pytest.raises(ValueError):
            found[name](*args)


def test_a_mistake_can_depend_on_a_condition(course):
    """Properties of an argument, the model's special cases, and the number of calls are conditions."""
    _, model, reference = parts(course)
    [largest] = [one for one in mistakes(model) if one.name == "largest_values"]
    known = conditions(model, reference)
    even = largest.function(model, reference, known["if size is even"]())
    assert (even(X, 2).tolist(), even(X, 3).tolist()) == ([2, 4, 8], [7, 14])
    later = largest.function(model, reference, known["from the second call on"]())
    assert [later(X, 4).tolist() for _ in range(3)] == [[15], [8], [8]]
    assert "if x contains 0" in known


def test_a_test_should_notice_slips_about_its_subjects(course):
    """Missing checks, and slips about everything, belong to any test."""
    _, model, _ = parts(course)
    by_name = {one.name: one for one in mistakes(model)}
    assert is_about(by_name["largest_values"], ("size", "values"))
    assert not is_about(by_name["largest_values"], ("stride",))
    assert is_about(by_name["accepts_a_size_of_zero"], ())


def cost_of(course, name, students=3):
    exercise, *_ = parts(course)
    [found] = [one for one in fairness.costs(course, exercise, "spans", students) if one.name == name]
    return found


def test_a_slip_that_fails_tests_about_something_else_is_unfair(course):
    """Its cost is more than the points of the tests about it, and the tool says which tests also fail."""
    found = cost_of(course, "largest_values")
    assert (found.least, found.most, found.worth) == (4, 4, 2)
    assert found.problems == ("it also fails test_leftovers, test_stride",)


def test_a_slip_that_fails_only_tests_about_it_is_fair(tmp_path):
    """Its cost is at most what these tests are worth."""
    tests = TESTS.replace('about="stride"', 'about=("stride", "values")').replace(
        '"leftovers")', '"leftovers", "values")'
    )
    found = cost_of(course_of(tmp_path, tests=tests), "largest_values")
    assert (found.most, found.worth, found.problems) == (4, 4, ())


def test_a_slip_that_shows_by_luck_is_unfair(tmp_path):
    """It costs some students more than others, or is not detected for some."""
    tests = TESTS.replace("((7, 2), (9, 4))", "((7, int(rng.integers(1, 3))),)").replace(
        "((8, 2), (9, 5))", "((8, 1),)"
    )
    found = cost_of(course_of(tmp_path, tests=tests), "ignores_the_stride", students=10)
    assert found.least < found.most
    assert "no test detects it for every student" in found.problems
    assert "it fails only for some students: test_stride" in found.problems


def test_a_mistake_under_a_condition_survives_if_no_test_meets_it(tmp_path):
    """Hidden tests without an even stride overlook what goes wrong only for these."""
    weak = TESTS.replace("((7, 2), (9, 4))", "((7, 3), (9, 3))").replace("((8, 2), (9, 5))", "((8, 3), (9, 5))")
    course = course_of(tmp_path, tests=weak)
    exercise, *_ = parts(course)
    tried = special_cases.try_special_cases(course, exercise, "spans")
    assert "ignores_the_stride if stride is even" in tried.survivors
    assert "ignores_the_stride if stride is odd" not in tried.survivors
    said = []
    assert mutants.try_everything(course, course.names, said.append)
    text = "\n".join(said)
    assert "Mutants\n| exercise | function | mutants |" in text
    assert "\nMistakes under a condition\n| exercise | function | tried |" in text
    assert text.endswith(mutants.SPECIAL_ADVICE)
    assert tried.count > 50


def test_a_legal_call_that_is_illegal_is_an_error(tmp_path):
    """`legal_call` of a model must give calls that the reference accepts."""
    course = course_of(tmp_path, mistakes=MISTAKES)
    broken = course_with_a_model(tmp_path / "b", mistakes=MISTAKES + LEGAL.replace("rng.integers(size, 9)", "0"))
    assert special_cases.legal_calls(parts(course)[0], "spans")
    with pytest.raises(CourseError, match="the reference raises ValueError"):
        special_cases.legal_calls(parts(broken)[0], "spans")


def test_composed_pairs_show_both_mistakes(course):
    """A pair has two mistakes that are no alternatives, and gives other results than each of them alone."""
    exercise, *_ = parts(course)
    found = [*composed_pairs(course, exercise, "spans", 8)]
    assert len(found) == 8
    for pair in found:
        assert len(set(pair.slips)) == 2
        assert judge(course, exercise, "spans", pair.function).failing
    assert not [pair for pair in found if {*pair.slips} == {"largest_values", "means"}]


def test_a_judgement_says_what_a_function_costs_and_why(course):
    """The points that it loses, the names, and the tests that fail."""
    exercise, *_ = parts(course)
    found = judge(course, exercise, "spans", functions(course)["ignores_the_stride"])
    assert (found.lost, found.names, found.unexplained) == (2, ("ignores_the_stride",), ())
    assert found.failing == ("test_stride", "test_leftovers")
    assert found.tried > 0


def test_a_score_counts_right_and_wrong_names(course):
    """All names, at least one, and names of mistakes that an answer does not have."""
    exercise, *_ = parts(course)
    found = judge(course, exercise, "spans", functions(course)["ignores_the_stride"])
    total = Score()
    for wanted in ({"ignores_the_stride"}, {"ignores_the_stride", "means"}, {"means"}):
        total.add(Answer("made", tuple(wanted), len), wanted, found)
    assert (total.count, total.all, total.some, total.wrong) == (3, 1, 2, 1)
    assert len(total.others) == 2
    assert (total + total).count == 6
