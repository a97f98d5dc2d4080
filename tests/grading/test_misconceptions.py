"""Load the mistake models of an exercise, and find what students read about a mistake."""

import pytest

from autograder.grading import general_mistakes
from autograder.grading.misconceptions import find_misconception, misconceptions_of, misplaced_models, model_of
from tests.grading.one_exercise import course_of, tasks_of

MISTAKES = '''
from autograder.grading.mistake_model import Model, decision, missing_check

class Factor(Model):
    def compute(self, x):
        return self.factor() * x

    @decision("§2")
    def factor(self):
        return 2

    @factor.slip("Look at the factor.")
    def tripled(self):
        """You multiply
        by three."""
        return 3

    @missing_check("§3", "a text")
    def accepts_a_text(self, x):
        return isinstance(x, str)

class Double(Factor, task="double"):
    pass
'''


def folder_of(tmp_path, text=MISTAKES, name="double"):
    """The exercise of a course whose mistakes are in `mistakes/<name>.py`."""
    course = course_of(tmp_path)
    folder = course.exercises[0].folder / "mistakes"
    folder.mkdir()
    (folder / f"{name}.py").write_text(text)
    return course


@pytest.mark.parametrize("place", ["folder", "file"])
def test_the_model_of_a_task_is_the_class_that_names_it(tmp_path, place):
    """Its slips and missing checks are the task's misconceptions, whether it is in a file of its own or not."""
    course = folder_of(tmp_path) if place == "folder" else course_of(tmp_path, mistakes=MISTAKES)
    [exercise] = course.exercises
    assert model_of(exercise, "double").__name__ == "Double"
    tripled, accepts = misconceptions_of(exercise, "double")
    assert (tripled.name, tripled.explanation) == ("tripled", "You multiply by three.")
    assert (tripled.section, tripled.hint) == ("§2", "Look at the factor.")
    assert (accepts.name, accepts.explanation) == ("accepts_a_text", "You do not raise ValueError for a text.")
    assert misplaced_models(exercise) == []


def test_an_exercise_without_models_has_no_misconceptions(tmp_path):
    """The files are optional, and grading needs none: the model of a task computes what the reference computes."""
    course = course_of(tmp_path)
    [exercise] = course.exercises
    assert misconceptions_of(exercise, "double") == ()
    assert model_of(exercise, "double")().compute(4) == 8
    assert misplaced_models(exercise) == []
    assert tasks_of(course, "def double(x): return 3 * x")["double"].misconception is None


def test_a_misconception_is_found_by_its_name(tmp_path):
    """A name in a result is that of a slip, of a missing check, or of a mistake that any function can have."""
    [exercise] = folder_of(tmp_path).exercises
    assert find_misconception(exercise, "double", "tripled").hint == "Look at the factor."
    assert find_misconception(exercise, "double", "accepts_a_text").section == "§3"
    for general in general_mistakes.ALL:
        assert find_misconception(exercise, "double", general.name) is general
    for unknown in ("factor", "compute", None):
        assert find_misconception(exercise, "double", unknown) is None


def test_a_slip_is_named_in_results(tmp_path):
    """The student's result has the names of the slip and of the missing check, with all texts."""
    task = tasks_of(folder_of(tmp_path), "def double(x): return [3 * value for value in x]")["double"]
    assert task.misconception == "tripled"
    [named] = task.misconceptions
    assert (named.explanation, named.hint, named.section) == ("You multiply by three.", "Look at the factor.", "§2")
    assert named.explains == ("twice the values",)


@pytest.mark.parametrize(("text", "name", "problem"), [
    (MISTAKES.replace('"double"', '"duoble"'), "double",
     'mistakes/double.py: the model Double has task="duoble". It must be task="double".'),
    (MISTAKES.replace(', task="double"', ""), "double",
     'mistakes/double.py has no model. It needs a class: class Mistakes(Model, task="double").'),
    (MISTAKES, "duoble", "mistakes/duoble.py: one has no task duoble. Its tasks are double."),
    (MISTAKES + '\\nclass Twice(Factor, task="double"):\\n    pass\\n', "double",
     'mistakes/double.py: several models have task="double". Only the first one is used.'),
])  # fmt: skip
def test_models_that_are_not_used_are_reported(tmp_path, text, name, problem):
    """A model with a wrong task, in a file of a wrong name, without a task, or beside another one of the same task."""
    [exercise] = folder_of(tmp_path, text.replace("\\n", "\n"), name).exercises
    [reported] = misplaced_models(exercise)
    assert reported.endswith(problem)


def test_a_wrong_task_in_one_file_is_reported(tmp_path):
    """In `mistakes.py`, the model names one of the exercise's tasks."""
    course = course_of(tmp_path, mistakes=MISTAKES.replace('"double"', '"triple"'))
    [reported] = misplaced_models(course.exercises[0])
    assert reported.endswith('mistakes.py: the model Double has task="triple". It must be task="double".')
    assert misconceptions_of(course.exercises[0], "double") == ()


def test_a_model_that_is_imported_is_not_one_of_the_file(tmp_path):
    """A base class of another file belongs to that file."""
    course = course_of(tmp_path, mistakes=MISTAKES, shared_models=MISTAKES)
    [exercise] = course.exercises
    (exercise.folder / "mistakes.py").write_text("from .shared_models import Double, Factor\n")
    [reported] = misplaced_models(exercise)
    assert "has no model" in reported
