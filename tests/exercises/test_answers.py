"""Right answers have full marks in every style; what only looks right, or is nonsense, has not."""

import contextlib
import inspect
import io

import numpy as np
import pytest

from autograder.authoring.release import source_bytes
from autograder.proving.answers import right_answers
from autograder.submissions.notebook import read_notebook
from tests.exercises.judging import COURSE, every_task, judgements, reference_of


def full_marks(exercise, task, students):
    right = {answer.style: answer.function for answer in right_answers(exercise, task)}
    assert len(right) >= COURSE.demands.right_answers
    for name, verdict in judgements(exercise, task, right, students):
        assert (verdict.lost, verdict.names) == (0, ()), name


@every_task
def test_right_answers_of_every_style_have_full_marks(exercise, task):
    """Loops, strides, FFT, einsum, lists, float32: a right answer has all points, and no mistake's name."""
    full_marks(exercise, task, ["ada"])


@pytest.mark.slow
@every_task
def test_right_answers_have_full_marks_with_every_seed(exercise, task):
    """The numbers that a student happens to get decide nothing: two hundred students."""
    full_marks(exercise, task, [f"student {number}" for number in range(200)])


def by_heart(exercise, task):
    """A function that knows the visible checks of a task, and nothing else."""
    right = reference_of(exercise, task)
    known = []

    def remember(*args, **keywords):
        known.append((repr((args, keywords)), right(*args, **keywords)))
        return known[-1][1]

    names = {"__name__": "notebook"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in read_notebook(source_bytes(exercise)):
            if cell.grade_id == task:
                names[task] = remember
            if cell.kind == "code":
                exec(cell.source, names)
            if cell.grade_id == task:
                break
    table = dict(known)
    assert table

    def answer(*args, **keywords):
        if repr((args, keywords)) in table:
            return table[repr((args, keywords))]
        raise ValueError("not among the visible checks")

    return answer


@every_task
def test_the_visible_checks_by_heart_earn_little(exercise, task):
    """A function that answers the visible calls from a table, and no others, gets at most a fifth of the points."""
    if not inspect.signature(reference_of(exercise, task)).parameters:
        pytest.skip("a function without arguments is a table")
    points = next(one.points for one in exercise.tasks if one.name == task)
    [(_, verdict)] = judgements(exercise, task, {"by heart": by_heart(exercise, task)})
    assert points - verdict.lost <= points / 5 + 1e-6


def nonsense(right):
    """Wrong answers that are not a known mistake."""
    rng = np.random.default_rng(0)

    def shaped(make):
        def answer(*args, **keywords):
            value = right(*args, **keywords)
            return make(np.shape(value)) if not isinstance(value, (bool, dict)) else make(())

        return answer

    def fails(*args, **keywords):
        raise KeyError("nonsense")

    return {
        "None": lambda *args, **keywords: None,
        "text": lambda *args, **keywords: "right",
        "a number": lambda *args, **keywords: 0.123,
        "0": lambda *args, **keywords: 0,
        "1": lambda *args, **keywords: 1,
        "True": lambda *args, **keywords: True,
        "an empty array": lambda *args, **keywords: np.array([]),
        "an empty list": lambda *args, **keywords: [],
        "zeros": shaped(np.zeros),
        "its first argument": lambda *args, **keywords: args[0] if args else 0,
        "random": shaped(rng.normal),
        "sevens": shaped(lambda shape: np.full(shape, 7)),
        "fails": fails,
        "a function": lambda *args, **keywords: max,
    }


# Nonsense that does the same as a known mistake.
KNOWN = {
    ("affected_outputs", "an empty array"), ("affected_outputs", "an empty list"), ("connection_matrix", "zeros"),
    ("unchanged_fraction", "1"), ("unchanged_fraction", "True"),
}  # fmt: skip


@every_task
def test_nonsense_gets_no_name(exercise, task):
    """If no known mistake explains the answers, none is named."""
    for name, verdict in judgements(exercise, task, nonsense(reference_of(exercise, task))):
        assert verdict.lost > 0, name
        assert verdict.names == () or (task, name.removesuffix(" for ada")) in KNOWN, name
