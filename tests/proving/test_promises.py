"""The promises of an exercise: all hold for the small course, and each notices what breaks it."""

import pytest

from autograder.errors import CourseError
from autograder.proving import prove
from autograder.proving.in_process import seed_of
from autograder.proving.promises_right import (
    a_useless_answer_fails_a_visible_check,
    nonsense_gets_no_name,
    right_answers_have_full_marks,
    right_answers_pass_the_visible_checks,
    the_visible_checks_by_heart_earn_little,
)
from autograder.proving.promises_wrong import (
    a_model_without_slips_is_right,
    each_mistake_has_an_answer_that_is_named,
    every_mistake_is_charged_once,
    every_mistake_is_written_out,
    every_mistake_loses_points_and_is_named,
    every_wrong_answer_is_named,
)

ROLLS = "# ~ rolls: return values[len(values) - by :] + values[: len(values) - by]"
ONE_CHECK = ("solutions/shifts/shifts.py", '    "len(answer())": 2,\n    "answer()[0] - 2 * answer()[1]": 0,\n',
             '    "len([1, 2])": 2,\n')  # fmt: skip
EVERY = [*prove.PROMISES, *prove.SLOW, each_mistake_has_an_answer_that_is_named]
FIRST_CHECK = '    @missing_check("§2", "a shift below 0")'
TURNS = '''    @shifted.slip("What moves in a circle?")
    def turns(self, x, zeros):
        """You move the last values to the front, as in a circle."""
        return np.roll(x, len(zeros))

'''
KNOWN_CALL = "exercises/shifts/test_shifts.py", "rng.permutation(5) + 1, by)", "np.array([1, 2, 3]), 1)"


@pytest.mark.parametrize("promise", EVERY, ids=lambda promise: promise.__name__)
def test_a_good_exercise_keeps_every_promise(course, promise):
    """Nothing is reported for a course whose exercises are complete."""
    for exercise in course.exercises:
        for task in exercise.task_names:
            assert promise(course, exercise, task, ["ada", "ben"]) == []


@pytest.mark.parametrize(("promise", "task", "change", "text"), [
    (right_answers_have_full_marks, "window_means", ("exercises/sums/right/window_means.py", "/ size", "/ 2"),
     "loops for ada: loses 2 points in test_means"),
    (right_answers_have_full_marks, "shift", ("course.toml", "right_answers = 1", "right_answers = 2"),
     "there are 1 right answers; [demands] in course.toml asks for 2. Write more in "),
    (right_answers_pass_the_visible_checks, "shift",
     ("solutions/shifts/shifts.py", '1)": [0, 1, 2]', '1)": [1, 1, 2]'), "lists: shift: 1 of 2 visible checks pass."),
    (a_useless_answer_fails_a_visible_check, "answer", ONE_CHECK, "it passes all of them"),
    (the_visible_checks_by_heart_earn_little, "shift", KNOWN_CALL, "it gets 2 of 3 points for ada"),
    (nonsense_gets_no_name, "answer",
     ("exercises/shifts/test_shifts.py", "assertions.value(student.answer, (42, 21))", "student.answer()"),
     "None for ada: loses no points"),
    (a_model_without_slips_is_right, "window_sums",
     ("exercises/sums/mistakes.py", "return window.sum()", "return window.sum() + 1"),
     "Sums.compute gives another result than the reference for window_sums("),
    (every_mistake_loses_points_and_is_named, "shift",
     ("exercises/shifts/mistakes/shift.py", "np.concatenate([x[len(zeros) :], zeros])", "np.roll(x, len(zeros))"),
     "to_the_left: loses 2 points in test_shift; rolls is named"),
    (every_mistake_is_written_out, "shift", ("exercises/shifts/wrong/shift.py", f"    {ROLLS}\n", ""),
     "rolls: write it in "),
    (every_wrong_answer_is_named, "shift",
     ("exercises/shifts/wrong/shift.py", ROLLS, "# ~ rolls: return values[by:] + [0] * by"),
     "lists: rolls: loses 2 points in test_shift; to_the_left is named"),
    (each_mistake_has_an_answer_that_is_named, "shift",
     ("exercises/shifts/mistakes/shift.py", FIRST_CHECK, TURNS + FIRST_CHECK),
     "turns: loses 2 points in test_shift; rolls is named"),
    (each_mistake_has_an_answer_that_is_named, "shift",
     ("exercises/shifts/wrong/shift.py", ROLLS, "# ~ rolls: return values[by:] + [0] * by"),
     "lists: rolls: loses 2 points in test_shift; to_the_left is named"),
    (every_mistake_is_charged_once, "shift",
     ("exercises/shifts/test_shifts.py", 'points=2, about="shifted"', 'points=2, about="other"'),
     "it also fails test_shift"),
], ids=lambda value: getattr(value, "__name__", None))  # fmt: skip
def test_what_breaks_a_promise_is_named(edited, promise, task, change, text):
    """The message says which answer or mistake it is, what happens to it, and what to do."""
    course = edited(change)
    [exercise] = [one for one in course.exercises if task in one.task_names]
    found = promise(course, exercise, task, ["ada"])
    assert any(text in one for one in found), found


