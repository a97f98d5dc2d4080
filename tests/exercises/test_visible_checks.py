"""The visible checks of each task accept what the hidden tests accept."""

import contextlib
import functools
import io

from autograder.authoring.release import source_bytes
from autograder.proving.answers import right_answers
from autograder.submissions.notebook import read_notebook
from tests.exercises.judging import COURSE, every_task


@functools.cache
def solved_notebook(exercise):
    """The names of the solved notebook after it has run, and its check cells by task. Cells that draw are left out."""
    names, checks = {"__name__": "notebook"}, {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in read_notebook(source_bytes(exercise)):
            if cell.role:
                exec(cell.source, names)
            if cell.role == "check":
                checks[cell.grade_id] = compile(cell.source, cell.grade_id, "exec")
    return names, checks


def failed_checks(exercise, task, function):
    """What the toolkit prints if a visible check fails for the function in place of the reference's; "" otherwise."""
    names, checks = solved_notebook(exercise)
    own, output, errors = names[task], io.StringIO(), io.StringIO()
    names[task] = function
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            exec(checks[task], names)
    finally:
        names[task] = own
    assert "visible checks pass" in output.getvalue() + errors.getvalue()
    return errors.getvalue()


@every_task
def test_right_answers_pass_the_visible_checks(exercise, task):
    """An answer that gets full marks passes the visible checks of its task, in every style."""
    right = {answer.style: answer.function for answer in right_answers(exercise, task)}
    assert len(right) >= COURSE.demands.right_answers
    failed = {name: failed_checks(exercise, task, function) for name, function in right.items()}
    assert {name: text for name, text in failed.items() if text} == {}


@every_task
def test_a_useless_answer_fails_a_visible_check(exercise, task):
    """A function that returns None is not accepted."""
    assert failed_checks(exercise, task, lambda *args, **keywords: None)
