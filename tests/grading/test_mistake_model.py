"""Describe how a function goes wrong: decisions, slips at them, and missing checks."""

import numpy as np
import pytest

from autograder.grading.mistake_model import (
    Model,
    choices_of,
    decision,
    missing_check,
    missing_checks_of,
    slips_of,
    special_case,
    special_cases_of,
)


class Scaled(Model):
    section = "§9"

    def compute(self, x, by):
        return self.rounded(self.factor(by) * x)

    @decision("§1", about="factor")
    def factor(self, by):
        """The factor."""
        return by

    @factor.slip("Call {task} with by=3.")
    def doubled(self, by):
        """You always
        double. {task} uses by."""
        return 2

    @factor.slip("Which sign has the result?", section="§4", about="sign")
    def negative(self, by):
        """You use -by."""
        return -self.usual("factor", by)

    @negative.also
    def negative(self, by):
        raise OverflowError

    @decision()
    def rounded(self, value):
        return value

    @rounded.slip("Is 0.5 lost?")
    def truncated(self, value):
        """You lose fractions."""
        return np.trunc(value)

    @missing_check("§2", "by=0 in {task}")
    def accepts_zero(self, by):
        return by == 0

    @missing_check("§2", "a negative by", "Try {task}(x, -1).")
    def accepts_negative(self, by):
        """You compare by with 0 only in {task}."""
        return by < 0

    @special_case
    def is_even(self, by):
        return by % 2 == 0


class Scale(Scaled, task="scale"):
    truncated = None

    @Scaled.rounded.slip("Which dtype has the result?")
    def rounded_up(self, value):
        """You round up."""
        return np.ceil(value)


class Half(Scaled, task="half"):
    @decision("§5")
    def factor(self, by):
        return by / 2


X = np.array([1.5, 2])


def computed(model, *names):
    """What a model gives with these slips, the first outcome of each."""
    choices = {choice.slip.name: choice for choice in reversed(choices_of(model))}
    return model(tuple(choices[name] for name in names)).compute(X, 3).tolist()


def test_a_model_without_slips_is_right():
    """Without slips, every decision is the usual one."""
    assert computed(Scale) == [4.5, 6]


def test_a_slip_replaces_its_decision():
    """With a slip, another method makes the decision; slips at different decisions combine."""
    assert computed(Scale, "doubled") == [3, 4]
    assert computed(Scale, "negative") == [-4.5, -6]
    assert computed(Scale, "negative", "rounded_up") == [-4, -6]


def test_a_slip_says_what_students_read():
    """The name is the method's, the explanation its docstring in one line, with the task's name in it."""
    doubled, negative = slips_of(Scale)[:2]
    read = doubled.misconception
    assert (read.name, read.explanation) == ("doubled", "You always double. scale uses by.")
    assert (read.hint, read.section) == ("Call scale with by=3.", "§1")
    assert negative.misconception.section == "§4"
    assert slips_of(Half)[0].misconception.hint == "Call half with by=3."


def test_a_slip_has_the_section_and_the_subject_of_its_decision():
    """Both can be set for a slip. Without any, the section is the model's and the subject the decision's name."""
    assert {slip.name: (slip.subject, slip.section) for slip in slips_of(Scale)} == {
        "doubled": ("factor", "§1"), "negative": ("sign", "§4"), "rounded_up": ("rounded", "§9"),
    }  # fmt: skip


def test_a_slip_can_have_several_outcomes():
    """`also` adds another way in which real code goes on after the same wrong decision; it has no name of its own."""
    assert [choice.slip.name for choice in choices_of(Scale)] == ["doubled", "negative", "negative", "rounded_up"]
    _, first, second, _ = choices_of(Scale)
    assert first.slip is second.slip
    with pytest.raises(OverflowError):
        Scale((second,)).compute(np.array([1]), 3)


def test_models_inherit_slips():
    """A subclass has the slips of its base, leaves one out with None, and adds some to decisions of the base."""
    assert [slip.name for slip in slips_of(Scale)] == ["doubled", "negative", "rounded_up"]
    assert [slip.name for slip in slips_of(Half)] == ["doubled", "negative", "truncated"]
    assert [check.name for check in missing_checks_of(Half)] == ["accepts_zero", "accepts_negative"]


def test_a_subclass_makes_a_decision_in_another_way():
    """Slips of the base replace the decision of the subclass, and `usual` is the subclass's."""
    assert computed(Half) == [2.25, 3]
    assert computed(Half, "doubled") == [3, 4]
    assert computed(Half, "negative") == [-2.25, -3]


def test_a_model_belongs_to_a_task_that_it_names_itself():
    """A base class without a task belongs to none, and a subclass does not inherit the task."""

    class Another(Scale):
        pass

    assert (Scaled.task, Scale.task, Another.task) == ("", "scale", "")


def test_a_missing_check_says_which_arguments_are_accepted():
    """Without a docstring the explanation is made from the phrase, with the task's name; a hint can be set."""
    zero, negative = missing_checks_of(Scale)
    assert zero.misconception.explanation == "You do not raise ValueError for by=0 in scale."
    assert zero.misconception.hint == "Call your function with by=0 in scale. What does it return?"
    assert zero.phrase == "by=0 in scale"
    assert negative.misconception.explanation == "You compare by with 0 only in scale."
    assert (negative.misconception.hint, negative.section) == ("Try scale(x, -1).", "§2")


def test_special_cases_are_found():
    """The tools that check hidden tests try slips under these conditions."""
    assert [case.name for case in special_cases_of(Half)] == ["is_even"]


def test_each_instance_has_a_memory_of_its_own():
    """A slip can remember something from call to call of one function, and not of another."""
    one, other = Scale(), Scale()
    one.memory["seen"] = 1
    assert other.memory == {}


def test_a_slip_has_one_subject():
    """Only hidden tests are about several. The message says so, for a decision and for a slip."""
    with pytest.raises(TypeError, match="only a hidden test can be about several"):
        decision(about=("size", "gaps"))
    with pytest.raises(TypeError, match="a slip has one subject"):
        decision()(lambda self: 1).slip("Count.", about=("size", "gaps"))
