"""Load the known mistakes of an exercise."""

from autograder.grading.misconceptions import find_misconception, misconceptions_of
from tests.grading.one_exercise import course_of, tasks_of

MISTAKES = '''
from autograder.grading.misconceptions import mistake
from ..reference import double

def helper(x):
    """This is no mistake."""

@mistake("§2", "Look at the factor.")
def triple(x):
    """You multiply
    by three."""
    return double(x) * 3 / 2

@mistake("§1", "Return something.")
def add(x):
    """You add two."""
    return x + 2
'''


def folder_of(tmp_path, text):
    """A course whose mistakes are in `mistakes/double.py`."""
    course = course_of(tmp_path)
    folder = course.exercises[0].folder / "mistakes"
    folder.mkdir()
    (folder / "double.py").write_text(text)
    return course


def test_mistakes_of_a_folder_are_in_the_order_of_the_file(tmp_path):
    """Name, explanation, section and hint come from the function and its mark. Other functions are not mistakes."""
    exercise = folder_of(tmp_path, MISTAKES).exercises[0]
    triple, add = misconceptions_of(exercise, "double")
    assert (triple.name, triple.explanation) == ("triple", "You multiply by three.")
    assert (triple.section, triple.hint, triple.task) == ("§2", "Look at the factor.", "double")
    assert (add.name, add.function(5)) == ("add", 7)


def test_mistakes_in_one_file_name_their_task(course):
    """In `mistakes.py`, each mistake belongs to the task that it names."""
    exercise = course.exercise("sums")
    names = {task: [one.name for one in misconceptions_of(exercise, task)] for task in exercise.task_names}
    assert names == {
        "window_sums": ["one_window_short", "largest_value", "no_errors"],
        "window_means": ["sums_instead_of_means", "divided_by_the_length"],
    }


def test_mistakes_in_one_file_without_a_task_belong_to_none(tmp_path):
    """A mistake in `mistakes.py` that names no task is not used."""
    mistakes = MISTAKES.replace("..reference", ".reference")
    assert misconceptions_of(course_of(tmp_path, mistakes=mistakes).exercises[0], "double") == ()


def test_an_exercise_without_mistakes_has_none(tmp_path):
    """The files are optional, and grading needs none."""
    course = course_of(tmp_path)
    assert misconceptions_of(course.exercises[0], "double") == ()
    assert tasks_of(course, "def double(x): return 3 * x")["double"].misconception is None


def test_a_mistake_is_found_by_its_name(course):
    """Results keep only the name of a mistake."""
    exercise = course.exercise("sums")
    found = find_misconception(exercise, "window_sums", "largest_value")
    assert found.explanation.startswith("You return the largest value")
    assert find_misconception(exercise, "window_sums", "sums_instead_of_means") is None
    assert find_misconception(exercise, "window_sums", None) is None


def test_mistakes_of_a_folder_are_named_in_results(tmp_path):
    """A mistake may call the reference, and the student's result gets its name."""
    course = folder_of(tmp_path, MISTAKES)
    assert tasks_of(course, "def double(x): return [3 * value for value in x]")["double"].misconception == "triple"