def test_a_model_without_legal_calls_is_an_error(edited):
    """The message names the model and what to write."""
    course = edited(("exercises/shifts/mistakes/shift.py", "def legal_call(rng)", "def a_legal_call(rng)"))
    with pytest.raises(CourseError, match=r"the model Shift of shift: legal_call is missing. Write this static method"):
        a_model_without_slips_is_right(course, course.exercise("shifts"), "shift")


def test_prove_says_one_line_for_each_promise(edited):
    """What breaks a promise is below its line, with the task; the last line says how much was tried."""
    course = edited(("exercises/shifts/wrong/shift.py", f"    {ROLLS}\n", ""))
    said = []
    assert prove.prove(course, course.exercise("shifts"), 1, said.append) == 1
    *promises, last = said
    assert [line[2:].split("\n")[0] for line in promises] == [promise.__doc__ for promise in prove.PROMISES]
    [broken] = [line for line in promises if line.startswith("✗")]
    assert broken.split("\n    ")[1].startswith("shift: rolls: write it in ")
    assert last == "Tried: 3 right answers, 8 mistakes, 7 wrong answers; students: 1."


def test_an_exercise_that_cannot_be_read_is_refused(edited):
    """The message has the place, and the command that lists everything."""
    course = edited(("exercises/sums/test_sums.py", "import numpy as np", "import numpy as"))
    with pytest.raises(CourseError, match=r"(?s)test_sums.py:3: SyntaxError.*autograder check sums"):
        prove.prove(course, course.exercise("sums"), 1, print)


def test_an_error_in_the_courses_code_breaks_a_promise(edited):
    """It is reported with its place, and the other promises are tried all the same."""
    course = edited(("exercises/sums/right/window_means.py", "return [", "return {}['x'] or ["),
                    ("exercises/sums/right/window_sums.py", "def loops", "1 / 0\n\n\ndef loops"))  # fmt: skip
    exercise = course.exercise("sums")
    [problem] = prove.attempted(right_answers_have_full_marks, course, exercise, "window_sums", ["ada"])
    assert "right/window_sums.py:4: ZeroDivisionError" in problem
    [problem] = prove.attempted(right_answers_have_full_marks, course, exercise, "window_means", ["ada"])
    assert problem.startswith("loops for ada: loses 3 points")


def test_a_proof_has_other_numbers_for_each_student(course):
    """Students of a class share sets of numbers. A proof with two hundred students has two hundred."""
    names = [f"student {number}" for number in range(200)]
    assert len({seed_of(course, name) for name in names}) == 200
    assert seed_of(course, "ada") == seed_of(course, "ada")
